"""Limits of the rules on numbers that one edit cannot show."""

from dataclasses import replace

import pytest

from guide.content.lookups import shown
from guide.content.model import Guide
from guide.rules.numbers import (
    links_are_sound,
    numbers_are_sourced,
    numbers_are_well_formed,
    site_of,
)

from ..made_up import Copy
from .breaks import HELP, MORE, NATIONAL, TOWN

DESK = "  town-desk:\n    name"


def test_two_pages_of_one_site_are_one_source(content: Copy) -> None:
    content.replace(TOWN, "https://council.example.org/desk", "https://www.school.example.com/a")
    (problem,) = content.problems()
    assert str(problem) == (
        f"guide/{TOWN}:{content.row_of(TOWN, DESK)}: “town-desk” is shown with fewer than two "
        "independent sources\n    Fix: add a source on another site, or do not show the number"
    )


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.example.org/a", "example.org"),
        ("http://m.example.org", "example.org"),
        ("https://EXAMPLE.org:443/", "example.org"),
        ("https://news.example.org", "news.example.org"),
        ("Luton website", ""),
        ("https://[::1", ""),
        ("", ""),
    ],
)
def test_the_site_of_an_address(url: str, site: str) -> None:
    assert site_of(url) == site


def test_sources_that_are_not_sites_do_not_count(content: Copy) -> None:
    content.replace(TOWN, "https://council.example.org/desk", "the council's site")
    content.replace(TOWN, "https://school.example.com", "a letter of the school")
    assert [problem.wrong for problem in numbers_are_sourced(content.load())] == [
        "“town-desk” is shown with fewer than two independent sources"
    ]


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
    sources: [{url: "https://kept.example.org", prints: "01632 960003"}]
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


@pytest.mark.parametrize(
    ("phone", "sound"),
    [
        ("0163 296000", True),
        ("0163 29600", False),
        ("016329600012", False),
        ("0032 960001", False),
        ("08000000", True),
        ("0800 000", False),
        ("1234", False),
        ("116 0000", False),
        ("01632 960001 ", False),
        (" 01632 960001", False),
        ("01632 960001\n", False),
        ("٠١٦٣٢٩٦٠٠٠١", False),
    ],
)
def test_the_form_of_a_number(guide: Guide, phone: str, sound: bool) -> None:
    desk = replace(guide.contacts["town-desk"], phone=phone)
    changed = replace(guide, contacts={**guide.contacts, "town-desk": desk})
    assert (not [*numbers_are_well_formed(changed)]) is sound


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
