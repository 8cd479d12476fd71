"""Rules on translations: none can mislead. They read only the compiled catalogues, and say where in
the `.po` file a text stands.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from unicodedata import normalize

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from ..content.characters import visible
from ..content.problems import Place, Problem
from ..content.terms import FILE, FIXED, Accepted, English, Terms, read_terms
from ..content.writing import faults
from .translation import JUDGES, QUICK, Fault, Judge, Proof, said_twice

Message = tuple[tuple[str, ...], tuple[str, ...]]
"""The English of a message and its translation: more than one form where something is counted."""


@dataclass(frozen=True)
class _Catalogue:
    """A compiled catalogue, and what it says."""

    path: Path
    messages: list[Message] = field(default_factory=list)

    @property
    def code(self) -> str:
        return self.path.parts[-3]

    @property
    def place(self) -> Place:
        return Place(f"translations/{self.code}/LC_MESSAGES/messages.po")

    def at(self, english: str) -> Place:
        """Where a message stands in the file that people edit, if that is there."""
        return replace(self.place, row=self._rows.get(english, 0))

    @cached_property
    def _rows(self) -> dict[str, int]:
        try:
            with self.path.with_suffix(".po").open("rb") as file:
                messages = [*read_po(file)]
        except Exception:  # the row is a help: without it the problem is still named
            return {}
        return {_forms(m.id)[0]: m.lineno for m in messages if m.id and m.lineno}


def unreadable(translations: Path) -> Iterator[Problem]:
    """Each catalogue below a folder that cannot be served, as it cannot be read, or its folder is
    not called as a language of which Babel knows the dates.
    """
    for path in sorted(translations.glob("*/LC_MESSAGES/messages.mo")):
        catalogue = _Catalogue(path)
        if wrong := _no_language(catalogue.code):
            fix = "give the folder a code that Babel knows, such as ur"
            yield Problem(catalogue.place, f"“{catalogue.code}” {wrong}", fix)
            continue
        try:
            with path.open("rb") as file:
                Translations(file)
        except Exception as error:  # it raises many types, for slices and for codecs
            yield _broken(catalogue, error)


def unfaithful(translations: Path, codes: Collection[str]) -> Iterator[Problem]:
    """Everything in the catalogues of these languages, below a folder, that could mislead.

    A translation must keep the placeholders and digits of the English, in the same order except for
    the names of lines. It must have nothing that no words may contain, such as a link or a
    character that cannot be seen: so numbers come only from the directory. A number written as
    words is not found. If the language has a `terms.yaml`, a translation also denies what the
    English denies, and nothing else, with letters of its own.
    """
    found: list[Problem] = []
    terms = read_terms(translations, codes, found)
    for catalogue in _catalogues(translations, codes, found):
        found += _said(catalogue)
        if catalogue.code in terms:
            found += _judged(catalogue, *terms[catalogue.code], QUICK)
    yield from found


def unproven(translations: Path, codes: Collection[str]) -> Iterator[Problem]:
    """Everything that `flask guide check` finds in these catalogues beside that: words that a
    translation must not lose, texts that are as good as empty, and languages without words to
    compare with.
    """
    found: list[Problem] = []
    terms = read_terms(translations, codes, found)
    for catalogue in _catalogues(translations, codes, []):
        if catalogue.code in terms:
            found += _judged(catalogue, *terms[catalogue.code], JUDGES)
        elif not (translations / catalogue.code / FILE).exists():
            fix = f"write it: begin with a copy of another language's {FILE}"
            place = Place(f"translations/{catalogue.code}/{FILE}")
            found.append(Problem(place, "nothing says which words must not get lost", fix))
    yield from found


def _catalogues(
    translations: Path, codes: Collection[str], problems: list[Problem]
) -> Iterator[_Catalogue]:
    """The catalogue of each of these languages that has one. Of those that cannot be read, the
    problem is added.
    """
    for path in sorted(translations.glob("*/LC_MESSAGES/messages.mo")):
        catalogue = _Catalogue(path)
        if catalogue.code not in codes:
            continue
        try:
            yield replace(catalogue, messages=_messages(path))
        except Exception as error:  # read_mo, too, raises many types
            problems.append(_broken(catalogue, error))


def _broken(catalogue: _Catalogue, error: Exception) -> Problem:
    fix = "delete messages.mo and make it again from messages.po"
    return Problem(catalogue.place, f"the compiled catalogue cannot be read: {error}", fix)


def _said(catalogue: _Catalogue) -> Iterator[Problem]:
    """What no language may say."""
    for english, other in catalogue.messages:
        found = [*_changed(english, other), *(fault for form in other for fault in faults(form))]
        if found:
            place = catalogue.at(english[0])
            yield from (Problem(place, wrong, fix) for wrong, fix in found)


def _judged(
    catalogue: _Catalogue, english: English, own: Terms, judges: tuple[Judge, ...]
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


def _problem(catalogue: _Catalogue, english: str, form: str, fault: Fault) -> Problem:
    wrong = f"“{visible(form)}”, for “{english}”, {fault.wrong}"
    return Problem(catalogue.at(english), wrong, fault.fix)


def _idle(accepted: Collection[Accepted], used: Collection[tuple[str, str]]) -> Iterator[Problem]:
    """What is accepted for nothing: it would hide a fault of later."""
    for entry in accepted:
        for english in entry.texts:
            if (entry.rule, english) not in used:
                wrong = f"“{english}” is accepted, but breaks no such rule as it is translated now"
                yield Problem(entry.where, wrong, "remove it, or correct both texts")


def _no_language(code: str) -> str:
    """Why the name of a folder cannot be a language of the guide, or ""."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return "is not the code of a language"
    if locale.language == "en":
        return "is English, which needs no catalogue"
    if str(locale) != code:
        return f"is not how Babel writes this language: {locale}"
    if locale.months["format"]["wide"] == Locale.parse("root").months["format"]["wide"]:
        return "is a language whose dates Babel does not know"
    return ""


def _messages(path: Path) -> list[Message]:
    """The messages of a compiled catalogue that are translated."""
    with path.open("rb") as file:
        found = [(_forms(message.id), _forms(message.string)) for message in read_mo(file)]
    return [(english, other) for english, other in found if any(english) and any(other)]


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text),)


def _changed(english: tuple[str, ...], other: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    kept = [_fixed(form) for form in english]
    for form in other:
        if _fixed(form) not in kept:
            wanted = " ".join(FIXED.findall(english[-1])) or "none"
            yield (
                f"“{form}” changes the numbers or placeholders of “{english[-1]}”",
                f"keep these, and only these, in this order: {wanted}",
            )


@lru_cache(maxsize=4096)  # each English text is compared with every language
def _fixed(text: str) -> tuple[list[str], list[str], list[str]]:
    """What a translation must keep, sorted; and, in order, what is filled in, except the names of
    lines, and the numbers in digits. ① is also a digit.
    """
    found = FIXED.findall(normalize("NFKC", text))
    filled = [f for f in found if f[0] == "{" and not f.endswith(".name}")]
    return sorted(found), filled, [f for f in found if f[0].isdigit()]
