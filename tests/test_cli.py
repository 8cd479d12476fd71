"""`flask guide …`, as a maintainer uses it. Tests give every day and instant."""

import errno
import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
from click.testing import Result

from guide.content import freshness
from guide.content.hours import LAST_BANK_HOLIDAYS
from guide.content.load import ROOT, load
from guide.content.lookups import shown
from guide.review.scenarios import SCENARIOS, scenarios

from .conftest import TOP, VISITED, client_at, paths, shipped
from .made_up import AREA, MADE_UP, SHIPPED, made_up

BIN = Path(sys.executable).parent
CHECKED = max(contact.checked for contact in shown(shipped()))
OLDEST = min(contact.checked for contact in shown(shipped()))


def guide(*command: object) -> Result:
    runner = client_at().application.test_cli_runner()
    return runner.invoke(args=["guide", *map(str, command)])


def after(days: int) -> date:
    return CHECKED + timedelta(days=days)


def test_check_without_a_day_depends_on_no_day() -> None:
    done = guide("check")
    assert done.exit_code == 0
    (row,) = of_areas(done.output)
    name = shipped().area.name
    assert re.fullmatch(rf"{name}: \d+ steps and \d+ contacts keep all \d+ rules\.", row)


def of_areas(output: str) -> list[str]:
    """The rows of a check, without those that say how far each translation is, or that a recording
    is not there yet.
    """
    others = ("translations/", "guide/sound.yaml:")
    return [row for row in output.splitlines() if not row.startswith(others)]


def test_check_looks_at_every_area(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.cli.areas", lambda: [AREA, SHIPPED])
    monkeypatch.setattr("guide.cli.load", lambda area: load(area, MADE_UP))
    monkeypatch.setattr("guide.cli.people", lambda _: ())
    rows = of_areas(guide("check").output)
    assert [row.partition(":")[0] for row in rows] == [shipped().area.name, made_up().area.name]
    old = guide("check", "--at", after(181))
    assert old.exit_code == 1
    assert all(f"guide/areas/{area}/area.yaml:" in old.output for area in (AREA, SHIPPED))


def test_check_names_what_is_wrong_with_another_area(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.cli.areas", lambda: ["nowhere", SHIPPED])
    done = guide("check")
    assert done.exit_code == 1
    assert "guide/areas/nowhere/area.yaml: this file is missing" in done.output


def test_check_names_what_is_wrong_with_the_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.review.scenarios.OWN", "tests/nobody/{}.yaml")
    done = guide("check")
    assert done.exit_code == 1
    assert f"tests/nobody/{SHIPPED}.yaml: this file is missing" in done.output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("lines: [", "lines: [council-findr, ", "“council-findr” is not a role or id"),
        ("at: 2026", "at: Monday 2026", "is not an instant"),
        ("T11:00", "T25:00", "T25:00” is not an instant"),
    ],
)
def test_check_names_what_is_wrong_with_a_person(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, said: str
) -> None:
    text = (TOP / SCENARIOS).read_text("utf-8")
    assert old in text
    (tmp_path / "people.yaml").write_text(text.replace(old, new, 1), "utf-8")
    monkeypatch.setattr("guide.review.scenarios.SCENARIOS", str(tmp_path / "people.yaml"))
    done = guide("check")
    assert done.exit_code == 1
    assert re.search(rf"people\.yaml:\d+: .*{said}\n    Fix: ", done.output)


