"""Whatever stands in a content file, the guide loads or says what is wrong."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.content.problems import Problem

from ..made_up import MADE_UP, Copy

FILES = sorted(str(path.relative_to(MADE_UP)) for path in MADE_UP.rglob("*.yaml"))
Path = tuple[str | int, ...]


@cache
def text_of(file: str) -> str:
    return (MADE_UP / file).read_text("utf-8")


def data_of(file: str) -> Any:
    """The values of a file, each as a string: what is written, and not what YAML takes it for."""
    return yaml.load(text_of(file), yaml.CBaseLoader)


def values(thing: Any, path: Path = ()) -> Iterator[Path]:
    """Where each value of a file stands."""
    inside = thing.items() if isinstance(thing, dict) else enumerate(thing)
    for key, value in inside:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from values(value, (*path, key))


def field(file: str, path: Path) -> str:
    """The name of the field of a value, or what a list or a mapping of ids is called."""
    names = [str(key) for key in path if not isinstance(key, int)]
    return f"{file.partition('/')[0]}-{names[-1]}"


FIELDS = {field(file, path): (file, path) for file in FILES for path in values(data_of(file))}
"""One value of each field of each kind of file."""

ODD = st.one_of(
    st.text(max_size=20),
    st.text(st.characters(categories=["Cc", "Cf", "Co", "Cn", "Zs", "Nd", "No", "Mn"]), max_size=5),
    st.sampled_from(
        ["{", "}", "{x}", "{police}", "{relay+}", "{.name}", "{who}", "**", "a #b", "&a b", "*a",
         "!a", "999", "https://[::1", "http://a.example:99999", "a@b", "9999-12-31", "0001-01-01",
         "2026-11-22", "24:00", "Mo-Fr 10:00-20:00 unknown; Sa,Su,PH off", "PH", "week 99",
         "sunrise", "1e999", "0x1F", "½", "a/b/c"]
    ),
    st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.binary(max_size=5),
    st.lists(st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.text(), max_size=2),
)  # fmt: skip
"""Values that no field expects."""

quick = settings(
    max_examples=2,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def only_problems(content: Copy, file: str, written: str | bytes) -> None:
    """Load and check a guide with one other file. Every problem has a place, a fault and a fix."""
    try:
        for problem in content.write(file, written).problems(editorial=False):
            assert type(problem) is Problem
            assert problem.place.file.startswith("guide/")
            assert problem.wrong
            assert problem.fix
            str(problem).encode()
    finally:
        content.write(file, text_of(file))


@pytest.mark.parametrize(("file", "path"), FIELDS.values(), ids=FIELDS)
@quick
@given(odd=ODD)
def test_an_odd_value_is_a_problem(content: Copy, file: str, path: Path, odd: Any) -> None:
    data = data_of(file)
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = odd
    only_problems(content, file, yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True))


@pytest.mark.parametrize("file", FILES)
@quick
@given(data=st.data())
def test_an_odd_piece_of_a_file_is_a_problem(content: Copy, file: str, data: st.DataObject) -> None:
    raw = text_of(file).encode()
    begin = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(begin, min(begin + 20, len(raw))))
    piece = data.draw(st.one_of(st.binary(max_size=8), st.text(max_size=8).map(str.encode)))
    only_problems(content, file, raw[:begin] + piece + raw[end:])
