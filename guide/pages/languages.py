"""Languages: which ones there are, and how each writes words and dates.

English is the source and needs no catalogue. Another language exists when
`translations/<code>/LC_MESSAGES/messages.mo` does; its pages have addresses below `/<code>/`. Babel
knows the rest: catalogues, dates, scripts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from babel import Locale
from babel.dates import format_date
from babel.support import NullTranslations, Translations

from ..content.load import AreaFile, DirectoryFile, FlowFile, SheetsFile, SignsFile
from ..content.model import Wording
from ..content.notes import notes
from ..content.reader import read_file

SOURCE = "en"
LOCALES = {SOURCE: "en_GB"}
"""The locale whose dates a language uses, where it is not the one of its code."""

NAMES = {"pa_Arab": "پنجابی"}
"""The name of a language in itself, where Babel's says more than speakers do."""


class _Untranslated(NullTranslations):
    """Asked for what a catalogue does not have: nothing, so that it is not taken for English."""

    def gettext(self, message: str) -> str:  # noqa: ARG002 (gettext names it)
        return ""


def N_(words: str) -> str:  # noqa: N802 (the usual name in gettext)
    """The same words, marked for `make messages`: a template translates them later."""
    return words


@dataclass(frozen=True)
class Language:
    """A language of the guide: its code in addresses, its locale, its tag and direction in HTML,
    and its words. Threads may share one.
    """

    code: str
    locale: str
    tag: str
    direction: str
    catalogue: NullTranslations = field(default_factory=NullTranslations, compare=False)

    @classmethod
    def of(cls, code: str, translations: Path | None = None) -> "Language":
        """The language of a code, with its catalogue from the folder of translations if it has one.

        Raises ValueError or babel.UnknownLocaleError for a code that is not a language.
        """
        locale = Locale.parse(LOCALES.get(code, code))
        catalogue = Translations.load(translations, [code])
        if code != SOURCE:
            catalogue.add_fallback(_Untranslated())
        return cls(
            code=code,
            locale=str(locale),
            tag=str(locale).replace("_", "-"),
            direction=locale.text_direction,
            catalogue=catalogue,
        )

    @property
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

    def translation(self, words: str) -> str:
        """The translation of English words, or nothing if there is none."""
        return str(self.catalogue.gettext(words))

    def date(self, day: date) -> str:
        """A day, written out in this language."""
        return format_date(day, "long", locale=self.locale)


def languages(translations: Path) -> Mapping[str, Language]:
    """Every language by its code, English first. Raises what `Language.of` raises."""
    compiled = sorted(translations.glob("*/LC_MESSAGES/messages.mo"))
    codes = [SOURCE, *(path.parts[-3] for path in compiled)]
    return {code: Language.of(code, translations) for code in codes}


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
