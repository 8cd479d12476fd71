"""Small unsafe edits of the shipped content, one at a time: what notices each of them?

The types of `guide.content.model` say where what can be edited. A mutant is caught by the reader,
else by a rule, else by the specification: tests that read the edited content. A survivor must
stand by its name in `bench/accepted.yaml`, with a reason; else this exits 1.
"""

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from fnmatch import fnmatchcase
from functools import cache, partial, reduce
from hashlib import sha256
from itertools import chain, pairwise, product, zip_longest
from multiprocessing import get_context
from pathlib import Path
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints
from unittest.mock import patch

import pytest
import yaml

from bench.stack import AREA
from guide.content import load as loading
from guide.content.model import Words
from guide.content.problems import ContentError
from guide.content.reader import read_file
from guide.content.writing import PLACEHOLDER
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
STAGES = ("reader", "rules", "specification")
UNKNOWN = "NOT ACCEPTED"


class Spot(NamedTuple):
    """A value in a content file: where it stands, and of which field and type it is."""

    file: str
    keys: tuple[str | int, ...]
    where: str
    field: str
    hint: Any
    value: Any

    def others(self, options: Iterable[str]) -> list[str]:
        """At most two of the options that differ from the value."""
        return picked(2, {*options} - {self.value}, self.file + self.where)


class Mutant(NamedTuple):
    """One edit: what an operator writes at a spot."""

    operator: str
    spot: Spot
    value: Any

    def __str__(self) -> str:
        what = self.value
        if not isinstance(what, str):  # the first part that is another
            pairs = zip_longest(parts_of(self.spot.value), parts_of(what))
            what = str(next(one or other for one, other in pairs if one != other))[:80]
        return f"{self.operator} {self.spot.file} {self.spot.where}: {what}"

    @property
    def name(self) -> str:
        """Its name without telephone numbers, which stand only in the directory."""
        return re.sub(r"\d[\d ]{3,}\d", "…", str(self))


def picked(count: int, options: Iterable[Any], salt: str = "") -> list[Any]:
    """So many of the options, or all if 0. An option that comes or goes changes one at the most."""
    by_hash = sorted(options, key=lambda it: sha256(f"{salt}{it}".encode()).digest())
    return by_hash[: count or None]


@cache
def everything() -> tuple[Spot, ...]:
    """Each content file, as strings in the shape that `load` reads it as, and all parts of each."""
    with patch.object(loading, "read_file", wraps=read_file) as read:
        loading.load(AREA)
    files = ((call.args[0], call.args[2]) for call in read.call_args_list)
    tops = (Spot(str(p.relative_to(ROOT)), (), "", "", shape, data_of(p)) for p, shape in files)
    return tuple(spot for top in tops for spot in inside(top))


@cache
def data_of(path: Path) -> Any:
    """A file as lists, mappings and strings: nothing is taken for a number, a date or a truth."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CBaseLoader)


def inside(it: Spot) -> Iterator[Spot]:
    """A spot and all that stands in it. A choice that is left out counts as its default."""
    if isinstance(it.hint, UnionType):  # of a type and None; or of records, by their keys
        known = [hint for hint in get_args(it.hint) if hint is not NoneType]
        right = (h for h in known if len(known) == 1 or {*it.value} <= {*get_type_hints(h), "kind"})
        it = it._replace(hint=next(right))
    yield it
    parts: list[tuple[str | int, str, Any, Any]] = []
    if (origin := get_origin(it.hint)) in (tuple, Mapping):
        hint = get_args(it.hint)[origin is Mapping]
        parts = [(key, it.field, hint, part) for key, part in parts_of(it.value)]
    elif is_dataclass(it.hint) and isinstance(it.hint, type):
        for name, hint in get_type_hints(it.hint).items():
            if name in it.value or (choices(hint) and hasattr(it.hint, name)):
                part = it.value.get(name, str(getattr(it.hint, name, "")).lower())
                parts.append((name, f"{it.hint.__name__}.{name}", hint, part))
    for key, field, hint, part in parts:
        label = part.get("id", key) if isinstance(part, dict) else key
        where = f"{it.where}/{label}".strip("/")
        yield from inside(Spot(it.file, (*it.keys, key), where, field, hint, part))


def choices(hint: Any) -> tuple[str, ...]:
    """All values that a type allows, if they can be listed."""
    if get_origin(hint) is Literal:
        return get_args(hint)
    return ("true", "false") if hint is bool else ()


@cache
def alike(field: str) -> set[str]:
    """All words or names of a field, in every file."""
    return {s.value for s in everything() if s.field == field and isinstance(s.value, str)}


@cache
def keys_like(name: str) -> set[str]:
    """Every id that could stand where this one does, such as those of all lines and roles."""
    found = [{*s.value} for s in everything() if get_origin(s.hint) is Mapping]
    return set().union(*(keys for keys in found if name in keys))


def parts_of(value: Any) -> list[tuple[Any, Any]]:
    """The keys or places of a mapping or a list, with what stands there."""
    return list(value.items() if isinstance(value, dict) else enumerate(value))


def another(it: Spot) -> Iterator[str]:
    """Another choice or name, or words of another: an answer leads astray, or says yes for no."""
    if names := choices(it.hint):
        yield from it.others(names)
    elif it.hint is date:  # a number seems to be checked that nobody has checked for years
        yield from (f"{int(it.value[:4]) + years}{it.value[4:]}" for years in (-2, 1))
    elif isinstance(it.value, str):
        yield from it.others(alike(it.field) | keys_like(it.value))


def one_less(it: Spot) -> Iterator[Any]:
    """A way on, a step, a role, a source, a sign is gone, or what may be left out elsewhere."""
    needed = set()
    if is_dataclass(it.hint):
        needed = {f.name for f in fields(it.hint) if f.default is f.default_factory is MISSING}
    elif get_origin(it.hint) not in (tuple, Mapping):
        return
    for gone, _ in parts_of(it.value):
        if gone not in {*needed, "kind"}:
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


def not_lost(it: Spot, lost: str = r"\b(?:not|never|nobody) |(?<=can)not\b") -> Iterator[str]:
    """The words say the opposite."""
    if it.hint is Words:
        for found in re.finditer(lost, it.value, re.IGNORECASE):
            yield (it.value[: found.start()] + it.value[found.end() :]).strip()


def sentence_lost(it: Spot) -> Iterator[str]:
    """One of several sentences is gone."""
    yield from not_lost(it, r"(?<=[.!?] ).+?[.!?]|^.+?[.!?] ")


def name_wrong(it: Spot) -> Iterator[str]:
    """A number or a name in the words is somebody else's."""
    if it.hint is Words:
        known = {p for s in everything() if s.hint is Words for p in PLACEHOLDER.findall(s.value)}
        for name in PLACEHOLDER.findall(it.value):
            form = re.sub(r"[\w-]+", "", name)
            for other in it.others({o for o in known - {name} if re.sub(r"[\w-]+", "", o) == form}):
                yield it.value.replace(f"{{{name}}}", f"{{{other}}}", 1)


