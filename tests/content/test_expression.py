"""What hours mean, compared with tables, with a reading of our own and with a library."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cache

import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours

from guide.content.expression import HoursError, State, read
from guide.content.hours import KNOWN_YEARS, LONDON, state, stretches

from ..made_up import london

OPEN, UNKNOWN, CLOSED = State.OPEN, State.UNKNOWN, State.CLOSED

# December 2026: Friday 25 is Christmas Day, Saturday 26 Boxing Day, and Monday 28 is given instead.
# Each row has hours, an instant of that month, and the state.
MEANINGS = [
    # The forms that are most common in public data, PH in each position.
    ("Mo-Fr 10:00-20:00 unknown; Sa,Su,PH off", "24T10:00", UNKNOWN),
    ("Mo-Fr 10:00-20:00 unknown; Sa,Su,PH off", "25T10:00", CLOSED),
    ("Mo-Fr 10:00-20:00; PH,Sa-Su off", "28T10:00", CLOSED),
    ("Mo-Fr 10:00-20:00; PH,Sa-Su off", "29T10:00", OPEN),
    ("Mo-Fr 10:00-20:00; Sa,PH,Su off", "28T10:00", CLOSED),
    ("Mo-Fr 18:00-24:00 open; Sa-Su,PH 00:00-24:00", "28T03:00", OPEN),
    ("Mo-Fr 18:00-24:00 open; Sa-Su,PH 00:00-24:00", "29T03:00", CLOSED),
    ("Mo-Fr,PH 09:00-17:00", "26T10:00", OPEN),
    ("Mo-Fr,PH 09:00-17:00", "27T10:00", CLOSED),
    ("PH off; Mo-Fr 09:00-17:00", "25T10:00", OPEN),  # the later rule replaces the first
    ("Mo-Fr 09:00-17:00, PH off", "25T10:00", CLOSED),
    ("Mo-Fr 09:00-17:00, PH 12:00-20:00 unknown", "25T10:00", OPEN),
    ("Mo-Fr 09:00-17:00, PH 12:00-20:00 unknown", "25T13:00", UNKNOWN),
    ("Mo-Fr 09:00-17:00; PH 12:00-20:00 unknown", "25T10:00", CLOSED),
    ("PH open", "25T00:00", OPEN),
    ("PH open", "24T23:59", CLOSED),
    ("24/7; PH off", "25T12:00", CLOSED),
    ("24/7; PH off", "27T12:00", OPEN),
    ("10:00-12:00; PH closed", "25T11:00", CLOSED),
    # Weekdays without holidays.
    ("24/7", "25T12:00", OPEN),
    ("24/7 unknown", "25T12:00", UNKNOWN),
    ("24/7 unknown, Mo-Fr 10:00-16:00 open", "24T10:00", OPEN),
    ("24/7 unknown, Mo-Fr 10:00-16:00 open", "24T16:00", UNKNOWN),
    ("unknown", "25T12:00", UNKNOWN),
    ("off", "25T12:00", CLOSED),
    ("Mo-Fr 9:00-17:00", "24T09:00", OPEN),
    ("Fr-Mo 09:00-17:00", "27T09:00", OPEN),
    ("Fr-Mo 09:00-17:00", "29T09:00", CLOSED),
    ("Mo-Fr 09:00-12:00,13:00-17:00", "24T12:30", CLOSED),
    ("Mo-Fr 09:00-17:00; Th 12:00-13:00 off", "24T09:00", OPEN),
    ("Mo-Fr 09:00-17:00; Th 12:00-13:00 off", "24T12:00", CLOSED),
    ("Mo-Fr 09:00-17:00; Th 12:00-13:00", "24T09:00", CLOSED),
    ('Mo-Fr 09:00-17:00 unknown "ask; PH off, first"', "25T09:00", UNKNOWN),
    ('Mo-Fr 09:00-17:00 open "a" ;PH off "b"', "25T09:00", CLOSED),
    # What begins before midnight belongs to the day on which it begins.
    ("Mo-Fr 17:00-09:00", "26T08:59", OPEN),  # since Friday evening
    ("Mo-Fr 17:00-09:00", "26T09:00", CLOSED),
    ("Mo-Fr 17:00-09:00", "28T08:00", CLOSED),  # Sunday evening has none
    ("Mo-Fr 17:00-09:00; PH off", "25T08:59", OPEN),  # since Thursday, which is no holiday
    ("Mo-Fr 17:00-09:00; PH off", "25T09:00", CLOSED),
    ("Mo-Fr 17:00-09:00; PH off", "25T17:00", CLOSED),
    ("Mo-Fr 17:00-09:00; PH off", "26T08:00", CLOSED),  # since Friday, which is a holiday
    ("Mo-Fr 17:00-09:00; PH off", "29T08:00", CLOSED),
    ("Mo-Fr 17:00-09:00; PH off", "30T08:00", OPEN),
    ("Mo-Fr 17:00-33:00; PH off", "25T08:59", OPEN),
    ("Mo-Fr 17:00-09:00; Sa-Su,PH 00:00-24:00", "29T08:00", CLOSED),
    ("Mo-We 17:00-09:00; Th 17:00-08:30", "24T08:45", OPEN),
    ("Mo-We 17:00-09:00; Th 17:00-08:30", "25T08:45", CLOSED),
    ("Mo-Th 17:00-09:00, PH 08:00-10:00 unknown", "25T08:30", UNKNOWN),
    ("Mo-Th 17:00-09:00, PH 08:00-10:00 off", "25T08:30", CLOSED),
    ("PH 17:00-09:00", "27T08:00", OPEN),
    ("Tu 10:00-48:00", "23T23:59", OPEN),
    ("Mo-Fr 17:00-00:00", "24T23:59", OPEN),
    ("Mo-Fr 17:00-00:00", "25T00:00", CLOSED),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "at", "expected"), MEANINGS)
def test_hours_mean_what_openstreetmap_says(hours: str, at: str, expected: State) -> None:
    assert state(hours, london(f"2026-12-{at}")) is expected


REFUSED = [
    ("", "a rule is empty", "that is left over"),
    (" ", "a rule is empty", "that is left over"),
    ("Mo-Fr 10:00-16:00;", "a rule is empty", "that is left over"),
    ("; PH off", "a rule is empty", "that is left over"),
    ("Mo-Fr 10:00-16:00;; PH off", "a rule is empty", "that is left over"),
    ("Mo-Fr ten to four", "“ten to four” cannot be read", "write it like  Mo-Fr 09:00-17:00 open"),
    ("mo-fr 10:00-16:00", "“mo-fr 10:00-16:00”", "write it like"),
    ("Mon-Fri 10:00-16:00", "“Mon-Fri 10:00-16:00”", "write it like"),
    ("Mo–Fr 10:00-16:00", "“Mo–Fr 10:00-16:00”", "such as - for a dash"),
    ("Mo-Fr 10:00–16:00", "“10:00–16:00”", "such as - for a dash"),
    ("Mo-Fr\N{NO-BREAK SPACE}10:00-16:00", "“Mo-FrU+00A010:00-16:00”", "a space"),
    ("Mo-Fr 1\N{ARABIC-INDIC DIGIT ZERO}:00-16:00", "cannot be read", "use the plain signs"),
    ("Mo-Fr 10.00-16.00", "“10.00-16.00”", "write it like"),
    ("Mo-Fr 10-16", "“10-16”", "write it like"),
    ("Mo-Fr 10:60-16:00", "“10:60-16:00”", "write it like"),
    ("Mo-Fr 10:00", "“10:00”", "write it like"),
    ("Mo-Fr 10:00-16:00 open unknown", "“unknown”", "write it like"),
    ("Mo-Fr 10:00-16:00 OFF", "“OFF”", "write it like"),
    ("ph off", "“ph off”", "write it like"),
    ("PH-We off", "“PH-We off”", "write it like"),
    ("Mo-PH off", "“Mo-PH off”", "write it like"),
    ("PH Mo-Fr 10:00-16:00", "“Mo-Fr 10:00-16:00”", "write it like"),
    ("PH -1 day off", "“-1 day off”", "write it like"),
    ("Mo-Fr 10:00-16:00 PH off", "“PH off”", "write it like"),
    ("Mo-Fr 10:00-16:00,PH off", "“10:00-16:00,PH off”", "write it like"),
    ("Mo[1] 10:00-16:00", "“Mo[1] 10:00-16:00”", "write it like"),
    ("Mo-Fr 24/7", "“24/7”", "write it like"),
    ("24/7 10:00-16:00", "“10:00-16:00”", "write it like"),
    ("Mo-Fr 10:00-16:00/30", "“10:00-16:00/30”", "write it like"),
    ("sunrise-sunset", "“sunrise-sunset”", "write it like"),
    ("Mo-Fr", "“Mo-Fr” has no times", "write times, or open"),
    ("Mo-Fr, PH 10:00-16:00", "“Mo-Fr” has no times", "no space in a list:  Mo-Fr,PH"),
    ("Mo 09:00-12:00, 13:00-17:00", "“13:00-17:00” has no days", "no space in a list:  Mo 09:00"),
    ("Mo 09:00-12:00, off", "“off” has no days", "name its days"),
    ("Mo-Fr 24:00-25:00", "“24:00-25:00” is no time of the clock", "begin before 24:00"),
    ("Mo-Fr 10:00-48:01", "“10:00-48:01” is no time of the clock", "end at 48:00"),
    ("Mo-Fr 10:00-10:00", "“10:00-10:00” begins and ends", "write 00:00-24:00"),
    ("Mo-Fr 10:00+", "“10:00+”", "write when it ends"),
    ("Mo-Fr 10:00-16:00; SH off", "“SH off”", "school holidays are not known"),
    ("PH,SH off", "“PH,SH off”", "school holidays are not known"),
    ("Mo-Fr 10:00-16:00 || unknown", "“|| unknown”", "24/7 unknown, Mo-Fr 10:00-16:00 open"),
    ('Mo-Fr 10:00-16:00 || "ask"', "cannot be read", "before a comment"),
    ('"by appointment"', "cannot be read", "before a comment"),
    ('Mo-Fr 10:00-16:00 "by appointment"', "cannot be read", "before a comment"),
    ('Mo-Fr 10:00-16:00 open "', "cannot be read", "before a comment"),
    ("24/7; Dec 25 off", "“Dec 25 off”", "name only days of the week and PH"),
    ("2026 Dec 25 off", "“2026 Dec 25 off”", "name only days of the week and PH"),
    ("Jan-Mar Mo 10:00-16:00", "“Jan-Mar Mo 10:00-16:00”", "name only days of the week and PH"),
    ("easter off", "“easter off”", "name only days of the week and PH"),
    ("week 1-10 Mo off", "“week 1-10 Mo off”", "name only days of the week and PH"),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "wrong", "fix"), REFUSED)
def test_what_cannot_be_read_is_refused_with_what_to_write(
    hours: str, wrong: str, fix: str
) -> None:
    with pytest.raises(HoursError) as error:
        read(hours)
    assert wrong in error.value.wrong
    assert fix in error.value.fix


@given(st.text(alphabet='MoTuFr PH,;|-:0126479"offunknwe+/', max_size=40) | st.text(max_size=20))
@settings(deadline=None, max_examples=50)
def test_any_text_is_read_or_refused(hours: str) -> None:
    with suppress(HoursError):
        assert read(hours)
        assert state(hours, london("2026-12-25T03:00")) in State


# Every expression of the grammar, as rules: the mark before it, its days, times and state.
Written = tuple[str, str, str, str]

WEEK = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
WORDS = {"": OPEN, "open": OPEN, "unknown": UNKNOWN, "closed": CLOSED, "off": CLOSED}


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def span(begin: int, long: int, around: bool) -> str:
    """A span of some minutes. `around` writes its end as a time of the next day's clock."""
    end = begin + long
    return f"{clock(begin)}-{clock(end - 1440 if around and end > 1440 else end)}"


