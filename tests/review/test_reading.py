"""Each row in full once, with the pages that have it: on made-up screens."""

import pytest

from guide.review.reading import Reading, Row, each_once, spans
from guide.review.screens import Screen

CALL = "Call us [tel:+441632960000]"
SCREENS = (
    Screen("/", "On every page", ("First page [/]",)),
    Screen("/", "", ("= First", "# Hello", "## Lines", CALL, "- Yes [/a/b]"), 0),
    Screen("/a/b", "", ("= Guide, step 1", "# Now", "## Lines", CALL, "## More", CALL, "New"), 1),
    Screen("/a/c", "", ("= Guide, step 2", "# Then", "## Lines", CALL, "- Yes [/a/c]", "New"), 2),
    Screen("/a/d", "", ("= Other, step 3", "# Last", "## Lines", CALL, "See [https://e.org/]"), 3),
)


@pytest.fixture
def readings() -> list[Reading]:
    return [*each_once(SCREENS)]


def test_a_row_is_in_full_where_it_is_first_with_the_other_pages(readings: list[Reading]) -> None:
    assert readings[1].rows == (
        Row("Lines", "", heading=True),
        Row("Call us", "1–3"),
        Row("- Yes [1]", ""),
    )


def test_rows_that_were_read_are_one_row_with_their_first_page(readings: list[Reading]) -> None:
    assert readings[2].rows == (
        Row("", "0"),
        Row("More", "", heading=True),
        Row("", "0"),
        Row("New", "2"),
    )


def test_a_heading_stays_where_something_new_is_below_it(readings: list[Reading]) -> None:
    lines = Row("Lines", "", heading=True)
    assert readings[3].rows == (lines, Row("", "0"), Row("- Yes [2]", ""), Row("", "1"))


def test_links_to_pages_are_numbers_and_those_to_other_sites_stay(
    readings: list[Reading],
) -> None:
    assert readings[0].rows == (Row("First page [0]", ""),)
    assert readings[4].rows[-1] == Row("See [https://e.org/]", "")


def test_a_title_with_only_a_new_number_is_not_read_again(readings: list[Reading]) -> None:
    assert [each.title for each in readings] == [
        "",
        "First",
        "Guide, step 1",
        "",
        "Other, step 3",
    ]


@pytest.mark.parametrize(
    ("pages", "says"),
    [([], ""), ([0], "0"), ([1, 2], "1–2"), ([7, 3, 4, 5, 0], "0, 3–5, 7")],
)
def test_numbers_of_pages_are_short(pages: list[int], says: str) -> None:
    assert spans(pages) == says
