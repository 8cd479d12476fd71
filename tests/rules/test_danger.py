"""Limits of the rules on danger that one edit cannot show."""

from dataclasses import replace

import pytest

from guide.content.model import Guide
from guide.rules.danger import (
    danger_is_answered_everywhere,
    danger_is_spelled_out,
    danger_reaches_emergency,
    signs_of_danger_mean_now,
)

from ..made_up import Copy
from .breaks import HELP, LONELY, MORE, SIGNS, WORDS

LESS_URGENT = "“not sure” leads somewhere less urgent than another answer"
EMPTY = """
  empty:
    kind: question
    ask: Is it late?
    why: It may be.
    answers: []
"""


@pytest.mark.parametrize(
    ("sure", "unsure", "sound"),
    [
        ("now", "now", True),
        ("desk", "now", True),
        ("station", "desk", True),
        ("station", "station", True),
        ("start", "start", True),
        ("now", "desk", False),
        ("now", "station", False),
        ("desk", "station", False),
        ("check", "desk", False),
        ("station", "/signs", False),
        ("station", "empty", False),
        ("empty", "/signs", True),
        ("lonely", "station", True),
    ],
)
@pytest.mark.parametrize("station", ["police", "helpline"])
def test_not_sure_never_leads_to_something_less_urgent(
    content: Copy, sure: str, unsure: str, sound: bool, station: str
) -> None:
    """If an answer leads to another question, its most urgent end counts."""
    lonely = LONELY.replace("to: desk}", f"to: {sure}}}").replace("to: desk,", f"to: {unsure},")
    content.replace(HELP, "  talk:\n", f"{lonely}{EMPTY}\n  talk:\n")
    content.replace(HELP, "lines: [police,", f"lines: [{station},")
    said = {problem.wrong for problem in danger_reaches_emergency(content.load())}
    if sound:
        assert LESS_URGENT not in said
    else:
        assert said & {
            LESS_URGENT,
            "“lonely” leads to the emergency number and is not about danger",
        }


def test_danger_is_answered_at_the_top_outside_the_main_flow(content: Copy) -> None:
    """Further down, it would come too late for somebody who came by another door."""
    urgent = "    urgent: If you are not safe now, call {emergency}.\n"
    last = '        text: "You can write here'
    low = "      - title: If you are afraid\n        text: Call {emergency}.\n"
    text = content.text(MORE).replace(urgent, "")
    assert text != content.text(MORE)
    content.write(
        MORE, text.replace("      - title: You can write", f"{low}      - title: You can write")
    )
    assert [*danger_is_answered_everywhere(content.load())] == []
    content.write(MORE, f"{text}{low}")
    (problem,) = danger_is_answered_everywhere(content.load())
    assert problem.wrong == "“young” does not say when to call the emergency number"
    assert last in text


@pytest.mark.parametrize("said", ["If it gets worse", "IF IT GETS WORSE", "A child is in danger"])
def test_words_of_danger_have_the_emergency_number(content: Copy, said: str) -> None:
    content.replace(HELP, "why: Danger comes first.", f'why: "{said}, call {{police}}."')
    (problem,) = danger_is_answered_everywhere(content.load())
    assert f"“{said}, call {{police}}.” says “" in problem.wrong


def test_the_words_of_danger_are_those_of_the_list(content: Copy) -> None:
    content.replace(HELP, "why: Danger comes first.", "why: If it burns, call {police}.")
    assert [*danger_is_answered_everywhere(content.load())] == []
    content.replace(WORDS, "[gets worse,", "[burns, gets worse,")
    (problem,) = danger_is_answered_everywhere(content.load())
    assert problem.fix == "add {emergency}: the child may be in danger now"


def test_the_closer_look_asks_about_each_danger(guide: Guide) -> None:
    for danger in guide.wording.dangers:
        check = guide.main.steps["check"]
        points = {id_: say for id_, say in check.points.items() if id_ != danger}
        steps = {**guide.main.steps, "check": replace(check, points=points)}
        flows = {**guide.flows, "help": replace(guide.main, steps=steps)}
        (problem,) = danger_is_spelled_out(replace(guide, flows=flows))
        assert f"danger “{danger}”" in problem.wrong


def test_without_signs_the_problem_is_at_the_area(content: Copy) -> None:
    problem, *_ = signs_of_danger_mean_now(content.write(SIGNS, "groups: []\n").load())
    assert str(problem) == (
        "guide/areas/exampleton/area.yaml: no sign means to call now\n"
        "    Fix: mark those of danger with  now: true"
    )
