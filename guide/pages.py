"""The pages: find the step, put its lines in order for this hour, and show it. Nothing is kept."""

import re
from collections.abc import Mapping
from itertools import groupby
from urllib.parse import quote

import mistune
from flask import Flask, abort, render_template, request
from flask_babel import format_date, gettext
from markupsafe import Markup, escape

from .hours import ordered
from .i18n import SOURCE, Language
from .model import Contact, Guide, Question
from .rules import PLACEHOLDER
from .settings import Settings

INLINE = ("style.css", "leave.js", "icon.svg")
"""The files of `static/` that stand inside every page, so that a page is one request."""

_markdown = mistune.create_markdown(escape=True)


def language(spoken: Mapping[str, Language]) -> Language:
    """The language of the page asked for: the first part of its address, else English."""
    return spoken.get(request.path.split("/")[1], spoken[SOURCE])


def install(
    app: Flask,
    guide: Guide,
    settings: Settings,
    spoken: Mapping[str, Language],
    inline: Mapping[str, str],
) -> None:
    """Give the app its pages, and its templates all that they use."""
    steps = guide.steps
    numbers = {address: number for number, address in enumerate(steps, start=1)}

    def landing() -> str:
        return render_template("landing.html", question=guide.first, doors=guide.main.doors)

    def step(flow: str, step: str) -> str:
        address = f"{flow}/{step}"
        found = steps.get(address) or abort(404)
        template = "question.html" if isinstance(found, Question) else "result.html"
        more = () if isinstance(found, Question) else found.more
        doors = [door for door in more + guide.main.doors if door.to != address]
        return render_template(
            template, step=found, address=address, number=numbers[address], doors=doors
        )

    def about() -> str:
        shown = [guide.contact("emergency"), *map(guide.contact, guide.area.roles)]
        return render_template("about.html", contacts=shown, address="about")

    for code in spoken:
        prefix = "" if code == SOURCE else f"/{code}"
        app.add_url_rule(f"{prefix}/", "pages.landing", landing)
        app.add_url_rule(f"{prefix}/about", "pages.about", about)
        app.add_url_rule(f"{prefix}/<flow>/<step>", "pages.step", step)

    def cards(*names: str) -> list[tuple[str, list[Contact]]]:
        """The lines of these names in the order to try them now, one card for each destination."""
        lines = ordered(tuple(map(guide.contact, names)), settings.now())
        return [(kind, list(card)) for kind, card in groupby(lines, lambda line: line.kind)]

    def href(address: str = "", to: Language | None = None) -> str:
        """The link to a page in this language, or in another."""
        code = (to or language(spoken)).code
        return f"/{address}" if code == SOURCE else f"/{code}/{address}"

    app.jinja_env.globals.update(
        area=guide.area,
        cards=cards,
        contact=guide.contact,
        exit_url=settings.exit_url,
        href=href,
        icon="data:image/svg+xml," + quote(inline["icon.svg"], safe="/:= '"),
        languages=spoken.values(),
        language=lambda: language(spoken),
        oldest_check=min(contact.checked for contact in guide.contacts.values()),
        script=Markup(inline["leave.js"]),
        style=Markup(inline["style.css"]),
    )
    app.jinja_env.filters.update(
        date=lambda day: format_date(day, "long"),
        text=lambda words: _text(guide, words),
        line=lambda words: _line(guide, words),
        title=lambda words: _line(guide, words, links=False),
    )


def _text(guide: Guide, words: str, links: bool = True) -> Markup:
    """Words in the page's language as paragraphs of HTML, with their placeholders filled in."""
    html = str(_markdown(gettext(words)))
    return Markup(PLACEHOLDER.sub(lambda match: _filled(guide, match[1], links), html))


def _line(guide: Guide, words: str, links: bool = True) -> Markup:
    """The same for words of one paragraph, without the paragraph around them."""
    return Markup(re.sub(r"^<p>|</p>\s*$", "", _text(guide, words, links)))


def _filled(guide: Guide, name: str, links: bool) -> Markup:
    """What a placeholder stands for: the area, a contact's name, or a number to tap."""
    if name == "area":
        return escape(gettext(guide.area.name))
    contact = guide.contact(name.removesuffix(".name"))
    if name.endswith(".name"):
        return escape(gettext(contact.name))
    # Digits read from left to right in every script.
    digits = Markup('<bdi dir="ltr">{}</bdi>').format(contact.phone)
    return Markup('<a href="{}">{}</a>').format(contact.tel, digits) if links else digits