def rules(
    marks: str, item: st.SearchStrategy[str], times: st.SearchStrategy[str]
) -> st.SearchStrategy[Written]:
    days = st.lists(item, min_size=1, max_size=3).map(",".join)
    marked, word, none = st.sampled_from(marks), st.sampled_from([*WORDS]), st.just("")
    said = st.sampled_from([*WORDS][1:])
    return (
        st.tuples(marked, days, times, word)
        | st.tuples(marked, days, none, said)
        | st.tuples(st.just(";"), none, times, word)
        | st.tuples(st.just(";"), none, none, said)
        | st.tuples(marked, none, st.just("24/7"), word)
    )


one = st.sampled_from(WEEK)
weekdays = one | st.tuples(one, one).map("-".join)
begins = st.sampled_from([0, 30, 60, 90, 119, 120, 540, 1020, 1410, 1439]) | st.integers(0, 1439)
lengths = st.sampled_from([1, 60, 480, 960, 1439]) | st.integers(1, 1439)
spans = st.builds(span, begins, lengths, st.booleans())
hours = st.lists(
    rules(";,", weekdays | st.just("PH"), st.lists(spans, min_size=1, max_size=2).map(",".join)),
    min_size=1,
    max_size=4,
)
in_a_day = spans.filter(lambda text: text[:5] < text[6:] <= "24:00")
plain_hours = st.lists(rules(";,", weekdays, in_a_day), min_size=1, max_size=4)


