"""Mutants of the code that reads and judges the content: does a test notice each small fault?

Run it with `python -m bench.mutants.code`, or name modules, functions or mutants to try only those
(`hours`, `hours.state`, `rules`, `rules/danger`). mutmut makes the mutants; the tests of the module
run on each, in a copy of the tree and a process of its own. It lists every mutant that lives, and
exits 1 if one of them is not in ACCEPTED or fewer than ENOUGH of a module's are killed.

mutmut's own runner sees neither constants, nor the fields of a dataclass, nor decorated functions
(`docs/mutants.md` says what that would leave out), so here a mutant is the whole module.
"""

import gc
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from compileall import compile_dir
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from difflib import unified_diff
from hashlib import sha256
from importlib.abc import SourceLoader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

import libcst
import pytest
from hypothesis import Phase, settings
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor, deep_replace
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

TOP = Path(__file__).parents[2]
TESTS = {
    "model": ("model", "content"),
    "content": ("content",),
    "hours": ("hours",),
    **{f"rules/{path.stem}": ("rules",) for path in sorted((TOP / "guide/rules").glob("*.py"))},
}
"""The modules, and the tests that must notice a fault in each."""

NEEDED = ("guide", "tests", "templates", "static", "translations", "pyproject.toml")
PROCESSES = get_context("forkserver")
PRELOADED = (
    "babel.support", "bs4", "flask_wtf", "holidays", "hypothesis", "lxml", "mistune",
    "mutmut.mutation.file_mutation", "opening_hours", "pytest", "textstat", "yaml",
)  # fmt: skip
"""What no mutant changes: imported once, before the processes part."""

TABLES = (
    "tests/test_rules.py::test_a_broken_rule_is_named_with_its_place",
    "tests/test_rules.py::test_what_is_just_inside_a_limit_passes",
)
"""Tests with a row for each rule and edit."""

UNUSED = ("cacheprovider", "xdist", "unraisableexception", "threadexception")
"""Plugins that would take a third of the time of a run that stops at its first test."""

ENOUGH = 0.9

PLACES = (
    "078274", "9fd091", "39328e", "328c8c", "1244c9", "d146d6", "5d0c9b",
    "9ed66c", "ea5639", "382989", "1a28c3", "16da9a", "7fe4ce", "f9bc66",
)  # fmt: skip
PARSERS = ("985340", "7ae562")
TYPES = ("f83620", "7ab828", "96a8a5")
FILES = ("55331a", "48e452", "626960")
MARKS = ("037b7d", "6064ac")
STRICT = ("d48421", "d5c6e5", "7304bc")
FALSE = ("record:7f2b4c", "entries:7ca96c", "complete:839149")
ACCEPTED: dict[str, str] = {
    **{f"model.:{place}": "compare=None is as false as compare=False" for place in PLACES},
    **{f"content.:{parser}": "the faster parser of PyYAML is always there" for parser in PARSERS},
    **{f"content.:{letter}": "the name of a type variable is for people" for letter in TYPES},
    **{f"content.load:{name}": "a file is missing only where there are problems" for name in FILES},
    **{f"content._parse:{name}": "PyYAML always says in which line" for name in MARKS},
    **{f"content.mapping:{name}": "there is a value for each key" for name in STRICT},
    **{f"content.{name}": "None is as false as False" for name in FALSE},
    "content.read_file:300d57": "a cast is for the type checker",
    "content.record:fc63f1": "a cast is for the type checker",
    "content.record:bc7189": "a cast is for the type checker",
    "content._hints:94ea88": "a cast is for the type checker",
    "content.entry:b13016": "what is no record is text",
    "content.entries:a5b29a": "a key is text",
    "rules/__init__.:5ebb1e": "the name of a type is for the type checker",
    "rules/danger.:c777f8": "only the order counts, and 4 comes after 2 as 3 does",
    "rules/hours._stretches:889910": "an instant without a zone is read in that of the hours",
    "rules/hours._stretches:f3ea60": "the same, by leaving the zone out",
    "rules/hours._stretches:1cc18e": "a day more is looked at than needed",
    "rules/numbers.words_name_the_right_line:eb2277": "nobody looks for these letters",
    "rules/numbers.lines_are_described_truly:bdc030": "nobody looks for these letters",
    "hours.:e03812": "only the first word of a line is used",
    "hours.:4f5610": "only the order of the states counts, and 3 comes after 1 as 2 does",
    "hours._expression:1ef38d": "the instants asked about are on London's clock already",
    "hours._expression:76f481": "the same, by leaving the time zone out",
    "hours._local:542571": "by way of the server's own zone is as good as by way of UTC",
}
"""Survivors that no test can or need tell from the code, by name, and why."""


