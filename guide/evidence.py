"""What reviewers are shown beside the guide: the people it must serve, and what could harm them.

Read when somebody looks, not at start: a slip in these files must not take the numbers away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from .content import ContentError, Problem, read_file

TOP = Path(__file__).parent.parent
SCENARIOS = "tests/scenarios.yaml"
HAZARDS = "docs/hazards.yaml"

T = TypeVar("T")

Severity = Literal["catastrophic", "major", "considerable", "minor"]
Owner = Literal["safeguarding lead", "engineers", "operator", "translators"]


@dataclass(frozen=True)
class Then:
    """What somebody taps after the page that they first end at, and what they find there."""

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


@dataclass(frozen=True)
class Hazard:
    """One way in which the guide could harm somebody. The header of the file explains each key."""

    id: str
    hazard: str
    who: str
    harm: str
    causes: tuple[str, ...]
    severity: Severity
    we_do: tuple[str, ...]
    remains: str
    owner: Owner
    rules: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()


@dataclass(frozen=True)
class HazardsFile:
    """The shape of `docs/hazards.yaml`."""

    hazards: Mapping[str, Hazard] = field(default_factory=dict)


def scenarios(top: Path = TOP) -> tuple[Scenario, ...]:
    """The people of `tests/scenarios.yaml`. Raises ContentError if the file is not right."""
    return _read(top, SCENARIOS, tuple[Scenario, ...])


def hazards(top: Path = TOP) -> Mapping[str, Hazard]:
    """The hazard log. Raises ContentError if the file is not right."""
    return _read(top, HAZARDS, HazardsFile).hazards


def _read(top: Path, name: str, shape: type[T]) -> T:
    problems: list[Problem] = []
    read = read_file(top / name, name, shape, problems)
    if read is None:
        raise ContentError(problems)
    return read
