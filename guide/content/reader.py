"""Reads one content file into its shape, or reports every problem in it.

PyYAML parses. We compare its nodes with the shapes in `model`, so that no value is guessed (a bare
`yes` or `0123` is refused) and every problem has a file and a row.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType, UnionType
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

import yaml

from .characters import named, unseen, visible
from .model import Question, Result, Step, Words
from .problems import Place, Problem, RefusedError
from .writing import english_faults

T = TypeVar("T")
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The faster of PyYAML's two loaders, which read the same."""

UNANSWERED = "?"
"""What stands in a new area's files where somebody must still write a value."""

NUMBER = re.compile(r"\+?\d[\d ]*")
COMMENT = re.compile(r"\s+#")

STEPS: dict[str, type[Step]] = {"question": Question, "result": Result}


class UnreadableError(Exception):
    """A value cannot be read. Its problem is already noted; the caller skips the value."""


def read_file(path: Path, name: str, shape: type[T], problems: list[Problem]) -> T | None:
    """Read one file into a shape. If that cannot be done, add to `problems` and return None."""
    text = read_text(path, name, problems)
    node = _parse(text, name, problems) if text else None
    if text is None or node is None:
        return None
    try:
        return cast(T, _Reader(name, text, problems).value(node, shape))
    except UnreadableError:
        return None


def read_text(path: Path, name: str, problems: list[Problem]) -> str | None:
    """The text of a UTF-8 file, in which each character can be seen. If it has none, add to
    `problems` and return None.
    """
    try:
        data = path.read_bytes()
        if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            wrong, fix = "the file begins with a byte-order mark", "save it as plain “UTF-8”"
        elif text := data.decode().replace("\r\n", "\n"):
            return text if _all_seen(text, name, problems) else None
        else:
            wrong, fix = "the file is empty", "restore it from the last release"
    except FileNotFoundError:
        wrong, fix = "this file is missing", "restore it, or correct the name that leads to it"
    except OSError as error:
        wrong, fix = (
            f"the file cannot be read: {error.strerror}",
            "look at its type and rights",
        )
    except UnicodeDecodeError:
        wrong, fix = "the file is not UTF-8 text", "save it with the encoding “UTF-8”"
    problems.append(Problem(Place(name), wrong, fix))
    return None


def _all_seen(text: str, name: str, problems: list[Problem]) -> bool:
    """Whether each character of a file can be seen. If not, add a problem for each such row."""
    before = len(problems)
    for number, row in enumerate(text.split("\n"), start=1):
        if odd := unseen(row, " \t"):
            fix = "delete it; if a space is meant, write a plain one"
            wrong = f"here is a character that nobody can see, {named(odd)}"
            problems.append(Problem(Place(name, number), wrong, fix))
    return len(problems) == before


def _parse(text: str, name: str, problems: list[Problem]) -> yaml.Node | None:
    """The YAML nodes of one file, or None with the problem added."""
    if tab := re.search(r"^ *\t", text, re.MULTILINE):
        row = text[: tab.start()].count("\n") + 1
        fix = "indent with spaces, two for each level"
        problems.append(Problem(Place(name, row), "a tab is used to indent", fix))
        return None
    try:
        if node := yaml.compose(text, Loader=LOADER):
            return node
        wrong, fix = "the file is empty", "restore it from the last release"
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problems.append(_not_yaml(Place(name, mark.line + 1 if mark else 0), error))
        return None
    except yaml.YAMLError as error:
        wrong, fix = f"this is not YAML: {error}", "remove what does not belong in a text file"
    problems.append(Problem(Place(name), wrong, fix))
    return None


def _not_yaml(place: Place, error: yaml.MarkedYAMLError) -> Problem:
    if str(error.problem).startswith("mapping values are not allowed"):
        wrong = "a second colon in this row is read as the end of another name"
        return Problem(place, wrong, 'put the words after the first one in quotes: name: "…: …"')
    wrong = ", ".join(filter(None, [error.context, error.problem]))
    return Problem(place, f"this is not YAML: {wrong}", "compare with the rows above and below")


