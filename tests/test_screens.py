"""The words of every page, for those who sign them off: all of them, as a visitor gets them."""

import re

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from guide.rules.lookups import PAGES
from guide.screens import still

from .conftest import EVENING, WORKING_HOURS, client_at, shipped, soup


def written(client: FlaskClient) -> str:
    return client.application.test_cli_runner().invoke(args=["guide", "screens"]).output


def test_every_page_is_there_in_reading_order(client: FlaskClient) -> None:
    heads = re.findall(r"^=== /(\S*)(?: \((.+)\))?$", written(client), re.MULTILINE)
    plain = [address for address, how in heads if not how]
    assert plain == ["", *shipped().steps, *PAGES]
    ticked = [how for address, how in heads if how.startswith("with a tick")]
    assert len(ticked) == len(shipped().signs)
    assert {how for _, how in heads} >= {"on every page", "with no tick"}
    assert ("nothing", "any page that is not there") in heads


def test_all_the_words_of_a_page_are_there(client: FlaskClient) -> None:
    """Whatever a visitor reads is written, word for word, and in the same order."""
    parts = re.split(r"^=== /", written(client), flags=re.MULTILINE)
    by_head = {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}
    for address in ["", *shipped().steps, *PAGES]:
        with client.application.app_context():
            html = still(f"/{address}").get_data(as_text=True)
        shown = BeautifulSoup(html, "lxml").main.stripped_strings
        rest = " ".join(re.sub(r" \[\S+\]", "", by_head[address]).split())
        for words in shown:
            _, found, rest = rest.partition(" ".join(words.split()))
            assert found, f"/{address}: {words}"


def test_every_link_and_number_stands_behind_its_words(client: FlaskClient) -> None:
    text = written(client)
    assert "\nCall 999 Police or ambulance, free [tel:999]\n" in text
    assert "\n- I am not sure [/help/check]\n" in text
    assert "[]" not in text
    assert not re.search(r"^ ?\[[^ ]", text, re.MULTILINE)


def test_the_words_are_the_same_at_every_hour() -> None:
    assert written(client_at(WORKING_HOURS)) == written(client_at(EVENING))


def test_the_page_shows_what_the_command_writes(client: FlaskClient) -> None:
    """The one for people and the one to compare are the same words."""
    shown = " ".join(soup(client, "/about/screens").main.get_text(" ").split())
    for row in written(client).splitlines():
        if not row.startswith("==="):
            assert " ".join(row.split()) in shown


def test_looking_at_the_screens_leaves_the_pages_as_they_were() -> None:
    client = client_at(EVENING)
    before = client.get("/help/desk").data
    client.get("/about/screens")
    assert client.get("/help/desk").data == before
