"""What the tests share: the guide as shipped, at any hour, and edited copies of its content."""

import gc
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from shutil import copytree

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.templating import Environment
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

from guide import Settings, create_app
from guide import content as content_module
from guide.content import ROOT, ContentError, Problem, load, read_file
from guide.evidence import Hazard, hazards
from guide.hours import LONDON
from guide.model import Guide
from guide.review import REVIEWED
from guide.rules import check
from guide.rules.lookups import PAGES

TOP = ROOT.parent

WORKING_HOURS = "2026-11-25T11:00"
EVENING = "2026-11-25T20:00"
WEEKEND = "2026-11-28T13:00"
BANK_HOLIDAY = "2027-03-29T11:00"  # Easter Monday: in England, but not in the whole of the UK
INSTANTS = {
    "working hours": WORKING_HOURS,
    "evening": EVENING,
    "weekend": WEEKEND,
    "bank holiday": BANK_HOLIDAY,
}


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


class Compiled(BytecodeCache):
    """Templates, compiled once for all the apps of a run."""

    def __init__(self) -> None:
        self.code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.code:
            bucket.bytecode_from_string(self.code[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.code[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_environment = staticmethod(partial(Environment, bytecode_cache=Compiled()))


READ: dict[tuple[bytes, str, type], object] = {}


def remembered(path: Path, name: str, shape: type, problems: list[Problem]) -> object:
    """Reads each content file once, however often tests load a copy of it beside an edited one."""
    key = (path.read_bytes() if path.exists() else b"", name, shape)
    if found := READ.get(key) or read_file(path, name, shape, problems):
        READ[key] = found
    return found


content_module.read_file = remembered


@cache
def shipped() -> Guide:
    return load("luton")


@cache
def client_at(instant: str = WORKING_HOURS) -> FlaskClient:
    """A client of the shipped guide at an instant in London."""
    return create_app(Settings(clock=london(instant)), shipped()).test_client()


def fresh_soup(client: FlaskClient, path: str) -> BeautifulSoup:
    """A page, parsed, to take apart."""
    return BeautifulSoup(client.get(path).get_data(as_text=True), "lxml")


@cache
def soup(client: FlaskClient, path: str) -> BeautifulSoup:
    """A page, parsed, to look at only: it is shared by all tests that look at it."""
    return fresh_soup(client, path)


def visited() -> list[str]:
    """Every page of the shipped guide that somebody who is worried may open."""
    return ["/", *(f"/{address}" for address in [*shipped().steps, *PAGES])]


def addresses() -> list[str]:
    """Every page of the shipped guide that answers 200."""
    return [*visited(), *(f"/{address}" for address in REVIEWED)]


@pytest.fixture
def guide() -> Guide:
    return shipped()


@pytest.fixture
def client() -> FlaskClient:
    return client_at()


class Copy:
    """A copy of the content folder, to edit and load."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def replace(self, file: str, old: str, new: str, count: int = 1) -> "Copy":
        """Replace the first occurrence of `old`, which must be there."""
        path = self.root / file
        text = path.read_text()
        assert old in text, f"{old!r} is not in {file}: the test no longer tests anything"
        path.write_text(text.replace(old, new, count))
        return self

    def write(self, file: str, data: str | bytes) -> "Copy":
        path = self.root / file
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return self

    def problems(self) -> list[Problem]:
        """What the loader finds wrong or, if it finds nothing, what the rules do."""
        try:
            return list(check(load("luton", self.root), editorial=True))
        except ContentError as error:
            return error.problems


@pytest.fixture
def content(tmp_path: Path) -> Copy:
    root = tmp_path / "guide"
    for folder in ("flows", "directory"):
        copytree(ROOT / folder, root / folder)
    for path in ROOT.glob("*.yaml"):
        (root / path.name).write_bytes(path.read_bytes())
    return Copy(root)


Edit = Callable[[Copy], object]


def unproven(log: Mapping[str, Hazard], passed: set[str]) -> list[str]:
    """The tests that the hazard log relies on and that have not passed."""
    named = {test for hazard in log.values() for test in hazard.tests}
    return sorted(named - passed)


class HazardsAreProven:
    """Fails a run of all tests in which one that the hazard log relies on did not run."""

    def __init__(self) -> None:
        self.passed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            self.passed.add(report.nodeid.split("[")[0])

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        missing = unproven(hazards(), self.passed)
        if missing and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
            print("\nThe hazard log relies on tests that did not run:", *missing, sep="\n  ")


def pytest_configure(config: pytest.Config) -> None:
    # Parsed pages are kept and are millions of objects; looking for rubbish among them as often as
    # Python does by itself is a seventh of the time.
    gc.set_threshold(100_000, 20, 20)
    everything = config.args_source == pytest.Config.ArgsSource.TESTPATHS
    chosen = any(
        config.getoption(name, None) for name in ("keyword", "markexpr", "lf", "collectonly")
    )
    if everything and not chosen and not hasattr(config, "workerinput"):
        config.pluginmanager.register(HazardsAreProven())
