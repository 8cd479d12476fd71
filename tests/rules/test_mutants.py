"""The rules on translations notice nearly every unsafe edit of the catalogues as they are shipped.

A fixed sample of each kind of edit is made in each language. `docs/mutants.md` lists what is not
noticed. The sample is chosen by hashes, so a text that is changed leaves most of it as it was.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from shutil import copy

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from guide.content.catalogues import read_catalogues
from guide.content.lookups import questions
from guide.content.problems import Problem
from guide.content.terms import FILE, read_terms
from guide.rules.catalogue import unfaithful, unproven

from ..made_up import shipped
from .mutants import OPERATORS, Mutant, Operator, Texts, Tongue, by_hash

TRANSLATIONS = Path(__file__).parents[2] / "translations"
CODES = sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))
EACH = 40
"""So many mutants of each operator are tried in a language."""
CAUGHT = 0.95


@cache
def texts(code: str) -> Texts:
    """What is translated in the catalogue of a language as it is shipped."""
    with (TRANSLATIONS / code / "LC_MESSAGES/messages.po").open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id and m.string}


@cache
def tongue(code: str) -> Tongue:
    terms = read_terms(TRANSLATIONS, [code], [])[code]
    answers = [tuple(answer.say for answer in q.answers) for q in questions(shipped()).values()]
    foreign = CODES[CODES.index(code) - 1]
    return Tongue(texts(code), *terms, texts(foreign), answers)


def sample(code: str, operator: Operator) -> list[Mutant]:
    """Some mutants of an operator: of no text two, so that all can stand in one catalogue."""
    made: dict[str, Mutant] = {}
    taken: set[str] = set()
    every = {
        f"{mutant[0]} {number}": mutant for number, mutant in enumerate(operator(tongue(code)))
    }
    for key in by_hash(every, operator.__name__):
        if len(made) < EACH and not taken & {*every[key][1]}:
            made[key] = every[key]
            taken |= {*every[key][1]}
    return [*made.values()]


def problems(code: str, root: Path, other: Texts) -> list[Problem]:
    """What the rules find in a catalogue of these texts."""
    catalogue = Catalog(locale=code)
    for english, words in other.items():
        catalogue.add(english, words)
    folder = root / code / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    copy(TRANSLATIONS / FILE, root)
    copy(TRANSLATIONS / code / FILE, root / code)
    known = [read_catalogues(root, [])[code]]
    return unfaithful(root, known) + unproven(root, known)


def alive(code: str, root: Path, mutants: list[Mutant]) -> Iterator[str]:
    """The mutants of which the rules say nothing."""
    edited = {english: words for _, change in mutants for english, words in change.items()}
    found = [problem.wrong for problem in problems(code, root, edited)]
    said = {en for en in edited if any(f"of “{en}”" in w or f"for “{en}”" in w for w in found)}
    for name, change in mutants:
        if not said & {*change}:
            yield f"{name}  →  {' / '.join(change.values())}"


@pytest.mark.parametrize("code", CODES)
def test_nearly_every_unsafe_edit_of_a_catalogue_is_noticed(code: str, tmp_path: Path) -> None:
    count, survivors = 0, []
    for operator in OPERATORS:
        mutants = sample(code, operator)
        count += len(mutants)
        lived = alive(code, tmp_path / operator.__name__, mutants)
        survivors += [f"{operator.__name__}: {name}" for name in lived]
    rows = "\n".join(survivors)
    assert len(survivors) <= (1 - CAUGHT) * count, f"{len(survivors)} of {count}:\n{rows}"
    print(f"{code}: {len(survivors)} of {count} survive\n{rows}")


@pytest.mark.parametrize("code", CODES)
def test_what_is_not_edited_is_not_noticed(code: str, tmp_path: Path) -> None:
    assert problems(code, tmp_path, texts(code)) == []
