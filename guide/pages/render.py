"""Makes the HTML of a page, which depends on the page and the edition and on nothing else."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, partial
from itertools import groupby
from typing import Any, NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup, escape

from ..content.expression import State
from ..content.freshness import oldest_check, use_until
from ..content.hours import ordered
from ..content.model import Guide, Line
from ..settings import Settings
from .assets import COMMON, icon, policy, script, styles
from .edition import Edition, as_served
from .kit import papers
from .languages import N_, SOURCE, Language
from .offer import Offer
from .qr import qr
from .site import Page
from .templates import Loader
from .text import Text, digits


class Card(NamedTuple):
    """A destination (a kind of line) with its lines, in the order to try them.

    `first` says whether its first line is the one to try first: it is the only one, or the first of
    the page, or surely open (`opened`), which is why it comes first.
    """

    kind: str
    lines: list[Line]
    first: bool
    opened: bool


LOADER = Loader()
"""Loads the templates of every renderer."""

VOICES = "parts/voices.html"
"""What a page with a recording includes. The others do not name it, so they lack nothing while its
words are not translated.
"""


def anchor(address: str) -> str:
    """The id of a page in the one file."""
    return address.replace("/", "-") or "first"


class Renderer:
    """Makes the pages of one guide. Threads may share one."""

    def __init__(
        self, guide: Guide, offer: Offer, settings: Settings, text: type[Text] = Text
    ) -> None:
        self.guide = guide
        self.offer = offer
        self.address = settings.public_address
        self.env = Environment(
            loader=LOADER,
            autoescape=True,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=StrictUndefined,
        )
        self.env.globals.update(
            N_=N_,
            card_of={card.id: card for card in guide.speech.cards},
            contact=guide.contact,
            digits=digits,
            exit_url=settings.exit_url,
            icon=icon(),
            languages=offer.languages.values(),
            line_of=guide.line,
            offer=offer,  # what it offers on paper is found out when a page asks
            offered=offer.offered,
            papers=papers,
            publisher=guide.area.publisher,
            oldest_check=oldest_check(guide),
            policy=policy,
            qr=qr,
            script=script(),
            sheet_address=guide.sheet_address,
            signs=guide.signs,
            source=offer.source,
            styles=styles(),
            transcript=Text(guide, Language.of(SOURCE)).paragraphs,
            use_until=use_until(guide),
            version=settings.version,
            voices=VOICES,
        )
        self.texts = {code: text(guide, known) for code, known in offer.languages.items()}
        self.bound = lru_cache(maxsize=64)(self._bound)

    def __call__(self, edition: Edition, page: Page) -> str:
        """The HTML of a page. Raises what the functions in its values raise: ContentError, if a
        file of a reviewers' page is wrong.

        Its words are in the language of the edition, or in English if that does not offer it. Its
        links stay below the addresses of the language all the same.
        """
        if page.part == "file":
            edition = replace(edition, states=None, alone=True)
        return self._framed(edition, self.offer.words(edition.language, page), page, "base.html")

    def _on_paper(self, edition: Edition, page: Page, language: Language) -> Markup:
        """A page as a part of a paper in a language: right at any hour, and with nothing to tap."""
        return self._part(replace(edition, language=language, states=None), page)

    def _part(self, edition: Edition, page: Page) -> Markup:
        """A page as a part of the one file, or of a paper."""
        html = self._framed(edition, edition.language, page, "part.html")
        return Markup(html)  # noqa: S704 (our own page)

    def _framed(self, edition: Edition, language: Language, page: Page, frame: str) -> str:
        """A page of an edition, with its words in a language, in a frame: a template."""
        asked = edition.language
        own = self.offer.path(asked, page.address)

        def href(address: str = "", to: Language = asked) -> str:
            if edition.alone:
                return f"#{anchor(address)}"
            return edition.link(own, self.offer.path(to, address))

        names = {
            "asked": asked,
            "at": f"{anchor(page.address)}-" if edition.alone else "",
            "files": (COMMON, *page.styles),
            "frame": frame,
            "heard": page.heard(asked.code) if frame == "base.html" else [],
            "href": href,
            "page": page,
            "sound": lambda name: edition.link(own, name.path),
            "standing": self.offer.standing(asked, page),
        }
        template = self.env.get_template(page.template)
        words = self.bound(replace(edition, language=language))
        return template.render(words, **names, **page.values)

    def _bound(self, edition: Edition) -> dict[str, Any]:
        """What templates use that depends only on the edition."""
        language = edition.language
        text = self.texts[language.code]
        source = self.offer.source

        def gettext(words: str, /, **values: object) -> Markup:
            translated = escape(language.gettext(words))
            return translated % values if values else translated

        names = {
            "_": gettext,
            "area": language.gettext(self.guide.area.name),
            "address": self.address and self.address + language.path("")[1:],
            "cards": self._cards(edition),
            "date": language.date,
            "edition": edition,
            "inline": text.inline,
            "language": language,
            "on_paper": partial(self._on_paper, edition),
            "paragraphs": text.paragraphs,
            "part": partial(self._part, edition),
            "plain": text.plain,
            "said": text.said,
            "render": partial(self, replace(edition, states=None, link=as_served)),
            "untapped": text.untapped,
        }
        english = None if language == source else self.bound(replace(edition, language=source))
        return {**names, "own": names, "english": english}

    def _cards(self, edition: Edition) -> Callable[..., list[Card]]:
        """A function that takes names of lines and returns a card for each kind of line, in the
        order to try them.
        """
        known = edition.states
        states = dict(zip(self.guide.contacts, known, strict=True)) if known else {}

        def card(kind: str, lines: list[Line], top: bool) -> Card:
            # Helplines help with different things: an open one is not better than another one.
            if kind == "support":
                return Card(kind, lines, first=top, opened=False)
            opened = len(lines) > 1 and states.get(lines[0].id) is State.OPEN
            return Card(kind, lines, first=opened or len(lines) == 1, opened=opened)

        def cards(*names: str) -> list[Card]:
            lines = ordered(tuple(map(self.guide.line, names)), states or None)
            kinds = groupby(lines, lambda line: line.kind)
            return [card(kind, list(own), not place) for place, (kind, own) in enumerate(kinds)]

        return cards
