"""Rules on numbers: each has its sources, and is described as what it is.

The form of a number is a type, `content.telephone.Telephone`: the reader refuses any other.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from fnmatch import fnmatchcase
from itertools import pairwise
from typing import NamedTuple
from unicodedata import normalize

from ..content.lookups import (
    contact_of,
    every_word,
    line_of,
    named,
    names_shown,
    shown,
)
from ..content.model import Contact, Cost, Guide, Line, Listed, Wording
from ..content.problems import Problem
from ..content.sites import Host
from ..content.writing import PLACEHOLDER

COSTS: Mapping[str, tuple[Cost, ...]] = {
    "01": ("as-01",),
    "02": ("as-02",),
    "03": ("as-03",),
    "080": ("free", "mostly-free"),
    "116": ("free", "mostly-free"),
}
"""What a call may cost, by how the number begins. The directory gives the source at each `cost`."""

SHORT_CODE = 5
"""In digits. A number this short is the same in the whole country."""

BEGAN = date(2026, 11, 22)
"""The day on which the sources of this guide's first numbers were read: nothing was checked before.
A clock that shows an earlier day is wrong, and says nothing about the future."""

LATEST_ZONE = timezone(timedelta(hours=14))
"""Where each day begins first: nowhere on earth is it later."""

LONGEST_BREAK = 6
"""In characters that are not letters, between two digits of one number, such as ** **."""

LOOKALIKES = str.maketrans("OoQDIilgqSBZ", "000011199582")
"""Letters that are read as a digit where they stand among digits."""

LETTERS = str.maketrans("0135", "oies")
"""Digits that are read as a letter where they stand among letters."""

MIXED = re.compile(r"\w*[^\W\d]\w*[^\W\d]\w*")
"""A word of two letters or more, perhaps with digits among them."""

JOINERS = re.compile(r"[\W_]*(?:and|then)[\W_]*", re.IGNORECASE)
"""Words that people say between the digits of one number."""


def numbers_are_sourced(guide: Guide) -> Iterator[Problem]:
    """Every number shown has two sources on different sites, and each source prints its digits.

    All pages of one owner are one site. A site on the list `not_sources` is none. The number is not
    on the list of numbers never to show, and 111 is never the police.
    """
    forbidden = {item.phone.digits: item.why for item in guide.forbidden}
    on_pages = {contact.id for contact in shown(guide)}
    for contact in guide.contacts.values():
        sites = set()
        for source in contact.sources:
            if why := _no_source(source.url.host, guide.wording.not_sources):
                fix = "read the page itself, or find another source"
                yield Problem(source.where, f"{source.url} is not a source: {why}", fix)
            else:
                sites.add(source.url.host.owner)
        if contact.id in on_pages and len(sites) < 2:
            one = next(iter(sites), "")
            same = f" (all that ends in {one} is one site)" if one else ""
            yield Problem(
                contact.where,
                f"“{contact.id}” is shown with fewer than two independent sources",
                f"add a source on another site{same}, or do not show the number",
            )
        for source in contact.sources:
            if source.prints.digits != contact.digits:
                yield Problem(
                    source.where,
                    f"“{contact.id}” has {contact.phone}, but a source prints {source.prints}",
                    f"read {source.url} again and correct the one that is wrong",
                )
        if contact.id in on_pages and contact.digits in forbidden:
            yield Problem(
                contact.where,
                f"{contact.phone} must never be shown: {forbidden[contact.digits]}",
                "use the number that replaced it",
            )
        if contact.digits == "111" and contact.kind == "police":
            yield Problem(
                contact.where, "111 is the NHS, never the police", "give the number of the police"
            )


def checks_are_dated(guide: Guide) -> Iterator[Problem]:
    """No number or link was checked before the guide began, or will be after today."""
    today = datetime.now(LATEST_ZONE).date()
    lines: tuple[Line, ...] = (*guide.contacts.values(), *guide.links.values())
    for line in lines:
        if line.checked < BEGAN or BEGAN <= today < line.checked:
            yield Problem(
                line.where,
                f"“{line.id}” cannot have been checked on {line.checked}",
                f"write the day when its sources were last read, from {BEGAN} to today",
            )


def numbers_belong_to_one_line(guide: Guide) -> Iterator[Problem]:
    """No two lines have the same number, and the list of numbers never to show is there."""
    if not guide.forbidden:
        yield Problem(guide.area.where, "no number is listed in never_show", "restore the list")
    owners: dict[str, list[str]] = {}
    for contact in guide.contacts.values():
        owners.setdefault(contact.digits, []).append(contact.id)
    for ids in owners.values():
        if len(ids) > 1:
            who = ", ".join(ids)
            yield Problem(guide.area.where, f"{who} have the same number", "keep one of them")


def _no_source(host: Host, lists: Iterable[Listed]) -> str:
    """Why a site is no source of a number, or "" if it is one."""
    if not host.owner:
        return "it has no name on the internet"
    names = (host.owner, host)
    for listed in lists:
        if any(fnmatchcase(name, entry) for entry in listed.words for name in names):
            return listed.reason
    return ""


def lines_are_described_truly(guide: Guide) -> Iterator[Problem]:
    """What we say of a number is true: what it costs, and whether to call or to text."""
    for contact in guide.contacts.values():
        allowed = _costs(contact)
        if contact.cost not in allowed:
            yield Problem(
                contact.where,
                f"{contact.phone}, to {contact.by}, cannot have  cost: {contact.cost}",
                f"choose one of: {', '.join(allowed)}",
            )
        if (contact.by == "text") != (contact.bill == "text-may-show"):
            yield Problem(
                contact.where,
                f"{contact.phone}, to {contact.by}, cannot have  bill: {contact.bill}",
                "bill: text-may-show  and  by: text  go together",
            )


def _costs(contact: Contact) -> tuple[Cost, ...]:
    """Each `cost` that a line may have."""
    if contact.by == "text":
        return ("text",)
    if len(contact.digits) > SHORT_CODE:
        for begins, costs in COSTS.items():
            if contact.digits.startswith(begins):
                return costs
    if contact.kind in ("emergency", "police"):
        return ("free",)
    return ("free", "mostly-free", "no-extra")


def sentences_are_filled(guide: Guide) -> Iterator[Problem]:
    """A sentence that needs a name or a site has it: each button says whose line it is, and a
    line whose hours are on a site names that site.
    """
    wording = guide.wording
    for when, word in wording.button.items():
        if PLACEHOLDER.findall(word) != ["who"]:
            yield Problem(
                word.where,
                f"the button for “{when}” does not say once whose line it is",
                "put {who} into it once, and nothing else in braces",
            )
    for contact in guide.contacts.values():
        needs = "site" in PLACEHOLDER.findall(wording.when[contact.when])
        if needs != bool(contact.site):
            yield Problem(
                contact.where,
                f"“{contact.id}” has  when: {contact.when}  and  site: {contact.site or 'none'}",
                "name a site if the sentence has {site}, and only then",
            )
        elif contact.site and not contact.site.owner:
            yield Problem(
                contact.where, f"“{contact.site}” is not a site", "write it as example.org"
            )


def links_are_sound(guide: Guide) -> Iterator[Problem]:
    """Every link leads to a site by https:// and is used, and no id stands for two things."""
    used = names_shown(guide)
    if publisher := guide.area.publisher:
        for page in (publisher.privacy, publisher.accessibility):
            if not page.startswith("https://") or not page.host.owner:
                wrong = f"“{page}” is not safe to open"
                yield Problem(publisher.where, wrong, "find its https:// address")
    for link in guide.links.values():
        if not link.url.startswith("https://") or not link.url.host.owner:
            yield Problem(
                link.where, f"“{link.url}” is not safe to open", "find its https:// address"
            )
        elif why := _no_source(link.url.host, guide.wording.not_sources):
            fix = "find the address of the page itself"
            yield Problem(link.where, f"“{link.url}” is not the page itself: {why}", fix)
        if link.id not in used:
            yield Problem(link.where, f"nothing uses the link “{link.id}”", "use it, or delete it")
        if contact_of(guide, link.id):
            yield Problem(
                link.where, f"“{link.id}” is also a contact", "give one of them another id"
            )


