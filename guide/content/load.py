"""Reads every content file of one area into a Guide, or reports every problem of every file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from .holidays import england
from .model import (
    Answer,
    Area,
    Contact,
    DoorGroup,
    Flow,
    Forbidden,
    Guide,
    Link,
    Question,
    Sheet,
    SignGroup,
    Step,
    Wording,
    Words,
)
from .problems import ContentError, Place, Problem
from .reader import read_file

ROOT = Path(__file__).parent.parent
"""The folder that holds the content files."""

SHARED = ("national", "neighbours", "online")
"""The files of `directory/` that every area uses, as well as its own."""

T = TypeVar("T")


@dataclass(frozen=True)
class FlowFile:
    """The shape of a file in `flows/`."""

    steps: Mapping[str, Step]
    doors: Mapping[str, DoorGroup] = field(default_factory=dict)
    young: bool = False


@dataclass(frozen=True)
class DirectoryFile:
    """The shape of a file in `directory/`, shared or of one area."""

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
    """The guide of one area, read from the files below `root`.

    Raises ContentError, which lists every problem of every file, if any file is not right.
    """
    files = _Files(root)
    flow_files = files.flows()
    shared = [files.read(f"directory/{name}.yaml", DirectoryFile) for name in SHARED]
    local = files.read(f"directory/{area}.yaml", DirectoryFile)
    signs = files.read("signs.yaml", SignsFile)
    sheets = files.read("sheets.yaml", SheetsFile)
    wording = files.read("words.yaml", Wording)
    directory = [file for file in (*shared, local) if file]
    files.problems += [*_same_ids(file.contacts for file in directory)]
    files.problems += [*_same_ids(file.links for file in directory)]
    files.problems += england().problems
    if local and not local.name:
        place = files.place(f"directory/{area}.yaml")
        files.problems.append(Problem(place, "the area has no name", "add  name: …"))
    if files.problems or not (local and local.name and signs and sheets and wording):
        raise ContentError(files.problems)
    return Guide(
        area=Area(area, local.name, local.roles, files.place(f"directory/{area}.yaml")),
        contacts=_joined(file.contacts for file in directory),
        links=_joined(file.links for file in directory),
        flows=_joined(
            {name: _flow(name, file, files.place(f"flows/{name}.yaml"))}
            for name, file in flow_files.items()
        ),
        signs=signs.groups,
        sheets=sheets.sheets,
        forbidden=tuple(item for file in directory for item in file.never_show),
        wording=wording,
    )


class _Files:
    """Reads content files below a folder, and collects their problems."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []

    def place(self, name: str) -> Place:
        """The place of a file, as problems name it."""
        return Place(f"{self.root.name}/{name}")

    def read(self, name: str, shape: type[T]) -> T | None:
        """One file in its shape, or None: then its problems are in `problems`."""
        return read_file(self.root / name, self.place(name).file, shape, self.problems)

    def flows(self) -> dict[str, FlowFile]:
        """Every flow that can be read, by its name: the main flow, then the others in the order of
        their names.
        """
        names = sorted(path.stem for path in (self.root / "flows").glob("*.yaml"))
        if Guide.MAIN not in names:
            fix = "restore the file; the first screen begins with it"
            self.problems.append(
                Problem(self.place(f"flows/{Guide.MAIN}.yaml"), "the main flow is missing", fix)
            )
        read = {name: self.read(f"flows/{name}.yaml", FlowFile) for name in names}
        return {
            name: file
            for name, file in sorted(read.items(), key=lambda item: item[0] != Guide.MAIN)
            if file
        }


def _joined(parts: Iterable[Mapping[str, T]]) -> Mapping[str, T]:
    """The mappings of several files as one, which is read-only."""
    return MappingProxyType({key: value for part in parts for key, value in part.items()})


def _same_ids(parts: Iterable[Mapping[str, Contact] | Mapping[str, Link]]) -> Iterator[Problem]:
    """Each id that is in two files of the directory: the later entry would hide the first."""
    seen: dict[str, Place] = {}
    for part in parts:
        for name, entry in part.items():
            if name in seen:
                fix = "give one of them another id, or delete it"
                yield Problem(entry.where, f"“{name}” is also at {seen[name]}", fix)
            seen[name] = entry.where


def _flow(name: str, file: FlowFile, where: Place) -> Flow:
    """A flow whose answers lead to whole addresses: in help.yaml, `now` becomes `help/now` and
    `/signs` becomes `signs`.
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
    groups = {key: replace(group, doors=whole(group.doors)) for key, group in file.doors.items()}
    return Flow(name, MappingProxyType(steps), groups, file.young, where)