@lru_cache(maxsize=64)
def _hints(shape: Any) -> dict[str, Any]:
    """The types of a shape's fields: the same for each record."""
    return get_type_hints(cast(Any, shape))


class _Reader:
    """Turns the YAML nodes of one file into the shapes of `model`, noting problems as it goes."""

    def __init__(self, file: str, text: str, problems: list[Problem]) -> None:
        self.file = file
        self.rows = text.split("\n")
        self.problems = problems

    def refuse(self, node: yaml.Node, wrong: str, fix: str) -> UnreadableError:
        self.problems.append(Problem(self.place(node), wrong, fix))
        return UnreadableError()

    def place(self, node: yaml.Node) -> Place:
        return Place(self.file, node.start_mark.line + 1)

    def value(self, node: yaml.Node, hint: Any) -> Any:
        """Read a node as what the type hint asks for. Raises UnreadableError, the problem noted."""
        if isinstance(node, yaml.ScalarNode) and node.value == UNANSWERED:
            asked = "write the answer here: the comment above says what is asked"
            raise self.refuse(node, "this question is not answered yet", asked)
        origin = get_origin(hint)
        if origin is UnionType:  # with None, for what may be left out
            return self.value(node, get_args(hint)[0])
        if origin is tuple:
            return self.sequence(node, get_args(hint)[0])
        if origin is Mapping:
            return self.mapping(node, *get_args(hint))
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
            if not re.fullmatch("[0-9]{1,4}", node.value):
                raise self.refuse(node, f"“{node.value}” is not a number", "write it in digits")
            return int(node.value)
        if hint is date:
            with suppress(ValueError):
                if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", node.value):
                    return date.fromisoformat(node.value)
            raise self.refuse(node, f"“{node.value}” is not a date", "write it as 2026-11-22")
        text = self.text(node)
        if get_origin(hint) is Literal:
            choices = get_args(hint)
            if text not in choices:
                raise self.refuse(
                    node, f"“{text}” is not known here", f"choose one of: {', '.join(choices)}"
                )
            return text
        return self.words(node, text) if hint is Words else self.formed(node, hint, text)

    def words(self, node: yaml.Node, text: str) -> Words:
        """Words that will be shown, in which nothing is wrong that can be seen without the rest."""
        found = [self.refuse(node, wrong, fix) for wrong, fix in english_faults(text)]
        if found:
            raise found[0]
        return Words(text, self.place(node))

    def formed(self, node: yaml.Node, hint: Any, text: str) -> Any:
        """A string, or a value whose type checks its form, such as a telephone number."""
        try:
            return hint(text)
        except RefusedError as error:
            raise self.refuse(node, error.wrong, error.fix) from None

    def text(self, node: yaml.ScalarNode) -> str:
        """A string, if YAML reads it as a string, too. It would read a bare `yes` as true and
        `0123` as a number, and so drop a leading zero or a space.
        """
        tag = node.tag.rpartition(":")[2]
        plain = not node.style
        quoted = f'put it in quotes: "{node.value}"'
        if plain and tag == "bool":
            raise self.refuse(node, f"YAML reads a bare “{node.value}” as true or false", quoted)
        if plain and (tag in ("int", "float") or NUMBER.fullmatch(node.value)):
            raise self.refuse(node, f"YAML may read a bare “{node.value}” as a number", quoted)
        if not node.value.strip():
            raise self.refuse(node, "nothing is written here", "write it, or remove its name")
        if plain:
            self.whole(node)
        if odd := unseen(node.value):
            wrong = f"“{visible(node.value)}” contains {named(odd)}"
            raise self.refuse(node, wrong, "delete it; if a space is meant, write a plain one")
        if tag != "str":
            raise self.refuse(node, f"YAML reads “{node.value}” as a {tag}, not as words", quoted)
        return str(node.value)

    def whole(self, node: yaml.ScalarNode) -> None:
        """Refuse a value without quotes of which YAML drops the beginning (&) or the end (#)."""
        begin, end = node.start_mark, node.end_mark
        if self.rows[begin.line][begin.column :].startswith("&"):
            raise self.refuse(node, "YAML drops what begins with &", "put the whole in quotes")
        rest = self.rows[end.line][end.column :]
        if COMMENT.match(rest):
            wrong = f"YAML drops “{rest.strip()}”, as a comment"
            raise self.refuse(node, wrong, "put the value in quotes, or the comment above its row")

    def sequence(self, node: yaml.Node, hint: Any) -> tuple[Any, ...]:
        if not isinstance(node, yaml.SequenceNode):
            raise self.refuse(node, "a list belongs here", "begin each item with “- ”")
        return self.complete([(self.value, (item, hint)) for item in node.value])

    def mapping(self, node: yaml.Node, keys: Any, hint: Any) -> Mapping[str, Any]:
        """A mapping by id, which each record in it gets as its `id`. If `keys` is a Literal, it has
        exactly those keys.
        """
        entries = self.entries(node)
        wanted = get_args(keys) if get_origin(keys) is Literal else entries
        _, *values = self.complete(
            [
                (self.exactly, (node, entries, wanted)),
                *((self.entry, (key, item, hint)) for key, (_, item) in entries.items()),
            ]
        )
        return MappingProxyType(dict(zip(entries, values, strict=True)))

    def exactly(self, node: yaml.Node, entries: Mapping[str, Any], wanted: Iterable[str]) -> None:
        """Refuse a mapping with a key that is not wanted, or without one that is."""
        unknown = [key for key in entries if key not in wanted]
        missing = [key for key in wanted if key not in entries]
        for key in unknown:
            known = ", ".join(wanted)
            self.refuse(entries[key][0], f"“{key}” is not known here", f"known are: {known}")
        for key in missing:
            self.refuse(node, f"“{key}” is missing", f"add  {key}: …")
        if unknown or missing:
            raise UnreadableError

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
                "add  kind: question  or  kind: result",
            )
        return self.record(node, STEPS[name], skip=("kind",), **given)

    def record(
        self, node: yaml.Node, shape: type[T], skip: tuple[str, ...] = (), **given: Any
    ) -> T:
        """Read a mapping into a dataclass. Refuse unknown keys and missing ones."""
        hints = _hints(cast(Any, shape))
        entries = {key: pair for key, pair in self.entries(node).items() if key not in skip}
        wanted = {f.name: f for f in fields(cast(Any, shape)) if f.name not in {*given, "where"}}
        failed = False
        values: dict[str, Any] = dict(given)
        for key, (key_node, item) in entries.items():
            if key not in wanted:
                fix = f"known are: {', '.join(wanted)}"
                braces = isinstance(node, yaml.MappingNode) and node.flow_style
                if braces and isinstance(item, yaml.ScalarNode) and not (item.value or item.style):
                    fix = 'if it follows a comma, put the whole in quotes: name: "…, …"; ' + fix
                self.refuse(key_node, f"“{key}” is not known here", fix)
                failed = True
                continue
            try:
                values[key] = self.value(item, hints[key])
            except UnreadableError:
                failed = True
        for name, known_field in wanted.items():
            needed = known_field.default is MISSING and known_field.default_factory is MISSING
            if name not in entries and needed:
                self.refuse(node, f"“{name}” is missing", f"add  {name}: …")
                failed = True
        if failed:
            raise UnreadableError
        if "where" in hints:
            values["where"] = self.place(node)
        return shape(**values)

    def entries(self, node: yaml.Node) -> dict[str, tuple[yaml.Node, yaml.Node]]:
        """The keys of a mapping with their key and value nodes. Refuse duplicates."""
        if not isinstance(node, yaml.MappingNode):
            raise self.refuse(node, "named values belong here", "write  name: value")
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
                    f"“{key}” stands twice, first in row {first}",
                    "remove one, or give it another name",
                )
                failed = True
            found[key] = (key_node, item)
        if failed:
            raise UnreadableError
        return found

    @staticmethod
    def complete(readings: list[Any]) -> tuple[Any, ...]:
        """Do every reading, so that every problem is noted. Raises UnreadableError if any fails."""
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
