"""Rules on danger: nothing stands between a child in danger and the emergency number."""

from collections import Counter
from collections.abc import Iterator, Mapping

from ..content.lookups import (
    every_word,
    kind_of,
    kinds_in,
    line_of,
    lines_of,
    named,
    questions,
    results,
)
from ..content.model import Answer, Guide, Kind, Question, Result, words
from ..content.problems import Problem, nearest
from ..content.writing import PLACEHOLDER
from .wording import finder

URGENCY: Mapping[Kind | None, int] = {
    "emergency": 3,
    "desk": 2,
    "police": 1,
    "support": 1,
    None: 0,
}
"""How soon each destination acts to protect a child: the higher, the sooner. The police line here
is not the emergency line. None stands for a page without a line.
"""


def emergencies_stand_alone(guide: Guide) -> Iterator[Problem]:
    """An emergency result shows the emergency number and no other, and nothing before it."""
    for step in results(guide).values():
        kinds = [line.kind for line in lines_of(guide, step)]
        if "emergency" in kinds:
            yield from _emergency(guide, step)
        if "emergency" in kinds and len(kinds) > 1:
            yield Problem(
                step.where,
                f"“{step.id}” offers more than the emergency number",
                "leave only the emergency line; other pages show the others",
            )


def _emergency(guide: Guide, step: Result) -> Iterator[Problem]:
    if step.sheet != "none":
        yield Problem(step.where, f"“{step.id}” offers a call sheet", "write  sheet: none")
    for word in words(step):
        for name in PLACEHOLDER.findall(word):
            line = line_of(guide, named(name))
            if line and line.kind != "emergency":
                yield Problem(
                    word.where,
                    f"“{{{name}}}” competes with the emergency number",
                    "take it out, or say it on another page",
                )


def danger_comes_first(guide: Guide) -> Iterator[Problem]:
    """The main flow begins with the question about danger."""
    first = next(iter(guide.main.steps.values()), None)
    if not isinstance(first, Question) or first.about != "danger":
        yield Problem(
            first.where if first else guide.main.where,
            "the main flow does not begin with the question about danger",
            "put it at the top, with  about: danger",
        )


def danger_reaches_emergency(guide: Guide) -> Iterator[Problem]:
    """A child in danger reaches the emergency number in one answer, and somebody who is not sure
    never gets anything less urgent than somebody who is sure.
    """
    urgency = _urgency(guide)
    for step in questions(guide).values():
        unsure = [answer for answer in step.answers if answer.unsure]
        most = max((urgency.get(answer.to, 0) for answer in step.answers), default=0)
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
                "write  about: danger",
            )
        elif urgency.get(unsure[0].to, 0) < most:
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
                "see if two answers are swapped",
            )


def _urgency(guide: Guide) -> dict[str, int]:
    """For each step, the urgency of the most urgent result that its answers lead to."""
    before: dict[str, list[str]] = {}
    for address, question in questions(guide).items():
        for answer in question.answers:
            before.setdefault(answer.to, []).append(address)
    ends = {address: URGENCY[kind_of(guide, step)] for address, step in results(guide).items()}
    most: dict[str, int] = {}
    for end in sorted(ends, key=ends.__getitem__, reverse=True):
        waiting = [end]
        while waiting:
            address = waiting.pop()
            if address not in most:
                most[address] = ends[end]
                waiting += before.get(address, ())
    return most


def danger_is_spelled_out(guide: Guide) -> Iterator[Problem]:
    """Somebody who is not sure about danger is asked about each danger on the list."""
    first = next(iter(guide.main.steps.values()), None)
    for answer in first.leads_to if first else ():
        closer = guide.steps.get(answer.to)
        if answer.unsure and isinstance(closer, Question):
            for danger, reason in guide.wording.dangers.items():
                if danger not in closer.points:
                    yield Problem(
                        closer.where,
                        f"“{closer.id}” does not ask about the danger “{danger}”",
                        f"add a point  {danger}: …  ({reason})",
                    )


def danger_is_answered_everywhere(guide: Guide) -> Iterator[Problem]:
    """Every other result says when to call the emergency number, and so do all words about danger
    that have a number.

    A result says it in `urgent`, which has no other number, or in its first section. In the main
    flow, which asks about danger first, it may be any section.
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
    of_danger = finder(guide.wording.danger_words)
    for word in every_word(guide):
        kinds = set(kinds_in(guide, word))
        if kinds and "emergency" not in kinds:
            for found, listed in of_danger(word):
                yield Problem(
                    word.where,
                    f"“{word}” says “{found}” and has only another number",
                    f"add {{emergency}}: {listed.reason}",
                )


def signs_of_danger_mean_now(guide: Guide) -> Iterator[Problem]:
    """Signs that can mean danger now come first and together, and all on the list are there."""
    signs = {sign.id: sign for group in guide.signs for sign in group.signs}
    place = guide.signs[0].where if guide.signs else guide.area.where
    if not any(sign.now for sign in signs.values()):
        yield Problem(place, "no sign means to call now", "mark those of danger with  now: true")
    for name, reason in guide.wording.danger_signs.items():
        if name not in signs or not signs[name].now:
            yield Problem(
                signs[name].where if name in signs else place,
                f"the sign “{name}” does not mean to call now",
                f"give it  now: true  ({reason})",
            )
    later = False
    for group in guide.signs:
        if group.now and later:
            yield Problem(
                group.where,
                f"“{group.id}” means to call now and does not come first",
                "move it up",
            )
        later = later or not group.now
        for sign in group.signs if group.now else ():
            if not sign.now:
                yield Problem(
                    sign.where,
                    f"“{sign.id}” stands among signs that mean to call now",
                    "move it to another group, or give it  now: true",
                )


def signs_are_never_scored(guide: Guide) -> Iterator[Problem]:
    """No words about signs count, score or grade them: one worry is enough to call.

    A sign has nowhere to put a weight: its shape refuses one.
    """
    scoring = finder(guide.wording.scoring)
    for word in words((guide.signs, guide.sheets)):
        for found, listed in scoring(word):
            yield Problem(
                word.where, f"“{word}” says “{found}”", f"say it in another way: {listed.reason}"
            )


def signs_lead_to_steps(guide: Guide) -> Iterator[Problem]:
    """Each sign has its own id, and each step that it names exists."""
    every = [sign for group in guide.signs for sign in group.signs]
    last = {sign.id: sign for sign in every}
    for name, count in Counter(sign.id for sign in every).items():
        if count > 1:
            yield Problem(
                last[name].where, f"{count} signs have the id “{name}”", "give each its own"
            )
    for sign in every:
        for address in sign.see:
            if address not in guide.steps:
                yield Problem(
                    sign.where, f"“{address}” is not a step", nearest(address, guide.steps)
                )
