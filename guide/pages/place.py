"""Checks the name of the place that puts a sheet up. It will stand on a paper with our numbers, so
it must not bring in another number, an address to open, or letters that hide one.
"""

from collections.abc import Callable
from unicodedata import normalize, numeric

import regex

from ..content.characters import unseen
from ..content.model import Guide
from ..rules.numbers import number_in
from .languages import N_

MOST_LETTERS = 40
"""The longest name, in letters as people count them: a letter and its marks are one."""

# The scripts that are in use today: table 5 of https://www.unicode.org/reports/tr31/. Those that
# one language mixes are joined by a plus.
SCRIPTS = (
    "Latn", "Cyrl", "Grek", "Armn", "Geor", "Hebr", "Arab", "Thaa", "Ethi", "Deva", "Beng", "Guru",
    "Gujr", "Orya", "Taml", "Telu", "Knda", "Mlym", "Sinh", "Thai", "Laoo", "Tibt", "Mymr", "Khmr",
    "Hang+Hani", "Hani+Hira+Kana", "Hani+Bopo",
)  # fmt: skip


def _in_one(scripts: str) -> str:
    """A pattern for letters of one script, or of those that one language mixes."""
    return "(?:" + "|".join(rf"\p{{scx={name}}}" for name in scripts.split("+")) + ")+"


ONE_SCRIPT = regex.compile("|".join(map(_in_one, SCRIPTS)))
LETTER = regex.compile(r"\p{L}|\p{M}")
ALLOWED = regex.compile(r"[\p{L}\p{Mn}\p{Mc} '’.&-]*")
WORD = r"\p{L}\p{M}{0,3}(?:\p{L}\p{M}{0,3})*"
BETWEEN = r"['’.]? (?:[&-] )?|['’&-]"
SHAPE = regex.compile(rf"{WORD}(?:(?:{BETWEEN}){WORD})*['’.]?")
"""Words with at most one sign between them. A space follows a dot, so that it is no address."""

SITE = regex.compile(
    r"\b(?:www|https?|dot|gmail|whatsapp)\b|\. ?(?:app|biz|com|info|io|me|net|org|uk)\b",
    regex.IGNORECASE,
)

Check = tuple[Callable[[str], object], str]


def checks(guide: Guide) -> tuple[Check, ...]:
    """What is found in a name that cannot be used, each with what to write instead, in English.

    Each is a function of a name in the form that `tidy` makes.
    """
    return (
        (
            lambda name: any(numeric(letter, None) is not None for letter in name),
            N_("The name has a number. Leave it out: only our numbers may stand on the paper."),
        ),
        (
            lambda name: not LETTER.search(name),
            N_("The name has no letters. Write the name of the place, or leave it empty."),
        ),
        (
            lambda name: len(regex.findall(r"\X", name)) > MOST_LETTERS,
            N_("The name has more than 40 letters. Write a shorter one."),
        ),
        (
            unseen_in,
            N_("The name has a mark that nobody can see. Type the name again, letter by letter."),
        ),
        (
            lambda name: normalize("NFKC", name) != name,
            N_("The name has letters of an odd form. Type them on a plain keyboard."),
        ),
        (
            lambda name: not ALLOWED.fullmatch(name),
            N_("The name has a sign that cannot be used. Use only letters, spaces and ' ’ - . &"),
        ),
        (
            lambda name: not ONE_SCRIPT.fullmatch("".join(LETTER.findall(name))),
            N_("The name mixes two alphabets. Write it in one of them."),
        ),
        (
            SITE.search,
            N_("The name looks like an address on the internet. Write only its name."),
        ),
        (
            lambda name: not SHAPE.fullmatch(name),
            N_(
                "Begin the name with a letter. Leave a space after a dot. "
                "Do not put two marks, such as - and &, together."
            ),
        ),
        (
            number_in(guide.wording),
            N_(
                "The name has a word for a number. "
                "Leave that word out, or write it on the paper with a pen."
            ),
        ),
    )


def fault(name: str, found: tuple[Check, ...]) -> str:
    """What is wrong with a name, tidy or not, and what to write instead; or nothing."""
    tidied = tidy(name)
    return next((words for wrong, words in found if wrong(tidied)), "")


def unseen_in(name: str) -> str | None:
    """The first character that nobody can see, if there is one."""
    return unseen(name, " ")


def tidy(name: str) -> str:
    """A name as it is checked and shown: letters composed, one space between words."""
    return " ".join(normalize("NFC", name).split(" ")).strip(" ")
