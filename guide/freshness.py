"""What depends on the day: a number that nobody has checked for long may be wrong by now.

Asked for with a day (`flask guide check --at`), never at start or in a rule: a guide that was right
yesterday must not refuse to start today.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from .content import Problem
from .hours import LAST_BANK_HOLIDAYS
from .model import Guide, Line, Place
from .rules.lookups import shown

WARN_AFTER = timedelta(days=90)
FAIL_AFTER = timedelta(days=180)
"""How long after it was checked a number wants to be checked again, and must be.

Both are our own choice: about three months, and twice that.
"""


def stale(guide: Guide, day: date) -> Iterator[Problem]:
    """What must be mended before the guide may be relied on at a day: numbers checked more than
    FAIL_AFTER ago, or said to be checked later than that day, and bank holidays not known.
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
    """What should be checked again soon: numbers and links checked more than WARN_AFTER ago."""
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
    return f"{age.days} days before" if age >= timedelta() else "which is yet to come"
