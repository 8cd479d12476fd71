"""Problems that depend on the day: a number that nobody has checked for long may be wrong by now.

`flask guide check --at` and `/readyz` look for them, never the start or a rule: a guide that was
right yesterday must start today.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from .hours import LAST_BANK_HOLIDAYS
from .lookups import shown
from .model import Guide, Line
from .problems import Place, Problem

WARN_AFTER = timedelta(days=90)
FAIL_AFTER = timedelta(days=180)
"""A number should be checked again after the first time, and must be after the second.

Both are our own choice: about three months, and twice that.
"""


def oldest_check(guide: Guide) -> date:
    """The day of the oldest check of a number."""
    return min(contact.checked for contact in guide.contacts.values())


def use_until(guide: Guide) -> date:
    """The last day on which a copy of the guide, on paper or as a file, should be used."""
    return oldest_check(guide) + WARN_AFTER


def stale(guide: Guide, day: date) -> Iterator[Problem]:
    """What must be fixed before anyone may rely on the guide on this day: numbers checked more than
    FAIL_AFTER before it, or after it, and bank holidays that are not known.
    """
    for contact in shown(guide):
        age = day - contact.checked
        if age > FAIL_AFTER or age < timedelta():
            yield Problem(
                contact.where,
                f"“{contact.id}” was checked on {contact.checked}, {_ago(age)}",
                "read its sources again, ring it unless it is for emergencies, and set  checked: …",
            )
    if day.year > LAST_BANK_HOLIDAYS:
        yield Problem(
            Place("guide/bank-holidays.txt"),
            f"England's bank holidays are known only to the end of {LAST_BANK_HOLIDAYS}",
            "add the years that follow: make holidays",
        )


def ageing(guide: Guide, day: date) -> Iterator[Problem]:
    """What to check again soon: numbers and links checked more than WARN_AFTER before this day."""
    lines: tuple[Line, ...] = (*shown(guide), *guide.links.values())
    for line in lines:
        age = day - line.checked
        if age > WARN_AFTER:
            yield Problem(
                line.where,
                f"“{line.id}” was checked on {line.checked}, {_ago(age)}",
                "read its sources again, and set  checked: …",
            )


def _ago(age: timedelta) -> str:
    return f"{age.days} days before" if age >= timedelta() else "which is in the future"
