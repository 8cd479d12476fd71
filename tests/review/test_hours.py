"""Hours in words, and which line comes first at some of them."""

import pytest
from flask.testing import FlaskClient

from guide.content.lookups import ROLES
from guide.review.hours import CHOSEN, first_lines, in_words, london
from tests.conftest import client_at, dom, shipped


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("2026-11-27T22:30", "Friday night at 22:30"),
        ("2026-11-24T05:00", "Tuesday morning at 05:00"),
        ("2026-11-24T12:00", "Tuesday afternoon at 12:00"),
        ("2026-11-24T17:00", "Tuesday evening at 17:00"),
        ("2026-11-26T00:15", "00:15 on Thursday"),
        ("2026-12-25T02:00", "02:00 on Christmas Day"),
        ("2026-12-28T11:00", "11:00 on the bank holiday for Boxing Day"),
    ],
)
def test_an_hour_is_said_as_people_say_it(at: str, says: str) -> None:
    assert in_words(london(at)) == says


@pytest.mark.parametrize("place", range(len(CHOSEN)))
def test_the_table_has_the_order_of_the_first_screen(client: FlaskClient, place: int) -> None:
    """The order is the one that a visitor gets at that hour."""
    hour, lines = [*first_lines(shipped())][place]
    roles = {shipped().contact(role).tel for role in ROLES}
    links = dom(client_at(CHOSEN[place]), "/").select("main a.dial")
    assert [line.tel for line in lines] == [a["href"] for a in links if a["href"] in roles]
    shown = [
        " ".join(item.words.split())
        for item in dom(client, "/about/scenarios").select(".hours > *")
    ]
    assert shown[2 * place : 2 * place + 2] == [hour, ", then ".join(line.name for line in lines)]
