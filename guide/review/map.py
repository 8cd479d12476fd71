"""The map: the whole guide as nested lists, complete because it is made from the guide itself.

Every step stands once, in its flow, with all its answers. An answer to a step that stands elsewhere
ends in a stub with the number and title of that step.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from ..content.lookups import ROLES
from ..content.model import Answer, Guide, Line, Question, Result

SIGNS = "signs"

Say = Callable[[str], str]
"""Returns words of the guide as plain text in the reader's language."""


@dataclass(frozen=True)
class Node:
    """A page as the map shows it. Its colour is that of `kind`: its first line's, or "question".

    Its number is the one in the title of a step; the first screen has 0.
    """

    number: int
    address: str
    title: str = ""
    kind: str = "question"
    lines: tuple[Line, ...] = ()
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Branch:
    """A node under the answer that leads to it. A stub stands in full somewhere else."""

    node: Node
    say: str = ""
    branches: tuple["Branch", ...] = ()
    stub: bool = False


def nodes(guide: Guide) -> dict[str, Node]:
    """The first screen, every step and the signs, by their address, in reading order. The address
    of the first screen is "".
    """
    main, question = next(iter(guide.steps.items()))
    asked = question.ask if isinstance(question, Question) else question.title
    first = Answer("first", asked, main)
    numbers = tuple(map(guide.contact, ROLES))
    signs = [sign for group in guide.signs for sign in group.signs]
    helps = tuple(Answer(sign.id, sign.say, to) for sign in signs for to in sign.see)
    found = {"": Node(0, "", "", numbers[0].kind, numbers, (first, *guide.main.doors))}
    for number, (address, step) in enumerate(guide.steps.items(), start=1):
        if isinstance(step, Result):
            lines = tuple(map(guide.line, step.lines))
            # The kit of volunteers is paper: nobody walks on from it.
            more = tuple(answer for answer in step.more if answer.to != guide.KIT)
            found[address] = Node(number, address, step.title, lines[0].kind, lines, more)
        else:
            found[address] = Node(number, address, step.ask, answers=step.answers)
    found[SIGNS] = Node(len(found), SIGNS, "", numbers[0].kind, numbers, helps)
    return found


def trees(guide: Guide) -> dict[str, tuple[Branch, ...]]:
    """The map: for the first screen, each flow and the signs, the trees of their pages.

    A page stands under the first answer that leads to it, nearest to where its flow begins.
    """
    found = nodes(guide)
    parts = {"": [""], **{f.id: [f"{f.id}/{s}" for s in f.steps] for f in guide.flows.values()}}
    parts[SIGNS] = [SIGNS]
    return {name: tuple(_grown(found, addresses)) for name, addresses in parts.items()}


def title(guide: Guide, flow: str) -> str:
    """What the first screen calls a flow or, if it does not lead to where the flow begins, what its
    first step asks or says. Nothing for an id that no flow has.
    """
    if flow not in guide.flows:
        return ""
    start, step = next(iter(guide.flows[flow].steps.items()))
    # Doors come after chips, and say it in more words.
    doors = [door.say for door in guide.main.doors if door.to == f"{flow}/{start}"]
    return doors[-1] if doors else step.heading


def _grown(found: Mapping[str, Node], addresses: list[str]) -> Iterator[Branch]:
    """The trees of these pages, which are one part of the map."""
    above: dict[str, tuple[str, str] | None] = {}
    for root in addresses:
        waiting = [] if root in above else [root]
        above.setdefault(root, None)
        while waiting:
            # The answers of questions come before those of results.
            waiting.sort(key=lambda address: found[address].kind != "question")
            address = waiting.pop(0)
            for answer in found[address].answers:
                if answer.to in addresses and answer.to not in above:
                    above[answer.to] = (address, answer.id)
                    waiting.append(answer.to)

    def branch(node: Node, say: str = "") -> Branch:
        below = tuple(
            branch(found[answer.to], answer.say)
            if above.get(answer.to) == (node.address, answer.id)
            else Branch(found[answer.to], answer.say, stub=True)
            for answer in node.answers
        )
        return Branch(node, say, below)

    for root, parent in above.items():
        if parent is None:
            yield branch(found[root])


def mermaid(guide: Guide, say: Say) -> str:
    """The map as text in the language of mermaid.js, with a row for each page and each answer."""

    def quoted(text: str) -> str:
        return '"' + say(text).replace('"', "#quot;") + '"'

    def name(address: str) -> str:
        return address.replace("/", "_") or "first"

    rows = ["flowchart TD"]
    for node in nodes(guide).values():
        opening, closing = ("{{", "}}") if node.kind == "question" else ("[", "]")
        title = quoted(node.title or f"/{node.address}")
        rows.append(f"  {name(node.address)}{opening}{title}{closing}:::{node.kind}")
        rows += [
            f"  {name(node.address)} -->|{quoted(answer.say)}| {name(answer.to)}"
            for answer in node.answers
        ]
    rows += [
        "  classDef question fill:#ffffff,color:#1c2430,stroke:#1c2430",
        "  classDef emergency fill:#a8142c,color:#ffffff",
        "  classDef desk fill:#0c5a58,color:#ffffff",
        "  classDef police fill:#1f3f7a,color:#ffffff",
        "  classDef support fill:#434c5c,color:#ffffff",
    ]
    return "\n".join(rows)
