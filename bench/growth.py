"""What becomes of check, start, memory and export as the guide grows: linear is good."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from bench.servers import Server, answers, below, copied, memory, wait_until
from bench.stack import shipped

TIMES = (1, 10, 100)
HEADS = ("times the steps", "steps", "check, s", "start, s", "MiB at start", "export, s")
FLOW, FIRST, WAYS = "again", "start", 8
"""A flow and its first step, a result: of this there will be many, with so many ways on each."""


def grow(tree: Path, steps: int) -> None:
    """Write so many more steps, as a tree of results. Their names are without vowels, so that no
    address says what it must not.
    """
    path = tree / f"guide/flows/{FLOW}.yaml"
    data: Any = yaml.load(path.read_text(), Loader=yaml.CBaseLoader)
    known, first = data["steps"], data["steps"][FIRST]
    say, names = first["more"][0]["say"], [FIRST]
    for number in range(steps):
        name = "".join("bcdfghklmn"[int(digit)] for digit in f"{number:05}")
        above = known[names[number // WAYS]]
        above["more"] = [*above["more"], {"id": name, "say": say, "to": name}]
        known[name] = {**first, "more": first["more"][:1]}
        names.append(name)
    path.write_text(yaml.dump(data, default_style='"', sort_keys=False, width=1000))


def took(tree: Path, *command: str) -> float:
    began = time.perf_counter()
    flask = [sys.executable, "-m", "flask", "guide", *command]
    subprocess.run(flask, cwd=tree, check=True, capture_output=True)
    return time.perf_counter() - began


def rows() -> Iterator[tuple[str, ...]]:
    """A row of measures for each size."""
    for times in TIMES:
        with tempfile.TemporaryDirectory(prefix="guide-") as folder:
            tree = copied(Path(folder) / "tree")
            more = len(shipped().steps) * (times - 1)
            grow(tree, more)
            check, export = took(tree, "check"), took(tree, "export", f"{folder}/export")
            server = Server(Path(folder) / "log", tree=tree)
            began = time.perf_counter()
            server.launch()
            try:
                wait_until(partial(answers, server.origin), "no answer", 300)
                start, held = time.perf_counter() - began, memory([server.pid, *below(server.pid)])
            finally:
                server.kill()
        cells = (check, start, held, export)
        yield str(times), str(len(shipped().steps) + more), *(f"{cell:.3g}" for cell in cells)
