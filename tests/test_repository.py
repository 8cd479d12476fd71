"""What must be true of the repository itself after every change."""

import re
import subprocess
from pathlib import Path

import pytest

from .conftest import TOP, shipped

FLASK = re.compile(r"^\s*(?:import|from) (?:flask|werkzeug|wtforms|granian)", re.MULTILINE)
MAY_USE_FLASK = ("web", "__init__.py", "cli.py", "export.py")
"""The only parts of `guide/` that may import Flask."""

FLOORS = ("content", "rules", "review", "pages", "web")
"""The packages of `guide/`, each above those that it may use."""


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=TOP, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [TOP / line for line in listed.splitlines() if (TOP / line).is_file()]


def test_only_the_web_knows_flask() -> None:
    for path in tracked("guide/**.py"):
        if path.relative_to(TOP / "guide").parts[0] not in MAY_USE_FLASK:
            assert not FLASK.search(path.read_text("utf-8")), path


@pytest.mark.parametrize("floor", range(len(FLOORS)))
def test_a_package_uses_only_those_below_it(floor: int) -> None:
    above = "|".join(FLOORS[floor + 1 :])
    for path in tracked(f"guide/{FLOORS[floor]}/*.py"):
        imported = re.search(rf"^from \.\.({above})\b", path.read_text("utf-8"), re.MULTILINE)
        assert not (above and imported), path


BINARY = {".jpg", ".mo", ".ico"}

WITNESS = TOP / "tests/numbers.yaml"
"""The second list of the numbers, written by hand."""


def test_a_number_stands_only_in_the_directory() -> None:
    numbers = {
        re.compile(r"\b" + r"[\s-]?".join(contact.digits) + r"\b")
        for contact in shipped().contacts.values()
        if len(contact.digits) > 6
    }
    assert len(numbers) > 2
    for path in tracked():
        if path.is_relative_to(TOP / "guide/directory") or path == WITNESS or path.suffix in BINARY:
            continue
        text = path.read_text("utf-8")
        for number in numbers:
            assert not number.search(text), f"{path} has a number that belongs in guide/directory"


def test_templates_and_code_have_no_short_numbers_either() -> None:
    for path in tracked("templates", "guide/*.py", "static"):
        if path.suffix in BINARY:
            continue
        text = re.sub(r"#[0-9a-f]{3,6}\b", "", path.read_text("utf-8"))
        assert not re.search(r"\b(999|101|tel:\d)", text), path


def test_no_text_is_read_as_the_machine_thinks() -> None:
    """Ruff finds an `open` without an encoding, and this what it does not know to be a path."""
    for path in tracked("*.py"):
        assert not re.search(r"\.read_text\(\)", path.read_text("utf-8")), path


def test_styles_work_from_right_to_left() -> None:
    css = (TOP / "static/style.css").read_text("utf-8")
    physical = (
        r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom"
        r"|width|height|(min|max)-(width|height)|text-align:\s*(left|right)|float)\s*:"
    )
    without_queries = re.sub(r"@media \([^)]*\)", "", css)
    assert not re.search(physical, without_queries)


def test_few_distributions_are_needed_to_run() -> None:
    pinned = re.findall(
        r"^([\w.-]+)==", (TOP / "requirements.txt").read_text("utf-8"), re.MULTILINE
    )
    assert len(set(pinned)) <= 20


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]
)
def test_every_requirement_is_pinned_by_hash(name: str) -> None:
    text = (TOP / name).read_text("utf-8")
    pins = re.split(r"\n(?=[a-z])", text.strip())
    for pin in pins:
        assert re.match(r"[\w.-]+==[^\s]+", pin), pin
        assert "--hash=sha256:" in pin, pin
    for line in (TOP / name.replace(".txt", ".in")).read_text("utf-8").splitlines():
        wanted = re.match(r"[\w-]+", line)
        if wanted and not line.startswith(("-r", "-c")):
            assert re.search(rf"^{wanted[0]}==", text, re.MULTILINE), line
    assert "http" not in text


def test_decisions_are_numbered_and_say_why() -> None:
    paths = sorted((TOP / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in paths] == [f"{n:04}" for n in range(1, len(paths) + 1)]
    for path in paths:
        text = path.read_text("utf-8")
        for part in ("# ", "## Context", "## Decision", "## Consequences"):
            assert part in text, f"{path.name} lacks {part}"
