"""Leaving: the page is gone at once, and Back does not bring it back."""

import re
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.web.test_serve import started

from .conftest import ELSEWHERE, SEARCH, moved, visit

TOMORROW = datetime(1970, 1, 2, tzinfo=UTC)
"""From here on the clock of a page stands still, until the test says how much time passes."""

SAYS_WHAT_THIS_IS = re.compile("child|999|danger|social worker", re.IGNORECASE)


def arrive(page: Page, *taps: str) -> None:
    """Come from a search, and tap through the guide."""
    page.goto(SEARCH)
    page.goto("/")
    for tap in taps:
        with moved(page):
            page.get_by_role("link", name=tap, exact=True).click()


def press_back(page: Page) -> None:
    """Press Back as a person would."""
    with suppress(Error):  # leaving again interrupts the way back
        page.go_back(wait_until="commit")


LEFT = """
leave, back
tap No, leave, back
tap No, tap Yes, leave, back, back, back
tap I am not sure, tap None of these, leave, back, back, back
tap No, back, leave, forward
tap No, tap Yes, back, back, leave, forward, forward
tap No, tap Yes, back, forward, leave, back, back, forward
tap No, reload, leave, back
tap No, leave, reload, back
tap No, tap Yes, leave, jump -2
tap No, leave, back, back, forward
open /help/desk, leave, back
tap No, open /help/desk, leave, back, back
tap No, back, open /help/desk, leave, back, back
tap No, open /nothing, leave, back, back
open /signs, tick, leave, back, back
open /signs, tick, open /about, leave, back, back
open /signs, tick, back, leave, forward
open /about/numbers, source, back, open /help/desk, leave, back, back
leave, open /help/now, leave, back, back
tap No, offline, leave, online, back
tap No, slow, leave, back
tap No, slow, leave, reload
tap No, slow, leave, stop, reload
tap No, slow, leave, stop, back
tap No, tap Yes, slow, leave, stop, jump -2
tap No, back, slow, leave, stop, forward
""".strip().splitlines()
"""Ways in and out of the guide, from the first screen, reached from a search. After `leave`, no
step may end on a page of ours, except `open`, which is a new arrival.
"""

STAYED = """
reload, reload | Worried about a child?
tap No, back | Worried about a child?
tap No, reload, back, forward | Do you want to talk to a social worker?
open /help/desk, back | Worried about a child?
open /about/numbers, source, back | All the numbers
open /signs, tick, back | Signs to look for
leave, open /help/now | Call 999 now
slow, leave, stop, open /help/now | Call 999 now
offline, tap No, online, back | Worried about a child?
offline, tap No, online, reload | Do you want to talk to a social worker?
offline, reload, online, reload | Worried about a child?
""".strip().splitlines()
"""Ways through the guide that must go on working, and the heading at their end."""


class Visitor:
    """Does what a step of a walk says, and waits until the browser has done it."""

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site, self.slow = page, site, False
        page.goto(SEARCH)
        page.goto("/")

    def elsewhere(self, url: str) -> bool:
        return not url.startswith(self.site)

    def walk(self, steps: str) -> None:
        left = False
        for step in steps.split(", "):
            name, _, value = step.partition(" ")
            left = (left or name == "leave") and name != "open"
            hides = left and name in ("leave", "back", "forward", "reload", "jump")
            if hides and self.slow:  # still on our address, hidden, and on its way out
                with self.page.expect_request(ELSEWHERE, timeout=5_000):
                    self.do(name, value)
                continue
            self.do(name, value)
            if hides:
                self.page.wait_for_url(self.elsewhere, wait_until="commit")
            elif name in ("back", "forward"):  # nobody goes on before the page has come back
                self.page.locator("h1").wait_for()

    def do(self, name: str, value: str) -> None:
        page = self.page
        ways: dict[str, Callable[[], object]] = {
            "open": lambda: page.goto(value),
            "tap": lambda: self.tap(value),
            "tick": self.tick,
            "source": self.source,
            "leave": lambda: page.evaluate("setTimeout(() => document.all.leave.click())"),
            "back": lambda: page.go_back(wait_until="commit"),
            "forward": lambda: page.go_forward(wait_until="commit"),
            "jump": lambda: self.jump(value),
            "reload": lambda: page.reload(wait_until="commit"),
            "stop": lambda: page.context.new_cdp_session(page).send("Page.stopLoading"),
            "offline": lambda: page.context.set_offline(True),
            "online": lambda: page.context.set_offline(False),
            "slow": self.slow_down,
        }
        way = ways[name]
        with suppress(Error):  # a page that leaves again interrupts; the address is looked at later
            way()

    def tap(self, link: str) -> None:
        with moved(self.page):
            self.page.get_by_role("link", name=link, exact=True).click()

    def tick(self) -> None:
        self.page.get_by_label("misses school").check()
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="What can I do?").click()

    def source(self) -> None:
        self.page.locator("main a[href^=http]").first.click()
        self.page.wait_for_url(self.elsewhere, wait_until="commit")

    def jump(self, steps: str) -> None:
        with self.page.expect_event("framenavigated"):
            self.page.evaluate(f"setTimeout(() => history.go({steps}))")

    def slow_down(self) -> None:
        self.slow = True
        self.page.context.route(ELSEWHERE, lambda _: None)  # it never answers


