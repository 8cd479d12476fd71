"""Rules on lines: each page shows those who can act, in the right order."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ..content.lookups import (
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
    questions,
    results,
)
from ..content.model import Contact, Guide, Kind, Sheet, words
from ..content.problems import Problem, nearest
from ..content.writing import PLACEHOLDER
from .hours import first_gap

MOST_ROWS = 12
"""Rows of space in one part of a call sheet, so that the sheet stays on one page."""

SHEET_FOR: Mapping[str, Kind] = {"desk": "desk", "station": "police"}
"""The kind of line that each call sheet is for."""


def every_role_is_filled(guide: Guide) -> Iterator[Problem]:
    """The area names a contact of the right kind for each role, and no other role."""
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
    for role in guide.area.roles:
        if role not in ROLES or role in guide.contacts:
            known = ", ".join(each for each in ROLES if each not in guide.contacts)
            yield Problem(
                guide.area.where,
                f"“{role}” is not a role that an area fills",
                f"remove it from roles, which has only: {known}",
            )


def every_name_is_known(guide: Guide) -> Iterator[Problem]:
    """Every name in the lines of a result, and every placeholder in words, is known."""
    for step in results(guide).values():
        for name in step.lines:
            if line_of(guide, name) is None:
                yield Problem(
                    step.where, f"“{name}” is not a role or id", nearest(name, every_name(guide))
                )
    sentences = {id(word) for word in words(guide.wording)}
    for word in every_word(guide):
        own = ("area", "who", "site") if id(word) in sentences else ("area",)
        for name in PLACEHOLDER.findall(word):
            line = line_of(guide, named(name))
            if name not in own and line is None:
                yield Problem(
                    word.where,
                    f"“{{{name}}}” stands for nothing",
                    nearest(name, [*every_name(guide), *own]),
                )
            elif name.startswith("relay+") and (
                not isinstance(line, Contact) or line is contact_of(guide, "relay")
            ):
                yield Problem(
                    word.where,
                    f"“{{{name}}}” is no number that Relay UK can call",
                    "name the role or id of another contact after relay+",
                )
            elif name.startswith("abroad+") and not getattr(line, "international", ""):
                yield Problem(
                    word.where,
                    f"“{{{name}}}” cannot be called from another country",
                    "name a line whose number begins with 01, 02 or 03",
                )


def results_show_both_lines(guide: Guide) -> Iterator[Problem]:
    """Every result except an emergency shows the line for office hours and the one for all others.

    It shows both at any hour: the page may be read, saved or printed for later. Where another
    council helps, it shows that council's line or the way to find it, and the police. In another
    country of the UK a helpline takes the place of a council that we do not know. Only a result
    that begins with a helpline may leave out the police.
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
            who: Kind = "support" if step.about == "beyond" else "desk"
            for kind in sorted({who, "police"} - kinds):
                yield Problem(
                    step.where, f"“{step.id}” shows no line of kind {kind}", "add one to its lines"
                )
        for name, count in Counter(step.lines).items():
            if count > 1:
                yield Problem(step.where, f"“{name}” stands twice in its lines", "remove one")


def results_lead_on(guide: Guide) -> Iterator[Problem]:
    """Only a helpline's page may leave out the ways to other help."""
    for step in results(guide).values():
        if not step.doors and kind_of(guide, step) != "support":
            yield Problem(step.where, f"“{step.id}” leads nowhere else", "remove  doors: false")


def other_councils_are_separate(guide: Guide) -> Iterator[Problem]:
    """Where another council helps, nothing names this one, and only a sure answer leads there.

    If one answer of a question leads to other councils, so do all others except the one for
    somebody who is not sure. Such a result has no {area} in what to say, names the lines of this
    area only by their roles, and offers no call sheet.
    """
    own = {guide.area.roles.get(role) for role in ROLES}
    ends = results(guide)
    away = {address: step for address, step in ends.items() if step.about != "here"}
    for step in away.values():
        if (
            step.sheet != "none"
            or own.intersection(step.lines)
            or any("{area}" in w for s in step.sections if s.tone == "say" for w in words(s))
        ):
            yield Problem(
                step.where,
                f"“{step.id}” mixes this council with another",
                "no {area} in what to say; sheet: none; name this area's lines by their roles",
            )
    for question in questions(guide).values():
        sure = [answer for answer in question.answers if not answer.unsure]
        here = [answer for answer in sure if answer.to in ends.keys() - away.keys()]
        if here and any(answer.to in away for answer in sure):
            yield Problem(
                here[0].where,
                f"“{here[0].id}” stands among other councils and does not lead to one",
                "write  about: elsewhere  in its result",
            )
    for answer in every_answer(guide):
        if answer.unsure and answer.to in away:
            yield Problem(
                answer.where,
                f"“not sure” leads to another council, “{answer.to}”",
                "lead it to a result of this area",
            )


