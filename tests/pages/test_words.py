"""Words come out as they were written, wherever a page shows them: content goes one way only."""

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app
from tests.conftest import dom, london, shipped
from tests.made_up import SHIPPED, Copy

AREA = f"areas/{SHIPPED}/area.yaml"

WRITTEN = "50% of %(time)s, %s, {area} and **bold**"
SHOWN = "50% of %(time)s, %s, 5% Town and bold"
"""The area has a percent sign in its name, too."""


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of the shipped guide with odd words in each kind of place."""
    content = Copy.of_the_shipped(tmp_path_factory.mktemp("odd"))
    content.replace(AREA, f"name: {shipped().area.name}\n", "name: 5% Town\n")
    desk = shipped().contact("duty-desk")
    content.replace(AREA, f"brief: {desk.brief}", f'brief: "{WRITTEN}"')
    content.replace(
        "directory/national.yaml", "- National Society", f"- {WRITTEN}, National Society"
    )
    content.replace("signs.yaml", "goes missing from home or care", f'"{WRITTEN}"')
    content.replace("sheets.yaml", "say: ", f"say: {WRITTEN} ")
    content.replace("flows/help.yaml", "lead: The call is free.", f"lead: {WRITTEN}.")
    return create_app(Settings(clock=london("2026-11-25T11:00")), content.load()).test_client()


@pytest.mark.parametrize(
    "path", ["/", "/help/now", "/help/desk", "/signs", "/sheet", "/about/numbers", "/about/map"]
)
def test_a_page_shows_what_was_written(odd: FlaskClient, path: str) -> None:
    answer = odd.get(path)
    assert answer.status_code == 200
    text = " ".join(" ".join(dom(odd, path).strings()).split())
    assert SHOWN.replace("bold", "") in text


@pytest.mark.parametrize("path", ["/signs", "/sheet"])
def test_a_form_shows_what_was_ticked(odd: FlaskClient, path: str) -> None:
    answer = odd.post(path, data={"signs": ["missing"]})
    assert answer.status_code == 200
    html = answer.get_data(as_text=True)
    bold = "bold" if path == "/sheet" else "<strong>bold</strong>"
    assert SHOWN.replace("bold", bold) in html
