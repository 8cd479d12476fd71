"""The pages: find the step, put its lines in order for this hour, and show it. Nothing is kept."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from itertools import groupby
from typing import Any
from urllib.parse import quote

from flask import Flask, abort, render_template, request
from markupsafe import Markup

from .cache import Present
from .forms import SignsForm
from .i18n import SOURCE, Language, language, long_date
from .model import Guide, Line, Question, Result
from .pieces import Pieces, piece
from .review import Review
from .settings import Settings
from .text import line, text, title

INLINE = ("style.css", "leave.js", "icon.svg")
"""The files of `static/` that stand inside every page, so that a page is one request."""

LINK = "guide.link"
"""Where the WSGI environment has what makes a link of a path, if the page is to be a file."""


class Pages:
    """The views. Each makes a page of the guide from what stands in the guide alone."""

    def __init__(self, guide: Guide, present: Present) -> None:
        self.guide = guide
        self.present = present
        self.urgent = {sign.id for group in guide.signs if group.now for sign in group.signs}
        self.review = Review(guide)
        self.steps = guide.steps
        self.numbers = {address: number for number, address in enumerate(self.steps, start=1)}

    def landing(self) -> str:
        """The first screen."""
        doors = self.guide.main.doors
        return render_template("landing.html", question=self.guide.first, doors=doors)

    def step(self, flow: str, step: str) -> str:
        """A question or a result."""
        address = f"{flow}/{step}"
        found = self.steps.get(address) or abort(HTTPStatus.NOT_FOUND)
        own = found.more if isinstance(found, Result) else ()
        alone = isinstance(found, Result) and not found.doors
        common = () if alone else self.guide.main.doors
        return render_template(
            "question.html" if isinstance(found, Question) else "result.html",
            step=found,
            address=address,
            number=self.numbers[address],
            doors=(*own, *(d for d in common if d.to not in {address, *(m.to for m in own)})),
        )

    def signs(self) -> str | tuple[str, int]:
        """The signs to tick and, once some are, what to do. What was ticked is then forgotten."""
        form = SignsForm(self.guide)
        if request.method != "POST" or not form.validate():
            page = render_template(
                "signs.html", groups=self.guide.signs, form=form, address="signs"
            )
            return (page, HTTPStatus.BAD_REQUEST) if form.errors else page
        ticked = {sign.id for sign in form.ticked}
        now = not ticked.isdisjoint(self.urgent)
        return self.present.once(("noticed", now), lambda: self.noticed(now)).page(ticked)

    def noticed(self, now: bool) -> Pieces:
        """The answer to signs, for every way to tick them. `now`: a child may be in danger now."""
        signs = [sign for group in self.guide.signs for sign in group.signs]
        see: dict[str, list[str]] = {}
        for sign in signs:
            for address in sign.see:
                see.setdefault(address, []).append(sign.id)
        page = render_template(
            "noticed.html",
            signs=signs,
            now=now,
            see=see,
            steps=self.steps,
            doors=self.guide.main.doors,
            piece=lambda ids, caller: piece(ids, caller()),
        )
        return Pieces(page)

    def sheet(self, name: str = "desk") -> str:
        """A call sheet to fill in, with the signs ticked on the page before, if any."""
        sheet = self.guide.sheets.get(name) or abort(HTTPStatus.NOT_FOUND)
        return render_template(
            "sheet.html",
            sheet=sheet,
            ticked=SignsForm(self.guide).ticked,
            address="sheet" if name == "desk" else f"sheet/{name}",
        )

    def about(self) -> str:
        """What the guide is, and what it keeps."""
        return render_template("about.html", address="about")

    def install(self, app: Flask, prefix: str) -> None:
        """Give the app the addresses of one language."""
        views: dict[str, Callable[..., Any]] = {
            "": self.landing,
            "signs": self.signs,
            "sheet": self.sheet,
            "sheet/<name>": self.sheet,
            "about": self.about,
            **self.review.pages(),
            "<flow>/<step>": self.step,
        }
        for rule, view in views.items():
            methods = ["GET", "POST"] if view in (self.signs, self.sheet) else ["GET"]
            app.add_url_rule(f"{prefix}/{rule}", f"pages.{view.__name__}", view, methods=methods)


def install(
    app: Flask,
    guide: Guide,
    settings: Settings,
    present: Present,
    inline: Mapping[str, str],
) -> None:
    """Give the app its pages in every language, and its templates all that they use."""
    spoken: dict[str, Language] = app.extensions["languages"]
    pages = Pages(guide, present)
    for code in spoken:
        pages.install(app, "" if code == SOURCE else f"/{code}")

    def cards(*names: str) -> list[tuple[str, list[Line]]]:
        """The lines of these names in the order to try them, one card for each destination."""
        lines = present.in_order(tuple(map(guide.line, names)))
        return [(kind, list(card)) for kind, card in groupby(lines, lambda line: line.kind)]

    def href(address: str = "", to: Language | None = None) -> str:
        """The link to a page in this language, or in another."""
        link: Callable[[str], str] = request.environ.get(LINK, str)
        return link((to or language()).path(address))

    app.jinja_env.globals.update(
        area=guide.area,
        cards=cards,
        contact=guide.contact,
        exit_url=settings.exit_url,
        exported=lambda: LINK in request.environ,
        href=href,
        icon="data:image/svg+xml," + quote(inline["icon.svg"], safe="/:= '"),
        languages=spoken.values(),
        language=language,
        line_of=guide.line,
        oldest_check=min(contact.checked for contact in guide.contacts.values()),
        script=Markup(inline["leave.js"]),
        style=Markup(inline["style.css"]),
    )
    app.jinja_env.filters.update(
        date=long_date,
        line=lambda words: line(guide, words),
        text=lambda words: text(guide, words),
        title=lambda words: title(guide, words),
    )
