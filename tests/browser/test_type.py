"""Scripts with high or joined letters have room between rows, and no letter is cut."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.test_translated import CODES, translated

ROOM = {"ur": 2, "bn": 1.6}
"""How high a row must be at least, in letters. In the bar that stays in sight it may be less."""

CRAMPED = """(least) => [...document.querySelectorAll("main *")].flatMap((it) => {
  const own = [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const style = getComputedStyle(it);
  if (!own || it.closest("main [lang|=en], bdi") || !it.getClientRects().length) return [];
  return [
    ...(parseFloat(style.lineHeight) < least * parseFloat(style.fontSize) ? ["rows touch"] : []),
    ...(parseFloat(style.letterSpacing) ? ["letters pulled"] : []),
    ...(style.overflow === "visible" ? [] : ["clipped"]),
  ].map((wrong) => `${wrong}: ${it.textContent.slice(0, 40)}`);
})"""


@pytest.fixture(scope="module")
def empty(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    yield page
    page.close()


@pytest.mark.parametrize("code", [code for code in ROOM if code in CODES])
@pytest.mark.parametrize("path", ["/", "/help/now", "/help/desk"])
def test_rows_have_room_and_no_letter_is_cut(empty: Page, code: str, path: str) -> None:
    empty.set_content(translated().get(f"/{code}{path}").get_data(as_text=True))
    assert empty.evaluate("document.documentElement.scrollWidth") <= 320
    assert empty.evaluate(CRAMPED, ROOM[code]) == []


def test_rows_that_touch_would_be_found(empty: Page) -> None:
    style = "line-height:1.5;letter-spacing:-1px;overflow:hidden"
    empty.set_content(f"<main><p style='{style}'>کسی بچے کی فکر ہے؟</main>")
    found = {wrong.split(":")[0] for wrong in empty.evaluate(CRAMPED, 2)}
    assert found == {"rows touch", "letters pulled", "clipped"}
