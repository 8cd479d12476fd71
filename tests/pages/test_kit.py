"""The kit of volunteers: what is offered until which day, practice, and the way to it."""

from datetime import timedelta

import pytest

from guide.content.freshness import use_until
from guide.content.model import Guide
from guide.pages.site import PAPERS
from tests.conftest import client_at, fresh_dom, tel

NUMBERS = ("emergency", "duty-desk", "out-of-hours", "police")


def at(guide: Guide, days: int, time: str) -> str:
    """An instant some days after the last day of the numbers."""
    return f"{use_until(guide) + timedelta(days=days)}T{time}"


def test_it_is_two_taps_away() -> None:
    client = client_at()
    door = fresh_dom(client, "/").one(".doors a[href='/stall/start']")
    assert fresh_dom(client, door["href"]).select("a[href='/kit']")
    links = {link["href"] for link in fresh_dom(client, "/kit").select("main a[href]")}
    ready = {f"/kit/{name}" for name in PAPERS}
    assert links >= ready | {"/hand", "/pack", "/kit/site", "/kit/message", "/speak", "/sheet"}
    assert links >= {"/kit/practice", "/kit/questions", "/stall/start"}


@pytest.mark.parametrize(
    "address", [f"/kit/{name}{both}" for name in PAPERS for both in ("", "/both")]
)
def test_on_the_last_day_there_is_new_paper_and_after_it_only_numbers(
    guide: Guide, address: str
) -> None:
    end = f"{use_until(guide):%-d %B %Y}"
    page = fresh_dom(client_at(at(guide, 0, "23:59:59")), address)
    assert page.select(".paper")
    assert end in page.one("main").words
    page = fresh_dom(client_at(at(guide, 1, "00:00")), address)
    assert page.select(".paper, [data-print]") == []
    assert [a["href"] for a in page.select("main a.dial")][:1] == [tel("emergency")]
    assert {a["href"] for a in page.select("main a.dial")} == {tel(name) for name in NUMBERS}


def test_the_kit_and_its_form_offer_no_paper_after_the_last_day(guide: Guide) -> None:
    client = client_at(at(guide, 1, "00:00"))
    page = fresh_dom(client, "/kit")
    assert page.select("form, a[href='/kit/poster']") == []
    choice = {"papers": "poster", "languages": "en"}
    answer = client.post("/kit", data=choice, headers={"Sec-Fetch-Site": "same-origin"})
    assert 'class="paper' not in answer.get_data(as_text=True)
    assert tel("duty-desk") in answer.get_data(as_text=True)


def test_no_edge_keeps_a_page_with_paper_beyond_the_last_day(guide: Guide) -> None:
    answer = client_at(at(guide, 0, "23:59:50")).get("/kit/poster")
    assert answer.headers["CDN-Cache-Control"] == "max-age=10"


def test_every_sheet_says_what_was_not_rung(guide: Guide) -> None:
    rung = all(guide.contact(name).rung for name in NUMBERS[1:])
    for name in PAPERS:
        said = fresh_dom(client_at(), f"/kit/{name}").one(".paper").words
        assert ("Not yet rung." in said) == (not rung), name


def test_nobody_calls_a_number_for_practice() -> None:
    page = fresh_dom(client_at(), "/kit/practice")
    assert page.select("main a[href^='tel:'], main bdi") == []
    assert page.one(".strip")["href"] == tel("emergency")
    assert len(page.select("dl dt")) == len(page.select("dl dd")) >= 8


def test_ten_questions_have_answers(guide: Guide) -> None:
    page = fresh_dom(client_at(), "/kit/questions")
    assert len(page.select("main section")) == 10
    assert all(section.one("p").words for section in page.select("main section"))


def test_an_answer_to_a_question_stands_in_the_guide_too() -> None:
    whole = " ".join(" ".join(fresh_dom(client_at(), "/pack/file").strings()).split())
    for answer in fresh_dom(client_at(), "/kit/questions").select("main section p"):
        assert " ".join(" ".join(answer.strings()).split()) in whole
