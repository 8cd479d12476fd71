"""Rules on numbers: each is right, is sourced, and is whose it is said to be."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..content import Problem
from ..model import Contact, Guide, Line, Link
from .lookups import (
    PLACEHOLDER,
    contact_of,
    every_word,
    line_of,
    named,
    names_shown,
    says_whose,
    shown,
    site_of,
)

NAMED_FOR = {
    "emergency": r"emergenc",
    "social-work": r"children.s services|social work|duty team|council",
}
"""What the name of a line says, by its kind, so that it does not stand under a wrong heading. Only
what is of kind police says police.
"""

COSTS = {
    "01": "an 01 number",
    "02": "an 02 number",
    "03": "free minutes",
    "080": "Free",
    "116": "Free",
}
"""What a call costs, by how the number begins: the sources stand beside `cost` in the directory."""

SHORT_CODE = 5
"""Digits. A number this short belongs to the whole country, not to one owner."""

PUBLIC_BODIES = (".gov.uk", ".police.uk", ".nhs.uk")
"""Only public bodies have addresses that end so."""

_digit = "(?:nought|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)"

WRITTEN_NUMBER = re.compile(rf"\d[\s.-]?\d[\s.-]?\d|\b{_digit}(?:[\s-]{_digit})+\b")


def numbers_are_sourced(guide: Guide) -> Iterator[Problem]:
    """Rule 5. Every number shown has two sources on different sites. All sources print its digits.
    It is on no list of numbers never to show, and NHS 111 is never the police.
    """
    forbidden = {_digits(item.phone): item.why for item in guide.forbidden}
    on_pages = shown(guide)
    for contact in guide.contacts.values():
        sites = {site_of(source.url) for source in contact.sources}
        if contact in on_pages and len(sites) < 2:
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
        if contact in on_pages and contact.digits in forbidden:
            yield Problem(
                contact.where,
                f"{contact.phone} must never be shown: {forbidden[contact.digits]}",
                "use the number that replaced it",
            )
        if contact.digits == "111" and contact.kind == "police":
            yield Problem(
                contact.where, "111 is the NHS, never the police", "give the number of the police"
            )
    if not guide.forbidden:
        yield Problem(guide.area.where, "no number is listed in never_show", "restore the list")
    for number, count in Counter(c.digits for c in guide.contacts.values()).items():
        if count > 1:
            who = ", ".join(c.id for c in guide.contacts.values() if c.digits == number)
            yield Problem(guide.area.where, f"{who} have the same number", "keep one of them")


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def sources_say_whose(guide: Guide) -> Iterator[Problem]:
    """Rule 5. The address of a source says whose number it is, so that no line has another's number
    with all its sources. A number so short that it is the whole country's needs none. A link's site
    has its owner's name, or a public body's address has; or it is the site on which we read of it.
    """
    for contact in shown(guide):
        if len(contact.digits) > SHORT_CODE and not any(
            says_whose(source.url, contact) for source in contact.sources
        ):
            yield Problem(
                contact.where,
                f"no source of “{contact.id}” says in its address whose number it is",
                "look whether number and sources belong to somebody else; add one that does",
            )
    for link in guide.links.values():
        site = site_of(link.url)
        public = f".{site}".endswith(PUBLIC_BODIES)
        if not (says_whose(link.url if public else site, link) or site == site_of(link.source)):
            yield Problem(
                link.where,
                f"“{link.url}” does not look like {link.name}",
                "read it again, and correct the address or the name",
            )


def lines_are_described_truly(guide: Guide) -> Iterator[Problem]:
    """Rule 5, too. What stands beside a number is true of it: its name of its kind, the cost of how
    it begins, whether to call or to text; and no call is said to leave no trace.
    """
    lines: list[Line] = [*guide.contacts.values(), *guide.links.values()]
    for line in lines:
        name = f"{line.name} {site_of(line.url) if isinstance(line, Link) else ''}".lower()
        police = "police" in name
        if police != (line.kind == "police") or not re.search(NAMED_FOR.get(line.kind, ""), name):
            yield Problem(
                line.where,
                f"“{line.name}” does not sound like kind {line.kind}",
                "correct the kind, or say in the name what it is",
            )
    for contact in guide.contacts.values():
        cost = _cost(contact)
        if cost and cost not in contact.cost:
            yield Problem(
                contact.cost.where,
                f"a call to {contact.phone} does not cost “{contact.cost}”",
                f"say “{cost}”",
            )
        if contact.kind == "social-work" and not says_whose(contact.brief, contact):
            yield Problem(
                contact.brief.where,
                f"“{contact.brief}” does not say that it is {contact.name}",
                "say in it whose line this is",
            )
        if (contact.by == "text") != ("not to call" in contact.brief):
            yield Problem(
                contact.where,
                f"“{contact.id}” does not say truly whether to call or to text",
                "by: text  and  brief: To text, not to call …  go together",
            )
        if not re.search("call list|messages", contact.bill):
            yield Problem(
                contact.bill.where,
                f"“{contact.bill}” does not say that the phone keeps it",
                "every phone keeps a list of calls or messages: say so",
            )


def _cost(contact: Contact) -> str | None:
    """What must be said of the cost of a call, if it can be known from the number."""
    if len(contact.digits) > SHORT_CODE:
        return next(
            (cost for begins, cost in COSTS.items() if contact.digits.startswith(begins)), None
        )
    return "Free" if contact.kind in ("emergency", "police") and contact.by == "call" else None


def links_are_sound(guide: Guide) -> Iterator[Problem]:
    """Every link is a whole and private web address with a source, is used, and no id stands for
    two things.
    """
    used = names_shown(guide)
    for link in guide.links.values():
        if urlsplit(link.url).scheme != "https" or not site_of(link.url):
            yield Problem(
                link.where, f"“{link.url}” is not a web address", "begin it with https://"
            )
        if not link.source.strip():
            yield Problem(link.where, f"“{link.id}” has no source", "say where it was read")
        if link.id not in used:
            yield Problem(link.where, f"nothing uses the link “{link.id}”", "use it, or delete it")
        if contact_of(guide, link.id):
            yield Problem(link.where, f"“{link.id}” is a contact, too", "give one another id")


def numbers_stand_in_one_place(guide: Guide) -> Iterator[Problem]:
    """Rule 5, too. No words contain a number to call; they name its role in braces instead."""
    for word in every_word(guide):
        if WRITTEN_NUMBER.search(word.lower()):
            yield Problem(
                word.where,
                f"a number is written out in “{word}”",
                "name whose it is, such as {duty-desk}; the directory has the digits",
            )


def words_name_the_right_line(guide: Guide) -> Iterator[Problem]:
    """Rule 5, too. A number in words is that of whom the words name, and is open when they say."""
    for word in every_word(guide):
        found = PLACEHOLDER.findall(word)
        ids = {n: line.id for n in found if (line := line_of(guide, named(n)))}
        whose = {id_ for name, id_ in ids.items() if name.endswith(".name")}
        numbers = {id_ for name, id_ in ids.items() if not name.endswith(".name")}
        contacts = [guide.contacts[id_] for id_ in numbers & guide.contacts.keys()]
        if contacts and not whose <= numbers:
            yield Problem(
                word.where,
                f"“{word}” gives a name and somebody else's number",
                "name one and the same",
            )
        acting = {contact.kind for contact in contacts} & {"police", "emergency"}
        if contacts and not acting and "police" in PLACEHOLDER.sub("", word).lower():
            yield Problem(word.where, f"“{word}” is not the number of the police", "say {police}")
        for said in ("office hours", "night"):
            fits = [c for c in contacts if said in c.when.lower()]
            if contacts and said in word.lower() and not fits:
                yield Problem(
                    word.where, f"“{word}” names no line that is open then", "name the line that is"
                )
