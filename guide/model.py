"""The shapes of the guide's content: what we ask, who answers, and where each word stands.

Everything is frozen: a Guide is read once, checked once, and never changes while it is served.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Literal

Kind = Literal["emergency", "social-work", "police", "support"]
"""The three destinations, and everybody else who can help. Each has one colour, one heading and
one place on every page."""

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

    It may hold short Markdown and placeholders: `{role}` (a number to tap), `{role.name}` (whose
    it is), `{relay+role}` (the number through Relay UK), `{link}` (a site to open) and `{area}`.
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
    name_asked: Words
    checked: date
    rung: bool
    sources: tuple[Source, ...]
    otherwise: str = ""
    by: Literal["call", "text"] = "call"
    also: tuple[Words, ...] = ()
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def digits(self) -> str:
        return "".join(filter(str.isdigit, self.phone))

    @property
    def tel(self) -> str:
        """The address to tap: full numbers in international form, short codes as they are."""
        if self.by == "text":
            return f"sms:{self.digits}"
        national = self.digits.startswith("0") and len(self.digits) >= 10
        return f"tel:+44{self.digits[1:]}" if national else f"tel:{self.digits}"


@dataclass(frozen=True, slots=True)
class Link:
    """A page of another site: what it is for, and the page that tells us of it.

    `brief` stands under the name where the link takes the place of a number.
    """

    id: str
    name: Words
    kind: Kind
    url: str
    brief: Words
    checked: date
    source: str
    where: Place = field(default=NOWHERE, compare=False)


Line = Contact | Link
"""Whatever a result can send a person to."""


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

    `lines` names roles, contacts or links. `numbers` says whether they stand before or after the
    words. `urgent` says when to call the emergency number instead, above all else. `about` is
    "elsewhere" where another council helps. `sheet` is the call sheet to offer. `doors` is false
    where other doors would only be in the way. `more` leads on to other steps.
    """

    id: str
    title: Words
    lead: Words
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    more: tuple[Answer, ...] = ()
    urgent: Words | None = None
    numbers: Literal["first", "last"] = "first"
    about: Literal["here", "elsewhere"] = "here"
    sheet: Literal["desk", "station", "none"] = "desk"
    doors: bool = True
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
class Sign:
    """Something that a person may notice. It has no weight: one is enough to call.

    `see` names steps that help with it.
    """

    id: str
    say: Words
    see: tuple[str, ...] = ()
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SignGroup:
    """Signs of one kind. `now` where any of them can mean that a child is in danger now."""

    id: str
    title: Words
    signs: tuple[Sign, ...]
    now: bool = False
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part of a call sheet: what will be asked, and how many rows of space to write."""

    id: str
    title: Words
    rows: int
    hint: Words | None = None
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to fill in before a call. `signs` is the part that ticked signs are written into."""

    id: str
    title: Words
    lead: Words
    say: Words
    lines: tuple[str, ...]
    parts: Mapping[str, SheetPart]
    signs: str
    ask: tuple[Words, ...]
    end: Words
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Avoid:
    """Words not to use, and what to say instead (see the sources in `words.yaml`)."""

    words: str
    instead: str
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Wording:
    """What holds for all words: `telling` must not be in an address or title, because somebody
    may be looking at the screen; `avoid` in no words at all; `scoring` in no words about signs;
    and of words in capitals only `acronyms` may be used.
    """

    telling: tuple[str, ...]
    avoid: tuple[Avoid, ...]
    scoring: tuple[str, ...]
    acronyms: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Guide:
    """All of it: one area's directory, the flows, the signs and the call sheets. `main` is the flow
    that the first screen begins.
    """

    area: Area
    contacts: Mapping[str, Contact]
    links: Mapping[str, Link]
    flows: Mapping[str, Flow]
    signs: tuple[SignGroup, ...]
    sheets: Mapping[str, Sheet]
    forbidden: tuple[Forbidden, ...]
    wording: Wording

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

    def line(self, name: str) -> Line:
        """The link of this id, or the contact. Raises KeyError where there is neither."""
        return self.links.get(name) or self.contact(name)

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
