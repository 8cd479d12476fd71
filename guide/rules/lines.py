"""Rules on lines: each page shows those who can act, in the right order."""

from collections import Counter
from collections.abc import Iterator

from ..content import Problem
from ..model import Guide, words
from .hours import first_gap
from .lookups import (
    PLACEHOLDER,
    ROLES,
    contact_of,
    every_answer,
    every_name,
    every_word,
    kind_of,
    kinds_in,
    line_of,
    lines_of,
    named,
    nearest,
    questions,
    results,
    told_to_call,
)

MOST_ROWS = 12
"""Rows of space in one part of a call sheet, so that the sheet stays on one page."""


def every_role_is_filled(guide: Guide) -> Iterator[Problem]:
    """The area names a contact of the right kind for each role."""
    for role, kind in ROLES.items():
        contact = contact_of(guide, role)
        if contact is None:
            yield Problem(
                guide.area.where, f"nobody fills the role “{role}”", f"add it to roles:  {role}: …"
            )
        elif contact.kind != kind:
            yield Problem(
                contact.where,
                f"“{contact.id}” fills the role “{role}” but is of kind {contact.kind}",
                f"name a contact of kind {kind}",
            )


def every_name_is_known(guide: Guide) -> Iterator[Problem]:
    """Every line that a result shows, and every placeholder in words, is of somebody."""
    for step in results(guide).values():
        for name in step.lines:
            if line_of(guide, name) is None:
                yield Problem(
                    step.where, f"“{name}” is nobody's role or id", nearest(name, every_name(guide))
                )
    for word in every_word(guide):
        for name in PLACEHOLDER.findall(word):
            if name != "area" and line_of(guide, named(name)) is None:
                yield Problem(
                    word.where,
                    f"“{{{name}}}” stands for nothing",
                    nearest(name, [*every_name(guide), "area"]),
                )


