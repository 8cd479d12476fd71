"""Rules on numbers: each is well formed, has its sources, and is described as what it is."""

import re
from collections.abc import Iterator, Mapping
from unicodedata import normalize
from urllib.parse import urlsplit

from ..content.lookups import (
    PLACEHOLDER,
    contact_of,
    every_word,
    line_of,
    named,
    names_shown,
    shown,
)
from ..content.model import Contact, Cost, Guide
from ..content.problems import Problem

FORM = re.compile(r"0[1-9]( ?[0-9]){8,9}|0800 ?[0-9]{4}|116 ?[0-9]{3}|[1-9][0-9]{2}|[1-9][0-9]{4}")
"""A number in the United Kingdom: ten or eleven digits that begin with 0, or a short one."""

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

WRITTEN = re.compile(r"\d[\s.–/-]?\d[\s.–/-]?\d")
"""Three digits one after another, also with a space, dot, dash or slash between them."""

HOST = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


def numbers_are_well_formed(guide: Guide) -> Iterator[Problem]:
    """Every number can be called as it is written: digits in a form of this country, and spaces."""
    for contact in guide.contacts.values():
        if not FORM.fullmatch(contact.phone):
            yield Problem(
                contact.where,
                f"“{contact.phone}” is not a number that can be called as it stands",
                "write ten or eleven digits that begin with 0, or a short number; nothing else",
            )


def numbers_are_sourced(guide: Guide) -> Iterator[Problem]:
    """Every number shown has two sources on different sites, and each source prints its digits.

    It is not on the list of numbers never to show, and 111 is never the police.
    """
    forbidden = {_digits(item.phone): item.why for item in guide.forbidden}
    on_pages = {contact.id for contact in shown(guide)}
    for contact in guide.contacts.values():
        sites = {site_of(source.url) for source in contact.sources}
        if contact.id in on_pages and len(sites) < 2:
            yield Problem(
                contact.where,
                f"“{contact.id}” is shown with fewer than two independent sources",
                "add a source on another site, or do not show the number",
            )
        for source in contact.sources:
            if _digits(source.prints) != contact.digits:
                yield Problem(
                    contact.where,
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


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def site_of(url: str) -> str:
    """The host of an address without “www.” or “m.” (a council's mobile pages are not a second
    source), or "" if it has none.
    """
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
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
    """A sentence that needs a name or a site has it: each button says {who}, and a line whose hours
    are on a site names that site.
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
        elif needs and not HOST.fullmatch(contact.site):
            yield Problem(
                contact.where, f"“{contact.site}” is not a site", "write it as example.org"
            )


def links_are_sound(guide: Guide) -> Iterator[Problem]:
    """Every link is a whole https:// address and is used, and no id stands for two things."""
    used = names_shown(guide)
    for link in guide.links.values():
        if not link.url.startswith("https://") or not HOST.fullmatch(site_of(link.url)):
            yield Problem(
                link.where, f"“{link.url}” is not a web address", "begin it with https://"
            )
        if link.id not in used:
            yield Problem(link.where, f"nothing uses the link “{link.id}”", "use it, or delete it")
        if contact_of(guide, link.id):
            yield Problem(
                link.where, f"“{link.id}” is also a contact", "give one of them another id"
            )


def numbers_stand_in_one_place(guide: Guide) -> Iterator[Problem]:
    """No words contain a number to call: they name its role in braces."""
    digit = "|".join(
        re.escape(w.lower()) for item in guide.wording.number_words for w in item.words
    )
    spoken = re.compile(rf"\b(?:{digit})(?:[\s-](?:{digit}))+\b" if digit else "(?!)")
    for word in every_word(guide):
        if WRITTEN.search(normalize("NFKC", word)) or spoken.search(word.lower()):
            yield Problem(
                word.where,
                f"a number is written out in “{word}”",
                "name whose it is, such as {duty-desk}; the directory has the digits",
            )


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