def test_new_area_writes_the_questions_and_nothing_over_an_area(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(ROOT / "new-area", tmp_path / "new-area")
    (tmp_path / "areas").mkdir()
    monkeypatch.setattr("guide.cli.ROOT", tmp_path)
    done = guide("new-area", "west-field")
    assert done.exit_code == 0
    assert "GUIDE_AREA=west-field .venv/bin/flask guide check" in done.output
    written = {path.name for path in (tmp_path / "areas/west-field").rglob("*.yaml")}
    assert written == {"area.yaml", "neighbours.yaml", "place.yaml", "scenarios.yaml"}
    again = guide("new-area", "west-field")
    assert (again.exit_code, again.output) == (
        1,
        "Error: guide/areas/west-field is there already; give another name\n",
    )


@pytest.mark.parametrize("name", ["", "West", "../x", "a b", "-a", "a-", "a/b", "ä", "a1", "?"])
def test_new_area_takes_only_a_plain_name(name: str) -> None:
    done = guide("new-area", "--", name)
    assert done.exit_code == 2
    assert f"“{name}” is not a name such as " in done.output


def test_check_at_a_day_soon_after_finds_nothing_old() -> None:
    done = guide("check", "--at", OLDEST + timedelta(days=90))
    assert done.exit_code == 0
    assert "Check again soon" not in done.output
    assert f"Bank holidays are known to the end of {LAST_BANK_HOLIDAYS}" in done.output


def test_check_at_91_days_warns_of_every_number_and_link() -> None:
    done = guide("check", "--at", after(91))
    assert done.exit_code == 0
    for line in (*shown(shipped()), *shipped().links.values()):
        assert f"{line.where}: “{line.id}” was checked on {line.checked}" in done.output


def test_check_at_180_days_still_passes_and_at_181_fails() -> None:
    assert guide("check", "--at", OLDEST + timedelta(days=180)).exit_code == 0
    done = guide("check", "--at", after(181))
    assert done.exit_code == 1
    for contact in shown(shipped()):
        assert f"{contact.where}: “{contact.id}” was checked on {contact.checked}" in done.output
    assert done.output.count("Fix: read its sources again") == len(shown(shipped()))


def test_check_at_a_day_before_a_number_was_checked_fails() -> None:
    done = guide("check", "--at", OLDEST - timedelta(days=1))
    assert done.exit_code == 1
    assert "which is in the future" in done.output


def test_check_reports_unknown_bank_holidays() -> None:
    problems = list(freshness.stale(shipped(), date(LAST_BANK_HOLIDAYS + 1, 1, 1)))
    assert f"known only to the end of {LAST_BANK_HOLIDAYS}" in problems[-1].wrong
    assert "make holidays" in problems[-1].fix


def test_check_knows_today() -> None:
    assert guide("check", "--at", "today").exit_code in (0, 1)


@pytest.mark.parametrize(
    "command",
    [
        ("check", "--at", "tomorrow"),
        ("check", "--at", "2026-02-30"),
        ("check", "--at", "22/11/2026"),
        ("check", "--at", ""),
        ("when", "Christmas"),
        ("when", "2026-12-25 at 3"),
        ("when", ""),
        # No such instant in London: the years end before.
        ("when", "9999-12-31T23:59-14:00"),
        ("when", "0001-01-01T00:00+14:00"),
        ("when", "9999-12-31T23:59"),
    ],
)
def test_a_day_that_cannot_be_read_is_an_error(command: tuple[str, ...]) -> None:
    done = guide(*command)
    assert done.exit_code == 2
    assert f"“{command[-1]}” is not a" in done.output


@pytest.mark.parametrize(
    "at", ["1900-01-01T00:00", "1970-01-01T00:00", "2019-06-01", "2046-06-01", "8999-12-31T23:59"]
)
def test_when_has_every_line_at_the_ends_of_time(at: str) -> None:
    done = guide("when", at)
    assert done.exit_code == 0
    for contact in shown(shipped()):
        assert contact.phone in done.output


COMMANDS = ["check", "map", "screens", "scenarios", "last-resort", "links", "pages",
            "when 2026-11-25T11:00"]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_is_said_in_one_row(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("click.echo", full)
    done = guide(*command.split())
    assert (done.exit_code, done.output) == (1, "Error: the output: No space left on device\n")


def test_a_reader_that_has_had_enough_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object, **__: object) -> None:
        raise BrokenPipeError(errno.EPIPE, os.strerror(errno.EPIPE))

    monkeypatch.setattr("click.echo", closed)
    done = guide("links")
    assert (done.exit_code, done.output) == (1, "")


def test_a_file_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.review.scenarios.SCENARIOS", "tests/nothing.yaml")
    done = guide("scenarios")
    assert done.exit_code == 1
    assert "tests/nothing.yaml: this file is missing\n    Fix: restore it" in done.output


def test_progress_is_shown_on_a_terminal_and_nothing_of_it_in_a_pipe(tmp_path: Path) -> None:
    said = r"\d+ files, [\d,]+ bytes, in .*/out\n"
    piped = guide("export", tmp_path / "out")
    assert re.match(said, piped.stdout)
    assert ("%" in piped.stdout, piped.stderr) == (False, "")
    ours, terminal = pty.openpty()
    done = subprocess.run(
        [BIN / "flask", "guide", "export", tmp_path / "out"],
        cwd=TOP, stdout=subprocess.PIPE, stderr=terminal, text=True, check=True,
    )  # fmt: skip
    assert re.match(said, done.stdout)
    assert "%" not in done.stdout
    os.close(terminal)
    shown = b""
    with suppress(OSError):  # on Linux, the end
        while part := os.read(ours, 65_536):
            shown += part
    os.close(ours)
    assert b"100%" in shown


@pytest.mark.parametrize(
    ("at", "desk", "night", "first"),
    [
        ("2026-11-25T11:00", "open", "closed", "duty-desk"),
        ("2026-11-25T20:00", "closed", "open", "out-of-hours"),
        ("2026-12-25T03:00", "closed", "open", "out-of-hours"),
        ("2026-11-26T06:30+13:00", "unknown", "unknown", "duty-desk"),
    ],
)
def test_when_shows_the_state_and_the_order(at: str, desk: str, night: str, first: str) -> None:
    done = guide("when", at)
    assert done.exit_code == 0
    duty, late = map(shipped().contact, ("duty-desk", "out-of-hours"))
    assert re.search(rf"^  {desk} +{duty.phone} +{duty.name}$", done.output, re.MULTILINE)
    assert re.search(rf"^  {night} +{late.phone} +{late.name}$", done.output, re.MULTILINE)
    names = [shipped().contact(role).name for role in ("emergency", first)]
    assert f"  1. {names[0]}\n  2. {names[1]}\n" in done.output


def test_when_shows_the_next_change() -> None:
    told = guide("when", "2026-11-25T11:00").output
    assert "The next change is on Wednesday 25 November 2026 at 16:00." in told


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("1900-01-01T00:00", "The bank holidays of 1900 are not known"),
        ("1970-01-01T00:59", "The bank holidays of 1970 are not known"),
        ("2019-05-05T10:00", "No line changes in the year that follows."),
        (f"{LAST_BANK_HOLIDAYS}-12-31T23:59", "on Monday 01 January 2046 at 00:00."),
        ("2046-05-05T10:00", "so each line whose hours name PH is unknown."),
        ("9000-12-31T23:59", "The bank holidays of 9000 are not known"),
        ("2026-10-25T00:59+00:00", "The next change is on Sunday 25 October 2026 at 09:00."),
    ],
)
def test_when_says_what_is_not_known(at: str, said: str) -> None:
    done = guide("when", at)
    assert done.exit_code == 0
    assert said in done.output
    closed = [row for row in done.output.splitlines() if row.startswith("  closed")]
    assert not closed or "not known" not in done.output


def test_links_lists_every_link() -> None:
    output = guide("links").output
    for link in shipped().links.values():
        assert f"{link.url}\n    {link.name}" in output


def test_scenarios_writes_one_page() -> None:
    output = guide("scenarios").output
    assert output.startswith("<!doctype html>")
    assert all(person.knows in unescape(output) for person in scenarios(shipped().area))
    assert output.rstrip().endswith("</html>")


def test_pages_has_a_row_for_each_page() -> None:
    rows = [row.split() for row in guide("pages").output.splitlines()[1:]]
    assert [row[0] for row in rows] == paths("guide", "kit", "paper", "file", "review", "error")
    costs = {path: (taps, float(grade)) for path, _, _, grade, taps in rows}
    assert costs["/"][0] == "0"
    assert costs["/help/now"][0] == "1"
    assert costs["/404"][0] == "-"
    assert all(grade < 7 for path, (_, grade) in costs.items() if path in VISITED)
