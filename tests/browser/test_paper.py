"""Every sheet to print, on paper: its sides, what fits on them, its codes and its numbers."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page

from guide import Settings
from guide.pages.edition import Edition
from guide.pages.kit import BACKS, document
from guide.pages.render import Renderer
from guide.pages.site import PAPERS
from guide.web import GuideApp
from tests.conftest import WORKING_HOURS, london, shipped
from tests.pages.test_languages import in_brackets

from .paper import addresses, pdf, write

ADDRESS = "https://guide.example.org/"
ROLES = ("emergency", "duty-desk", "out-of-hours", "police")

CUT_OFF = """() => [...document.querySelectorAll('.paper, .piece, .line')].filter((box) => {
  const own = box.getBoundingClientRect();
  const out = [...box.querySelectorAll('*')].some((inner) => {
    const its = inner.getBoundingClientRect();
    return its.width && !inner.closest('svg') && (
      its.left < own.left - 1 || its.right > own.right + 1 ||
      its.top < own.top - 1 || its.bottom > own.bottom + 1);
  });
  return out || box.scrollWidth > box.clientWidth + 1;
}).map((box) => box.className + ': ' + box.innerText.slice(0, 200))"""
"""The boxes out of which something stands."""

TOO_SMALL = """(least) => [...document.querySelectorAll('.line b')]
  .map((number) => parseFloat(getComputedStyle(number).fontSize) * 72 / 96)
  .filter((size) => size < least)"""

CODES = {"poster": 1, "cards": 4, "wallet": 0, "leaflet": 1}
"""How many codes a sheet has in one language."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> GuideApp:
    """The guide with a public address, in English and the made-up language."""
    bracketed = in_brackets(tmp_path_factory.mktemp("bracketed"))
    settings = Settings(clock=london(WORKING_HOURS), address=ADDRESS)
    bracketed.renderer = Renderer(shipped(), bracketed.offer, settings)
    return bracketed


def html(app: GuideApp, address: str, code: str) -> str:
    return app.renderer(Edition(app.languages[code]), app.site[address])


def sheets() -> list[tuple[str, str]]:
    """The address and the language of every document."""
    alone = [(f"kit/{name}", code) for name in PAPERS for code in ("en", "ur")]
    return [*alone, *((f"kit/{name}/both", "ur") for name in PAPERS)]


@pytest.mark.parametrize(("address", "code"), sheets())
def test_a_sheet_fits_has_the_right_numbers_and_codes_that_scan(
    app: GuideApp, browser: Browser, address: str, code: str
) -> None:
    name = address.split("/")[1]
    written = html(app, address, code)
    page = browser.new_page()
    page.set_content(written)
    page.emulate_media(media="print")
    assert page.evaluate(CUT_OFF) == []
    assert page.evaluate(TOO_SMALL, 24 if name == "poster" else 11) == []
    numbers_are_those_of_the_directory(page)
    page.close()
    sides = pypdfium2.PdfDocument(pdf(browser, written))
    assert len(sides) == (2 if name in BACKS else 1)
    both = address.endswith("both")
    found = [text for side in sides for text in codes(side)]
    own = ADDRESS if code == "en" else f"{ADDRESS}{code}/"
    each = CODES[name]
    if both and name == "cards":  # the second side has the numbers in English, too
        each = 0
    assert sorted(found) == sorted([own] * each + [ADDRESS] * (each if both else 0))


def codes(side: pypdfium2.PdfPage) -> list[str]:
    """What the codes on a side say, at 100 dots to the inch, in grey, and turned a little."""
    image: Image.Image = side.render(scale=100 / 72, grayscale=True).to_pil()
    turned = image.convert("L").rotate(13, expand=True, fillcolor=255)
    return [code.text for code in zxingcpp.read_barcodes(turned)]


def numbers_are_those_of_the_directory(page: Page) -> None:
    """Each list of numbers on a sheet has those of the directory, one below the other. Digits stand
    from left to right, also where words run from right to left.
    """
    known = [str(shipped().contact(name).phone) for name in ROLES]
    lists = page.locator(".lines").evaluate_all(
        """(lists) => lists.map((list) => [...list.querySelectorAll('.line bdi')].map((number) => [
          number.innerText, number.getBoundingClientRect().top, getComputedStyle(number).direction
        ]))"""
    )
    assert lists
    for shown in lists:
        assert [text for text, _, _ in shown] == known
        assert [top for _, top, _ in shown] == sorted(top for _, top, _ in shown)
        assert {direction for _, _, direction in shown} == {"ltr"}


def test_words_from_right_to_left_stand_at_the_right(app: GuideApp, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(html(app, "kit/poster", "ur"))
    page.emulate_media(media="print")
    whole = page.locator(".paper").bounding_box()
    number = page.locator(".line bdi").nth(1).bounding_box()
    assert number["x"] > whole["x"] + whole["width"] / 3
    page.close()


def test_destinations_differ_without_colour(app: GuideApp, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(html(app, "kit/poster", "en"))
    page.emulate_media(media="print")
    borders = {
        kind: page.locator(f".line.{kind}").first.evaluate(
            "e => { const s = getComputedStyle(e); return s.borderTopStyle + s.borderTopWidth }"
        )
        for kind in ("emergency", "desk", "police")
    }
    assert len(set(borders.values())) == 3
    page.close()


def test_many_sheets_in_many_languages_are_one_document(app: GuideApp, browser: Browser) -> None:
    chosen = [*app.languages.values()]
    made = app.renderer(Edition(chosen[0]), document([*PAPERS], chosen, "St Mary's", True))
    sides = pypdfium2.PdfDocument(pdf(browser, made))
    assert len(sides) == len(chosen) * sum(2 if name in BACKS else 1 for name in PAPERS)
    widths = {round(side.get_width() / 72 * 25.4) for side in sides}
    assert widths == {210, 297}


def test_make_kit_writes_every_sheet(app: GuideApp, browser: Browser, tmp_path: Path) -> None:
    written = dict(write(app, browser, tmp_path / "new"))
    assert [file.name for file in written] == [
        f"{language.code}-{address.replace('/', '-')}.pdf"
        for language in app.languages.values()
        for address in addresses(app, language)
    ]
    for file, size in written.items():
        assert file.read_bytes().startswith(b"%PDF")
        assert file.stat().st_size == size


def test_a_card_for_an_interpreter_is_one_small_page(app: GuideApp, browser: Browser) -> None:
    page = browser.new_page()
    for address in app.site:
        if address.startswith("speak/"):
            page.set_content(html(app, address, "en"))
            (side,) = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
            assert [round(size / 72 * 25.4) for size in side.get_size()] == [105, 148]
    page.close()