class Mutant(NamedTuple):
    """One small fault: where it is, the lines it changes, and the whole module with it."""

    name: str
    module: str
    function: str
    change: str
    source: str


class EveryNode(MutationVisitor):
    """Decorated functions, too: mutmut leaves them out because its own way to run them cannot."""

    def _skip_node_and_children(self, node: libcst.CSTNode) -> bool:
        return not isinstance(node, libcst.FunctionDef) and super()._skip_node_and_children(node)


def nodes(top: libcst.CSTNode) -> Iterator[libcst.CSTNode]:
    """A node and all below it."""
    yield top
    for child in top.children:
        yield from nodes(child)


def mutants_of(module: str) -> Iterator[Mutant]:
    """Every mutant of a module. A name holds as long as the function's and the changed lines do."""
    source = (TOP / f"guide/{module}.py").read_text()
    wrapper = MetadataWrapper(libcst.parse_module(source))
    visitor = EveryNode(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    tree = wrapper.module
    statements = {id(node): part for part in tree.body for node in nodes(part)}
    seen: Counter[str] = Counter()
    for mutation in visitor.mutations:
        part = statements[id(mutation.original_node)]
        before = tree.code_for_node(part)
        after = tree.code_for_node(
            deep_replace(part, mutation.original_node, mutation.mutated_node)
        )
        diff = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        change = "\n".join(line for line in diff if not line.startswith(("---", "+++", "@@")))
        holder = mutation.contained_by_top_level_function
        function = holder.name.value if isinstance(holder, libcst.FunctionDef) else ""
        key = f"{function} {change}"
        seen[key] += 1
        digest = sha256(f"{key} {seen[key]}".encode()).hexdigest()[:6]
        name = f"{module}.{function}:{digest}"
        yield Mutant(name, module, function, change, source.replace(before, after, 1))


class Swap(SourceLoader):
    """Imports the mutant in place of its module."""

    def __init__(self, mutant: Mutant) -> None:
        self.name = f"guide.{mutant.module}".replace("/", ".").removesuffix(".__init__")
        self.path = os.path.abspath(f"guide/{mutant.module}.py")
        self.source = mutant.source.encode()

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        return spec_from_file_location(name, self.path, loader=self) if name == self.name else None

    def get_filename(self, _name: str) -> str:
        return self.path

    def get_data(self, _path: str) -> bytes:
        return self.source


class Order:
    """Runs those tests first that told the last mutants from the code, and notes the one that does.

    A mutated rule is for its own rows of the tables to notice, not for those of other rules.
    """

    def __init__(self, mutant: Mutant, recent: list[str], found: Connection) -> None:
        self.row = f"[{mutant.function or mutant.name}-"
        self.recent = recent
        self.found = found

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        if any(self.row in item.nodeid for item in items):
            items[:] = [i for i in items if self.row in i.nodeid or not i.nodeid.startswith(TABLES)]
        items.sort(key=lambda item: item.nodeid not in self.recent)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.found.send(report.nodeid)


def run_tests(mutant: Mutant, folder: str, recent: list[str], found: Connection) -> None:
    """Run the module's tests on a mutant until one fails; exit with pytest's code."""
    os.chdir(folder)
    sys.path.insert(0, folder)
    sys.meta_path.insert(0, Swap(mutant))
    gc.disable()
    # The same examples each time, and none made smaller: whether one fails is all we ask.
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutants", derandomize=True, database=None, phases=phases)
    options = ["-x", "-q", "--assert=plain", "--override-ini=addopts=", f"--basetemp={os.getpid()}"]
    options += [f"-pno:{plugin}" for plugin in UNUSED]
    options += ["--hypothesis-profile=mutants"]
    options += [f"tests/test_{name}.py" for name in TESTS[mutant.module]]
    with open(os.devnull, "w") as sys.stdout, open(os.devnull, "w") as sys.stderr:
        code = pytest.main(options, plugins=[Order(mutant, recent, found)])
    shutil.rmtree(str(os.getpid()), ignore_errors=True)
    os._exit(code)


class Trial:
    """Tries mutants, each in a process of its own."""

    def __init__(self, folder: str, limit: float | None = None) -> None:
        self.folder = folder
        self.limit = limit
        self.recent: deque[str] = deque(maxlen=20)

    def exit_code(self, mutant: Mutant) -> int | None:
        """How the tests ended on a mutant; None if they took too long."""
        found, telling = PROCESSES.Pipe(duplex=False)
        arguments = (mutant, self.folder, [*self.recent], telling)
        process = PROCESSES.Process(target=run_tests, args=arguments)
        process.start()
        telling.close()
        process.join(self.limit)
        if process.exitcode is None:
            process.kill()
            process.join()
            return None
        with suppress(EOFError):
            self.recent.append(found.recv())
        return process.exitcode


def tried(module: str, names: tuple[str, ...], folder: str) -> bool:
    """Try a module's mutants whose names begin like one of `names`, and print what became of them.

    True if enough are killed and every other is accepted.
    """
    start = time.monotonic()
    whole = Mutant("", module, "", "", (TOP / f"guide/{module}.py").read_text())
    if Trial(folder).exit_code(whole) != 0:
        sys.exit(f"The tests of {module} fail without any mutant.")
    limit = 3 * (time.monotonic() - start) + 10
    mutants = [mutant for mutant in mutants_of(module) if mutant.name.startswith(names)]
    alive, late = set(), 0
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        codes = threads.map(Trial(folder, limit).exit_code, mutants)
        for mutant, code in zip(mutants, codes, strict=True):
            late += code is None
            if code == 0:
                alive.add(mutant.name)
                if mutant.name not in ACCEPTED:
                    print(f"\n{mutant.name}\n{mutant.change}", flush=True)
    share = 1 - len(alive) / len(mutants)
    minutes = (time.monotonic() - start) / 60
    print(
        f"{module}: {len(mutants)} mutants, {share:.1%} killed, {late} of them by time;"
        f" {len(alive)} live; {minutes:.1f} minutes",
        flush=True,
    )
    ours = {name for name in ACCEPTED if name.startswith(f"{module}.") and name.startswith(names)}
    for name in sorted(ours - alive):
        print(f"{name} is accepted, but does not live: delete its line.", flush=True)
    return share >= ENOUGH and alive == ours


def main() -> int:
    """Try every mutant, or those that are named. Return 1 if any module's result is not right."""
    names = tuple(sys.argv[1:]) or tuple(TESTS)
    PROCESSES.set_forkserver_preload([*PRELOADED])
    with tempfile.TemporaryDirectory() as folder:
        for name in NEEDED:
            copy = shutil.copytree if (TOP / name).is_dir() else shutil.copy
            copy(TOP / name, Path(folder, name))
        compile_dir(folder, quiet=1)
        chosen = [m for m in TESTS if any(m.startswith(n) or n.startswith(f"{m}.") for n in names)]
        right = [tried(module, names, folder) for module in chosen]
        return 0 if all(right) else 1


if __name__ == "__main__":
    sys.exit(main())
