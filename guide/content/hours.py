"""Is a line open, closed or unknown at an instant, and when does that next change?

Hours are read by `expression`, in London time; PH is a day of `bank-holidays.txt`. Where hours name
PH, the days of a year whose bank holidays are not known are unknown. All instants that come out
are in UTC: on the night when the clocks go back, London's times do not say which comes first.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise, product
from typing import NamedTuple
from zoneinfo import ZoneInfo

from .expression import DAY, Rule, State, read
from .holidays import england
from .model import Contact, Line, Link

LONDON = ZoneInfo("Europe/London")

KNOWN_YEARS = england().years
"""The years whose bank holidays are known."""

LAST_BANK_HOLIDAYS = KNOWN_YEARS.stop - 1
"""The last year whose bank holidays are known."""

ONE_HOUR, ONE_DAY, ONE_YEAR = timedelta(hours=1), timedelta(days=1), timedelta(days=366)

CALENDAR = range(1900, 9001)
"""The years of instants that the guide can be shown at."""


def is_bank_holiday(day: date) -> bool:
    """Whether a day is a bank holiday in England, as far as that is known."""
    return day in england().days


def instant(text: str) -> datetime:
    """An instant such as 2026-12-25T03:00, in London unless it says otherwise.

    Raises ValueError for anything else, and for a year that is not in CALENDAR.
    """
    at = datetime.fromisoformat(text)
    if at.year not in CALENDAR:
        raise ValueError(f"the year {at.year} is not one of {CALENDAR[0]} to {CALENDAR[-1]}")
    return at if at.tzinfo else at.replace(tzinfo=LONDON)


class Day(NamedTuple):
    """All that hours depend on in a day: its weekday from 0, Monday, and whether it is a bank
    holiday, or None if nobody knows.
    """

    weekday: int
    holiday: bool | None


@lru_cache(maxsize=1024)
def _day(day: date) -> Day:
    known = day.year in KNOWN_YEARS
    return Day(day.weekday(), is_bank_holiday(day) if known else None)


class Span(NamedTuple):
    """A time of a day, in minutes since it began, and its state. Of two spans with the same minute,
    the one with the higher `turn` is right.
    """

    turn: int
    begin: int
    end: int
    state: State


def _begun(rules: tuple[Rule, ...], day: Day) -> list[Span]:
    """The spans that begin on a day."""
    if day.holiday is None and names_holidays(rules):
        longest = max(end for rule in rules for _, end in (*rule.spans, (0, DAY)))
        return [Span(len(rules), 0, longest, State.UNKNOWN)]
    found: list[Span] = []
    for turn, rule in enumerate(rules):
        if day.weekday in rule.weekdays or (rule.holidays and day.holiday):
            # A rule that says when a line is closed leaves the other hours of the day as they are.
            if not rule.spans or not (rule.adds or rule.state is State.CLOSED):
                found.clear()
            found += [Span(turn, begin, end, rule.state) for begin, end in rule.spans]
    return found


def names_holidays(rules: tuple[Rule, ...]) -> bool:
    """Whether hours depend on bank holidays."""
    return any(rule.holidays for rule in rules)


class Piece(NamedTuple):
    """A time of a day, in minutes since it began, in which the state of a line stays the same."""

    begin: int
    end: int
    state: State


@lru_cache(maxsize=2048)
def _pieces(hours: str, day: Day, before: Day) -> tuple[Piece, ...]:
    """The pieces that fill a day. What begins on the day before may end on this day."""
    rules = read(hours)
    night = (
        span._replace(begin=span.begin - DAY, end=span.end - DAY) for span in _begun(rules, before)
    )
    spans = sorted([*_begun(rules, day), *night])
    ends = {minute for span in spans for minute in (span.begin, span.end) if 0 < minute < DAY}
    return tuple(
        Piece(
            begin,
            end,
            next((s.state for s in reversed(spans) if s.begin <= begin < s.end), State.CLOSED),
        )
        for begin, end in pairwise([0, *sorted(ends), DAY])
    )


def _pieces_of(hours: str, day: date) -> tuple[Piece, ...]:
    return _pieces(hours, _day(day), _day(day - ONE_DAY))


class Run(NamedTuple):
    """A time of a day in London in which the clock runs on evenly: when it begins, what the clock
    shows then, and what it would show at its end, in minutes.
    """

    begin: datetime
    first: int
    last: int


@lru_cache(maxsize=1024)
def _runs(day: date) -> tuple[Run, ...]:
    """The runs that fill a day: one, or two if the clocks change, which they do on the hour."""
    begin, end = (
        datetime.combine(each, time(), LONDON).astimezone(UTC) for each in (day, day + ONE_DAY)
    )
    if end - begin == ONE_DAY:
        return (Run(begin, 0, DAY),)
    found: list[Run] = []
    for count in range((end - begin) // ONE_HOUR):
        at = begin + count * ONE_HOUR
        shown = at.astimezone(LONDON).hour * 60
        if found and found[-1].last == shown:
            found[-1] = found[-1]._replace(last=shown + 60)
        else:
            found.append(Run(at, shown, shown + 60))
    return tuple(found)


def state(hours: str, at: datetime) -> State:
    """The state of a line with these hours at an instant, which must have a time zone.

    Raises HoursError if the hours cannot be read.
    """
    # Through UTC: 01:30 does not exist on the night when the clocks go forward.
    local = at.astimezone(UTC).astimezone(LONDON)
    minute = local.hour * 60 + local.minute
    pieces = _pieces_of(hours, local.date())
    return next(piece.state for piece in pieces if minute < piece.end)


class Stretch(NamedTuple):
    """A period in which the state of a line stays the same."""

    begin: datetime
    end: datetime
    state: State


def stretches(hours: str, start: datetime, end: datetime) -> Iterator[Stretch]:
    """The stretches that fill the time from `start` to `end`. Raises as `state` does."""
    begin, end = start.astimezone(UTC), end.astimezone(UTC)
    now = state(hours, begin)
    for run, piece in _run_through(hours, begin, end):
        if piece.state is not now:
            shown = max(piece.begin, run.first)
            at = run.begin + timedelta(minutes=shown - run.first)
            if begin < at < end and shown < min(piece.end, run.last):
                yield Stretch(begin, at, now)
                begin, now = at, piece.state
    if begin < end:
        yield Stretch(begin, end, now)


def _run_through(hours: str, start: datetime, end: datetime) -> Iterator[tuple[Run, Piece]]:
    """Each run of the days from `start` to `end`, with each piece of its day."""
    day = start.astimezone(LONDON).date()
    while (runs := _runs(day))[0].begin < end:
        yield from product(runs, _pieces_of(hours, day))
        day += ONE_DAY


def next_change(hours: str, at: datetime) -> datetime | None:
    """The first instant after `at` when the state is another, or None if there is none in a year.
    Raises as `state` does.
    """
    end = at + ONE_YEAR
    first = next(stretches(hours, at, end))
    return first.end if first.end < end else None


def changes(hours: str, start: datetime, end: datetime) -> Iterator[datetime]:
    """`start`, then every instant before `end` when the state changes. Raises as `state` does."""
    return (stretch.begin for stretch in stretches(hours, start, end))


class Snapshot(NamedTuple):
    """The state of every line from one instant until just before another."""

    since: datetime
    until: datetime
    states: tuple[State, ...]


class Board:
    """The states of all lines, worked out again only when one of them changes.

    Threads may share one: a snapshot is replaced as a whole, and two made at once are the same.
    """

    LONGEST = ONE_DAY

    def __init__(self, contacts: Iterable[Contact]) -> None:
        self.hours = [contact.hours for contact in contacts]
        self.last: Snapshot | None = None

    def at(self, now: datetime) -> Snapshot:
        """The snapshot that is true at an instant. It lasts a day at most."""
        now = now.astimezone(UTC)
        last = self.last
        if last is None or not last.since <= now < last.until:
            end = now + self.LONGEST
            lines = [next(stretches(hours, now, end)) for hours in self.hours]
            until = min((line.end for line in lines), default=end)
            last = Snapshot(now, until, tuple(line.state for line in lines))
            self.last = last
        return last

    def states_from(self, now: datetime, days: int) -> list[tuple[State, ...]]:
        """The states at an instant, and every other set of states in so many days after it, each
        once. It works on a board of its own: meanwhile threads may ask this one for the present.
        """
        now = now.astimezone(UTC)
        apart, end = Board(()), now + days * ONE_DAY
        apart.hours = self.hours
        found: dict[tuple[State, ...], None] = {}
        while not found or now < end:
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
