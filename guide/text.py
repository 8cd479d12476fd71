"""Words become HTML: translated, read as Markdown, their placeholders filled in."""

import re
from functools import lru_cache

import mistune
from markupsafe import Markup, escape

from .i18n import gettext
from .model import Guide, Link
from .rules.lookups import PLACEHOLDER

# The content is bounded, and so is the cache; a page is made of some fifty of these.
_markdown = lru_cache(maxsize=4096)(mistune.create_markdown(escape=True))


def text(guide: Guide, words: str, links: bool = True) -> Markup:
    """Words in the page's language as paragraphs of HTML."""
    html = str(_markdown(gettext(words)))
    return Markup(PLACEHOLDER.sub(lambda match: _filled(guide, match[1], links), html))


def line(guide: Guide, words: str) -> Markup:
    """Words of one paragraph, without the paragraph around them."""
    return _bare(text(guide, words))


def title(guide: Guide, words: str) -> Markup:
    """Words of one paragraph in which nothing can be tapped."""
    return _bare(text(guide, words, links=False))


def plain(guide: Guide, words: str) -> str:
    """Words of one paragraph as they are read, with no HTML in them."""
    return title(guide, words).striptags()


def _bare(paragraph: Markup) -> Markup:
    return Markup(re.sub(r"^<p>|</p>\s*$", "", paragraph))


def _filled(guide: Guide, name: str, links: bool) -> Markup:
    """What a placeholder stands for: the area, whose number it is, the number, or a link."""
    if name == "area":
        return escape(gettext(guide.area.name))
    if name.startswith("relay+"):
        relayed = guide.contact(name.removeprefix("relay+"))
        return _digits(f"{guide.contact('relay').phone} {relayed.phone}")
    found = guide.line(name.removesuffix(".name"))
    if name.endswith(".name"):
        return escape(gettext(found.name))
    if isinstance(found, Link):
        link = Markup('<a href="{}" rel="nofollow noreferrer noopener">{}</a>')
        return link.format(found.url, gettext(found.name))
    digits = _digits(found.phone)
    return Markup('<a href="{}">{}</a>').format(found.tel, digits) if links else digits


def _digits(phone: str) -> Markup:
    """Digits read from left to right in every script."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(phone)
