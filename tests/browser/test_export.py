"""The guide as files in a real browser: from a plain file server, and with no server at all."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copy
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from guide.export import export
from tests.conftest import client_at, tel

from . import test_leave as leave
from . import test_look as look
from . import test_walk as walk
from .conftest import ELSEWHERE, SEARCH, moved, visit

WALKS = {name: walk.WALKS[name] for name in ("in danger", "not sure, and it is not", "the police")}
OPENED = ["/", "/help/desk.html", "/signs.html", "/sheet.html", "/about/map.html"]


class Files(SimpleHTTPRequestHandler):
    """Python's own file server, which knows nothing of the guide. Its log is dropped."""

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files") / "out"
    export(client_at().application, folder)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The address of the export. All that is used here takes it for the address of the guide."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder)) as server:
        Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize(("answers", "end", "first"), WALKS.values(), ids=WALKS)
def test_the_walks_without_script(
    plain_page: Page, answers: list[str], end: str, first: str
) -> None:
    walk.test_without_script(plain_page, answers, f"{end}.html", first)


def test_a_walk_only_by_keyboard(page: Page) -> None:
    answers, end, first = walk.WALKS["a social worker"]
    walk.test_only_by_keyboard(page, answers, f"{end}.html", first)


@pytest.mark.parametrize("address", OPENED)
def test_a_page_can_be_read_and_tapped_by_anybody(page: Page, address: str) -> None:
    look.one_request_and_nothing_left(page, address)
    page.evaluate(look.AXE)
    assert page.evaluate(look.VIOLATIONS) == []
    html = page.request.get(address).text()
    page.goto("about:blank")
    assert page.evaluate(look.FAULTS, [html, look.FRAMES]) == []


def test_the_policy_works_without_headers(page: Page) -> None:
    page.goto("/help/now.html")
    with page.expect_console_message() as told:
        page.evaluate("document.body.append(Object.assign(new Image(), {src: '/icon.png'}))")
    assert "Content Security Policy" in told.value.text


@pytest.mark.parametrize(
    "steps", ["tap No, tap Yes, leave, back, back", "tap No, back, leave, forward"]
)
def test_a_page_that_was_left_stays_hidden(page: Page, site: str, steps: str) -> None:
    leave.test_a_page_that_was_left_stays_hidden(page, site, steps)


def test_back_within_the_guide_still_works(page: Page) -> None:
    leave.test_back_within_the_guide_still_works(page)


def test_an_old_browser_keeps_no_earlier_page(browser: Browser, site: str) -> None:
    leave.test_an_old_browser_keeps_no_earlier_page(browser, site)


def test_shift_three_times_leaves(page: Page) -> None:
    leave.test_shift_three_times_leaves(page, "/phone/memory.html")


def test_signs_lead_to_the_sheet(plain_page: Page) -> None:
    plain_page.goto("/signs.html")
    plain_page.get_by_role("link", name="Write it down before I call").click()
    expect(plain_page.locator("h1")).to_have_text("Before you call a social worker")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_with_no_server_at_all(browser: Browser, folder: Path, script: bool) -> None:
    """From a USB stick: open it, walk through it, go back, and leave."""
    context = visit(browser, folder.as_uri(), java_script_enabled=script)
    page = context.new_page()
    page.goto(SEARCH)
    page.goto(f"{folder.as_uri()}/index.html")
    for tap in ("No", "Start again", "No", "Yes"):
        with moved(page):
            page.get_by_role("link", name=tap, exact=True).click()
    leave.press_back(page)
    expect(page.locator("h1")).to_have_text("Do you want to talk to a social worker?")
    with moved(page):
        page.get_by_role("link", name="Yes", exact=True).click()
    walk.at_the_end(page, "/help/desk.html", tel("duty-desk"))
    page.locator("#leave").click()
    expect(page).to_have_url(ELSEWHERE)
    if script:
        for _ in range(5):
            leave.press_back(page)
            page.wait_for_url(lambda url: not url.startswith("file:"), wait_until="commit")
            assert not leave.SAYS_WHAT_THIS_IS.search(f"{page.title()} {page.inner_text('body')}")
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_the_guide_in_one_file_needs_nothing_else(
    browser: Browser, folder: Path, tmp_path: Path, script: bool
) -> None:
    file = Path(copy(folder / "pack/file.html", tmp_path / "numbers.html"))
    context = visit(browser, file.as_uri(), java_script_enabled=script)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(SEARCH)
    asked.clear()
    page.goto(file.as_uri())
    shown = page.locator(".leaf:visible")
    for tap in ("No", "Start again", "No", "Yes"):
        shown.get_by_role("link", name=tap, exact=True).click()
        expect(shown).to_have_count(1)
    expect(page).to_have_url(f"{file.as_uri()}#help-desk")
    expect(shown.locator("a.dial").first).to_have_attribute("href", tel("duty-desk"))
    page.go_back()
    expect(shown.locator("h1")).to_contain_text("Do you want to talk")
    assert asked == [file.as_uri()]
    page.locator("#leave").click()
    expect(page).to_have_url(ELSEWHERE)
    context.close()
