"""The words of every page in reading order, as they are sent: to sign off, and to compare.

They are taken out of the very pages that a visitor gets, so nothing shown can be missing here.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from html.parser import HTMLParser

from flask import current_app, g
from werkzeug.wrappers import Response

from .i18n import Language, gettext
from .model import Guide
from .rules.lookups import PAGES

FRAME = ("header", "footer")
"""The parts that are the same on every page."""

OWN = ("title", "main", "nav")
PARTS = (*OWN, *FRAME)
DIALS = ("leave", "strip", "dial", "dial second")

MARKS = {
    "h1": "# ",
    "h2": "## ",
    "h3": "### ",
    "li": "- ",
    "label": "[ ] ",
    "dd": "  ",
}
"""What a line begins with, by the element that it comes from."""

BLOCKS = (*MARKS, "title", "p", "dt", "ul", "dl", "form", "section", "button", "textarea")
"""The elements that begin a line of their own. So does a button to call."""


@dataclass(frozen=True)
class Screen:
    """A page to read: its address, how one gets there if not by a link, and its lines."""

    address: str
    how: str
    lines: tuple[str, ...]


@contextmanager
def still_request(path: str, form: Mapping[str, str] | None = None) -> Iterator[None]:
    """A request for a path, or of a form sent there, whose answer must be right at any hour."""
    url = f"http://{current_app.config['TRUSTED_HOSTS'][0]}"
    method = "GET" if form is None else "POST"
    with current_app.test_request_context(path, url, method=method, data=form):
        g.any_hour = True
        yield


def still(path: str, form: Mapping[str, str] | None = None) -> Response:
    """What the guide answers to such a request."""
    with still_request(path, form):
        return current_app.full_dispatch_request()


def screens(guide: Guide, language: Language) -> Iterator[Screen]:
    """Every page of one language, and what is around all of them first."""

    def screen(
        address: str,
        how: str = "",
        parts: tuple[str, ...] = OWN,
        form: Mapping[str, str] | None = None,
    ) -> Screen:
        html = still(language.path(address), form).get_data(as_text=True)
        return Screen(address, how, tuple(_Reader(html, parts).lines))

    yield screen("", gettext("on every page"), FRAME)
    for address in ["", *guide.steps, *PAGES]:
        yield screen(address)
    for sign in (group.signs[0] for group in guide.signs):
        ticked = gettext("with a tick: %(sign)s", sign=gettext(sign.say))
        yield screen("signs", ticked, form={"signs": sign.id})
    yield screen("signs", gettext("with no tick"), form={})
    yield screen("nothing", gettext("any page that is not there"))


def as_text(screens: Iterator[Screen]) -> str:
    """Screens as one text, a paragraph for each, so that two versions can be compared."""
    rows = []
    for screen in screens:
        how = f" ({screen.how})" if screen.how else ""
        rows += [f"=== /{screen.address}{how}", *screen.lines, ""]
    return "\n".join(rows)


class _Reader(HTMLParser):
    """The lines of some parts of a page, each link followed by where it leads."""

    def __init__(self, html: str, parts: tuple[str, ...]) -> None:
        super().__init__()
        self.parts = parts
        self.lines: list[str] = []
        self.open: list[str] = []
        self.mark = self.text = self.link = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in PARTS:
            self.open.append(tag)
        if tag in BLOCKS or given.get("class", "") in DIALS:
            self.end_line()
            self.mark = MARKS.get(tag, "")
        if tag == "a":
            self.link = given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self.wanted():
            self.text += f" [{self.link}]"
        if tag in (*BLOCKS, *PARTS):
            self.end_line()
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if self.wanted():
            self.text += data

    def wanted(self) -> bool:
        return bool(self.open) and self.open[0] in self.parts

    def end_line(self) -> None:
        """Take what was read since the last line ended as a line, if it is anything."""
        if words := " ".join(self.text.split()):
            self.lines.append(self.mark + words)
            self.mark = ""
        self.text = ""
