"""The words of every page, for those who sign them off: all of them, as a visitor gets them."""

import re
from collections import Counter

from flask.testing import FlaskClient

from guide.pages.edition import Edition
from guide.pages.site import by_harm
from guide.review.hazards import hazards
from guide.review.scenarios import scenarios
from guide.rules import SAFETY
from tests.conftest import EVENING, VISITED, WORKING_HOURS, client_at, dom, shipped, table, tel
from tests.dom import parsed


def written(client: FlaskClient) -> str:
    return client.application.test_cli_runner().invoke(args=["guide", "screens"]).output


def test_every_page_is_there_in_order_of_harm(client: FlaskClient) -> None:
    heads = re.findall(r"^=== (/\S*)(?: \((.+)\))?$", written(client), re.MULTILINE)
    order = [f"/{page.address}" for page in by_harm(shipped(), table())]
    assert [path for path, how in heads if not how] == [path for path in order if path in VISITED]
    kept = {path for path, _ in heads if path.startswith("/about/s")}
    assert kept == {
        *(f"/about/scenarios#{person.id}" for person in scenarios(shipped().area)),
        *(f"/about/safety#{name}" for name in hazards()),
        *(f"/about/safety#rule-{rule.number}" for rule in SAFETY),
    }
    ticked = [how for path, how in heads if how.startswith("with a tick")]
    assert len(ticked) == len(shipped().signs)
    assert {how for _, how in heads} >= {"On every page", "with no tick"}
    assert ("/nothing", "any page that is not there") in heads


def test_all_the_words_of_a_page_are_there(client: FlaskClient) -> None:
    """All that a visitor reads is there, word for word and in the same order."""
    parts = re.split(r"^=== ", written(client), flags=re.MULTILINE)
    by_head = {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}
    app = client.application
    at_any_hour = Edition(app.languages["en"])
    for path in VISITED:
        html = app.renderer(at_any_hour, table()[path[1:]])
        shown = parsed(html).one("main").strings()
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


def test_every_row_of_every_page_is_on_the_page_of_words_once(client: FlaskClient) -> None:
    """The page for people and the text to compare have the same words; a row that is on several
    pages stands on the first, with the numbers of the others.
    """
    page = dom(client, "/about/screens")
    items = {article["id"]: article.select("li") for article in page.select("article[id]")}
    shown = Counter(plain(next(li.strings())) for rows in items.values() for li in rows)
    on = Counter[str]()
    _, everywhere, *parts = re.split(r"^=== ", written(client), flags=re.MULTILINE)
    for part in parts:
        head, *rows = part.splitlines()
        if head.startswith(("/about/scen", "/about/safety", "/about/numbers")):
            continue
        rows = [row for row in rows if row not in everywhere.splitlines()]
        on.update({row for row in rows if row and not row.startswith(("=", "#"))})
    assert len(on) > 500
    sentences = Counter(map(without_links, on))
    for sentence, times in sentences.items():
        assert shown[sentence] == times, sentence


def test_a_page_has_the_number_and_the_heading_that_visitors_see(client: FlaskClient) -> None:
    page = dom(client, "/about/screens")
    assert page.one("article[id='0'] h2").words == f"0 {heading(client, '/')}"
    for number, address in enumerate(shipped().steps, start=1):
        assert (
            page.get_element_by_id(str(number)).one("h2").words
            == f"{number} {heading(client, address)}"
        )


def heading(client: FlaskClient, address: str) -> str:
    return " ".join(dom(client, f"/{address.lstrip('/')}").one("h1").words.split())


def plain(text: str) -> str:
    return without_links(" ".join(text.split()))


def without_links(row: str) -> str:
    return " ".join(re.sub(r" ?\[\S+\]", "", row).split())
