"""The hazard log: what could harm somebody who uses the guide, and what is done against it.

It is read when somebody opens its page, not at start: a mistake in it must not stop the guide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from .files import TOP, read

HAZARDS = "docs/hazards.yaml"

Severity = Literal["catastrophic", "major", "considerable", "minor"]
Owner = Literal["safeguarding lead", "engineers", "operator", "translators"]


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
    """The shape of `docs/hazards.yaml`: what each severity and each owner means, and the log."""

    severities: Mapping[Severity, str]
    owners: Mapping[Owner, str]
    hazards: Mapping[str, Hazard] = field(default_factory=dict)

    @property
    def in_order(self) -> list[Hazard]:
        """Each hazard: those of one owner together, the most severe first."""
        owners, severities = [*self.owners], [*self.severities]
        return sorted(
            self.hazards.values(),
            key=lambda one: (owners.index(one.owner), severities.index(one.severity)),
        )


def log(top: Path = TOP) -> HazardsFile:
    """The whole file. Raises ContentError if it is wrong."""
    return read(top, HAZARDS, HazardsFile)


def hazards(top: Path = TOP) -> Mapping[str, Hazard]:
    """The hazard log by the id of each hazard. Raises ContentError if the file is wrong."""
    return log(top).hazards
