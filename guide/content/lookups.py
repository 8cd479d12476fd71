"""Finds lines, steps and words in a guide, whether it is right or not. Nothing here raises for a
name that nobody has.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from .model import Answer, Contact, Guide, Kind, Line, Question, Result, Step, Words, words
from .writing import PLACEHOLDER

ROLES: Mapping[str, Kind] = {
    "emergency": "emergency",
    "duty-desk": "desk",
    "out-of-hours": "desk",
    "police": "police",
}
"""The roles that every area must fill, and the kind of line that fills each."""


def questions(guide: Guide) -> dict[str, Question]:
    """Every question by its address."""
    return {address: s for address, s in guide.steps.items() if isinstance(s, Question)}


def results(guide: Guide) -> dict[str, Result]:
    """Every result by its address."""
    return {address: s for address, s in guide.steps.items() if isinstance(s, Result)}


def contact_of(guide: Guide, name: str) -> Contact | None:
    """Who plays a role or has this id, or None."""
    return guide.contacts.get(guide.area.roles.get(name, name))


def line_of(guide: Guide, name: str) -> Line | None:
    """The link or contact of this name, or None."""
    return guide.links.get(name) or contact_of(guide, name)


def lines_of(guide: Guide, step: Result) -> list[Line]:
    """The lines that a result shows, without names that nobody has."""
    return [line for name in step.lines if (line := line_of(guide, name))]


def kind_of(guide: Guide, step: Step | None) -> Kind | None:
    """The kind of a result's first line, or None for a question or without a step."""
    lines = lines_of(guide, step) if isinstance(step, Result) else []
    return lines[0].kind if lines else None


def kinds_in(guide: Guide, thing: object) -> list[Kind]:
    """The kinds of the lines whose numbers or links are in the words of a thing."""
    names = [name for word in words(thing) for name in PLACEHOLDER.findall(word)]
    lines = [line_of(guide, named(name)) for name in names if not name.endswith(".name")]
    return [line.kind for line in lines if line]


def every_answer(guide: Guide) -> Iterator[Answer]:
    """Every door of a flow, and every answer that leads on from a step."""
    for flow in guide.flows.values():
        yield from flow.doors
    for step in guide.steps.values():
        yield from step.leads_to


@lru_cache(maxsize=2)
def every_word(guide: Guide) -> tuple[Words, ...]:
    """All that a visitor may read, with the sentences of `words.yaml` and what was recorded."""
    directory = (guide.area, guide.contacts, guide.links)
    asked = (guide.flows, directory, guide.signs, guide.sheets, guide.wording)
    return tuple(words((*asked, guide.recordings)))


def every_name(guide: Guide) -> list[str]:
    """Every role and id by which a line may be named."""
    return [*guide.area.roles, *guide.contacts, *guide.links]


def shown(guide: Guide) -> list[Contact]:
    """Every contact whose number is on some page, in the order of the directory."""
    used = {contact.id for name in names_shown(guide) if (contact := contact_of(guide, name))}
    return [contact for contact in guide.contacts.values() if contact.id in used]


def names_shown(guide: Guide) -> set[str]:
    """Every role, contact or link that is on some page."""
    names = {*ROLES, *(name for sheet in guide.sheets.values() for name in sheet.lines)}
    for result in results(guide).values():
        names.update(result.lines)
    for word in every_word(guide):
        for name in PLACEHOLDER.findall(word):
            names.update([named(name), *(["relay"] if name.startswith("relay+") else [])])
    return names


def named(placeholder: str) -> str:
    """The role, contact or link that a placeholder is about: {relay+police} is about the police.

    A placeholder has one form at most. What is left of another form is no name that a line has.
    """
    for form in ("relay+", "abroad+"):
        if placeholder.startswith(form):
            return placeholder.removeprefix(form)
    return placeholder.removesuffix(".name")
