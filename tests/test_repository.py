"""What must be true of the repository itself after every change."""

import re
import subprocess
from pathlib import Path

import pytest

from guide.content.load import areas, load

from .conftest import TOP

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


BINARY = {".jpg", ".png", ".mo", ".ico", ".mp3", ".m4a"}

WITNESSES = (TOP / "tests/numbers.yaml", TOP / "tests/areas")
"""The second lists of the numbers, written by hand."""

AREAS = TOP / "guide/areas"

OF_ALL = {"England", "Ireland", "Northern", "Partnership", "Scotland", "Wales"}
"""Words of names that the files of every area may have."""

SEARCHED = (
    "guide", "templates", "static", "tests", "bench", "deploy", ".github", "docs/hazards.yaml",
    "Makefile", "wsgi.py", "babel.cfg", ".env.example",
)  # fmt: skip
"""What all areas share. Documents may have an area as their example."""

CAPITALS = re.compile(r"(?<![\w'-])[A-Z]\w+")
WEB = re.compile(r"https?://\S+|[\w.-]*\w\.(?:com|net|org|uk)\b[\w./-]*")
"""A web address: where something was read may be a page of any council."""


def text_of(path: Path) -> str:
    return "" if path.suffix in BINARY else path.read_text("utf-8")


def in_one_place(path: Path) -> bool:
    """Whether numbers may stand in a file: it is in the directory, of an area, or a second list."""
    return any(path.is_relative_to(one) for one in (TOP / "guide/directory", AREAS, *WITNESSES))


def either(digits: set[str], names: set[str] = frozenset()) -> re.Pattern[str]:
    """What finds any of these numbers, however its digits are grouped, and any of these names."""
    spaced = [r"[\s-]?".join(one) for one in digits]
    return re.compile(r"\b(" + "|".join(sorted([*names, *spaced])) + r")\b")


def test_a_number_stands_only_in_the_directory() -> None:
    lines = [line for area in areas() for line in load(area).contacts.values()]
    digits = {line.digits for line in lines if len(line.digits) > 6}
    assert len(digits) > 2
    number = either(digits)
    for path in tracked():
        if not in_one_place(path):
            found = number.search(text_of(path))
            assert not found, f"{path} has a number that belongs in guide/directory or guide/areas"


def own_names(area: str) -> set[str]:
    """The words of each proper name in an area's own files: of the area, its contacts, neighbours
    and links, and of the places in its answers and titles.
    """
    guide, folder = load(area), f"guide/areas/{area}/"
    lines = [*guide.contacts.values(), *guide.links.values()]
    named = [(line.name, line.brief) for line in lines]
    titled = [(step.heading, *(a.say for a in step.leads_to)) for step in guide.steps.values()]
    phrases = [
        one for some in (*named, *titled) for one in some if one.where.file.startswith(folder)
    ]
    words = {name for phrase in phrases for name in CAPITALS.findall(phrase)}
    return no_common_words({area, guide.area.name, *words}) - OF_ALL


def no_common_words(names: set[str]) -> set[str]:
    """Those that are not also written small in what all areas share, as “team” is."""
    ours = ("guide/flows", ":(glob)guide/*.yaml", "guide/*.py", "templates")
    shared = "\n".join(text_of(path) for path in tracked(*ours))
    small = {*re.findall(r"(?<![\w'-])[a-z]+", WEB.sub("", shared))}
    return {name for name in names if name.lower() not in small}


def own_numbers(area: str) -> set[str]:
    """The digits of each number in an area's own files, except what is the same everywhere."""
    guide, folder = load(area), f"guide/areas/{area}/"
    lines = [*guide.contacts.values(), *guide.forbidden]
    return {
        line.phone.digits
        for line in lines
        if line.where.file.startswith(folder) and len(line.phone.digits) > 3
    }


def test_a_council_may_be_called_like_a_common_word() -> None:
    assert no_common_words({"Reading", "Barchester", "team"}) == {"Barchester"}


@pytest.mark.parametrize("area", areas())
def test_only_an_area_names_what_is_its_own(area: str) -> None:
    names, numbers = own_names(area), own_numbers(area)
    assert len(names) > 3
    assert len(numbers) > 1
    own = either(numbers, names)
    # Areas may be neighbours, and then name each other. Accepted mutants quote their files.
    apart = (
        AREAS,
        TOP / "bench/accepted.yaml",
        *(TOP / f"tests/areas/{one}.yaml" for one in areas()),
    )
    found = {
        f"{path.relative_to(TOP)}:{row}: {match[0]}"
        for path in tracked(*SEARCHED)
        if not any(path.is_relative_to(one) for one in apart)
        for row, line in enumerate(text_of(path).split("\n"), start=1)
        if (match := own.search(WEB.sub("", line)))
    }
    assert found == set()


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
