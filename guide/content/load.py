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
    Publisher,
    Question,
    Recording,
    Result,
    Section,
    Sheet,
    SignGroup,
    Step,
    Wording,
    Words,
)
from .problems import ContentError, Place, Problem
from .reader import read_file
from .sound import SoundFile
from .speech import Speech

ROOT = Path(__file__).parent.parent
"""The folder that holds the content files."""

SHARED = ("national", "online")
"""The files of `directory/`, which every area uses."""

T = TypeVar("T")


@dataclass(frozen=True)
class FlowFile:
    """The shape of a file in `flows/`."""

    steps: Mapping[str, Step]
    doors: Mapping[str, DoorGroup] = field(default_factory=dict)
    young: bool = False


@dataclass(frozen=True)
class DirectoryFile:
    """The shape of a file in `directory/`, and of an area's `neighbours.yaml`."""

    contacts: Mapping[str, Contact] = field(default_factory=dict)
    links: Mapping[str, Link] = field(default_factory=dict)
    never_show: tuple[Forbidden, ...] = ()


@dataclass(frozen=True)
class AreaFile(DirectoryFile):
    """The shape of an area's `area.yaml`.

    `adds` has sections for results that every area has, by their address. `acronyms` are as in
    `words.yaml`.
    """

    name: Words = field(kw_only=True)
    roles: Mapping[str, str] = field(kw_only=True)
    publisher: Publisher | None = None
    adds: Mapping[str, tuple[Section, ...]] = field(default_factory=dict)
    acronyms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SignsFile:
    """The shape of `signs.yaml`."""

    groups: tuple[SignGroup, ...]


@dataclass(frozen=True)
class SheetsFile:
    """The shape of `sheets.yaml`."""

    sheets: Mapping[str, Sheet]


@dataclass(frozen=True)
class RecordingsFile:
    """The shape of `sound.yaml`."""

    recordings: tuple[Recording, ...]


def areas(root: Path = ROOT) -> list[str]:
    """The name of every area: each has a folder in `areas/`."""
    return sorted(path.name for path in (root / "areas").glob("*") if path.is_dir())


