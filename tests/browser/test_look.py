"""Every page in a real browser: no axe violation, nothing sideways, nothing too small to tap."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from tests.conftest import SERVED, TOP, client_at, soup

from .conftest import visit

PAGES = [*SERVED, "/nothing"]
AXE = Axe().axe_script

# What axe finds. Its default set has WCAG 2.2 AA and best practice, except target size.
VIOLATIONS = """async (only) => (await axe.run({
    resultTypes: ["violations"], rules: {"target-size": {enabled: true}},
    ...(only ? {runOnly: {type: "rule", values: only}} : {})})).violations
  .map((found) => `${found.id}: ${found.nodes.map((node) => node.html).join(" ")}`)"""

# The rules that look at sizes, and those that look at colours. The others look at the document,
# which neither changes. No width changes a colour and no colour a size: a test checks that.
OF_SIZE = ["scrollable-region-focusable", "target-size"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OF_DOCUMENT = ["duplicate-id-aria", "heading-order", "label", "link-name", "list"]
"""What can be wrong on one page of a template and right on another."""

SCREENS = ((390, "light"), (320, "dark"), (1280, "light"))


def with_something_new() -> Iterator[str]:
    """Each page with a class that stands on none before it. Only these can have a new colour."""
    seen: set[str] = set()
    for address in PAGES:
        elements = soup(client_at(), address).select("[class]")
        found = {name for element in elements for name in element["class"]}
        if found - seen:
            yield address
        seen |= found


NEW = frozenset(with_something_new())

# Everything to tap that is too small, unless it is inside a sentence (WCAG 2.5.8).
TOO_SMALL = """() => [...document.querySelectorAll("a, button, textarea, .tick")]
  .filter((e) => e.checkVisibility())
  .filter((e) => !(getComputedStyle(e).display === "inline" && e.closest("p, li")))
  .map((e) => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 44 || box.height < 44)
  .map(([text, box]) => `${text}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def screen(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all of this module: each test brings it to an address and sets what it needs."""
    context = visit(browser, site)
    yield context.new_page()
    context.close()


def show(
    page: Page, address: str, width: int = 390, height: int = 844, **media: str | None
) -> None:
    page.set_viewport_size({"width": width, "height": height})
    every_media = {"media": "screen", "color_scheme": "light", "forced_colors": "none", **media}
    page.emulate_media(**every_media)
    if not page.url.endswith(address) or address == "/":
        page.goto(address)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_can_be_read_and_tapped_by_anybody(screen: Page, address: str) -> None:
    one_request_and_nothing_left(screen, address)
    script_adds_nothing(screen, address)
    screen.evaluate(AXE)
    for width, scheme in SCREENS:
        screen.set_viewport_size({"width": width, "height": 800})
        screen.emulate_media(color_scheme=scheme)
        assert screen.evaluate(SIDEWAYS) == 0
        assert screen.evaluate(TOO_SMALL) == []
        assert screen.evaluate(VIOLATIONS, OF_SIZE) == []
        if address in NEW and width < 1000:
            assert screen.evaluate(VIOLATIONS, OF_COLOUR) == []
    assert screen.evaluate(VIOLATIONS, None if address in NEW else OF_DOCUMENT) == []


def test_no_width_changes_a_colour_and_no_scheme_a_size() -> None:
    style = (TOP / "static/style.css").read_text("utf-8")
    assert re.findall(r"@[a-z]+ [^{]*", style) == [
        "@media (prefers-color-scheme:dark)", "@media (max-height:22rem)",
        "@media (forced-colors:active)", "@media print",
    ]  # fmt: skip
    colours = r"(?:\s*--[a-z-]+:#[0-9a-f]{3,6};?)+\s*"
    assert re.search(r"@media \(prefers-color-scheme:dark\)\{:root\{" + colours + r"\}\}", style)


def script_adds_nothing(screen: Page, address: str) -> None:
    """With script, the page is what was sent, except the print button. So what axe finds is also
    true without script. (The walks are done in a browser without script.)
    """
    sent = client_at().get(address).get_data(as_text=True)
    bodies = [str(BeautifulSoup(html, "lxml").main) for html in (sent, screen.content())]
    assert bodies[0].replace(' hidden=""', "") == bodies[1]


def one_request_and_nothing_left(screen: Page, address: str) -> None:
    asked: list[str] = []
    faults: list[str] = []
    screen.on("request", lambda request: asked.append(request.url))
    screen.on("console", lambda message: faults.append(message.text))
    screen.on("pageerror", lambda error: faults.append(str(error)))
    show(screen, address)
    assert [url for url in asked if not url.startswith("data:")] == [screen.url]
    # A 404 is said by the browser, and so is a feature that we switch off and only others have.
    said = re.compile("404|Permissions-Policy header: Unrecognized feature")
    assert [fault for fault in faults if not said.search(fault)] == []
    assert screen.context.cookies() == []
    assert screen.evaluate(
        """async () => [localStorage.length, sessionStorage.length, (await caches.keys()).length,
            (await indexedDB.databases()).length,
            (await navigator.serviceWorker.getRegistrations()).length]"""
    ) == [0, 0, 0, 0, 0]


def test_axe_would_find_something_wrong(page: Page) -> None:
    page.goto("/")
    page.evaluate("document.querySelector('h1').outerHTML = '<h4></h4><img src=x>'")
    page.evaluate(AXE)
    assert len(page.evaluate(VIOLATIONS)) > 1


def test_what_is_too_small_would_be_found(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        "document.querySelector('.answers a').style.cssText = 'min-block-size:0;padding:0'"
    )
    assert len(page.evaluate(TOO_SMALL)) == 1


@pytest.mark.parametrize("address", PAGES)
def test_a_page_can_be_used_in_other_circumstances(screen: Page, address: str) -> None:
    show(screen, address)
    screen.emulate_media(forced_colors="active")
    in_forced_colours_buttons_keep_an_edge_and_nothing_moves(screen)
    screen.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    in_print_there_are_numbers_and_dates_but_no_buttons(screen)
    screen.emulate_media(media="screen", color_scheme="light")
    zoomed_enlarged_or_mirrored_nothing_runs_out_of_the_screen(screen)
    without_styles_the_order_is_the_same(screen)
    screen.goto("about:blank")  # the page is spoilt for the tests after this one


def without_styles_the_order_is_the_same(screen: Page) -> None:
    screen.evaluate("document.querySelector('style').remove()")
    tops = screen.evaluate(
        """() => ["#leave", ".strip", "h1", "main section, .cards, form, dl, article",
            "footer"].map(
            (name) => document.querySelector(name).getBoundingClientRect().top + scrollY)"""
    )
    assert tops == sorted(tops)


def zoomed_enlarged_or_mirrored_nothing_runs_out_of_the_screen(screen: Page) -> None:
    # 1280 x 1024 at 400 % is 320 x 256, with everything four times as large.
    screen.set_viewport_size({"width": 320, "height": 256})
    assert screen.evaluate(SIDEWAYS) == 0
    assert screen.locator(".bar").bounding_box()["height"] < 256 / 3
    screen.evaluate("document.documentElement.dir = 'rtl'")
    assert screen.evaluate(SIDEWAYS) == 0
    leave, strip = (screen.locator(name).bounding_box() for name in ("#leave", ".strip"))
    assert leave["x"] < strip["x"]
    screen.evaluate("document.documentElement.style.fontSize = '200%'")
    screen.set_viewport_size({"width": 390, "height": 844})
    assert screen.evaluate(SIDEWAYS) == 0


def in_forced_colours_buttons_keep_an_edge_and_nothing_moves(screen: Page) -> None:
    assert screen.evaluate(
        """() => [...document.querySelectorAll(".dial, .bar a, .answers a")]
            .every((e) => parseFloat(getComputedStyle(e).borderTopWidth) >= 2)"""
    )
    # Nothing is animated at all, so there is nothing to switch off for reduced motion.
    assert screen.evaluate(
        """() => [...document.querySelectorAll("*")].every((e) => {
            const style = getComputedStyle(e);
            return style.animationName === "none" && style.transitionDuration === "0s";
        })"""
    )


def in_print_there_are_numbers_and_dates_but_no_buttons(screen: Page) -> None:
    for hidden in ("#leave", ".answers", ".doors", ".links"):
        assert not screen.locator(hidden).is_visible()
    checked = "Numbers checked against public sources on 22 November 2026."
    assert checked in screen.inner_text("footer")
    styles = screen.evaluate(
        """() => [...document.querySelectorAll(".dial")].filter((e) => e.checkVisibility())
            .map((e) => getComputedStyle(e).color + getComputedStyle(e).borderWidth)"""
    )
    assert set(styles) <= {"rgb(0, 0, 0)0px"}
    assert bool(styles) == bool(screen.locator(".dial").count())
    assert screen.inner_text(".strip").split() == ["In", "danger", "now?", "Call", "999"]


def test_the_three_destinations_look_the_same_everywhere(screen: Page) -> None:
    looks: dict[str, set[str]] = {}
    for address in ("/", "/help/now", "/help/desk", "/young/start", "/place/england", "/nothing"):
        show(screen, address)
        found = screen.evaluate(
            """() => [...document.querySelectorAll(".cards .card")].map((e) => {
                const dial = getComputedStyle(e.querySelector(".dial"));
                return [e.className, [getComputedStyle(e).borderInlineStartColor,
                    dial.backgroundColor, dial.borderRadius,
                    e.querySelector("h2, h3").textContent].join()];
            })"""
        )
        for kind, look in found:
            looks.setdefault(kind, set()).add(look)
    kinds = ("emergency", "police", "social-work", "support")
    assert sorted(looks) == [f"card {kind}" for kind in kinds]
    assert [len(variants) for variants in looks.values()] == [1, 1, 1, 1]