ODD = re.compile(r"\d|(?<=\w)[^\W\d_a-z]")
"""A digit, or a letter inside a word that is not a small one from a to z: only then can a word be
read in another way than it is written.
"""


class Piece(NamedTuple):
    """Digits in a text, or a word for some, and where they stand."""

    begin: int
    end: int
    size: int
    spoken: bool


def numbers_stand_in_one_place(guide: Guide) -> Iterator[Problem]:
    """No words contain a number to call, in digits or in words: they name its role in braces."""
    pieces = _pieces(word for item in guide.wording.number_words for word in item.words)
    for word in every_word(guide):
        if _has_number(word, pieces):
            yield Problem(
                word.where,
                f"a number is written out in “{word}”",
                "name whose it is, such as {duty-desk}; the directory has the digits",
            )


def number_in(wording: Wording) -> Callable[[str], bool]:
    """A function that says whether a text has any digit or any word for a number, or letters that
    are read as a number.
    """
    pieces = _pieces(word for item in wording.number_words for word in item.words)

    def found(text: str) -> bool:
        return any(pieces(text)) or _has_number(text, pieces)

    return found


def _pieces(words: Iterable[str]) -> Callable[[str], Iterator[Piece]]:
    """A function that finds digits, and these words for digits, in a text."""
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    spoken = re.compile(f"(?:{'|'.join(longest_first) or '(?!)'})s?", re.IGNORECASE)
    pattern = re.compile(rf"\d+|(?<![^\W\d_])(?:{spoken.pattern})+(?![^\W\d_]|['’])", re.IGNORECASE)

    def find(text: str) -> Iterator[Piece]:
        for match in pattern.finditer(text):
            digits = match[0].isdigit()
            size = len(match[0]) if digits else len(spoken.findall(match[0]))
            yield Piece(*match.span(), size, not digits)

    return find


