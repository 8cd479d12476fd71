"""Rules on walks: each ends in a result, and each answer leads where its id says."""

import re
from collections import Counter
from collections.abc import Iterator

from ..content.lookups import every_answer, questions
from ..content.model import Guide
from ..content.problems import Problem, nearest
from .wording import finder

MOST_ANSWERS = 4
"""No walk may ask more questions than this before it ends in a result."""


def every_answer_leads_to_a_step(guide: Guide) -> Iterator[Problem]:
    """A question has two answers or more, each with its own id; every answer leads to a page."""
    addresses = frozenset(guide.addresses)
    for flow in guide.flows.values():
        if not flow.steps:
            yield Problem(flow.where, "the flow has no steps", "add one, or delete the file")
    for answer in every_answer(guide):
        if answer.to not in addresses:
            yield Problem(
                answer.where,
                f"“{answer.to}” is not a page of the guide",
                _where_to_add(guide, answer.to),
            )
    for question in questions(guide).values():
        if len(question.answers) < 2:
            yield Problem(
                question.where, "the question has fewer than two answers", "add the others"
            )
    for step in guide.steps.values():
        for name, count in Counter(answer.id for answer in step.leads_to).items():
            if count > 1:
                yield Problem(
                    step.where, f"{count} answers have the id “{name}”", "give each its own"
                )


def _where_to_add(guide: Guide, address: str) -> str:
    """What to do about an address that is not there. A shared flow without its first step, such as
    `place`, must be begun by each area.
    """
    name, _, step = address.partition("/")
    if step == "start" and name in guide.flows:
        return f"write the step “start” in guide/areas/{guide.area.id}/flows/{name}.yaml"
    return nearest(address, guide.addresses)


def answers_lead_where_they_say(guide: Guide) -> Iterator[Problem]:
    """The id of an answer is that of the step or flow it leads to, so that no two can be swapped.

    Only an answer for somebody who is not sure may have another id. A question without such an
    answer breaks another rule, which names the question.
    """
    unknown = {
        id(answer)
        for question in questions(guide).values()
        if not any(answer.unsure for answer in question.answers)
        for answer in question.answers
    }
    for answer in every_answer(guide):
        if not (answer.unsure or id(answer) in unknown or answer.id in answer.to.split("/")):
            yield Problem(
                answer.where,
                f"the answer “{answer.id}” leads to “{answer.to}”",
                f"lead it to “{answer.id}”, or give it the id of where it leads",
            )


def every_step_is_reached(guide: Guide) -> Iterator[Problem]:
    """Somebody who starts on the first screen can get to every step."""
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
    """No walk turns in a circle; each ends in a result after a few answers."""
    most = _answers_to_a_result(guide)
    for address, question in questions(guide).items():
        if address not in most:
            yield Problem(
                question.where,
                f"a walk from “{address}” comes back to where it was",
                "lead one of its answers onward, to a result",
            )
        elif most[address] > MOST_ANSWERS:
            yield Problem(
                question.where,
                f"a walk from “{address}” takes {most[address]} answers to reach a result",
                f"ask less: at most {MOST_ANSWERS}",
            )


def _answers_to_a_result(guide: Guide) -> dict[str, int]:
    """The most answers from each question to a result, without questions from which a walk can come
    back to where it was.
    """
    asking = questions(guide)
    before: dict[str, list[str]] = {address: [] for address in asking}
    onward = dict.fromkeys(asking, 0)
    for address, question in asking.items():
        for answer in question.answers:
            if answer.to in asking:
                before[answer.to].append(address)
                onward[address] += 1
    most = dict.fromkeys(asking, 1)
    done = [address for address, count in onward.items() if not count]
    for address in done:  # it grows: a question is done when all those after it are
        for earlier in before[address]:
            most[earlier] = max(most[earlier], 1 + most[address])
            onward[earlier] -= 1
            if not onward[earlier]:
                done.append(earlier)
    return {address: most[address] for address in done}


def addresses_are_neutral(guide: Guide) -> Iterator[Problem]:
    """An address is two short plain words that say nothing to somebody who sees the screen."""
    telling = finder(guide.wording.telling, anywhere=True)
    for address, step in guide.steps.items():
        if not re.fullmatch(r"[a-z]{2,10}(-[a-z]{2,10})?/[a-z]{2,10}(-[a-z]{2,10})?", address):
            yield Problem(
                step.where, f"“{address}” is not a short plain address", "use a word or two, a to z"
            )
        for found, _ in telling(address):
            yield Problem(
                step.where,
                f"the address “{address}” says what this is (“{found}”)",
                "choose a word that could stand on any site",
            )
