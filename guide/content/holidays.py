"""England's bank holidays, read from `bank-holidays.txt`: docs/decisions/0016.

Each row is a day and its name, `2027-03-29 Easter Monday`, in the order of the days.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from .problems import Place, Problem
from .reader import read_text

FILE = Path(__file__).parent.parent / "bank-holidays.txt"

ROW = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) (\w.*)")

WEEKDAY = re.compile("(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")

ALWAYS = ((1, 1), (12, 25), (12, 26))
"""Month and day of those that are on the same day of each year."""

ON_WEEKDAYS = 8
"""How many bank holidays of a year are on a day from Monday to Friday, at least: one that falls on
a weekend has a substitute day."""


@dataclass(frozen=True)
class Holidays:
    """The name of each bank holiday and substitute day, and the years of which all are known.

    `years` has no gap. If there are `problems`, it ends before the first year with one.
    """

    days: Mapping[date, str]
    years: range
    problems: tuple[Problem, ...]


@lru_cache(maxsize=8)
def england(path: Path = FILE) -> Holidays:
    """England's bank holidays. Never raises: what is wrong with the file is in `problems`."""
    problems: list[Problem] = []
    rows = _rows(path, problems)
    found = [*_misplaced(path, rows), *_incomplete(path, rows)]
    first = min(rows).year if rows else 1
    end = min((year for year, _ in found), default=max(rows).year + 1 if rows else first)
    problems += (problem for _, problem in found)
    names = {day: name for day, (_, name) in rows.items()}
    return Holidays(names, range(first, end), tuple(problems))


Rows = Mapping[date, tuple[int, str]]
"""Each day with the number of its row, and its name."""


def _rows(path: Path, problems: list[Problem]) -> Rows:
    """The rows of the file. What cannot be read is added to `problems`."""
    rows: dict[date, tuple[int, str]] = {}
    text = read_text(path, f"guide/{path.name}", problems)
    for number, row in enumerate((text or "").splitlines(), start=1):
        place = _place(path, number)
        if not (form := ROW.fullmatch(row)):
            fix = "write a day and its name, such as  2027-03-29 Easter Monday; nothing else"
            problems.append(Problem(place, f"“{row}” is not a bank holiday", fix))
            continue
        try:
            day = date.fromisoformat(form[1])
        except ValueError:
            fix = "write a day of the calendar, such as 2027-03-29"
            problems.append(Problem(place, f"there is no {form[1]}", fix))
            continue
        if rows and day <= max(rows):
            fix = "remove it if it is there twice, or put it in its place"
            problems.append(Problem(place, f"{day} stands after {max(rows)}", fix))
        rows.setdefault(day, (number, form[2]))
    return rows


def _misplaced(path: Path, rows: Rows) -> Iterator[tuple[int, Problem]]:
    """The year of each day that is not the weekday that its name says, with the problem."""
    for day, (row, name) in rows.items():
        if (said := WEEKDAY.search(name)) and said[0] != f"{day:%A}":
            wrong = f"{day} is a {day:%A}, not the day of “{name}”"
            yield day.year, Problem(_place(path, row), wrong, "correct the day, or the name")


def _incomplete(path: Path, rows: Rows) -> Iterator[tuple[int, Problem]]:
    """Each year of which some day is missing, with the problem."""
    fix = "add what is missing (make holidays), or remove all days from this year on"
    years: dict[int, list[date]] = defaultdict(list)
    for day in sorted(rows):
        years[day.year].append(day)
    before: int | None = None
    for year, days in years.items():
        place = _place(path, rows[days[0]][0])
        if before and year != before + 1:
            wrong = f"there is no bank holiday between {before} and {year}"
            yield before + 1, Problem(place, wrong, fix)
        before = year
        missing = [day for day in (date(year, *each) for each in ALWAYS) if day not in rows]
        if missing:
            yield year, Problem(place, f"{missing[0]} is missing", fix)
        elif (count := sum(day.weekday() < 5 for day in days)) < ON_WEEKDAYS:
            wrong = f"{year} has {count} bank holidays from Monday to Friday, not {ON_WEEKDAYS}"
            yield year, Problem(place, wrong, fix)


def _place(path: Path, row: int) -> Place:
    return Place(f"guide/{path.name}", row)
