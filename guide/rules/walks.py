"""Rules on walks: each goes on to a result, and its answers mean what they say."""

import re
from collections import Counter
from collections.abc import Iterator

from ..content import Problem
from ..model import Guide, Question
from .lookups import PAGES, every_answer, kind_of, nearest, questions, told_to_call

MOST_ANSWERS = 4
"""No walk may ask more questions than this before it ends in a result."""

OPENINGS = {"yes": "yes", "no": "no", "none": "none", "any": "any"}
"""An answer with one of these ids must begin with the word."""


def every_answer_leads_to_a_step(guide: Guide) -> Iterator[Problem]:
    """Rule 1. A question has at least two answers, each with its own id, each leading to a step."""
    steps = guide.steps
    for flow in guide.flows.values():
        if not flow.steps:
            yield Problem(flow.where, "the flow has no steps", "add one, or delete the file")
    for answer in every_answer(guide):
        if answer.to not in steps and answer.to not in PAGES:
            known = [*steps, *PAGES]
            yield Problem(
                answer.where, f"“{answer.to}” is no step of the guide", nearest(answer.to, known)
            )
    for question in questions(guide).values():
        if len(question.answers) < 2:
            yield Problem(
                question.where, "the question has fewer than two answers", "add the others"
            )
    for step in steps.values():
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


def answers_say_what_they_mean(guide: Guide) -> Iterator[Problem]:
    """Rule 3, too. The words of an answer agree with its id, so that swapped words are caught."""
    for answer in every_answer(guide):
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
    asked = {id(a): q.ask for q in questions(guide).values() for a in q.answers if a.id == "yes"}
    for answer in every_answer(guide):
        if answer.id in named and answer.id not in answer.to.split("/"):
            yield Problem(
                answer.where,
                f"the answer “{answer.id}” leads to “{answer.to}”",
                f"lead it to “{answer.id}”, or give it another id",
            )
        said = asked.get(id(answer), answer.say)
        first = kind_of(guide, guide.steps.get(answer.to))
        if first and told_to_call(said) not in (None, first):
            yield Problem(
                answer.where, f"“{said}” leads to a line of kind {first}", "lead it to who it names"
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
