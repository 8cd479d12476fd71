"""What tests of the content and the rules share: the made-up guide of `tests/guide/`, and copies of
a content folder to edit. Nothing here needs the app.
"""

import os
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

from guide.content.hours import LONDON
from guide.content.load import ROOT, areas, load
from guide.content.model import Guide, Publisher, Words
from guide.content.problems import ContentError, Problem
from guide.content.sites import Reach, WebAddress
from guide.rules import check

MADE_UP = Path(__file__).parent / "guide"
AREA = "exampleton"

SHIPPED = os.environ.get("GUIDE_AREA") or areas()[0]
"""The area whose guide is tested as it is shipped: `make test AREA=…` chooses another."""


PUBLISHER = Publisher(
    Words("The council of Exampleton"),
    Reach("mailto:guide@council.example.org"),
    WebAddress("https://council.example.org/privacy"),
    WebAddress("https://council.example.org/accessibility"),
)
"""Who would publish a guide. Tests hold that no area names anybody who is made up."""


@cache
def made_up() -> Guide:
    """The made-up guide."""
    return load(AREA, MADE_UP)


@cache
def shipped() -> Guide:
    """The guide as it is shipped."""
    return load(SHIPPED)


def london(text: str) -> datetime:
    """An instant such as 2026-11-25T11:00 in London."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


class Copy:
    """A copy of a content folder, to edit and load: of the made-up guide or of the one shipped."""

    def __init__(self, folder: Path, source: Path = MADE_UP, area: str = AREA) -> None:
        self.root = folder / "guide"
        self.area = area
        for inside in ("areas", "flows", "directory"):
            copytree(source / inside, self.root / inside)
        for path in source.glob("*.yaml"):
            (self.root / path.name).write_bytes(path.read_bytes())

    @classmethod
    def of_the_shipped(cls, folder: Path) -> "Copy":
        return cls(folder, ROOT, SHIPPED)

    def replace(self, file: str, old: str, new: str) -> "Copy":
        """Replace the first occurrence of `old`, which must be there."""
        text = self.text(file)
        assert old in text, f"{old!r} is not in {file}: the test tests nothing"
        return self.write(file, text.replace(old, new, 1))

    def write(self, file: str, data: str | bytes) -> "Copy":
        path = self.root / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return self

    def text(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    def row_of(self, file: str, text: str) -> int:
        """The number of the row in which `text` ends, which may have several rows."""
        whole = self.text(file)
        return whole[: whole.index(text) + len(text.rstrip())].count("\n") + 1

    def load(self) -> Guide:
        """The guide in this folder. Raises ContentError if it cannot be read."""
        return load(self.area, self.root)

    def problems(self, editorial: bool = True) -> list[Problem]:
        """The problems that the loader finds or, if there are none, those that the rules find."""
        try:
            return list(check(self.load(), editorial))
        except ContentError as error:
            return error.problems


@pytest.fixture
def guide() -> Guide:
    """The made-up guide, in the tests of the content and the rules."""
    return made_up()


@pytest.fixture
def content(tmp_path: Path) -> Copy:
    """A copy of the made-up guide to edit, in the same tests."""
    return Copy(tmp_path)