def _has_number(text: str, pieces: Callable[[str], Iterator[Piece]]) -> bool:
    """Whether a text has three digits in a row, or two in a row of which one is a word."""
    plain = normalize("NFKC", PLACEHOLDER.sub(" … … … … ", text))
    if not ODD.search(plain):  # so are most
        return _has_pieces(plain, pieces)
    return any(
        _has_pieces(read, pieces)
        for read in {re.sub(r"\w+", _as_digits, plain), MIXED.sub(_as_letters, plain)}
    )


def _has_pieces(plain: str, pieces: Callable[[str], Iterator[Piece]]) -> bool:
    size, spoken = 0, False
    for before, piece in pairwise([Piece(0, 0, 0, False), *pieces(plain)]):
        if not _joined(before, piece, plain[before.end : piece.begin]):
            size, spoken = 0, False
        size, spoken = size + piece.size, spoken or piece.spoken
        if size >= (2 if spoken else 3):
            return True
    return False


def _as_digits(match: re.Match[str]) -> str:
    """A word of digits and of letters that look like one, as digits: 1O1. A word of such letters
    alone has a capital where no word has one: lOl.
    """
    digits = match[0].translate(LOOKALIKES)
    odd = any(map(str.isdigit, match[0])) or any(map(str.isupper, match[0][1:]))
    return digits if odd and digits.isdigit() else match[0]


def _as_letters(match: re.Match[str]) -> str:
    """A word with digits that look like letters, as letters: n1ne."""
    return match[0].translate(LETTERS)


def _joined(before: Piece, after: Piece, between: str) -> bool:
    """Whether somebody would read two pieces as parts of one number. A comma or the end of a
    sentence separates them, except single digits or words.
    """
    alike = before.spoken == after.spoken and before.size == after.size == 1
    if alike and JOINERS.fullmatch(between):
        return True
    if len(between) > LONGEST_BREAK or re.search(r"[^\W_]", between):
        return False
    return alike or not re.search(r"[,;.?!:]\s", between)


def words_name_the_right_line(guide: Guide) -> Iterator[Problem]:
    """A name and a number in the same words belong to the same line."""
    for word in every_word(guide):
        found = PLACEHOLDER.findall(word)
        ids = {n: line.id for n in found if (line := line_of(guide, named(n)))}
        whose = {id_ for name, id_ in ids.items() if name.endswith(".name")}
        numbers = {id_ for name, id_ in ids.items() if not name.endswith(".name")}
        if numbers & guide.contacts.keys() and not whose <= numbers:
            yield Problem(
                word.where,
                f"“{word}” gives a name and somebody else's number",
                "use the name and the number of one line",
            )
