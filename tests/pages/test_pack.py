"""The guide as one file, on a stick, on the pages of others and in a message."""

import re
from html import unescape

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.content.freshness import WARN_AFTER, oldest_check, use_until
from guide.content.model import Guide
from guide.export import files
from tests.conftest import EVENING, WORKING_HOURS, client_at, fresh_dom, london, paths, tel
from tests.dom import Element, parsed
from tests.made_up import shipped

ADDRESS = "https://guide.example.org/"


@pytest.fixture(scope="module")
def known() -> FlaskClient:
    """A client of the guide with a public address."""
    settings = Settings(clock=london(WORKING_HOURS), address=ADDRESS)
    return create_app(settings, shipped()).test_client()


def whole(client: FlaskClient) -> Element:
    return fresh_dom(client, "/pack/file")


def test_the_file_has_every_page_and_each_link_leads_to_a_page_in_it(client: FlaskClient) -> None:
    page = whole(client)
    leaves = {leaf["id"] for leaf in page.select("main > .leaf")}
    assert leaves == {path[1:].replace("/", "-") or "first" for path in paths("guide")}
    inside = {link["href"] for link in page.select('a[href^="#"]')}
    assert {f"#{leaf}" for leaf in leaves} >= inside
    others = {link["href"] for link in page.select("a[href]")} - inside
    assert [link for link in others if not re.match("(https?|tel|sms|mailto):", link)] == []


def test_no_two_parts_of_the_file_have_one_id(client: FlaskClient) -> None:
    page = whole(client)
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    named = " ".join(
        element[name]
        for name in ("for", "aria-labelledby", "aria-describedby")
        for element in page.select(f"[{name}]")
    )
    assert {*named.split()} <= {*ids}


def test_the_file_is_the_same_at_any_hour() -> None:
    files = {client_at(instant).get("/pack/file").data for instant in (WORKING_HOURS, EVENING)}
    assert len(files) == 1


def test_the_file_loads_nothing_and_says_so_to_the_browser(client: FlaskClient) -> None:
    page = whole(client)
    assert page.select("form, img, iframe, link[rel=stylesheet], script[src]") == []
    policy = page.one('meta[http-equiv="Content-Security-Policy"]')["content"]
    assert policy.startswith("default-src 'none'")
    assert len(client.get("/pack/file").data) <= 300_000


def test_a_copy_says_until_when_to_use_it(client: FlaskClient, guide: Guide) -> None:
    assert use_until(guide) == oldest_check(guide) + WARN_AFTER
    day = f"{use_until(guide):%-d %B %Y}"
    for path in ("/pack", "/pack/file", "/open-me", "/kit/site", "/kit/message"):
        assert day in fresh_dom(client, path).one("main").words, path


def test_before_the_file_is_kept_its_danger_is_said(client: FlaskClient) -> None:
    page = fresh_dom(client, "/pack")
    link = page.one("a[download]")
    assert link["href"] == "/pack/file"
    assert link["download"] == f"{shipped().area.id}-numbers.html"
    order = page.select(".urgent, a[download]")
    assert order.index(page.one(".urgent")) < order.index(link)


def test_a_code_never_stands_without_its_address(known: FlaskClient, client: FlaskClient) -> None:
    code = fresh_dom(known, "/open-me").one(".scan")
    assert code.select("svg.qr")
    assert code.one("bdi").words == ADDRESS
    assert fresh_dom(client, "/open-me").select(".scan, .qr") == []


def snippets(client: FlaskClient) -> list[str]:
    fields = fresh_dom(client, "/kit/site").select("textarea[readonly]")
    return [unescape(field.words) for field in fields]


def test_snippets_have_numbers_and_a_link_and_nothing_that_loads(known: FlaskClient) -> None:
    short, long = (parsed(text) for text in snippets(known))
    emergency = tel("emergency")
    assert [a["href"] for a in short.select("a")] == [emergency, ADDRESS]
    lines = [tel(name) for name in ("duty-desk", "out-of-hours", "police")]
    assert [a["href"] for a in long.select("a")] == [emergency, *lines, ADDRESS]
    for text in snippets(known):
        assert len(text.encode()) <= 1_500
        page = parsed(text)
        assert page.select("script, iframe, img, link, style, [class], [id], [src]") == []
        assert page.one("aside")["lang"]
        assert page.one(f'a[href="{ADDRESS}"]')["referrerpolicy"] == "no-referrer"
    assert not re.search(r"\b20\d\d\b", short.words), "it must not go out of date"


def test_without_a_public_address_nothing_leads_to_this_machine(client: FlaskClient) -> None:
    for text in snippets(client):
        assert "http" not in text
    assert "http" not in fresh_dom(client, "/kit/message").one("main").words


def messages(client: FlaskClient) -> list[str]:
    return [field.words for field in fresh_dom(client, "/kit/message").select("textarea")]


def test_messages_are_short_and_numbers_stand_on_their_own_lines(
    known: FlaskClient, guide: Guide
) -> None:
    phones = [guide.contact(name).phone for name in ("duty-desk", "out-of-hours", "police")]
    for text in messages(known):
        assert len(text.strip()) <= 300
        rows = text.strip().split("\n")
        assert [row for row in rows if row in phones] == phones
        assert all(row in phones or not re.search(r"\d{3} ?\d", row) for row in rows[:-2])
    assert str(guide.contact("emergency").phone) in messages(known)[0].split("\n")


def test_a_neutral_message_does_not_say_what_it_is_about(known: FlaskClient, guide: Guide) -> None:
    telling = [word for item in guide.wording.telling for word in item.words]
    text = messages(known)[1].lower()
    assert [word for word in telling if word in text] == []
    assert ADDRESS not in text


def test_a_stick_has_a_page_to_open() -> None:
    app = create_app()
    written = dict(files(app))
    start = parsed(written["open-me.html"])
    links = [link["href"] for link in start.select("main a[href]:not([href^=tel])")]
    assert links
    assert {link for link in links if link not in written} == set()
