"""What must hold of any guide before anybody may see it: the safety rules, one function each.

A rule takes a Guide and yields a Problem for each place that breaks it. `check` runs them all:
at start, in `flask guide check`, and in the tests, which break every rule to see it caught.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from urllib.parse import urlsplit

from .content import Problem
from .hours import LONDON, State, bank_holidays, changes, readable, state
from .model import (
    Answer,
    Contact,
    Guide,
    Line,
    Question,
    Result,
    Sheet,
    SignGroup,
    Step,
    Words,
    words,
)
from .reading import grade_of, sentences

MOST_ANSWERS = 4
"""No walk may ask more questions than this before it ends in a result."""

LONGEST_SENTENCE = 20
"""In words."""

ROLES = {
    "emergency": "emergency",
    "duty-desk": "social-work",
    "out-of-hours": "social-work",
    "police": "police",
}
"""The roles that every area must fill, and the kind of line that fills each."""

WORKING_DAY = (time(8), time(18))
"""A council line may be called surely open only between these hours of a working day."""

URGENCY = {"emergency": 3, "social-work": 2, "police": 1, "support": 1}
"""How soon each destination acts to protect a child. This police line is not the one for danger."""

OPENINGS = {"yes": "yes", "no": "no", "none": "none", "any": "any"}
"""An answer with one of these ids must begin with the word."""

PAGES = ("signs", "sheet", "sheet/station", "about", "about/numbers")
"""Pages that are not steps of a flow, to which an answer or a door may lead all the same."""

REVIEWED = ("about/map", "about/screens", "about/scenarios", "about/safety")
"""Pages for those who check the guide: they show it whole, so they are longer than others."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@lru_cache(maxsize=4)
def check(guide: Guide, editorial: bool = False) -> tuple[Problem, ...]:
    """Every problem that any of RULES finds and, if wanted, of EDITORIAL."""
    return tuple(p for rule in RULES + (EDITORIAL if editorial else ()) for p in rule(guide))


def every_role_is_filled(guide: Guide) -> Iterator[Problem]:
    """The area names a contact of the right kind for each role."""
    for role, kind in ROLES.items():
        contact = _contact(guide, role)
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
    for step in guide.steps.values():
        for name in step.lines if isinstance(step, Result) else ():
            if _line(guide, name) is None:
                yield Problem(
                    step.where, f"“{name}” is nobody's role or id", _nearest(name, _names(guide))
                )
    for word in _all_words(guide):
        for name in PLACEHOLDER.findall(word):
            if name != "area" and _line(guide, _named(name)) is None:
                yield Problem(
                    word.where,
                    f"“{{{name}}}” stands for nothing",
                    _nearest(name, [*_names(guide), "area"]),
                )


def every_answer_leads_to_a_step(guide: Guide) -> Iterator[Problem]:
    """Rule 1. A question has at least two answers, each with its own id, each leading to a step."""
    steps = guide.steps
    for flow in guide.flows.values():
        if not flow.steps:
            yield Problem(flow.where, "the flow has no steps", "add one, or delete the file")
    for answer in _all_answers(guide):
        if answer.to not in steps and answer.to not in PAGES:
            known = [*steps, *PAGES]
            yield Problem(
                answer.where, f"“{answer.to}” is no step of the guide", _nearest(answer.to, known)
            )
    for step in steps.values():
        if isinstance(step, Question) and len(step.answers) < 2:
            yield Problem(step.where, "the question has fewer than two answers", "add the others")
        for name, count in Counter(answer.id for answer in step.leads_to).items():
            if count > 1:
                yield Problem(
                    step.where, f"{count} answers have the id “{name}”", "give each its own"
                )


