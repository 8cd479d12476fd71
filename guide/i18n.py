"""Languages: which ones there are, which one a page is in, and where its words are to be found.

English is the source and needs no catalogue. Another language exists when
`translations/<code>/LC_MESSAGES/messages.mo` does; its pages live under `/<code>/`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from babel import Locale

from .content import AreaFile, FlowFile, SheetsFile, SignsFile, read_file
from .model import words

SOURCE = "en"
LOCALES = {SOURCE: "en_GB"}
"""Which country's dates a language is written with, where that is not its own first choice."""


@dataclass(frozen=True)
class Language:
    """A language the guide speaks: the code in addresses, the locale, and the name it has for
    itself; the tag and direction that HTML wants.
    """

    code: str
    locale: str
    tag: str
    name: str
    direction: str

    @classmethod
    def of(cls, code: str) -> "Language":
        locale = Locale.parse(LOCALES.get(code, code))
        return cls(
            code=code,
            locale=str(locale),
            tag=str(locale).replace("_", "-"),
            name=Locale.parse(code).get_display_name(code) or code,
            direction=locale.text_direction,
        )


def languages(translations: Path) -> dict[str, Language]:
    """Every language by its code, English first."""
    compiled = sorted(translations.glob("*/LC_MESSAGES/messages.mo"))
    codes = [SOURCE, *(path.parts[-3] for path in compiled)]
    return {code: Language.of(code) for code in codes}


def extract(
    file: BinaryIO, keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extractor for the content files: every visible string with its line."""
    path = Path(file.name)
    shapes = {"flows": FlowFile, "directory": AreaFile, "signs": SignsFile, "sheets": SheetsFile}
    content = read_file(path, path.name, shapes.get(path.stem) or shapes[path.parent.name], [])
    for word in words(content):
        yield word.where.line, "gettext", word, []
