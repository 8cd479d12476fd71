"""A real Chromium, looking at the real server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import WORKING_HOURS
from tests.web.test_serve import settled

from .chromium import installed

# Playwright's own list, since Chromium obeys only the last such flag; and the lists of the address
# bar, which Chromium would load for each visitor as two more pages and never show.
NOT_NEEDED = [
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades",
    "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints",
    "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning",
    "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxPopup",
]  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join(NOT_NEEDED)}",
]
ELSEWHERE = "https://www.bbc.co.uk/weather"
SEARCH = "https://search.example/"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = installed()
    assert path, "No Chromium: run  make test  or  python tests/browser/chromium.py"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=FLAGS,
            # As in a normal browser: Back may bring a page back from memory as it was left.
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the shipped guide, in working hours."""
    log: Path = tmp_path_factory.mktemp("server") / "log"
    with settled(log, GUIDE_CLOCK=WORKING_HOURS) as (_, port):
        yield f"http://127.0.0.1:{port}"


def visit(browser: Browser, site: str, **options: object) -> BrowserContext:
    """A visitor on a small phone, by default. Other sites are faked, never fetched."""
    context = browser.new_context(
        **{"base_url": site, "viewport": {"width": 390, "height": 844}, **options}
    )
    context.route(
        lambda url: not url.startswith(site),
        lambda route: route.fulfill(content_type="text/html", body="<h1>Another site</h1>"),
    )
    context.set_default_timeout(10_000)
    return context


@contextmanager
def moved(page: Page) -> Iterator[None]:
    """Wait until the steps in the block have brought the visitor to another address.

    Never wait with `wait_for_function`: it needs eval, which the policy of every page refuses.
    """
    before = page.url
    yield
    page.wait_for_url(lambda url: url != before)


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = visit(browser, site)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_page(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a browser without script."""
    context = visit(browser, site, java_script_enabled=False)
    yield context.new_page()
    context.close()