def every_step_is_reached(guide: Guide) -> Iterator[Problem]:
    """Rule 1. Somebody who starts on the first screen can get to every step."""
    reached: set[str] = set()
    waiting = [f"{Guide.MAIN}/{step}" for step in [*guide.main.steps][:1]]
    waiting += [door.to for flow in guide.flows.values() for door in flow.doors]
    while waiting:
        address = waiting.pop()
        if address in guide.steps and address not in reached:
            reached.add(address)
            waiting += [answer.to for answer in guide.steps[address].leads_to]
    for address, step in guide.steps.items():
        if address not in reached:
            yield Problem(
                step.where, f"nothing leads to “{address}”", "lead an answer to it, or delete it"
            )


def every_walk_ends(guide: Guide) -> Iterator[Problem]:
    """Rule 1. No walk turns in a circle; each ends in a result within MOST_ANSWERS answers."""
    for address, step in guide.steps.items():
        answers = _answers_to_result(guide, address, ())
        if answers is None:
            yield Problem(
                step.where,
                f"a walk from “{address}” comes back to where it was",
                "lead one of its answers onward, to a result",
            )
        elif answers > MOST_ANSWERS:
            yield Problem(
                step.where,
                f"a walk from “{address}” takes {answers} answers to reach a result",
                f"ask less: at most {MOST_ANSWERS}",
            )


def emergencies_stand_alone(guide: Guide) -> Iterator[Problem]:
    """Rule 2. An emergency result shows the emergency number and no other, in lines or words."""
    for step in guide.steps.values():
        if not isinstance(step, Result):
            continue
        kinds = [contact.kind for contact in _lines(guide, step)]
        if "emergency" not in kinds:
            continue
        if kinds != ["emergency"]:
            yield Problem(
                step.where,
                f"“{step.id}” offers other numbers beside the emergency one",
                "leave only the emergency line; every other page has it at the top anyway",
            )
        for word in words(step):
            for name in PLACEHOLDER.findall(word):
                contact = _contact(guide, _named(name))
                if contact and contact.kind != "emergency":
                    yield Problem(
                        word.where,
                        f"“{{{name}}}” competes with the emergency number",
                        "take it out, or say it on another page",
                    )


def danger_reaches_emergency(guide: Guide) -> Iterator[Problem]:
    """Rule 3. A child in danger reaches the emergency number in one answer, and somebody who is
    not sure never lands on anything less urgent than somebody who is.
    """
    first = next(iter(guide.main.steps.values()), None)
    if not isinstance(first, Question) or first.about != "danger":
        yield Problem(
            first.where if first else guide.main.where,
            "the main flow does not begin with the question about danger",
            "put it at the top, with  about: danger",
        )
    for step in guide.steps.values():
        if not isinstance(step, Question):
            continue
        unsure = [answer for answer in step.answers if answer.unsure]
        if len(unsure) != 1:
            yield Problem(
                step.where,
                f"{len(unsure)} answers are for somebody who is not sure",
                "mark exactly one with  unsure: true",
            )
            continue
        if step.about == "danger":
            yield from _danger(guide, step, unsure[0])
        else:
            most = max((_urgency(guide, answer.to) for answer in step.answers), default=0)
            if _urgency(guide, unsure[0].to) < most:
                yield Problem(
                    unsure[0].where,
                    "“not sure” leads somewhere less urgent than another answer",
                    "lead it where the most urgent answer leads",
                )


def _danger(guide: Guide, step: Question, unsure: Answer) -> Iterator[Problem]:
    yes = step.answers[0]
    for answer in step.answers:
        target = guide.steps.get(answer.to)
        to_emergency = _kind(guide, target) == "emergency"
        asks_on = isinstance(target, Question) and target.about == "danger"
        if answer is yes and not to_emergency:
            yield Problem(
                answer.where,
                "the first answer to a question about danger does not lead to the emergency number",
                "put the answer that means danger first, and lead it to the emergency result",
            )
        elif answer is unsure and not (to_emergency or asks_on):
            yield Problem(
                answer.where,
                "“not sure” about danger leads to neither the emergency number nor a closer look",
                "lead it to the emergency result, or to another question about danger",
            )
        elif answer not in (yes, unsure) and to_emergency:
            yield Problem(
                answer.where,
                "an answer that means no danger leads to the emergency number",
                "look whether two answers are swapped",
            )


