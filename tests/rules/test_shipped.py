"""The guide as it is shipped: it keeps every rule, also after edits that do not change what it
means, and its numbers are those of a second list. The rest is tested on the made-up guide.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from guide.content.load import areas, load
from guide.content.lookups import questions, shown
from guide.content.model import Words
from guide.rules import check

from ..made_up import SHIPPED, Copy, shipped

HELP, AREA = "flows/help.yaml", f"areas/{SHIPPED}/area.yaml"
DESK, TOWN = shipped().contact("duty-desk"), shipped().area.name
TESTS = Path(__file__).parent.parent

SAME_SENSE = {
    "hours of the police": ("words.yaml", "night: Day and night", "night: 24 hours a day"),
    "hours of the desk": (
        "words.yaml",
        "hours: Office hours, Monday to Friday",
        "hours: Monday to Friday, in office hours",
    ),
    "a point": (
        HELP,
        "- Stay on the line if you can.",
        "- Stay on the line if you can.\n          - Nothing of this is your fault.",
    ),
    "a point of what not to do": (HELP, "- Do not go in, and", "- Never go in, and"),
    "a team": (AREA, DESK.name, f"{TOWN} Multi-Agency Safeguarding Hub"),
    "another team": (AREA, DESK.name, "First Contact Team"),
    "the button of that team": (AREA, f"brief: {DESK.brief}", "brief: First Contact Team"),
    "a lead": (HELP, "lead: The call is free. You", "lead: It is free to call. You"),
    "a short lead": (
        HELP,
        "lead: The call is free. You do not have to be sure.",
        "lead: It is free to call",
    ),
    "what to do": (HELP, "- Stay where you are safe.", "- Stay in a safe place."),
    "a sign": (
        "signs.yaml",
        "      - {id: suicide,",
        "      - {id: hiding, say: hides from somebody, now: true}\n      - {id: suicide,",
    ),
    "a question": (HELP, "ask: Do you want to talk to", "ask: Would you like to talk to"),
    "an answer": (HELP, 'say: "Yes", to: now', "say: That is so, to: now"),
    "an unsure answer": (HELP, "say: I am not sure, to: check", "say: I cannot say, to: check"),
    "a title": (HELP, "title: Please do not", "title: What to leave"),
    "a sheet": ("sheets.yaml", "title: Before you call the police", "title: Before you call"),
    "a danger": (HELP, "hurt: The child is badly hurt, or very ill.", "hurt: The child is ill."),
    "a word to avoid": ("words.yaml", "words: [lifestyle]", "words: [lifestyle, way of life]"),
}
"""Edits that a safeguarding lead may make without a change of the program."""


@cache
def second_list(area: str = SHIPPED) -> dict[str, Any]:
    """What is written by hand of every area, with what is of this one."""
    own = TESTS / f"areas/{area}.yaml"
    assert own.exists(), f"{own} is missing: write it, as docs/tasks/add-an-area.md says"
    everywhere, here = (
        yaml.safe_load(path.read_text("utf-8")) for path in (TESTS / "numbers.yaml", own)
    )
    return {key: both(everywhere.get(key, {}), here.get(key, {})) for key in everywhere | here}


def both(first: Any, second: Any) -> Any:
    """Two lists, or two mappings by their keys, as one."""
    if not (isinstance(first, dict) and isinstance(second, dict)):
        return [*first, *second]
    shared = {key: both(first[key], second[key]) for key in first.keys() & second.keys()}
    return first | second | shared


def test_it_keeps_every_rule() -> None:
    assert check(shipped(), editorial=True) == ()


@pytest.mark.parametrize("edit", SAME_SENSE.values(), ids=SAME_SENSE)
def test_an_edit_that_keeps_the_sense_keeps_every_rule(
    tmp_path: Path, edit: tuple[str, str, str]
) -> None:
    assert Copy.of_the_shipped(tmp_path).replace(*edit).problems() == []


@pytest.mark.parametrize("area", areas())
def test_the_numbers_are_those_of_the_second_list(area: str) -> None:
    guide, known = load(area), second_list(area)
    assert {contact.id: contact.phone for contact in shown(guide)} == known["numbers"]
    assert {role: guide.contact(role).phone for role in known["roles"]} == known["roles"]
    assert {*guide.area.roles, "emergency"} == {*known["roles"]}


def test_links_lead_where_the_second_list_says() -> None:
    assert {link.id: link.url for link in shipped().links.values()} == second_list()["links"]


def test_each_line_is_of_the_kind_that_the_second_list_says() -> None:
    """So that no line is under the heading of another destination."""
    guide = shipped()
    lines = {**guide.contacts, **guide.links}
    for kind, ids in second_list()["kinds"].items():
        assert {*ids} == {line.id for line in lines.values() if line.kind == kind}


def test_the_button_of_another_council_names_its_place() -> None:
    guide, places = shipped(), second_list()["places"]
    own = {guide.contact("duty-desk").id, guide.contact("out-of-hours").id}
    others = {c.id for c in guide.contacts.values() if c.kind == "desk"} - own
    assert {*places} == others
    for id_, place in places.items():
        assert guide.contacts[id_].brief.startswith(place)


def test_each_line_is_answered_when_the_second_list_says() -> None:
    lines = shipped().contacts.values()
    for when, ids in second_list()["when"].items():
        assert {*ids} == {line.id for line in lines if line.when == when}
    never_shut = ("24/7", "24/7 unknown")
    closing = {line.id: line.hours for line in lines if line.hours not in never_shut}
    assert closing == second_list()["hours"]


def test_whom_to_call_when_nobody_answers_is_as_in_the_second_list() -> None:
    """A line that the list does not name goes on to the police."""
    known = {id_: role for role, ids in second_list()["otherwise"].items() for id_ in ids}
    for line in shipped().contacts.values():
        if line.otherwise:
            assert line.otherwise == known.get(line.id, "police"), line.id


def test_who_is_not_sure_is_led_as_the_second_list_says() -> None:
    unsure = {
        address: answer.to
        for address, question in questions(shipped()).items()
        for answer in question.answers
        if answer.unsure
    }
    assert unsure == second_list()["unsure"]


def test_a_number_once_forbidden_stays_so() -> None:
    assert {item.phone for item in shipped().forbidden} >= {*second_list()["never"]}


def test_each_contact_has_every_sentence() -> None:
    guide = shipped()
    for contact in guide.contacts.values():
        for what in ("when", "cost", "bill", "name_asked", "button"):
            sentence = guide.said(contact, what)
            assert type(sentence) is Words
            assert sentence.where.file == "guide/words.yaml"
    desk = guide.contact("duty-desk")
    assert guide.said(desk, "when") == guide.wording.when[desk.when]
    assert guide.said(desk, "button") == guide.wording.button[desk.when]
    assert guide.said(desk, "cost") == guide.wording.cost[desk.cost]


def test_who_reads_no_language_of_their_own_gets_the_card_that_they_may_read() -> None:
    speech = shipped().speech
    assert {one.id: one.written for one in speech.spoken.values()} == {"syl": "bn", "phr": "ur"}
