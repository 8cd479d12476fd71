"""What the rules look up in a guide: who answers, what is said, where it leads."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import urlsplit

from ..model import Answer, Contact, Guide, Line, Question, Result, Step, Words, words

PAGES = ("signs", "sheet", "sheet/station", "about", "about/numbers")
"""Pages that are not steps of a flow, to which an answer or a door may lead all the same."""

ROLES = {
    "emergency": "emergency",
    "duty-desk": "social-work",
    "out-of-hours": "social-work",
    "police": "police",
}
"""The roles that every area must fill, and the kind of line that fills each."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

TOLD_TO_CALL = re.compile(
    r"\b(?:call|tell|talk to|talk it over with) (?:the (police)|a social worker|the duty desk)\b"
)
"""Words that tell a person to call the police or, without the group, the council."""

COMMON = {
    "advice", "child", "children", "emergency", "helpline", "line", "national", "online",
    "safeguarding", "services",
}  # fmt: skip
"""Words that do not tell one owner from another."""


def questions(guide: Guide) -> dict[str, Question]:
    """Every question by its address."""
    return {address: s for address, s in guide.steps.items() if isinstance(s, Question)}


def results(guide: Guide) -> dict[str, Result]:
    """Every result by its address."""
    return {address: s for address, s in guide.steps.items() if isinstance(s, Result)}


def contact_of(guide: Guide, name: str) -> Contact | None:
    """Who plays a role or has this id, or None: what a rule is about may be missing."""
    return guide.contacts.get(guide.area.roles.get(name, name))


def line_of(guide: Guide, name: str) -> Line | None:
    """The link or contact that a name is of, if it is of any."""
    return guide.links.get(name) or contact_of(guide, name)


def lines_of(guide: Guide, step: Result) -> list[Line]:
    """The lines that a result shows, without names of nobody."""
    return [line for name in step.lines if (line := line_of(guide, name))]


def kind_of(guide: Guide, step: Step | None) -> str | None:
    """The kind of a result's first line; None for a question, or for no step at all."""
    lines = lines_of(guide, step) if isinstance(step, Result) else []
    return lines[0].kind if lines else None


def every_answer(guide: Guide) -> Iterator[Answer]:
    """Every door and every way on from a step."""
    for flow in guide.flows.values():
        yield from flow.doors
    for step in guide.steps.values():
        yield from step.leads_to


@lru_cache(maxsize=2)
def every_word(guide: Guide) -> tuple[Words, ...]:
    """All that a visitor may read."""
    parts = (guide.flows, guide.contacts, guide.links, guide.signs, guide.sheets)
    return tuple(words(parts))


def every_name(guide: Guide) -> list[str]:
    """Every role and id that a line may be named by."""
    return [*guide.area.roles, *guide.contacts, *guide.links]


def shown(guide: Guide) -> list[Contact]:
    """Every contact whose number stands on some page, in the order of the directory."""
    used = {contact.id for name in names_shown(guide) if (contact := contact_of(guide, name))}
    return [contact for contact in guide.contacts.values() if contact.id in used]


def names_shown(guide: Guide) -> set[str]:
    """Every role, contact or link that stands on some page."""
    names = {*ROLES, *(name for sheet in guide.sheets.values() for name in sheet.lines)}
    for result in results(guide).values():
        names.update(result.lines)
    for word in every_word(guide):
        for name in PLACEHOLDER.findall(word):
            names.update([named(name), *(["relay"] if name.startswith("relay+") else [])])
    return names


def named(placeholder: str) -> str:
    """The role, contact or link that a placeholder is about: {relay+police} is about the police."""
    return placeholder.removesuffix(".name").removeprefix("relay+")


def kinds_in(guide: Guide, thing: object) -> list[str]:
    """The kinds of the lines whose numbers stand in words."""
    names = [name for word in words(thing) for name in PLACEHOLDER.findall(word)]
    lines = [line_of(guide, named(name)) for name in names if not name.endswith(".name")]
    return [line.kind for line in lines if line]


def told_to_call(word: Words) -> str | None:
    """The kind of the line that words tell a person to call, if they do."""
    found = TOLD_TO_CALL.search(word.lower())
    return found and ("police" if found[1] else "social-work")


def says_whose(address: str, line: Line) -> bool:
    """Whether an address, or words, have a word of a line's id or name, other than a common one."""
    also = line.also if isinstance(line, Contact) else (line.brief,)
    known = re.findall(r"[a-z]{3,}", " ".join([line.id, line.name, *also]).lower())
    return any(
        word in address.lower() for word in {*known} - COMMON if len(word) > 3 or word in line.id
    )


def site_of(url: str) -> str:
    """The site of an address: a council's mobile pages are not a second source."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")


def nearest(name: str, known: Iterable[str]) -> str:
    """The mend for a name that nobody has: the known one most like it, or all of them."""
    choices = [*known]
    close = get_close_matches(name, choices)
    return f"did you mean “{close[0]}”?" if close else f"known are: {', '.join(choices)}"
