"""Compiled catalogues of translations: each is read once, to be judged and to be served."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from .problems import Place, Problem

Message = tuple[tuple[str, ...], tuple[str, ...]]
"""The English of a message and its translation: more than one form where something is counted."""


@dataclass(frozen=True)
class Catalogue:
    """What a compiled catalogue says: the messages that are translated."""

    path: Path
    messages: tuple[Message, ...] = ()

    @property
    def code(self) -> str:
        """The code of its language: the name of its folder."""
        return self.path.parts[-3]

    @property
    def place(self) -> Place:
        """The file that people edit."""
        return Place(f"translations/{self.code}/LC_MESSAGES/messages.po")

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The translation of each English text."""
        return {english[0]: other[0] for english, other in self.messages}

    def misnamed(self, wrong: str) -> Problem:
        """The problem that its folder cannot be called so."""
        fix = "give the folder a code that Babel knows, such as ur"
        return Problem(self.place, f"“{self.code}” {wrong}", fix)

    def at(self, english: str) -> Place:
        """Where a message stands in the file that people edit, if that is there."""
        return replace(self.place, row=self._rows.get(english, 0))

    @cached_property
    def _rows(self) -> dict[str, int]:
        try:
            with self.path.with_suffix(".po").open("rb") as file:
                messages = [*read_po(file)]
        except Exception:  # the row is a help: without it the problem is still named
            return {}
        return {_forms(m.id)[0]: m.lineno for m in messages if m.id and m.lineno}


def read_catalogues(folder: Path, problems: list[Problem]) -> dict[str, Catalogue]:
    """The catalogue of each language below a folder of translations, by its code.

    One that cannot be read, or whose folder is not called as Babel calls a language, is left out
    and added to `problems`.
    """
    found = {}
    for path in sorted(folder.glob("*/LC_MESSAGES/messages.mo")):
        catalogue = Catalogue(path)
        if wrong := _no_language(catalogue.code):
            problems.append(catalogue.misnamed(wrong))
            continue
        try:
            found[catalogue.code] = replace(catalogue, messages=tuple(_messages(path)))
        except Exception as error:  # read_mo raises many types, for slices and for codecs
            fix = "delete messages.mo and make it again from messages.po"
            wrong = f"the compiled catalogue cannot be read: {error}"
            problems.append(Problem(catalogue.place, wrong, fix))
    return found


def _messages(path: Path) -> Iterator[Message]:
    """The messages of a compiled catalogue that are translated."""
    with path.open("rb") as file:
        for message in read_mo(file):
            english, other = _forms(message.id), _forms(message.string)
            if any(english) and any(other):
                yield english, other


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def _no_language(code: str) -> str:
    """Why the name of a folder cannot be a language of the guide, or ""."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return "is not the code of a language"
    if locale.language == "en":
        return "is English, which needs no catalogue"
    return "" if str(locale) == code else f"is not how Babel writes this language: {locale}"
