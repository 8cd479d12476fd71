"""Leaving: the page is gone at once, and Back does not bring it back."""

import re
import socket
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.web.test_serve import served

from .conftest import ELSEWHERE, SEARCH, moved, visit

SAYS_WHAT_THIS_IS = re.compile("child|999|danger|social worker", re.IGNORECASE)


def arrive(page: Page, *taps: str) -> None:
    """Come from a search, and tap through the guide."""
    page.goto(SEARCH)
    page.goto("/")
    for tap in taps:
        with moved(page):
            page.get_by_role("link", name=tap, exact=True).click()


def press_back(page: Page) -> str:
    """Press Back as a person would. Returns what is then on the screen, title and address."""
    with suppress(Error):  # leaving again interrupts the way back
        page.go_back(wait_until="commit")
    page.wait_for_timeout(400)
    return f"{page.url} {page.title()} {page.inner_text('body')}"


@pytest.mark.parametrize("taps", [(), ("No",), ("No", "Yes"), ("I am not sure", "None of these")])
def test_after_leaving_back_shows_nothing_of_it(page: Page, taps: tuple[str, ...]) -> None:
    arrive(page, *taps)
    page.locator("#leave").click()
    expect(page).to_have_url(ELSEWHERE)
    for _ in range(len(taps) + 1):
        shown = press_back(page)
        assert not SAYS_WHAT_THIS_IS.search(shown)
        expect(page).not_to_have_url(re.compile("127.0.0.1"))


@pytest.mark.parametrize("moves", ["BF", "BBF", "BBFF", "BFBF"])
def test_after_back_and_forward_leaving_still_leaves_nothing(page: Page, moves: str) -> None:
    arrive(page, "No", "Yes")
    for move in moves:
        if move == "B":
            page.go_back(wait_until="commit")
        else:
            page.go_forward(wait_until="commit")
        page.wait_for_timeout(300)
    page.locator("#leave").click()
    expect(page).to_have_url(ELSEWHERE)
    for _ in range(3):
        assert not SAYS_WHAT_THIS_IS.search(press_back(page))
        expect(page).not_to_have_url(re.compile("127.0.0.1"))


def test_the_page_is_blank_before_the_other_site_answers(browser: Browser, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes the call and says nothing
        exit_url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        with served(tmp_path / "log", GUIDE_EXIT_URL=exit_url) as port:
            page = browser.new_page()
            page.goto(f"http://127.0.0.1:{port}/help/desk")
            # Nobody can ask a page that is leaving what it shows: it must report it.
            page.evaluate(
                """addEventListener("click", () => setTimeout(() => console.log(
                    `shown: ${document.body.innerText.trim()}${document.title}`), 200))"""
            )
            with page.expect_console_message() as told:
                page.evaluate("setTimeout(() => document.getElementById('leave').click())")
            page.close()
    assert told.value.text == "shown: "


@pytest.mark.parametrize("address", ["/", "/help/now", "/phone/memory"])
def test_shift_three_times_leaves(page: Page, address: str) -> None:
    page.goto(address)
    status = page.get_by_role("status")
    page.keyboard.press("Shift")
    expect(status).to_have_text("Press Shift two more times to leave.")
    page.keyboard.press("Shift")
    expect(status).to_have_text("Press Shift once more to leave.")
    page.keyboard.press("Shift")
    expect(page).to_have_url(ELSEWHERE)


def test_another_key_or_five_seconds_begin_again(page: Page) -> None:
    page.clock.install()
    page.goto("/")
    status = page.get_by_role("status")
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    expect(status).to_have_text("Press Shift once more to leave.")
    page.clock.run_for(5_100)
    expect(status).to_be_hidden()
    page.keyboard.press("Shift")
    expect(status).to_have_text("Press Shift two more times to leave.")
    assert page.url.startswith("http://127.0.0.1")


def test_holding_shift_down_does_not_leave(page: Page) -> None:
    page.goto("/")
    for _ in range(5):
        page.keyboard.down("Shift")
    page.keyboard.up("Shift")
    expect(page.get_by_role("status")).to_have_text("Press Shift two more times to leave.")


def test_without_script_it_is_a_plain_link_in_the_same_tab(plain_page: Page) -> None:
    plain_page.goto("/help/now")
    plain_page.locator("#leave").click()
    expect(plain_page).to_have_url(ELSEWHERE)


@pytest.mark.parametrize("width", [320, 1280])
def test_it_never_scrolls_away_and_is_never_covered(
    browser: Browser, site: str, width: int
) -> None:
    context = visit(browser, site, viewport={"width": width, "height": 500})
    page = context.new_page()
    page.goto("/about")
    page.mouse.wheel(0, 100_000)
    page.wait_for_function("scrollY > 500")
    box = page.locator("#leave").bounding_box()
    assert box
    assert 0 <= box["y"] < 20
    assert min(box["width"], box["height"]) >= 44
    assert (
        page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).id",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
        )
        == "leave"
    )
    context.close()


def test_back_within_the_guide_still_works(page: Page) -> None:
    arrive(page, "No", "Yes")
    expect(page.locator("h1")).to_have_text("Talk it over with a social worker")
    assert "Do you want to talk" in press_back(page)
    assert "Worried about a child?" in press_back(page)
    page.go_forward(wait_until="commit")
    assert "Do you want to talk" in page.inner_text("main")


def test_coming_back_from_another_site_by_choice_shows_the_page(page: Page) -> None:
    arrive(page)
    page.goto("/about/numbers")
    page.locator("a.source").first.click()
    expect(page).to_have_url(re.compile("lutonlscb"))
    assert "All the numbers" in press_back(page)


def test_a_reload_keeps_the_page(page: Page) -> None:
    arrive(page, "No")
    page.reload()
    expect(page.locator("h1")).to_have_text("Do you want to talk to a social worker?")
    assert "Worried about a child?" in press_back(page)
    page.reload()
    expect(page.locator("h1")).to_have_text("Worried about a child?")


def test_a_failed_step_can_be_gone_back_from(browser: Browser, site: str) -> None:
    context = visit(browser, site)
    page = context.new_page()
    arrive(page)
    context.set_offline(True)
    page.get_by_role("link", name="No", exact=True).click(no_wait_after=True)
    page.wait_for_timeout(500)
    context.set_offline(False)
    shown = press_back(page)
    context.close()
    assert "Worried about a child?" in shown


def test_an_old_browser_keeps_no_earlier_page(browser: Browser, site: str) -> None:
    context = visit(browser, site)
    context.add_init_script("Object.defineProperty(window, 'navigation', {value: undefined})")
    page = context.new_page()
    arrive(page, "No", "Yes")
    expect(page.locator("h1")).to_have_text("Talk it over with a social worker")
    page.locator("#leave").click()
    expect(page).to_have_url(ELSEWHERE)
    assert "search.example" in press_back(page)
    context.close()


def test_a_link_opened_in_another_tab_leaves_this_one_alone(page: Page) -> None:
    arrive(page)
    with page.context.expect_page() as other:
        page.get_by_role("link", name="No", exact=True).click(modifiers=["Control"])
    expect(other.value.locator("h1")).to_have_text("Do you want to talk to a social worker?")
    assert page.evaluate("navigation.currentEntry.getState()") is None
