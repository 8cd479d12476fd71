"""The people that the guide must serve: the specification, written for a social worker to read.

It is read when somebody opens its page, not at start: a mistake in it must not stop the guide.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from ..content.characters import visible
from ..content.lookups import every_name, line_of
from ..content.model import Area, Guide
from ..content.problems import NOWHERE, Place, Problem, RefusedError, nearest
from .files import TOP, read
from .hours import in_words, london

SCENARIOS = "tests/scenarios.yaml"
OWN = "guide/areas/{}/scenarios.yaml"
"""The people who come in every area, and those who come only in one."""


class Hour(str):
    """An instant in London, such as 2026-12-25T03:00. Raises RefusedError for anything else."""

    def __new__(cls, text: str) -> "Hour":
        try:
            london(text)
        except ValueError:
            fix = "write a day and an hour, such as 2026-12-25T03:00"
            raise RefusedError(f"“{visible(text)}” is not an instant", fix) from None
        return super().__new__(cls, text)


@dataclass(frozen=True)
class Then:
    """What somebody taps after the page where they first end, and what they find then."""

    taps: tuple[str, ...]
    lines: tuple[str, ...]
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """One person at one hour. The header of the file explains each key."""

    id: str
    who: str
    knows: str
    at: Hour
    lives: str
    taps: tuple[str, ...]
    lines: tuple[str, ...]
    says: tuple[str, ...]
    why: str
    ticks: tuple[str, ...] = ()
    then: Then | None = None
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def hour(self) -> str:
        """Their hour in English words."""
        return in_words(london(self.at))


def scenarios(area: Area, top: Path = TOP) -> tuple[Scenario, ...]:
    """The people who come in an area, with its name written in. Raises ContentError if a file is
    wrong.

    A person of the area's own file takes the place of the one of all areas who has the same id.
    """
    own = read(top, OWN.format(area.id), tuple[Scenario, ...])
    replaced = {person.id for person in own}
    everywhere = read(top, SCENARIOS, tuple[Scenario, ...])
    people = [*(person for person in everywhere if person.id not in replaced), *own]
    return tuple(_filled(person, area.name) for person in people)


def unknown(guide: Guide, people: Iterable[Scenario]) -> Iterator[Problem]:
    """Each line of a person that the guide does not have."""
    for person in people:
        for name in (*person.lines, *(person.then.lines if person.then else ())):
            if line_of(guide, name) is None:
                wrong = f"“{name}” is not a role or id"
                yield Problem(person.where, wrong, nearest(name, every_name(guide)))


def _filled(value: Any, name: str) -> Any:
    """A value with the name of the area for each {area} in it."""
    if isinstance(value, str):
        return value.replace("{area}", name)
    if isinstance(value, tuple):
        return tuple(_filled(item, name) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        parts = {item.name: getattr(value, item.name) for item in fields(value)}
        return replace(value, **{key: _filled(part, name) for key, part in parts.items()})
    return value
