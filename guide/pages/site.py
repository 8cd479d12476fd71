"""The site is a table: each address, and the page at that address.

Routes, kept answers, export, reviewers' pages and tests all read this one table. What answers the
two forms is a page, too, but each visitor gets their own, so the table does not have it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from itertools import count
from types import MappingProxyType
from typing import Any, Literal

from ..content.lookups import shown
from ..content.model import Guide, Question, Sign
from ..review.hazards import log
from ..review.hours import first_lines
from ..review.map import title, trees
from ..review.reading import each_once
from ..review.scenarios import scenarios
from ..review.screens import FRAME, MAIN, Screen, words_of
from ..rules import SAFETY
from .languages import N_, Language

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


@dataclass(frozen=True)
class Page:
    """A page: its address, the template that shows it, and what it shows.

    `values` are the same in every edition; those that cost time are functions, which the template
    calls. `styles` are files of `static/` that it needs as well as the common one. `form` says
    whether a visitor may send a form to this address. Threads may share one.
    """

    address: str
    template: str
    values: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    status: HTTPStatus = HTTPStatus.OK
    form: bool = False
    part: Literal["guide", "review", "error"] = "guide"


def site(guide: Guide) -> Mapping[str, Page]:
    """Every page by its address, in reading order. The address of the first screen is "". The
    address of an error is its status in digits.
    """
    table: dict[str, Page] = {}
    rows = [
        Page("", "landing.html", {"question": guide.first, "main": guide.main}),
        *_steps(guide),
        signs(guide),
        *(sheet(guide, name) for name in guide.sheets),
        Page("about", "about.html"),
        Page("about/numbers", "numbers.html", {"contacts": partial(shown, guide)}, ("review.css",)),
        *_reviewers(guide, table),
        *_errors(),
    ]
    table.update((page.address, page) for page in rows)
    return MappingProxyType(table)


def _steps(guide: Guide) -> Iterator[Page]:
    for number, (address, step) in enumerate(guide.steps.items(), start=1):
        template = "question.html" if isinstance(step, Question) else "result.html"
        young = guide.flows[address.split("/")[0]].young
        yield Page(address, template, {"step": step, "number": number, "young": young})


def signs(guide: Guide) -> Page:
    """The signs to tick."""
    return Page(guide.SIGNS, "signs.html", {"groups": guide.signs}, ("forms.css",), form=True)


def noticed(guide: Guide, ticked: Collection[str]) -> Page:
    """What to do about the signs with these ids, if any. An id that no sign has is left out."""
    found = [sign for sign in every_sign(guide) if sign.id in ticked]
    values = {
        "signs": found,
        "now": any(sign.now for sign in found),
        "see": {address: guide.steps[address] for sign in found for address in sign.see},
    }
    return Page(guide.SIGNS, "noticed.html", values, ("forms.css",), form=True)


def sheet(guide: Guide, name: str, ticked: Collection[str] = ()) -> Page:
    """A call sheet to fill in, with the signs of these ids written in."""
    found = [sign for sign in every_sign(guide) if sign.id in ticked]
    values = {"sheet": guide.sheets[name], "ticked": found}
    address = guide.sheet_address(name)
    return Page(address, "sheet.html", values, ("forms.css", "sheet.css"), form=True)


def answers_of_form(guide: Guide, page: Page) -> Iterator[Page]:
    """What answers the form of a page, with everything ticked."""
    every = [sign.id for sign in every_sign(guide)]
    if page.address == guide.SIGNS:
        yield noticed(guide, every)
    elif page.form:
        yield sheet(guide, page.values["sheet"].id, every)


def every_sign(guide: Guide) -> Iterator[Sign]:
    """Every sign, in the order of the page."""
    for group in guide.signs:
        yield from group.signs


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
        yield Page(f"about/{name}", f"{name}.html", shows, ("review.css",), part="review")


def _errors() -> Iterator[Page]:
    for status, words in ERRORS.items():
        yield Page(f"{status:d}", "error.html", {"words": words}, status=status, part="error")


def screens(
    guide: Guide,
    table: Mapping[str, Page],
    render: Callable[[Page], str],
    language: Language,
) -> Iterator[Screen]:
    """The words of every page that a visitor reads, as `render` makes it in a language. First comes
    what is on every page; last what answers the form of the signs, and an unknown address.
    """
    say, number = language.gettext, count()

    def screen(page: Page, address: str, how: str = "") -> Screen:
        return Screen(language.path(address), how, words_of(render(page), MAIN), next(number))

    frame = words_of(render(table[""]), FRAME)
    yield Screen(language.path(""), say(N_("On every page")), frame)
    for address, page in table.items():
        if page.part == "guide":
            yield screen(page, address)
    for group in guide.signs if guide.SIGNS in table else ():
        how = say(N_("with a tick: %(sign)s")) % {"sign": say(group.signs[0].say)}
        yield screen(noticed(guide, {group.signs[0].id}), guide.SIGNS, how)
    if guide.SIGNS in table:
        yield screen(noticed(guide, ()), guide.SIGNS, say(N_("with no tick")))
    missing = table[f"{HTTPStatus.NOT_FOUND:d}"]
    yield screen(missing, "nothing", say(N_("any page that is not there")))