@pytest.mark.parametrize("steps", LEFT)
def test_a_page_that_was_left_stays_hidden(page: Page, site: str, steps: str) -> None:
    visitor = Visitor(page, site)
    visitor.walk(steps)
    if not visitor.slow:
        assert not SAYS_WHAT_THIS_IS.search(f"{page.title()} {page.inner_text('body')}")


@pytest.mark.parametrize("line", STAYED)
def test_a_page_that_was_not_left_is_shown(page: Page, site: str, line: str) -> None:
    steps, heading = line.split(" | ")
    Visitor(page, site).walk(steps)
    expect(page.locator("h1")).to_have_text(heading)


def test_the_page_is_blank_before_the_other_site_answers(browser: Browser, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes the call and says nothing
        exit_url = f"https://127.0.0.1:{silent.getsockname()[1]}/"
        with started(tmp_path / "log", GUIDE_EXIT_URL=exit_url) as (_, port):
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
    page.clock.install(time=0)
    page.goto("/")
    page.clock.pause_at(TOMORROW)
    status = page.get_by_role("status")
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        page.keyboard.press(key)
    expect(status).to_have_text("Press Shift once more to leave.")
    page.clock.run_for(5_100)
    expect(status).to_have_text("")
    page.keyboard.press("Shift")
    expect(status).to_have_text("Press Shift two more times to leave.")
    assert page.url.startswith("http://127.0.0.1")


@pytest.mark.parametrize("between", ["click", "wheel", "select", "type", "focus", "time"])
def test_what_is_done_in_between_begins_the_count_again(page: Page, between: str) -> None:
    page.clock.install(time=0)
    page.goto("/sheet")
    status, field = page.get_by_role("status"), page.locator("textarea").first
    expect(status).to_have_text("")  # in the accessibility tree before it is used
    field.fill("some words")
    page.clock.pause_at(TOMORROW)
    page.keyboard.press("Shift")
    page.clock.run_for(3_000)
    page.keyboard.press("Shift")
    expect(status).to_have_text("Press Shift once more to leave.")
    match between:
        case "click":
            field.click()
        case "wheel":
            page.mouse.wheel(0, 100)
        case "select":
            page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
        case "type":
            page.keyboard.type("A")
        case "focus":
            page.locator("textarea").nth(1).focus()
        case "time":  # five seconds in all, not between two
            page.clock.run_for(2_100)
    expect(status).not_to_have_text("Press Shift once more to leave.")


def test_capital_letters_do_not_leave(page: Page) -> None:
    page.goto("/sheet")
    field = page.locator("textarea").first
    field.focus()
    for letter in "ABCDE":
        page.keyboard.press(f"Shift+{letter}")
    expect(field).to_have_value("ABCDE")


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
    expect(page.get_by_role("contentinfo")).to_be_in_viewport()
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
    press_back(page)
    expect(page.locator("h1")).to_have_text("Do you want to talk to a social worker?")
    press_back(page)
    expect(page.locator("h1")).to_have_text("Worried about a child?")
    page.go_forward(wait_until="commit")
    expect(page.locator("h1")).to_have_text("Do you want to talk to a social worker?")


def test_an_old_browser_keeps_no_earlier_page(browser: Browser, site: str) -> None:
    context = visit(browser, site)
    context.add_init_script("Object.defineProperty(window, 'navigation', {value: undefined})")
    page = context.new_page()
    arrive(page, "No", "Yes")
    expect(page.locator("h1")).to_have_text("Talk it over with a social worker")
    page.locator("#leave").click()
    expect(page).to_have_url(ELSEWHERE)
    press_back(page)
    expect(page).to_have_url(SEARCH)
    context.close()


def test_a_link_opened_in_another_tab_leaves_this_one_alone(page: Page) -> None:
    arrive(page)
    with page.context.expect_page() as other:
        page.get_by_role("link", name="No", exact=True).click(modifiers=["Control"])
    expect(other.value.locator("h1")).to_have_text("Do you want to talk to a social worker?")
    assert page.evaluate("navigation.currentEntry.getState()") == "here"
