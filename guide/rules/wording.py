"""Rules on words: they blame nobody, keep their “not”, and a child can read them.

`words.yaml` lists these words, each with its reason.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec

from ..content.lookups import every_name, every_word, results
from ..content.model import (
    Area,
    Guide,
    Line,
    Listed,
    Publisher,
    Question,
    Section,
    Sheet,
    SignGroup,
    Step,
    Words,
    words,
)
from ..content.problems import Problem

LONGEST_SENTENCE = 20
"""In words."""

HARDEST_SENTENCE = 15
"""As a reading grade. Easy words around it do not make a hard sentence easy."""

SHORT_SENTENCE = 4
"""In words. One is easy to read; a page of them reads like orders, and leaves out who does what."""

MOST_FOLDED = 5
MOST_SHORT = 1 / 4
"""The largest share of the sentences of a result that may be so short."""

ENOUGH_SENTENCES = 8
"""A share of fewer sentences says nothing."""

MEASURABLE = find_spec("textstat") is not None
"""textstat measures how hard words are to read. It is installed where the guide is changed, not
where it is served: there nothing is measured."""

Finder = Callable[[str], Iterator[tuple[str, Listed]]]


def finder(lists: Iterable[Listed], anywhere: bool = False) -> Finder:
    """A function that finds listed words in a text: where a word begins or, if wanted, anywhere."""
    known = {words.lower(): listed for listed in lists for words in listed.words}
    longest_first = sorted(known, key=len, reverse=True)
    start = "" if anywhere else r"(?<!\w)"
    pattern = re.compile(f"{start}({'|'.join(map(re.escape, longest_first))})")

    def find(text: str) -> Iterator[tuple[str, Listed]]:
        for found in dict.fromkeys(pattern.findall(text.lower())) if known else ():
            yield found, known[found]

    return find


def words_blame_nobody(guide: Guide) -> Iterator[Problem]:
    """No words are on the list of those to avoid: labels, blame, promises, advice to wait.

    Official words that are quoted are not ours to change.
    """
    avoid = finder(guide.wording.avoid)
    quoted = _quoted(guide)
    for word in every_word(guide):
        if id(word) in quoted:
            continue
        for found, listed in avoid(word):
            yield Problem(
                word.where,
                f"“{word}” says “{found}”",
                f"{listed.instead or 'say it in another way'}: {listed.reason}",
            )


def every_not_is_there(guide: Guide) -> Iterator[Problem]:
    """Words that need a “not” have one, and so has every point on what not to do.

    No such point stands among the things to do.
    """
    needs_not = finder(guide.wording.keep_not)
    negated = _negated(guide)
    for word in every_word(guide):
        if not any(needs_not(word)):
            continue
        for sentence in sentences([word]):
            for found, listed in () if negated(sentence) else needs_not(sentence):
                yield Problem(
                    word.where,
                    f"“{sentence}” says “{found}” without “not”",
                    f"put it back: {listed.reason}",
                )
    for step in results(guide).values():
        for section in step.sections:
            yield from _undone(section, negated)


def _undone(section: Section, negated: Callable[[str], bool]) -> Iterator[Problem]:
    """What is wrong with a section that says what to do, or what not to do."""
    lost = [(point, _lost_not(point, negated)) for point in section.points]
    if section.tone == "do" and lost and not any(sentence for _, sentence in lost):
        yield Problem(
            section.where, f"“{section.title}” has only what not to do", "write  tone: dont"
        )
    for point, sentence in lost if section.tone == "dont" else ():
        if sentence:
            yield Problem(
                point.where,
                f"“{sentence}” does not say what not to do",
                "put “not” back, or move it out of the section with  tone: dont",
            )


def _negated(guide: Guide) -> Callable[[str], bool]:
    """A function that says whether a sentence has one of the negations."""
    negation = finder(guide.wording.negations)
    return lambda sentence: any(negation(sentence))


def _lost_not(point: str, negated: Callable[[str], bool]) -> str | None:
    """The first sentence that should have a negation and has none: the first of a point, and each
    that begins with the same word.
    """
    several = sentences([point])
    same = [one for one in several if one.split()[0] == several[0].split()[0]]
    return next((one for one in same if not negated(one)), None)


def names_stand_in_braces(guide: Guide) -> Iterator[Problem]:
    """The id of a line stands in braces, not in other brackets: there it would be shown raw."""
    ids = "|".join(re.escape(name) for name in every_name(guide) if "-" in name) or "(?!)"
    lost = re.compile(rf"[(\[<](?:relay\+)?(?:{ids})(?:\.name)?[)\]>]")
    for word in every_word(guide):
        if found := lost.search(word):
            name = found[0][1:-1]
            yield Problem(word.where, f"“{word}” shows “{found[0]}”", f"write {{{name}}}")


def names_are_plain(guide: Guide) -> Iterator[Problem]:
    """A name has nothing to fill in and nothing bold: it is put into other words as it is."""
    every: list[Area | Line | Publisher] = [guide.area, *guide.contacts.values()]
    every += [*guide.links.values(), *filter(None, [guide.area.publisher])]
    for named in every:
        if "{" in named.name or "*" in named.name:
            yield Problem(
                named.name.where, f"the name “{named.name}” has braces or stars", "write it out"
            )


def acronyms_are_known(guide: Guide) -> Iterator[Problem]:
    """Letters in capitals are used only if they are on the list of those that are explained."""
    for word in every_word(guide):
        for letters in re.findall(r"\b[A-Z]{2,}\b", word):
            if letters not in guide.wording.acronyms:
                yield Problem(
                    word.where,
                    f"“{letters}” in “{word}” is not explained",
                    "write it out, or explain it and add it to acronyms in words.yaml",
                )


def words_are_easy_to_read(guide: Guide) -> Iterator[Problem]:
    """A child of ten can read every question and result, and one of eleven the rest.

    No sentence is too long. None is too hard, even among easy ones. Official words that are quoted
    are not measured.
    """
    quoted = _quoted(guide)
    parts: list[tuple[int, Step | SignGroup | Sheet]] = [(5, step) for step in guide.steps.values()]
    parts += [(6, group) for group in guide.signs]
    parts += [(6, sheet) for sheet in guide.sheets.values()]
    for limit, part in parts:
        ours = [word for word in words(part) if id(word) not in quoted]
        grade = grade_of(ours)
        if grade > limit:
            yield Problem(
                part.where,
                f"“{part.id}” needs reading grade {grade:.1f}, and {limit} is the limit",
                "use shorter words and shorter sentences",
            )
        for word in ours:
            for sentence in sentences([word]):
                count = len(sentence.split())
                if count > 3 and grade_of([sentence]) > HARDEST_SENTENCE:
                    yield Problem(word.where, f"“{sentence}” is hard to read", "use shorter words")
                if count > LONGEST_SENTENCE:
                    yield Problem(
                        word.where,
                        f"“{sentence}” has {count} words",
                        f"make it two sentences: at most {LONGEST_SENTENCE} words each",
                    )


def sentences_are_whole(guide: Guide) -> Iterator[Problem]:
    """Each point says by itself who or what it is about, and few sentences of a result are very
    short.

    First words to say and official words are left out. So are items of a list: points that begin
    with a small letter, and end the sentence above them.
    """
    orphans = {word: listed for listed in guide.wording.orphans for word in listed.words}
    for step in guide.steps.values():
        for word in _standing_alone(step):
            first = re.search(r"\w+", word)
            listed = orphans.get(first[0].lower()) if first else None
            if first and listed:
                yield Problem(
                    word.where,
                    f"“{word}” begins with “{first[0]}”",
                    f"{listed.instead or 'say it in another way'}: {listed.reason}",
                )
    for step in results(guide).values():
        whole = [step.lead, *([step.urgent] if step.urgent else []), *_standing_alone(step)]
        every = _whole_sentences(whole)
        short = [one for one in every if len(one.split()) <= SHORT_SENTENCE]
        if len(every) >= ENOUGH_SENTENCES and len(short) > len(every) * MOST_SHORT:
            yield Problem(
                step.where,
                f"{len(short)} of the {len(every)} sentences of “{step.id}” have "
                f"{SHORT_SENTENCE} words or fewer: {' '.join(short)}",
                "join some of them, or say who does what",
            )


def results_fold_little(guide: Guide) -> Iterator[Problem]:
    """A result folds at most five sections: nobody in need reads a longer list of titles."""
    for step in results(guide).values():
        folded = [section.title for section in step.sections if not section.shown]
        if len(folded) > MOST_FOLDED:
            yield Problem(
                step.where,
                f"“{step.id}” folds {len(folded)} sections, and {MOST_FOLDED} is the limit",
                f"join some of them, or give one  open: true : {', '.join(folded)}",
            )


def _standing_alone(step: Step) -> list[Words]:
    """What is read by itself: the points of a step, and the texts of its sections."""
    if isinstance(step, Question):
        return list(step.points.values())
    ours = [section for section in step.sections if section.tone not in ("say", "quote")]
    return [word for s in ours for word in (*([s.text] if s.text else []), *s.points)]


def _whole_sentences(texts: Iterable[str]) -> list[str]:
    """The sentences of texts, without items of a list and bold labels at the start. A colon does
    not end a sentence here.
    """
    whole = [re.sub(r"^\*\*.*?\*\*", "", text) for text in texts if not text[:1].islower()]
    return sentences(text.replace(":", ",") for text in whole)


def _quoted(guide: Guide) -> set[int]:
    """The identity of each text that is quoted word for word. Titles are ours."""
    every = (section for step in results(guide).values() for section in step.sections)
    return {id(section.text) for section in every if section.tone == "quote"}


def sentences(texts: Iterable[str]) -> list[str]:
    """The sentences of texts, without Markdown. A placeholder counts as one word."""
    found = []
    for text in texts:
        plain = re.sub(r"\{[^{}]*\}", "one", text).replace("*", "")
        found += [
            part for part in re.split(r"(?<=[.?!:])\s+", plain) if re.search(r"[^\W\d_]", part)
        ]
    return found


def grade_of(texts: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of texts read one after another, or 0 if it cannot be measured."""
    return _grade(" ".join(part.rstrip(".?!:,") + "." for part in sentences(texts)))


@lru_cache(maxsize=4096)
def _grade(text: str) -> float:
    return float(_measure()(text)) if MEASURABLE else 0.0


@cache
def _measure() -> Callable[[str], float]:
    measure: Callable[[str], float] = import_module("textstat").textstat.flesch_kincaid_grade
    return measure
