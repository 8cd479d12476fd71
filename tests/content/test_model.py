"""The shapes of the content: how a number is tapped, where words stand, and who plays a role."""

from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace
from typing import get_args

import pytest

from guide.content.lookups import every_word
from guide.content.model import (
    Answer,
    Contact,
    Flow,
    Guide,
    Listed,
    Question,
    Result,
    Said,
    Section,
    SheetPart,
    Sign,
    Words,
    words,
)
from guide.content.problems import NOWHERE, Place
from guide.content.telephone import Telephone

from ..made_up import made_up

DESK = made_up().contact("duty-desk")


@pytest.mark.parametrize(
    ("phone", "by", "tel"),
    [
        ("01632 960 000", "call", "tel:+441632960000"),
        ("101", "call", "tel:101"),
        ("60000", "text", "sms:60000"),
        ("07700 900000", "text", "sms:07700900000"),
    ],
)
def test_a_number_is_tapped_to_call_or_to_text(phone: str, by: str, tel: str) -> None:
    assert replace(DESK, phone=Telephone(phone), by=by).tel == tel


def test_a_place_is_a_file_and_a_row() -> None:
    assert str(Place("guide/flows/help.yaml", 7)) == "guide/flows/help.yaml:7"
    assert str(Place("guide/flows/help.yaml", 1)) == "guide/flows/help.yaml:1"
    assert str(Place("guide/flows/help.yaml")) == "guide/flows/help.yaml"
    assert Place("guide/flows/help.yaml") == Place("guide/flows/help.yaml", 0)


def test_words_know_where_they_stand() -> None:
    place = Place("guide/signs.yaml", 3)
    assert Words("Call now", place) == "Call now"
    assert Words("Call now", place).where is place
    assert Words("Call now").where is NOWHERE
    assert str(NOWHERE) == ""


def test_words_are_found_in_reading_order_however_deep() -> None:
    section = Section(Words("1"), Words("2"), (Words("3"), Words("4")))
    deep = {"a": (section, [Words("in no list: content has none")]), "b": Words("5"), "c": "an id"}
    assert [*words((deep, None, 6, Words("6")))] == ["1", "2", "3", "4", "5", "6"]


def everything(thing: object) -> Iterator[object]:
    """Every content object in another, and itself."""
    if is_dataclass(thing):
        yield thing
        for item in fields(thing):
            yield from everything(getattr(thing, item.name))
    elif isinstance(thing, Mapping):
        yield from everything(tuple(thing.values()))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from everything(part)


def shapes() -> dict[str, object]:
    """One object of each shape that has a place, of the made-up guide."""
    return {
        type(thing).__name__: thing for thing in everything(made_up()) if hasattr(thing, "where")
    }


@pytest.mark.parametrize("shape", shapes())
def test_things_at_different_places_are_equal(shape: str) -> None:
    thing = shapes()[shape]
    elsewhere = replace(thing, where=Place("guide/elsewhere.yaml", 99))
    assert elsewhere == thing
    assert elsewhere.where != thing.where
    given = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name != "where"}
    assert type(thing)(**given).where is NOWHERE


def test_content_cannot_be_changed_while_it_is_served() -> None:
    for thing in everything(made_up()):
        for item in fields(thing):
            with pytest.raises(FrozenInstanceError):
                setattr(thing, item.name, None)


def test_what_a_file_leaves_out_is_the_harmless_choice() -> None:
    """A question is not about danger, and a sign does not mean now, unless its file says so."""
    assert sorted(shapes()) == [
        "Answer", "Area", "Contact", "DoorGroup", "Flow", "Forbidden", "Link", "Listed", "Question",
        "Recording", "Result", "Section", "Sheet", "SheetPart", "Sign", "SignGroup", "Source",
        "SpokenLanguage", "WrittenLanguage",
    ]  # fmt: skip
    say = Words("Call")
    assert Answer("yes", say, "help/now").unsure is False
    assert Section(say) == Section(say, None, (), "plain")
    assert Question("start", say, say, ()) == Question("start", say, say, (), {}, "choice")
    assert Result("now", say, say, (), ()) == Result(
        "now", say, say, (), (), (), None, "here", "desk", True
    )
    assert Flow("help", {}) == Flow("help", {}, {}, False)
    assert Sign("late", say) == Sign("late", say, (), False)
    assert Listed(("x",), "why") == Listed(("x",), "why", "")
    assert SheetPart("worry", say, 1).hint is None
    assert [one.language for one in made_up().recordings] == ["", "ur"]
    assert [one.checked for one in made_up().speech.languages.values()] == [None, None]
    emergency = made_up().contact("emergency")
    assert (emergency.by, emergency.also, emergency.otherwise) == ("call", (), "")
    assert (emergency.note, emergency.site) == (None, None)


def test_a_step_leads_on_by_its_answers_or_by_more() -> None:
    onward = (Answer("yes", Words("Yes"), "help/now"),)
    say = Words("Is a child in danger now?")
    assert Question("start", say, say, onward).leads_to == onward
    assert Result("now", say, say, (), (), onward).leads_to == onward


def test_the_guide_begins_with_the_first_step_of_the_main_flow(guide: Guide) -> None:
    assert guide.main is guide.flows["help"]
    assert guide.first is guide.steps["help/start"]
    assert next(iter(guide.steps)) == "help/start"
    assert guide.steps["more/young"] is guide.flows["more"].steps["young"]
    assert len(guide.steps) == sum(len(flow.steps) for flow in guide.flows.values())


def test_a_name_is_a_role_a_contact_or_a_link(guide: Guide) -> None:
    assert guide.contact("duty-desk") is guide.contact("town-desk") is DESK
    assert guide.line("duty-desk") is guide.line("town-desk") is DESK
    assert guide.line("council-finder") is guide.links["council-finder"]
    for name in ("nobody", ""):
        with pytest.raises(KeyError):
            guide.contact(name)
        with pytest.raises(KeyError):
            guide.line(name)
    with pytest.raises(KeyError):
        guide.contact("council-finder")


def test_a_role_comes_before_an_id_of_the_same_name(guide: Guide) -> None:
    police = guide.contacts["town-police"]
    confused = replace(guide, contacts={**guide.contacts, "duty-desk": police})
    assert confused.contact("duty-desk") is DESK
    assert isinstance(confused.contact("police"), Contact)


def test_the_sentences_of_a_contact_are_those_that_it_names(guide: Guide) -> None:
    helpline = guide.contact("helpline")
    said = {what: guide.said(helpline, what) for what in get_args(Said)}
    assert said == {
        "when": "Hours change: look at {site}",
        "button": "{who}",
        "cost": "Free",
        "bill": "In the call list, not on the bill",
        "name_asked": "You do not have to give it",
    }
    assert all(sentence.where.file == "guide/words.yaml" for sentence in said.values())
    assert guide.said(DESK, "button") == "{who}, in office hours"


def test_all_words_include_the_sentences_about_lines(guide: Guide) -> None:
    seen = {id(word) for word in every_word(guide)}
    wording = guide.wording
    for kinds in (wording.when, wording.button, wording.cost, wording.bill, wording.name_asked):
        assert {id(word) for word in kinds.values()} <= seen


def test_a_group_means_now_if_one_of_its_signs_does(guide: Guide) -> None:
    assert [group.now for group in guide.signs] == [True, False]
