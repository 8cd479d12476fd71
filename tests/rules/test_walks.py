"""Limits of the rules on walks that one edit cannot show."""

from guide.content.problems import Place
from guide.rules.danger import danger_comes_first
from guide.rules.walks import every_answer_leads_to_a_step, every_step_is_reached

from ..made_up import Copy
from .breaks import HELP, LONELY, MORE


def test_a_flow_without_steps_is_named(content: Copy) -> None:
    content.write("flows/empty.yaml", "steps: {}\n")
    assert [str(problem) for problem in content.problems()] == [
        "guide/flows/empty.yaml: the flow has no steps\n    Fix: add one, or delete the file"
    ]


def test_a_main_flow_without_steps_has_no_first_question(content: Copy) -> None:
    (problem,) = danger_comes_first(content.write(HELP, "steps: {}\n").load())
    assert problem.place == Place("guide/flows/help.yaml")
    assert problem.wrong == "the main flow does not begin with the question about danger"


def test_an_address_says_nothing_even_in_its_second_word(content: Copy) -> None:
    text = content.text(MORE).replace("young", "social-young")
    content.write(MORE, text).replace(HELP, "to: more/young", "to: more/social-young")
    content.replace(HELP, "{id: young", "{id: social-young")
    (problem,) = content.problems()
    assert problem.wrong == "the address “more/social-young” says what this is (“social”)"


def test_the_second_step_is_reached_like_any_other(content: Copy) -> None:
    content.replace(HELP, "  check:\n", f"{LONELY}\n  check:\n")
    (problem,) = every_step_is_reached(content.load())
    assert problem.wrong == "nothing leads to “help/lonely”"


def test_a_name_like_no_other_gets_all_that_are_known(content: Copy) -> None:
    content.replace("signs.yaml", "see: [help/desk]", "see: [qqqq]")
    (problem,) = content.problems()
    assert problem.fix == f"known are: {', '.join(content.load().steps)}"


def test_a_flow_that_an_area_must_begin_is_asked_of_the_area(content: Copy) -> None:
    """What is said of a place is in the area's own flow: nothing shared can stand in for it."""
    content.replace(MORE, "  start:\n", "  begin:\n")
    (problem, *_) = [*every_answer_leads_to_a_step(content.load())]
    assert problem.wrong == "“more/start” is not a page of the guide"
    assert problem.fix == "write the step “start” in guide/areas/exampleton/flows/more.yaml"
