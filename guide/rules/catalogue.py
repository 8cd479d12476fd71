"""Rules on translations: none can mislead. They read only the compiled catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import read_mo
from babel.support import Translations

from ..content.problems import Place, Problem
from ..content.writing import faults

FIXED = re.compile(r"\{[^{}]*\}|%\(\w+\)s|\d+")
"""What a translation must leave as it is: placeholders, and the digits of every script."""

Message = tuple[tuple[str, ...], tuple[str, ...]]
"""The English of a message and its translation: more than one form where something is counted."""


def unfaithful(translations: Path) -> Iterator[Problem]:
    """Everything in the catalogues below a folder that could mislead or cannot be read.

    It never raises. The name of a folder must be a language of which Babel knows the dates. A
    translation must keep the placeholders and digits of the English, with the numbers in the same
    order, and have nothing that no words may contain, such as a link or a character that cannot be
    seen: so numbers come only from the directory. A number written as words is not found.
    """
    for path in sorted(translations.glob("*/LC_MESSAGES/messages.mo")):
        code = path.parts[-3]
        place = Place(f"translations/{code}/LC_MESSAGES/messages.po")
        if wrong := _no_language(code):
            fix = "give the folder a code that Babel knows, such as ur"
            yield Problem(place, f"“{code}” {wrong}", fix)
            continue
        try:
            messages = _messages(path)
        except Exception as error:  # read_mo raises many types, for slices and for codecs
            fix = "delete messages.mo and make it again from messages.po"
            yield Problem(place, f"the compiled catalogue cannot be read: {error}", fix)
            continue
        for english, other in messages:
            yield from _changed(place, english, other)
            for form in other:
                yield from (Problem(place, wrong, fix) for wrong, fix in faults(form))


def _no_language(code: str) -> str:
    """Why the name of a folder cannot be a language of the guide, or ""."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return "is not the code of a language"
    if locale.language == "en":
        return "is English, which needs no catalogue"
    if str(locale) != code:
        return f"is not how Babel writes this language: {locale}"
    if locale.months["format"]["wide"] == Locale.parse("root").months["format"]["wide"]:
        return "is a language whose dates Babel does not know"
    return ""


def _messages(path: Path) -> list[Message]:
    """The messages of a compiled catalogue that are translated."""
    with path.open("rb") as file:
        Translations(file)  # what serves it reads more than read_mo: the rule for plurals
        file.seek(0)
        found = [(_forms(message.id), _forms(message.string)) for message in read_mo(file)]
    return [(english, other) for english, other in found if any(english) and any(other)]


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def _changed(place: Place, english: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Problem]:
    kept = [_fixed(form) for form in english]
    for form in other:
        if _fixed(form) not in kept:
            wanted = " ".join(FIXED.findall(english[-1])) or "none"
            yield Problem(
                place,
                f"“{form}” changes the numbers or placeholders of “{english[-1]}”",
                f"keep these, and only these, the numbers in this order: {wanted}",
            )


def _fixed(text: str) -> tuple[list[str], list[str]]:
    """What a translation must keep, sorted; and the numbers in it, in order. ① is also a digit."""
    found = FIXED.findall(normalize("NFKC", text))
    names = ("{area}", "{who}", "{site}")
    numbers = [f for f in found if f not in names and f[0] != "%" and not f.endswith(".name}")]
    return sorted(found), numbers
