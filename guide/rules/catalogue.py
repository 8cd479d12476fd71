"""Rules on translations: none can mislead. They read only the compiled catalogues."""

import re
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import read_mo

from ..content.problems import Place, Problem

FIXED = re.compile(r"\{[^{}]*\}|%\(\w+\)s|\d+")
"""What a translation must leave as it is: placeholders, and the digits of every script."""

LINKED = re.compile(r"[<\[\]]|//|https?:|tel:|sms:")
"""What could turn words into a link, or hide other words. No English words contain it."""

Message = tuple[tuple[str, ...], tuple[str, ...]]
"""The English of a message and its translation: more than one form where something is counted."""


def unfaithful(translations: Path) -> Iterator[Problem]:
    """Everything in the catalogues below a folder that could mislead or cannot be read.

    It never raises. The name of a folder must be a language. A translation must keep the
    placeholders and digits of the English, with the numbers in the same order, and have no link or
    HTML: so numbers come only from the directory. A number written as words is not found.
    """
    for path in sorted(translations.glob("*/LC_MESSAGES/messages.mo")):
        code = path.parts[-3]
        place = Place(f"translations/{code}/LC_MESSAGES/messages.po")
        if not _is_language(code):
            fix = "give the folder a code that Babel knows, such as ur"
            yield Problem(place, f"“{code}” is not the code of a language", fix)
            continue
        try:
            messages = _messages(path)
        except Exception as error:  # read_mo raises many types, for slices and for codecs
            fix = "delete messages.mo and make it again from messages.po"
            yield Problem(place, f"the compiled catalogue cannot be read: {error}", fix)
            continue
        for english, other in messages:
            yield from _changed(place, english, other)
            yield from _linked(place, other)


def _is_language(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


def _messages(path: Path) -> list[Message]:
    """The messages of a compiled catalogue that are translated."""
    with path.open("rb") as file:
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


def _linked(place: Place, other: tuple[str, ...]) -> Iterator[Problem]:
    for form in other:
        if linked := LINKED.search(form):
            wrong = f"“{form}” contains “{linked[0]}”"
            yield Problem(place, wrong, "take it out: links and numbers are filled in")


def _fixed(text: str) -> tuple[list[str], list[str]]:
    """What a translation must keep, sorted; and the numbers in it, in order. ① is also a digit."""
    found = FIXED.findall(normalize("NFKC", text))
    names = ("{area}", "{who}", "{site}")
    numbers = [f for f in found if f not in names and f[0] != "%" and not f.endswith(".name}")]
    return sorted(found), numbers