def text_of(several: list[Written]) -> str:
    return "".join(f"{mark} {' '.join(filter(None, parts))}" for mark, *parts in several)[2:]


@cache
def englands(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


class Grid:
    """The same rules read in another way: each minute of a day, and of the day after it, is painted
    by one rule after another.
    """

    def __init__(self, several: list[Written]) -> None:
        self.rules = several
        self.names_holidays = any("PH" in days for _, days, _, _ in several)
        self.painted = cache(self.paint)

    def is_on(self, days: str, day: date) -> bool:
        for item in days.split(",") if days else ["Mo-Su"]:
            first, _, last = item.partition("-")
            if item == "PH":
                found = day in englands(day.year)
            else:
                twice = [*WEEK, *WEEK]
                begin = twice.index(first)
                found = WEEK[day.weekday()] in twice[begin : twice.index(last or first, begin) + 1]
            if found:
                return True
        return False

    def paint(self, day: date) -> list[tuple[int, State]]:
        empty = [(-1, CLOSED)] * 2880
        cells = [*empty]
        known = day.year in KNOWN_YEARS or not self.names_holidays
        for number, (mark, days, times, word) in enumerate(self.rules):
            if known and not self.is_on(days, day):
                continue
            state = WORDS[word]
            no_times = times in ("", "24/7")
            if known and ((mark == ";" and state is not CLOSED) or (state is CLOSED and no_times)):
                cells = [*empty]
            for each in (
                ()
                if state is CLOSED and no_times
                else (["00:00-24:00"] if no_times else times.split(","))
            ):
                begin, end = (int(time[:2]) * 60 + int(time[3:]) for time in each.split("-"))
                for minute in range(begin, end if end > begin else end + 1440):
                    cells[minute] = (number, state)
        return (
            cells
            if known
            else [
                (99, UNKNOWN) if m < 1440 or cell[0] >= 0 else cell for m, cell in enumerate(cells)
            ]
        )

    def at(self, at: datetime) -> State:
        local = at.astimezone(LONDON)
        minute = local.hour * 60 + local.minute
        today = self.painted(local.date())[minute]
        night = self.painted(local.date() - timedelta(days=1))[minute + 1440]
        return max(today, night, key=lambda cell: cell[0])[1]


TURNS = [date(2026, 3, 29), date(2026, 10, 25), date(2044, 3, 27), date(2044, 10, 30)]
EDGES = [
    date(2024, 12, 31),
    date(2025, 1, 1),
    date(2045, 12, 31),
    date(2046, 1, 1),
    date(1970, 1, 1),
]
FESTIVE = [date(2026, 12, 24) + timedelta(days=count) for count in range(10)]
days = st.sampled_from([*TURNS, *EDGES, *FESTIVE]) | st.dates(date(2025, 1, 1), date(2045, 12, 31))


@given(hours, days, st.integers(0, 300))
@example([(";", "Su", "00:30-01:30", "")], TURNS[0], 0)
@example([(";", "Su", "00:30-01:30", "")], TURNS[1], 0)
@example([(";", "Sa", "22:00-01:30", ""), (",", "Su", "01:45-02:00", "unknown")], TURNS[1], 0)
@example([(";", "", "24/7", "")], TURNS[1], 59)
@settings(deadline=None, max_examples=60)
def test_each_minute_is_as_the_grid_says(several: list[Written], day: date, late: int) -> None:
    """Also the minutes around each change of the clock: a day has 23, 24 or 25 hours."""
    text, grid = text_of(several), Grid(several)
    start = london(f"{day}T00:00").astimezone(UTC) + timedelta(minutes=late)
    end = london(f"{day + timedelta(days=1)}T00:00").astimezone(UTC)
    for begin, finish, said in stretches(text, start, end):
        assert begin == start
        while start < finish:
            assert state(text, start) is said is grid.at(start), f"{text} at {start}"
            start += timedelta(minutes=1)
        assert start == finish
        assert start == end or state(text, start) is not said
    assert start == end


@given(plain_hours)
@settings(deadline=None, max_examples=60)
def test_a_library_reads_weekdays_as_we_do(several: list[Written]) -> None:
    text, monday = text_of(several), datetime(2026, 11, 23)
    library = OpeningHours(text)
    for half_hours in range(7 * 48):
        at = monday + timedelta(minutes=30 * half_hours)
        found = str(library.state(at)[0])
        assert state(text, at.replace(tzinfo=LONDON)).name.lower() == found, f"{text} at {at}"
