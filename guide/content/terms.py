"""What must not get lost in a translation: the shapes of `translations/terms.yaml`, which says it
of the English, and of `translations/<code>/terms.yaml`, which says it of one language.

A pattern is a word or some words. `*` stands for any letters: `polic*` is any form of that word.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from .problems import Place, Problem
from .reader import read_file

FILE = "terms.yaml"

Rule = Literal[
    "not",
    "term",
    "sentence",
    "letters",
    "end",
    "bold",
    "percent",
    "english",
    "length",
    "twice",
    "spelling",
    "language",
]
"""What can be wrong with a translation, apart from its numbers: see `rules/translation.py`."""

FILLED = re.compile(r"\{[^{}]*\}|%\(\w+\)s")
"""What is filled in later."""

FIXED = re.compile(rf"{FILLED.pattern}|\d+")
"""What a translation must leave as it is: placeholders, and the digits of every script."""

BETWEEN = re.compile(r"[\s!-/:-@\[-`{-~\u00a0-\u00bf\u2010-\u206f।۔،؛؟]+")
"""What stands between words. `\\b` is of no use: it cuts a Bengali word at each vowel sign."""


@dataclass(frozen=True)
class Term:
    """English words that a translation must not lose. `back` says that it must not add them
    either.
    """

    words: tuple[str, ...]
    why: str
    back: bool = False
    id: str = ""


@dataclass(frozen=True)
class English:
    """The shape of `translations/terms.yaml`. `names` may stay English, as somebody must say, write
    or find them so.
    """

    nots: tuple[str, ...]
    names: tuple[str, ...]
    terms: Mapping[str, Term]

    @cached_property
    def spaced(self) -> Callable[[str], str]:
        """`spaced`, for English texts: each is compared with every language."""
        return cache(spaced)


@dataclass(frozen=True)
class Accepted:
    """Translations that break a rule and are right: each with its English, and why."""

    rule: Rule
    why: str
    texts: Mapping[str, str]
    where: Place


@dataclass(frozen=True)
class Terms:
    """The shape of `translations/<code>/terms.yaml`.

    `letters` are all that the language has beside plain Latin ones. `instead` has the right letter
    for each wrong one that is often typed. `ends` are the marks at the end of a sentence, where
    they are not the English ones. `terms` has the words for each English term; none where the
    language says it in too many ways. `spelled` are right words that no list of words has.
    """

    letters: str
    nots: tuple[str, ...]
    terms: Mapping[str, tuple[str, ...]]
    instead: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, str] = field(default_factory=dict)
    accepted: tuple[Accepted, ...] = ()
    spelled: tuple[str, ...] = ()

    def accepts(self, rule: Rule, english: str, other: str) -> bool:
        """Whether somebody has judged that this translation may break this rule."""
        return any(e.rule == rule and e.texts.get(english) == other for e in self.accepted)


def read_terms(
    translations: Path, codes: Iterable[str], problems: list[Problem]
) -> "Mapping[str, tuple[English, Terms]]":
    """The terms of English and of each of these languages that has a file of them below a folder.
    If one is not right, or has not the same terms as the English, add to `problems` and leave it
    out.
    """
    own = [code for code in codes if (translations / code / FILE).exists()]
    if not own:
        return {}
    english = read_file(translations / FILE, f"translations/{FILE}", English, problems)
    found = {code: english and _one_language(translations, code, english, problems) for code in own}
    return {code: (english, terms) for code, terms in found.items() if english and terms}


def _one_language(
    translations: Path, code: str, english: English, problems: list[Problem]
) -> "Terms | None":
    before = len(problems)
    place = Place(f"translations/{code}/{FILE}")
    own = read_file(translations / code / FILE, place.file, Terms, problems)
    if not own:
        return None
    for name in own.terms.keys() - english.terms.keys():
        fix = f"correct its name, or remove it; translations/{FILE} has the names"
        problems.append(Problem(place, f"“{name}” is no term of the English", fix))
    for name in english.terms.keys() - own.terms.keys():
        fix = f"add below terms, with the words of this language:  {name}: […]"
        problems.append(Problem(place, f"the term “{name}” is missing", fix))
    return None if len(problems) > before else own


def spaced(text: str) -> str:
    """The words of a text in small letters, with one blank before and after each. Placeholders are
    none.
    """
    plain = FILLED.sub(" ", normalize("NFC", text)).lower()
    return f" {BETWEEN.sub(' ', plain).strip()} "


@lru_cache(maxsize=1024)
def pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """What finds any of these patterns in words that are `spaced`."""
    forms = (re.escape(normalize("NFC", word).lower()) for word in words)
    either = "|".join(form.replace(r"\*", r"\S*").replace(r"\ ", " ") for form in forms)
    return re.compile(f"(?<= )(?:{either})(?= )" if either else "(?!)")


def sentences(text: str) -> list[str]:
    """The sentences of a text. A mark before a small letter ends none: it is an abbreviation."""
    parts = re.split(r"(?<=[.!?।۔؟])[*”\"’»)]*\s+(?=\S)", text)
    whole: list[str] = []
    for part in parts:
        if whole and part[:1].islower():
            whole[-1] += f" {part}"
        else:
            whole.append(part)
    return whole
