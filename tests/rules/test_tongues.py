"""Each catalogue is in its language, and spelled as its dictionary says. Only tests need the
packages that know this, so the guide does not carry them.
"""

import re
from functools import cache

import pytest
from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder
from simplemma import is_known

from guide.content.terms import FIXED, English, Terms, read_terms, spaced

from .test_mutants import CODES, TRANSLATIONS, texts

NEAR = ("EN", "AR", "FA", "CS", "IT", "PL", "RO")
"""Languages that might be taken for one of ours."""
WORDS = 5
"""Of fewer words nobody can say in which language they are."""
SPELLED = ("pl", "ro")
"""The languages whose words simplemma knows well."""


@cache
def detector() -> LanguageDetector:
    codes = {code.upper() for code in CODES} | {*NEAR}
    known = (IsoCode639_1.from_str(code) for code in sorted(codes))
    return LanguageDetectorBuilder.from_languages(*map(Language.from_iso_code_639_1, known)).build()


@cache
def terms(code: str) -> tuple[English, Terms]:
    return read_terms(TRANSLATIONS, [code], [])[code]


def plain(code: str, other: str) -> str:
    """A text without placeholders and names."""
    for name in sorted(terms(code)[0].names, key=len, reverse=True):
        other = other.replace(name, " ")
    return re.sub(r"\*\*|\b[A-Z]{2,}\b", " ", FIXED.sub(" ", other))


def in_another_language(code: str) -> list[str]:
    """The texts that are not in the language of their catalogue."""
    own = terms(code)[1]
    judged = {
        other: plain(code, other)
        for english, other in texts(code).items()
        if len(spaced(plain(code, other)).split()) >= WORDS
        and not own.accepts("language", english, other)
    }
    found = detector().detect_languages_in_parallel_of([*judged.values()])
    return [
        f"{language.name if language else 'nothing'}: {other}"
        for other, language in zip(judged, found, strict=True)
        if not language or language.iso_code_639_1.name.lower() != code
    ]


def misspelled(code: str) -> dict[str, str]:
    """Each word that no dictionary has, with a text that has it."""
    own = {word.lower() for word in terms(code)[1].spelled}
    return {
        word: other
        for english, other in texts(code).items()
        for word in spaced(plain(code, other)).split()
        if word not in own
        and len(word) > 2
        and f" {word} " not in spaced(english)
        and not is_known(word, lang=code)
    }


@pytest.mark.parametrize("code", CODES)
def test_each_text_is_in_its_language(code: str) -> None:
    assert in_another_language(code) == []


@pytest.mark.parametrize("code", [code for code in SPELLED if code in CODES])
def test_each_word_is_spelled_as_the_dictionary_says(code: str) -> None:
    """If a word is right, add it to `spelled` in the terms of the language."""
    assert misspelled(code) == {}


def test_a_text_of_another_language_and_a_wrong_letter_are_noticed() -> None:
    said = ("Nie czekaj na dowody, zadzwoń od razu.", "Nu așteptați dovezi, sunați imediat.")
    found = [detector().detect_language_of(text) for text in said]
    assert [language and language.name for language in found] == ["POLISH", "ROMANIAN"]
    assert is_known("zadzwoń", lang="pl")
    assert not is_known("zadzwońń", lang="pl")
    assert is_known("așteptați", lang="ro")
    assert not is_known("așteptatți", lang="ro")
