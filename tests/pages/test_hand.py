"""A phone that is handed over: the main flow in one document, as the guide has it."""

from collections.abc import Iterator
from itertools import islice

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.content.model import Guide, Question
from tests.conftest import ENGLISH, EVENING, WORKING_HOURS, client_at, dom, london, shipped
from tests.dom import Element
from tests.made_up import made_up
from tests.pages.test_site import dials

Walk = tuple[str, ...]
"""What somebody answers, in order."""


def of_the_flow(guide: Guide, address: str, answered: Walk = ()) -> Iterator[tuple[Walk, str]]:
    """Every walk of the main flow, and the address of the result in which it ends."""
    step = guide.steps[address]
    if not isinstance(step, Question):
        yield answered, address
        return
    for answer in step.answers:
        yield from of_the_flow(guide, answer.to, (*answered, answer.say))


def walks(guide: Guide) -> dict[Walk, str]:
    return dict(of_the_flow(guide, f"{guide.MAIN}/{guide.first.id}"))


def of_the_page(question: Element, answered: Walk = ()) -> Iterator[tuple[Walk, Element]]:
    """Every walk of the document, and the part that it ends in. An answer is a radio button, its
    label, and the part that it shows, one after the other.
    """
    for radio in question.findall("input"):
        label, shown = islice(radio.itersiblings(), 2)
        assert (label["for"], shown["class"]) == (radio["id"], "next")
        walk = (*answered, label.words)
        inner = [each for each in shown if "ask" in each.classes]
        if inner:
            yield from of_the_page(*inner, walk)
        else:
            yield walk, shown


def ends(page: Element) -> dict[Walk, Element]:
    return dict(of_the_page(page.one(".ask")))


@pytest.fixture(scope="module")
def exampleton() -> FlaskClient:
    """A client of the made-up guide."""
    settings = Settings(clock=london(WORKING_HOURS))
    return create_app(settings, made_up(), ENGLISH).test_client()


@pytest.mark.parametrize("instant", [WORKING_HOURS, EVENING])
def test_each_walk_ends_as_it_does_on_the_ordinary_pages(instant: str) -> None:
    client = client_at(instant)
    found = ends(dom(client, "/hand"))
    assert [*found] == [*walks(shipped())]
    for walk, address in walks(shipped()).items():
        ordinary = dom(client, f"/{address}")
        assert found[walk].one("h2").words == ordinary.one("h1").words
        assert [link["href"] for link in found[walk].select("a.dial")] == dials(ordinary)
        said = " ".join(found[walk].strings())
        for words in ordinary.select(
            ".lead, .urgent, section h2, section p, summary h2, .points li"
        ):
            assert " ".join(words.strings()) in said


def test_another_guide_is_handed_over_as_it_is(exampleton: FlaskClient) -> None:
    found = ends(dom(exampleton, "/hand"))
    assert [*found] == [*walks(made_up())]
    for walk, address in walks(made_up()).items():
        assert [link["href"] for link in found[walk].select("a.dial")] == dials(
            dom(exampleton, f"/{address}")
        )


def test_who_is_not_sure_ends_at_nothing_less_urgent() -> None:
    """Whoever is not sure, or says yes, in a question about danger, gets the emergency number."""
    page = dom(client_at(), "/hand")
    urgent = shipped().contact("emergency").tel
    firsts = {walk: part.one("a.dial")["href"] for walk, part in ends(page).items()}
    check = shipped().steps["help/check"]
    unsure = next(answer.say for answer in check.answers if answer.unsure)
    assert {first for walk, first in firsts.items() if unsure in walk} == {urgent}
    assert firsts["Yes",] == urgent


def test_each_id_stands_once_and_each_question_has_its_own_radio_buttons() -> None:
    page = dom(client_at(), "/hand")
    ids = [each["id"] for each in page.select("[id]")]
    assert len(ids) == len({*ids})
    groups = page.select("[role=group]")
    for group in groups:
        names = {radio["name"] for radio in group.findall("input")}
        assert len(names) == 1
        assert next(page.get_element_by_id(group["aria-labelledby"]).iterancestors("div")) is group
    every = {radio["name"] for group in groups for radio in group.select("input")}
    assert len(every) == len(groups)


def test_nothing_is_sent_kept_or_opened_when_the_page_comes() -> None:
    page = dom(client_at(), "/hand")
    form = page.one("form")
    assert form["autocomplete"] == "off"
    assert not {"action", "method"} & {*form.attrib}
    assert not page.select("input[value], input[checked], input[type=submit], details")
    assert form.select("button[type=submit][disabled][hidden]") == form.select("button")[:1]
    assert {button["type"] for button in form.select("button")[1:]} == {"reset"}
    assert all(link["href"].startswith(("tel:", "sms:")) for link in form.select("a"))


def test_the_warning_stands_at_every_number() -> None:
    for part in ends(dom(client_at(), "/hand")).values():
        assert "stays in this phone’s list" in part.one(".cards + .warning").words
