"""Is a hole known in anything that the guide runs on? Asks PyPI, by pip-audit.

Exits 1 if there is one. What could not be asked is told and is no failure: a mirror may not know,
and whoever changes a number on a train must not be stopped.
"""

import json
import subprocess
import sys
from pathlib import Path

COMMAND = (
    "pip_audit --requirement requirements.txt --require-hashes --disable-pip "
    "--format json --progress-spinner off"
)


def main() -> int:
    asked = subprocess.run(
        [sys.executable, "-m", *COMMAND.split()],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    if not asked.stdout.strip():
        told = asked.stderr.strip().splitlines() or ["no answer"]
        print(f"Nobody could be asked about holes: {told[-1]}")
        return 0
    found = json.loads(asked.stdout)["dependencies"]
    holes = [(item, hole) for item in found for hole in item.get("vulns", [])]
    skipped = [item["name"] for item in found if "skip_reason" in item]
    for item, hole in holes:
        mend = ", ".join(hole["fix_versions"]) or "no release yet"
        print(f"{item['name']} {item['version']}: {hole['id']}, mended in {mend}")
    print(f"{len(found) - len(skipped)} distributions asked about, {len(holes)} holes known.")
    if skipped:
        print(f"Nobody could be asked about: {', '.join(skipped)}")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
