"""The site is a table: each address, and the page at that address.

Routes, kept answers, export, reviewers' pages and tests all read this one table. What answers the
two forms is a page, too, but each visitor gets their own, so the table does not have it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from http import HTTPStatus
from itertools import count, islice
from types import MappingProxyType
from typing import Any, Literal

from ..content.lookups import shown
from ..content.model import Guide, Question, Recording, Sign
from ..content.speech import InterpreterCard
from ..review.hazards import log
from ..review.hours import first_lines
from ..review.map import title, trees
from ..review.reading import each_once
from ..review.scenarios import scenarios
from ..review.screens import FRAME, MAIN, Screen, words_of
from ..rules import SAFETY
from .languages import N_, Language
from .place import checks

ERRORS = {
    HTTPStatus.BAD_REQUEST: N_("We could not understand what was asked for."),
    HTTPStatus.NOT_FOUND: N_("We cannot find that page."),
    HTTPStatus.METHOD_NOT_ALLOWED: N_("We could not understand what was asked for."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: N_("That was too much to take in."),
    HTTPStatus.MISDIRECTED_REQUEST: N_("We could not understand what was asked for."),
    HTTPStatus.TOO_MANY_REQUESTS: N_("Too many people are asking at once."),
    HTTPStatus.INTERNAL_SERVER_ERROR: N_("Something went wrong here. It is not you."),
}
"""What a page says for each status that is an error. Any other status has the words of the last."""

CARD = ("interpreter.css", "card.css")
"""The style of a card on the screen, and on paper."""

SOUND = "sound.css"
LISTS = ("numbers.css", "review.css")
STICK = ("forms.css", "scan.css", "stick.css")
HAND = ("forms.css", "scan.css", "hand.css")
KIT = ("forms.css", "kit.css")

PAPERS = {
    "poster": N_("A poster"),
    "cards": N_("Four cards on two sides"),
    "wallet": N_("Ten small cards on two sides"),
    "leaflet": N_("A leaflet to fold"),
}
"""Each sheet that the kit makes, by the name of its template: what it is called."""

WRONG = {
    "csrf_token": N_("We cannot see that this came from our page. Choose again, here."),
    "languages": N_("Choose one language or more from the list."),
    "papers": N_("Choose one sheet or more from the list."),
}
"""What to do about a wrong field of the form, by its name. `place.checks` has the others."""

NUMBERS = "about/numbers"

PAPER = ("forms.css", "scan.css", "paper.css")

NAMED = 4
"""How many languages the first screen names: they fit into one row of a small phone."""


@dataclass(frozen=True)
class Page:
    """A page: its address, the template that shows it, and what it shows.

    `values` are the same in every edition; those that cost time are functions, which the template
    calls. `styles` are files of `static/` that it needs as well as the common one. `form` says
    which form a visitor may send to this address, if any. `part` says who it is for: people who are
    worried, volunteers (`kit`) or reviewers; or that it is paper to print, says an error, or is
    the one file. `recordings` are those whose files are there. Threads may share one.
    """

    address: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    status: HTTPStatus = HTTPStatus.OK
    form: Literal["", "signs", "kit"] = ""
    part: Literal["guide", "kit", "paper", "file", "review", "error"] = "guide"
    recordings: tuple[Recording, ...] = ()

    def heard(self, code: str) -> list[Recording]:
        """What was recorded for it, below the addresses of the language of this code."""
        return [one for one in self.recordings if one.language in ("", code)]


def site(guide: Guide) -> Mapping[str, Page]:
    """Every page by its address, in reading order. The address of the first screen is "". The
    address of an error is its status in digits.
    """
    table: dict[str, Page] = {}
    cards = {card.address: card for card in guide.speech.cards}
    tongues = dict(islice(cards.items(), NAMED))
    rows = [
        Page("", "landing.html", {"question": guide.first, "main": guide.main, "tongues": tongues}),
        *_steps(guide),
        signs(guide),
        *(sheet(guide, name) for name in guide.sheets),
        *_interpreters(guide, cards),
        Page("hand", "hand.html", {"first": guide.first, "steps": guide.steps}, HAND, part="kit"),
        Page("kit", "kit.html", {"papers": PAPERS, "faults": ()}, KIT, form="kit", part="kit"),
        *_printed(),
        Page("kit/practice", "practice.html", {}, ("forms.css",), part="kit"),
        Page("kit/questions", "questions.html", {}, ("forms.css",), part="kit"),
        Page("about", "about.html"),
        Page("about/numbers", "numbers.html", {"contacts": partial(shown, guide)}, LISTS),
        *_pack(guide, table),
        *_reviewers(guide, table),
        *_errors(),
    ]
    table.update((page.address, _with_voices(guide, page)) for page in rows)
    return MappingProxyType(table)


def _with_voices(guide: Guide, page: Page) -> Page:
    """A page with what was recorded for it."""
    found = tuple(one for one in guide.heard if one.page == f"/{page.address}")
    return replace(page, recordings=found, styles=(*page.styles, SOUND)) if found else page


def _steps(guide: Guide) -> Iterator[Page]:
    for number, (address, step) in enumerate(guide.steps.items(), start=1):
        template = "question.html" if isinstance(step, Question) else "result.html"
        young = guide.flows[address.split("/")[0]].young
        yield Page(address, template, {"step": step, "number": number, "young": young})


def _interpreters(guide: Guide, cards: Mapping[str, InterpreterCard]) -> Iterator[Page]:
    """A card for each language in which somebody may ask for an interpreter, and a list of them."""
    yield Page("speak", "speak.html", {"interpreters": cards}, ("speak.css",))
    for address, card in cards.items():
        say = {
            name: words.of(card.english, guide.area.name)
            for name, words in (("say", guide.speech.say), ("urgent", guide.speech.emergency))
        }
        yield Page(address, "interpreter.html", {"interpreter": card, **say}, CARD)


def signs(guide: Guide) -> Page:
    """The signs to tick."""
    return Page(guide.SIGNS, "signs.html", {"groups": guide.signs}, ("forms.css",), form="signs")


def noticed(guide: Guide, ticked: Collection[str]) -> Page:
    """What to do about the signs with these ids, if any. An id that no sign has is left out."""
    found = [sign for sign in every_sign(guide) if sign.id in ticked]
    values = {
        "signs": found,
        "now": any(sign.now for sign in found),
        "see": {address: guide.steps[address] for sign in found for address in sign.see},
    }
    return Page(guide.SIGNS, "noticed.html", values, ("forms.css",), form="signs")


def sheet(guide: Guide, name: str, ticked: Collection[str] = ()) -> Page:
    """A call sheet to fill in, with the signs of these ids written in."""
    found = [sign for sign in every_sign(guide) if sign.id in ticked]
    values = {"sheet": guide.sheets[name], "ticked": found}
    address = guide.sheet_address(name)
    return Page(address, "sheet.html", values, ("forms.css", "sheet.css"), form="signs")


def refused(page: Page, faults: Sequence[str]) -> Page:
    """The page with the form again, which says what was wrong with the choice."""
    return replace(page, values={**page.values, "faults": faults}, status=HTTPStatus.BAD_REQUEST)


def answers_of_form(guide: Guide, page: Page) -> Iterator[Page]:
    """What answers the form of a page, with everything ticked."""
    every = [sign.id for sign in every_sign(guide)]
    if page.address == guide.SIGNS:
        yield noticed(guide, every)
    elif page.form == "signs":
        yield sheet(guide, page.values["sheet"].id, every)
    elif page.form == "kit":
        yield printed(page.address, [*PAPERS], place="A")
        yield refused(page, [*WRONG.values(), *(words for _, words in checks(guide))])


def by_harm(guide: Guide, table: Mapping[str, Page]) -> Iterator[Page]:
    """Every page that visitors read, in the order in which a wrong word does most harm: the first
    tier; then those to which a door of the first screen leads; then the others.
    """
    doors = {door.to for door in guide.main.doors}

    def place(page: Page) -> tuple[bool, bool]:
        return not first_tier(guide, page), page.address not in doors

    yield from sorted((p for p in table.values() if p.part != "review"), key=place)


def first_tier(guide: Guide, page: Page) -> bool:
    """Whether a page is of those without which a language is not offered at all: the first screen,
    the main flow, the numbers, what to say to be given an interpreter, and errors.
    """
    flow = page.address.split("/")[0]
    return page.part == "error" or flow in ("", guide.MAIN, "speak") or page.address == NUMBERS


def every_sign(guide: Guide) -> Iterator[Sign]:
    """Every sign, in the order of the page."""
    for group in guide.signs:
        yield from group.signs


def _pack(guide: Guide, table: Mapping[str, Page]) -> Iterator[Page]:
    """The whole guide as one file, to keep where there is no signal: what to know first, the file,
    and how to use it on a stick. docs/decisions/0037 says why it is a file.
    """
    yield Page("pack", "pack.html", {"name": f"{guide.area.id}-numbers"}, part="kit")
    styles = ("forms.css", "numbers.css", "sheet.css", "speak.css", "interpreter.css", "file.css")
    yield Page("pack/file", "file.html", {"parts": partial(_parts, table)}, styles, part="file")
    yield Page("open-me", "stick.html", {}, STICK, part="kit")
    yield Page("kit/site", "others.html", {}, ("sheet.css",), part="kit")
    yield Page("kit/message", "message.html", {}, ("sheet.css",), part="kit")


def _parts(table: Mapping[str, Page]) -> list[Page]:
    """The pages in the one file. The first screen comes last: it is shown while none of the others
    is, which a browser can tell only by what stands before it.
    """
    first, *others = (page for page in table.values() if page.part == "guide")
    return [*others, first]


def _printed() -> Iterator[Page]:
    """Each sheet to print, in the language of the edition, and with English as a second one."""
    for name in PAPERS:
        yield printed(f"kit/{name}", [name])
        yield printed(f"kit/{name}/both", [name], two=True)


def printed(  # noqa: PLR0913 (each is a choice of the form)
    address: str,
    sheets: Sequence[str],
    languages: Sequence[Language] = (),
    *,
    place: str = "",
    mono: bool = False,
    two: bool = False,
) -> Page:
    """A document of these sheets to print, each in every language; none means that of the edition.
    `two` puts two languages on a sheet. `place` is the name of who puts it up, or "".
    """
    values = {"sheets": sheets, "chosen": languages, "mono": mono, "two": two, "place": place}
    return Page(address, "document.html", values, PAPER, part="paper")


def _reviewers(guide: Guide, table: Mapping[str, Page]) -> Iterator[Page]:
    """The pages for those who sign off. What they show is worked out when somebody opens one."""
    values: dict[str, dict[str, Any]] = {
        "map": {"trees": partial(trees, guide), "title": partial(title, guide)},
        "screens": {"screens": partial(screens, guide, table), "each_once": each_once},
        "scenarios": {
            "people": partial(scenarios, guide.area),
            "first_lines": partial(first_lines, guide),
        },
        "safety": {"rules": SAFETY, "log": log},
        "sign": {"contacts": partial(shown, guide)},
    }
    for name, shows in values.items():
        yield Page(f"about/{name}", f"{name}.html", shows, LISTS, part="review")


def _errors() -> Iterator[Page]:
    for status, words in ERRORS.items():
        yield Page(f"{status:d}", "error.html", {"words": words}, status=status, part="error")


def screens(
    guide: Guide,
    table: Mapping[str, Page],
    render: Callable[[Page], str],
    language: Language,
) -> Iterator[Screen]:
    """The words of every page that a visitor reads, as `render` makes it in a language, in order of
    harm. First comes what is on every page; last what answers the form of the signs, and an unknown
    address.
    """
    say = language.gettext
    own = [page for page in table.values() if page.part in ("guide", "kit")]
    numbers = {page.address: number for number, page in enumerate(own)}
    more = count(len(own))

    def screen(page: Page, address: str, how: str = "") -> Screen:
        words = words_of(render(page), MAIN)
        number = next(more) if how else numbers[address]
        return Screen(
            language.path(address), how, words, number, not how and first_tier(guide, page)
        )

    frame = words_of(render(table[""]), FRAME)
    yield Screen(language.path(""), say(N_("On every page")), frame, first=True)
    for page in by_harm(guide, table):
        if page.address in numbers:
            yield screen(page, page.address)
    for group in guide.signs if guide.SIGNS in table else ():
        how = say(N_("with a tick: %(sign)s")) % {"sign": say(group.signs[0].say)}
        yield screen(noticed(guide, {group.signs[0].id}), guide.SIGNS, how)
    if guide.SIGNS in table:
        yield screen(noticed(guide, ()), guide.SIGNS, say(N_("with no tick")))
    missing = table[f"{HTTPStatus.NOT_FOUND:d}"]
    yield screen(missing, "nothing", say(N_("any page that is not there")))
