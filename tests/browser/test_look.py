"""Every page in a real browser: no axe violation, nothing sideways, nothing too small to tap.

What costs time is done on pages with a shape that no page before them has. What depends on the
words is done on every page, in a frame that takes the size of each screen in turn.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from tests.conftest import SERVED, TOP, client_at
from tests.dom import Element, parsed
from tests.pages.test_languages import in_brackets

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

SCREENS = ((390, "light"), (320, "dark"), (1280, "light"))


def shapes(html: str) -> set[str]:
    """All that axe can judge by: the way from the body to each element, with the attributes on it,
    whether words stand in it, and which heading follows which.
    """
    body = parsed(html).one("body")
    found = {body: ""}
    for element in body.iterdescendants():
        known = {name: element.get(name) for name in ("class", "role", "type", "dir")}
        said = [f"{name}={value}" for name, value in known.items() if value]
        more = [name for name in element.attrib if name not in known]
        words = bool(element.text_content().strip())
        found[element] = f"{found[element.getparent()]} {element.tag} {said}{more}{words}"
    headings = [each.tag for each in body.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    return {*found.values(), *map(str, pairwise(headings))}


def with_a_new_shape() -> Iterator[str]:
    """Each page with a shape that is on none before it. Those with most shapes come first."""
    of = {address: shapes(html_of(client_at(), address)) for address in PAGES}
    seen: set[str] = set()
    for address in sorted(of, key=lambda address: -len(of[address])):
        if of[address] - seen:
            yield address
        seen |= of[address]


def html_of(client: FlaskClient, address: str) -> str:
    return client.get(address).get_data(as_text=True)


NEW = [*with_a_new_shape()]

# Removes what has the shape of two others on the page: axe would find nothing else in it.
SHORTENED = """() => {
  const seen = {};
  for (const e of document.querySelectorAll("article, section, li, g > *")) {
    const shape = e.outerHTML.replace(/>[^<]+</g, "><").replace(/="[^"]*[/# .][^"]*"|\\d+/g, "");
    seen[shape] = (seen[shape] ?? 0) + 1;
    if (seen[shape] > 2) e.remove();
  }
}"""

# Width, height, text in per cent, and what part of the height the bar may take. The fourth is
# 1280 x 1024 at 400 %, with everything four times as large.
FRAMES = [
    [390, 844, 100, 1 / 4],
    [320, 568, 100, 1 / 4],
    [1280, 800, 100, 1 / 4],
    [320, 256, 100, 1 / 3],
    [320, 568, 200, 1 / 4],
    [390, 844, 200, 1 / 4],
    [568, 320, 200, 1 / 4],
]

# What is wrong with a page in each frame. Words are cut if a part without a space is on two lines.
# A number is split if it is on two, while the text has its usual size.
# Everything to tap is large enough, unless it is inside a sentence (WCAG 2.5.8).
FAULTS = """async ([html, frames]) => {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-same-origin";
  frame.srcdoc = html;
  const ready = new Promise((done) => { frame.onload = done; });
  document.body.replaceChildren(frame);
  await ready;
  const page = frame.contentDocument, root = page.documentElement;
  const box = (name) => page.querySelector(name).getBoundingClientRect();
  const rows = (range) => new Set([...range.getClientRects()].map((line) => line.top)).size;
  const split = (number) => {
    const range = page.createRange();
    range.selectNodeContents(number);
    return rows(range) > 1 ? [`split: ${number.textContent}`] : [];
  };
  const cut = (node) => [...node.data.matchAll(/\\S+/g)].filter((part) => {
    const range = page.createRange();
    range.setStart(node, part.index);
    range.setEnd(node, part.index + part[0].length);
    return rows(range) > 1;
  }).map((part) => `cut: ${part[0]}`);
  const whole = [".bar :is(span, b, .leave)", "bdi[translate]"].flatMap((name) =>
    [...page.querySelectorAll(name)].flatMap((e) => [...e.childNodes])
      .filter((node) => node.data?.trim()));
  const taps = [...page.querySelectorAll("a, button, textarea, .tick")].filter((e) =>
    e.checkVisibility() && !(getComputedStyle(e).display === "inline" && e.closest("p, li")));
  const small = (e) => {
    const { width, height } = e.getBoundingClientRect();
    return width < 44 || height < 44 ? [`small: ${e.textContent.trim()} ${width} x ${height}`] : [];
  };
  return frames.flatMap(([width, height, text, part]) => {
    frame.style.cssText = `border: 0; width: ${width}px; height: ${height}px`;
    root.style.fontSize = `${text}%`;
    const [leave, call] = [box(".leave"), box(".strip")];
    return [
      root.scrollWidth > root.clientWidth ? [`${root.scrollWidth} px wide`] : [],
      box(".bar").height > height * part ? [`bar of ${box(".bar").height} px`] : [],
      leave.top === call.top && (leave.x < call.x) !== (root.dir === "rtl") ? ["order"] : [],
      whole.flatMap(cut),
      text === 100 ? [...page.querySelectorAll("bdi[translate]")].flatMap(split) : [],
      taps.flatMap(small),
    ].flat().map((fault) => `${width} x ${height}, text ${text} %: ${fault}`);
  });
}"""


@pytest.fixture(scope="module")
def screen(browser: Browser, site: str) -> Iterator[Page]:
    """One page for all of this module: each test brings it to an address and sets what it needs."""
    context = visit(browser, site)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A client of the guide that also speaks the made-up language, from right to left."""
    return in_brackets(tmp_path_factory.mktemp("translations")).test_client()


@pytest.fixture(scope="module")
def empty(browser: Browser) -> Iterator[Page]:
    """An empty page, for frames."""
    page = browser.new_page()
    yield page
    page.close()


def show(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(media="screen", color_scheme="light", forced_colors="none")
    page.goto(address)


@pytest.mark.parametrize("address", NEW)
def test_a_page_can_be_read_and_tapped_by_anybody(screen: Page, address: str) -> None:
    one_request_and_nothing_left(screen, address)
    script_adds_nothing(screen, address)
    screen.evaluate(SHORTENED)
    screen.evaluate(AXE)
    for width, scheme in SCREENS:
        screen.set_viewport_size({"width": width, "height": 800})
        screen.emulate_media(color_scheme=scheme)
        first = (width, scheme) == SCREENS[0]
        rules = [*OF_SIZE, *(OF_COLOUR if scheme == "dark" else ())]
        assert screen.evaluate(VIOLATIONS, None if first else rules) == []
    screen.emulate_media(forced_colors="active")
    in_forced_colours_buttons_keep_an_edge_and_nothing_moves(screen)
    screen.emulate_media(media="print", color_scheme="dark", forced_colors="none")
    in_print_there_are_numbers_and_dates_but_no_buttons(screen)
    screen.emulate_media(media="screen", color_scheme="light")
    without_styles_the_order_is_the_same(screen)


@pytest.mark.parametrize(
    "words",
    ["<a href=/ ></a>", "<h4>Skips a level</h4>", "<img src=x>", "<p class=new>Grey</p>"],
)
def test_a_shape_that_is_on_no_other_page_would_be_found(words: str) -> None:
    known = set().union(*(shapes(html_of(client_at(), address)) for address in PAGES))
    spoilt = html_of(client_at(), "/").replace("</main>", f"{words}</main>")
    assert shapes(spoilt) - known


@pytest.mark.parametrize("address", PAGES)
def test_a_page_can_be_used_in_other_circumstances(
    empty: Page, bracketed: FlaskClient, address: str
) -> None:
    for client, path in ((client_at(), address), (bracketed, f"/ur{address}")):
        assert empty.evaluate(FAULTS, [html_of(client, path), FRAMES]) == []


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        (".answers a{min-block-size:0;padding:0}", "390 x 844, text 100 %: small: Yes"),
        (".bar a{font-size:1rem;padding:1rem}", "320 x 568, text 200 %: bar of"),
        (".strip{overflow-wrap:anywhere;flex:0 0 3.5rem}", "cut: danger"),
        (
            ".dial bdi{overflow-wrap:anywhere;white-space:normal!important}.dial{inline-size:5rem}",
            "cut: 547653",
        ),
        (".bar{flex-flow:row}", "390 x 844, text 100 %: order"),
        ("h1{white-space:nowrap}", "320 x 568, text 200 %: "),
        (".dial b bdi{white-space:normal;inline-size:4rem}", "390 x 844, text 100 %: split: "),
    ],
)
def test_a_fault_in_a_frame_would_be_found(empty: Page, style: str, fault: str) -> None:
    spoilt = html_of(client_at(), "/").replace("</head>", f"<style>{style}</style></head>")
    assert fault in "\n".join(empty.evaluate(FAULTS, [spoilt, FRAMES]))


