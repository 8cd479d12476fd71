"""What must hold of the repository itself, whoever changes it."""

import ast
import re
import subprocess
from importlib.util import resolve_name
from pathlib import Path

import pytest

from .conftest import TOP, shipped

FREE_OF_FLASK = {"guide.model", "guide.content", "guide.hours", "guide.reading", "guide.rules"}


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=TOP, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [TOP / line for line in listed.splitlines() if (TOP / line).is_file()]


@pytest.mark.parametrize("name", sorted(FREE_OF_FLASK))
def test_the_guide_knows_nothing_of_flask(name: str) -> None:
    path = TOP / name.replace(".", "/")
    for file in path.glob("*.py") if path.is_dir() else [path.with_suffix(".py")]:
        package = name if path.is_dir() else "guide"
        imported = set()
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                imported.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                imported.add(resolve_name("." * node.level + (node.module or ""), package))
        for module in imported:
            assert module.split(".")[0] not in ("flask", "werkzeug", "babel", "jinja2")
            if module.startswith("guide"):
                assert ".".join(module.split(".")[:2]) in FREE_OF_FLASK


def test_a_number_stands_only_in_the_directory() -> None:
    numbers = {
        re.compile(r"\b" + r"[\s-]?".join(contact.digits) + r"\b")
        for contact in shipped().contacts.values()
        if len(contact.digits) > 6
    }
    assert len(numbers) > 2
    binary = {".png", ".mo"}
    for path in tracked():
        inside = path.relative_to(TOP).parts
        if inside[:2] == ("guide", "directory") or inside[0] == "tests" or path.suffix in binary:
            continue
        text = path.read_text()
        for number in numbers:
            assert not number.search(text), f"{path} has a number that belongs in guide/directory"


def test_templates_and_code_have_no_short_numbers_either() -> None:
    for path in tracked("templates", "guide/*.py", "static"):
        text = re.sub(r"#[0-9a-f]{3,6}\b", "", path.read_text())
        assert not re.search(r"\b(999|101|tel:\d)", text), path


def test_styles_work_from_right_to_left() -> None:
    css = (TOP / "static/style.css").read_text()
    physical = (
        r"(?<![\w-])((margin|padding|border)-(left|right|top|bottom)|left|right|top|bottom"
        r"|width|height|(min|max)-(width|height)|text-align:\s*(left|right)|float)\s*:"
    )
    without_queries = re.sub(r"@media \([^)]*\)", "", css)
    assert not re.search(physical, without_queries)


def test_few_distributions_are_needed_to_run() -> None:
    pinned = re.findall(r"^([\w.-]+)==", (TOP / "requirements.txt").read_text(), re.MULTILINE)
    assert len(set(pinned)) <= 20


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-bench.txt"]
)
def test_every_requirement_is_pinned_by_hash(name: str) -> None:
    text = (TOP / name).read_text()
    pins = re.split(r"\n(?=[a-z])", text.strip())
    for pin in pins:
        assert re.match(r"[\w.-]+==[^\s]+", pin), pin
        assert "--hash=sha256:" in pin, pin
    for line in (TOP / name.replace(".txt", ".in")).read_text().splitlines():
        wanted = re.match(r"[\w-]+", line)
        if wanted and not line.startswith(("-r", "-c")):
            assert re.search(rf"^{wanted[0]}==", text, re.MULTILINE), line
    assert "http" not in text


def test_decisions_are_numbered_and_say_why() -> None:
    paths = sorted((TOP / "docs/decisions").glob("*.md"))
    assert [path.name[:4] for path in paths] == [f"{n:04}" for n in range(1, len(paths) + 1)]
    for path in paths:
        text = path.read_text()
        for part in ("# ", "## Context", "## Decision", "## Consequences"):
            assert part in text, f"{path.name} lacks {part}"
