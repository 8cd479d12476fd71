"""Every safety rule, broken in several ways, says what is wrong, where, and how to fix it."""

import ast
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from types import ModuleType

import pytest

from guide import rules
from guide.content.problems import Place, Problem
from guide.rules import danger as danger_rules
from guide.rules import hours as hours_rules
from guide.rules import lines as lines_rules
from guide.rules import numbers as numbers_rules
from guide.rules import speech as speech_rules
from guide.rules import walks as walks_rules
from guide.rules import wording as wording_rules

from ..made_up import Copy
from .breaks import Break, Breaks, Sound, danger, hours, lines, numbers, speech, walks, wording

TABLES = {
    danger_rules: danger,
    hours_rules: hours,
    lines_rules: lines,
    numbers_rules: numbers,
    speech_rules: speech,
    walks_rules: walks,
    wording_rules: wording,
}
"""All edits, by the module whose rules they break."""

BREAKS: Breaks = {rule: edits for table in TABLES.values() for rule, edits in table.BREAKS.items()}
SOUND: Sound = {rule: edits for table in TABLES.values() for rule, edits in table.SOUND.items()}
EVERY = {rule.__name__: rule for rule in rules.RULES + rules.EDITORIAL}


def edited(content: Copy, edit: Break) -> Copy:
    if edit.old:
        return content.replace(edit.file, edit.old, edit.new)
    return content.write(edit.file, edit.new)


def found(content: Copy, rule: str) -> list[Problem]:
    """What one rule finds in the copy."""
    return [*EVERY[rule](content.load())]


def expected(content: Copy, edit: Break) -> Problem:
    file = edit.elsewhere or edit.file
    row = content.row_of(file, edit.at) if edit.at else 0
    return Problem(Place(f"guide/{file}", row), edit.wrong, edit.fix)


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        pytest.param(rule, edit, id=f"{rule}-{number}")
        for rule, edits in BREAKS.items()
        for number, edit in enumerate(edits, start=1)
    ],
)
def test_a_broken_rule_is_named_with_its_place(content: Copy, rule: str, edit: Break) -> None:
    problems = found(edited(content, edit), rule)
    assert expected(content, edit) in problems


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        pytest.param(rule, edit, id=f"{rule}-{number}")
        for rule, edits in SOUND.items()
        for number, edit in enumerate(edits, start=1)
    ],
)
def test_what_is_just_inside_a_limit_passes(
    content: Copy, rule: str, edit: tuple[str, str, str]
) -> None:
    content.replace(*edit)
    assert found(content, rule) == []


def test_every_rule_is_broken() -> None:
    """Its edits are in the table of its own module, where people look for them."""
    for module, table in TABLES.items():
        own = {name for name, rule in EVERY.items() if rule.__module__ == module.__name__}
        assert own == {*table.BREAKS}


def sayings(module: ModuleType) -> Iterator[int]:
    """The rows at which the rules of a module make a Problem."""
    for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text("utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem":
            yield node.lineno


@pytest.mark.parametrize("module", TABLES, ids=lambda module: module.__name__)
def test_each_thing_that_a_rule_can_say_is_said(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = set()

    def noted(place: Place, wrong: str, fix: str) -> Problem:
        said.add(sys._getframe(1).f_lineno)
        return Problem(place, wrong, fix)

    monkeypatch.setattr(module, "Problem", noted)
    for number, (rule, edit) in enumerate(
        chain.from_iterable(((r, e) for e in edits) for r, edits in TABLES[module].BREAKS.items())
    ):
        assert found(edited(Copy(tmp_path / str(number)), edit), rule)
    assert set(sayings(module)) == said


def test_the_made_up_guide_keeps_every_rule(content: Copy) -> None:
    assert content.problems() == []
