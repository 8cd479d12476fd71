"""The main flow as people go through it: only by keyboard, by tap, and without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import tel

from .conftest import moved, visit

WALKS = {
    "in danger": (["Yes"], "/help/now", tel("emergency")),
    "not sure, but it is": (
        ["I am not sure", "Any of these, or I am still not sure"],
        "/help/now",
        tel("emergency"),
    ),
    "not sure, and it is not": (
        ["I am not sure", "None of these", "I am not sure"],
        "/help/desk",
        tel("duty-desk"),
    ),
    "a social worker": (["No", "Yes"], "/help/desk", tel("duty-desk")),
    "the police": (["No", "No, I want to tell the police"], "/help/station", tel("police")),
}


def at_the_end(page: Page, end: str, first: str) -> None:
    expect(page).to_have_url(re.compile(f"{end}$"))
    expect(page.locator("main a.dial").first).to_have_attribute("href", first)


@pytest.mark.parametrize(("answers", "end", "first"), WALKS.values(), ids=WALKS)
def test_only_by_keyboard(page: Page, answers: list[str], end: str, first: str) -> None:
    page.goto("/")
    for answer in answers:
        tab_to(page, answer)
        with moved(page):
            page.keyboard.press("Enter")
    at_the_end(page, end, first)
    tab_to(page, "Call")


def tab_to(page: Page, text: str) -> None:
    """Press Tab until a link has focus. The link must be visible, and not behind the bar."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => {
              const e = document.activeElement, box = e.getBoundingClientRect();
              const bar = document.querySelector(".bar");
              return {
                text: e.textContent.trim(),
                main: !!e.closest("main"),
                seen: bar.contains(e) || box.top >= bar.getBoundingClientRect().bottom - 1,
                outline: parseFloat(getComputedStyle(e).outlineWidth),
              };
            }"""
        )
        assert focus["seen"], f"the bar hides {focus['text']}"
        assert focus["outline"] >= 2
        if focus["main"] and (focus["text"] == text or text == "Call" in focus["text"]):
            return
    raise AssertionError(f"{text} cannot be reached by Tab")


@pytest.mark.parametrize(("answers", "end", "first"), WALKS.values(), ids=WALKS)
def test_by_tap(browser: Browser, site: str, answers: list[str], end: str, first: str) -> None:
    context = visit(browser, site, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto("/")
    for answer in answers:
        page.get_by_role("link", name=answer, exact=True).tap()
    page.wait_for_url(f"**{end}")
    at_the_end(page, end, first)
    context.close()


@pytest.mark.parametrize(("answers", "end", "first"), WALKS.values(), ids=WALKS)
def test_without_script(plain_page: Page, answers: list[str], end: str, first: str) -> None:
    plain_page.goto("/")
    for answer in answers:
        plain_page.get_by_role("link", name=answer, exact=True).click()
    plain_page.wait_for_url(f"**{end}")
    at_the_end(plain_page, end, first)


def test_the_leave_button_is_the_first_stop_and_the_emergency_number_the_second(
    page: Page,
) -> None:
    page.goto("/help/desk")
    for href in ("https://www.bbc.co.uk/weather", tel("emergency")):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.href") == href
