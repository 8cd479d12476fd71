"""Rules on the cards for people who need an interpreter."""

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from ..content.model import Guide
from ..content.problems import Problem

SAID = {"bn": "Bengali"}
"""What people in Britain call a language, where Babel has another English name."""


def cards_can_be_read(guide: Guide) -> Iterator[Problem]:
    """A card is in a language whose script and direction are known, in words that are there, and
    asks for an interpreter of that language.
    """
    speech = guide.speech
    for language in speech.languages.values():
        if not _is_code(language.id):
            fix = "write a code that Babel knows, such as ur or pa-Arab"
            yield Problem(language.where, f"“{language.id}” is not the code of a language", fix)
        elif language.english != (name := _in_english(language.id)):
            wrong = f"“{language.english}” is not the English name of “{language.id}”"
            yield Problem(language.where, wrong, f"write {name}")
    for other in speech.spoken.values():
        if other.written not in speech.languages:
            fix = "name one of: " + ", ".join(speech.languages)
            yield Problem(other.where, f"no card is written in “{other.written}”", fix)
        if other.id in speech.languages:
            fix = "remove one of the two"
            yield Problem(other.where, f"“{other.id}” is also under  languages", fix)


def _in_english(code: str) -> str | None:
    return SAID.get(code) or Locale.parse(code, sep="-").get_language_name("en")


def _is_code(code: str) -> bool:
    try:
        return str(Locale.parse(code, sep="-")).replace("_", "-") == code
    except (UnknownLocaleError, ValueError):
        return False
