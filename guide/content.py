"""Reads the content files into one immutable Guide, or reports every problem of every file.

PyYAML parses; what is here walks its nodes against the shapes in `model`, so that nothing is
coerced (a bare `yes` or `0123` is refused, not guessed at) and every problem has a file and a line.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

import yaml

from .model import (
    Answer,
    Area,
    Contact,
    Flow,
    Forbidden,
    Guide,
    Link,
    Place,
    Question,
    Result,
    Sheet,
    SignGroup,
    Step,
    Wording,
    Words,
)

ROOT = Path(__file__).parent
SHARED = ("national", "neighbours", "online")
"""The files of `directory/` that every area uses beside its own."""

T = TypeVar("T")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The faster of PyYAML's two, which read alike."""

STEPS: dict[str, type[Step]] = {"question": Question, "result": Result}


class Problem(NamedTuple):
    """Something wrong in the content: where it stands, what is wrong, and how to mend it."""

    place: Place
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}\n    Mend: {self.mend}"


class ContentError(ValueError):
    """The content cannot be served. Its text lists every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        super().__init__("\n".join([f"The content has {count}.", *map(str, problems)]))


class UnreadableError(Exception):
    """A value cannot be read. The problem is noted already; whoever holds the value skips it."""


@dataclass(frozen=True)
class FlowFile:
    """The shape of a file in `flows/`."""

    steps: Mapping[str, Step]
    doors: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class AreaFile:
    """The shape of a file in `directory/`: the shared ones, and one for each area."""

    contacts: Mapping[str, Contact] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    name: Words | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    never_show: tuple[Forbidden, ...] = ()


@dataclass(frozen=True)
class SignsFile:
    """The shape of `signs.yaml`."""

    groups: tuple[SignGroup, ...]


@dataclass(frozen=True)
class SheetsFile:
    """The shape of `sheets.yaml`."""

    sheets: Mapping[str, Sheet]


def load(area: str = "luton", root: Path = ROOT) -> Guide:
    """Read the guide of one area from `root`.

    Raises ContentError, which lists every problem of every file, if any file is not right.
    """
    problems: list[Problem] = []

    def read(name: str, shape: type[T]) -> T | None:
        return read_file(root / name, f"{root.name}/{name}", shape, problems)

    flow_files = {
        path.stem: read(f"flows/{path.name}", FlowFile)
        for path in _yaml_files(root / "flows", problems)
    }
    # The main flow comes first wherever flows are listed, whatever its file is called.
    flow_files = dict(sorted(flow_files.items(), key=lambda item: item[0] != Guide.MAIN))
    if Guide.MAIN not in flow_files:
        problems.append(
            Problem(
                Place(f"{root.name}/flows/{Guide.MAIN}.yaml"),
                "the main flow is missing",
                "restore the file; the first screen begins with it",
            )
        )
    shared = [read(f"directory/{name}.yaml", AreaFile) for name in SHARED]
    local = read(f"directory/{area}.yaml", AreaFile)
    signs = read("signs.yaml", SignsFile)
    sheets = read("sheets.yaml", SheetsFile)
    wording = read("words.yaml", Wording)
    if problems or not (local and signs and sheets and wording):
        raise ContentError(problems)
    files = [*filter(None, shared), local]
    if local.name is None:
        raise ContentError(
            [
                Problem(
                    Place(f"{root.name}/directory/{area}.yaml"),
                    "the area has no name",
                    "add a line such as  name: Luton",
                )
            ]
        )
    if problems := [*_twice("contacts", files), *_twice("links", files)]:
        raise ContentError(problems)
    return Guide(
        area=Area(area, local.name, local.roles, Place(f"{root.name}/directory/{area}.yaml")),
        contacts=MappingProxyType({id_: c for file in files for id_, c in file.contacts.items()}),
        links=MappingProxyType({id_: k for file in files for id_, k in file.links.items()}),
        flows=MappingProxyType(
            {
                name: _flow(name, file, Place(f"{root.name}/flows/{name}.yaml"))
                for name, file in flow_files.items()
                if file
            }
        ),
        forbidden=tuple(item for file in files for item in file.never_show),
        signs=signs.groups,
        sheets=sheets.sheets,
        wording=wording,
    )


def _twice(what: Literal["contacts", "links"], files: list[AreaFile]) -> Iterator[Problem]:
    """An id that stands in two files of the directory: the later would replace the first unseen."""
    seen: dict[str, Place] = {}
    for file in files:
        for id_, entry in getattr(file, what).items():
            if id_ in seen:
                mend = "give one of them another id, or delete it"
                yield Problem(entry.where, f"“{id_}” stands at {seen[id_]}, too", mend)
            seen[id_] = entry.where


def _flow(name: str, file: FlowFile, where: Place) -> Flow:
    """A flow whose answers lead to whole addresses: `now` in help.yaml becomes `help/now`, and
    `/signs` the page `signs`.
    """

    def whole(answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        return tuple(
            replace(
                answer,
                to=answer.to.removeprefix("/") if "/" in answer.to else f"{name}/{answer.to}",
            )
            for answer in answers
        )

    def resolved(step: Step) -> Step:
        if isinstance(step, Question):
            return replace(step, answers=whole(step.answers))
        return replace(step, more=whole(step.more))

    steps = {key: resolved(step) for key, step in file.steps.items()}
    return Flow(name, MappingProxyType(steps), whole(file.doors), where)


def _yaml_files(folder: Path, problems: list[Problem]) -> list[Path]:
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        place = Place(f"{folder.parent.name}/{folder.name}")
        wrong = "no .yaml file in this folder" if folder.is_dir() else "this folder is missing"
        problems.append(Problem(place, wrong, "restore it from the last release"))
    return paths


def read_file(path: Path, name: str, shape: type[T], problems: list[Problem]) -> T | None:
    """Read one file into a shape. If that cannot be done, add to `problems` and return None."""
    node = _parse(path, name, problems)
    if node is None:
        return None
    try:
        return cast(T, _Reader(name, problems).value(node, shape))
    except UnreadableError:
        return None


def _parse(path: Path, name: str, problems: list[Problem]) -> yaml.Node | None:
    """The YAML nodes of one file, or None with the problem added."""
    try:
        data = path.read_bytes()
        if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            wrong, mend = "the file begins with a byte-order mark", "save it without: “UTF-8”"
        elif tab := re.search(rb"^ *\t", data, re.MULTILINE):
            line = data[: tab.start()].count(b"\n") + 1
            mend = "indent with spaces, two for each level"
            problems.append(Problem(Place(name, line), "a tab is used to indent", mend))
            return None
        elif node := yaml.compose(data.decode(), Loader=LOADER):
            return node
        else:
            wrong, mend = "the file is empty", "restore it from the last release"
    except FileNotFoundError:
        wrong, mend = "this file is missing", "restore it, or correct the name that asked for it"
    except UnicodeDecodeError:
        wrong, mend = "the file is not UTF-8 text", "save it with the encoding “UTF-8”"
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.append(_not_yaml(Place(name, mark.line + 1 if mark else 0), error))
        return None
    except yaml.YAMLError as error:
        wrong, mend = f"this is not YAML: {error}", "remove what does not belong in a text file"
    problems.append(Problem(Place(name), wrong, mend))
    return None


def _not_yaml(place: Place, error: yaml.MarkedYAMLError) -> Problem:
    wrong = ", ".join(filter(None, [error.context, error.problem]))
    return Problem(place, f"this is not YAML: {wrong}", "compare with the lines above and below")


@lru_cache(maxsize=64)
def _hints(shape: Any) -> dict[str, Any]:
    """The types of a shape's fields: the same for each record."""
    return get_type_hints(cast(Any, shape))


