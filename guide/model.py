"""The shapes of the guide's content: what we ask, who answers, and where each word stands.

Everything is frozen: a Guide is read once, checked once, and never changes while it is served.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Literal

Kind = Literal["emergency", "social-work", "police"]
"""The three destinations. Each has one colour, one heading and one place on every page."""

Tone = Literal["plain", "say", "do", "dont"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a content file. `line` counts from 1; 0 is the file as a whole."""

    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


NOWHERE = Place()


class Words(str):
    """A string that somebody will read: translated, graded for reading, and kept free of digits.

    It may hold short Markdown and the placeholders `{role}` (a number, as a link to call it),
    `{role.name}` (whose number it is) and `{area}`.
    """

    where: Place

    def __new__(cls, text: str, where: Place = NOWHERE) -> "Words":
        words = super().__new__(cls, text)
        words.where = where
        return words


@dataclass(frozen=True, slots=True)
class Source:
    """A public page that prints a number: its address, and the number exactly as printed there."""

    url: str
    prints: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Someone who answers a telephone.

    `hours` is an OpenStreetMap opening_hours expression in London time, in which PH stands for
    England's bank holidays. `brief` stands on the button: who, and when in words that are right at
    any hour. `otherwise` is the role or contact to call when nobody answers.
    `rung` says whether one of us has called the number; until then we have only read it.
    """

    id: str
    name: Words
    kind: Kind
    phone: str
    hours: str
    brief: Words
    when: Words
    cost: Words
    bill: Words
    checked: date
    rung: bool
    sources: tuple[Source, ...]
    otherwise: str = ""
    also: tuple[Words, ...] = ()
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.phone))

    @property
    def tel(self) -> str:
        """The `tel:` address: full numbers in international form, short codes as they are."""
        national = self.digits.startswith("0") and len(self.digits) >= 10
        return f"tel:+44{self.digits[1:]}" if national else f"tel:{self.digits}"


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A number that must never be shown, and why: it is old, or not for the public."""

    phone: str
    why: str
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Area:
    """A council's area: its name, and which contact plays each role there."""

    id: str
    name: Words
    roles: Mapping[str, str]
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question, or a door to another step: what is said, and where it leads.

    `unsure` marks the answer for somebody who is not sure.
    """

    id: str
    say: Words
    to: str
    unsure: bool = False
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of a result: text, points, or both."""

    title: Words
    text: Words | None = None
    points: tuple[Words, ...] = ()
    tone: Tone = "plain"
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """A step that asks. `about` is "danger" where an answer can mean that a child is."""

    id: str
    ask: Words
    why: Words
    answers: tuple[Answer, ...]
    points: tuple[Words, ...] = ()
    about: Literal["danger", "choice"] = "choice"
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def leads_to(self) -> tuple[Answer, ...]:
        return self.answers


@dataclass(frozen=True, slots=True)
class Result:
    """A step that ends a walk: whom to call, in order, and what else belongs there.

    `lines` names roles or contacts. `numbers` says whether they stand before or after the words.
    `more` leads on to other steps.
    """

    id: str
    title: Words
    lead: Words
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    more: tuple[Answer, ...] = ()
    numbers: Literal["first", "last"] = "first"
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def leads_to(self) -> tuple[Answer, ...]:
        return self.more


Step = Question | Result


@dataclass(frozen=True, slots=True)
class Flow:
    """The steps of one flow, in reading order. Its first step is where it begins."""

    id: str
    steps: Mapping[str, Step]
    doors: tuple[Answer, ...] = ()
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Guide:
    """All of it: one area's directory, and the flows. `main` is the flow the first screen begins.

    `telling` are the words that an address or a title must not contain, because
    somebody may be looking at the screen.
    """

    area: Area
    contacts: Mapping[str, Contact]
    flows: Mapping[str, Flow]
    forbidden: tuple[Forbidden, ...]
    telling: tuple[str, ...]

    MAIN = "help"

    @property
    def main(self) -> Flow:
        return self.flows[self.MAIN]

    @property
    def first(self) -> Step:
        """The question that the first screen asks: a rule holds that it is one."""
        return next(iter(self.main.steps.values()))

    @property
    def steps(self) -> dict[str, Step]:
        """Every step by its address, in reading order."""
        return {f"{f.id}/{s.id}": s for f in self.flows.values() for s in f.steps.values()}

    def contact(self, name: str) -> Contact:
        """The contact that plays a role in this area, or that has this id.

        Raises KeyError where there is none.
        """
        return self.contacts[self.area.roles.get(name, name)]


def words(thing: object) -> Iterator[Words]:
    """Every visible string in a content object, in reading order."""
    if isinstance(thing, Words):
        yield thing
    elif is_dataclass(thing):
        for item in fields(thing):
            yield from words(getattr(thing, item.name))
    elif isinstance(thing, Mapping):
        for value in thing.values():
            yield from words(value)
    elif isinstance(thing, tuple):
        for value in thing:
            yield from words(value)
