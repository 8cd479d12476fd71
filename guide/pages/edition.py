"""An edition: all that a page depends on, apart from the page itself."""

from collections.abc import Callable
from dataclasses import dataclass

from ..content.expression import State
from .languages import Language

States = tuple[State, ...]
"""The state of each contact of the guide, in the order of the directory."""

Link = Callable[[str, str], str]
"""Given the path of a page and of the page it links to, returns what the link says. Both paths are
those of a server: they begin with a slash."""


def as_served(_own: str, to: str) -> str:
    """A link between two pages of one server."""
    return to


@dataclass(frozen=True, slots=True)
class Edition:
    """The language and the hour that a page is written for, and how its links are written.

    `states` are those of the lines at that hour. None makes a page that is right at any hour: to
    keep as a file, print or review. `alone` makes a page of the one file: its links lead to other
    parts of that file, and there is no other language. `late` says that the numbers were
    checked too long ago for a new sheet of paper. It is frozen, so threads may share one.
    """

    language: Language
    states: States | None = None
    link: Link = as_served
    alone: bool = False
    late: bool = False

    @property
    def served(self) -> bool:
        """Whether the page is on a server, so that its form can be sent."""
        return self.link is as_served and not self.alone