def load(area: str, root: Path = ROOT) -> Guide:
    """The guide of one area, read from the files below `root`.

    Raises ContentError, which lists every problem of every file, if any file is not right.
    """
    files = _Files(root)
    own = f"areas/{area}"
    local = files.read(f"{own}/area.yaml", AreaFile)
    neighbours = files.read(f"{own}/neighbours.yaml", DirectoryFile)
    flows = files.flows(own)
    national, online = (files.read(f"directory/{name}.yaml", DirectoryFile) for name in SHARED)
    signs = files.read("signs.yaml", SignsFile)
    sheets = files.read("sheets.yaml", SheetsFile)
    wording = files.read("words.yaml", Wording)
    speech = files.read("speak.yaml", Speech)
    recordings = files.read("sound.yaml", RecordingsFile)
    sounds = files.sounds()
    directory = [file for file in (national, neighbours, online, local) if file]
    files.problems += [*_same_ids(file.contacts for file in directory)]
    files.problems += [*_same_ids(file.links for file in directory)]
    files.problems += england().problems
    where = files.place(f"{own}/area.yaml")
    if local:
        files.problems += [*_not_added(local, flows, where)]
    if files.problems or not (local and signs and sheets and wording and speech and recordings):
        raise ContentError(files.problems)
    return Guide(
        area=Area(area, local.name, local.roles, local.publisher, where),
        contacts=_joined(file.contacts for file in directory),
        links=_joined(file.links for file in directory),
        flows=MappingProxyType({name: _added(flow, local.adds) for name, flow in flows.items()}),
        signs=signs.groups,
        sheets=sheets.sheets,
        forbidden=tuple(item for file in directory for item in file.never_show),
        wording=replace(wording, acronyms=_joined([wording.acronyms, local.acronyms])),
        speech=speech,
        recordings=recordings.recordings,
        sounds=sounds,
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

    def sounds(self) -> Mapping[str, SoundFile]:
        """Every file in the folder of recordings that can be read, by its name."""
        found = {}
        for path in sorted((self.root / "sound").glob("*")):
            place = self.place(f"sound/{path.name}")
            try:
                with path.open("rb") as file:
                    found[path.name] = SoundFile(file.read(SoundFile.MOST + 1), place)
            except OSError as error:
                wrong = f"the file cannot be read: {error.strerror}"
                self.problems.append(Problem(place, wrong, "look at its type and rights"))
        return MappingProxyType(found)

    def flows(self, own: str) -> dict[str, Flow]:
        """Every flow that can be read, by its name: the main flow, then the others in the order of
        their names. A flow of the area adds to the shared one of its name, and begins it.
        """
        found: dict[str, Flow] = {}
        for folder in (f"{own}/flows", "flows"):
            for path in sorted((self.root / folder).glob("*.yaml")):
                name = f"{folder}/{path.name}"
                if file := self.read(name, FlowFile):
                    flow = _flow(path.stem, file, self.place(name))
                    found[flow.id] = self.one(found[flow.id], flow) if flow.id in found else flow
            self.problems += self.unread(folder)
        main = f"flows/{Guide.MAIN}.yaml"
        if not (self.root / main).exists():
            fix = "restore the file; the first screen begins with it"
            self.problems.append(Problem(self.place(main), "the main flow is missing", fix))
        names = sorted(found, key=lambda name: (name != Guide.MAIN, name))
        return {name: found[name] for name in names}

    def unread(self, folder: str) -> Iterator[Problem]:
        """Each flow in a folder whose name does not end as those that are read."""
        for path in sorted((self.root / folder).glob("*")):
            if path.suffix.lower() in (".yaml", ".yml") and path.suffix != ".yaml":
                place = self.place(f"{folder}/{path.name}")
                yield Problem(place, "nobody reads this file", "let its name end with .yaml")

    def one(self, first: Flow, then: Flow) -> Flow:
        """Two flows of one name as one."""
        self.problems += [*_same_ids([then.steps, first.steps])]
        self.problems += [*_same_ids([then.groups, first.groups])]
        return replace(
            first,
            steps=_joined([first.steps, then.steps]),
            groups=_joined([first.groups, then.groups]),
            young=first.young or then.young,
        )


def _not_added(local: AreaFile, flows: Mapping[str, Flow], where: Place) -> Iterator[Problem]:
    """Each address to which an area adds something, and at which there is no result."""
    for address in local.adds:
        name, _, step = address.partition("/")
        if not (name in flows and isinstance(flows[name].steps.get(step), Result)):
            fix = "write the address of a page with numbers, such as facts/start, or remove it"
            yield Problem(where, f"adds names “{address}”, which is no result", fix)


def _added(flow: Flow, adds: Mapping[str, tuple[Section, ...]]) -> Flow:
    """A flow with what an area adds to its results: before the last section, which says what to do
    if nobody answers.
    """

    def with_more(step: Step) -> Step:
        more = adds.get(f"{flow.id}/{step.id}", ())
        if more and isinstance(step, Result):
            return replace(step, sections=(*step.sections[:-1], *more, *step.sections[-1:]))
        return step

    steps = {name: with_more(step) for name, step in flow.steps.items()}
    return replace(flow, steps=MappingProxyType(steps))


def _joined(parts: Iterable[Mapping[str, T]]) -> Mapping[str, T]:
    """The mappings of several files as one, which is read-only."""
    return MappingProxyType({key: value for part in parts for key, value in part.items()})


def _same_ids(
    parts: Iterable[Mapping[str, Contact | Link | Step | DoorGroup]],
) -> Iterator[Problem]:
    """Each id that is in two files: the later entry would hide the first."""
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
