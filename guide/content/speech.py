"""The shapes of `speak.yaml`: cards for people who need an interpreter.

A card has a few words in a language, and English words to say or to show. Nobody translates the
English ones: whoever answers the telephone must understand them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple
from unicodedata import bidirectional, normalize

from .problems import NOWHERE, Place, RefusedError
from .writing import PLACEHOLDER, english_faults, faults


class Foreign(str):
    """Words in another language than English, without digits or placeholders. The numbers stand
    beside them. Raises RefusedError for what no words may contain.
    """

    def __new__(cls, text: str) -> "Foreign":
        for wrong, fix in faults(text):
            raise RefusedError(wrong, fix)
        if normalize("NFC", text) != text:
            fix = "save the file in the form NFC"
            raise RefusedError(f"“{text}” is written with letters in pieces", fix)
        if any(c.isdigit() for c in text) or "{" in text:
            fix = "take it out: the numbers stand beside these words"
            raise RefusedError(f"“{text}” has a digit or a brace", fix)
        return super().__new__(cls, text)


class EnglishName(str):
    """The English name of a language, which must be understood on the telephone. Raises
    RefusedError unless it is letters from A to Z.
    """

    def __new__(cls, text: str) -> "EnglishName":
        if not re.fullmatch("[A-Z][a-z]+( [A-Z][a-z]+)*", text):
            raise RefusedError(f"“{text}” is not an English name", "write it as Urdu")
        return super().__new__(cls, text)


class SaidInEnglish(str):
    """English words to say to a line. `{language}` stands in them once; they may have `{area}`.
    Raises RefusedError if that is not so.
    """

    def __new__(cls, text: str) -> "SaidInEnglish":
        for wrong, fix in english_faults(text):
            raise RefusedError(wrong, fix)
        names = PLACEHOLDER.findall(text)
        if names.count("language") != 1 or not {*names} <= {"language", "area"}:
            wrong = f"“{text}” must say the language once"
            raise RefusedError(wrong, "write {language} where its English name goes")
        if re.search("[0-9]", text):
            raise RefusedError(f"“{text}” has a digit", "take it out: the numbers stand beside it")
        return super().__new__(cls, text)

    def of(self, language: str, area: str) -> str:
        """The words for a language and an area, by their English names."""
        return self.format(language=language, area=area)


@dataclass(frozen=True)
class WrittenLanguage:
    """A language in which a card is written. `call`: call a number and say the English words.
    `danger`: a child is in danger now. `address`: say the address twice. `checked`: when a speaker
    of the language has checked these words; None while nobody has.
    """

    id: str
    name: Foreign
    english: EnglishName
    call: Foreign
    danger: Foreign
    address: Foreign
    checked: date | None = None
    where: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class SpokenLanguage:
    """A language that few people read. Its card has the words of the language `written`."""

    id: str
    name: Foreign
    english: EnglishName
    written: str
    where: Place = field(default=NOWHERE, compare=False)


class InterpreterCard(NamedTuple):
    """A card: its id, the names of its language, and the language in which it is written."""

    id: str
    name: str
    english: str
    written: WrittenLanguage

    @property
    def address(self) -> str:
        """The address of its page."""
        return f"speak/{self.id.lower()}"

    @property
    def says(self) -> tuple[str, str, str]:
        """What it says in that language: to call and say, what danger is, to say the address."""
        return self.written.call, self.written.danger, self.written.address

    @property
    def direction(self) -> str:
        """In which direction its words are read: `ltr` or `rtl`.

        Its name says so: Babel knows it, too, but keeps a megabyte of each language that it is
        asked about.
        """
        return "rtl" if bidirectional(self.written.name[0]) in ("R", "AL") else "ltr"


@dataclass(frozen=True)
class Speech:
    """The whole file. `say` asks any line for an interpreter; `emergency` says in a few words what
    the emergency line must know first.
    """

    say: SaidInEnglish
    emergency: SaidInEnglish
    languages: Mapping[str, WrittenLanguage]
    spoken: Mapping[str, SpokenLanguage] = field(default_factory=dict)

    @property
    def cards(self) -> Iterator[InterpreterCard]:
        """Every card, in the order of the file. Of a language that is spoken, if the language in
        which it is written is there.
        """
        for one in self.languages.values():
            yield InterpreterCard(one.id, one.name, one.english, one)
        for other in self.spoken.values():
            if written := self.languages.get(other.written):
                yield InterpreterCard(other.id, other.name, other.english, written)
