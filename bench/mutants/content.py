"""Small unsafe edits of the shipped content, one at a time: what notices each of them?

The types of `guide.content.model` say where what can be edited. A mutant is caught by the reader,
else by a rule, else by the specification: tests that read the edited content. A survivor must
stand in `bench/accepted.yaml` with a reason; else this exits 1.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from fnmatch import fnmatchcase
from functools import cache, partial, reduce
from itertools import pairwise, zip_longest
from multiprocessing import get_context
from pathlib import Path
from random import Random
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from types import UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints
from unittest.mock import patch

import pytest
import yaml

from guide.content import load as loading
from guide.content import reader
from guide.content.lookups import PLACEHOLDER
from guide.content.model import Words
from guide.content.problems import ContentError
from guide.rules import check

PEOPLE = "tests/review/test_scenarios.py::test_"
SPECIFICATION = (
    "tests/rules/test_shipped.py",
    f"{PEOPLE}the_guide_leads_this_person_to_the_right_lines",
    f"{PEOPLE}every_result_is_what_somebody_needs",
    "tests/pages/test_signs.py",
)
"""The tests that hold the shipped content. Those that edit it again are left out, by `-k`."""

OPTIONS = (
    "-x", "--assert=plain", "-o", "addopts=", "-k", "not keeps_the_sense and not keeps_every_rule",
    "-p", "no:terminal", "-p", "no:cacheprovider", "-p", "no:xdist",
)  # fmt: skip

ROOT = loading.ROOT
ACCEPTED = Path(__file__).parents[1] / "accepted.yaml"
PROCESSES = 2
GONE, EMPTY = "the file is deleted", "the file is empty"


class Spot(NamedTuple):
    """A value in a content file: where it stands, and of which field and type it is."""

    file: str
    keys: tuple[str | int, ...]
    where: str
    field: str
    hint: Any
    value: Any

    def some(self, options: Iterable[str]) -> list[str]:
        """At most two of the options that differ from the value: always the same two."""
        others = sorted({*options} - {self.value})
        return Random(f"{self.file} {self.keys}").sample(others, min(2, len(others)))


class Mutant(NamedTuple):
    """One edit: what an operator writes at a spot."""

    operator: str
    spot: Spot
    value: Any

    @property
    def kind(self) -> str:
        return f"{self.operator} {self.spot.field}"

    @property
    def name(self) -> str:
        what = self.value
        if not isinstance(what, str):  # the first part that is another
            pairs = zip_longest(parts_of(self.spot.value), parts_of(what))
            what = next(one or other for one, other in pairs if one != other)
        return f"{self.operator} {self.spot.file} {self.spot.where}: {str(what)[:80]}"


@cache
def shapes() -> dict[str, type]:
    """Each content file of the guide, with the shape that `load` reads it as."""
    found: dict[str, type] = {}

    def noted(path: Path, name: str, shape: type, problems: list[Any]) -> Any:
        found[str(path.relative_to(ROOT))] = shape
        return reader.read_file(path, name, shape, problems)

    with patch.object(loading, "read_file", noted):
        loading.load()
    return found


@cache
def data_of(file: str) -> Any:
    """A file as lists, mappings and strings: nothing is taken for a number, a date or a truth."""
    return yaml.load((ROOT / file).read_text(), Loader=yaml.CBaseLoader)


@cache
def everything() -> tuple[Spot, ...]:
    tops = (Spot(file, (), "", "", shape, data_of(file)) for file, shape in shapes().items())
    return tuple(spot for top in tops for spot in inside(top))


def inside(it: Spot) -> Iterator[Spot]:
    """A spot and all that stands in it. A choice that is left out counts as its default."""
    if isinstance(it.hint, UnionType):  # of a type and None; or of records, by their keys
        known = [hint for hint in get_args(it.hint) if hint is not type(None)]
        right = (h for h in known if len(known) == 1 or {*it.value} <= {*get_type_hints(h), "kind"})
        it = it._replace(hint=next(right))
    yield it
    parts: list[tuple[str | int, str, Any, Any]] = []
    if get_origin(it.hint) is tuple:
        parts = [(n, it.field, get_args(it.hint)[0], part) for n, part in enumerate(it.value)]
    elif get_origin(it.hint) is Mapping:
        parts = [(key, it.field, get_args(it.hint)[1], part) for key, part in it.value.items()]
    elif is_dataclass(it.hint):
        for name, hint in get_type_hints(it.hint).items():
            default = getattr(it.hint, name, None)
            if name in it.value or (choices(hint) and default is not None):
                words = getattr(default, "value", str(default).lower())
                field = f"{getattr(it.hint, '__name__', '')}.{name}"
                parts.append((name, field, hint, it.value.get(name, words)))
    for key, field, hint, part in parts:
        label = str(part.get("id", key)) if isinstance(part, dict) else key
        yield from inside(
            Spot(it.file, (*it.keys, key), f"{it.where}/{label}".strip("/"), field, hint, part)
        )


def choices(hint: Any) -> tuple[str, ...]:
    """All values that a type allows, if they can be listed."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return tuple(str(member.value) for member in hint)
    if get_origin(hint) is Literal:
        return get_args(hint)
    return ("true", "false") if hint is bool else ()


