"""Pages are made once for each language and each state of the lines, and then only handed out.

A page is a pure function of these, so nothing has to be thrown away but by the clock. There are as
many as steps, errors, languages and states, so it cannot be filled by asking for odd addresses.
"""

from collections.abc import Callable, Hashable, Mapping
from datetime import datetime

from flask import g, request

from .hours import Board, State, ordered
from .i18n import SOURCE, Language
from .model import Guide, Line
from .settings import Settings


class Rendered:
    """The pages made so far, and what decides which one is right now."""

    MOST = 4096
    LONGEST_AT_THE_EDGE = 3600

    def __init__(self, guide: Guide, settings: Settings, spoken: Mapping[str, Language]) -> None:
        self.board = Board(guide.contacts.values())
        self.settings = settings
        self.spoken = spoken
        self.pages: dict[Hashable, str] = {}

    def language(self) -> Language:
        """The language of the page asked for: the first part of its address, else English."""
        return self.spoken.get(request.path.split("/")[1], self.spoken[SOURCE])

    def now(self) -> datetime:
        """The instant of this request: one, so that no page is made across a change of state."""
        if "now" not in g:
            g.now = self.settings.now()
        instant: datetime = g.now
        return instant

    def any_hour(self) -> bool:
        """Whether this page must be right at any hour, because it is shipped or reviewed as a file:
        then the lines stand in the order of the content, and none is preferred.
        """
        return bool(g.get("any_hour", False))

    def states(self) -> tuple[State, ...]:
        """All of the hour that a page depends on."""
        return () if self.any_hour() else self.board.at(self.now()).states

    def in_order(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines in the order to try them at the hour that the page is for."""
        return ordered(lines, None if self.any_hour() else self.now())

    def seconds_left(self) -> int:
        """How long a page made now stays right: until the first line changes, at most an hour."""
        left = self.board.at(self.now()).until - self.now()
        return int(min(left.total_seconds(), self.LONGEST_AT_THE_EDGE))

    def page(self, key: Hashable, make: Callable[[], str]) -> str:
        """The page of this key, made by `make` if this is the first time that it is asked for.

        `make` must depend on the key, the language and the states of the lines alone.
        """
        whole = (key, self.language().code, self.states())
        page = self.pages.get(whole)
        if page is None:
            if len(self.pages) >= self.MOST:
                self.pages.clear()
            page = self.pages[whole] = make()
        return page
