"""Who answers for a guide is on each page, and where to tell them. Or that nobody does yet."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.content.model import Publisher
from tests.conftest import ENGLISH, VISITED, fresh_dom, shipped
from tests.dom import Element
from tests.made_up import PUBLISHER

NOBODY = "Nobody publishes this copy yet."
SOMEBODY = f"Published by {PUBLISHER.name}."
WHERE = {PUBLISHER.tell, PUBLISHER.privacy, PUBLISHER.accessibility}


def client_of(publisher: Publisher | None) -> FlaskClient:
    area = replace(shipped().area, publisher=publisher)
    return create_app(Settings(), replace(shipped(), area=area), ENGLISH).test_client()


@pytest.fixture(scope="module")
def published() -> FlaskClient:
    return client_of(PUBLISHER)


@pytest.fixture(scope="module")
def unpublished() -> FlaskClient:
    return client_of(None)


def links(page: Element, place: str) -> set[str]:
    return {link["href"] for link in page.select(f"{place} a")}


@pytest.mark.parametrize("path", [*VISITED, "/nothing"])
def test_each_page_says_who_publishes_it_and_where_to_tell_them(
    published: FlaskClient, unpublished: FlaskClient, path: str
) -> None:
    page, other = (fresh_dom(client, path) for client in (published, unpublished))
    assert SOMEBODY in page.one("footer").words
    assert links(page, "footer") >= WHERE
    assert NOBODY not in page.words
    assert NOBODY in other.one("footer").words


@pytest.mark.parametrize("path", ["/about", "/about/numbers"])
def test_who_reads_about_the_guide_finds_whom_to_tell(published: FlaskClient, path: str) -> None:
    page = fresh_dom(published, path)
    assert SOMEBODY in page.one("main").words
    assert links(page, "main") >= WHERE


@pytest.mark.parametrize("publisher", [PUBLISHER, None])
def test_it_is_said_above_the_heading_of_the_first_screen(publisher: Publisher | None) -> None:
    page = fresh_dom(client_of(publisher), "/")
    first = page.one("main > .kicker")
    assert (SOMEBODY if publisher else NOBODY) in first.words
    assert not first.select("a")
    assert first.getnext().tag == "h1"
