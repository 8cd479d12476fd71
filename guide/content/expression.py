"""Reads hours such as `Mo-Fr 10:00-16:00 open; Sa,PH off` into rules. They mean what they mean in
OpenStreetMap's opening_hours; docs/decisions/0026 says why no library reads them.

    hours    rules; after `;` a rule replaces what was said of its days, after `, ` it adds to it
    rule     [days] [times] [state ["comment"]], with times or a state; after `, ` also with days
    days     Mo  Mo-Fr  Mo,We,PH: PH is a bank holiday; without days, every day
    times    09:00-17:00,18:00-20:00; into the next day: 17:00-09:00 or 17:00-33:00
    state    open  unknown  closed  off: without a state, open; a comment is not shown
    24/7     every day, 00:00-24:00

What begins on a day belongs to that day, also after midnight: `Mo-Fr 17:00-09:00; PH off` is open
until 09:00 on a bank holiday if the day before was none. `off` without times takes away all that
begins on its days; `off` with times closes the line in them. Of two rules that both say something
of a minute, the later one is right. Everything else in opening_hours is refused.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

DAY = 24 * 60
"""The minutes of a day."""

WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


class State(IntEnum):
    """Whether a line is answered. The value is the order in which lines are offered."""

    OPEN = 0
    UNKNOWN = 1
    CLOSED = 2


STATES = {
    "open": State.OPEN,
    "unknown": State.UNKNOWN,
    "closed": State.CLOSED,
    "off": State.CLOSED,
}


class Rule(NamedTuple):
    """What hours say of some days. `adds` is whether it adds to the rules before it, or replaces
    them on its days. Weekdays count from 0, Monday. Each of `spans` is a first and a last minute,
    not included, since the day began; there is none if the rule is only `off`.
    """

    adds: bool
    weekdays: frozenset[int]
    holidays: bool
    spans: tuple[tuple[int, int], ...]
    state: State


class HoursError(ValueError):
    """Hours cannot be read: what is wrong, and what to write instead."""

    def __init__(self, wrong: str, fix: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong
        self.fix = fix


ANY_DAY = rf"(?:{'|'.join(WEEK)})"
DAYS = re.compile(rf"(?:{ANY_DAY}(?:-{ANY_DAY})?|PH)(?:,(?:{ANY_DAY}(?:-{ANY_DAY})?|PH))*")
SPAN = "[0-9]{1,2}:[0-5][0-9]-[0-9]{1,2}:[0-5][0-9]"
TIMES = re.compile(f"{SPAN}(?:,{SPAN})*")
COMMENT = re.compile(rf'\b({"|".join(STATES)}) +"[^"]*"')

LIKE = "write it like  Mo-Fr 09:00-17:00 open; Sa 10:00-12:00 unknown; PH off"

REFUSED = (
    ('"', "write open, unknown, closed or off before a comment"),
    (r"\|\|", "write first what is so at other times:  24/7 unknown, Mo-Fr 10:00-16:00 open"),
    (r"\bSH\b", "school holidays are not known: write unknown for hours that differ in them"),
    (
        r"(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|week|easter)|\b[0-9]{4}\b",
        "name only days of the week and PH; write unknown for hours that differ on some dates",
    ),
    (r"[^ -~]", f"use the plain signs of a keyboard, such as - for a dash and a space: {LIKE}"),
    (r"[0-9]\+", "write when it ends, or that it is unknown:  10:00-24:00 unknown"),
)
"""What others use in opening_hours and this guide does not, with what to write instead."""


@lru_cache(maxsize=256)
def read(hours: str) -> tuple[Rule, ...]:
    """The rules of these hours, in their order. Raises HoursError if they cannot be read."""
    parts = re.split("(;|, )", COMMENT.sub(r"\1", hours))
    return tuple(
        _rule(part, adds=mark == ", ")
        for mark, part in zip([";", *parts[1::2]], parts[::2], strict=True)
    )


def _rule(part: str, *, adds: bool) -> Rule:
    words = [word for word in part.split(" ") if word]
    if not words:
        raise HoursError("a rule is empty", f"remove a  ;  or  ,  that is left over, or {LIKE}")

    def next_is(form: re.Pattern[str]) -> str:
        return words.pop(0) if words and form.fullmatch(words[0]) else ""

    always = next_is(re.compile("24/7"))
    days = "Mo-Su" if always else next_is(DAYS)
    times = "00:00-24:00" if always else next_is(TIMES)
    said = words.pop(0) if words and words[0] in STATES else ""
    if words:
        rest = " ".join(words)
        shown = "".join(sign if sign.isprintable() else f"U+{ord(sign):04X}" for sign in rest)
        fix = next((fix for form, fix in REFUSED if re.search(form, rest)), LIKE)
        raise HoursError(f"“{shown}” cannot be read", fix)
    if not (times or said):
        raise HoursError(
            f"“{part.strip()}” has no times",
            "write times, or open, unknown, closed or off; no space in a list:  Mo-Fr,PH",
        )
    if adds and not days:
        raise HoursError(
            f"“{part.strip()}” has no days, and follows a comma and a space",
            "name its days; no space in a list:  Mo 09:00-12:00,13:00-17:00",
        )
    state = STATES[said or "open"]
    spans = tuple(_spans(times or "00:00-24:00")) if times or state is not State.CLOSED else ()
    items = (days or "Mo-Su").split(",")
    weekdays = frozenset(day for item in items if item != "PH" for day in _range(item))
    return Rule(adds, weekdays, "PH" in items, spans, state)


def _range(item: str) -> Iterator[int]:
    """The weekdays of `Tu` or `Fr-Mo`."""
    first, _, last = item.partition("-")
    begin = WEEK.index(first)
    for count in range((WEEK.index(last or first) - begin) % 7 + 1):
        yield (begin + count) % 7


def _spans(times: str) -> Iterator[tuple[int, int]]:
    for span in times.split(","):
        begin, end = (int(time[:-3]) * 60 + int(time[-2:]) for time in span.split("-"))
        if begin >= DAY or end > 2 * DAY:
            raise HoursError(
                f"“{span}” is no time of the clock",
                "begin before 24:00, and end at 48:00 on the next day at the latest",
            )
        if begin == end:
            raise HoursError(
                f"“{span}” begins and ends at the same time", "write 00:00-24:00 for a whole day"
            )
        yield begin, end if end > begin else end + DAY
