"""Small faults in the code that reads and judges the content: does a test notice each?

mutmut makes and tries them, as `[tool.mutmut]` in pyproject.toml says. This counts what it found,
module by module, and exits 1 where too few are killed. Arguments go to `mutmut run`: patterns of
names, such as `guide.rules.danger*`. `mutmut show NAME` shows a survivor.
"""

import re
import subprocess
import sys
from collections import Counter

ENOUGH = 0.9
"""The least share of a module's mutants that tests must kill. The rest is as good as the code: a
cast for the type checker, an hour more of days that are looked at.
"""

KILLED = ("killed", "timeout", "segfault", "suspicious")
ALIVE = ("survived", "no tests")
MUTMUT = (sys.executable, "-m", "mutmut")


def main() -> int:
    """Run mutmut, print a line for each module and the name of each survivor."""
    subprocess.run([*MUTMUT, "run", "--max-children", "2", *sys.argv[1:]], check=True)
    listed = subprocess.run(
        [*MUTMUT, "results", "--all", "true"], check=True, capture_output=True, text=True
    ).stdout
    found = re.findall(r"guide\.(\S+)\.(x[_ǁ]\S+): (.+)", listed)
    counts = Counter((module, outcome) for module, _, outcome in found)
    few = False
    print("| module | mutants | killed | alive |\n| --- | --- | --- | --- |")
    for module in dict.fromkeys(module for module, *_ in found):
        killed, alive = (sum(counts[module, how] for how in hows) for hows in (KILLED, ALIVE))
        if killed + alive:
            share = killed / (killed + alive)
            few |= share < ENOUGH
            too = ": too few" if share < ENOUGH else ""
            print(f"| {module} | {killed + alive} | {share:.1%}{too} | {alive} |")
    for module, name, outcome in found:
        if outcome in ALIVE:
            print(f"- guide.{module}.{name}: {outcome}")
    return int(few)


if __name__ == "__main__":
    sys.exit(main())
