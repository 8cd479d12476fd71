"""What a second reviewer must read: only what is different in two texts of all screens."""

from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import client_at

OLD = """\
=== / (On every page)
Leave this page [https://example.org]

=== /one/start
= Guide, step 1
# What is it?
- Yes [/two/start]
- No [/gone/start]
You can call.

=== /two/start
= Guide, step 2
# Call now
You can call.

=== /gone/start
= Guide, step 3
# Wait
"""

NEW = """\
=== / (On every page)
Leave this page [https://example.org]

=== /new/start
= Guide, step 1
# One more

=== /one/start
= Guide, step 2
# What is it?
- Yes [/two/start]
- No [/new/start]
You can call at night.

=== /two/start
= Guide, step 3
# Call now
You can call at night.
"""

SAID = """\
From old.txt to new.txt: 1 new, 1 gone, 2 changed.
To read: 23 words, about 1 min.

=== /gone/start: gone

=== /new/start: new
= Guide, step 1
# One more

=== /one/start
was: - No [/gone/start]
was: You can call.
now: - No [/new/start]
now: You can call at night.

=== /two/start
was: You can call.
now: You can call at night.
"""


def changes(old: object, new: object) -> Result:
    runner = client_at().application.test_cli_runner()
    return runner.invoke(args=["guide", "changes", str(old), str(new)])


@pytest.fixture
def near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with both texts, which is the working one."""
    (tmp_path / "old.txt").write_text(OLD)
    (tmp_path / "new.txt").write_text(NEW)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_only_what_changed_is_said(near: Path) -> None:
    done = changes("old.txt", "new.txt")
    assert done.exit_code == 0
    assert done.output == SAID


def test_a_change_on_several_pages_is_said_once(near: Path) -> None:
    (near / "new.txt").write_text(OLD.replace("You can call.", "You can text."))
    rows = changes("old.txt", "new.txt").output.splitlines()
    assert rows[3:] == [
        "=== /one/start",
        "=== /two/start",
        "was: You can call.",
        "now: You can text.",
    ]


def test_a_new_number_in_a_title_is_no_change_but_new_words_are(near: Path) -> None:
    (near / "new.txt").write_text(OLD.replace("step 3", "step 4"))
    nothing = "Nothing that is signed off changed from old.txt to new.txt.\n"
    assert changes("old.txt", "new.txt").output == nothing
    (near / "new.txt").write_text(OLD.replace("= Guide, step 3", "= Danger, step 3"))
    assert "now: = Danger, step 3" in changes("old.txt", "new.txt").output


@pytest.mark.parametrize("form", ["\ufeff{}", "{}\n\n"])
def test_how_an_editor_saves_it_is_no_change(near: Path, form: str) -> None:
    text = form.format(OLD).replace("\n", "\r\n")
    (near / "new.txt").write_bytes(text.encode())
    assert changes("old.txt", "new.txt").output.startswith("Nothing")


def test_the_guide_does_not_differ_from_itself(near: Path) -> None:
    runner = client_at().application.test_cli_runner()
    text = runner.invoke(args=["guide", "screens"]).stdout
    (near / "old.txt").write_text(text)
    assert changes("old.txt", "old.txt").output.startswith("Nothing")
    assert "severity: catastrophic" in text
    (near / "new.txt").write_text(text.replace("severity: catastrophic", "severity: minor", 1))
    said = changes("old.txt", "new.txt").output
    assert "was: severity: catastrophic\nnow: severity: minor\n" in said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "bad.txt:1: the first row does not begin with"),
        (b"\n", "bad.txt:1: the first row does not begin with"),
        (b"flowchart TD\n", "bad.txt:1: the first row does not begin with"),
        (b"=== here\n", "bad.txt:1: the first row does not begin with"),
        (OLD.encode("utf-16"), "bad.txt: byte 1 is not UTF-8"),
        (b"=== /one\n\x00\xff", "bad.txt: byte 11 is not UTF-8"),
        (b"=== /one\n=== /two\n=== /one\n", "bad.txt:3: \u201c/one\u201d is there twice"),
    ],
)
def test_a_file_of_another_kind_is_named_in_one_row(near: Path, data: bytes, said: str) -> None:
    (near / "bad.txt").write_bytes(data)
    for pair in (("bad.txt", "new.txt"), ("old.txt", "bad.txt")):
        done = changes(*pair)
        assert done.exit_code == 1
        assert done.output.startswith(f"Error: {said}")
        assert done.output.count("\n") == 1
        assert "flask guide screens" in done.output


def test_a_file_that_is_not_there_is_named(near: Path) -> None:
    assert changes("old.txt", "none.txt").output == "Error: none.txt: No such file or directory\n"
    assert changes(near, "old.txt").output == f"Error: {near}: Is a directory\n"
