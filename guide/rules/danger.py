"""Rules on danger: nothing stands between a child in danger and the emergency number."""

import re
from collections import Counter
from collections.abc import Iterator

from ..content import Problem
from ..model import Answer, Guide, Question, Result, words
from .lookups import (
    PLACEHOLDER,
    contact_of,
    every_word,
    kind_of,
    kinds_in,
    lines_of,
    named,
    nearest,
    questions,
    results,
)

URGENCY = {"emergency": 3, "social-work": 2, "police": 1, "support": 1, None: 0}
"""How soon each destination acts to protect a child. This police line is not the one for danger,
and a page without a line is none.
"""

ABOUT_DANGER = re.compile(
    r"gets worse|not safe|(?<!nobody )is in danger|badly hurt|about to hurt|hurt themselves|killing"
    r"|travel today|whisper|press 55"
)
"""Words beside which only the emergency number may stand. A silent call and 55 work with no other:
the sources are in `flows/help.yaml`."""

DANGERS = ("hurting the child now", "ill", "kill themselves", "missing", "alone", "soon be back")
"""What the closer look at danger in the main flow must ask about: our own judgement of
what counts."""

SIGNS_OF_DANGER = (
    "goes missing", "hurts themselves", "dying", "injuries", "threatened", "only know online",
    "sexual picture", "pregnant",
)  # fmt: skip
"""What can mean that a child is in danger now. Each is a sign, and no other sign means so."""


def emergencies_stand_alone(guide: Guide) -> Iterator[Problem]:
    """Rule 2. An emergency result shows the emergency number and no other, in lines or words."""
    for step in results(guide).values():
        kinds = [line.kind for line in lines_of(guide, step)]
        if "emergency" in kinds:
            yield from _emergency(guide, step)
        if "emergency" in kinds and len(kinds) > 1:
            yield Problem(
                step.where,
                f"“{step.id}” offers other numbers beside the emergency one",
                "leave only the emergency line; every other page has it at the top anyway",
            )


def _emergency(guide: Guide, step: Result) -> Iterator[Problem]:
    if step.numbers != "first" or step.sheet != "none":
        yield Problem(
            step.where, f"“{step.id}” puts something before the call", "numbers first, sheet: none"
        )
    for word in words(step):
        for name in PLACEHOLDER.findall(word):
            contact = contact_of(guide, named(name))
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
    for step in questions(guide).values():
        unsure = [answer for answer in step.answers if answer.unsure]
        kinds = {kind_of(guide, guide.steps.get(answer.to)) for answer in step.answers}
        if len(unsure) != 1:
            yield Problem(
                step.where,
                f"{len(unsure)} answers are for somebody who is not sure",
                "mark exactly one with  unsure: true",
            )
        elif step.about == "danger":
            yield from _danger(guide, step, unsure[0])
        elif "emergency" in kinds:
            yield Problem(
                step.where,
                f"“{step.id}” leads to the emergency number and is not about danger",
                "say  about: danger",
            )
        elif _urgency(guide, unsure[0].to) < max(_urgency(guide, a.to) for a in step.answers):
            yield Problem(
                unsure[0].where,
                "“not sure” leads somewhere less urgent than another answer",
                "lead it where the most urgent answer leads",
            )


def _danger(guide: Guide, step: Question, unsure: Answer) -> Iterator[Problem]:
    yes = step.answers[0]
    for answer in step.answers:
        target = guide.steps.get(answer.to)
        to_emergency = kind_of(guide, target) == "emergency"
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


def _urgency(guide: Guide, address: str, seen: tuple[str, ...] = ()) -> int:
    """The most urgent destination that can be reached from a step by answers."""
    step = guide.steps.get(address)
    if isinstance(step, Question) and address not in seen:
        return max((_urgency(guide, a.to, (*seen, address)) for a in step.answers), default=0)
    return URGENCY[kind_of(guide, step)]


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


def danger_is_answered_everywhere(guide: Guide) -> Iterator[Problem]:
    """Rule 3. Every other result says when to call the emergency number: in `urgent`, which names
    that number alone, or in its first section; in the main flow, which asks about danger first,
    anywhere. And wherever words are of danger, no other number is the only one.
    """
    for address, step in results(guide).items():
        asked = address.startswith(f"{Guide.MAIN}/")
        first = step.urgent or (step.sections if asked else step.sections[:1])
        kinds = set(kinds_in(guide, first))
        said = "emergency" in kinds and not (step.urgent and kinds != {"emergency"})
        if not said and kind_of(guide, step) != "emergency":
            yield Problem(
                step.where,
                f"“{step.id}” does not say when to call the emergency number",
                "add  urgent: … , with {emergency} in it and no other number",
            )
    for word in every_word(guide):
        kinds = set(kinds_in(guide, word))
        if kinds and "emergency" not in kinds and ABOUT_DANGER.search(word.lower()):
            yield Problem(
                word.where, f"“{word}” is about danger and names another number", "say {emergency}"
            )


def signs_are_never_scored(guide: Guide) -> Iterator[Problem]:
    """Rule 6. No words about signs count, score or grade them, and what a sign points to exists. (A
    sign has nowhere to put a weight: its shape refuses one.)
    """
    for word in words((guide.signs, guide.sheets)):
        for scoring in guide.wording.scoring:
            if re.search(rf"\b{re.escape(scoring.lower())}", word.lower()):
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
                yield Problem(sign.where, f"“{address}” is no step", nearest(address, guide.steps))


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