def test_no_width_changes_a_colour_and_no_scheme_a_size() -> None:
    style = (TOP / "static/style.css").read_text("utf-8")
    assert re.findall(r"@[a-z]+ [^{]*", style) == [
        "@media (prefers-color-scheme:dark)", "@media (min-width:64rem)",
        "@media (max-height:22rem)", "@media (forced-colors:active)", "@media print",
    ]  # fmt: skip
    colours = r"(?:\s*--[a-z-]+:#[0-9a-f]{3,6};?)+\s*"
    dark = r"@media \(prefers-color-scheme:dark\)\{(?:\s*[.:a-z]+\{" + colours + r"\})+\s*\}"
    assert re.search(dark, style)
    assert "color" not in style.partition("@media (min-width:64rem)")[2].partition("@media")[0]


def script_adds_nothing(screen: Page, address: str) -> None:
    """With script, the page is what was sent, except the print button. So what axe finds is also
    true without script. (The walks are done in a browser without script.)
    """
    sent = client_at().get(address).get_data(as_text=True)
    assert parts(screen.content()) == parts(sent)


def parts(html: str) -> list[tuple[str, dict[str, str], list[str]]]:
    """What the main part of a page consists of, whether it is hidden or not."""

    def attributes(element: Element) -> dict[str, str]:
        # `disabled`, `disabled=""` and `disabled="disabled"` are one thing.
        said = {name: "" if value == name else value for name, value in element.attrib.items()}
        return {**said, "hidden": ""}

    return [
        (each.tag, attributes(each), [*each.strings()]) for each in parsed(html).one("main").iter()
    ]


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


