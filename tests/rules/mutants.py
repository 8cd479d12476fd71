"""Small unsafe edits of a catalogue, as a slip or a machine makes them: see `test_mutants.py`.

Each operator takes the texts of a language and yields mutants: the English that is meant, and the
texts that are other than before.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations

from guide.content.terms import BETWEEN, English, Terms, pattern, sentences, spaced

Texts = Mapping[str, str]
"""Translations by their English."""

SWAPPED = [("social-worker", "police"), ("police", "ambulance"), ("today", "tomorrow")]
WORD = re.compile(rf"(?:(?!{BETWEEN.pattern})[^{{}}])+")


@dataclass(frozen=True)
class Tongue:
    """A language to make mutants of: its texts and terms, those of English and another language,
    and which texts answer one question.
    """

    texts: Texts
    english: English
    own: Terms
    foreign: Texts
    answers: list[tuple[str, ...]]


Mutant = tuple[str, Texts]
Operator = Callable[[Tongue], Iterator[Mutant]]


def by_hash(texts: Texts, salt: str = "") -> list[str]:
    """The English of the texts in an order that changes little when a text comes or goes."""
    return sorted(texts, key=lambda text: sha256(f"{salt}{text}".encode()).digest())


def without(text: str, words: tuple[str, ...], put: str = "") -> Iterator[str]:
    """A text with one of the words that such patterns find replaced, for each that is there."""
    wanted = pattern(words)
    if not wanted.search(spaced(text)):
        return
    tokens = [*WORD.finditer(re.sub(r"\{[^{}]*\}|%\(\w+\)s", lambda m: "{" * len(m[0]), text))]
    for size in (1, 2, 3):
        for start in range(len(tokens) - size + 1):
            first, last = tokens[start].start(), tokens[start + size - 1].end()
            part = spaced(text[first:last])
            if wanted.fullmatch(part, 1, len(part) - 1):
                yield " ".join(f"{text[:first]}{put}{text[last:]}".split())


def not_lost(it: Tongue) -> Iterator[Mutant]:
    """A “not” is gone."""
    for english, other in it.texts.items():
        if pattern(it.english.nots).search(spaced(english)):
            yield from ((english, {english: made}) for made in without(other, it.own.nots))


def not_added(it: Tongue) -> Iterator[Mutant]:
    """A “not” is there that the English has not."""
    for english, other in it.texts.items():
        if not pattern(it.english.nots).search(spaced(english)) and " " in other:
            yield english, {english: other.replace(" ", f" {it.own.nots[0]} ", 1)}


def digit_changed(it: Tongue) -> Iterator[Mutant]:
    for english, other in it.texts.items():
        for digit in re.findall(r"\d", other)[:1]:
            yield english, {english: other.replace(digit, str(int(digit) + 1)[-1], 1)}


def names_swapped(it: Tongue) -> Iterator[Mutant]:
    """Two numbers are exchanged."""
    for english, other in it.texts.items():
        names = re.findall(r"\{[a-z+-]+\}", other)
        if len({*names}) > 1:
            one, two = names[0], next(name for name in names if name != names[0])
            made = other.replace(one, "\0").replace(two, one).replace("\0", two)
            yield english, {english: made}


def asked_lost(it: Tongue) -> Iterator[Mutant]:
    """Somebody is to press 55, but not when the voice asks."""
    for english, other in it.texts.items():
        if pattern(it.english.terms["asked-to-press"].words).search(spaced(english)):
            for made in without(other, it.own.terms["asked-to-press"]):
                yield english, {english: made}


def answers_swapped(it: Tongue) -> Iterator[Mutant]:
    """Two answers of one question are exchanged, such as yes and no."""
    for answers in it.answers:
        for one, two in combinations(answers, 2):
            if one in it.texts and two in it.texts:
                yield f"{one} / {two}", {one: it.texts[two], two: it.texts[one]}


def texts_swapped(it: Tongue) -> Iterator[Mutant]:
    """Any two texts are exchanged."""
    order = by_hash(it.texts, "swapped")
    for one, two in zip(order[::2], order[1::2], strict=False):
        yield f"{one} / {two}", {one: it.texts[two], two: it.texts[one]}


def text_repeated(it: Tongue) -> Iterator[Mutant]:
    """A text is there twice, the second time for another one."""
    order = by_hash(it.texts, "repeated")
    for one, two in zip(order[::2], order[1::2], strict=False):
        yield one, {one: it.texts[two], two: it.texts[two]}


def text_emptied(it: Tongue) -> Iterator[Mutant]:
    for english in it.texts:
        yield english, {english: " "}


def left_in_english(it: Tongue) -> Iterator[Mutant]:
    for english, other in it.texts.items():
        if other != english:
            yield english, {english: english}


def other_language(it: Tongue) -> Iterator[Mutant]:
    """A text of another language."""
    for english in it.texts:
        if it.foreign.get(english, english) not in (english, it.texts[english]):
            yield english, {english: it.foreign[english]}


def sentence_lost(it: Tongue) -> Iterator[Mutant]:
    for english, other in it.texts.items():
        if len(parts := sentences(other)) > 1:
            for gone in range(len(parts)):
                yield english, {english: " ".join(parts[:gone] + parts[gone + 1 :])}


def somebody_else(it: Tongue) -> Iterator[Mutant]:
    """The police for the social worker, or tomorrow for today."""
    for one, two in (pair for pair in (*SWAPPED, *(p[::-1] for p in SWAPPED))):
        put = it.own.terms[two][0].replace("*", "")
        for english, other in it.texts.items():
            yield from (
                (english, {english: made}) for made in without(other, it.own.terms[one], put)
            )


def now_lost(it: Tongue) -> Iterator[Mutant]:
    """It is not said any more that something must be done now, or today."""
    for name in ("now", "today"):
        for english, other in it.texts.items():
            if pattern(it.english.terms[name].words).search(spaced(english)):
                yield from (
                    (english, {english: made}) for made in without(other, it.own.terms[name])
                )


def letter_of_another_keyboard(it: Tongue) -> Iterator[Mutant]:
    """A letter that looks like the right one."""
    for wrong, right in it.own.instead.items():
        for english, other in it.texts.items():
            if right in other:
                yield english, {english: other.replace(right, wrong, 1)}


OPERATORS: tuple[Operator, ...] = (
    not_lost, not_added, digit_changed, names_swapped, asked_lost, answers_swapped, texts_swapped,
    text_repeated, text_emptied, left_in_english, other_language, sentence_lost, somebody_else,
    now_lost, letter_of_another_keyboard,
)  # fmt: skip