def every_line_names_another(guide: Guide) -> Iterator[Problem]:
    """Every line except the emergency line says who to call when nobody answers.

    A council or the police name another line that can act, not a helpline.
    """
    for contact in guide.contacts.values():
        other = contact_of(guide, contact.otherwise)
        if other and other.kind == "support" and contact.kind in ("desk", "police"):
            yield Problem(
                contact.where,
                f"when “{contact.id}” does not answer, “{other.id}” cannot act",
                "name a council, the police or the emergency number",
            )
        if contact.otherwise and other is None:
            yield Problem(
                contact.where,
                f"“{contact.id}” has  otherwise: {contact.otherwise} , and nothing has that name",
                "name a role, such as police, or a contact that is there",
            )
        elif contact.kind != "emergency" and (other is None or other.digits == contact.digits):
            yield Problem(
                contact.where,
                f"“{contact.id}” does not say who to call when nobody answers",
                "name another role or contact:  otherwise: …",
            )


def sheets_fit_their_lines(guide: Guide) -> Iterator[Problem]:
    """A call sheet begins with the line it is for, and results offer a sheet that fits their lines.

    A result offers the sheet for the council only if the council's line is the first.
    """
    for name, kind in SHEET_FOR.items():
        sheet = guide.sheets.get(name)
        first = contact_of(guide, sheet.lines[0]) if sheet and sheet.lines else None
        if sheet and (first is None or first.kind != kind):
            yield Problem(
                sheet.where, f"“{name}” does not begin with a line of kind {kind}", "put it first"
            )
    for step in results(guide).values():
        if step.sheet == "none":
            continue
        if step.sheet not in guide.sheets:
            yield Problem(step.where, f"there is no sheet “{step.sheet}”", "add it to sheets.yaml")
        kind = SHEET_FOR[step.sheet]
        lines = [line.kind for line in lines_of(guide, step)]
        if kind not in (lines[:1] if step.sheet == "desk" else lines):
            yield Problem(
                step.where,
                f"“{step.id}” offers the sheet “{step.sheet}”, which is not for its lines",
                f"put a line of kind {kind} first, or offer another sheet",
            )


def sheets_are_whole(guide: Guide) -> Iterator[Problem]:
    """A call sheet shows the duty desk and another number, and one of them is always answered.

    It asks first whether the child is safe, has room for each part, and has the part that takes
    ticked signs.
    """
    for sheet in guide.sheets.values():
        contacts = [contact for name in sheet.lines if (contact := contact_of(guide, name))]
        acting = [contact for contact in contacts if contact.kind != "support"]
        if "duty-desk" not in sheet.lines or len(acting) < 2:
            yield Problem(
                sheet.where, f"“{sheet.id}” lacks a number", "show the duty desk and one other"
            )
        elif first_gap(acting):
            yield Problem(
                sheet.where,
                f"“{sheet.id}” has hours when no line is open",
                "add one that is open then",
            )
        for name in sheet.lines:
            if contact_of(guide, name) is None:
                yield Problem(sheet.where, f"“{name}” is not a role or id", "name a contact")
        yield from _parts(guide, sheet)


def _parts(guide: Guide, sheet: Sheet) -> Iterator[Problem]:
    if "emergency" not in kinds_in(guide, next(iter(sheet.parts.values()), None)):
        yield Problem(
            sheet.where,
            f"“{sheet.id}” does not ask first whether the child is safe",
            "put that part first, with {emergency} in its hint",
        )
    for part in sheet.parts.values():
        if not 1 <= part.rows <= MOST_ROWS:
            yield Problem(part.where, f"“{part.id}” has {part.rows} rows", "1 to 12 fit a page")
    if sheet.signs not in sheet.parts:
        yield Problem(
            sheet.where, f"“{sheet.signs}” is not a part of the sheet", "name one of its parts"
        )
