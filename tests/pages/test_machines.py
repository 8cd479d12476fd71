"""What machines read of a page: translators leave every number as it is, and reader views and ad
blockers find no name for which they would drop a part.
"""

import re
from collections.abc import Iterator

import pytest

from guide import Settings
from guide.web.last_resort import last_resort_page
from tests.conftest import SERVED, client_at, dom, shipped
from tests.dom import Element, parsed

PHONES = sorted({c.phone for c in shipped().contacts.values()}, key=len, reverse=True)
SHOWN = re.compile(rf"(?<![\d/])(?:{'|'.join(PHONES)})(?!\d)")

# Words in a class or id for which Firefox's reader view drops an element, or counts it as less.
# From `unlikelyCandidates` and `negative` in Readability.js of @mozilla/readability 0.6.0.
DROPPED = """-ad- ai2html banner breadcrumbs combx comment community cover-wrap disqus extra footer
    gdpr header legends menu related remark replies rss shoutbox sidebar skyscraper social sponsor
    supplemental ad-break agegate pagination pager popup yom-remote
    hidden com- contact masthead media meta outbrain promo scroll share shopping tags widget"""
# Parts of a name for which lists of ad blockers hide an element on any site.
BLOCKED = (
    "ad ads advert advertisement affiliate cookie consent newsletter overlay promoted tracking"
)


def answers() -> Iterator[tuple[str, Element]]:
    """Every page and error, what answers the forms, and the page for when nothing else works."""
    for address in (*SERVED, "/nothing"):
        yield address, dom(client_at(), address)
    ticked = {"signs": [sign.id for group in shipped().signs for sign in group.signs]}
    for address, form in (("/signs", ticked), ("/signs", {}), ("/sheet", ticked)):
        html = client_at().post(address, data=form).get_data(as_text=True)
        yield f"{address} with {len(form)} field", parsed(html)
    yield "the last resort", parsed(last_resort_page(shipped(), Settings()))


PAGES = dict(answers())


def left_to_translators(page: Element) -> list[str]:
    """The words with a number that a browser's translator may change."""
    return [
        text
        for text, element in page.one("body").pieces()
        if SHOWN.search(text)
        and "no" not in {each.get("translate") for each in (element, *element.iterancestors())}
    ]


@pytest.mark.parametrize("address", PAGES)
def test_translators_leave_every_number(address: str) -> None:
    assert left_to_translators(PAGES[address]) == []
    for link in PAGES[address].select('a[href^="tel:"]'):
        assert link.select('bdi[dir="ltr"][translate="no"]')


def test_a_number_left_to_translators_would_be_found() -> None:
    for phone in PHONES:
        page = parsed(f"<p>Call {phone} now. <bdi translate=no>{phone}</bdi></p>")
        assert left_to_translators(page) == [f"Call {phone} now. "]


def risky(name: str) -> list[str]:
    """The words in the name of a class or an id for which something would be hidden."""
    parts = re.split("[-_/]", name.lower())
    dropped = [word for word in DROPPED.split() if word in name.lower()]
    return dropped + [word for word in BLOCKED.split() if word in parts]


@pytest.mark.parametrize("address", PAGES)
def test_no_name_makes_a_machine_hide_something(address: str) -> None:
    elements = PAGES[address].select("[class], [id]")
    names = {name for e in elements for name in (*e.classes, e.get("id", ""))}
    assert {name: found for name in sorted(names) if (found := risky(name))} == {}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("social-work", ["social"]),
        ("unrelated", ["related"]),
        ("Footer", ["footer"]),
        ("ad-strip", ["ad"]),
        ("cookie_note", ["cookie"]),
        ("card", []),
        ("lead", []),
        ("told/start", []),
    ],
)
def test_a_risky_name_would_be_found(name: str, words: list[str]) -> None:
    assert risky(name) == words
