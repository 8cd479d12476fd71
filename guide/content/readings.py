"""Who has read which translated text: `translations/readers.yaml`.

A reading names a text by the digest of its English and its translation. So if either is changed,
the new text has no reading.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from textwrap import fill
from unicodedata import normalize

from .characters import unseen
from .problems import NOWHERE, Place, Problem, RefusedError
from .reader import read_file

FILE = "readers.yaml"
PLACE = f"translations/{FILE}"

HEAD = """\
# Who has read which translated texts, and when. `flask guide readers` adds to this file:
# docs/tasks/add-a-language.md says how. A text stands here as the digest of its English and
# its translation: if one of them changes, nobody has read the new text. It counts as read twice
# when two people have read it.
"""
"""What the file begins with."""


DIGITS = 10
"""How many digits of the hash name a text: that a changed text has those of another one is not to
be expected in a million years of changes."""

INDENT = "    "


class Digests(tuple[str, ...]):
    """Digests of texts, written with a space between each two."""

    def __new__(cls, text: str) -> "Digests":
        found = text.split()
        for one in found:
            if len(one) != DIGITS or {*one} - {*"0123456789abcdef"}:
                fix = f"write digests, each of {DIGITS} letters a-f and digits, as the command does"
                raise RefusedError(f"“{one}” is not the digest of a text", fix)
        return super().__new__(cls, found)


def digest(english: str, other: str) -> str:
    """What names a text in its English and its translation as they are now."""
    return sha256(f"{english}\0{other}".encode()).hexdigest()[:DIGITS]


@dataclass(frozen=True)
class Reading:
    """One person read these texts of a language, at the latest on this day."""

    language: str
    by: str
    day: date
    texts: Digests
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class ReadersFile:
    """The shape of `readers.yaml`."""

    readings: tuple[Reading, ...] = ()


Readers = Mapping[str, date]
"""Who has read a text, and when first."""


def read_readings(translations: Path, problems: list[Problem]) -> tuple[Reading, ...]:
    """The readings in a folder of translations. Without a file there are none. What is wrong with
    the file is added to `problems`.
    """
    path = translations / FILE
    found = read_file(path, PLACE, ReadersFile, problems) if path.exists() else None
    return found.readings if found else ()


def readers(readings: Iterable[Reading], language: str) -> Mapping[str, Readers]:
    """The readers of each text of a language, by its digest."""
    found: dict[str, dict[str, date]] = {}
    for reading in sorted(readings, key=lambda reading: reading.day):
        if reading.language == language:
            for text in reading.texts:
                found.setdefault(text, {}).setdefault(_person(reading.by), reading.day)
    return found


def _person(name: str) -> str:
    """A name as we compare it: one person who writes it in two ways is not two."""
    return " ".join(normalize("NFKC", name).split()).casefold()


def has_read(name: str, by: Readers) -> bool:
    """Whether a person of this name is among those who have read a text."""
    return _person(name) in by


def written(readings: Iterable[Reading]) -> str:
    """The text of a file with these readings."""
    rows = [f"{HEAD}readings:"]
    for reading in readings:
        rows += [
            f"- language: {_quoted(reading.language)}",
            f"  by: {_quoted(reading.by)}",
            f"  day: {reading.day}",
            "  texts: >-",
            fill(" ".join(reading.texts), 100, initial_indent=INDENT, subsequent_indent=INDENT),
        ]
    return "\n".join(rows if len(rows) > 1 else [f"{rows[0]} []"]) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def name_of_reader(text: str) -> str:
    """A name as it is written into the file. Raises RefusedError if it cannot be."""
    name = " ".join(text.split())
    if not name:
        raise RefusedError("no name is written", "write the reader's name")
    if odd := unseen(name):
        raise RefusedError(f"“{name}” has a character that nobody can see", f"delete {odd!r}")
    return name


def forgotten(
    readings: Iterable[Reading], known: Mapping[str, Collection[str]]
) -> Iterator[tuple[Place, str]]:
    """Each reading of a language that is not here, or of texts that are no longer so: its place,
    and what to know. `known` has the digests of the texts of each language as they are now.
    """
    for reading in readings:
        texts = known.get(reading.language)
        if texts is None:
            yield (
                reading.where,
                (f"{reading.by} has read “{reading.language}”, which has no catalogue here"),
            )
        elif gone := [text for text in reading.texts if text not in texts]:
            count = f"{len(gone)} text{'s' if len(gone) > 1 else ''}"
            yield (
                reading.where,
                (
                    f"{reading.by} has read {count} of “{reading.language}” that changed since, or "
                    f"that no page has now: {', '.join(gone[:3])}{' …' if len(gone) > 3 else ''}"
                ),
            )
