"""Rules on words: they blame nobody, keep their “not”, and a child can read them."""

import re
from collections.abc import Iterator

from ..content import Problem
from ..model import Guide, Sheet, SignGroup, Step, words
from ..reading import grade_of, sentences
from .lookups import every_word, results

LONGEST_SENTENCE = 20
"""In words."""

HARDEST_SENTENCE = 15
"""As a reading grade. Easy words around it do not make a hard sentence easy."""

ONLY_WITH_NOT = re.compile(
    r"fault|be sure|need proof|in trouble for|betrayal|too late|your job|wait a day"
    r"|to give (?:it|your)|you can (?:speak|whisper)"
)
"""What a frightened person is told is not so. Without its “not” the sentence harms."""

STRESSED_DO = re.compile(r"^Do (?!not\b|this\b|it\b)|\b(?:you|they|we|it) do(?:es)? (?!not\b)")
"""“Do pay” and “you do need proof”: what is left of “do not” when a word was lost."""


def words_blame_nobody(guide: Guide) -> Iterator[Problem]:
    """Rule 7. No label of origin or faith for people who harm, no words that blame a child."""
    avoid = {item.words.lower(): item for item in guide.wording.avoid}
    any_of_them = re.compile(rf"\b({'|'.join(map(re.escape, avoid))})")
    for word in every_word(guide):
        for said in any_of_them.findall(word.lower()) if avoid else ():
            yield Problem(word.where, f"“{word}” says “{said}”", avoid[said].instead)


def every_not_is_there(guide: Guide) -> Iterator[Problem]:
    """Rule 7. No “not” was lost. What is to be left undone is shown as such, and says so in
    its title and each point.
    """
    for word in every_word(guide):
        for sentence in sentences([word]):
            harms = ONLY_WITH_NOT.search(sentence.lower())
            lost = harms and not re.search(r"\b(?:not|never|nobody)\b", sentence.lower())
            if lost or (STRESSED_DO.search(sentence) and not sentence.endswith("?")):
                yield Problem(word.where, f"“{sentence}” has lost its “not”", "put it back")
    for step in results(guide).values():
        for section in step.sections:
            forbids = section.title.lower().endswith(("do not", "cannot"))
            if forbids != (section.tone == "dont"):
                yield Problem(
                    section.where,
                    f"“{section.title}” has the tone {section.tone}",
                    "its title ends with “do not” or “cannot” where the tone is  dont , only there",
                )
            for point in section.points if section.title.endswith("do not") else ():
                if not re.match(r"(?:Do not|Never) ", point):
                    yield Problem(
                        point.where, f"“{point}” does not say what not to do", "begin it: Do not …"
                    )


def acronyms_are_known(guide: Guide) -> Iterator[Problem]:
    """Rule 8. Letters in capitals stand only where they are on the list of those explained."""
    for word in every_word(guide):
        for letters in re.findall(r"\b[A-Z]{2,}\b", word):
            if letters not in guide.wording.acronyms:
                yield Problem(
                    word.where,
                    f"“{letters}” in “{word}” is not explained",
                    "write it out, or explain it and add it to acronyms in words.yaml",
                )


def words_are_easy_to_read(guide: Guide) -> Iterator[Problem]:
    """Rule 8. A child of ten can read every question and result, and one of eleven the rest; no
    sentence is longer than LONGEST_SENTENCE words, or harder than HARDEST_SENTENCE.
    """
    parts: list[tuple[int, Step | SignGroup | Sheet]] = [(5, step) for step in guide.steps.values()]
    parts += [(6, group) for group in guide.signs]
    parts += [(6, sheet) for sheet in guide.sheets.values()]
    for limit, part in parts:
        grade = grade_of(words(part))
        if grade > limit:
            yield Problem(
                part.where,
                f"“{part.id}” needs reading grade {grade:.1f}, and {limit} is the limit",
                "use shorter words and shorter sentences",
            )
        for word in words(part):
            for sentence in sentences([word]):
                if len(sentence.split()) > 3 and grade_of([sentence]) > HARDEST_SENTENCE:
                    yield Problem(word.where, f"“{sentence}” is hard to read", "use shorter words")
                if len(sentence.split()) > LONGEST_SENTENCE:
                    yield Problem(
                        word.where,
                        f"“{sentence}” has {len(sentence.split())} words",
                        f"make it two sentences: at most {LONGEST_SENTENCE} words each",
                    )
