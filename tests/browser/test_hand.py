"""A phone that is handed over, in a real browser: what is shown, asked for and left behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from guide.export import export
from tests.conftest import client_at, dom, shipped
from tests.pages.test_hand import Walk, walks
from tests.pages.test_site import dials

from . import test_look as look_at
from .conftest import visit

WALKS = walks(shipped())


class Look(NamedTuple):
    """All that somebody could learn of a page: pixels, accessibility tree, history, address."""

    pixels: bytes
    tree: list[Any]
    history: int
    address: str


def look(page: Page, devtools: CDPSession) -> Look:
    page.mouse.move(0, 0)
    page.mouse.wheel(0, -9999)
    found = devtools.send("Accessibility.getFullAXTree")["nodes"]
    tree = [
        [each.get(name, {}).get("value") for name in ("role", "name", "description")]
        + [[fact["name"], fact["value"].get("value")] for fact in each.get("properties", ())]
        for each in found
        if not each["ignored"]
    ]
    entries = devtools.send("Page.getNavigationHistory")["entries"]
    return Look(pixels(page), tree, len(entries), page.url)


def pixels(page: Page) -> bytes:
    return page.screenshot(full_page=True)


def start(page: Page) -> None:
    page.locator("label[for=begin]").click()


def answer(page: Page, walk: Walk) -> None:
    """Tap each answer of a walk in the question that came last."""
    for say in walk:
        page.locator(".ask:visible").last.locator("> label").get_by_text(say, exact=True).click()


def shows(page: Page, address: str) -> None:
    """The result of this address is on the screen, and no other one."""
    ordinary = dom(client_at(), f"/{address}")
    expect(page.locator(".next > h2:visible")).to_have_text([ordinary.one("h1").words])
    links = [link.get_attribute("href") for link in page.locator("a.dial:visible").all()]
    assert links == dials(ordinary)


@pytest.fixture(params=[True, False], ids=["with script", "without"])
def phone(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = visit(browser, site, java_script_enabled=request.param)
    yield context.new_page()
    context.close()


def test_when_the_phone_is_given_back_nothing_tells_what_was_tapped(phone: Page) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.goto("/hand")
    devtools = phone.context.new_cdp_session(phone)
    fresh = look(phone, devtools)
    for walk, address in WALKS.items():
        start(phone)
        answer(phone, walk)
        shows(phone, address)
        assert pixels(phone) != fresh.pixels
        phone.locator("button[type=reset]:visible").last.click()
        assert look(phone, devtools) == fresh
    assert asked == [phone.url]


def test_reload_enter_and_back_show_nothing_either(phone: Page) -> None:
    phone.goto("/hand")
    start(phone)
    answer(phone, ("No",))
    phone.keyboard.press("Enter")  # in a radio button: it would send a form
    phone.keyboard.press("Enter")
    expect(phone.locator(":checked")).to_have_count(2)
    assert phone.url.endswith("/hand")
    phone.reload()
    expect(phone.locator("h1:visible")).to_have_text("Let somebody use this phone")
    expect(phone.locator(":checked")).to_have_count(0)


def test_back_shows_the_first_screen(page: Page) -> None:
    page.goto("/hand")
    start(page)
    answer(page, ("No",))
    page.goto("/about")
    page.go_back(wait_until="commit")
    expect(page).to_have_url("/hand")
    expect(page.locator("h1:visible")).to_have_text("Let somebody use this phone")
    expect(page.locator(":checked")).to_have_count(0)


@pytest.mark.parametrize("walk", [("I am not sure",), ("No", "No, I want to tell the police")])
def test_what_was_answered_can_be_read_and_tapped_by_anybody(page: Page, walk: Walk) -> None:
    page.goto("/hand")
    start(page)
    answer(page, walk)
    page.evaluate(look_at.AXE)
    for width, scheme in look_at.SCREENS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(look_at.VIOLATIONS, None) == []
        wide, small = page.evaluate(
            """() => [document.documentElement.scrollWidth,
              [...document.querySelectorAll("label, main button")]
                .filter((e) => e.checkVisibility())
                .map((e) => e.getBoundingClientRect())
                .filter(({ width, height }) => Math.min(width, height) < 44).length]"""
        )
        assert (wide <= width, small) == (True, 0)


def test_another_answer_takes_the_place_of_the_first(plain_page: Page) -> None:
    plain_page.goto("/hand")
    start(plain_page)
    answer(plain_page, ("No", "Yes"))
    plain_page.locator(".ask").first.locator("> label").first.click()
    shows(plain_page, "help/now")


@pytest.mark.parametrize(("walk", "address"), WALKS.items(), ids=lambda each: str(each)[:40])
def test_only_by_keyboard(page: Page, walk: Walk, address: str) -> None:
    page.goto("/hand")
    tab_to(page, "#begin")
    page.keyboard.press("Space")
    for number, say in enumerate(walk):
        question = page.locator(".ask:visible").last
        radios = question.locator("> input")
        tab_to(page, f"[name={radios.first.get_attribute('name')}]")
        labels = question.locator("> label").all_inner_texts()
        if labels.index(say):
            for _ in range(labels.index(say)):
                page.keyboard.press("ArrowDown")
        else:
            page.keyboard.press("Space")
        expect(page.locator(".ask:visible, .next > h2:visible")).to_have_count(number + 2)
    shows(page, address)
    tab_to(page, "a.dial")
    assert page.evaluate("document.activeElement.href") == dials(dom(client_at(), f"/{address}"))[0]


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until this has focus. What has it is in sight, and has a ring."""
    for _ in range(12):
        page.keyboard.press("Tab")
        found, ring, top = page.evaluate(
            """(wanted) => {
              const e = document.activeElement, drawn = e.labels?.[0] ?? e;
              const bar = document.querySelector(".bar").getBoundingClientRect().bottom;
              const top = drawn.getBoundingClientRect().top;
              return [e.matches(wanted), parseFloat(getComputedStyle(drawn).outlineWidth),
                drawn.closest(".bar") ? 1 : top - bar];
            }""",
            wanted,
        )
        assert ring >= 2
        assert top >= -1
        if found:
            return
    raise AssertionError(f"{wanted} cannot be reached by Tab")


# What a browser of 2020 does: it drops each rule that it cannot read.
OLD = """() => {
  for (const { cssRules: rules } of document.styleSheets) {
    for (let at = rules.length - 1; at >= 0; at--) {
      if (/:(has|is|focus-visible)\\b/.test(rules[at].selectorText)) {
        rules[at].parentStyleSheet.deleteRule(at);
      }
    }
  }
}"""


def test_a_browser_that_does_not_know_has_shows_the_same(page: Page) -> None:
    page.goto("/hand")
    page.evaluate(OLD)
    for walk, address in WALKS.items():
        start(page)
        answer(page, walk)
        shows(page, address)
        page.locator("button[type=reset]:visible").last.click()
        expect(page.locator(".ask:visible, :checked")).to_have_count(0)


def test_it_works_as_a_file(browser: Browser, tmp_path: Path) -> None:
    export(client_at().application, tmp_path / "out")
    folder = tmp_path / "out"
    context = visit(browser, folder.as_uri(), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{folder.as_uri()}/hand.html")
    start(page)
    answer(page, ("No", "Yes"))
    expect(page.locator(".next > h2:visible")).to_have_text("Talk it over with a social worker")
    page.locator("button[type=reset]:visible").last.click()
    expect(page.locator(":checked")).to_have_count(0)
    assert page.url.endswith("/hand.html")
    context.close()
