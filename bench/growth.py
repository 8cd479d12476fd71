"""What becomes of check, start, memory and export as the guide grows: linear is good.

It grows by made-up steps, languages and areas, in a copy of the repository. A server has one area,
so of ten areas each has a server and commands of its own, and their numbers are added.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile
from typing import Any

import yaml
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bench.servers import Server, copied, cpu, memory, running, table
from bench.stack import shipped

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


def more_areas(tree: Path, areas: int) -> list[str]:
    """Write the files of so many more areas, each as large as that of today. The names of all."""
    own = shipped().area.id
    names = [own, *(f"{own}-{number}" for number in range(areas))]
    for name in names[1:]:
        copyfile(tree / f"guide/directory/{own}.yaml", tree / f"guide/directory/{name}.yaml")
    return names


def used(tree: Path, area: str, *command: str) -> float:
    """Seconds that a command computes for, which hardly depend on what else the machine does."""
    before = os.times()
    flask = [sys.executable, "-m", "flask", "guide", *command]
    environment = {**os.environ, "GUIDE_AREA": area}
    subprocess.run(flask, cwd=tree, env=environment, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - sum(before[2:4])


def measured(tree: Path, area: str) -> tuple[float, ...]:
    """Check, start, memory and export of one area."""
    check, export = used(tree, area, "check"), used(tree, area, "export", f"export-{area}")
    server = Server(tree / f"{area}.log", tree=tree, GUIDE_AREA=area)
    with running(server):
        return check, cpu(server.pids), memory(server.pids), export


def rows() -> Iterator[tuple[object, ...]]:
    """A row of measures for each size."""
    for times, languages, areas in SIZES:
        with tempfile.TemporaryDirectory(prefix="guide-") as folder:
            tree = copied(Path(folder) / "tree")
            more = len(shipped().steps) * (times - 1)
            more_steps(tree, more)
            more_languages(tree, LANGUAGES[: languages - 1])
            each = [measured(tree, area) for area in more_areas(tree, areas - 1)]
        sums = map(sum, zip(*each, strict=True))
        yield len(shipped().steps) + more, languages, areas, *sums


if __name__ == "__main__":
    table(HEADS, rows())
