"""A whole review on paper, as a browser prints it."""

import re

from playwright.sync_api import Browser

from tests.conftest import client_at, paths

MOST_SHEETS = 45
"""It has 43 on a computer whose letters are wide, and fewer where they are narrow."""


def test_a_whole_review_prints_on_a_few_sheets_of_paper(browser: Browser) -> None:
    page = browser.new_page()
    sheets = 0
    for path in (*paths("review"), "/about/numbers"):
        page.set_content(client_at().get(path).get_data(as_text=True))
        pdf = page.pdf(
            format="A4", margin=dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
        )
        sheets += len(re.findall(rb"/Type /Page\b", pdf))
    page.close()
    assert len(paths("review")) < sheets <= MOST_SHEETS