def digit_wrong(it: Spot) -> Iterator[str]:
    """A number is mistyped, or a line is called open at an hour when nobody answers."""
    if it.field.endswith(".hours") or re.fullmatch(r"[\d ]+", str(it.value)):
        for pair in it.others(re.findall(r"(?=(\d\d))", it.value)):
            yield it.value.replace(pair, pair[::-1], 1)
        for digit in it.others({*it.value} & {*"0123456789"}):
            yield it.value.replace(digit, str(int(digit) + 1)[-1], 1)


OPERATORS = (another, one_less, moved, not_lost, sentence_lost, name_wrong, digit_wrong)
"""Each yields values to write in place of a spot's, where it knows any."""


def mutants(pattern: str, each: int) -> tuple[int, list[Mutant]]:
    """How many mutants are like the pattern, and so many of each operator and type of record."""
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for spot, make in product(everything(), OPERATORS):
        if fnmatchcase(f"{make.__name__} {spot.field}", pattern):
            made = (Mutant(make.__name__, spot, value) for value in make(spot))
            kind = f"{make.__name__} {spot.field.partition('.')[0]}"
            kinds[kind] += [mutant for mutant in made if mutant.value != spot.value]
    some = chain.from_iterable(picked(each, of) for of in kinds.values())
    return sum(map(len, kinds.values())), [*some]


def put(root: Path, it: Mutant) -> None:
    """Write a mutant over its file, all in quotes: a bare number would be refused."""
    top: Any = {"top": deepcopy(data_of(ROOT / it.spot.file))}
    *above, last = ("top", *it.spot.keys)
    reduce(lambda part, key: part[key], above, top)[last] = it.value
    text = yaml.dump(top["top"], default_style='"', sort_keys=False, allow_unicode=True, width=1000)
    (root / it.spot.file).write_text(text)


def caught(*edits: Mutant) -> str:
    """What catches edits. In a process that ends afterwards, as tests remember what they read."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / ROOT.name
        copytree(ROOT, root, ignore=ignore_patterns("*.py", "__pycache__"))
        for edit in edits:
            put(root, edit)
        try:
            guide = loading.load(AREA, root)
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


@cache
def accepted() -> dict[str, str]:
    """Why each survivor that is accepted may stay, by its name."""
    entries = yaml.safe_load(ACCEPTED.read_text("utf-8"))
    return {name: entry["why"] for entry in entries for name in entry["mutants"]}


def main() -> int:
    """Make, catch and report. 1 if a mutant survived that is not accepted."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--each", type=int, default=1, help="of each operator and record; 0: all")
    parser.add_argument("--only", default="*", help="such as 'another Answer.*'")
    args = parser.parse_args()
    count, tried = mutants(args.only, args.each)
    same = [Mutant("same", spot, spot.value) for spot in everything() if not spot.keys]
    check(loading.load(AREA), editorial=True)  # reads word lists once, before the processes part
    with get_context("fork").Pool(PROCESSES, maxtasksperchild=1) as pool:
        if (by := pool.apply(caught, same)) != "nothing":
            sys.exit(f"Files that are only written anew are caught: {by}")
        ends = []
        for mutant, by in zip(tried, pool.imap(caught, tried), strict=True):
            ends.append(by if by != "nothing" else accepted().get(mutant.name, UNKNOWN))
            if by not in STAGES:
                print(f"- {mutant.name}: {ends[-1]}", flush=True)
    print(f"{count} mutants can be made; {len(tried)} were tried:")
    print("\n".join(f"{number}: {end}" for end, number in Counter(ends).most_common()))
    return int(not {*ends} <= {*STAGES, *accepted().values()})


if __name__ == "__main__":
    sys.exit(main())
