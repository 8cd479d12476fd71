"""What must hold of any guide before anybody may see it: the safety rules, one function each.

A rule takes a Guide and yields a Problem for each place that breaks it. `check` runs them all:
at start, in `flask guide check`, and in the tests, which break every rule to see it caught.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from functools import lru_cache
from operator import attrgetter
from urllib.parse import urlsplit

from .content import Problem
from .hours import LONDON, State, Stretch, bank_holidays, readable, stretches
from .model import (
    Answer,
    Contact,
    Guide,
    Line,
    Link,
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

HARDEST_SENTENCE = 15
"""As a reading grade. Easy words around it do not make a hard sentence easy."""

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

TOLD_TO_CALL = re.compile(
    r"\b(?:call|tell|talk to|talk it over with) (?:the (police)|a social worker|the duty desk)\b",
    re.IGNORECASE,
)
"""Words that tell a person to call the police or, without the group, the council."""

ABOUT_DANGER = re.compile(
    r"gets worse|not safe|(?<!nobody )is in danger|badly hurt|about to hurt|hurt themselves|killing"
    r"|travel today|whisper|press 55",
    re.IGNORECASE,
)
"""Words beside which only the emergency number may stand. A silent call and 55 work with no other:
the sources are in `flows/help.yaml`."""

ONLY_WITH_NOT = re.compile(
    r"fault|be sure|need proof|in trouble for|betrayal|too late|your job|wait a day"
    r"|to give (?:it|your)|you can (?:speak|whisper)",
    re.IGNORECASE,
)
"""What a frightened person is told is not so. Without its “not” the sentence harms."""

STRESSED_DO = re.compile(r"^Do (?!not\b|this\b|it\b)|\b(?:you|they|we|it) do(?:es)? (?!not\b)")
"""“Do pay” and “you do need proof”: what is left of “do not” when a word was lost."""

DANGERS = ("hurting the child now", "ill", "kill themselves", "missing", "alone", "soon be back")
"""What the closer look at danger in the main flow must ask about: research on what counts."""

SIGNS_OF_DANGER = (
    "goes missing", "hurts themselves", "dying", "injuries", "threatened", "only know online",
    "sexual picture", "pregnant",
)  # fmt: skip
"""What can mean that a child is in danger now. Each is a sign, and no other sign means so."""

HOURS_SAID = ("office hours", "nights, weekends")
"""Hours that both `when` and `brief` of a line must say, if either does."""

NAMED_FOR = {
    "emergency": r"emergenc",
    "social-work": r"children.s services|social work|duty team|council",
    "police": r"police",
}
"""What the name of a line says, by its kind, so that it does not stand under a wrong heading."""

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

PUBLIC_BODIES = ("gov.uk", "police.uk", "nhs.uk")
"""Only public bodies have addresses that end so."""

COMMON = {
    "advice", "child", "children", "emergency", "helpline", "line", "national", "online",
    "safeguarding", "services",
}  # fmt: skip
"""Words that do not tell one owner from another."""

MOST_ROWS = 12
"""Rows of space in one part of a call sheet, so that the sheet stays on one page."""

_digit = "(?:nought|zero|oh|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)"
WRITTEN_NUMBER = re.compile(rf"\d[\s.-]?\d[\s.-]?\d|\b{_digit}(?:[\s-]{_digit})+\b", re.IGNORECASE)

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
        if step.numbers != "first" or step.sheet != "none":
            yield Problem(
                step.where,
                f"“{step.id}” puts something before the call",
                "numbers first, sheet: none",
            )
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
        kinds = {_kind(guide, guide.steps.get(answer.to)) for answer in step.answers}
        if step.about == "danger":
            yield from _danger(guide, step, unsure[0])
        elif "emergency" in kinds:
            yield Problem(
                step.where,
                f"“{step.id}” leads to the emergency number and is not about danger",
                "say  about: danger",
            )
        else:
            most = max((_urgency(guide, answer.to) for answer in step.answers), default=0)
            if _urgency(guide, unsure[0].to) < most:
                yield Problem(
                    unsure[0].where,
                    "“not sure” leads somewhere less urgent than another answer",
                    "lead it where the most urgent answer leads",
                )


def danger_is_spelled_out(guide: Guide) -> Iterator[Problem]:
    """Rule 3. Somebody who is not sure about danger is shown each of DANGERS."""
    first = next(iter(guide.main.steps.values()), None)
    for answer in first.leads_to if first else ():
        closer = guide.steps.get(answer.to)
        if answer.unsure and isinstance(closer, Question):
            for danger in DANGERS:
                if not any(re.search(rf"\b{danger}\b", point) for point in closer.points):
                    yield Problem(
                        closer.where, f"no point says “{danger}”", "say it: it is danger, too"
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


def danger_is_answered_everywhere(guide: Guide) -> Iterator[Problem]:
    """Rule 3. Every other result says when to call the emergency number: in `urgent`, which names
    that number alone, or in its first section; in the main flow, which asks about danger first,
    anywhere. And wherever words are of danger, no other number is the only one.
    """
    for address, step in guide.steps.items():
        if not isinstance(step, Result) or _kind(guide, step) == "emergency":
            continue
        asked = address.startswith(f"{Guide.MAIN}/")
        first = step.urgent or (step.sections if asked else step.sections[:1])
        kinds = set(_numbers_in(guide, first))
        if "emergency" not in kinds or (step.urgent and kinds != {"emergency"}):
            yield Problem(
                step.where,
                f"“{step.id}” does not say when to call the emergency number",
                "add  urgent: … , with {emergency} in it and no other number",
            )
    for word in _all_words(guide):
        kinds = set(_numbers_in(guide, word))
        if kinds and "emergency" not in kinds and ABOUT_DANGER.search(word):
            yield Problem(
                word.where, f"“{word}” is about danger and names another number", "say {emergency}"
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


def answers_lead_where_they_say(guide: Guide) -> Iterator[Problem]:
    """Rule 3, too. An answer that bears the name of a flow or step leads there, and one that says
    whom to call leads to that line; “yes” says what its question asks.
    """
    named = {part for address in guide.steps for part in address.split("/")}
    asked = {
        id(a): s.ask for s in guide.steps.values() if isinstance(s, Question) for a in s.answers
    }
    for answer in _all_answers(guide):
        if answer.id in named and answer.id not in answer.to.split("/"):
            yield Problem(
                answer.where,
                f"the answer “{answer.id}” leads to “{answer.to}”",
                f"lead it to “{answer.id}”, or give it another id",
            )
        said = asked.get(id(answer), answer.say) if answer.id == "yes" else answer.say
        first = _kind(guide, guide.steps.get(answer.to))
        if first and _told(said) not in (None, first):
            yield Problem(
                answer.where, f"“{said}” leads to a line of kind {first}", "lead it to who it names"
            )


def lines_are_those_named(guide: Guide) -> Iterator[Problem]:
    """Rule 4. If the title or lead of a result or sheet says whom to call, that line stands first;
    and the sheet for the council is offered only where the council's line stands first.
    """
    for step in guide.steps.values():
        if isinstance(step, Result):
            first = _kind(guide, step)
            sheet_for = "social-work" if step.sheet == "desk" else first
            told = _told(step.title) or _told(step.lead) or first
            if not first == told == sheet_for:
                yield Problem(
                    step.where,
                    f"“{step.id}” does not put first the line that its words or sheet are for",
                    "put that line first, or change the words or the sheet",
                )
    for sheet in guide.sheets.values():
        contact = _contact(guide, next(iter(sheet.lines), ""))
        for word in (sheet.title, sheet.say):
            if contact and _told(word) not in (None, contact.kind):
                yield Problem(
                    word.where, f"“{word}” is not for its first line", "put the line it names first"
                )


def numbers_are_near(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Numbers stand before the words, but where something else comes first here: never when
    the first section is what to say to them. Other doors are left out only by a helpline's page.
    """
    for step in guide.steps.values():
        if not isinstance(step, Result):
            continue
        say = step.sections and step.sections[0].tone == "say"
        alone = _kind(guide, step) == "support" and not step.doors
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
    away = {
        address: step
        for address, step in guide.steps.items()
        if isinstance(step, Result) and step.about == "elsewhere"
    }
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
    for answer in _all_answers(guide):
        if answer.to in away and away[answer.to].title not in answer.say:
            yield Problem(
                answer.where,
                f"“{answer.say}” leads to another council, {away[answer.to].title}",
                "name the place in the answer, as the title of the result does",
            )
    for question in guide.steps.values():
        sure = [answer for answer in question.leads_to if not answer.unsure]
        here = [a for a in sure if isinstance(guide.steps.get(a.to), Result) and a.to not in away]
        if isinstance(question, Question) and here and any(a.to in away for a in sure):
            yield Problem(
                here[0].where,
                f"“{here[0].say}” stands among other councils and does not lead to one",
                "say  about: elsewhere  in its result",
            )


