"""Rules on the cards for people who need an interpreter, and on recorded voices."""

from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from ..content.model import Guide
from ..content.problems import Problem, nearest
from ..content.sound import SoundFile

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


def recordings_have_their_place(guide: Guide) -> Iterator[Problem]:
    """A recording is in a language that has a card, on a page that is there, in a file that any
    phone can load. No other file lies beside it.
    """
    cards = {card.id: card for card in guide.speech.cards}
    sheets = map(guide.sheet_address, guide.sheets)
    steps = (guide.SIGNS, *guide.steps, *sheets, "speak", *(c.address for c in cards.values()))
    pages = ["/", *(f"/{address}" for address in steps)]
    for one in guide.recordings:
        if one.speaks not in cards:
            wrong = f"no card of speak.yaml is “{one.speaks}”"
            yield Problem(one.where, wrong, nearest(one.speaks, cards))
        if one.page not in pages:
            yield Problem(one.where, f"there is no page {one.page}", nearest(one.page, pages))
        if one.language and not _is_code(one.language, "_"):
            fix = "write the name of a folder in translations/, such as ur"
            yield Problem(one.where, f"“{one.language}” is not the code of a language", fix)
    named = {one.file for one in guide.recordings}
    for name, file in guide.sounds.items():
        if name not in named:
            yield Problem(file.where, "sound.yaml does not name this file", "name it, or delete it")
        if len(file.data) > SoundFile.MOST:
            fix = "record at most one minute, in one channel, with 64 kbit in a second"
            yield Problem(file.where, f"the file has more than {SoundFile.MOST:,} bytes", fix)


def _in_english(code: str) -> str | None:
    return SAID.get(code) or Locale.parse(code, sep="-").get_language_name("en")


def _is_code(code: str, sep: str = "-") -> bool:
    try:
        return str(Locale.parse(code, sep=sep)).replace("_", sep) == code
    except (UnknownLocaleError, ValueError):
        return False
