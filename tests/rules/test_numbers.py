"""Limits of the rules on numbers that one edit cannot show."""

import pytest

from guide.content.lookups import shown
from guide.content.sites import WebAddress
from guide.rules.numbers import (
    _has_number,
    _no_source,
    _pieces,
    links_are_sound,
    numbers_are_sourced,
)

from ..made_up import Copy, shipped
from .breaks import HELP, MORE, NATIONAL, TOWN

DESK = "  town-desk:\n    name"
NO_SOURCE = [
    "https://www.google.com/search?q=x", "https://google.co.uk",
    "https://translate.google.com/translate?u=x",
    "https://www.bing.com", "https://duckduckgo.com", "https://uk.search.yahoo.com",
    "https://web.archive.org/web/x",
    "https://archive.ph/x", "https://webarchive.nationalarchives.gov.uk/x",
    "https://www-a-b.translate.goog/x",
    "https://webcache.googleusercontent.com/x", "https://chatgpt.com", "https://bit.ly/x",
]  # fmt: skip


def test_two_pages_of_one_site_are_one_source(content: Copy) -> None:
    content.replace(TOWN, "https://council.example/desk", "https://www.school.example/a")
    (problem,) = content.problems()
    assert str(problem) == (
        f"guide/{TOWN}:{content.row_of(TOWN, DESK)}: “town-desk” is shown with fewer than two "
        "independent sources\n    Fix: add a source on another site (all that ends in "
        "school.example is one site), or do not show the number"
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://search.example.com/?q=desk", "https://www.search.co.uk",
        "https://translate.example.net/x",
        "https://archive.example.net", "https://127.0.0.1/", "http://localhost/",
    ],
)  # fmt: skip
def test_a_site_that_shows_pages_of_others_is_no_source(content: Copy, url: str) -> None:
    content.replace(TOWN, "https://school.example", url)
    first, second = numbers_are_sourced(content.load())
    assert first.place.row == content.row_of(TOWN, f'{url}", prints')
    assert first.wrong.startswith(f"{url} is not a source: ")
    assert "fewer than two independent sources" in second.wrong


@pytest.mark.parametrize("entry", NO_SOURCE)
def test_each_kind_of_site_that_is_no_source_is_on_the_list(entry: str) -> None:
    assert _no_source(WebAddress(entry).host, shipped().wording.not_sources)


KEPT = """
  kept:
    name: A line that is kept
    kind: desk
    phone: "01632 960003"
    hours: 24/7
    brief: Kept
    when: day-and-night
    otherwise: duty-desk
    cost: as-01
    bill: may-show
    name_asked: asked
    checked: 2026-11-22
    rung: false
    sources: [{url: "https://kept.example", prints: "01632 960003"}]
"""


def test_a_number_with_one_source_may_be_kept_if_it_is_not_shown(content: Copy) -> None:
    content.write(TOWN, content.text(TOWN) + KEPT)
    assert content.problems() == []
    content.replace(
        HELP, "[duty-desk, out-of-hours, police]", "[duty-desk, out-of-hours, police, kept]"
    )
    (problem,) = content.problems()
    assert problem.wrong == "“kept” is shown with fewer than two independent sources"


def test_a_forbidden_number_may_be_kept_if_it_is_not_shown(content: Copy) -> None:
    content.write(TOWN, content.text(TOWN) + KEPT)
    content.replace(NATIONAL, 'phone: "01632 960099"', 'phone: "01632 960003"')
    assert content.problems() == []


def test_111_is_never_the_police_but_may_be_another_line(content: Copy) -> None:
    """Not even when every source says so."""
    content.write(TOWN, content.text(TOWN).replace('"101"', '"111"'))
    (problem,) = content.problems()
    assert problem.wrong == "111 is the NHS, never the police"
    health = content.text(NATIONAL).replace('"0808 157 0001"', '"111"')
    content.write(TOWN, content.text(TOWN).replace('"111"', '"101"')).write(NATIONAL, health)
    assert content.problems() == []


SPOKEN = [word for listed in shipped().wording.number_words for word in listed.words]
DISGUISED = [
    "101", "1 0 1", "1-0-1", "1–0–1", "1.0.1", "1. 0. 1.", "1/0/1", "1_0_1", "1•0•1", "1,0,1",
    "1, 0, 1",
    "1 (0) 1", "1 . . 0 1", "**1**0**1**", "1\n0\n1", "1O1", "1o1", "l0l", "I0I", "9g9", "8OO",
    "①⓪①", "１０１",
    "١٠١", "१०१", "¹⁰¹", "𝟏𝟎𝟏", "nine nine nine", "nine nine", "nine, nine, nine",
    "Nine. Nine. Nine.", "ninenine",
    "one oh one", "one o one", "one-zero-one", "ONE ZERO ONE", "one hundred and one",
    "a hundred and one",
    "a hundred & one", "triple 9", "treble nine", "three nines", "1 oh 1", "1 o 1", "9 9 nine",
    "99nine",
    "nine-9-nine", "ninety-nine nine", "one0one", "nine, then nine", "1 then 0 then 1",
    "1 and 0 and 1", "lOl", "n1ne n1ne", "hundred-and-one", "thrice nine",
]  # fmt: skip
"""A short number, as somebody may write it into words in spite of the rule."""

NO_NUMBER = [
    "Until they are 18, or 21 to 25.", "At 1 or 2, one or two, 24 hours a day.", "one of two",
    "18, 21",
    "Under 16, 17 or 18", "press 55. Press it", "I am 16. One of us", "At 10 o'clock",
    "one working day",
    "a hundred children", "no one", "someone", "the 90s", "Call one number. Two people",
    "{police} 9", "too", "16 and 17", "1 and 2", "oil, ill", "ID", "of 18-year-olds",
]  # fmt: skip


@pytest.mark.parametrize("text", DISGUISED, ids=map(ascii, DISGUISED))
def test_a_number_in_disguise_is_found(text: str) -> None:
    assert _has_number(f"Call {text} now", _pieces(SPOKEN))


@pytest.mark.parametrize("text", NO_NUMBER)
def test_words_without_a_number(text: str) -> None:
    assert not _has_number(text, _pieces(SPOKEN))


def test_a_link_that_only_words_name_is_used(content: Copy) -> None:
    content.replace(MORE, "{helpline-site}. Or", "{helpline-site.name}. Or")
    assert [*links_are_sound(content.load())] == []


def test_what_is_shown_is_what_pages_name(content: Copy) -> None:
    """In the order of the directory, with what only words name, and the relay that leads to it."""
    ids = ["emergency", "relay", "helpline", "town-desk", "town-night", "town-police"]
    assert [contact.id for contact in shown(content.load())] == ids
    content.replace(MORE, "{relay+duty-desk}", "{duty-desk}")
    content.replace(MORE, "lines: [helpline, ", "lines: [")
    assert [contact.id for contact in shown(content.load())] == [i for i in ids if i != "relay"]
    content.replace(HELP, "{helpline.name}, {helpline}", "somebody")
    assert "helpline" not in [contact.id for contact in shown(content.load())]
