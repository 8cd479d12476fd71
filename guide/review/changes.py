"""What a second reviewer must read: the differences between two texts of all screens."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from .screens import HEAD, MARKED, TITLE, without_digits

A_MINUTE = 200
"""How many words somebody reads in a minute, with care."""

Rows = tuple[str, ...]
Hunk = tuple[Rows, Rows]
"""Rows that were there before, and those that are there now."""


class ScreensError(ValueError):
    """A file cannot be compared. The text says which, where, what is wrong and what to do."""


def changes(old: Path, new: Path) -> Iterator[str]:
    """What is different, as rows: new pages, pages that are gone, and then each change once, with
    the pages that have it. The number in the title of a step does not count.

    Raises ScreensError if a file is not what `flask guide screens` wrote, and OSError.
    """
    before, after = _read(old), _read(new)
    added = [head for head in after if head not in before]
    gone = [head for head in before if head not in after]
    hunks = _hunks(before, after)
    pages = {head for heads in hunks.values() for head in heads}
    if not (added or gone or pages):
        yield f"Nothing that is signed off changed from {old} to {new}."
        return
    words = sum(_words(after[head]) for head in added)
    words += sum(_words(was) + _words(now) for was, now in hunks)
    yield f"From {old} to {new}: {len(added)} new, {len(gone)} gone, {len(pages)} changed."
    yield f"To read: {words:,} words, about {-(-words // A_MINUTE)} min."
    for head in gone:
        yield f"\n{HEAD}{head}: gone"
    for head in added:
        yield f"\n{HEAD}{head}: new"
        yield from after[head]
    for (was, now), heads in hunks.items():
        yield "\n" + "\n".join(f"{HEAD}{head}" for head in heads)
        yield from (f"was: {row}" for row in was)
        yield from (f"now: {row}" for row in now)


def _read(path: Path) -> dict[str, Rows]:
    """The rows of each screen of a text, by its head."""
    fix = "write the file again with  flask guide screens"
    try:
        rows = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ScreensError(f"{path}: byte {error.start + 1} is not UTF-8; {fix}") from None
    if not rows or not rows[0].startswith(f"{HEAD}/"):
        raise ScreensError(f"{path}:1: the first row does not begin with “{HEAD}/”; {fix}")
    found: dict[str, list[str]] = {}
    for number, row in enumerate(rows, start=1):
        head = row.removeprefix(HEAD)
        if head == row:
            found[[*found][-1]] += [row] if row else []
        elif head in found:
            raise ScreensError(f"{path}:{number}: “{head}” is there twice; {fix}")
        else:
            found[head] = []
    return {head: tuple(rows) for head, rows in found.items()}


def _hunks(before: Mapping[str, Rows], after: Mapping[str, Rows]) -> dict[Hunk, list[str]]:
    """Each change, with the heads of the pages that have it, in the order of the new text."""
    found: dict[Hunk, list[str]] = {}
    for head in after:
        was, now = before.get(head, ()), after[head]
        if head not in before or was == now:
            continue
        matcher = SequenceMatcher(None, _compared(was), _compared(now), autojunk=False)
        for kind, a, b, c, d in matcher.get_opcodes():
            if kind != "equal":
                heads = found.setdefault((was[a:b], now[c:d]), [])
                heads += [head] if head not in heads else []
    return found


def _compared(rows: Rows) -> list[str]:
    return [without_digits(row) if row.startswith(TITLE) else row for row in rows]


def _words(rows: Iterable[str]) -> int:
    """How many words there are to read: marks are none, and where a link leads is none."""
    return sum(len(re.sub(r"\[[^\]]*\]", "", row).lstrip(MARKED).split()) for row in rows)
