"""Rules on translations: none can mislead. They read the compiled catalogues, and say where in the
`.po` file a text stands.
"""

from collections.abc import Callable, Collection, Iterator
from functools import cache
from pathlib import Path
from unicodedata import normalize

from babel import Locale

from ..content.catalogues import Catalogue
from ..content.characters import visible
from ..content.problems import Place, Problem
from ..content.terms import FILE, FIXED, Accepted, English, Terms, read_terms
from ..content.writing import faults
from .translation import JUDGES, QUICK, Fault, Judge, Proof, said_twice

Fixed = tuple[list[str], list[str], list[str]]
"""What a translation must keep of a text: see `_fixed`."""


def unfaithful(translations: Path, catalogues: Collection[Catalogue]) -> list[Problem]:
    """Everything in these catalogues that could mislead. The folder of translations has the terms
    of their languages.

    A translation must keep the placeholders and digits of the English, in the same order except for
    the names of lines. It must have nothing that no words may contain, such as a link or a
    character that cannot be seen: so numbers come only from the directory. A number written as
    words is not found. If the language has a `terms.yaml`, a translation also denies what the
    English denies, and nothing else, with letters of its own. Babel must know its months.
    """
    found: list[Problem] = []
    terms = read_terms(translations, [known.code for known in catalogues], found)
    fixed = cache(_fixed)  # of the English: each text is compared with every language
    for catalogue in catalogues:
        if _months(catalogue.code) == _months("root"):
            found.append(catalogue.misnamed("is a language whose dates Babel does not know"))
        found += _said(catalogue, fixed)
        if catalogue.code in terms:
            found += _judged(catalogue, *terms[catalogue.code], QUICK)
    return found


def unproven(translations: Path, catalogues: Collection[Catalogue]) -> list[Problem]:
    """Everything that `flask guide check` finds in these catalogues beside that: words that a
    translation must not lose, texts that are as good as empty, and languages without words to
    compare with.
    """
    found: list[Problem] = []
    terms = read_terms(translations, [known.code for known in catalogues], found)
    for catalogue in catalogues:
        if catalogue.code in terms:
            found += _judged(catalogue, *terms[catalogue.code], JUDGES)
        elif not (translations / catalogue.code / FILE).exists():
            fix = f"write it: begin with a copy of another language's {FILE}"
            place = Place(f"translations/{catalogue.code}/{FILE}")
            found.append(Problem(place, "nothing says which words must not get lost", fix))
    return found


def _months(code: str) -> object:
    return Locale.parse(code).months["format"]["wide"]


def _said(catalogue: Catalogue, fixed: Callable[[str], Fixed]) -> Iterator[Problem]:
    """What no language may say."""
    for english, other in catalogue.messages:
        found = [
            *_changed(english, other, fixed),
            *(fault for form in other for fault in faults(form)),
        ]
        if found:
            place = catalogue.at(english[0])
            yield from (Problem(place, wrong, fix) for wrong, fix in found)


def _judged(
    catalogue: Catalogue, english: English, own: Terms, judges: tuple[Judge, ...]
) -> Iterator[Problem]:
    """What this language may not say, unless its terms accept it."""
    proof = Proof(english, own)
    texts = [(one[0], form) for one, other in catalogue.messages for form in other]
    faulty = [
        (one, form, fault) for one, form in texts for fault in proof.faults(one, form, judges)
    ]
    if judges is JUDGES:
        faulty += [(one, dict(texts)[one], fault) for one, fault in said_twice(dict(texts))]
    used = set()
    for one, form, fault in faulty:
        if own.accepts(fault.rule, one, form):
            used.add((fault.rule, one))
        else:
            yield _problem(catalogue, one, form, fault)
    if judges is JUDGES:
        yield from _idle(own.accepted, used)


def _problem(catalogue: Catalogue, english: str, form: str, fault: Fault) -> Problem:
    wrong = f"“{visible(form)}”, for “{english}”, {fault.wrong}"
    return Problem(catalogue.at(english), wrong, fault.fix)


def _idle(accepted: Collection[Accepted], used: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """What is accepted for nothing: it would hide a fault of later."""
    for entry in accepted:
        for english in entry.texts:
            if (entry.rule, english) not in used:
                wrong = f"“{english}” is accepted, but breaks no such rule as it is translated now"
                yield Problem(entry.where, wrong, "remove it, or correct both texts")


def _changed(
    english: tuple[str, ...], other: tuple[str, ...], fixed: Callable[[str], Fixed]
) -> Iterator[tuple[str, str]]:
    kept = [*map(fixed, english)]
    for form in other:
        if _fixed(form) not in kept:
            wanted = " ".join(FIXED.findall(english[-1])) or "none"
            yield (
                f"“{form}” changes the numbers or placeholders of “{english[-1]}”",
                f"keep these, and only these, in this order: {wanted}",
            )


def _fixed(text: str) -> Fixed:
    """What a translation must keep, sorted; and, in order, what is filled in, except the names of
    lines, and the numbers in digits. ① is also a digit.
    """
    found = FIXED.findall(normalize("NFKC", text))
    filled = [f for f in found if f[0] == "{" and not f.endswith(".name}")]
    return sorted(found), filled, [f for f in found if f[0].isdigit()]
