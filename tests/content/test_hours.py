"""When a line is open, closed or unknown: in London, on England's bank holidays, for ten years."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from itertools import pairwise

import holidays
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from guide.content.expression import State
from guide.content.hours import (
    CALENDAR,
    LAST_BANK_HOLIDAYS,
    LONDON,
    Board,
    Snapshot,
    changes,
    instant,
    is_bank_holiday,
    next_change,
    ordered,
    state,
    stretches,
)
from guide.content.load import ROOT
from guide.content.model import Contact, Line

from ..made_up import london, made_up, shipped

DESK = made_up().contact("duty-desk")
NIGHT = made_up().contact("out-of-hours")
LINES = (DESK, NIGHT, made_up().contact("police"))

# A list of our own, so that the calendar is compared with the government's and not with itself.
# gov.uk/bank-holidays, England and Wales.
GOVERNMENT_2026 = "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"

instants = st.datetimes(
    min_value=datetime(2026, 1, 1), max_value=datetime(2035, 12, 31, 23, 59)
).map(lambda moment: moment.replace(tzinfo=UTC))
TRAPS = [
    example(london(text))
    for text in (
        "2027-03-29T11:00",  # Easter Monday: not a holiday in the whole of the UK
        "2026-08-31T11:00",  # late-August bank holiday: nor is this
        "2026-12-28T11:00",  # Boxing Day falls on a Saturday; Monday instead
        "2027-12-28T11:00",  # Christmas on a Saturday, Boxing Day on a Sunday
        "2026-03-29T01:30",  # the hour that the clocks skip
        "2026-10-25T01:30",  # the hour that comes twice
        "2026-11-25T00:00",
        "2026-11-25T10:00",
        "2026-11-25T16:00",
        "2026-12-31T23:59",
    )
]


def in_order(lines: tuple[Line, ...], at: datetime) -> tuple[Line, ...]:
    """The lines in the order to try them at an instant."""
    contacts = [line for line in lines if isinstance(line, Contact)]
    return ordered(lines, {contact.id: state(contact.hours, at) for contact in contacts})


def with_traps(test):
    for trap in TRAPS:
        test = trap(test)
    return test


def test_englands_holidays_are_the_governments() -> None:
    expected = {date.fromisoformat(f"2026-{day}") for day in GOVERNMENT_2026.split()}
    year = (date(2026, 1, 1) + timedelta(days=count) for count in range(365))
    assert {day for day in year if is_bank_holiday(day) and day.weekday() < 5} == expected


@pytest.mark.parametrize(
    ("at", "desk", "night"),
    [
        ("2026-11-25T07:59", State.CLOSED, State.OPEN),
        ("2026-11-25T08:00", State.UNKNOWN, State.UNKNOWN),
        ("2026-11-25T09:59", State.UNKNOWN, State.UNKNOWN),
        ("2026-11-25T10:00", State.OPEN, State.CLOSED),
        ("2026-11-25T15:59", State.OPEN, State.CLOSED),
        ("2026-11-25T16:00", State.UNKNOWN, State.UNKNOWN),
        ("2026-11-25T17:59", State.UNKNOWN, State.UNKNOWN),
        ("2026-11-25T18:00", State.CLOSED, State.OPEN),
        ("2026-11-26T00:00", State.CLOSED, State.OPEN),
        ("2026-11-28T11:00", State.CLOSED, State.OPEN),  # Saturday
        ("2026-11-29T11:00", State.CLOSED, State.OPEN),  # Sunday
        ("2026-12-25T11:00", State.CLOSED, State.OPEN),  # Christmas Day
        ("2026-12-28T11:00", State.CLOSED, State.OPEN),  # the day instead of Boxing Day
        ("2027-03-29T11:00", State.CLOSED, State.OPEN),  # Easter Monday
        ("2026-12-29T11:00", State.OPEN, State.CLOSED),
        ("2027-01-01T11:00", State.CLOSED, State.OPEN),
    ],
)
def test_states_of_the_two_council_lines(at: str, desk: State, night: State) -> None:
    assert (state(DESK.hours, london(at)), state(NIGHT.hours, london(at))) == (desk, night)


def test_time_is_londons_wherever_the_server_stands() -> None:
    # 09:30 UTC in July is 10:30 in London: the desk is open. In January it may not be.
    assert state(DESK.hours, datetime(2026, 7, 15, 9, 30, tzinfo=UTC)) is State.OPEN
    assert state(DESK.hours, datetime(2026, 1, 14, 9, 30, tzinfo=UTC)) is State.UNKNOWN
    karachi = timezone(timedelta(hours=5))
    assert state(DESK.hours, datetime(2026, 1, 14, 16, 30, tzinfo=karachi)) is State.OPEN


@with_traps
@given(at=instants)
def test_never_open_when_nobody_can_promise_it(at: datetime) -> None:
    local = at.astimezone(LONDON)
    working_day = local.weekday() < 5 and not is_bank_holiday(local.date())
    if not working_day or not time(8) <= local.time() < time(18):
        assert state(DESK.hours, at) is State.CLOSED


@with_traps
@given(at=instants)
def test_there_is_always_another_line_to_call(at: datetime) -> None:
    states = [state(line.hours, at) for line in (DESK, NIGHT)]
    assert states in (
        [State.OPEN, State.CLOSED],
        [State.CLOSED, State.OPEN],
        [State.UNKNOWN, State.UNKNOWN],
    )


@with_traps
@given(at=instants)
def test_the_line_surely_open_comes_first_and_none_is_left_out(at: datetime) -> None:
    lines = in_order(LINES, at)
    assert sorted(line.id for line in lines) == sorted(line.id for line in LINES)
    social = [line for line in lines if line.kind == "desk"]
    assert lines == (*social, LINES[2])
    open_lines = [line for line in social if state(line.hours, at) is State.OPEN]
    if open_lines:
        assert social[0] in open_lines
    else:
        assert social[0] is DESK


@with_traps
@given(at=instants)
def test_the_next_change_is_the_next_and_is_a_change(at: datetime) -> None:
    for line in (DESK, NIGHT):
        change = next_change(line.hours, at)
        assert change is not None
        assert at < change <= at + timedelta(days=6)
        now = state(line.hours, at)
        assert state(line.hours, change) is not now
        assert state(line.hours, change - timedelta(seconds=1)) is now
        middle = at + (change - at) / 2
        assert state(line.hours, middle) is now


def test_a_line_that_never_closes_never_changes() -> None:
    assert next_change("24/7", london("2026-11-25T11:00")) is None


def test_changes_cover_a_stretch_without_gaps() -> None:
    start, end = london("2026-12-24T00:00"), london("2026-12-30T00:00")
    moments = [*changes(DESK.hours, start, end), end]
    assert moments[0] == start
    # Christmas Eve has five stretches; then nothing changes until Tuesday 29 December.
    assert [f"{moment.astimezone(LONDON):%a %H:%M}" for moment in moments[1:6]] == [
        "Thu 08:00", "Thu 10:00", "Thu 16:00", "Thu 18:00", "Tue 08:00",
    ]  # fmt: skip
    for begin, finish in pairwise(moments):
        assert begin < finish


def test_the_order_of_destinations_is_the_flows() -> None:
    police_first = (LINES[2], DESK, NIGHT)
    for at in ("2026-11-25T11:00", "2026-11-25T23:00", "2026-11-25T09:00"):
        assert [line.kind for line in in_order(police_first, london(at))] == [
            "police", "desk", "desk",
        ]  # fmt: skip


def test_bank_holidays_are_those_of_england() -> None:
    """Those of the package, and those that the government announced after its release."""
    lines = (ROOT / "bank-holidays.txt").read_text("utf-8").splitlines()
    known = {date.fromisoformat(line[:10]) for line in lines if not line.endswith("(announced)")}
    years = range(min(known).year, LAST_BANK_HOLIDAYS + 1)
    assert len(years) > 10
    assert known == set(holidays.country_holidays("GB", subdiv="ENG", years=years))
    assert lines == sorted(set(lines))


def test_the_order_within_a_destination_is_open_then_unknown_then_closed() -> None:
    closed, unknown, open_ = (
        replace(DESK, id=hours, hours=hours) for hours in ("off", "unknown", "24/7")
    )
    at = london("2026-11-25T11:00")
    assert in_order((closed, unknown, open_), at) == (open_, unknown, closed)
    assert in_order((unknown, LINES[2], closed, open_), at) == (open_, unknown, closed, LINES[2])


def test_helplines_and_links_keep_their_order() -> None:
    """An open helpline is not better than another one, and a page has no hours."""
    at = london("2026-11-25T11:00")
    closed, open_ = (replace(DESK, kind="support", id=h, hours=h) for h in ("off", "24/7"))
    assert in_order((closed, open_), at) == (closed, open_)
    link = replace(made_up().links["helpline-site"], kind="desk")
    shut = replace(DESK, hours="off")
    assert in_order((shut, link), at) == (link, shut)
    assert in_order((link, DESK), at) == (link, DESK)


def test_a_change_is_an_instant_in_utc() -> None:
    """Also on a server elsewhere, and when the clocks go back in between."""
    karachi = timezone(timedelta(hours=5))
    change = next_change(DESK.hours, datetime(2026, 10, 24, 3, 0, tzinfo=karachi))
    assert change == datetime(2026, 10, 26, 8, 0, tzinfo=UTC)
    assert change.tzinfo is UTC


# On 29 March 2026 the clocks go forward at 01:00 UTC: 02:00 follows 00:59 in London.
# On 25 October they go back at 01:00 UTC: 01:00 to 01:59 come twice. Changes are given in UTC.
CLOCK_CHANGES = [
    ("Su 00:30-01:30", "2026-03-29", ["00:30 open", "01:00 closed"]),  # 01:30 does not exist
    ("Su 01:15-01:45", "2026-03-29", []),
    ("Su 01:30-02:30", "2026-03-29", ["01:00 open", "01:30 closed"]),
    ("Sa 22:00-02:00", "2026-03-29", ["01:00 closed"]),
    ("Sa 22:00-01:30 unknown, Su 01:30-04:00", "2026-03-29", ["01:00 open", "03:00 closed"]),
    ("Su 00:30-01:30", "2026-10-25", ["00:30 closed", "01:00 open", "01:30 closed"]),
    ("Su 01:15-01:45", "2026-10-25", ["00:15 open", "00:45 closed", "01:15 open", "01:45 closed"]),
    ("Su 01:30-02:30", "2026-10-25", ["00:30 open", "01:00 closed", "01:30 open", "02:30 closed"]),
    ("Sa 22:00-02:00", "2026-10-25", ["02:00 closed"]),
    ("Su 02:00-03:00", "2026-10-25", ["02:00 open", "03:00 closed"]),
    ("24/7", "2026-03-29", []),
    ("24/7", "2026-10-25", []),
    ("24/7 unknown; PH off", "2026-10-25", []),
]  # fmt: skip


@pytest.mark.parametrize(("hours", "day", "expected"), CLOCK_CHANGES)
def test_lines_change_when_londons_clocks_say_so(hours: str, day: str, expected: list[str]) -> None:
    start = datetime.fromisoformat(f"{day}T00:00+00:00")
    found = list(stretches(hours, start, start + timedelta(hours=12)))[1:]
    assert [f"{begin:%H:%M} {said.name.lower()}" for begin, _, said in found] == expected


def test_a_time_that_does_not_exist_is_an_hour_later() -> None:
    """Somebody may ask for it: GUIDE_CLOCK and `flask guide when` take times of the clock."""
    assert state("Su 01:15-01:45", instant("2026-03-29T01:30")) is State.CLOSED
    assert state("Su 02:15-02:45", instant("2026-03-29T01:30")) is State.OPEN


@pytest.mark.parametrize("hours", dict.fromkeys(row[0] for row in CLOCK_CHANGES))
@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_a_board_is_right_in_each_minute_of_both_changes(hours: str, day: str) -> None:
    """Whether it has run since, was first asked in that minute, or its clock was put back."""
    board = Board([replace(DESK, hours=hours)])
    start = datetime.fromisoformat(f"{day}T00:00+00:00")
    for minute in [*range(180), *range(179, -1, -7), *range(180)]:
        at = start + timedelta(minutes=minute, seconds=30)
        first = Board([replace(DESK, hours=hours)]).at(at)
        assert board.at(at.astimezone(LONDON)).states == first.states == (state(hours, at),)
        assert board.at(at).since <= at < board.at(at).until
        assert first.until == min(next_change(hours, at) or first.until, at + Board.LONGEST)
        assert state(hours, board.at(at).until - timedelta(microseconds=1)) is first.states[0]


PH_LINES = ("Mo-Fr 10:00-16:00; PH off", "24/7; PH off", "PH open", "Mo-Fr 17:00-09:00; PH off")


@pytest.mark.parametrize("hours", PH_LINES)
@pytest.mark.parametrize("year", [1900, 1970, 2019, 2024, 2046, 2072, 9000, 9998])
def test_a_year_without_known_holidays_is_unknown(hours: str, year: int) -> None:
    for day in ("01-01", "06-15", "12-25", "12-31"):
        for hour in ("00:00", "11:00", "23:59"):
            assert state(hours, london(f"{year}-{day}T{hour}")) is State.UNKNOWN
    assert state("Mo-Su 10:00-12:00", london(f"{year}-06-15T11:00")) is State.OPEN


def test_the_known_years_have_ends() -> None:
    """The night before the first year is unknown, too; and the state changes when the last ends."""
    hours = "Mo-Fr 17:00-09:00; PH off"
    first, last = london("2025-01-01T08:59"), london(f"{LAST_BANK_HOLIDAYS}-12-31T20:00")
    assert state(hours, first) is State.UNKNOWN
    assert state("Mo-Fr 17:00-09:00; PH open", first) is State.UNKNOWN
    assert state(hours, first + timedelta(minutes=1)) is State.CLOSED
    assert state("Mo-Fr 10:00-16:00; PH off", first) is State.CLOSED
    assert next_change(hours, last) == london(f"{LAST_BANK_HOLIDAYS + 1}-01-01T00:00")
    assert next_change(hours, last + timedelta(days=1)) is None


def test_new_years_day_is_seen_in_december() -> None:
    # Thursday 31 December, in the evening: Friday is a holiday of the next year.
    assert next_change(DESK.hours, london("2026-12-31T20:00")) == london("2027-01-04T08:00")


def test_a_stretch_ends_before_its_end() -> None:
    start, end = london("2026-11-25T09:00"), london("2026-11-25T16:00")
    assert [*changes(DESK.hours, start, end)] == [start, london("2026-11-25T10:00")]
    assert [*changes(DESK.hours, start, start)] == []
    assert [*changes("24/7", start, end)] == [start]


def test_a_board_is_worked_out_again_when_a_line_changes() -> None:
    board = Board(iter((DESK, NIGHT, LINES[2])))
    begin, change = london("2026-11-25T08:30"), london("2026-11-25T10:00")
    first = board.at(begin)
    assert first == Snapshot(begin, change, (State.UNKNOWN, State.UNKNOWN, State.OPEN))
    # The same object: the hours library was not asked.
    for at in (begin, begin + timedelta(hours=1), change - timedelta(microseconds=1)):
        assert board.at(at) is first
    second = board.at(change)
    assert second == Snapshot(
        change, london("2026-11-25T16:00"), (State.OPEN, State.CLOSED, State.OPEN)
    )
    assert board.at(change) is second
    # If the clock is put back, the board must not stay ahead of it.
    assert board.at(begin) == first


def test_a_board_lasts_a_day_at_most() -> None:
    """Even if no line ever changes, or none for days."""
    at = london("2026-12-25T12:00")
    tomorrow = at + timedelta(days=1)
    assert Board([LINES[2]]).at(at) == Snapshot(at, tomorrow, (State.OPEN,))
    assert Board([DESK, LINES[2]]).at(at) == Snapshot(at, tomorrow, (State.CLOSED, State.OPEN))
    assert Board([]).at(at) == Snapshot(at, tomorrow, ())


def test_the_states_of_a_week_are_each_found_once() -> None:
    """It starts at an hour when the desk is surely open, and does not change the board itself."""
    board = Board((DESK, NIGHT))
    before = board.at(london("2026-11-25T11:00"))
    assert board.states_from(london("2026-11-25T11:00"), 7) == [
        (State.OPEN, State.CLOSED),
        (State.UNKNOWN, State.UNKNOWN),
        (State.CLOSED, State.OPEN),
    ]
    assert board.last is before
    assert board.states_from(london("2026-11-25T11:00"), 0) == [
        board.at(london("2026-11-25T11:00")).states
    ]


def test_without_states_lines_keep_their_order() -> None:
    shut = replace(DESK, hours="off")
    assert ordered((shut, LINES[2], NIGHT), None) == (shut, NIGHT, LINES[2])


@pytest.mark.parametrize("contact", shipped().contacts.values(), ids=lambda contact: contact.id)
def test_stretches_are_what_the_states_and_changes_say(contact: Contact) -> None:
    start, end = london("2026-11-22T00:00"), london("2027-11-22T00:00")
    found = list(stretches(contact.hours, start, end))
    assert [stretch.begin for stretch in found] == list(changes(contact.hours, start, end))
    assert [stretch.end for stretch in found] == [*(s.begin for s in found[1:]), end]
    for stretch in found:
        assert stretch.state is state(contact.hours, stretch.begin)
        assert stretch.state is state(contact.hours, stretch.end - timedelta(minutes=1))


def test_an_instant_is_in_london_unless_it_says_otherwise() -> None:
    assert instant("2026-07-01T12:00").isoformat() == "2026-07-01T12:00:00+01:00"
    assert instant("2026-07-01T12:00").tzinfo is LONDON
    assert instant("2026-07-01T12:00+05:00").isoformat() == "2026-07-01T12:00:00+05:00"
    for wrong in ("Christmas", "1899-12-31T23:59", "9001-01-01T00:00", "9999-12-31T23:59"):
        with pytest.raises(ValueError, match=wrong[:4]):
            instant(wrong)
    with pytest.raises(ValueError, match=f"one of {CALENDAR[0]} to {CALENDAR[-1]}$"):
        instant("1899-12-31T23:59")
