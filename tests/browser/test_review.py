"""A whole review on paper, as a browser prints it."""

import re

from playwright.sync_api import Page

from tests.conftest import paths

MOST_SHEETS = 40


def test_a_whole_review_prints_on_a_few_sheets_of_paper(page: Page) -> None:
    sheets = 0
    for path in (*paths("review"), "/about/numbers"):
        page.goto(path)
        pdf = page.pdf(
            format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        )
        sheets += len(re.findall(rb"/Type /Page\b", pdf))
    assert len(paths("review")) < sheets <= MOST_SHEETS
