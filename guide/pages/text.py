"""Makes HTML of words: translates them, reads their Markdown and fills in their placeholders."""

import re
from functools import lru_cache

import mistune
from markupsafe import Markup, escape

from ..content.lookups import named
from ..content.model import Contact, Guide, Link, Said, Words
from ..content.writing import PLACEHOLDER
from .languages import Language

_to_html = mistune.create_markdown(escape=True)


class Text:
    """Makes HTML of words, in one language. It keeps what it made: the words are few, and most are
    used on several pages, or on one page in several states. Threads may share one.

    Methods raise KeyError for a placeholder that has no value.
    """

    def __init__(self, guide: Guide, language: Language, kept: int = 8192) -> None:
        """Words in a language. `kept` is how many pieces of HTML it keeps."""
        self.guide = guide
        self.language = language
        self._made = lru_cache(maxsize=kept)(self._html)

    @staticmethod
    def markdown(words: str) -> str:
        """The HTML of Markdown, whose placeholders stay."""
        return str(_to_html(words))

    def paragraphs(self, words: str) -> Markup:
        """Words as paragraphs of HTML, with numbers and sites to tap."""
        return self._made(words)

    def inline(self, words: str, **values: str) -> Markup:
        """Words of one paragraph, without the paragraph around them. `values` are words for
        placeholders that no line has.
        """
        return self._made(words, bare=True, **values)

    def untapped(self, words: str) -> Markup:
        """Words of one paragraph, such as a title, without links."""
        return self._made(words, bare=True, links=False)

    def plain(self, words: str) -> str:
        """Words of one paragraph, as plain text."""
        return self.untapped(words).striptags()

    def said(self, contact: Contact, what: Said) -> Markup:
        """What `words.yaml` says of a contact: when, its button, cost, bill or name_asked."""
        return self.inline(
            self.guide.said(contact, what), who=contact.brief, site=contact.site or ""
        )

    def _html(self, words: str, bare: bool = False, links: bool = True, **values: str) -> Markup:
        # gettext answers no words with the head of its catalogue.
        html = self.markdown(self.language.gettext(words)) if words else ""
        if bare:
            html = re.sub(r"^<p>|</p>\s*$", "", html)
        return Markup(PLACEHOLDER.sub(lambda match: self._filled(match[1], links, values), html))

    def _filled(self, name: str, links: bool, values: dict[str, str]) -> Markup:
        """The value of a placeholder: the area, the name of a line, its number, or a site."""
        if name in values:
            value = values[name]
            return self.inline(value) if isinstance(value, Words) else escape(value)
        if name == "area":
            return escape(self.language.gettext(self.guide.area.name))
        if name.startswith("relay+"):
            relayed = self.guide.contact(named(name))
            return digits(f"{self.guide.contact('relay').phone} {relayed.phone}")
        found = self.guide.line(named(name))
        if name.endswith(".name"):
            return escape(self.language.gettext(found.name))
        if isinstance(found, Link):
            link = Markup('<a href="{}" rel="nofollow noreferrer noopener">{}</a>')
            return link.format(found.url, self.language.gettext(found.name))
        number = digits(found.international if name.startswith("abroad+") else found.phone)
        return Markup('<a href="{}">{}</a>').format(found.tel, number) if links else number


def digits(phone: str) -> Markup:
    """The HTML of every number that is shown. Digits are read from left to right in every script,
    and a browser's translator must not touch them.
    """
    return Markup('<bdi dir="ltr" translate="no">{}</bdi>').format(phone)
