"""The map: a drawing of the whole guide. It is complete because it is made from the guide itself.

Every step is drawn once, in its flow, with all its answers. A flow is a tree that grows downwards,
so that it can be read on a phone. An answer to a step that is drawn elsewhere ends in a stub with
the address, title and colour of that step.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

from ..content.lookups import ROLES
from ..content.model import Answer, Contact, Guide, Line, Question, Result

SIGNS = "signs"

Say = Callable[[str], str]
"""Returns words of the guide as plain text in the reader's language."""


@dataclass(frozen=True)
class Node:
    """A page as the map shows it. Its colour is that of `kind`: its first line's, or "question"."""

    address: str
    title: str = ""
    kind: str = "question"
    lines: tuple[Line, ...] = ()
    answers: tuple[Answer, ...] = ()
    urgent: str = ""


@dataclass(frozen=True)
class Branch:
    """A node under the answer that leads to it. A stub is drawn in full somewhere else."""

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
    found = {"": Node("", "", numbers[0].kind, numbers, (first, *guide.main.doors))}
    for address, step in guide.steps.items():
        if isinstance(step, Result):
            lines = tuple(map(guide.line, step.lines))
            urgent = step.urgent or ""
            found[address] = Node(address, step.title, lines[0].kind, lines, step.more, urgent)
        else:
            found[address] = Node(address, step.ask, answers=step.answers)
    found[SIGNS] = Node(SIGNS, "", numbers[0].kind, numbers, helps)
    return found


def trees(guide: Guide) -> dict[str, tuple[Branch, ...]]:
    """The map: for the first screen, each flow and the signs, the trees of their pages.

    A page stands under the first answer that leads to it, nearest to where its flow begins.
    """
    found = nodes(guide)
    parts = {"": [""], **{f.id: [f"{f.id}/{s}" for s in f.steps] for f in guide.flows.values()}}
    parts[SIGNS] = [SIGNS]
    return {name: tuple(_grown(found, addresses)) for name, addresses in parts.items()}


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


@dataclass(frozen=True)
class Box:
    """A page in the picture."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    stub: bool


@dataclass(frozen=True)
class Text:
    """A row of text in the picture; y is its base line."""

    x: int
    y: int
    text: str
    style: str


@dataclass(frozen=True)
class Arrow:
    """An arrow from the foot of a box down, and then forward to another box."""

    x: int
    y: int
    down: int
    forward: int


SIZES = {
    "say": (20, 7.2),
    "address": (17, 7.0),
    "title": (20, 8.4),
    "urgent": (18, 7.2),
    "line": (18, 7.0),
}
"""For each style of text: the height of a row, and a generous width of a letter, in units."""


class Picture:
    """A part of the map, laid out from top to bottom: boxes, text and arrows. The unit is a pixel
    where a column is WIDTH pixels wide. A language written from right to left mirrors it.
    """

    WIDTH = 340
    INDENT = 24
    PAD = 10
    SLICE = 200
    """The least height of a slice, except the last."""

    def __init__(self, trees: tuple[Branch, ...], say: Say) -> None:
        self.say = say
        self.height = 2
        self.gaps: list[int] = []
        self.boxes: list[Box] = []
        self.texts: list[Text] = []
        self.arrows: list[Arrow] = []
        for tree in trees:
            self._draw(tree, 1)
            self.height += self.PAD

    def slices(self) -> Iterator[tuple[int, int]]:
        """Where each slice begins and how high it is. Slices are cut between boxes, so that a tall
        picture can be printed on several sheets of paper.
        """
        start = 0
        for gap in self.gaps:
            if gap - start > self.SLICE:
                yield start, gap - start
                start = gap
        yield start, self.height - start

    def _draw(self, branch: Branch, x: int) -> None:
        self.gaps.append(self.height)
        if branch.say:
            self._write("say", x, self.say(branch.say))
            self.height += 3
        top = self.height
        self.height += self.PAD // 2
        inside = x + self.PAD + 4
        self._write("address", inside, f"\u2066/{branch.node.address}\u2069")
        if branch.node.title:
            self._write("line" if branch.stub else "title", inside, self.say(branch.node.title))
        if branch.node.urgent and not branch.stub:
            self._write("urgent", inside, self.say(branch.node.urgent))
        for number, line in enumerate(() if branch.stub else branch.node.lines, start=1):
            self._write("line", inside, f"{number}. {self._name(line)}")
        self.height += self.PAD // 2
        width = self.WIDTH - x - 1
        box = Box(x, top, width, self.height - top, branch.node.kind, branch.stub)
        self.boxes.append(box)
        self.height += self.PAD
        foot = top + box.height
        for below in branch.branches:
            begin = len(self.boxes)
            self._draw(below, x + self.INDENT)
            reached = self.boxes[begin]
            middle = reached.y + min(reached.height // 2, 16)
            self.arrows.append(Arrow(x + self.PAD, foot, middle - foot, self.INDENT - self.PAD))

    def _write(self, style: str, x: int, text: str) -> None:
        row, letter = SIZES[style]
        for part in wrap(text, int((self.WIDTH - x - self.PAD) / letter)):
            self.height += row
            self.texts.append(Text(x, self.height - 4, part, style))

    def _name(self, line: Line) -> str:
        """Whose line it is, and its digits: in one row, from left to right in every script."""
        digits = "\xa0".join(line.phone.groups) if isinstance(line, Contact) else ""
        return f"{self.say(line.name)} \u2066{digits}\u2069"


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
