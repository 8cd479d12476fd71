"""The people that the guide must serve: the specification, written for a social worker to read.

It is read when somebody opens its page, not at start: a mistake in it must not stop the guide.
"""

from dataclasses import dataclass
from pathlib import Path

from .files import TOP, read
from .hours import in_words, london

SCENARIOS = "tests/scenarios.yaml"


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


def scenarios(top: Path = TOP) -> tuple[Scenario, ...]:
    """The people of `tests/scenarios.yaml`. Raises ContentError if the file is wrong."""
    return read(top, SCENARIOS, tuple[Scenario, ...])
