"""Limits of the rules on words that one edit cannot show."""

import pytest

from guide.content.model import Guide, Listed
from guide.rules import wording
from guide.rules.wording import every_not_is_there, finder, grade_of, sentences

from ..made_up import Copy, shipped
from .breaks import HELP, SIGNS

LISTS = (
    Listed(("gang", "gangster"), "one"),
    Listed(("24/7", "Way of life"), "two"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A gang.", ["gang"]),
        ("GANGS", ["gang"]),
        ("A gangster, a gang, a gang", ["gangster", "gang"]),
        ("We sang", []),
        ("ingangs", []),
        ("Open 24/7", ["24/7"]),
        ("a way OF life", ["way of life"]),
        ("", []),
    ],
)
def test_listed_words_are_found_at_the_beginning_of_a_word(text: str, found: list[str]) -> None:
    assert [words for words, _ in finder(LISTS)(text)] == found


def test_listed_words_are_found_with_their_list_and_anywhere_if_wanted() -> None:
    ((_, listed),) = finder(LISTS)("24/7")
    assert listed is LISTS[1]
    assert [words for words, _ in finder(LISTS, anywhere=True)("ingangs")] == ["gang"]


@pytest.mark.parametrize("lists", [(), (Listed((), "none"),)])
def test_an_empty_list_finds_nothing(lists: tuple[Listed, ...]) -> None:
    assert [*finder(lists)("anything")] == []


def test_texts_become_sentences() -> None:
    assert sentences(["One. Two? Three: four!", "{police}", "**Five**", "1. 2.", "Ünal, é"]) == [
        "One.", "Two?", "Three:", "four!", "one", "Five", "Ünal, é",
    ]  # fmt: skip


def test_harder_words_have_a_higher_grade() -> None:
    easy, hard = (
        grade_of(["The cat sat. It was fat."]),
        grade_of(["Multidisciplinary safeguarding"]),
    )
    assert easy < 2
    assert hard > 10


def test_without_the_measure_nothing_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "MEASURABLE", False)
    assert grade_of(["Unprecedented multidisciplinary investigations"]) == 0


@pytest.mark.parametrize(
    ("grade", "steps", "rest"),
    [(5.0, 0, 0), (5.1, 1, 0), (6.0, 1, 0), (6.1, 1, 1), (15.0, 1, 1)],
)
def test_a_step_is_for_a_child_of_ten_and_the_rest_for_one_of_eleven(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, grade: float, steps: int, rest: int
) -> None:
    monkeypatch.setattr(wording, "grade_of", lambda _: grade)
    found = {problem.place for problem in wording.words_are_easy_to_read(guide)}
    assert found == {
        *(step.where for step in guide.steps.values() if steps),
        *(part.where for part in (*guide.signs, *guide.sheets.values()) if rest),
    }


@pytest.mark.parametrize("listed", shipped().wording.keep_not, ids=lambda listed: listed.words[0])
def test_each_listed_word_needs_its_not(content: Copy, listed: Listed) -> None:
    """The lists are those that are shipped; the negations are the made-up guide's."""
    content.replace(
        "words.yaml", "keep_not:\n", f"keep_not:\n  - {{words: {[*listed.words]}, reason: x}}\n"
    )
    for words in listed.words:
        text = content.text(SIGNS)
        for said, lost in ((f"It is {words} here.", True), (f"It is never {words} here.", False)):
            content.replace(SIGNS, "title: What they have", f"title: {said}")
            found = [problem.wrong for problem in every_not_is_there(content.load())]
            assert found == ([f"“{said}” says “{words}” without “not”"] if lost else [])
            content.write(SIGNS, text)


def test_a_not_in_another_sentence_does_not_count(content: Copy) -> None:
    content.replace(HELP, "why: Danger comes first.", "why: Do not wait. It is your fault.")
    (problem,) = every_not_is_there(content.load())
    assert problem.wrong == "“It is your fault.” says “fault” without “not”"


@pytest.mark.parametrize(
    ("point", "lost"),
    [
        ("Do not go in.", None),
        ("Never go in.", None),
        ("Go in.", "Go in."),
        ("Do not pay. If you have paid, stop now.", None),
        ("Do not ask. Do tell them.", "Do tell them."),
        ("Do ask. Do not tell them.", "Do ask."),
    ],
)
def test_points_on_what_not_to_do_have_a_not(content: Copy, point: str, lost: str | None) -> None:
    content.replace(HELP, "Do not hold back. Call again.", point)
    found = [problem.wrong for problem in every_not_is_there(content.load())]
    assert found == ([f"“{lost}” does not say what not to do"] if lost else [])