@cache
def alike(field: str) -> frozenset[str]:
    """All words or names of a field, in every file."""
    return frozenset(s.value for s in everything() if s.field == field and isinstance(s.value, str))


@cache
def keys_like(name: str) -> frozenset[str]:
    """Every id that could stand where this one does, such as those of all lines and roles."""
    found = [frozenset(s.value) for s in everything() if get_origin(s.hint) is Mapping]
    return frozenset().union(*(keys for keys in found if name in keys))


def parts_of(value: Any) -> list[tuple[Any, Any]]:
    """The keys or places of a mapping or a list, with what stands there."""
    return list(value.items() if isinstance(value, dict) else enumerate(value))


def another(it: Spot) -> Iterator[str]:
    """Another choice or name, or words of another: an answer leads astray, or says yes for no."""
    if names := choices(it.hint):
        yield from it.some(names)
    elif it.hint in (str, Words):
        yield from it.some(alike(it.field) | keys_like(it.value))
    elif not it.keys:  # a save that failed, or a file that did not come along
        yield from (EMPTY, GONE)
    elif it.hint is date:  # a number seems to be checked that nobody has checked for years
        yield from (f"{int(it.value[:4]) + years}{it.value[4:]}" for years in (-2, 1))


def one_less(it: Spot) -> Iterator[Any]:
    """A way on, a step, a role, a source, a sign is gone, or what may be left out elsewhere."""
    needed = set()
    if is_dataclass(it.hint):
        needed = {f.name for f in fields(it.hint) if f.default is f.default_factory is MISSING}
        needed.add("kind")
    elif get_origin(it.hint) not in (tuple, Mapping):
        return
    for gone, _ in parts_of(it.value):
        if gone not in needed:
            left = [(key, part) for key, part in parts_of(it.value) if key != gone]
            yield dict(left) if isinstance(it.value, dict) else [part for _, part in left]


def moved(it: Spot) -> Iterator[Any]:
    """Danger is not asked first; two lines have each other's number; something stands twice."""
    if get_origin(it.hint) in (tuple, Mapping):
        for (one, first), (other, second) in pairwise(parts_of(it.value)):
            value = it.value.copy()
            value[one], value[other] = second, first
            yield value
    if get_origin(it.hint) is tuple and get_args(it.hint)[0] is not Words:
        yield from ([*it.value, part] for part in it.value)


def not_lost(it: Spot) -> Iterator[str]:
    """The words say the opposite."""
    if it.hint is Words:
        for found in re.finditer(r"\b(not|never|nobody) |(?<=can)not\b", it.value, re.IGNORECASE):
            yield it.value[: found.start()] + it.value[found.end() :]


def sentence_lost(it: Spot) -> Iterator[str]:
    """One of several sentences is gone."""
    if it.hint is Words:
        for sentence in re.split(r"(?<=[.!?]) ", it.value):
            yield it.value.replace(sentence, "").strip().replace("  ", " ") or it.value


def name_wrong(it: Spot) -> Iterator[str]:
    """A number or a name in the words is somebody else's."""
    if it.hint is Words:
        known = {p for s in everything() if s.hint is Words for p in PLACEHOLDER.findall(s.value)}
        for name in PLACEHOLDER.findall(it.value):
            form = re.sub(r"[\w-]+", "", name)
            for other in it.some({o for o in known - {name} if re.sub(r"[\w-]+", "", o) == form}):
                yield it.value.replace(f"{{{name}}}", f"{{{other}}}", 1)