def results_show_both_lines(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Every result but an emergency shows the line for office hours and that for the rest,
    whatever the hour: the page may be read, saved or printed for another. Where another council
    helps, it shows that council's line or the way to find it, and the police. Only a result that
    begins with a helpline may do without the police.
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
            if _kind(guide, step) != "support" and "police" not in step.lines:
                yield Problem(
                    step.where, f"“{step.id}” does not show “police”", "add it to its lines"
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
    """Rule 4. Every line but the emergency one says whom to call when nobody answers; where those
    who can act do not answer, it is another who can.
    """
    for contact in guide.contacts.values():
        other = _contact(guide, contact.otherwise)
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


def hours_can_be_trusted(guide: Guide) -> Iterator[Problem]:
    """Rule 4. Hours can be read; when one council line of a result is closed another is surely
    open; and the office line is never called open at night, at a weekend or on a bank holiday.
    """
    unreadable = [c for c in guide.contacts.values() if not readable(c.hours)]
    for contact in unreadable:
        yield Problem(
            contact.where,
            f"“{contact.hours}” is not an opening_hours expression",
            "see wiki.openstreetmap.org/wiki/Key:opening_hours",
        )
    if unreadable:
        return
    for lines in sorted(_council_lines(guide)):
        contacts = [guide.contacts[name] for name in lines]
        gap = _gap(tuple(sorted({c.hours for c in contacts})), contacts[0].checked)
        if gap:
            yield Problem(
                contacts[-1].where,
                f"on {gap:%A %d %B %Y at %H:%M} one line is closed and the other is not "
                "surely open",
                f"make the hours of the lines meet: {', '.join(lines)}",
            )
    desk = _contact(guide, "duty-desk")
    if desk and (begin := _outside(desk.hours, desk.checked, State.OPEN)):
        yield Problem(
            desk.where,
            f"“{desk.id}” is said to be open on {begin:%A %d %B %Y from %H:%M}",
            "only a working day between 08:00 and 18:00 is sure; else say unknown or off",
        )


def hours_are_those_said(guide: Guide) -> Iterator[Problem]:
    """Rule 4. The words on hours are true of them. “Day and night” is always open; “Office hours”
    at most on working days; “Nights, weekends …” at least all the rest; nothing else is promised.
    """
    for contact in guide.contacts.values():
        if not readable(contact.hours):
            continue
        of = contact.hours, contact.checked
        states = {stretch.state for stretch in _stretches(*of)}
        true = {
            "day": states == {State.OPEN},
            "off": not _outside(*of, State.OPEN),
            "nig": not (_outside(*of, State.CLOSED) or _outside(*of, State.UNKNOWN)),
        }.get(contact.when[:3].lower(), State.OPEN not in states)
        if not true:
            yield Problem(
                contact.when.where,
                f"“{contact.id}” says “{contact.when}”, and its hours are “{contact.hours}”",
                "make the words agree with the hours; say unknown where nobody knows",
            )
        for said in HOURS_SAID:
            if (said in contact.when.lower()) != (said in contact.brief.lower()):
                yield Problem(
                    contact.brief.where,
                    f"“{contact.when}” and “{contact.brief}” are not the same hours",
                    f"say “{said}” in both, or in neither",
                )


@lru_cache(maxsize=64)
def _stretches(hours: str, checked: date) -> tuple[Stretch, ...]:
    """The year that the rules on hours look at: the one after the hours were checked."""
    start = datetime.combine(checked, time(), LONDON)
    end = start + timedelta(days=366)
    return tuple(stretches(hours, start, end))


BEGIN = attrgetter("begin")


@lru_cache(maxsize=64)
def _gap(several: tuple[str, ...], checked: date) -> datetime | None:
    """The first instant when a line with one of these hours is closed and none is surely open."""
    year = [_stretches(hours, checked) for hours in several]
    for at in sorted({stretch.begin for line in year for stretch in line}):
        states = {line[bisect_right(line, at, key=BEGIN) - 1].state for line in year}
        if State.CLOSED in states and State.OPEN not in states:
            return at
    return None


def _council_lines(guide: Guide) -> set[tuple[str, ...]]:
    """The council lines of the area, and of each result that has no link to find others."""
    several = {tuple(guide.area.roles.get(role, role) for role in ("duty-desk", "out-of-hours"))}
    for step in guide.steps.values():
        if isinstance(step, Result):
            lines = [line for line in _lines(guide, step) if line.kind == "social-work"]
            if not any(isinstance(line, Link) for line in lines):
                several.add(tuple(line.id for line in lines))
    return {lines for lines in several if lines and guide.contacts.keys() >= {*lines}}


def _outside(hours: str, checked: date, wanted: State) -> datetime | None:
    """When a line first is in a state outside the hours of a working day."""
    opens, closes = WORKING_DAY
    for begin, end, found in _stretches(hours, checked):
        day = begin.date()
        working = day.weekday() < 5 and day not in bank_holidays(day.year)
        inside = begin.time() >= opens and end <= datetime.combine(day, closes, LONDON)
        if found is wanted and not (working and inside):
            return begin
    return None


def numbers_are_sourced(guide: Guide) -> Iterator[Problem]:
    """Rule 5. Every number shown has two sources on different sites. All sources print its digits.
    It is on no list of numbers never to show, and NHS 111 is never the police.
    """
    forbidden = {_digits(item.phone): item.why for item in guide.forbidden}
    on_pages = shown(guide)
    for contact in guide.contacts.values():
        sites = {_site(source.url) for source in contact.sources}
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


def sources_say_whose(guide: Guide) -> Iterator[Problem]:
    """Rule 5. The address of a source says whose number it is, so that no line has another's number
    with all its sources. A number so short that it is the whole country's needs none. A link's site
    has its owner's name, or a public body's address has; or it is the site on which we read of it.
    """
    for contact in shown(guide):
        if len(contact.digits) > SHORT_CODE and not any(
            _says_whose(source.url, contact) for source in contact.sources
        ):
            yield Problem(
                contact.where,
                f"no source of “{contact.id}” says in its address whose number it is",
                "look whether number and sources belong to somebody else; add one that does",
            )
    for link in guide.links.values():
        site = _site(link.url)
        public = site.endswith(PUBLIC_BODIES)
        if not (_says_whose(link.url if public else site, link) or site == _site(link.source)):
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
        name = f"{line.name} {_site(line.url) if isinstance(line, Link) else ''}".lower()
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
        if contact.kind == "social-work" and not _says_whose(contact.brief, contact):
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


def sheets_are_whole(guide: Guide) -> Iterator[Problem]:
    """A call sheet shows two numbers that exist, the desk's among them, and at no hour are they
    closed. It asks first whether the child is safe, has room for each part, and the part that takes
    ticked signs is there.
    """
    for sheet in guide.sheets.values():
        contacts = [contact for name in sheet.lines if (contact := _contact(guide, name))]
        acting = [contact for contact in contacts if contact.kind != "support"]
        if "duty-desk" not in sheet.lines or len(acting) < 2:
            yield Problem(
                sheet.where, f"“{sheet.id}” lacks a number", "show the duty desk, and one beside it"
            )
        elif all(readable(c.hours) for c in acting) and _gap(
            tuple(sorted({c.hours for c in acting})), acting[0].checked
        ):
            yield Problem(
                sheet.where, f"“{sheet.id}” has no line at some hour", "add one that is open then"
            )
        if "emergency" not in _numbers_in(guide, next(iter(sheet.parts.values()), None)):
            yield Problem(
                sheet.where,
                f"“{sheet.id}” does not ask first if the child is safe",
                "put that part first, with {emergency} in its hint",
            )
        for part in sheet.parts.values():
            if not 1 <= part.rows <= MOST_ROWS:
                yield Problem(part.where, f"“{part.id}” has {part.rows} rows", "1 to 12 fit a page")
        for name in sheet.lines:
            if _contact(guide, name) is None:
                yield Problem(sheet.where, f"“{name}” is nobody's role or id", "name a contact")
        if sheet.signs not in sheet.parts:
            yield Problem(
                sheet.where, f"“{sheet.signs}” is no part of the sheet", "name one of its parts"
            )


def links_are_sound(guide: Guide) -> Iterator[Problem]:
    """Every link is a whole and private web address with a source, is used, and no id stands for
    two things.
    """
    used = _names_shown(guide)
    for link in guide.links.values():
        if urlsplit(link.url).scheme != "https" or not _site(link.url):
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
        if WRITTEN_NUMBER.search(word):
            yield Problem(
                word.where,
                f"a number is written out in “{word}”",
                "name whose it is, such as {duty-desk}; the directory has the digits",
            )


def words_name_the_right_line(guide: Guide) -> Iterator[Problem]:
    """Rule 5, too. A number in words is that of whom the words name, and is open when they say."""
    for word in _all_words(guide):
        found = PLACEHOLDER.findall(word)
        ids = {n: line.id for n in found if (line := _line(guide, _named(n)))}
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
    """Rule 6. No words about signs count, score or grade them, and what a sign points to exists. (A
    sign has nowhere to put a weight: its shape refuses one.)
    """
    for word in words((guide.signs, guide.sheets)):
        for scoring in guide.wording.scoring:
            if _says(word, scoring):
                yield Problem(
                    word.where,
                    f"“{word}” scores (“{scoring}”)",
                    "one worry is enough: do not count",
                )
    every = [sign for group in guide.signs for sign in group.signs]
    for name, count in Counter(sign.id for sign in every).items():
        if count > 1:
            twice = next(sign for sign in every if sign.id == name)
            yield Problem(twice.where, f"{count} signs have the id “{name}”", "give each its own")
    for sign in every:
        for address in sign.see:
            if address not in guide.steps:
                yield Problem(sign.where, f"“{address}” is no step", _nearest(address, guide.steps))


def signs_of_danger_mean_now(guide: Guide) -> Iterator[Problem]:
    """Rule 3. The signs that can mean danger now stand first and lead to the emergency number; no
    other does, or nobody would believe them.
    """
    place = guide.signs[0].where if guide.signs else guide.area.where
    if not any(group.now for group in guide.signs[:1]):
        yield Problem(place, "no signs mean to call now", "mark the first group with  now: true")
    urgent = [sign for group in guide.signs if group.now for sign in group.signs]
    for phrase in SIGNS_OF_DANGER:
        if not any(phrase in sign.say for sign in urgent):
            yield Problem(
                place,
                f"no sign that means to call now says “{phrase}”",
                "put it in the group with  now: true",
            )
    for sign in urgent:
        if not any(phrase in sign.say for phrase in SIGNS_OF_DANGER):
            yield Problem(
                sign.where,
                f"“{sign.say}” is said to mean danger now",
                "move it to another group, or add it to SIGNS_OF_DANGER",
            )


def words_blame_nobody(guide: Guide) -> Iterator[Problem]:
    """Rule 7. No label of origin or faith for people who harm, no words that blame a child."""
    avoid = {item.words.lower(): item for item in guide.wording.avoid}
    any_of_them = re.compile(rf"\b({'|'.join(map(re.escape, avoid))})", re.IGNORECASE)
    for word in _all_words(guide):
        for said in any_of_them.findall(word) if avoid else ():
            instead = avoid[said.lower()].instead
            yield Problem(word.where, f"“{word}” says “{said}”", instead)


def every_not_is_there(guide: Guide) -> Iterator[Problem]:
    """Rule 7. No “not” was lost. What is to be left undone is shown as such, and says so in
    its title and each point.
    """
    for word in _all_words(guide):
        for sentence in sentences([word]):
            lost = ONLY_WITH_NOT.search(sentence) and not re.search(
                r"\b(?:not|never|nobody)\b", sentence, re.IGNORECASE
            )
            if lost or (STRESSED_DO.search(sentence) and not sentence.endswith("?")):
                yield Problem(word.where, f"“{sentence}” has lost its “not”", "put it back")
    for step in guide.steps.values():
        for section in step.sections if isinstance(step, Result) else ():
            forbids = section.title.lower().endswith(("do not", "cannot"))
            if forbids != (section.tone == "dont"):
                yield Problem(
                    section.where,
                    f"“{section.title}” has the tone {section.tone}",
                    "its title ends with “do not” or “cannot” where the tone is  dont , only there",
                )
            for point in section.points if section.title.endswith("do not") else ():
                if not re.match(r"(?:Do not|Never) ", point):
                    yield Problem(
                        point.where, f"“{point}” does not say what not to do", "begin it: Do not …"
                    )


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
    sentence is longer than LONGEST_SENTENCE words, or harder than HARDEST_SENTENCE.
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
                if len(sentence.split()) > 3 and grade_of([sentence]) > HARDEST_SENTENCE:
                    yield Problem(word.where, f"“{sentence}” is hard to read", "use shorter words")
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
    danger_is_answered_everywhere,
    answers_say_what_they_mean,
    other_councils_are_told_apart,
    results_show_both_lines,
    numbers_are_near,
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
"""Safety: a guide that breaks one of these does not start."""

EDITORIAL: tuple[Callable[[Guide], Iterator[Problem]], ...] = (
    danger_is_spelled_out,
    signs_of_danger_mean_now,
    answers_lead_where_they_say,
    lines_are_those_named,
    lines_are_described_truly,
    hours_are_those_said,
    sources_say_whose,
    words_name_the_right_line,
    every_not_is_there,
    words_are_easy_to_read,
)
"""Whether the words are true and can be read: for whoever changes the guide, who runs `flask guide
check`, and for the tests. They know English and these flows, take a second, and one needs what only
those who change the guide have installed; so they do not run at each start."""


def _contact(guide: Guide, name: str) -> Contact | None:
    return guide.contacts.get(guide.area.roles.get(name, name))


def _line(guide: Guide, name: str) -> Line | None:
    return guide.links.get(name) or _contact(guide, name)


def _lines(guide: Guide, step: Result) -> list[Line]:
    return [line for name in step.lines if (line := _line(guide, name))]


def _named(placeholder: str) -> str:
    """The role, contact or link that a placeholder is about: {relay+police} is about the police."""
    return placeholder.removesuffix(".name").removeprefix("relay+")


def _numbers_in(guide: Guide, thing: object) -> list[str]:
    """The kinds of the lines whose numbers stand in words."""
    names = [name for word in words(thing) for name in PLACEHOLDER.findall(word)]
    lines = [_line(guide, _named(name)) for name in names if not name.endswith(".name")]
    return [line.kind for line in lines if line]


def _told(word: Words) -> str | None:
    """The kind of the line that words tell a person to call, if they do."""
    found = TOLD_TO_CALL.search(word)
    return found and ("police" if found[1] else "social-work")


def _says_whose(address: str, line: Line) -> bool:
    """Whether an address, or words, have a word of a line's id or name, other than a common one."""
    also = line.also if isinstance(line, Contact) else (line.brief,)
    known = re.findall(r"[a-z]{3,}", " ".join([line.id, line.name, *also]).lower())
    return any(
        word in address.lower() for word in {*known} - COMMON if len(word) > 3 or word in line.id
    )


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
