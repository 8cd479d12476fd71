"""The pages as a visitor meets them over HTTP: the first screen, every walk, every address."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from guide.model import Guide, Question, Result
from guide.rules.lookups import shown

from .conftest import (
    BANK_HOLIDAY,
    EVENING,
    INSTANTS,
    WEEKEND,
    WORKING_HOURS,
    addresses,
    client_at,
    shipped,
    soup,
    visited,
)

DESK_FIRST = ["tel:+441582547653", "tel:+443003008123"]
NIGHT_FIRST = [*reversed(DESK_FIRST)]
SOCIAL = {
    WORKING_HOURS: DESK_FIRST,
    EVENING: NIGHT_FIRST,
    WEEKEND: NIGHT_FIRST,
    BANK_HOLIDAY: NIGHT_FIRST,
}


def dials(page: BeautifulSoup) -> list[str]:
    """The big numbers of a page, in the order they are read."""
    return [link["href"] for link in page.select("main a.dial")]


def walks(client: FlaskClient, path: str = "/", taps: int = 0) -> Iterator[tuple[str, int]]:
    """Every walk from a page by its answers, as the address it ends at and the taps it took."""
    answers = soup(client, path).select("ul.answers a")
    if not answers:
        yield path, taps
    for answer in answers:
        yield from walks(client, answer["href"], taps + 1)


@pytest.mark.parametrize("instant", SOCIAL)
def test_the_first_screen_has_every_number_and_the_first_question(instant: str) -> None:
    page = soup(client_at(instant), "/")
    assert page.h1.get_text() == "Worried about a child?"
    assert dials(page) == ["tel:999", *SOCIAL[instant], "tel:101"]
    assert page.select_one(".ask h2").get_text() == "Is a child in danger now?"
    assert [link.get_text() for link in page.select(".answers a")] == ["Yes", "I am not sure", "No"]


@pytest.mark.parametrize("instant", SOCIAL)
def test_every_walk_ends_at_the_right_line_first(instant: str) -> None:
    client = client_at(instant)
    ends = {
        "/help/now": ["tel:999"],
        "/help/desk": [*SOCIAL[instant], "tel:101"],
        "/help/station": ["tel:101", *SOCIAL[instant]],
    }
    seen = list(walks(client))
    assert {end for end, _ in seen} == set(ends)
    for end, taps in seen:
        assert dials(soup(client, end)) == ends[end]
        assert taps <= 4


def test_two_taps_bring_a_person_to_each_destination(client: FlaskClient) -> None:
    fewest: dict[str, int] = {}
    for end, taps in walks(client):
        fewest[end] = min(taps, fewest.get(end, taps))
    assert fewest == {"/help/now": 1, "/help/desk": 2, "/help/station": 2}


@pytest.mark.parametrize("instant", INSTANTS.values(), ids=INSTANTS)
def test_the_emergency_number_is_one_tap_away_on_every_page(instant: str) -> None:
    for address in addresses():
        strip = soup(client_at(instant), address).select_one("header a.strip")
        assert strip["href"] == "tel:999"
        assert strip.get_text(" ", strip=True) == "In danger now? Call 999"


def test_the_emergency_page_has_no_other_number_in_its_main_part(client: FlaskClient) -> None:
    main = soup(client, "/help/now").main
    assert {link["href"] for link in main.select('a[href^="tel:"]')} == {"tel:999"}
    assert not re.search(r"\d{2,} ?\d{2,} ?\d{2,}|101", main.get_text())


def test_the_emergency_page_says_what_will_be_asked_and_what_to_do(client: FlaskClient) -> None:
    main = soup(client, "/help/now").main
    titles = [title.get_text() for title in main.select("section h2")]
    assert titles == [
        "What they will ask",
        "While you wait",
        "Please do not",
        "If your phone does not work",
        "If you cannot speak",
    ]
    text = main.get_text(" ", strip=True)
    assert "Say the address or the place first." in text
    assert "Do not go in." in text
    assert "a voice will ask you to press 55. Press it then, not before." in text


def test_the_desk_page_gives_words_and_lifts_worries(client: FlaskClient) -> None:
    text = soup(client, "/help/desk").main.get_text(" ", strip=True)
    for words in (
        "Hello. I am worried about a child in Luton.",
        "Proof.",
        "Your name. You can ask not to give it.",
        "Permission.",
        "decides what to do within one working day",
        "If nobody answers",
    ):
        assert words in text


def test_the_police_page_tells_how_to_get_bedfordshire(client: FlaskClient) -> None:
    text = soup(client, "/help/station").main.get_text(" ", strip=True)
    assert "Ask for Bedfordshire Police" in text


@pytest.mark.parametrize("address", visited())
def test_every_page_but_an_emergency_shows_both_council_lines(
    client: FlaskClient, guide: Guide, address: str
) -> None:
    step = guide.steps.get(address[1:])
    shown = {link["href"] for link in soup(client, address).main.select('a[href^="tel:"]')}
    if isinstance(step, Result) and step.lines == ("emergency",):
        assert shown == {"tel:999"}
    elif isinstance(step, Result) and step.about == "elsewhere":
        assert "tel:101" in shown
    elif address not in ("/about", "/sheet/station"):
        assert set(DESK_FIRST) <= shown


def test_wording_never_promises_an_hour(client: FlaskClient) -> None:
    for instant in INSTANTS.values():
        for address in visited():
            text = soup(client_at(instant), address).get_text(" ").lower()
            assert not re.search(r"open now|closed now|now open|opens at|24 hours", text)


def test_a_page_depends_only_on_which_lines_are_open() -> None:
    for address in addresses():
        monday = client_at("2026-11-23T11:00").get(address).data
        assert client_at(WORKING_HOURS).get(address).data == monday


@pytest.mark.parametrize("address", addresses())
def test_numbers_are_links_that_show_their_digits(client: FlaskClient, address: str) -> None:
    page = soup(client, address)
    for link in page.select('a[href^="tel:"]'):
        digits = link.find("bdi", dir="ltr").get_text().replace(" ", "")
        assert link["href"] in (f"tel:{digits}", f"tel:+44{digits[1:]}")
        assert not link.has_attr("aria-label")


def test_links_inside_the_guide_lead_to_pages(client: FlaskClient) -> None:
    for address in addresses():
        for link in soup(client, address).select('a[href^="/"]'):
            assert client.get(link["href"]).status_code == 200
            assert "?" not in link["href"]


def test_titles_are_distinct_and_say_nothing(client: FlaskClient, guide: Guide) -> None:
    titles = [soup(client, address).title.get_text() for address in addresses()]
    assert len(set(titles)) == len(titles)
    for title in titles[1:]:
        name = r"Step \d+|About|Numbers|Signs|Sheet|Second sheet|Map|Screens|People|Log"
        assert re.fullmatch(f"({name}) – Help guide", title)
        assert not any(telling in title.lower() for telling in guide.wording.telling)


def test_only_the_first_screen_says_what_it_is_to_search_engines(client: FlaskClient) -> None:
    page = soup(client, "/")
    assert page.title.get_text() == "Worried about a child? Who to call in Luton"
    assert page.find("meta", attrs={"name": "description"})
    for address in addresses()[1:]:
        assert not soup(client, address).find("meta", attrs={"name": "description"})


@pytest.mark.parametrize("address", addresses())
def test_the_parts_of_a_page_stand_in_their_order(client: FlaskClient, address: str) -> None:
    html = client.get(address).get_data(as_text=True)
    parts = ['id="leave"', 'class="strip"', "<h1>", "</main>", "<footer>", "<script>"]
    assert [html.index(part) for part in parts] == sorted(html.index(part) for part in parts)
    assert html.count("<h1>") == 1
    first_link = BeautifulSoup(html, "html.parser").find(["a", "button", "input"])
    assert first_link["id"] == "leave"
    assert first_link["href"] == "https://www.bbc.co.uk/weather"


@pytest.mark.parametrize("address", addresses())
def test_a_page_asks_for_nothing_else(client: FlaskClient, address: str) -> None:
    page = soup(client, address)
    assert not page.select("[src], link[rel=stylesheet], iframe, object")
    assert [form["action"] for form in page.select("form")] == (
        ["/signs"] if address == "/signs" else []
    )
    (icon,) = page.select("link")
    assert icon["href"].startswith("data:image/svg+xml,")
    assert not page.select("[style], [onclick], [onload]")


def test_questions_say_why_and_offer_not_sure(client: FlaskClient, guide: Guide) -> None:
    for address, step in guide.steps.items():
        if isinstance(step, Question):
            page = soup(client, f"/{address}")
            assert page.select_one(".lead").get_text() == step.why
            assert sum("sure" in answer.get_text() for answer in page.select(".answers a")) == 1


def test_it_tells_where_each_number_comes_from_and_when(client: FlaskClient, guide: Guide) -> None:
    text = soup(client, "/about/numbers").main.get_text(" ", strip=True)
    for contact in shown(guide):
        assert contact.phone in text
        assert all(source.url in text for source in contact.sources)
    assert text.count("We have read it, not yet rung it.") == len(shown(guide))
    assert soup(client, "/about").select('a[href="/about/numbers"]')


def test_a_number_with_one_source_is_kept_and_not_shown(client: FlaskClient, guide: Guide) -> None:
    kept = guide.contacts["bedford"]
    assert kept not in shown(guide)
    for address in addresses():
        assert kept.phone not in soup(client, address).get_text(" ")


def test_links_to_other_sites_tell_them_nothing(client: FlaskClient) -> None:
    for address in addresses():
        for link in soup(client, address).select('a[href^="http"]'):
            assert "noreferrer" in link["rel"]


def test_the_page_on_tracks_is_honest(client: FlaskClient) -> None:
    text = soup(client, "/phone/memory").main.get_text(" ", strip=True)
    for words in ("may keep", "The list of calls.", "cannot", "Delete this site only"):
        assert words in text


def test_every_page_says_when_the_numbers_were_checked(client: FlaskClient) -> None:
    for address in addresses():
        footer = soup(client, address).footer.get_text(" ", strip=True)
        assert "Numbers checked against public sources on 22 November 2026." in footer
        assert "No cookies. Nothing that you tap is kept." in footer


def test_side_doors_stand_under_the_numbers_and_only_those_that_exist(
    client: FlaskClient,
) -> None:
    html = client.get("/").get_data(as_text=True)
    assert html.index('class="cards"') < html.index('class="doors"')
    doors = soup(client, "/").select(".doors a")
    assert [door["href"] for door in doors] == [f"/{door.to}" for door in shipped().main.doors]
    assert not any(
        door["href"] == "/phone/memory" for door in soup(client, "/phone/memory").select(".doors a")
    )


def test_the_page_about_the_guide_says_that_it_takes_no_reports(client: FlaskClient) -> None:
    text = soup(client, "/about").main.get_text()
    assert "It does not take reports, and nobody reads what you tap. To get help, you call." in text


def test_the_page_for_a_child_leads_to_no_page_for_adults(client: FlaskClient) -> None:
    """Nothing in it or under it; the footer is the same everywhere."""
    page = soup(client, "/young/start")
    assert not page.select(".doors")
    assert {link["href"] for link in page.select("main a[href^='/']")} <= {"/"}
