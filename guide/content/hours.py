"""Is a line open, closed or unknown at an instant, and when does that next change?

Expressions are OpenStreetMap opening_hours in London time, read by opening-hours-py. Its own
calendar for GB lacks England's holidays (it takes Easter Monday for a working day), so we replace
PH by the dates in `bank-holidays.txt`: docs/decisions/0016.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, ParserError  # type: ignore[attr-defined]  # not in its types

from .holidays import england
from .model import Contact, Line, Link

LONDON = ZoneInfo("Europe/London")

BANK_HOLIDAYS = england().days
"""England's bank holidays, with substitute days."""

KNOWN_YEARS = england().years
"""The years whose bank holidays are known."""

LAST_BANK_HOLIDAYS = KNOWN_YEARS.stop - 1
"""The last year whose bank holidays are known."""


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year."""
    return frozenset(day for day in BANK_HOLIDAYS if day.year == year)


class State(IntEnum):
    """Whether a line is answered. The value is the order in which lines are offered."""

    OPEN = 0
    UNKNOWN = 1
    CLOSED = 2


@lru_cache(maxsize=256)
def _expression(hours: str, year: int) -> OpeningHours:
    """The expression, with PH replaced by the dates of this year and the next: so in December we
    see a change on New Year's Day.
    """
    days = sorted(bank_holidays(year) | bank_holidays(year + 1))
    dates = ",".join(f"{day:%Y %b %d}" for day in days)
    return OpeningHours(re.sub(r"\bPH\b", dates, hours), timezone=LONDON)


def instant(text: str) -> datetime:
    """An instant such as 2026-12-25T03:00, in London unless it says otherwise.

    Raises ValueError for anything else.
    """
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=LONDON)


def _local(at: datetime) -> datetime:
    """An instant in London time, converted through UTC: on the night when the clocks go forward
    01:30 does not exist, and opening-hours-py refuses it.
    """
    return at.astimezone(UTC).astimezone(LONDON)


def readable(hours: str) -> bool:
    """Whether this is an opening_hours expression, also when dates replace PH."""
    try:
        _expression(hours, LAST_BANK_HOLIDAYS)
    except ParserError:
        return False
    return True


def state(hours: str, at: datetime) -> State:
    """The state of a line with these hours at an instant, which must have a time zone.

    Raises ParserError if `hours` is not an opening_hours expression.
    """
    local = _local(at)
    expression = _expression(hours, local.year)
    if expression.is_open(local):
        return State.OPEN
    return State.UNKNOWN if expression.is_unknown(local) else State.CLOSED


def next_change(hours: str, at: datetime) -> datetime | None:
    """The first instant after `at` when the state is another, or None. Raises as `state` does."""
    local = _local(at)
    return _expression(hours, local.year).next_change(local)


def changes(hours: str, start: datetime, end: datetime) -> Iterator[datetime]:
    """`start`, then every instant before `end` when the state changes."""
    at: datetime | None = start
    while at and at < end:
        yield at
        at = next_change(hours, at)


class Stretch(NamedTuple):
    """A period in which the state of a line stays the same."""

    begin: datetime
    end: datetime
    state: State


def stretches(hours: str, start: datetime, end: datetime) -> Iterator[Stretch]:
    """The stretches that fill the time from `start` to `end`, which are at most a year apart."""
    for begin, finish, found, _ in _expression(hours, start.year).intervals(start, end):
        yield Stretch(begin, finish, State[str(found).upper()])


class Snapshot(NamedTuple):
    """The state of every line from one instant until just before another."""

    since: datetime
    until: datetime
    states: tuple[State, ...]


class Board:
    """The states of all lines, worked out again only when one of them changes.

    Threads may share one: a snapshot is replaced as a whole, and two made at once are the same.
    """

    LONGEST = timedelta(days=1)

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self.hours = [contact.hours for contact in contacts]
        self.last: Snapshot | None = None

    def at(self, now: datetime) -> Snapshot:
        """The snapshot that is true at an instant. It lasts a day at most."""
        last = self.last
        if last is None or not last.since <= now < last.until:
            changes = filter(None, (next_change(hours, now) for hours in self.hours))
            until = min([now + self.LONGEST, *changes])
            last = Snapshot(now, until, tuple(state(hours, now) for hours in self.hours))
            self.last = last
        return last

    def states_of_a_week(self, now: datetime) -> list[tuple[State, ...]]:
        """Every set of states that occurs in the week after an instant, each once. It works on a
        board of its own: meanwhile threads may ask this one for the present.
        """
        apart, end = Board(()), now + timedelta(days=7)
        apart.hours = self.hours
        found: dict[tuple[State, ...], None] = {}
        while now < end:
            snapshot = apart.at(now)
            found[snapshot.states] = None
            now = snapshot.until
        return [*found]


def ordered(lines: tuple[Line, ...], states: Mapping[str, State] | None) -> tuple[Line, ...]:
    """The lines in the order to try them. `states` has the state of each contact by its id. None
    gives an order that is right at any hour: the one they came in.

    Kinds keep their order. In each kind, a line that is surely open comes first and one that is
    surely closed last. No line is left out: a page may be read, saved or printed for later.
    """
    kinds = list(dict.fromkeys(line.kind for line in lines))

    def turn(line: Line) -> tuple[int, State]:
        # Helplines help with different things: an open one is not better, so they keep their order.
        if states is None or isinstance(line, Link) or line.kind == "support":
            return kinds.index(line.kind), State.OPEN
        return kinds.index(line.kind), states[line.id]

    return tuple(sorted(lines, key=turn))
