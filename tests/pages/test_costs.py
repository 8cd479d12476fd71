"""What pages cost to read and to load: reading grade, sentence length, and bytes."""

import gzip
import re

import pytest
from flask.testing import FlaskClient

from guide.rules.wording import grade_of
from guide.rules.wording import sentences as split
from tests.conftest import VISITED, fresh_dom, shipped
from tests.dom import Element, parsed

FIRST_FLIGHT = 14_336
"""Bytes that reach a phone in a connection's first round trip: ten packets."""


def sentences(page: Element) -> list[str]:
    """The sentences of a page's main part. Each heading, point and label is one."""
    main = page.one("main")
    for other in main.select(".source, .quote p, [lang]"):  # official words, other languages
        other.drop_tree()
    # Reading a number is not reading a word: 01632 960000 must not count as a hard one.
    for digits in main.select("bdi"):
        digits.text = "one"
    blocks = [
        " ".join(block.strings())
        for block in main.select("h1, h2, h3, p, li, dt, dd, .dial b, .dial small")
        if not block.select("p, li, h2, h3")
    ]
    return split(re.sub(r"\s+([.,:?])", r"\1", block) for block in blocks)


def grade(page: Element) -> float:
    return grade_of(sentences(page))


@pytest.mark.parametrize("address", VISITED)
def test_a_ten_year_old_can_read_it(client: FlaskClient, address: str) -> None:
    limit = 5 if address == "/" or address[1:] in shipped().steps else 6
    assert grade(fresh_dom(client, address)) <= limit


def test_the_measure_of_reading_can_fail() -> None:
    hard = (
        "<main><p>Safeguarding practitioners coordinate multidisciplinary investigations "
        "concerning vulnerable adolescents.</p></main>"
    )
    assert grade(parsed(hard)) > 12


@pytest.mark.parametrize("address", VISITED)
def test_sentences_are_short(client: FlaskClient, address: str) -> None:
    words = [len(sentence.split()) for sentence in sentences(fresh_dom(client, address))]
    assert max(words) <= 20
    assert sum(words) / len(words) <= 12


def test_the_first_screen_is_short_above_the_question(client: FlaskClient) -> None:
    page = fresh_dom(client, "/")
    page.one(".ask").getparent().drop_tree()
    # Who publishes it is small, and nobody must read it.
    for part in page.select("main > .kicker"):
        part.drop_tree()
    words = len(" ".join(page.one("main").strings()).split())
    assert words <= 100, f"{words} words: make the `brief` of the area's lines shorter"


@pytest.mark.parametrize("address", [*VISITED, "/nothing"])
def test_a_page_fits_the_first_packets(client: FlaskClient, address: str) -> None:
    packed = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert len(packed.data) <= FIRST_FLIGHT
    assert len(gzip.decompress(packed.data)) <= 48_000