def digit_wrong(it: Spot) -> Iterator[str]:
    """A number is mistyped, or a line is called open at an hour when nobody answers."""
    if it.hint is str and (it.field.endswith(".hours") or re.fullmatch(r"[\d ]+", it.value)):
        for pair in it.some(re.findall(r"(?=(\d\d))", it.value)):
            yield it.value.replace(pair, pair[::-1], 1)
        for digit in it.some({*it.value} & {*"0123456789"}):
            yield it.value.replace(digit, str(int(digit) + 1)[-1], 1)


OPERATORS: tuple[Callable[[Spot], Iterator[Any]], ...]
OPERATORS = (another, one_less, moved, not_lost, sentence_lost, name_wrong, digit_wrong)
"""Each yields values to write in place of a spot's, where it knows any."""


def mutants(pattern: str) -> list[Mutant]:
    """Every mutant of a name like the pattern, in a fixed order."""
    every = (
        Mutant(make.__name__, spot, value)
        for spot in everything()
        for make in OPERATORS
        for value in make(spot)
        if value != spot.value
    )
    return [mutant for mutant in every if fnmatchcase(mutant.kind, pattern)]


def chosen(every: list[Mutant], each: int) -> list[Mutant]:
    """So many of each kind: always the same ones, as long as the content is."""
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in every:
        kinds[mutant.kind].append(mutant)
    some = (Random(kind).sample(of, min(each or len(of), len(of))) for kind, of in kinds.items())
    return [mutant for kind in some for mutant in kind]


def put(root: Path, it: Mutant) -> None:
    """Write a mutant over its file, all in quotes: a bare number would be refused."""
    path, keys = root / it.spot.file, ("top", *it.spot.keys)
    top: Any = {"top": deepcopy(data_of(it.spot.file))}
    reduce(lambda part, key: part[key], keys[:-1], top)[keys[-1]] = it.value
    style: dict[str, Any] = {"default_style": '"', "sort_keys": False, "allow_unicode": True}
    path.write_text("" if it.value == EMPTY else yaml.dump(top["top"], width=1000, **style))
    if it.value == GONE:
        path.unlink()


def caught(*edits: Mutant) -> str:
    """What catches edits. In a process that ends afterwards, as tests remember what they read."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / ROOT.name
        copytree(ROOT, root, ignore=ignore_patterns("*.py", "__pycache__"))
        for edit in edits:
            put(root, edit)
        try:
            guide = loading.load(root=root)
        except ContentError:
            return "reader"
        if check(guide, editorial=True):
            return "rules"
        with patch.object(loading, "load", partial(loading.load, root=root)):
            status = pytest.main([*OPTIONS, *SPECIFICATION])
        # A test file that cannot even be read, as a name in it has gone, is an interruption.
        if status not in (pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.INTERRUPTED):
            return "nothing" if status == pytest.ExitCode.OK else f"pytest says {status}"
        return "specification"


def reason(mutant: Mutant) -> str:
    """Why a survivor is accepted, if it is: each reason stands beside patterns of names."""
    for entry in yaml.safe_load(ACCEPTED.read_text()):
        if any(fnmatchcase(mutant.name, pattern) for pattern in entry["mutants"]):
            return str(entry["why"])
    return "NOT ACCEPTED"


def main() -> int:
    """Make, catch and report. 1 if a mutant survived that is not accepted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--each", type=int, default=2, help="of each operator and field; 0: all")
    parser.add_argument("--only", default="*", help="such as 'another Answer.*'")
    args = parser.parse_args()
    every = mutants(args.only)
    tried = chosen(every, args.each)
    same = [Mutant("same", spot, spot.value) for spot in everything() if not spot.keys]
    check(loading.load(), editorial=True)  # what it reads once is read before the processes part
    with get_context("fork").Pool(PROCESSES, maxtasksperchild=1) as pool:
        if (by := pool.apply(caught, same)) != "nothing":
            sys.exit(f"Files that are only written anew are caught: {by}")
        ends = pool.starmap(caught, zip(tried), 1)
    print(f"{len(every)} mutants can be made; {len(tried)} were tried.")
    print("\n".join(f"{n}: {by}" for by, n in Counter(ends).items()))
    alive = [m for m, by in zip(tried, ends, strict=True) if by == "nothing"]
    for mutant in alive:
        print(f"- {mutant.name}: {reason(mutant)}")
    return int("NOT ACCEPTED" in map(reason, alive))


if __name__ == "__main__":
    sys.exit(main())