def answers_say_what_they_mean(guide: Guide) -> Iterator[Problem]:
    """Rule 3, too. The words of an answer agree with its id, so that swapped words are caught."""
    for answer in _all_answers(guide):
        opening = OPENINGS.get(answer.id)
        first_word = answer.say.lower().replace(",", " ").split()[0]
        if opening and first_word != opening:
            yield Problem(
                answer.say.where,
                f"the answer “{answer.id}” says “{answer.say}”",
                f"begin it with “{opening.capitalize()}”",
            )
        if answer.unsure and "sure" not in answer.say.lower():
            yield Problem(
                answer.say.where,
                f"“{answer.say}” does not tell somebody who is not sure to take it",
                "say “not sure” in it",
            )


def results_show_both_lines(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Every result but an emergency shows the line for office hours and that for the rest,
    whatever the hour: the page may be read, saved or printed for another. Where another council
    helps, it shows that council's line or the way to find it, and the police.
    """
    for step in guide.steps.values():
        if not isinstance(step, Result) or _kind(guide, step) == "emergency":
            continue
        if step.about == "here":
            for role in ("duty-desk", "out-of-hours"):
                if role not in step.lines:
                    yield Problem(
                        step.where, f"“{step.id}” does not show “{role}”", "add it to its lines"
                    )
        else:
            kinds = {line.kind for line in _lines(guide, step)}
            for kind in sorted({"social-work", "police"} - kinds):
                yield Problem(
                    step.where, f"“{step.id}” shows no line of kind {kind}", "add one to its lines"
                )
        for name, count in Counter(step.lines).items():
            if count > 1:
                yield Problem(step.where, f"“{name}” stands twice in its lines", "remove one")


def every_line_names_another(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Every line but the emergency one says whom to call when nobody answers."""
    for contact in guide.contacts.values():
        other = _contact(guide, contact.otherwise)
        if contact.kind != "emergency" and (other is None or other.digits == contact.digits):
            yield Problem(
                contact.where,
                f"“{contact.id}” does not say whom to call when nobody answers",
                "name another role or contact:  otherwise: …",
            )


def hours_can_be_trusted(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Hours can be read; when one of the council's two lines is closed the other is surely
    open; and the office line is never called open at night, at a weekend or on a bank holiday.
    """
    unreadable = False
    for contact in guide.contacts.values():
        if not readable(contact.hours):
            unreadable = True
            yield Problem(
                contact.where,
                f"“{contact.hours}” is not an opening_hours expression",
                "see wiki.openstreetmap.org/wiki/Key:opening_hours",
            )
    desk, night = _contact(guide, "duty-desk"), _contact(guide, "out-of-hours")
    if desk and night and not unreadable:
        yield from _gaps(desk, night)
        yield from _promises(desk)


def _year(contact: Contact) -> tuple[datetime, datetime]:
    """The year that the rules on hours look at: the one after the hours were checked."""
    start = datetime.combine(contact.checked, time(), LONDON)
    return start, start + timedelta(days=366)


def _gaps(desk: Contact, night: Contact) -> Iterator[Problem]:
    """Instants when the office line is closed and the other is not surely open, or the reverse."""
    start, end = _year(desk)
    for at in sorted({*changes(desk.hours, start, end), *changes(night.hours, start, end)}):
        states = {state(desk.hours, at), state(night.hours, at)}
        if State.CLOSED in states and State.OPEN not in states:
            yield Problem(
                night.where,
                f"on {at:%A %d %B %Y at %H:%M} one line is closed and the other is not surely open",
                "make the hours of the two lines meet",
            )
            return


def _promises(desk: Contact) -> Iterator[Problem]:
    """Stretches when the office line is said to be surely open, and nobody can know that it is."""
    start, end = _year(desk)
    opens, closes = WORKING_DAY
    for begin, finish in pairwise([*changes(desk.hours, start, end), end]):
        if state(desk.hours, begin) is not State.OPEN:
            continue
        day = begin.date()
        working = day.weekday() < 5 and day not in bank_holidays(day.year)
        if not working or begin.time() < opens or finish > datetime.combine(day, closes, LONDON):
            yield Problem(
                desk.where,
                f"“{desk.id}” is said to be open on {begin:%A %d %B %Y from %H:%M}",
                "only a working day between 08:00 and 18:00 is sure; else say unknown or off",
            )
            return


def numbers_are_sourced(guide: Guide) -> Iterator[Problem]:
    """Rule 5. Every number shown has two sources on different sites that print the same digits,
    is on no list of numbers never to show, and NHS 111 is never the police.
    """
    forbidden = {_digits(item.phone): item.why for item in guide.forbidden}
    for contact in shown(guide):
        sites = {_site(source.url) for source in contact.sources}
        if len(sites) < 2:
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
        if contact.digits in forbidden:
            yield Problem(
                contact.where,
                f"{contact.phone} must never be shown: {forbidden[contact.digits]}",
                "use the number that replaced it",
            )
        if contact.digits == "111" and contact.kind == "police":
            yield Problem(
                contact.where, "111 is the NHS, never the police", "give the number of the police"
            )
    for number, count in Counter(c.digits for c in guide.contacts.values()).items():
        if count > 1:
            who = ", ".join(c.id for c in guide.contacts.values() if c.digits == number)
            yield Problem(guide.area.where, f"{who} have the same number", "keep one of them")


def sheets_are_whole(guide: Guide) -> Iterator[Problem]:
    """A call sheet shows numbers that exist, and the part that takes ticked signs is there."""
    for sheet in guide.sheets.values():
        for name in sheet.lines:
            if _contact(guide, name) is None:
                yield Problem(sheet.where, f"“{name}” is nobody's role or id", "name a contact")
        if sheet.signs not in sheet.parts:
            yield Problem(
                sheet.where, f"“{sheet.signs}” is no part of the sheet", "name one of its parts"
            )


def links_are_sound(guide: Guide) -> Iterator[Problem]:
    """Every link is a whole web address with a source, is used, and no id stands for two things."""
    used = _names_shown(guide)
    for link in guide.links.values():
        if urlsplit(link.url).scheme not in ("https", "http") or not _site(link.url):
            yield Problem(
                link.where, f"“{link.url}” is not a web address", "begin it with https://"
            )
        if not link.source.strip():
            yield Problem(link.where, f"“{link.id}” has no source", "say where it was read")
        if link.id not in used:
            yield Problem(link.where, f"nothing uses the link “{link.id}”", "use it, or delete it")
        if _contact(guide, link.id):
            yield Problem(link.where, f"“{link.id}” is a contact, too", "give one another id")


def numbers_stand_in_one_place(guide: Guide) -> Iterator[Problem]:
    """Rule 5, too. No words contain a number to call; they name its role in braces instead."""
    for word in _all_words(guide):
        if re.search(r"\d[\s-]?\d[\s-]?\d", word):
            yield Problem(
                word.where,
                f"a number is written out in “{word}”",
                "name whose it is, such as {duty-desk}; the directory has the digits",
            )


def addresses_are_neutral(guide: Guide) -> Iterator[Problem]:
    """Rule 9. An address is two short plain words that tell an onlooker nothing."""
    for address, step in guide.steps.items():
        if not re.fullmatch(r"[a-z]{2,10}(-[a-z]{2,10})?/[a-z]{2,10}(-[a-z]{2,10})?", address):
            yield Problem(
                step.where, f"“{address}” is not a short plain address", "use a word or two, a to z"
            )
        for telling in guide.wording.telling:
            if telling in address:
                yield Problem(
                    step.where,
                    f"the address “{address}” tells an onlooker what this is (“{telling}”)",
                    "choose a word that could stand on any site",
                )


def signs_are_never_scored(guide: Guide) -> Iterator[Problem]:
    """Rule 6. No words about signs count, score or grade them; some mean to call now; and what a
    sign points to exists. (A sign has nowhere to put a weight: its shape refuses one.)
    """
    for word in words((guide.signs, guide.sheets)):
        for scoring in guide.wording.scoring:
            if _says(word, scoring):
                yield Problem(
                    word.where,
                    f"“{word}” scores (“{scoring}”)",
                    "one worry is enough: do not count",
                )
    if not any(group.now for group in guide.signs):
        place = guide.signs[0].where if guide.signs else guide.area.where
        yield Problem(place, "no signs mean to call now", "mark their group with  now: true")
    every = [sign for group in guide.signs for sign in group.signs]
    for name, count in Counter(sign.id for sign in every).items():
        if count > 1:
            twice = next(sign for sign in every if sign.id == name)
            yield Problem(twice.where, f"{count} signs have the id “{name}”", "give each its own")
    for sign in every:
        for address in sign.see:
            if address not in guide.steps:
                yield Problem(sign.where, f"“{address}” is no step", _nearest(address, guide.steps))


def words_blame_nobody(guide: Guide) -> Iterator[Problem]:
    """Rule 7. No label of origin or faith for people who harm, no words that blame a child."""
    avoid = {item.words.lower(): item for item in guide.wording.avoid}
    any_of_them = re.compile(rf"\b({'|'.join(map(re.escape, avoid))})", re.IGNORECASE)
    for word in _all_words(guide):
        for said in any_of_them.findall(word) if avoid else ():
            instead = avoid[said.lower()].instead
            yield Problem(word.where, f"“{word}” says “{said}”", instead)


def acronyms_are_known(guide: Guide) -> Iterator[Problem]:
    """Rule 8. Letters in capitals stand only where they are on the list of those explained."""
    for word in _all_words(guide):
        for letters in re.findall(r"\b[A-Z]{2,}\b", word):
            if letters not in guide.wording.acronyms:
                yield Problem(
                    word.where,
                    f"“{letters}” in “{word}” is not explained",
                    "write it out, or explain it and add it to acronyms in words.yaml",
                )


def words_are_easy_to_read(guide: Guide) -> Iterator[Problem]:
    """Rule 8. A child of ten can read every question and result, and one of eleven the rest; no
    sentence is longer than LONGEST_SENTENCE words.
    """
    parts: list[tuple[int, Step | SignGroup | Sheet]] = [(5, step) for step in guide.steps.values()]
    parts += [(6, group) for group in guide.signs]
    parts += [(6, sheet) for sheet in guide.sheets.values()]
    for limit, part in parts:
        grade = grade_of(words(part))
        if grade > limit:
            yield Problem(
                part.where,
                f"“{part.id}” needs reading grade {grade:.1f}, and {limit} is the limit",
                "use shorter words and shorter sentences",
            )
        for word in words(part):
            for sentence in sentences([word]):
                if len(sentence.split()) > LONGEST_SENTENCE:
                    yield Problem(
                        word.where,
                        f"“{sentence}” has {len(sentence.split())} words",
                        f"make it two sentences: at most {LONGEST_SENTENCE} words each",
                    )


RULES: tuple[Callable[[Guide], Iterator[Problem]], ...] = (
    every_role_is_filled,
    every_name_is_known,
    every_answer_leads_to_a_step,
    every_step_is_reached,
    every_walk_ends,
    emergencies_stand_alone,
    danger_reaches_emergency,
    answers_say_what_they_mean,
    results_show_both_lines,
    every_line_names_another,
    hours_can_be_trusted,
    numbers_are_sourced,
    sheets_are_whole,
    links_are_sound,
    numbers_stand_in_one_place,
    addresses_are_neutral,
    signs_are_never_scored,
    words_blame_nobody,
    acronyms_are_known,
)

EDITORIAL: tuple[Callable[[Guide], Iterator[Problem]], ...] = (words_are_easy_to_read,)
"""Rules that take a second, and need what only those who change the guide have installed. They run
in `flask guide check` and in the tests, not at every start."""


def _contact(guide: Guide, name: str) -> Contact | None:
    return guide.contacts.get(guide.area.roles.get(name, name))


def _line(guide: Guide, name: str) -> Line | None:
    return guide.links.get(name) or _contact(guide, name)


def _lines(guide: Guide, step: Result) -> list[Line]:
    return [line for name in step.lines if (line := _line(guide, name))]


def _named(placeholder: str) -> str:
    """The role, contact or link that a placeholder is about: {relay+police} is about the police."""
    return placeholder.removesuffix(".name").removeprefix("relay+")


def _kind(guide: Guide, step: Step | None) -> str | None:
    """The kind of a result's first line; None for a question, or for no step at all."""
    lines = _lines(guide, step) if isinstance(step, Result) else []
    return lines[0].kind if lines else None


def _urgency(guide: Guide, address: str, seen: tuple[str, ...] = ()) -> int:
    """The most urgent destination that can be reached from a step by answers."""
    step = guide.steps.get(address)
    if isinstance(step, Question) and address not in seen:
        return max((_urgency(guide, a.to, (*seen, address)) for a in step.answers), default=0)
    return URGENCY.get(_kind(guide, step) or "", 0)


def _answers_to_result(guide: Guide, address: str, seen: tuple[str, ...]) -> int | None:
    """The most answers from a step to a result, or None if a walk comes back on itself."""
    if address in seen:
        return None
    step = guide.steps.get(address)
    if not isinstance(step, Question):
        return 0
    most = 0
    for answer in step.answers:
        further = _answers_to_result(guide, answer.to, (*seen, address))
        if further is None:
            return None
        most = max(most, 1 + further)
    return most


def _all_answers(guide: Guide) -> Iterator[Answer]:
    for flow in guide.flows.values():
        yield from flow.doors
    for step in guide.steps.values():
        yield from step.leads_to


@lru_cache(maxsize=2)
def _all_words(guide: Guide) -> tuple[Words, ...]:
    parts = (guide.flows, guide.contacts, guide.links, guide.signs, guide.sheets)
    return tuple(words(parts))


def _names(guide: Guide) -> list[str]:
    return [*guide.area.roles, *guide.contacts, *guide.links]


def shown(guide: Guide) -> list[Contact]:
    """Every contact whose number stands on some page, in the order of the directory."""
    used = {contact.id for name in _names_shown(guide) if (contact := _contact(guide, name))}
    return [contact for contact in guide.contacts.values() if contact.id in used]


def _names_shown(guide: Guide) -> set[str]:
    """Every role, contact or link that stands on some page."""
    names = {*ROLES, *(name for sheet in guide.sheets.values() for name in sheet.lines)}
    for step in guide.steps.values():
        names.update(step.lines if isinstance(step, Result) else ())
    for word in _all_words(guide):
        for name in PLACEHOLDER.findall(word):
            names.update([_named(name), *(["relay"] if name.startswith("relay+") else [])])
    return names


def _says(word: Words, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}", word, re.IGNORECASE) is not None


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def _site(url: str) -> str:
    """The site of an address: a council's mobile pages are not a second source."""
    return (urlsplit(url).hostname or "").removeprefix("www.").removeprefix("m.")


def _nearest(name: str, known: object) -> str:
    choices = list(known) if isinstance(known, (list, dict)) else []
    close = get_close_matches(name, choices, n=1)
    return f"did you mean “{close[0]}”?" if close else f"known are: {', '.join(choices)}"
