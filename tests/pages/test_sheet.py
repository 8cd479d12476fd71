"""The call sheets: what will be asked, with space to write, and nothing to send."""

import pytest
from flask.testing import FlaskClient

from guide.content.model import Guide
from tests.conftest import dom, tel

SHEETS = {"/sheet": "desk", "/sheet/station": "station"}


@pytest.mark.parametrize("path", SHEETS)
def test_there_is_nothing_to_send(client: FlaskClient, path: str) -> None:
    main = dom(client, path).one("main")
    assert not main.select("form, input, [name], button[type=submit]")
    fields = main.select("textarea")
    assert fields
    for field in fields:
        assert field["autocomplete"] == "off"
        assert field.words == ""
        assert main.select(f'label[for="{field["id"]}"]')


@pytest.mark.parametrize("path", SHEETS)
def test_it_asks_in_the_order_that_will_be_asked(
    client: FlaskClient, guide: Guide, path: str
) -> None:
    sheet = guide.sheets[SHEETS[path]]
    labels = [label.words for label in dom(client, path).select("label")]
    assert labels == [part.title for part in sheet.parts.values()]


def test_the_numbers_to_call_are_on_it(client: FlaskClient) -> None:
    numbers = [link["href"] for link in dom(client, "/sheet").select(".inline a")]
    assert numbers == [tel("duty-desk"), tel("out-of-hours")]
    assert dom(client, "/sheet/station").select(".inline a")[0]["href"] == tel("police")


def test_an_unknown_sheet_is_not_found(client: FlaskClient) -> None:
    assert client.get("/sheet/nothing").status_code == 404


def test_results_offer_the_sheet_that_fits(client: FlaskClient) -> None:
    assert dom(client, "/help/desk").select('.chips a[href="/sheet"]')
    assert dom(client, "/help/station").select('.chips a[href="/sheet/station"]')
    for watched in ("/phone/memory", "/young/start", "/help/now"):
        assert not dom(client, watched).select('a[href^="/sheet"]')
