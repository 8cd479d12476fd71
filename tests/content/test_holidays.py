"""The file of bank holidays: each fault is a problem with its row, and none is raised at import."""

from pathlib import Path

import pytest

from guide.content.holidays import FILE, england
from guide.content.load import load
from guide.content.problems import ContentError

from ..made_up import AREA, MADE_UP

TEXT = FILE.read_text("utf-8")
EASTER = "2027-03-29 Easter Monday\n"
ROW = TEXT[: TEXT.index(EASTER)].count("\n") + 1
FIRST = {year: TEXT[: TEXT.index(f"{year}-01-01")].count("\n") + 1 for year in range(2026, 2046)}
END = TEXT.count("\n")
NOT_ONE = "is not a bank holiday"


def without(year: int) -> str:
    return "".join(row for row in TEXT.splitlines(True) if not row.startswith(str(year)))


# What is in the file, the row at which it is reported, what is said, and the last year known.
FAULTS: dict[str, tuple[str | bytes | None, int, str, int | None]] = {
    "a blank line": (TEXT.replace(EASTER, f"\n{EASTER}"), ROW, f"“” {NOT_ONE}", None),
    "a blank line at the end": (f"{TEXT}\n", END + 1, f"“” {NOT_ONE}", None),
    "a comment": (f"# England\n{TEXT}", 1, f"“# England” {NOT_ONE}", None),
    "a space before": (TEXT.replace(EASTER, f" {EASTER}"), ROW, NOT_ONE, 2026),
    "a British date": (TEXT.replace(EASTER, f"04/06/2027 Extra\n{EASTER}"), ROW, NOT_ONE, None),
    "a comma": (TEXT.replace(EASTER, f"2027-03-28, Extra\n{EASTER}"), ROW, NOT_ONE, None),
    "no name": (TEXT.replace(EASTER, f"2027-03-28\n{EASTER}"), ROW, NOT_ONE, None),
    "other digits": (TEXT.replace(EASTER, f"٢٠٢٧-03-28 X\n{EASTER}"), ROW, NOT_ONE, None),
    "no such day": (TEXT.replace(EASTER, f"2027-02-29 X\n{EASTER}"), ROW, "no 2027-02-29", None),
    "no such month": (TEXT.replace(EASTER, f"2027-13-01 X\n{EASTER}"), ROW, "no 2027-13-01", None),
    "twice": (TEXT.replace(EASTER, EASTER * 2), ROW + 1, "2027-03-29 stands after 2027-", None),
    "not in order": (TEXT.replace(EASTER, f"2026-03-03 X\n{EASTER}"), ROW, "stands after", None),
    "a holiday deleted": (TEXT.replace(EASTER, ""), FIRST[2027], "2027 has 7 bank holidays", 2026),
    "a substitute day deleted": (
        TEXT.replace("2026-12-28 Boxing Day (observed)\n", ""), FIRST[2026], "2026 has 7", 2025,
    ),
    "a holiday on a Saturday deleted": (
        TEXT.replace("2026-12-26 Boxing Day\n", ""), FIRST[2026], "2026-12-26 is missing", 2025,
    ),
    "a holiday moved to a Sunday": (
        TEXT.replace("2027-05-03", "2027-05-02"), FIRST[2027], "2027 has 7", 2026,
    ),
    "Good Friday on a Thursday": (
        TEXT.replace("2027-03-26", "2027-03-25"), FIRST[2027] + 1, "2027-03-25 is a Thursday", 2026,
    ),
    "a year deleted": (without(2031), FIRST[2031], "between 2030 and 2032", 2030),
    "a day after the end": (f"{TEXT}2072-06-04 X\n", END + 1, "between 2045 and 2072", 2045),
    "a year begun": (f"{TEXT}2046-01-01 New Year\n", END + 1, "2046-12-25 is missing", 2045),
    "a day long ago": (f"1926-06-04 X\n{TEXT}", 1, "1926-01-01 is missing", 1925),
    "a byte-order mark": (b"\xef\xbb\xbf" + TEXT.encode(), 0, "byte-order mark", 0),
    "UTF-16": (TEXT.encode("utf-16"), 0, "byte-order mark", 0),
    "cp1252": (TEXT.replace("Easter", "Fête").encode("cp1252"), 0, "not UTF-8", 0),
    "NUL bytes": (TEXT.replace(EASTER, f"\0\n{EASTER}"), ROW, "nobody can see, U+0000", 0),
    "a no-break space": (TEXT.replace("29 Easter", "29\u00a0Easter"), ROW, "U+00A0 NO-BREAK", 0),
    "empty": ("", 0, "the file is empty", 0),
    "only spaces": ("  \n", 1, f"“  ” {NOT_ONE}", 0),
    "missing": (None, 0, "this file is missing", 0),
}  # fmt: skip


@pytest.mark.parametrize(("text", "row", "said", "last"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_a_problem_with_its_row(
    tmp_path: Path, text: str | bytes | None, row: int, said: str, last: int | None
) -> None:
    path = tmp_path / "bank-holidays.txt"
    if text is not None:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = england(path)
    problem = found.problems[0]
    assert (problem.place.file, problem.place.row) == ("guide/bank-holidays.txt", row)
    assert said in problem.wrong
    assert problem.fix
    assert found.years.stop - 1 == (england().years[-1] if last is None else last)


def test_rows_may_end_as_windows_ends_them(tmp_path: Path) -> None:
    path = tmp_path / "bank-holidays.txt"
    path.write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert england(path) == england()
    assert england().problems == ()


def test_a_guide_does_not_load_without_its_holidays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = england(tmp_path / "bank-holidays.txt")
    monkeypatch.setattr("guide.content.load.england", lambda: broken)
    with pytest.raises(ContentError, match=r"guide/bank-holidays\.txt: this file is missing"):
        load(AREA, MADE_UP)
