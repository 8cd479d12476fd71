"""Rules on hours: no line is called open that may be closed, and somebody always answers."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter

from ..content import Problem
from ..hours import LONDON, State, Stretch, bank_holidays, readable, stretches
from ..model import Contact, Guide, Link
from .lookups import contact_of, lines_of, results

WORKING_DAY = (time(8), time(18))
"""A council line may be called surely open only between these hours of a working day."""

HOURS_SAID = ("office hours", "nights, weekends")
"""Hours that both `when` and `brief` of a line must say, if either does."""


def hours_can_be_trusted(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Hours can be read; when one council line of a result is closed another is surely
    open; and the office line is never called open at night, at a weekend or on a bank holiday.
    """
    unreadable = [c for c in guide.contacts.values() if not readable(c.hours)]
    for contact in unreadable:
        yield Problem(
            contact.where,
            f"“{contact.hours}” is not an opening_hours expression",
            "see wiki.openstreetmap.org/wiki/Key:opening_hours",
        )
    if unreadable:
        return
    for lines in sorted(_council_lines(guide)):
        contacts = [guide.contacts[name] for name in lines]
        if gap := first_gap(contacts):
            yield Problem(
                contacts[-1].where,
                f"on {gap:%A %d %B %Y at %H:%M} one line is closed and the other is not "
                "surely open",
                f"make the hours of the lines meet: {', '.join(lines)}",
            )
    desk = contact_of(guide, "duty-desk")
    if desk and (begin := _outside(desk.hours, desk.checked, State.OPEN)):
        yield Problem(
            desk.where,
            f"“{desk.id}” is said to be open on {begin:%A %d %B %Y from %H:%M}",
            "only a working day between 08:00 and 18:00 is sure; else say unknown or off",
        )


def hours_are_those_said(guide: Guide) -> Iterator[Problem]:
    """Rule 4. The words on hours are true of them. “Day and night” is always open; “Office hours”
    at most on working days; “Nights, weekends …” at least all the rest; nothing else is promised.
    """
    for contact in filter(lambda contact: readable(contact.hours), guide.contacts.values()):
        of = contact.hours, contact.checked
        states = {stretch.state for stretch in _stretches(*of)}
        true = {
            "day": states == {State.OPEN},
            "off": not _outside(*of, State.OPEN),
            "nig": not (_outside(*of, State.CLOSED) or _outside(*of, State.UNKNOWN)),
        }.get(contact.when[:3].lower(), State.OPEN not in states)
        if not true:
            yield Problem(
                contact.when.where,
                f"“{contact.id}” says “{contact.when}”, and its hours are “{contact.hours}”",
                "make the words agree with the hours; say unknown where nobody knows",
            )
        for said in HOURS_SAID:
            if (said in contact.when.lower()) != (said in contact.brief.lower()):
                yield Problem(
                    contact.brief.where,
                    f"“{contact.when}” and “{contact.brief}” are not the same hours",
                    f"say “{said}” in both, or in neither",
                )


def _council_lines(guide: Guide) -> set[tuple[str, ...]]:
    """The council lines of each result that has some, and no link to find others."""
    several = set()
    for step in results(guide).values():
        lines = [line for line in lines_of(guide, step) if line.kind == "social-work"]
        if lines and not any(isinstance(line, Link) for line in lines):
            several.add(tuple(line.id for line in lines))
    return several


BEGIN = attrgetter("begin")


def first_gap(contacts: Sequence[Contact]) -> datetime | None:
    """The first instant when one of these is closed and none is surely open. None if there is no
    such instant, or if hours cannot be read.
    """
    if all(readable(contact.hours) for contact in contacts):
        return _gap(tuple(sorted({contact.hours for contact in contacts})), contacts[0].checked)
    return None


@lru_cache(maxsize=64)
def _gap(several: tuple[str, ...], checked: date) -> datetime | None:
    year = [_stretches(hours, checked) for hours in several]
    for at in sorted({stretch.begin for line in year for stretch in line}):
        states = {line[bisect_right(line, at, key=BEGIN) - 1].state for line in year}
        if State.CLOSED in states and State.OPEN not in states:
            return at
    return None


def _outside(hours: str, checked: date, wanted: State) -> datetime | None:
    """When a line first is in a state outside the hours of a working day."""
    opens, closes = WORKING_DAY
    for begin, end, found in _stretches(hours, checked):
        day = begin.date()
        working = day.weekday() < 5 and day not in bank_holidays(day.year)
        inside = begin.time() >= opens and end <= datetime.combine(day, closes, LONDON)
        if found is wanted and not (working and inside):
            return begin
    return None


@lru_cache(maxsize=64)
def _stretches(hours: str, checked: date) -> tuple[Stretch, ...]:
    """The year that the rules on hours look at: the one after the hours were checked."""
    start = datetime.combine(checked, time(), LONDON)
    end = start + timedelta(days=366)
    return tuple(stretches(hours, start, end))
