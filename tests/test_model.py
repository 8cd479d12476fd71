"""The shapes of the content: how a number is tapped, where words stand, and who plays a role."""

from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError, fields, is_dataclass, replace

import pytest

from guide.model import (
    NOWHERE,
    Answer,
    Contact,
    Flow,
    Guide,
    Place,
    Question,
    Result,
    Section,
    SheetPart,
    Sign,
    SignGroup,
    Words,
    words,
)

from .conftest import shipped

DESK = shipped().contact("duty-desk")


@pytest.mark.parametrize(
    ("phone", "by", "tel"),
    [
        ("01632 960 000", "call", "tel:+441632960000"),
        ("0163 296 000", "call", "tel:+44163296000"),  # ten digits: some towns have no more
        ("0163 29600", "call", "tel:016329600"),
        ("999", "call", "tel:999"),
        ("101", "call", "tel:101"),
        ("0800 1111", "call", "tel:08001111"),  # too short for the international form
        ("118 000 0000", "call", "tel:1180000000"),
        ("88858", "text", "sms:88858"),
        ("07700 900000", "text", "sms:07700900000"),
    ],
)
def test_a_number_is_tapped_in_the_form_that_connects(phone: str, by: str, tel: str) -> None:
    assert replace(DESK, phone=phone, by=by).tel == tel


def test_a_place_is_a_file_and_a_line() -> None:
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
    """One object of each shape that has a place, as shipped."""
    return {
        type(thing).__name__: thing for thing in everything(shipped()) if hasattr(thing, "where")
    }


@pytest.mark.parametrize("shape", shapes())
def test_a_thing_is_the_same_wherever_it_stands_and_needs_no_place(shape: str) -> None:
    thing = shapes()[shape]
    elsewhere = replace(thing, where=Place("guide/elsewhere.yaml", 99))
    assert elsewhere == thing
    assert elsewhere.where != thing.where
    given = {f.name: getattr(thing, f.name) for f in fields(thing) if f.name != "where"}
    assert type(thing)(**given).where is NOWHERE


def test_content_cannot_be_changed_while_it_is_served() -> None:
    for thing in everything(shipped()):
        for item in fields(thing):
            with pytest.raises(FrozenInstanceError):
                setattr(thing, item.name, None)


def test_what_a_file_leaves_out_is_the_harmless_choice() -> None:
    """A question is not about danger, a sign not about now, unless its file says so."""
    assert sorted(shapes()) == [
        "Answer", "Area", "Avoid", "Contact", "Flow", "Forbidden", "Link", "Question", "Result",
        "Section", "Sheet", "SheetPart", "Sign", "SignGroup",
    ]  # fmt: skip
    say = Words("Call")
    assert Answer("yes", say, "help/now").unsure is False
    assert Section(say) == Section(say, None, (), "plain")
    assert Question("start", say, say, ()) == Question("start", say, say, (), (), "choice")
    assert Result("now", say, say, (), ()) == Result(
        "now", say, say, (), (), (), None, "first", "here", "desk", True
    )
    assert Flow("help", {}) == Flow("help", {}, ())
    assert Sign("late", say) == Sign("late", say, ())
    assert SignGroup("where", say, ()) == SignGroup("where", say, (), False)
    assert SheetPart("worry", say, 1).hint is None
    emergency = shipped().contact("emergency")
    assert (emergency.by, emergency.also, emergency.otherwise) == ("call", (), "")


def test_a_step_leads_on_by_its_answers_or_by_more() -> None:
    onward = (Answer("yes", Words("Yes"), "help/now"),)
    say = Words("Is a child in danger now?")
    assert Question("start", say, say, onward).leads_to == onward
    assert Result("now", say, say, (), (), onward).leads_to == onward


def test_the_guide_begins_with_the_first_step_of_the_main_flow(guide: Guide) -> None:
    assert guide.main is guide.flows["help"]
    assert guide.first is guide.steps["help/start"]
    assert next(iter(guide.steps)) == "help/start"
    assert guide.steps["phone/memory"] is guide.flows["phone"].steps["memory"]
    assert len(guide.steps) == sum(len(flow.steps) for flow in guide.flows.values())


def test_a_name_is_a_role_a_contact_or_a_link(guide: Guide) -> None:
    assert guide.contact("duty-desk") is guide.contact("luton-desk") is DESK
    assert guide.line("duty-desk") is guide.line("luton-desk") is DESK
    assert guide.line("ivison") is guide.links["ivison"]
    for name in ("nobody", ""):
        with pytest.raises(KeyError):
            guide.contact(name)
        with pytest.raises(KeyError):
            guide.line(name)
    with pytest.raises(KeyError):
        guide.contact("ivison")


def test_a_role_comes_before_an_id_of_the_same_name(guide: Guide) -> None:
    police = guide.contacts["bedfordshire-police"]
    confused = replace(guide, contacts={**guide.contacts, "duty-desk": police})
    assert confused.contact("duty-desk") is DESK
    assert isinstance(confused.contact("police"), Contact)
