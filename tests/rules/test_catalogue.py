"""No translation can mislead, and a broken one does not stop the others from being read."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from guide.content.catalogues import read_catalogues
from guide.content.problems import Problem
from guide.rules.catalogue import unfaithful

NO_LANGUAGES = [
    "phr",
    "prs",
    "rmy",
    "rmo",
    "tlh",
    "syl",
    "zxx",
    "mis",
    "x",
    "not a language",
    "ur-PK",
]

Texts = Mapping[str | tuple[str, str], str | tuple[str, ...]]


def compiled(translations: Path, code: str) -> Path:
    folder = translations / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "messages.mo"


def said(translations: Path, texts: Texts, code: str = "ur") -> list[str]:
    """What is found in a catalogue of these texts."""
    catalogue = Catalog()
    for english, other in texts.items():
        catalogue.add(english, other)
    with compiled(translations, code).open("wb") as file:
        write_mo(file, catalogue)
    return [*map(str, problems_below(translations))]


def problems_below(translations: Path) -> list[Problem]:
    problems: list[Problem] = []
    known = read_catalogues(translations, problems)
    return problems + unfaithful(translations, known.values())


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("Call {police} now", "Abhi {police} ko"),
        ("{police.name}: {police}", "{police} ({police.name})"),  # a name may be anywhere
        ("{who}, in office hours", "daftar: {who}"),
        ("Step %(number)s", "%(number)s qadam"),
        ("Under 18", "18 se kam"),
        ("No number", ""),
        ("Less than 50%", "50% se kam"),
        ("Call", "می\u200cخواهم"),
    ],
)
def test_a_faithful_translation_passes(tmp_path: Path, english: str, other: str) -> None:
    assert said(tmp_path, {english: other}) == []


@pytest.mark.parametrize(
    ("english", "other", "kept"),
    [
        ("Call {police} now", "Abhi", "{police}"),
        ("Call {police} now", "Abhi {emergency}", "{police}"),
        ("Call {police} or {emergency}", "{emergency}, {police}", "{police} {emergency}"),
        ("In {area}, call {police}", "{police}, {area}", "{area} {police}"),
        ("Call now", "Abhi 15", "none"),
        ("Call now", "Abhi ①⑤", "none"),
        ("Under 18", "۱۸ se kam", "18"),
        ("Step %(number)s", "Qadam", "%(number)s"),
    ],
)
def test_a_changed_number_or_name_is_refused(
    tmp_path: Path, english: str, other: str, kept: str
) -> None:
    assert said(tmp_path, {english: other}) == [
        f"translations/ur/LC_MESSAGES/messages.po: “{other}” changes the numbers or placeholders "
        f"of “{english}”\n    Fix: keep these, and only these, in this order: {kept}"
    ]


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ("<b>Abhi</b>", "<"), ("[Abhi](x)", "["), ("Abhi //x", "//"), ("tel:x", "tel:"),
        ("sms:x", "sms:"), ("http:x", "http:"),
    ],
)  # fmt: skip
def test_a_link_is_refused(tmp_path: Path, other: str, what: str) -> None:
    assert said(tmp_path, {"Call now": other})[0] == (
        f"translations/ur/LC_MESSAGES/messages.po: “{other}” contains “{what}”\n"
        "    Fix: take it out: links and numbers are filled in, by their id in braces"
    )


@pytest.mark.parametrize(
    ("other", "what"),
    [
        ("Abhi\u202e", "U+202E"), ("Abhi\u200b", "U+200B"), ("Abhi\ufffd", "U+FFFD"),
        ("Abhi}", "a brace"),
        ("Abhi｛", "a brace"), ("Abhi&nbsp;", "a code of HTML"), ("canâ€™t", "â€™"),
        ("Ø§Ù„", "Ø§Ù„"),
    ],
)  # fmt: skip
def test_what_no_words_may_contain_is_refused(tmp_path: Path, other: str, what: str) -> None:
    (problem,) = said(tmp_path, {"Call now": other})
    assert what in problem


def test_forms_that_count_are_compared_with_those_of_the_english(tmp_path: Path) -> None:
    english = ("One page", "%(num)s pages")
    assert said(tmp_path / "one", {english: ("Ek", "%(num)s safhe")}) == []
    assert len(said(tmp_path / "two", {english: ("Ek", "4 safhe")})) == 1


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        *((code, "is not the code of a language") for code in NO_LANGUAGES),
        ("en", "is English, which needs no catalogue"),
        ("en_GB", "is English, which needs no catalogue"),
        ("und", "is English, which needs no catalogue"),  # for Babel: no language means English
        ("ur.old", "is not how Babel writes this language: ur"),
        ("UR", "is not how Babel writes this language: ur"),
        ("zh_TW", "is not how Babel writes this language: zh_Hant_TW"),
        ("root", "is a language whose dates Babel does not know"),
    ],
)
def test_a_folder_that_is_not_a_language_is_reported(tmp_path: Path, code: str, wrong: str) -> None:
    assert said(tmp_path, {"Call now": "Abhi"}, code) == [
        f"translations/{code}/LC_MESSAGES/messages.po: “{code}” {wrong}\n"
        "    Fix: give the folder a code that Babel knows, such as ur"
    ]


@pytest.mark.parametrize("code", ["ur", "pa_Arab", "ro", "ckb", "zh_Hant", "ti", "kea"])
def test_a_language_that_babel_knows_is_read(tmp_path: Path, code: str) -> None:
    assert said(tmp_path, {"Call now": "Abhi"}, code) == []


@pytest.mark.parametrize(
    "data",
    [b"", b"abc", b"not a catalogue", b"\xde\x12\x04\x95" + b"\xff" * 24, b"\xde\x12\x04\x95"],
)
def test_a_broken_catalogue_is_reported_and_the_next_is_read(tmp_path: Path, data: bytes) -> None:
    compiled(tmp_path, "pa").write_bytes(data)
    broken, link = said(tmp_path, {"Call now": "[Abhi]"})
    assert broken.startswith(
        "translations/pa/LC_MESSAGES/messages.po: the compiled catalogue cannot be read: "
    )
    assert broken.endswith("Fix: delete messages.mo and make it again from messages.po")
    assert "contains “[”" in link


def test_a_folder_in_the_place_of_a_catalogue_is_reported(tmp_path: Path) -> None:
    compiled(tmp_path, "ur").mkdir()
    (problem,) = problems_below(tmp_path)
    assert "cannot be read" in problem.wrong


def test_without_translations_there_is_nothing_to_report(tmp_path: Path) -> None:
    assert problems_below(tmp_path / "nothing") == []
