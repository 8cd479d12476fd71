"""Small faults in the code that reads and judges the content: does a test notice each?

mutmut makes and tries them, as `[tool.mutmut]` in pyproject.toml says. This lists the survivors,
and exits 1 if too few are killed. Arguments go to `mutmut run`: patterns of names, such as
`guide.rules.danger*`. `mutmut show NAME` shows a survivor.
"""

import json
import subprocess
import sys
from pathlib import Path

ENOUGH = 0.9
"""The least share of the mutants that tests must kill."""

FOUND = Path("mutants/mutmut-cicd-stats.json")
COMMANDS = (["run", "--max-children", "2", *sys.argv[1:]], ["results"], ["export-cicd-stats"])

if __name__ == "__main__":
    for command in COMMANDS:
        subprocess.run([sys.executable, "-m", "mutmut", *command], check=True)
    counts = json.loads(FOUND.read_text("utf-8"))
    killed = counts["killed"] + counts["timeout"] + counts["segfault"]
    tried = killed + counts["survived"] + counts["no_tests"] + counts["suspicious"]
    print(f"{killed} of {tried} were killed: {killed / tried:.1%}")
    sys.exit(killed / tried < ENOUGH)
