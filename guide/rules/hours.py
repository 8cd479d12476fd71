"""Rules on hours: a line that may be closed is never called open, and somebody always answers."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from operator import attrgetter

from ..content.expression import HoursError, State, read
from ..content.hours import (
    KNOWN_YEARS,
    LONDON,
    ONE_YEAR,
    Stretch,
    is_bank_holiday,
    names_holidays,
    stretches,
)
from ..content.lookups import contact_of, lines_of, results
from ..content.model import Contact, Guide, Link, When
from ..content.problems import Problem

WORKING_DAY = (time(8), time(18))
"""Office hours lie between these hours of a working day."""

OPEN, UNKNOWN, CLOSED = State.OPEN, State.UNKNOWN, State.CLOSED

MEANING: Mapping[When, tuple[set[State], set[State]]] = {
    "office-hours": ({OPEN, UNKNOWN, CLOSED}, {UNKNOWN, CLOSED}),
    "office-hours-or-try": ({OPEN, UNKNOWN}, {UNKNOWN}),
    "nights-and-weekends": ({OPEN, UNKNOWN, CLOSED}, {OPEN}),
    "long-days": ({OPEN}, {OPEN, CLOSED}),
    "day-and-night": ({OPEN}, {OPEN}),
    "hours-change": ({UNKNOWN, CLOSED}, {UNKNOWN, CLOSED}),
    "hours-unknown": ({UNKNOWN}, {UNKNOWN}),
}
"""What a line with each `when` may be in the hours of a working day, and at all other times. The
second set is always part of the first.
"""

FILLED_BY: Mapping[str, tuple[When, ...]] = {
    "emergency": ("day-and-night",),
    "duty-desk": ("office-hours", "office-hours-or-try", "day-and-night"),
    "out-of-hours": ("nights-and-weekends", "day-and-night"),
}
"""When the line that fills a role must be answered."""


def hours_can_be_read(guide: Guide) -> Iterator[Problem]:
    """Hours can be read, and those with bank holidays were checked in a year whose holidays are
    known.

    The other rules on hours leave out lines where this is not true.
    """
    for contact in guide.contacts.values():
        try:
            rules = read(contact.hours)
        except HoursError as error:
            wrong = f"“hours: {contact.hours}”: {error.wrong}"
            yield Problem(contact.where, wrong, error.fix)
            continue
        if names_holidays(rules) and contact.checked.year not in KNOWN_YEARS:
            yield Problem(
                contact.where,
                f"the bank holidays of {contact.checked.year} are not known",
                "correct  checked: … , or add that year to bank-holidays.txt",
            )


def hours_match_when(guide: Guide) -> Iterator[Problem]:
    """What a page says of when a line is answered is true: a closed line is never called open."""
    for contact in filter(_known, guide.contacts.values()):
        at_work, rest = MEANING[contact.when]
        for begin, end, state in _year(contact.hours, contact.checked):
            if state not in rest and not (state in at_work and _at_work(begin, end)):
                yield Problem(
                    contact.where,
                    f"“{contact.id}” has  when: {contact.when} , and its hours say "
                    f"{state.name.lower()} on {_in_london(begin)}",
                    "correct the one that is wrong; write unknown where nobody knows",
                )
                break
    for role, allowed in FILLED_BY.items():
        found = contact_of(guide, role)
        if found and found.when not in allowed:
            yield Problem(
                found.where,
                f"“{found.id}” fills the role “{role}” and has  when: {found.when}",
                f"name a contact with  when: {' or '.join(allowed)}",
            )


def somebody_always_answers(guide: Guide) -> Iterator[Problem]:
    """When one council line of a result is closed, another line of that result is surely open."""
    for ids in sorted(_council_lines(guide)):
        contacts = [guide.contacts[name] for name in ids]
        if gap := first_gap(contacts):
            yield Problem(
                contacts[-1].where,
                f"on {_in_london(gap)} one line is closed and no other is surely open",
                f"make the hours of these lines meet: {', '.join(ids)}",
            )


def _council_lines(guide: Guide) -> set[tuple[str, ...]]:
    """The council lines of each result, except where a link helps to find another council."""
    several = set()
    for step in results(guide).values():
        lines = [line for line in lines_of(guide, step) if line.kind == "desk"]
        if lines and not any(isinstance(line, Link) for line in lines):
            several.add(tuple(line.id for line in lines))
    return several


def first_gap(contacts: Sequence[Contact]) -> datetime | None:
    """The first instant when one of these is closed and no other is surely open. None if there is
    no such instant, or if hours cannot be read.
    """
    if contacts and all(map(_known, contacts)):
        return _gap(tuple(sorted({contact.hours for contact in contacts})), contacts[0].checked)
    return None


BEGIN = attrgetter("begin")


@lru_cache(maxsize=64)
def _gap(several: tuple[str, ...], checked: date) -> datetime | None:
    lines = [_year(hours, checked) for hours in several]
    for at in sorted({stretch.begin for line in lines for stretch in line}):
        states = {line[bisect_right(line, at, key=BEGIN) - 1].state for line in lines}
        if CLOSED in states and OPEN not in states:
            return at
    return None


def _in_london(at: datetime) -> str:
    return f"{at.astimezone(LONDON):%A %d %B %Y at %H:%M}"


def _known(contact: Contact) -> bool:
    try:
        rules = read(contact.hours)
    except HoursError:
        return False
    return contact.checked.year in KNOWN_YEARS or not names_holidays(rules)


def _at_work(begin: datetime, end: datetime) -> bool:
    """Whether a time lies within the hours of one working day."""
    opens, closes = WORKING_DAY
    local = begin.astimezone(LONDON)
    day = local.date()
    working = day.weekday() < 5 and not is_bank_holiday(day)
    return working and local.time() >= opens and end <= datetime.combine(day, closes, LONDON)


@lru_cache(maxsize=64)
def _year(hours: str, checked: date) -> tuple[Stretch, ...]:
    """What the rules look at: the year after the hours were checked, as far as its bank holidays
    are known.
    """
    start = datetime.combine(checked, time(), LONDON)
    known = datetime(KNOWN_YEARS.stop, 1, 1, tzinfo=LONDON)
    year = start + ONE_YEAR
    end = min(year, known) if names_holidays(read(hours)) else year
    return tuple(stretches(hours, start, end))
