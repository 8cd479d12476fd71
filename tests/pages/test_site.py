"""The pages as a visitor meets them over HTTP: the first screen, every walk, every address."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from guide.content.lookups import shown
from guide.content.model import Guide, Question, Result
from tests.conftest import (
    BANK_HOLIDAY,
    EVENING,
    INSTANTS,
    SERVED,
    VISITED,
    WEEKEND,
    WORKING_HOURS,
    client_at,
    dom,
    shipped,
    tel,
)
from tests.dom import Element, parsed

EMERGENCY, POLICE = tel("emergency"), tel("police")
DESK_FIRST = [tel("duty-desk"), tel("out-of-hours")]
NIGHT_FIRST = [*reversed(DESK_FIRST)]
SOCIAL = {
    WORKING_HOURS: DESK_FIRST,
    EVENING: NIGHT_FIRST,
    WEEKEND: NIGHT_FIRST,
    BANK_HOLIDAY: NIGHT_FIRST,
}


def dials(page: Element) -> list[str]:
    """The big numbers of a page, in the order they are read."""
    return [link["href"] for link in page.select("main a.dial")]


def called(page: Element) -> set[str]:
    """Every number in the main part of a page."""
    return {link["href"] for link in page.one("main").select('a[href^="tel:"]')}


def walks(client: FlaskClient, path: str = "/", taps: int = 0) -> Iterator[tuple[str, int]]:
    """Every walk from a page by its answers, as the address it ends at and the taps it took."""
    answers = dom(client, path).select("ul.answers a")
    if not answers:
        yield path, taps
    for answer in answers:
        yield from walks(client, answer["href"], taps + 1)


@pytest.mark.parametrize("instant", SOCIAL)
def test_the_first_screen_has_every_number_and_the_first_question(
    instant: str, guide: Guide
) -> None:
    page = dom(client_at(instant), "/")
    assert dials(page) == [EMERGENCY, *SOCIAL[instant], POLICE]
    assert page.one(".ask h2").words == guide.first.heading
    answers = [(link["href"], link.words) for link in page.select(".answers a")]
    assert answers == [(f"/{answer.to}", answer.say) for answer in guide.first.leads_to]


@pytest.mark.parametrize("instant", SOCIAL)
def test_every_walk_ends_at_the_right_line_first(instant: str) -> None:
    client = client_at(instant)
    ends = {
        "/help/now": [EMERGENCY],
        "/help/desk": [*SOCIAL[instant], POLICE],
        "/help/station": [POLICE, *SOCIAL[instant]],
    }
    seen = list(walks(client))
    assert {end for end, _ in seen} == set(ends)
    for end, taps in seen:
        assert dials(dom(client, end)) == ends[end]
        assert taps <= 4


def test_two_taps_bring_a_person_to_each_destination(client: FlaskClient) -> None:
    fewest: dict[str, int] = {}
    for end, taps in walks(client):
        fewest[end] = min(taps, fewest.get(end, taps))
    assert fewest == {"/help/now": 1, "/help/desk": 2, "/help/station": 2}


@pytest.mark.parametrize("instant", INSTANTS.values(), ids=INSTANTS)
def test_the_emergency_number_is_one_tap_away_on_every_page(instant: str) -> None:
    digits = shipped().contact("emergency").phone
    for address in SERVED:
        strip = dom(client_at(instant), address).one("header a.strip")
        assert strip["href"] == EMERGENCY
        assert digits in strip.words


def test_the_emergency_page_has_no_other_number_in_its_main_part(client: FlaskClient) -> None:
    page = dom(client, "/help/now")
    assert called(page) == {EMERGENCY}
    others = {contact.phone for contact in shipped().contacts.values()}
    others -= {shipped().contact("emergency").phone}
    assert not any(re.search(rf"\b{phone}\b", page.one("main").words) for phone in others)


@pytest.mark.parametrize("address", VISITED)
def test_every_page_except_an_emergency_shows_both_council_lines(
    client: FlaskClient, guide: Guide, address: str
) -> None:
    step = guide.steps.get(address[1:])
    numbers = called(dom(client, address))
    if isinstance(step, Result) and step.lines == ("emergency",):
        assert numbers == {EMERGENCY}
    elif isinstance(step, Result) and step.about != "here":
        assert POLICE in numbers
    elif address not in ("/about", "/sheet/station", "/kit/practice"):
        assert set(DESK_FIRST) <= numbers


def test_every_result_shows_its_words_in_order(client: FlaskClient, guide: Guide) -> None:
    for address, step in guide.steps.items():
        if isinstance(step, Result):
            page = dom(client, f"/{address}")
            for titles, shown in (("section h2", True), ("summary h2", False)):
                found = [title.words for title in page.select(titles)]
                ours = [section.title for section in step.sections if section.shown is shown]
                assert [title for title in found if title in ours] == [
                    title for title in ours if "{" not in title
                ]


def test_a_page_depends_only_on_which_lines_are_open() -> None:
    for address in SERVED:
        monday = client_at("2026-11-23T11:00").get(address).data
        assert client_at(WORKING_HOURS).get(address).data == monday


@pytest.mark.parametrize("address", SERVED)
def test_numbers_are_links_that_show_their_digits(client: FlaskClient, address: str) -> None:
    page = dom(client, address)
    for link in page.select('a[href^="tel:"]'):
        digits = link.one("bdi[dir=ltr]").words.replace(" ", "")
        assert link["href"] in (f"tel:{digits}", f"tel:+44{digits[1:]}")
        assert "aria-label" not in link.attrib


def test_links_inside_the_guide_lead_to_pages(client: FlaskClient) -> None:
    for address in SERVED:
        for link in dom(client, address).select('a[href^="/"]'):
            assert client.get(link["href"]).status_code == 200
            assert "?" not in link["href"]


def test_titles_are_distinct_and_say_nothing(client: FlaskClient, guide: Guide) -> None:
    titles = [dom(client, address).one("title").words for address in SERVED]
    assert len(set(titles)) == len(titles)
    telling = [word for listed in guide.wording.telling for word in listed.words]
    for title in titles[1:]:
        assert len(title) < 40
        assert not any(word in title.lower() for word in telling)


def test_only_the_first_screen_says_what_it_is_to_search_engines(client: FlaskClient) -> None:
    first, *rest = (dom(client, address) for address in SERVED)
    assert shipped().area.name in first.one("title").words
    assert first.select("meta[name=description]")
    assert not any(page.select("meta[name=description]") for page in rest)


@pytest.mark.parametrize("address", SERVED)
def test_the_parts_of_a_page_stand_in_their_order(client: FlaskClient, address: str) -> None:
    html = client.get(address).get_data(as_text=True)
    parts = ["<script>", 'id="leave"', 'class="strip"', "<h1>", "</main>", "<footer>"]
    assert [html.index(part) for part in parts] == sorted(html.index(part) for part in parts)
    assert html.count("<h1>") == 1
    first_link = parsed(html).one("a, button, input")
    assert first_link["id"] == "leave"
    assert first_link["href"] == "https://www.bbc.co.uk/weather"


@pytest.mark.parametrize("address", SERVED)
def test_a_page_asks_for_nothing_else(client: FlaskClient, address: str) -> None:
    page = dom(client, address)
    assert not page.select("[src]:not(audio[preload=none]), link[rel=stylesheet], iframe, object")
    assert [form["action"] for form in page.select("form[action]")] == (
        [address] if address in ("/signs", "/kit") else []
    )
    (icon,) = page.select("link")
    assert icon["href"].startswith("data:image/svg+xml,")
    assert not page.select("[style], [onclick], [onload]")


def test_questions_say_why_and_offer_every_answer(client: FlaskClient, guide: Guide) -> None:
    for address, step in guide.steps.items():
        if isinstance(step, Question):
            page = dom(client, f"/{address}")
            assert page.one(".lead").words == step.why
            links = [link["href"] for link in page.select(".answers a")]
            assert links == [f"/{answer.to}" for answer in step.answers]


def test_it_shows_where_each_number_comes_from_and_when(client: FlaskClient, guide: Guide) -> None:
    cards = {
        card.one("bdi").words: card for card in dom(client, "/about/numbers").select("main .card")
    }
    assert [*cards] == [contact.phone for contact in shown(guide)]
    for contact in shown(guide):
        text = " ".join(cards[contact.phone].strings())
        assert all(source.url in text for source in contact.sources)
        assert f"{contact.checked.day} {contact.checked:%B %Y}" in text
    assert dom(client, "/about").select('a[href="/about/numbers"]')


def test_a_number_with_one_source_is_kept_and_not_shown(client: FlaskClient, guide: Guide) -> None:
    kept = {contact.phone for contact in guide.contacts.values()} - {c.phone for c in shown(guide)}
    for address in SERVED:
        text = " ".join(dom(client, address).strings())
        assert not [phone for phone in kept if phone in text]


def test_links_to_other_sites_give_them_nothing(client: FlaskClient) -> None:
    for address in SERVED:
        for link in dom(client, address).select('a[href^="http"]'):
            assert "noreferrer" in link["rel"]


def test_every_page_says_when_the_numbers_were_checked(client: FlaskClient, guide: Guide) -> None:
    oldest = min(contact.checked for contact in guide.contacts.values())
    for address in SERVED:
        footer = " ".join(dom(client, address).one("footer").strings())
        assert f"{oldest.day} {oldest:%B %Y}" in footer


def test_doors_stand_under_the_numbers_and_none_leads_to_its_own_page(client: FlaskClient) -> None:
    html = client.get("/").get_data(as_text=True)
    assert html.index('class="cards"') < html.index('class="doors"')
    doors = dom(client, "/").select(".doors a")
    assert [door["href"] for door in doors] == [f"/{door.to}" for door in shipped().main.doors]
    for address in SERVED:
        assert not dom(client, address).select(f'.doors a[href="{address}"]')


def test_the_page_for_a_child_leads_to_no_page_for_adults(client: FlaskClient) -> None:
    """Neither its main part nor the links under it; the footer is the same everywhere."""
    page = dom(client, "/young/start")
    assert all(door["href"].startswith("/young/") for door in page.select(".doors a"))
    for link in page.select("main a[href^='/']"):
        assert link["href"] == "/" or link["href"].startswith("/young/")
