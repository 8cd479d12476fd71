"""The screens as a reviewer reads them: each row in full once, with the pages that have it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from .screens import HEADING, MARKS, TITLE, Screen, without_digits

TO_CALL = re.compile(r" ?\[(tel|sms):[^\]]*\]")
"""Where a number leads: a rule makes sure that it is the number that is read."""

TO_PAGE = re.compile(r"\[(/[^\]]*)\]")


@dataclass(frozen=True)
class Row:
    """A row to read, with the numbers of the other pages that have it.

    Without a text it stands for rows that were read before, on the pages of these numbers.
    """

    text: str
    pages: str
    heading: bool = False


@dataclass(frozen=True)
class Reading:
    """A screen, and what is left to read of it when those before it were read: its title, unless
    only the number in it is new, and rows.
    """

    screen: Screen
    title: str
    rows: tuple[Row, ...]


def each_once(screens: Iterable[Screen]) -> Iterator[Reading]:
    """Screens in reading order, each row in full only where it is first. The row of an answer is
    another one if it leads elsewhere. Where a link leads is the number of a page.
    """
    screens = [*screens]
    on: dict[str, list[int]] = {}
    for screen in screens:
        for row in dict.fromkeys(screen.rows):
            on.setdefault(row, []).append(screen.number)
    numbers = {s.path: s.number for s in reversed(screens) if s.number >= 0}
    seen: set[str] = set()
    titles: set[str] = set()
    for screen in screens:
        kind = without_digits(screen.title)
        title = "" if kind in titles else screen.title
        yield Reading(screen, title, tuple(_rows(screen, on, seen, numbers)))
        seen.update(screen.rows)
        titles.add(kind)


def _rows(
    screen: Screen, on: Mapping[str, list[int]], seen: set[str], numbers: Mapping[str, int]
) -> Iterator[Row]:
    before: set[int] = set()
    for row, needed in _needed(screen, seen):
        if not needed:
            before.update(page for page in on[row][:1] if page >= 0)  # not what is on every page
            continue
        if before:
            yield Row("", spans(before))
            before = set()
        heading = row.startswith(HEADING)
        others = () if heading else (page for page in on[row] if page != screen.number)
        yield Row(_readable(row, numbers), spans(others), heading)
    if before:
        yield Row("", spans(before))


def _needed(screen: Screen, seen: set[str]) -> Iterator[tuple[str, bool]]:
    """Each row, without titles, and whether it must be read: it is new, or heads one that is. A
    heading that was read before is left out if nothing below it is new. So is a new row that
    stands further up on the same page.
    """
    rows = [row for row in screen.rows if not row.startswith((TITLE, MARKS["h1"]))]
    above: set[str] = set()
    for place, row in enumerate(rows):
        if not row.startswith(HEADING):
            if row in seen or row not in above:
                yield row, row not in seen
        elif row not in seen | above:
            yield row, True
        else:
            later = range(place + 1, len(rows))
            end = next((i for i in later if rows[i].startswith(HEADING)), None)
            if not {*rows[place + 1 : end]} <= seen | above:
                yield row, True
        above.add(row)


def _readable(row: str, numbers: Mapping[str, int]) -> str:
    def page(link: re.Match[str]) -> str:
        return f"[{numbers[link[1]]}]" if link[1] in numbers else link[0]

    return TO_PAGE.sub(page, TO_CALL.sub("", row)).lstrip(f"{HEADING} ")


def spans(pages: Iterable[int]) -> str:
    """Numbers of pages, in order: 3, 5–7."""
    found = sorted(pages)
    starts = [b for a, b in pairwise([-9, *found]) if b != a + 1]
    ends = [a for a, b in pairwise([*found, -9]) if b != a + 1]
    both = zip(starts, ends, strict=True)
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in both)
