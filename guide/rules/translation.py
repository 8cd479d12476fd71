"""Rules on the words of a translation: nothing that could send somebody the wrong way is lost.

They compare each text with its English by the word lists in `translations/terms.yaml` and
`translations/<code>/terms.yaml`, so a new language needs data and no code. Whether a sentence is
right no list knows: people must read it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple
from unicodedata import category, combining, normalize

from ..content.characters import named
from ..content.terms import English, Rule, Terms, pattern, sentences, spaced
from ..content.writing import MARKED, PLACEHOLDER, is_bold_at_most

SHORT = 60
"""Up to so many characters a text that is no sentence may be a button, a door or a heading."""
LONGER, SPARE = 1.8, 8
"""A button has room for 1.8 times the English; a word of two letters has some letters to spare."""
LEAST, MOST = 0.4, 2.5
"""A text that is shorter or longer than its English by more than this says something else."""
MARKS = ".?:"


class Fault(NamedTuple):
    """The rule that a translation breaks, what is wrong with it, and what to write instead."""

    rule: Rule
    wrong: str
    fix: str


class Proof:
    """Judges the texts of one language, by its terms and those of the English."""

    def __init__(self, english: English, own: Terms) -> None:
        self.own = own
        letters = normalize("NFC", own.letters + own.letters.upper())
        self.letters = frozenset(map(chr, range(128))).union(letters)
        self.own_script = not any(map(_latin, own.letters))
        self.ends = {mark: own.ends.get(mark, mark) for mark in MARKS}
        self.marks = "".join({*MARKS, *self.ends.values()})
        self.nots = (pattern(english.nots), pattern(own.nots))
        self.english = english
        self.names = sorted(english.names, key=len, reverse=True)

    @cached_property
    def terms(self) -> list[tuple[str, re.Pattern[str], re.Pattern[str], bool]]:
        """Each term: its name, how English says it, how this language does, and whether a text must
        not add it.
        """
        return [
            (name, pattern(term.words), pattern(self.own.terms[name]), term.back)
            for name, term in self.english.terms.items()
            if self.own.terms[name]
        ]

    def faults(self, english: str, other: str, judges: "tuple[Judge, ...]") -> Iterator[Fault]:
        """Everything wrong with the translation of a text."""
        for judge in judges:
            yield from judge(self, english, other)

    def bare(self, english: str, other: str) -> tuple[str, str]:
        """Both texts without the names that are in both."""
        for name in self.names:
            if name in english and name in other:
                english, other = english.replace(name, " "), other.replace(name, " ")
        return english, other


Judge = Callable[[Proof, str, str], Iterator[Fault]]


def every_not_is_kept(proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """A text denies something if and only if its English does, sentence by sentence. If the English
    does so twice in a sentence, so does the text.
    """
    nots, own = proof.nots
    if not (nots.search(proof.english.spaced(english)) or own.search(spaced(other))):
        return  # so are most
    parts, others = sentences(english), sentences(other)
    if len(parts) != len(others):
        parts, others = [english], [other]
    for one, two in zip(parts, others, strict=True):
        wanted, there = len(nots.findall(spaced(one))), len(own.findall(spaced(two)))
        if there < wanted:
            yield Fault("not", f"has lost a “not” of “{one}”", "write it")
        elif there and not wanted:
            yield Fault("not", f"denies what “{one}” does not deny", "write it without “not”")


def every_term_is_kept(proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """What does harm when it is lost, such as “now”, is in a text if it is in its English."""
    named_too = spaced(english + " " + " ".join(PLACEHOLDER.findall(english)))
    one, two = map(spaced, proof.bare(english, other))
    for name, wanted, known, back in proof.terms:
        if found := wanted.search(one):
            if not known.search(two):
                words = " or ".join(f"“{word}”" for word in proof.own.terms[name])
                yield Fault("term", f"has lost “{found[0]}”", f"write {words}")
        elif back and not wanted.search(named_too) and (added := known.search(two)):
            fix = f"remove it, unless it does not mean {name} here"
            yield Fault("term", f"says “{added[0]}”, which the English does not", fix)


def letters_are_its_own(proof: Proof, _english: str, other: str) -> Iterator[Fault]:
    """A text has only letters of its language, in the form that search and fonts expect."""
    normal = normalize("NFC", other)
    if normal != other:
        yield Fault("letters", "is not in the normal form of Unicode, NFC", "save it as NFC")
    for letter in sorted({*normal} - proof.letters):
        if category(letter)[0] in "LM":
            right = proof.own.instead.get(letter)
            fix = f"write {right}" if right else "write it with letters of the language"
            yield Fault("letters", f"contains {letter}, {named(letter)}", fix)


def every_sentence_is_there(_proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """A text has at least as many sentences as its English."""
    wanted, there = len(sentences(english)), len(sentences(other))
    if there < wanted:
        fix = "add what is missing; end each sentence with its mark"
        yield Fault("sentence", f"has {there} sentences, and the English has {wanted}", fix)


def it_ends_as_the_english(proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """A question stays a question, a sentence a sentence, and a heading a heading."""
    wanted, there = proof.ends.get(_end(english, MARKS), ""), _end(other, proof.marks)
    if wanted != there:
        fix = f"end it with “{wanted}”" if wanted else f"remove the “{there}” at its end"
        yield Fault("end", "does not end as the English", fix)


def bold_stays_bold(_proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """As much is bold as in the English, and nothing is marked in another way."""
    fix = "write **two stars** on both sides of what is bold, and no other mark"
    if english.count("**") != other.count("**"):
        yield Fault("bold", "has not the bold words of the English", fix)
    elif MARKED.search(other) and not is_bold_at_most(other):
        yield Fault("bold", "is marked in a way that is not shown as it is written", fix)


def no_percent_is_bare(_proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """Where values are filled in, a “%” of its own would stop the page."""
    if "%(" in english and "%" in re.sub(r"%\(\w+\)s|%%", "", other):
        yield Fault("percent", "has a “%” of its own", "write %%")


def it_is_translated(proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """A text is neither empty nor left in English, except a name."""
    english, other = proof.bare(english, other)
    words = spaced(other)
    latin = sum(map(_latin, words))
    if spaced(english).strip() and not words.strip():
        yield Fault("english", "has no words", "translate it")
    elif latin and spaced(english) == words:
        yield Fault("english", "is still English", "translate it")
    elif proof.own_script and latin > sum(map(str.isalpha, words)) - latin:
        yield Fault("english", "is mostly in Latin letters", "write it in those of the language")


def it_has_the_size_of_the_english(_proof: Proof, english: str, other: str) -> Iterator[Fault]:
    """What may be a button is at most 1.8 times as wide as its English; no text is much longer or
    shorter.
    """
    there, wanted = _width(other), _width(english)
    button = wanted <= SHORT and not _end(english, ".")
    most = int((LONGER if button else MOST) * wanted + SPARE)
    least = int(LEAST * wanted) - 1
    if not least <= there <= most:
        wrong = f"has {there} characters, and the English has {wanted}"
        yield Fault("length", wrong, f"say it in {least} to {most}")


QUICK: tuple[Judge, ...] = (every_not_is_kept, letters_are_its_own, no_percent_is_bare)
"""These judge at each start."""

JUDGES: tuple[Judge, ...] = (
    *QUICK,
    every_term_is_kept,
    every_sentence_is_there,
    it_ends_as_the_english,
    bold_stays_bold,
    it_is_translated,
    it_has_the_size_of_the_english,
)
"""These judge in `flask guide check` and in the tests."""


def said_twice(texts: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    """Each English text of which the translation stands for another text as well. English that
    differs in nothing but an article is the same.
    """
    first: dict[str, str] = {}
    for english, other in texts.items():
        known = first.setdefault(other.lower(), english)
        if spaced(other).strip() and _plain(known) != _plain(english):
            yield english, Fault("twice", f"also stands for “{known}”", "translate each as it is")


def _plain(english: str) -> str:
    return re.sub(r" (?:a|an|the|that)(?= )", "", spaced(english))


def _end(text: str, marks: str) -> str:
    last = text.rstrip("*”“\"'’») ")[-1:]
    return last if last and last in marks else ""


def _latin(letter: str) -> bool:
    return letter.isalpha() and normalize("NFD", letter)[0].isascii()


def _width(text: str) -> int:
    """How many characters take room in a row: no marks above or below a letter."""
    return sum(not combining(c) and category(c) not in {"Mn", "Cf"} for c in text)
