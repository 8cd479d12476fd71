"""Every area: what its owner has written is whole and real. And a new one: it asks, and once its
questions are answered, it works with all that areas share.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from guide.content.load import ROOT, areas, load
from guide.content.problems import ContentError
from guide.review.scenarios import scenarios
from guide.rules import check

from ..made_up import Copy

MADE_UP_NAMES = re.compile(r"\bexample|made[- ]up|\btest\b|\.test\b|\binvalid\b", re.IGNORECASE)
QUESTION = re.compile(r'"\?"')
NEW = "asked"

ANSWERS = {
    "area.yaml": {
        "name": ["Exampleton", "The council of Exampleton", "Exampleton duty desk",
                 "Exampleton night team", "Exampleton Police", "Exampleton Police online"],
        "tell": ["mailto:guide@council.example.org"],
        "privacy": ["https://council.example.org/privacy"],
        "accessibility": ["https://council.example.org/accessibility"],
        "phone": ["01632 960001", "01632 960002"],
        "hours": [
            "Mo-Fr 09:00-17:00 open; PH off",
            "Mo-Fr 00:00-09:00,17:00-24:00 open; Sa-Su 00:00-24:00 open; PH 00:00-24:00 open",
        ],
        "brief": ["Exampleton duty desk", "Exampleton night team", "Exampleton Police, free"],
        "cost": ["as-01"] * 2,
        "checked": ["2026-11-22"] * 4,
        "rung": ["false"] * 3,
        "url": ["https://council.example.org", "https://health.example.net"] * 3
               + ["https://police.example.com"],
        "prints": ["01632 960001"] * 2 + ["01632 960002"] * 2,
        "source": ["https://news.example.com"],
    },
    "neighbours.yaml": {
        "name": ["Eastfield children's services", "Eastfield night team"],
        "phone": ["01632 960003", "01632 960004"],
        "hours": [
            "Mo-Fr 09:00-17:00 open; PH off",
            "Mo-Fr 00:00-09:00,17:00-24:00 open; Sa-Su 00:00-24:00 open; PH 00:00-24:00 open",
        ],
        "brief": ["Eastfield"] * 2,
        "cost": ["as-01"] * 2,
        "checked": ["2026-11-22"] * 2,
        "rung": ["false"] * 2,
        "url": ["https://council.example.com", "https://health.example.net"] * 2,
        "prints": ["01632 960003"] * 2 + ["01632 960004"] * 2,
    },
    "flows/place.yaml": {
        "say": ["Northtown (Eastfield)"],
        "title": ["Eastfield"],
        "text": ["Hello. I am worried about a child in Eastfield. Can I talk to someone about it?"],
    },
    "scenarios.yaml": {
        "who": ["A neighbour"],
        "knows": ["A child is hungry"],
        "lives": ["Northtown"],
        "taps": ["Northtown (Eastfield)"],
        "says": ["I am worried about a child in Eastfield."],
    },
}  # fmt: skip
"""The answer to each question of the new area, file by file, in the order in which it is asked."""


@pytest.mark.parametrize("area", areas())
def test_an_area_keeps_every_rule_and_has_its_people(area: str) -> None:
    guide = load(area)
    assert check(guide, editorial=True) == ()
    assert len(scenarios(guide.area)) > 50


@pytest.mark.parametrize("area", areas())
def test_no_made_up_organisation_publishes_a_guide(area: str) -> None:
    publisher = load(area).area.publisher
    for value in vars(publisher).values() if publisher else ():
        assert not MADE_UP_NAMES.search(str(value)), value


def test_what_is_made_up_is_found() -> None:
    """Without this, the test above would say nothing while nobody publishes a guide."""
    for value in (
        "The council of Exampleton",
        "mailto:a@council.example.org",
        "https://a.example/x",
    ):
        assert MADE_UP_NAMES.search(value)
    assert not MADE_UP_NAMES.search("https://www.town.gov.uk/privacy")


@pytest.fixture
def asked(tmp_path: Path) -> Copy:
    """The shared files with a new area, and no other."""
    content = Copy.of_the_shipped(tmp_path)
    content.area = NEW
    copytree(ROOT / "new-area", content.root / "areas" / NEW)
    return content


def questions(content: Copy) -> Iterator[tuple[str, str]]:
    """The file of each question, and what is asked."""
    for file in ANSWERS:
        for row in content.text(f"areas/{NEW}/{file}").splitlines():
            for before in QUESTION.split(row)[:-1] if not row.strip().startswith("#") else ():
                yield file, re.findall(r"(\w+): ?\[?", before or row)[-1]


def test_a_new_area_does_not_start_and_names_each_question(asked: Copy) -> None:
    """The people of an area are read only when somebody looks at them."""
    with pytest.raises(ContentError) as caught:
        asked.load()
    said = caught.value.problems
    assert {problem.wrong for problem in said} == {"this question is not answered yet"}
    files = [file for file, _ in questions(asked) if file != "scenarios.yaml"]
    assert [problem.place.file for problem in said] == [
        f"guide/areas/{NEW}/{file}" for file in files
    ]


def test_a_new_area_whose_questions_are_answered_keeps_every_rule(asked: Copy) -> None:
    for file, answers in ANSWERS.items():
        left = {key: [*values] for key, values in answers.items()}
        for key in [key for where, key in questions(asked) if where == file]:
            asked.replace(f"areas/{NEW}/{file}", *answer(asked, file, left[key].pop(0)))
        assert not any(left.values()), left
    assert asked.problems() == []
    top = asked.root.parent
    (top / "tests").mkdir()
    (top / "tests/scenarios.yaml").write_bytes((ROOT.parent / "tests/scenarios.yaml").read_bytes())
    assert scenarios(asked.load().area, top)[-1].lives == "Northtown"


def answer(content: Copy, file: str, value: str) -> tuple[str, str]:
    """The edit that answers the next question of a file: its row, before and after."""
    rows = content.text(f"areas/{NEW}/{file}").splitlines()
    row = next(row for row in rows if QUESTION.search(row) and not row.strip().startswith("#"))
    return row, QUESTION.sub(lambda _: f'"{value}"', row, count=1)
