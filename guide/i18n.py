"""Languages: which ones there are, which one a page is in, and where its words are to be found.

English is the source and needs no catalogue. Another language exists when
`translations/<code>/LC_MESSAGES/messages.mo` does; its pages live under `/<code>/`. Babel does the
rest: catalogues, dates, scripts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from unicodedata import normalize

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import read_mo
from babel.support import LazyProxy, NullTranslations, Translations
from flask import Flask, current_app, request

from .content import AreaFile, FlowFile, Problem, SheetsFile, SignsFile, read_file
from .model import Place, words

SOURCE = "en"
LOCALES = {SOURCE: "en_GB"}
"""Which country's dates a language is written with, where that is not its own first choice."""

FIXED = re.compile(r"\{[^{}]*\}|%\(\w+\)s|\d+")
"""What a translation must leave as it is: placeholders and digits, of whatever script."""

LINKED = re.compile(r"[<\[\]]|//|https?:|tel:|sms:")
"""What could make a link of words, or hide others: no English words hold any of it."""


@dataclass(frozen=True)
class Language:
    """A language the guide speaks: the code in addresses, the locale, the tag and direction that
    HTML wants, and its words.
    """

    code: str
    locale: str
    tag: str
    direction: str
    catalogue: NullTranslations = field(default_factory=NullTranslations, compare=False)

    @classmethod
    def of(cls, code: str, translations: Path | None = None) -> "Language":
        locale = Locale.parse(LOCALES.get(code, code))
        return cls(
            code=code,
            locale=str(locale),
            tag=str(locale).replace("_", "-"),
            direction=locale.text_direction,
            catalogue=Translations.load(translations, [code]),
        )

    @property
    def name(self) -> str:
        """The name that the language has for itself."""
        return Locale.parse(self.code).get_display_name(self.code) or self.code

    def path(self, address: str) -> str:
        """Where an address of the guide is found in this language."""
        return f"/{address}" if self.code == SOURCE else f"/{self.code}/{address}"


def languages(translations: Path) -> dict[str, Language]:
    """Every language by its code, English first."""
    compiled = sorted(translations.glob("*/LC_MESSAGES/messages.mo"))
    codes = [SOURCE, *(path.parts[-3] for path in compiled)]
    return {code: Language.of(code, translations) for code in codes}


def install(app: Flask, spoken: dict[str, Language]) -> None:
    """Let an app speak these languages, and its templates translate their words."""
    app.extensions["languages"] = spoken
    app.jinja_env.add_extension("jinja2.ext.i18n")
    vars(app.jinja_env)["install_gettext_callables"](gettext, None, newstyle=True)


def language() -> Language:
    """The language of the page asked for: the first part of its address, else English."""
    spoken: dict[str, Language] = current_app.extensions["languages"]
    return spoken.get(request.path.split("/")[1], spoken[SOURCE])


def gettext(words: str, **values: Any) -> str:
    """Words in the language of the page asked for, with these values filled in."""
    translated: str = language().catalogue.gettext(words)
    return translated % values if values else translated


def lazy_gettext(words: str) -> Any:
    """Words that are translated each time that a page shows them. To all else they are a string."""
    return LazyProxy(gettext, words, enable_cache=False)


def long_date(day: date) -> str:
    """A day as the language of the page asked for writes it."""
    return format_date(day, "long", locale=language().locale)


def unfaithful(translations: Path) -> Iterator[Problem]:
    """Every translation that could mislead: it must hold the placeholders of the English words and
    their digits, no others, the numbers in the same order, and no link or HTML. So a number can
    come from the directory alone. Numbers in words of another language are not seen.
    """
    for path in sorted(translations.glob("*/LC_MESSAGES/messages.mo")):
        place = Place(f"translations/{path.parts[-3]}/LC_MESSAGES/messages.po")
        with path.open("rb") as file:
            messages = [message for message in read_mo(file) if message.id and message.string]
        for message in messages:
            english, other = str(message.id), str(message.string)
            if _fixed(english) != _fixed(other):
                kept = " ".join(FIXED.findall(english)) or "none"
                mend = f"keep these, and only these, the numbers in this order: {kept}"
                wrong = f"“{other}” changes the numbers or placeholders of “{english}”"
                yield Problem(place, wrong, mend)
            if linked := LINKED.search(other):
                wrong = f"“{other}” holds “{linked[0]}”"
                yield Problem(place, wrong, "take it out: links and numbers are filled in")


def _fixed(text: str) -> tuple[list[str], list[str]]:
    """What a translation must keep, and of it the numbers, in order. ① is a digit, too."""
    found = FIXED.findall(normalize("NFKC", text))
    numbers = [f for f in found if f != "{area}" and f[0] != "%" and not f.endswith(".name}")]
    return sorted(found), numbers


def extract(
    file: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extractor for the content files: every visible string with its line."""
    path = Path(file.name)
    shapes = {"flows": FlowFile, "directory": AreaFile, "signs": SignsFile, "sheets": SheetsFile}
    content = read_file(path, path.name, shapes.get(path.stem) or shapes[path.parent.name], [])
    for word in words(content):
        yield word.where.line, "gettext", word, []