class _Reader:
    """Turns the YAML nodes of one file into the shapes of `model`, noting problems as it goes."""

    def __init__(self, file: str, problems: list[Problem]) -> None:
        self.file = file
        self.problems = problems

    def refuse(self, node: yaml.Node, wrong: str, mend: str) -> UnreadableError:
        self.problems.append(Problem(self.place(node), wrong, mend))
        return UnreadableError()

    def place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + 1)

    def value(self, node: yaml.Node, hint: Any) -> Any:
        """Read a node as what the type hint asks for. Raises UnreadableError, the problem noted."""
        origin = get_origin(hint)
        if origin is UnionType:  # with None, for what may be left out
            return self.value(node, get_args(hint)[0])
        if origin is tuple:
            return self.sequence(node, get_args(hint)[0])
        if origin is Mapping:
            return self.mapping(node, get_args(hint)[1])
        if is_dataclass(hint) and isinstance(hint, type):
            return self.record(node, hint)
        return self.scalar(node, hint)

    def scalar(self, node: yaml.Node, hint: Any) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            raise self.refuse(node, "one value belongs here, not a list", "write a single value")
        if hint is bool:
            if node.value not in ("true", "false"):
                raise self.refuse(node, f"“{node.value}” is not true or false", "write one of them")
            return node.value == "true"
        if hint is int:
            if not node.value.isdecimal():
                raise self.refuse(node, f"“{node.value}” is not a number", "write it in digits")
            return int(node.value)
        if hint is date:
            try:
                return date.fromisoformat(node.value)
            except ValueError:
                raise self.refuse(
                    node, f"“{node.value}” is not a date", "write it as 2026-11-22"
                ) from None
        text = self.text(node)
        if get_origin(hint) is Literal:
            choices = get_args(hint)
            if text not in choices:
                raise self.refuse(
                    node, f"“{text}” is not known here", f"choose one of: {', '.join(choices)}"
                )
        return Words(text, self.place(node)) if hint is Words else text

    def text(self, node: yaml.ScalarNode) -> str:
        """A string that YAML reads as one. Nothing is coerced: YAML would take a bare `yes` for
        true and `0123` for a number, and drop what it cannot keep (a leading nought, a space).
        """
        kind = node.tag.rpartition(":")[2]
        plain = not node.style
        quoted = f'put it in quotes: "{node.value}"'
        if plain and kind == "bool":
            raise self.refuse(node, f"YAML reads a bare “{node.value}” as true or false", quoted)
        if plain and (kind in ("int", "float") or re.fullmatch(r"\+?\d[\d ]*", node.value)):
            raise self.refuse(node, f"YAML may read a bare “{node.value}” as a number", quoted)
        if not node.value.strip():
            raise self.refuse(node, "nothing is written here", "write it, or remove the line")
        if kind != "str":
            raise self.refuse(node, f"YAML reads “{node.value}” as a {kind}, not as words", quoted)
        return str(node.value)

    def sequence(self, node: yaml.Node, hint: Any) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.refuse(node, "a list belongs here", "begin each item with “- ”")
        return self.complete([(self.value, (item, hint)) for item in node.value])

    def mapping(self, node: yaml.Node, hint: Any) -> Mapping[str, Any]:
        """A mapping whose keys are ids; a record in it is told its own id."""
        entries = self.entries(node)
        values = self.complete(
            [(self.entry, (key, item, hint)) for key, (_, item) in entries.items()]
        )
        return MappingProxyType(dict(zip(entries, values, strict=True)))

    def entry(self, key: str, node: yaml.Node, hint: Any) -> Any:
        if hint == Step:
            return self.step(node, id=key)
        if is_dataclass(hint) and isinstance(hint, type):
            return self.record(node, hint, id=key)
        return self.value(node, hint)

    def step(self, node: yaml.Node, **given: Any) -> Step:
        kind_key, kind = self.entries(node).get("kind", (node, None))
        name = kind.value if isinstance(kind, yaml.ScalarNode) else None
        if name not in STEPS:
            raise self.refuse(
                kind or kind_key,
                "a step must say its kind",
                "add a line  kind: question  or  kind: result",
            )
        return self.record(node, STEPS[name], skip=("kind",), **given)

    def record(
        self, node: yaml.Node, shape: type[T], skip: tuple[str, ...] = (), **given: Any
    ) -> T:
        """Read a mapping into a dataclass: every key known, every field without a default there."""
        hints = _hints(cast(Any, shape))
        entries = {key: pair for key, pair in self.entries(node).items() if key not in skip}
        wanted = {f.name: f for f in fields(cast(Any, shape)) if f.name not in {*given, "where"}}
        failed = False
        values: dict[str, Any] = dict(given)
        for key, (key_node, item) in entries.items():
            if key not in wanted:
                known = ", ".join(wanted)
                self.refuse(key_node, f"“{key}” is not known here", f"known are: {known}")
                failed = True
                continue
            try:
                values[key] = self.value(item, hints[key])
            except UnreadableError:
                failed = True
        for name, known_field in wanted.items():
            needed = known_field.default is MISSING and known_field.default_factory is MISSING
            if name not in entries and needed:
                self.refuse(node, f"“{name}” is missing", f"add a line  {name}: …")
                failed = True
        if failed:
            raise UnreadableError
        if "where" in hints:
            values["where"] = self.place(node)
        return shape(**values)

    def entries(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The keys of a mapping with their key and value nodes; duplicates are refused."""
        if not isinstance(node, yaml.MappingNode):
            raise self.refuse(node, "named values belong here", "write lines such as  name: value")
        found: dict[str, tuple[yaml.Node, yaml.Node]] = {}
        failed = False
        for key_node, item in node.value:
            try:
                key = self.scalar(key_node, str)
            except UnreadableError:
                failed = True
                continue
            if key in found:
                first = found[key][0].start_mark.line + 1
                self.refuse(
                    key_node,
                    f"“{key}” stands twice, first in line {first}",
                    "remove one, or give it another name",
                )
                failed = True
            found[key] = (key_node, item)
        if failed:
            raise UnreadableError
        return found

    @staticmethod
    def complete(readings: list[Any]) -> tuple[Any, ...]:
        """Do every reading, so that every problem is noted; raise UnreadableError if any failed."""
        values = []
        failed = False
        for read, arguments in readings:
            try:
                values.append(read(*arguments))
            except UnreadableError:
                failed = True
        if failed:
            raise UnreadableError
        return tuple(values)
