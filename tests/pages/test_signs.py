"""The signs: ticked, answered, and forgotten."""

import logging
import random
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guide.content.model import Guide, Sign
from tests.conftest import EVENING, client_at, dom, shipped
from tests.dom import Element, parsed
from tests.pages.test_site import DESK_FIRST, EMERGENCY, NIGHT_FIRST, POLICE, dials

SIGNS = {sign.id: sign for group in shipped().signs for sign in group.signs}
NOW = [sign.id for sign in SIGNS.values() if sign.now]


def tick(client: FlaskClient, *ids: str, **extra: object) -> TestResponse:
    return client.post("/signs", data={"signs": list(ids)}, **extra)


def page(answer: TestResponse) -> Element:
    return parsed(answer.get_data(as_text=True))


# The signs of the charity's page that the guide grew from, by their ids here.
TWELVE = {
    "school", "late", "gifts", "drink", "older", "calls", "secret", "marks", "pregnant", "moods",
    "sexual", "selfharm",
}  # fmt: skip


def test_all_twelve_signs_of_the_page_it_grew_from_are_there() -> None:
    assert len(TWELVE) == 12
    assert set(SIGNS) >= TWELVE


def test_the_page_offers_every_sign_with_those_for_now_set_apart(
    client: FlaskClient, guide: Guide
) -> None:
    groups = dom(client, "/signs").select("[role=group]")
    assert [box.one("h2").words for box in groups] == [group.title for group in guide.signs]
    assert ["now" in box.classes for box in groups] == [group.now for group in guide.signs]
    boxes = [box["value"] for box in dom(client, "/signs").select("input[type=checkbox]")]
    assert boxes == list(SIGNS)


def test_who_ticks_nothing_gets_the_same_help(client: FlaskClient) -> None:
    answer = client.post("/signs")
    assert answer.status_code == 200
    shown = page(answer)
    assert dials(shown) == dials(page(tick(client, "school")))
    assert shown.select(".say p")
    assert not shown.select(".say li")


@pytest.mark.parametrize("name", SIGNS)
def test_each_sign_leads_to_who_to_call_and_what_to_say(client: FlaskClient, name: str) -> None:
    answer = tick(client, name)
    assert answer.status_code == 200
    shown = page(answer)
    first = [EMERGENCY] if name in NOW else []
    assert dials(shown) == [*first, *DESK_FIRST, POLICE]
    said = " ".join(shown.one("section.say").strings())
    assert shipped().area.name in said
    assert str(SIGNS[name].say) in said
    for address in SIGNS[name].see:
        assert shown.select(f'.answers a[href="/{address}"]')


def test_at_night_the_night_line_comes_first() -> None:
    assert dials(page(tick(client_at(EVENING), "school"))) == [*NIGHT_FIRST, POLICE]


def test_several_signs_are_all_in_the_first_words_and_none_is_counted(client: FlaskClient) -> None:
    text = " ".join(page(tick(client, *SIGNS)).one("main").strings())
    for sign in SIGNS.values():
        assert str(sign.say) in text
    assert not re.search(rf"\b{len(SIGNS)}\b", text)
    one, many = (page(tick(client, *ids)).one("h1").words for ids in (["school"], list(SIGNS)))
    assert one == many
    assert not re.search(r"score|risk|level|likely|high|low\b", text, re.IGNORECASE)


def test_an_unknown_sign_is_left_out(client: FlaskClient) -> None:
    answer = tick(client, "school", "<script>alert(1)</script>")
    assert answer.data == tick(client, "school").data


def test_what_is_ticked_goes_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    client = client_at()
    with caplog.at_level(logging.DEBUG):
        answer = tick(client, "suicide", "missing")
    assert answer.headers["Cache-Control"] == "no-store, no-transform"
    assert answer.headers["CDN-Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert "Location" not in answer.headers
    assert caplog.text == ""
    # The next visitor gets a page without the ticks.
    assert not dom(client, "/signs").select("input[checked]")
    for link in page(answer).select("a"):
        assert "suicide" not in link["href"]
        assert "missing" not in link["href"]


def test_ticks_in_an_address_are_not_read(client: FlaskClient) -> None:
    assert client.get("/signs?signs=suicide").data == client.get("/signs").data
    assert client.get("/sheet?signs=suicide").data == client.get("/sheet").data


def test_no_token_is_asked_because_nothing_is_changed(client: FlaskClient) -> None:
    assert not dom(client, "/signs").select("input[type=hidden]")
    assert (
        tick(client, "school", headers={"Origin": "https://elsewhere.example"}).status_code == 200
    )


def test_the_sheet_has_what_was_ticked(client: FlaskClient) -> None:
    form = page(tick(client, "gifts", "older")).one('form[action="/sheet"]')
    ids = [field["value"] for field in form.select("input[name=signs]")]
    answer = client.post("/sheet", data={"signs": ids})
    written = page(answer).one("textarea#worry").words
    assert written == f"{SIGNS['older'].say}. {SIGNS['gifts'].say}. "
    assert answer.headers["CDN-Cache-Control"] == "no-store"


def test_signs_have_nowhere_to_put_a_weight() -> None:
    assert set(Sign.__dataclass_fields__) == {"id", "say", "see", "now", "where"}


def test_a_huge_form_is_refused_with_the_numbers(client: FlaskClient) -> None:
    for path in ("/signs", "/sheet"):
        answer = client.post(path, data={"signs": "x" * 200_000})
        assert answer.status_code == 413
        assert f'href="{EMERGENCY}"' in answer.get_data(as_text=True)


def test_any_ticks_are_answered_with_these_signs_and_no_others(client: FlaskClient) -> None:
    draw = random.Random(3)
    for _ in range(40):
        ids = [name for name in SIGNS if draw.random() < draw.choice((0.1, 0.5, 0.9))] or ["other"]
        html = tick(client, *ids).get_data(as_text=True)
        shown = parsed(html)
        said = [item.words.strip() for item in shown.select(".say li")]
        assert said == [SIGNS[name].say for name in ids]
        assert [field["value"] for field in shown.select("input[name=signs]")] == ids
        see = dict.fromkeys(f"/{to}" for name in SIGNS for to in SIGNS[name].see if name in ids)
        links = [link["href"] for link in shown.select("main .answers a")]
        assert sorted(links) == sorted(see)
        assert (dials(shown)[0] == EMERGENCY) == (not set(ids).isdisjoint(NOW))
