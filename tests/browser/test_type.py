"""Scripts with high or joined letters have room between rows, and no letter is cut."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import VISITED
from tests.pages.test_translated import skip_unless_served, translated

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

JOINED = "[\\u0620-\\u064a\\u066e-\\u06d3]"
"""An Arabic letter: it takes its shape from its neighbours."""

# Letters do not join across spacing, and in some browsers not across an element.
APART = f"""() => [...document.querySelectorAll("body, body *")].flatMap((it) => {{
  const joined = (text, place) => new RegExp(place).test(text ?? "");
  const written = [...it.childNodes].some((node) =>
    node.nodeType === 3 && joined(node.data, "{JOINED}"));
  const cut = (one, two) => one && two && (one.nodeType === 3) !== (two.nodeType === 3) &&
    joined(one.textContent, "{JOINED}$") && joined(two.textContent, "^{JOINED}");
  return [
    ...(written && parseFloat(getComputedStyle(it).letterSpacing) ? ["letters pulled"] : []),
    ...([...it.childNodes].some((node) => cut(node, node.nextSibling)) ? ["a word cut"] : []),
  ].map((wrong) => `${{wrong}}: ${{it.textContent.slice(0, 40)}}`);
}})"""


@pytest.fixture(scope="module")
def empty(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    yield page
    page.close()


@pytest.mark.parametrize("code", ROOM)
@pytest.mark.parametrize("path", ["/", "/help/now", "/help/desk"])
def test_rows_have_room_and_no_letter_is_cut(empty: Page, code: str, path: str) -> None:
    skip_unless_served(code)
    empty.set_content(translated().get(f"/{code}{path}").get_data(as_text=True))
    assert empty.evaluate("document.documentElement.scrollWidth") <= 320
    assert empty.evaluate(CRAMPED, ROOM[code]) == []


def test_rows_that_touch_would_be_found(empty: Page) -> None:
    style = "line-height:1.5;letter-spacing:-1px;overflow:hidden"
    empty.set_content(f"<main><p style='{style}'>کسی بچے کی فکر ہے؟</main>")
    found = {wrong.split(":")[0] for wrong in empty.evaluate(CRAMPED, 2)}
    assert found == {"rows touch", "letters pulled", "clipped"}


def test_the_letters_of_urdu_join(empty: Page) -> None:
    skip_unless_served("ur")
    for path in VISITED:
        empty.set_content(translated().get(f"/ur{path}").get_data(as_text=True))
        assert empty.evaluate(APART) == [], path


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("<p style='letter-spacing:.1em'>کسی بچے", "letters pulled: کسی بچے"),
        ("<p>ک<b>سی</b> بچے", "a word cut: کسی بچے"),
        ("<p><b>کس</b>ی بچے", "a word cut: کسی بچے"),
    ],
)
def test_letters_that_do_not_join_would_be_found(empty: Page, words: str, fault: str) -> None:
    empty.set_content(words)
    assert empty.evaluate(APART) == [fault]


def test_a_card_on_a_page_in_urdu_has_the_letters_of_its_language(empty: Page) -> None:
    skip_unless_served("ur")
    empty.set_content(translated().get("/ur/speak/pl").get_data(as_text=True))
    fonts = empty.locator("main [lang=pl]").evaluate_all(
        "all => all.map((it) => getComputedStyle(it).fontFamily)"
    )
    assert fonts
    assert not [font for font in fonts if "Nasta" in font]
    heading, button = (empty.locator(f".emergency {part}").bounding_box() for part in ("h2", "a"))
    assert heading
    assert button
    assert heading["y"] + heading["height"] < button["y"]
