"""What becomes of check, start, memory and export as the guide grows: linear is good.

It grows by made-up steps, languages and areas, in a copy of the repository. A server has one area,
so what is measured is that of today beside the others. An argument is the number of rows.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import yaml
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bench.servers import Server, copied, cpu, memory, running, table
from bench.stack import AREA, shipped

FLOW, FIRST, WAYS = "again", "start", 8
"""A flow and its first step, a result: of this there will be many, with so many ways on each."""

LANGUAGES = ("cy", "de", "fr", "hu", "it")
"""With English, these are six. All their words are made up."""

SIZES = ((1, 1, 1), (10, 1, 1), (1, 3, 1), (1, 6, 1), (1, 1, 10), (100, 1, 1))
"""How large a guide is: its steps, so many times those of today; languages; areas."""

HEADS = ("steps", "languages", "areas", "check, s", "start, s", "MiB", "export, s")
"""Seconds are of computing, up to the first answer for the start."""


def more_steps(tree: Path, steps: int) -> None:
    """Write so many more steps, as a tree of results. Their names are without vowels, so that no
    address says what it must not.
    """
    path = tree / f"guide/flows/{FLOW}.yaml"
    data: Any = yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)
    known, first = data["steps"], data["steps"][FIRST]
    say, names = first["more"][0]["say"], [FIRST]
    for number in range(steps):
        name = "".join("bcdfghklmn"[int(digit)] for digit in f"{number:05}")
        above = known[names[number // WAYS]]
        above["more"] = [*above["more"], {"id": name, "say": say, "to": name}]
        known[name] = {**first, "more": first["more"][:1]}
        names.append(name)
    path.write_text(yaml.dump(data, default_style='"', sort_keys=False, width=1000))


def more_languages(tree: Path, codes: tuple[str, ...]) -> None:
    """Write catalogues in which every string is translated: into itself, after a made-up word."""
    for code in codes:
        with (tree / "translations/messages.pot").open("rb") as file:
            catalogue = read_po(file, locale=code)
        for message in catalogue:
            if message.id:
                message.string = f"Ab{code} {message.id}"
        path = tree / f"translations/{code}/LC_MESSAGES/messages.mo"
        path.parent.mkdir(parents=True)
        with path.open("wb") as out:
            write_mo(out, catalogue)


def more_areas(tree: Path, areas: int) -> None:
    """Write the folders of so many more areas, each as large as that of today."""
    own = tree / "guide/areas" / shipped().area.id
    for number in range(areas):
        copytree(own, own.with_name(f"{own.name}-{number}"))


def used(tree: Path, *command: str) -> float:
    """Seconds that a command computes for, which hardly depend on what else the machine does."""
    before = os.times()
    flask = [sys.executable, "-m", "flask", "guide", *command]
    own = {**os.environ, "GUIDE_AREA": AREA}
    subprocess.run(flask, cwd=tree, env=own, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - sum(before[2:4])


def rows(sizes: int | None) -> Iterator[Sequence[object]]:
    """A row of measures for each size."""
    for times, languages, areas in SIZES[:sizes]:
        with tempfile.TemporaryDirectory(prefix="guide-") as folder:
            tree = copied(Path(folder) / "tree")
            more = len(shipped().steps) * (times - 1)
            more_steps(tree, more)
            more_languages(tree, LANGUAGES[: languages - 1])
            more_areas(tree, areas - 1)
            check, export = used(tree, "check"), used(tree, "export", "export")
            server = Server(tree / "log", tree=tree, GUIDE_AREA=AREA)
            with running(server):
                start, held = cpu(server.pids), memory(server.pids)
        yield len(shipped().steps) + more, languages, areas, check, start, held, export


if __name__ == "__main__":
    table(HEADS, rows(int(sys.argv[1]) if sys.argv[1:] else None))
