"""Hours as people say them, and the lines that come first at some of them."""

from collections.abc import Iterator
from datetime import datetime

from ..content.holidays import england
from ..content.hours import LONDON, ordered, state
from ..content.lookups import ROLES
from ..content.model import Guide, Line

CHOSEN = (
    "2026-11-25T11:00",
    "2026-11-25T18:30",
    "2026-11-27T22:30",
    "2026-11-28T13:00",
    "2027-03-29T11:00",
    "2026-12-25T02:00",
)
"""The hours that reviewers see: a working day and its evening, a Friday night, a weekend, a bank
holiday, and the night of another one."""

SUBSTITUTE = " (observed)"
"""What the name of a holiday ends with on the day that is free instead."""


def london(at: str) -> datetime:
    """An instant in London, such as 2026-12-25T03:00. Raises ValueError for anything else."""
    return datetime.fromisoformat(at).replace(tzinfo=LONDON)


def in_words(at: datetime) -> str:
    """An hour in London in English: Friday night at 22:30, or 02:00 on Christmas Day."""
    holiday = england().days.get(at.date(), "")
    if holiday.endswith(SUBSTITUTE):
        holiday = f"the bank holiday for {holiday.removesuffix(SUBSTITUTE)}"
    if holiday or at.hour < 5:
        return f"{at:%H:%M} on {holiday or f'{at:%A}'}"
    parts = {12: "morning", 17: "afternoon", 21: "evening", 24: "night"}
    part = next(name for end, name in parts.items() if at.hour < end)
    return f"{at:%A} {part} at {at:%H:%M}"


def first_lines(guide: Guide) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """Each of CHOSEN in words, with the lines of the first screen in the order of that hour."""
    numbers = tuple(map(guide.contact, ROLES))
    for at in map(london, CHOSEN):
        states = {contact.id: state(contact.hours, at) for contact in numbers}
        yield in_words(at), ordered(numbers, states)
