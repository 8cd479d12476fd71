"""Ticking signs and writing on the call sheet in a real browser: nothing leaves, nothing stays."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .conftest import ELSEWHERE, moved


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_signs_by_keyboard(page: Page, plain_page: Page, script: bool) -> None:
    visitor = page if script else plain_page
    visitor.goto("/signs")
    visitor.get_by_label("misses school").focus()
    visitor.keyboard.press("Space")
    visitor.get_by_role("button", name="What can I do?").press("Enter")
    expect(visitor.locator("h1")).to_have_text("It is right to call about this")
    expect(visitor.locator("main .say")).to_contain_text("misses school")


def test_back_and_reload_behave(page: Page) -> None:
    page.goto("/")
    with moved(page):
        page.get_by_role("link", name="Signs to look for").click()
    page.get_by_label("owes money").check()
    page.get_by_role("button", name="What can I do?").click()
    expect(page.locator("main .say")).to_contain_text("owes money")
    page.reload()
    expect(page.locator("main .say")).to_contain_text("owes money")
    page.go_back(wait_until="commit")
    expect(page.locator("h1")).to_have_text("Signs to look for")
    expect(page.locator("input:checked")).to_have_count(0)


def test_what_is_folded_prints_with_script_and_without(page: Page, plain_page: Page) -> None:
    for visitor in (page, plain_page):
        visitor.goto("/help/desk")
        inside = visitor.locator("details li")
        assert inside.count() > 5
        assert not any(point.is_visible() for point in inside.all())
        visitor.emulate_media(media="print")
        assert all(point.is_visible() for point in inside.all())
    # What a browser does that cannot show what is folded by its style.
    page.emulate_media(media="screen")
    for event, count in (("beforeprint", 0), ("afterprint", page.locator("details").count())):
        page.evaluate("(event) => dispatchEvent(new Event(event))", event)
        expect(page.locator("details:not([open])")).to_have_count(count)


@pytest.mark.parametrize("address", ["/sheet", "/sheet/station"])
def test_nothing_written_leaves_the_page_or_stays(page: Page, address: str) -> None:
    page.goto(address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for field in page.locator("textarea").all():
        field.fill("a secret word")
        field.press("Enter")
    page.wait_for_timeout(300)
    assert asked == []
    assert page.url.endswith(address)
    page.goto("/about")
    page.go_back(wait_until="commit")
    expect(page.locator("textarea").first).to_have_value("")
    page.locator("textarea").first.fill("a secret word")
    page.reload()
    expect(page.locator("textarea").first).to_have_value("")
    page.locator("textarea").first.fill("a secret word")
    page.locator("#leave").click()
    expect(page).to_have_url(ELSEWHERE)


def test_a_sheet_can_be_printed_where_there_is_script(page: Page, plain_page: Page) -> None:
    for visitor, count in ((page, 1), (plain_page, 0)):
        visitor.goto("/sheet")
        expect(visitor.get_by_role("button", name="Print this sheet")).to_have_count(count)
    page.evaluate("window.print = () => { document.title = 'printing'; }")
    page.get_by_role("button", name="Print this sheet").click()
    assert page.title() == "printing"


@pytest.mark.parametrize("address", ["/sheet", "/sheet/station"])
def test_a_sheet_prints_on_one_side_of_a4(page: Page, tmp_path: Path, address: str) -> None:
    page.goto(address)
    pdf = page.pdf(format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm"))
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def test_a_watched_visitor_is_offered_nothing_to_print_or_keep(page: Page) -> None:
    page.goto("/phone/memory")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("print|save|sheet", re.I))).to_have_count(0)


# The last words that can be seen on paper where something was written.
SEEN_ON_PAPER = """() => [...document.querySelectorAll(".written, textarea")]
  .filter((e) => e.checkVisibility() && e.scrollHeight <= e.clientHeight)
  .map((e) => (e.value ?? e.textContent).trim().split(" ").at(-1)).filter(Boolean)"""


@pytest.mark.parametrize("count", [1, 114, 900])
def test_all_that_was_written_prints_and_no_copy_stays(page: Page, count: int) -> None:
    page.goto("/sheet")
    words = " ".join(f"word{number}" for number in range(count))
    for field in page.locator("textarea").all():
        field.fill(words)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    fields = page.locator("textarea").count()
    assert page.evaluate(SEEN_ON_PAPER) == [f"word{count - 1}"] * fields
    expect(page.locator("textarea:visible")).to_have_count(0)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert set(page.locator(".written").all_text_contents()) == {""}
    expect(page.locator("textarea").last).to_have_value(words)


def test_ticks_print_whole_without_script(plain_page: Page) -> None:
    plain_page.goto("/signs")
    for tick in plain_page.get_by_role("checkbox").all():
        tick.check()
    plain_page.get_by_role("button", name="What can I do?").click()
    plain_page.get_by_role("button", name="Write it down before I call").click()
    plain_page.emulate_media(media="print")
    written = plain_page.get_by_label("What worried me").input_value()
    assert len(written.split()) > 100
    assert plain_page.evaluate(SEEN_ON_PAPER) == [written.split()[-1]]
