"""The words of every page, for those who sign them off: all of them, as a visitor gets them."""

import re

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from guide.pages.edition import Edition
from tests.conftest import EVENING, VISITED, WORKING_HOURS, client_at, shipped, soup, table, tel


def written(client: FlaskClient) -> str:
    return client.application.test_cli_runner().invoke(args=["guide", "screens"]).output


def test_every_page_is_there_in_reading_order(client: FlaskClient) -> None:
    heads = re.findall(r"^=== (/\S*)(?: \((.+)\))?$", written(client), re.MULTILINE)
    assert [path for path, how in heads if not how] == VISITED
    ticked = [how for path, how in heads if how.startswith("with a tick")]
    assert len(ticked) == len(shipped().signs)
    assert {how for _, how in heads} >= {"on every page", "with no tick"}
    assert ("/nothing", "any page that is not there") in heads


def test_all_the_words_of_a_page_are_there(client: FlaskClient) -> None:
    """All that a visitor reads is there, word for word and in the same order."""
    parts = re.split(r"^=== ", written(client), flags=re.MULTILINE)
    by_head = {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}
    app = client.application
    at_any_hour = Edition(app.languages["en"])
    for path in VISITED:
        html = app.renderer(at_any_hour, table()[path[1:]])
        shown = BeautifulSoup(html, "lxml").main.stripped_strings
        rest = " ".join(re.sub(r" \[\S+\]", "", by_head[path]).split())
        for words in shown:
            _, found, rest = rest.partition(" ".join(words.split()))
            assert found, f"{path}: {words}"


def test_every_link_and_number_stands_behind_its_words(client: FlaskClient) -> None:
    text = written(client)
    assert re.search(rf"^Call .+ \[{tel('emergency')}\]$", text, re.MULTILINE)
    assert re.search(r"^- .+ \[/help/check\]$", text, re.MULTILINE)
    assert "[]" not in text
    assert not re.search(r"^ ?\[[^ ]", text, re.MULTILINE)


def test_the_words_are_the_same_at_every_hour() -> None:
    assert written(client_at(WORKING_HOURS)) == written(client_at(EVENING))


def test_the_page_shows_what_the_command_writes(client: FlaskClient) -> None:
    """The page for people and the text to compare have the same words."""
    shown = " ".join(soup(client, "/about/screens").main.get_text(" ").split())
    for row in written(client).splitlines():
        if not row.startswith("==="):
            assert " ".join(row.split()) in shown