def results_show_both_lines(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Every result but an emergency shows the line for office hours and that for the rest,
    whatever the hour: the page may be read, saved or printed for another. Where another council
    helps, it shows that council's line or the way to find it, and the police. Only a result that
    begins with a helpline may do without the police.
    """
    for step in results(guide).values():
        first = kind_of(guide, step)
        if first != "emergency" and step.about == "here":
            for role in ("duty-desk", "out-of-hours", *(["police"] if first != "support" else [])):
                if role not in step.lines:
                    yield Problem(
                        step.where, f"“{step.id}” does not show “{role}”", "add it to its lines"
                    )
        elif first != "emergency":
            kinds = {line.kind for line in lines_of(guide, step)}
            for kind in sorted({"social-work", "police"} - kinds):
                yield Problem(
                    step.where, f"“{step.id}” shows no line of kind {kind}", "add one to its lines"
                )
        for name, count in Counter(step.lines).items():
            if count > 1:
                yield Problem(step.where, f"“{name}” stands twice in its lines", "remove one")


def lines_are_those_named(guide: Guide) -> Iterator[Problem]:
    """Rule 4. If the title or lead of a result or sheet says whom to call, that line stands first;
    and the sheet for the council is offered only where the council's line stands first.
    """
    for step in results(guide).values():
        kind = kind_of(guide, step)
        sheet_for = "social-work" if step.sheet == "desk" else kind
        told = told_to_call(step.title) or told_to_call(step.lead) or kind
        if not kind == told == sheet_for:
            yield Problem(
                step.where,
                f"“{step.id}” does not put first the line that its words or sheet are for",
                "put that line first, or change the words or the sheet",
            )
    for sheet in guide.sheets.values():
        first = [contact.kind for name in sheet.lines[:1] if (contact := contact_of(guide, name))]
        for word in (sheet.title, sheet.say):
            if told_to_call(word) not in (None, *first):
                yield Problem(
                    word.where, f"“{word}” is not for its first line", "put the line it names first"
                )


def numbers_are_near(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Numbers stand before the words, but where something else comes first here: never when
    the first section is what to say to them. Other doors are left out only by a helpline's page.
    """
    for step in results(guide).values():
        say = step.sections and step.sections[0].tone == "say"
        alone = kind_of(guide, step) == "support" and not step.doors
        if step.numbers == "last" and (say or alone or step.about == "elsewhere"):
            yield Problem(step.where, f"“{step.id}” hides its numbers", "numbers: first")
        if not (step.doors or alone):
            yield Problem(step.where, f"“{step.id}” leads nowhere else", "leave out  doors: false")


def other_councils_are_told_apart(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Nobody gets another council unless the answer names it. If one answer leads to other
    councils, all but “not sure” do. In such a result nobody is told to say that the child is here,
    and no line of this area stands as another's, nor its call sheet.
    """
    own = {guide.area.roles.get(role) for role in ROLES}
    ends = results(guide)
    away = {address: step for address, step in ends.items() if step.about == "elsewhere"}
    for step in away.values():
        if (
            step.sheet != "none"
            or own.intersection(step.lines)
            or any("{area}" in w for s in step.sections if s.tone == "say" for w in words(s))
        ):
            yield Problem(
                step.where,
                f"“{step.id}” mixes this council with another",
                "no {area} in what to say, sheet: none, and this area's lines by their roles",
            )
    for answer in every_answer(guide):
        if answer.to in away and away[answer.to].title not in answer.say:
            yield Problem(
                answer.where,
                f"“{answer.say}” leads to another council, {away[answer.to].title}",
                "name the place in the answer, as the title of the result does",
            )
    for question in questions(guide).values():
        sure = [answer for answer in question.answers if not answer.unsure]
        here = [answer for answer in sure if answer.to in ends.keys() - away.keys()]
        if here and any(answer.to in away for answer in sure):
            yield Problem(
                here[0].where,
                f"“{here[0].say}” stands among other councils and does not lead to one",
                "say  about: elsewhere  in its result",
            )


def every_line_names_another(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Every line but the emergency one says whom to call when nobody answers; where those
    who can act do not answer, it is another who can.
    """
    for contact in guide.contacts.values():
        other = contact_of(guide, contact.otherwise)
        if other and other.kind == "support" and contact.kind in ("social-work", "police"):
            yield Problem(
                contact.where,
                f"when “{contact.id}” does not answer, “{other.id}” cannot act",
                "name a council, the police or the emergency number",
            )
        if contact.kind != "emergency" and (other is None or other.digits == contact.digits):
            yield Problem(
                contact.where,
                f"“{contact.id}” does not say whom to call when nobody answers",
                "name another role or contact:  otherwise: …",
            )


def sheets_are_whole(guide: Guide) -> Iterator[Problem]:
    """A call sheet shows two numbers that exist, the desk's among them, and at no hour are they
    closed. It asks first whether the child is safe, has room for each part, and the part that takes
    ticked signs is there.
    """
    for sheet in guide.sheets.values():
        contacts = [contact for name in sheet.lines if (contact := contact_of(guide, name))]
        acting = [contact for contact in contacts if contact.kind != "support"]
        if "duty-desk" not in sheet.lines or len(acting) < 2:
            yield Problem(
                sheet.where, f"“{sheet.id}” lacks a number", "show the duty desk, and one beside it"
            )
        elif first_gap(acting):
            yield Problem(
                sheet.where, f"“{sheet.id}” has no line at some hour", "add one that is open then"
            )
        if "emergency" not in kinds_in(guide, next(iter(sheet.parts.values()), None)):
            yield Problem(
                sheet.where,
                f"“{sheet.id}” does not ask first if the child is safe",
                "put that part first, with {emergency} in its hint",
            )
        for part in sheet.parts.values():
            if not 1 <= part.rows <= MOST_ROWS:
                yield Problem(part.where, f"“{part.id}” has {part.rows} rows", "1 to 12 fit a page")
        for name in sheet.lines:
            if contact_of(guide, name) is None:
                yield Problem(sheet.where, f"“{name}” is nobody's role or id", "name a contact")
        if sheet.signs not in sheet.parts:
            yield Problem(
                sheet.where, f"“{sheet.signs}” is no part of the sheet", "name one of its parts"
            )
