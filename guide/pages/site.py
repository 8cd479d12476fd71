"""The site is a table: each address, and the page at that address.

Routes, kept answers, export, reviewers' pages and tests all read this one table. What answers the
two forms is a page, too, but each visitor gets their own, so the table does not have it.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Literal

from ..content.lookups import shown
from ..content.model import Guide, Question, Sign
from ..review.hazards import hazards
from ..review.map import Picture, trees
from ..review.scenarios import scenarios
from ..review.screens import FRAME, MAIN, Screen, screen
from ..rules import SAFETY
from .languages import N_

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


def every_sign(guide: Guide) -> Iterator[Sign]:
    """Every sign, in the order of the page."""
    for group in guide.signs:
        yield from group.signs


def _reviewers(guide: Guide, table: Mapping[str, Page]) -> Iterator[Page]:
    """The pages for those who sign off. What they show is worked out when somebody opens one."""
    values: dict[str, dict[str, Any]] = {
        "map": {"trees": partial(trees, guide), "picture": Picture},
        "screens": {"screens": partial(screens, guide, table)},
        "scenarios": {"people": partial(scenarios, guide.area)},
        "safety": {"rules": SAFETY, "hazards": hazards},
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
    say: Callable[[str], str],
) -> Iterator[Screen]:
    """The words of every page that a visitor reads, as `render` makes it. First comes what is on
    every page; last what answers the form of the signs, and an unknown address.
    """
    yield screen("", say(N_("on every page")), render(table[""]), FRAME)
    for address, page in table.items():
        if page.part == "guide":
            yield screen(address, "", render(page), MAIN)
    for group in guide.signs:
        ticked = noticed(guide, {group.signs[0].id})
        how = say(N_("with a tick: %(sign)s")) % {"sign": say(group.signs[0].say)}
        yield screen(guide.SIGNS, how, render(ticked), MAIN)
    yield screen(guide.SIGNS, say(N_("with no tick")), render(noticed(guide, ())), MAIN)
    missing = render(table[f"{HTTPStatus.NOT_FOUND:d}"])
    yield screen("nothing", say(N_("any page that is not there")), missing, MAIN)
