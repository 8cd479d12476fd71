"""The shapes of the guide's content: what we ask, who answers, and where each word stands.

Everything is frozen: a Guide is read once and checked once, and never changes while it is served,
so threads may share it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from .problems import NOWHERE, Place
from .sites import Host, Reach, WebAddress
from .sound import SoundFile, SoundName
from .speech import Speech
from .telephone import Printed, Telephone

Kind = Literal["emergency", "desk", "police", "support"]
"""The three destinations of a line, and all others who can help. Each has one colour, one heading
and one place on every page."""

Icon = Literal[
    "", "search", "hand", "phone", "speech", "eye", "house", "bag", "child", "people", "heart",
    "globe", "work", "clock", "plane", "quiet", "more",
]  # fmt: skip
"""The drawings of `templates/parts/icons.html`."""

Tone = Literal["plain", "say", "do", "dont", "quote"]
"""What a section is. `quote`: official words, which rules on how we write leave out."""

When = Literal[
    "office-hours",
    "office-hours-or-try",
    "nights-and-weekends",
    "long-days",
    "day-and-night",
    "hours-change",
    "hours-unknown",
]
"""When a line is answered. `office-hours-or-try`: perhaps also at other hours. `long-days`: every
day, and closed at night. `hours-change`: the site of the line shows its hours."""

Cost = Literal["free", "mostly-free", "as-01", "as-02", "as-03", "no-extra", "text"]
"""What a call costs. `mostly-free`: free from most phones. `as-01`: as a call to a number that
begins with 01. `no-extra`: this number in front adds nothing. `text`: as a text message."""

Bill = Literal["may-show", "not-shown", "mostly-not-shown", "if-not-free", "text-may-show"]
"""Whether a call shows on the bill. Each sentence also says that the phone keeps a list."""

NameAsked = Literal["can-refuse", "not-needed", "may-ask", "help-first", "asked", "by-others"]
"""Whether callers are asked for their name. `by-others`: by the line called through this one."""


class Words(str):
    """A string that somebody will read: translated, graded for reading, and kept free of digits.

    It may have short Markdown and placeholders: `{role}` (a number to tap), `{role.name}` (whose
    it is), `{relay+role}` (the number through Relay UK), `{abroad+role}` (the number as people in
    another country call it), `{link}` (a site to open) and `{area}`. The id of a contact may take
    the place of a role.
    """

    where: Place

    def __new__(cls, text: str, where: Place = NOWHERE) -> "Words":
        words = super().__new__(cls, text)
        words.where = where
        return words


@dataclass(frozen=True)
class Source:
    """A public page that prints a number: its address, and the number exactly as printed there."""

    url: WebAddress
    prints: Printed
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Contact:
    """Somebody who answers a telephone.

    `hours` is an OpenStreetMap opening_hours expression in London time, in which PH means England's
    bank holidays. `brief` says whose line it is and what it is for; the button adds the hours, from
    `when`. The sentences for `when`, `cost`, `bill` and `name_asked` are in `words.yaml`: see
    `Guide.said`. `note` is special to this line. `site` is the host of its own site, which shows
    hours that change. `otherwise` is the role or contact to call when nobody answers. `rung` says
    whether one of us has called the number; until then we have only read it.
    """

    id: str
    name: Words
    kind: Kind
    phone: Telephone
    hours: str
    brief: Words
    when: When
    cost: Cost
    bill: Bill
    name_asked: NameAsked
    checked: date
    rung: bool
    sources: tuple[Source, ...]
    otherwise: str = ""
    by: Literal["call", "text"] = "call"
    also: tuple[Words, ...] = ()
    note: Words | None = None
    site: Host | None = None
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def digits(self) -> str:
        return self.phone.digits

    @property
    def international(self) -> str:
        return self.phone.international

    @property
    def tel(self) -> str:
        """The address to tap."""
        return self.phone.sms if self.by == "text" else self.phone.tel


@dataclass(frozen=True)
class Link:
    """A page of another site: what it is for, and the `source` where we read of it.

    `brief` is shown under the name where the link takes the place of a number.
    """

    id: str
    name: Words
    kind: Kind
    url: WebAddress
    brief: Words
    checked: date
    source: str
    where: Place = field(default=NOWHERE, compare=False)


Line = Contact | Link
"""A way to call or reach somebody."""


@dataclass(frozen=True)
class Forbidden:
    """A number that must never be shown, and why: it is old, or not for the public."""

    phone: Telephone
    why: str
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Publisher:
    """The organisation that answers for the guide of an area: its name, where anybody can say that
    a number is wrong, and its statements on privacy and accessibility.
    """

    name: Words
    tell: Reach
    privacy: WebAddress
    accessibility: WebAddress
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Area:
    """A council's area: its name, which contact plays each role there, and who publishes its guide.

    `publisher` is None while nobody does. Then the guide may not be served in public.
    """

    id: str
    name: Words
    roles: Mapping[str, str]
    publisher: Publisher | None = None
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Answer:
    """An answer to a question, or a door to another step: what it says, and where it leads.

    `unsure` marks the answer for somebody who is not sure. `icon` is a small drawing beside a door.
    `chip` has short words for it: the first screen also shows them far up, for those who must not
    have to read far.
    """

    id: str
    say: Words
    to: str
    unsure: bool = False
    icon: Icon = ""
    chip: Words | None = None
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Section:
    """A titled part of a result: text, points, or both.

    It is folded at first, so that a page is short. `open` says that it is not. First words to say
    never are.
    """

    title: Words
    text: Words | None = None
    points: tuple[Words, ...] = ()
    tone: Tone = "plain"
    open: bool = False
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def shown(self) -> bool:
        """Whether it is not folded."""
        return self.open or self.tone == "say"


@dataclass(frozen=True)
class Question:
    """A step that asks. `about` is "danger" where an answer can mean that a child is in danger.

    `points` are things to think of before the answer, by their id.
    """

    id: str
    ask: Words
    why: Words
    answers: tuple[Answer, ...]
    points: Mapping[str, Words] = field(default_factory=dict)
    about: Literal["danger", "choice"] = "choice"
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def heading(self) -> Words:
        return self.ask

    @property
    def leads_to(self) -> tuple[Answer, ...]:
        return self.answers


@dataclass(frozen=True)
class Result:
    """A step that ends a walk: who to call, in order, and what else belongs there.

    `lines` names roles, contacts or links. `urgent` stands above them and says when to call the
    emergency number instead. `about` is "elsewhere" where another council helps, and "beyond" where
    that council is in another country of the UK and the guide knows no line of it. `sheet` is the
    call sheet to offer. `doors` is false where ways to other help would only be in the way. `more`
    leads on to other steps.
    """

    id: str
    title: Words
    lead: Words
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    more: tuple[Answer, ...] = ()
    urgent: Words | None = None
    about: Literal["here", "elsewhere", "beyond"] = "here"
    sheet: Literal["desk", "station", "none"] = "desk"
    doors: bool = True
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def heading(self) -> Words:
        return self.title

    @property
    def leads_to(self) -> tuple[Answer, ...]:
        return self.more


Step = Question | Result


@dataclass(frozen=True)
class DoorGroup:
    """Doors that have something in common."""

    id: str
    title: Words
    doors: tuple[Answer, ...]
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Flow:
    """The steps of one flow, in reading order. It begins at the first.

    The first screen shows the doors of the main flow in `groups`. `young` says that children read
    it: its pages have a colour of their own.
    """

    id: str
    steps: Mapping[str, Step]
    groups: Mapping[str, DoorGroup] = field(default_factory=dict)
    young: bool = False
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def doors(self) -> tuple[Answer, ...]:
        """Its doors, in reading order."""
        return tuple(door for group in self.groups.values() for door in group.doors)


@dataclass(frozen=True)
class Sign:
    """Something that a person may notice. It has no weight: one is enough to call.

    `see` names steps that help with it. `now` says that it can mean a child in danger now.
    """

    id: str
    say: Words
    see: tuple[str, ...] = ()
    now: bool = False
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class SignGroup:
    """Signs that have something in common."""

    id: str
    title: Words
    signs: tuple[Sign, ...]
    where: Place = field(default=NOWHERE, compare=False)

    @property
    def now(self) -> bool:
        """Whether any of its signs can mean that a child is in danger now."""
        return any(sign.now for sign in self.signs)


@dataclass(frozen=True)
class SheetPart:
    """A part of a call sheet: what will be asked, and how many rows of space to write."""

    id: str
    title: Words
    rows: int
    hint: Words | None = None
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Listed:
    """Words on a list, why they are on it and, where that helps, what to say instead.

    They are found at the beginning of a word, in capitals or not.
    """

    words: tuple[str, ...]
    reason: str
    instead: str = ""
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Wording:
    """What `words.yaml` says: the sentence of each kind, what counts as danger, and lists of words.

    The sentences of `button` have `{who}`, which is the `brief` of a contact; those of `when` may
    have `{site}`. `dangers` has the ids of the points that the closer look at danger must have, and
    `danger_signs` those of the signs that must mean now, each with a reason. So has `acronyms`, for
    letters that may stand for words. `words.yaml` says what each list is for.
    """

    when: Mapping[When, Words]
    button: Mapping[When, Words]
    cost: Mapping[Cost, Words]
    bill: Mapping[Bill, Words]
    name_asked: Mapping[NameAsked, Words]
    dangers: Mapping[str, str]
    danger_signs: Mapping[str, str]
    danger_words: tuple[Listed, ...]
    keep_not: tuple[Listed, ...]
    negations: tuple[Listed, ...]
    avoid: tuple[Listed, ...]
    scoring: tuple[Listed, ...]
    number_words: tuple[Listed, ...]
    not_sources: tuple[Listed, ...]
    telling: tuple[Listed, ...]
    orphans: tuple[Listed, ...]
    acronyms: Mapping[str, str]


@dataclass(frozen=True)
class Recording:
    """A recorded voice: its file in `sound/`; the id of the card of the language that it `speaks`;
    and the path of the page that it is on, in English: `/` is the first screen. It is below the
    addresses of one `language` or, without that, of all. `transcript` has its words in English,
    which nobody translates.
    """

    file: SoundName
    speaks: str
    page: str
    transcript: Words
    language: str = ""
    where: Place = field(default=NOWHERE, compare=False)


Said = Literal["when", "button", "cost", "bill", "name_asked"]


@dataclass(frozen=True, eq=False)
class Guide:
    """The whole guide of one area: directory, flows, signs, call sheets, wording, cards for
    interpreters, and recordings with all files of their folder by name. The first screen begins
    with the flow `main`.
    """

    area: Area
    contacts: Mapping[str, Contact]
    links: Mapping[str, Link]
    flows: Mapping[str, Flow]
    signs: tuple[SignGroup, ...]
    sheets: Mapping[str, Sheet]
    forbidden: tuple[Forbidden, ...]
    wording: Wording
    speech: Speech
    recordings: tuple[Recording, ...] = ()
    sounds: Mapping[str, SoundFile] = field(default_factory=dict)

    MAIN = "help"
    SIGNS = "signs"
    KIT = "kit"

    @property
    def main(self) -> Flow:
        return self.flows[self.MAIN]

    @property
    def first(self) -> Step:
        """The question that the first screen asks. A rule makes sure that it is a question."""
        return next(iter(self.main.steps.values()))

    @cached_property
    def steps(self) -> Mapping[str, Step]:
        """Every step by its address, in reading order."""
        return {f"{f.id}/{s.id}": s for f in self.flows.values() for s in f.steps.values()}

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Every page to which an answer may lead: the steps, the signs, the call
        sheets and the kit of volunteers.
        """
        return (*self.steps, self.SIGNS, *map(self.sheet_address, self.sheets), self.KIT)

    @property
    def heard(self) -> tuple[Recording, ...]:
        """Every recording whose file is there. The others are not shown."""
        return tuple(one for one in self.recordings if one.file in self.sounds)

    @staticmethod
    def sheet_address(name: str) -> str:
        """The address of the call sheet with this id. The duty desk has the short one."""
        return "sheet" if name == "desk" else f"sheet/{name}"

    def line(self, name: str) -> Line:
        """The link with this id, or the contact. Raises KeyError if there is neither."""
        return self.links.get(name) or self.contact(name)

    def contact(self, name: str) -> Contact:
        """The contact that plays a role in this area, or that has this id.

        Raises KeyError if there is none.
        """
        return self.contacts[self.area.roles.get(name, name)]

    def said(self, contact: Contact, what: Said) -> Words:
        """The sentence that `words.yaml` has for a contact, in English. Its `{who}` must still be
        replaced by `contact.brief`, and its `{site}` by `contact.site`.
        """
        kind = contact.when if what == "button" else getattr(contact, what)
        sentences: Mapping[str, Words] = getattr(self.wording, what)
        return sentences[kind]


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
