"""The form of the kit, sent by a real browser: from our own page, and from another site."""

import re

from playwright.sync_api import Page, expect

from .conftest import SEARCH


def choose(page: Page, place: str) -> None:
    page.locator("[name=papers]").first.check()
    page.locator("[name=languages]").first.check()
    page.locator("#place").fill(place)
    page.locator("main button").click()


def test_our_own_page_is_answered_with_paper_without_script(plain_page: Page) -> None:
    plain_page.goto("/kit")
    choose(plain_page, "St Mary's")
    expect(plain_page.locator(".paper .place")).to_have_text("Put up by St Mary's")
    assert plain_page.context.cookies() == []
    pages = plain_page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", pages)) == 1


def test_what_is_refused_can_be_put_right_on_the_same_page(page: Page) -> None:
    page.goto("/kit")
    choose(page, "Hall 5")
    expect(page.locator("[role=alert]")).to_contain_text("The name has a number.")
    expect(page.locator("main a.dial").first).to_have_attribute("href", "tel:999")
    choose(page, "Hall")
    expect(page.locator(".paper .place")).to_have_text("Put up by Hall")


def test_what_was_typed_is_gone_when_somebody_comes_back(page: Page) -> None:
    page.goto("/kit")
    page.locator("#place").fill("Al-Jalal")
    page.goto("/about")
    page.go_back(wait_until="commit")
    expect(page).to_have_url("/kit")
    expect(page.locator("#place")).to_have_value("")


def test_the_form_of_another_site_is_refused(page: Page, site: str) -> None:
    page.goto(SEARCH)
    page.set_content(
        f"<form method=post action='{site}/kit'><input name=papers value=poster>"
        "<input name=languages value=en><input name=place value=Hall><button>Send</button></form>"
    )
    page.locator("button").click()
    expect(page.locator("[role=alert]")).to_contain_text("We cannot see that this came from")
