"""Languages: which ones there are, and how each writes words and dates.

English is the source and needs no catalogue. Another language exists when
`translations/<code>/LC_MESSAGES/messages.mo` does; its pages have addresses below `/<code>/`. Babel
knows the rest: dates, names, scripts.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import BinaryIO

from babel import Locale
from babel.dates import format_date

from ..content.catalogues import Catalogue
from ..content.load import AreaFile, DirectoryFile, FlowFile, SheetsFile, SignsFile
from ..content.model import Wording
from ..content.notes import notes
from ..content.reader import read_file

SOURCE = "en"
LOCALES = {SOURCE: "en_GB"}
"""The locale whose dates a language uses, where it is not the one of its code."""

NAMES = {"pa_Arab": "پنجابی"}
"""The name of a language in itself, where Babel's says more than speakers do."""


def N_(words: str) -> str:  # noqa: N802 (the usual name in gettext)
    """The same words, marked for `make messages`: a template translates them later."""
    return words


@dataclass(frozen=True)
class Language:
    """A language of the guide: its code in addresses, its locale, its tag in HTML, and its words.
    Threads may share one.
    """

    code: str
    locale: str
    tag: str
    translation: Callable[[str], str] = field(default=str, compare=False)
    """The translation of English words, or nothing if there is none. English stays as it is."""

    @classmethod
    def of(cls, code: str, translation: Callable[[str], str] = str) -> "Language":
        """The language of a code. Raises ValueError or babel.UnknownLocaleError for a code that is
        not a language.
        """
        locale = Locale.parse(LOCALES.get(code, code))
        return cls(
            code=code,
            locale=str(locale),
            tag=str(locale).replace("_", "-"),
            translation=translation,
        )

    @cached_property
    def direction(self) -> str:
        """In which direction it is read, as in HTML: ltr or rtl."""
        return Locale.parse(self.locale).text_direction

    @cached_property
    def name(self) -> str:
        """The name of the language in the language itself."""
        name = NAMES.get(self.code) or Locale.parse(self.code).get_display_name(self.code)
        return name[:1].upper() + name[1:] if name else self.code

    def path(self, address: str) -> str:
        """The path of an address of the guide in this language."""
        return f"/{address}" if self.code == SOURCE else f"/{self.code}/{address}"

    def gettext(self, words: str) -> str:
        """English words in this language. Words that nobody has translated stay English."""
        return self.translation(words) or words

    def date(self, day: date) -> str:
        """A day, written out in this language."""
        return format_date(day, "long", locale=self.locale)


def languages(catalogues: Mapping[str, Catalogue]) -> Mapping[str, Language]:
    """English and the language of each catalogue, by their codes."""
    return {SOURCE: Language.of(SOURCE)} | {
        code: Language.of(code, partial(_translated, catalogue.texts))
        for code, catalogue in catalogues.items()
    }


def _translated(texts: Mapping[str, str], words: str) -> str:
    return texts.get(words, "")


def extract(
    file: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extractor for the content files: every visible string with its line number, and a
    note for its translator.
    """
    path = Path(file.name)
    shapes = {
        "flows": FlowFile,
        "directory": DirectoryFile,
        "area": AreaFile,
        "neighbours": DirectoryFile,
        "signs": SignsFile,
        "sheets": SheetsFile,
        "words": Wording,
    }
    content = read_file(path, path.name, shapes.get(path.stem) or shapes[path.parent.name], [])
    for word, note in notes(content):
        yield word.where.row, "gettext", str(word), [note]