def without_styles_the_order_is_the_same(screen: Page) -> None:
    screen.evaluate("document.querySelector('style').remove()")
    tops = screen.evaluate(
        """() => ["#leave", ".strip", "h1", "main section, .cards, form, dl, article",
            "footer"].map(
            (name) => document.querySelector(name).getBoundingClientRect().top + scrollY)"""
    )
    assert tops == sorted(tops)


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
        assert not any(each.is_visible() for each in screen.locator(hidden).all())
    # No question and no heading stands without what was to be tapped below it.
    assert screen.locator("section:has(> .answers) > :visible").count() == 0
    checked = "Numbers checked against public sources on 22 November 2026."
    assert checked in screen.inner_text("footer")
    styles = screen.evaluate(
        """() => [...document.querySelectorAll(".dial")].filter((e) => e.checkVisibility())
            .map((e) => getComputedStyle(e).color + getComputedStyle(e).borderWidth)"""
    )
    assert set(styles) <= {"rgb(0, 0, 0)0px"}
    assert bool(styles) == bool(screen.locator(".dial:not(.next *)").count())
    assert screen.inner_text(".strip").split() == ["In", "danger", "now?", "Call", "999"]


def test_the_three_destinations_look_the_same_everywhere(screen: Page) -> None:
    looks: dict[str, set[str]] = {}
    for address in ("/", "/help/now", "/help/desk", "/young/start", "/place/england", "/nothing"):
        show(screen, address)
        found = screen.evaluate(
            """() => [...document.querySelectorAll(".cards .card")].map((e) => {
                const style = getComputedStyle(e);
                return [e.className, [style.borderInlineStartColor,
                    style.getPropertyValue("--fill"),
                    e.querySelector("h2, h3").textContent].join()];
            })"""
        )
        for kind, look in found:
            looks.setdefault(kind, set()).add(look)
    kinds = ("desk", "emergency", "police", "support")
    assert sorted(looks) == [f"card {kind}" for kind in kinds]
    assert [len(variants) for variants in looks.values()] == [1, 1, 1, 1]
