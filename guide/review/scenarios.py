"""The people that the guide must serve: the specification, written for a social worker to read.

It is read when somebody opens its page, not at start: a mistake in it must not stop the guide.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from ..content.model import Area
from .files import TOP, read
from .hours import in_words, london

SCENARIOS = "tests/scenarios.yaml"
OWN = "guide/areas/{}/scenarios.yaml"
"""The people who come in every area, and those who come only in one."""


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
    at: str
    lives: str
    taps: tuple[str, ...]
    lines: tuple[str, ...]
    says: tuple[str, ...]
    why: str
    ticks: tuple[str, ...] = ()
    then: Then | None = None

    @property
    def hour(self) -> str:
        """Their hour in English words. Raises ValueError if `at` is not an instant."""
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
