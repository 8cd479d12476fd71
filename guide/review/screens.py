"""The words of every page in reading order: to sign off, and to compare.

They are taken from the pages that visitors get, so that nothing can be missing here.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html.parser import HTMLParser

FRAME = ("header", "aside", "footer")
"""The parts that are the same on every page."""

MAIN = ("title", "main")
"""The parts that are different on each page."""

PARTS = (*MAIN, *FRAME, "nav")
DIALS = ("leave", "strip", "dial", "dial first")

TITLE, HEADING = "= ", "#"

MARKS = {
    "title": TITLE,
    "h1": "# ",
    "h2": "## ",
    "h3": "### ",
    "li": "- ",
    "label": "[ ] ",
    "dd": "  ",
}
"""What a row begins with, by the element that it comes from."""

MARKED = "=#- "
"""What a mark is made of, except brackets."""

BLOCKS = (*MARKS, "p", "dt", "ul", "dl", "form", "section", "button", "textarea")
"""The elements that begin a row. So does a button to call."""


@dataclass(frozen=True)
class Screen:
    """Something to read: its path, how to get there if not by a link, and its rows of words.

    The number of a page is its place in the guide: that of a step is in its title, too. What is no
    page has -1. `first` says that it is of those in which a wrong word does most harm.
    """

    path: str
    how: str
    rows: tuple[str, ...]
    number: int = -1
    first: bool = False

    @property
    def title(self) -> str:
        """What a browser calls it."""
        return next((row[len(TITLE) :] for row in self.rows if row.startswith(TITLE)), "")

    @property
    def name(self) -> str:
        """Its main heading or, without one, how to get there."""
        main = MARKS["h1"]
        return next((row[len(main) :] for row in self.rows if row.startswith(main)), self.how)


def words_of(html: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """The rows of words of some parts of a page, whose HTML is given."""
    return tuple(_Reader(html, parts).rows)


def without_digits(title: str) -> str:
    """A title as it is compared: a new step changes the numbers in those of all steps after it."""
    return re.sub(r"\d+", "", title)


HEAD = "=== "
"""What the first row of a screen begins with in a text."""


def as_text(screens: Iterable[Screen]) -> str:
    """Screens as one text, with a paragraph for each, so that two versions can be compared."""
    rows = []
    for screen in screens:
        how = f" ({screen.how})" if screen.how else ""
        rows += [f"{HEAD}{screen.path}{how}", *screen.rows, ""]
    return "\n".join(rows)


class _Reader(HTMLParser):
    """The rows of some parts of a page, each link followed by where it leads."""

    def __init__(self, html: str, parts: tuple[str, ...]) -> None:
        super().__init__()
        self.parts = parts
        self.rows: list[str] = []
        self.open: list[str] = []
        self.mark = self.text = self.link = ""
        self.foreign = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in PARTS:
            self.open.append(tag)
        if tag in BLOCKS or given.get("class", "") in DIALS:
            self.end_row()
            self.mark = MARKS.get(tag, "")
        if tag == "a":
            self.link = given.get("href") or ""
            self.foreign = "hreflang" in given

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.wanted():
            self.text += f" [{self.link}]"
        self.foreign = self.foreign and tag != "a"
        if tag in (*BLOCKS, *PARTS):
            self.end_row()
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.wanted():
            self.text += data

    def wanted(self) -> bool:
        # The names of languages are Babel's, each in itself: above the page, in the footer, or on a
        # link to that language.
        listed = self.open == ["footer", "nav"] or self.foreign
        return bool(self.open) and self.open[0] in self.parts and not listed

    def end_row(self) -> None:
        """Add what was read since the last row as a new row, if there is anything."""
        if words := " ".join(self.text.split()):
            self.rows.append(self.mark + words)
            self.mark = ""
        self.text = ""
