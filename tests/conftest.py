"""What the tests share: the guide as shipped, at any hour, and its pages."""

import gc
import os
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import settings

from guide import Settings, create_app
from guide.content.hours import LONDON
from guide.content.load import load
from guide.content.model import Guide
from guide.content.problems import ContentError
from guide.pages.site import Page, site
from guide.review.hazards import Hazard, hazards
from guide.rules import check
from tests.dom import Element, parsed

from .made_up import SHIPPED

TOP = Path(__file__).parent.parent

ENGLISH = Path(__file__).parent / "guide"
"""A folder without translations: a guide is made in a third of the time."""

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


# One profile for all: how long an example takes depends on what else the machine does.
settings.register_profile("guide", deadline=None)
settings.load_profile("guide")


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among the tests: there are thousands, and they stay.
    It took a tenth of the time.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


os.environ.setdefault("GUIDE_AREA", SHIPPED)
"""So that each program that a test starts serves the same area."""


@cache
def shipped() -> Guide:
    """The guide as shipped. If it breaks a rule, its problems end the run: without it, most tests
    cannot even be collected.
    """
    try:
        guide = load(SHIPPED)
        problems = check(guide)
    except ContentError as error:
        problems = tuple(error.problems)
    if problems:
        pytest.exit(str(ContentError(problems)), pytest.ExitCode.TESTS_FAILED)
    return guide


@cache
def table() -> Mapping[str, Page]:
    """The site table of the shipped guide."""
    return site(shipped())


def paths(*parts: str) -> list[str]:
    """The path of every page of these parts of the site: guide, review, error."""
    return [f"/{page.address}" for page in table().values() if page.part in parts]


VISITED = paths("guide", "kit")
"""Every page that somebody who is worried, or a volunteer, may open."""

SERVED = paths("guide", "kit", "review")
"""Every page that has an address: no error, and not the one file, which is larger than any page."""


@cache
def client_at(instant: str = WORKING_HOURS) -> FlaskClient:
    """A client of the shipped guide at an instant in London."""
    return create_app(Settings(clock=london(instant)), shipped(), ENGLISH).test_client()


def fresh_dom(client: FlaskClient, path: str) -> Element:
    """A page, parsed, to take apart."""
    return parsed(client.get(path).get_data(as_text=True))


@cache
def dom(client: FlaskClient, path: str) -> Element:
    """A page, parsed, to look at only: it is shared by all tests that look at it."""
    return fresh_dom(client, path)


def tel(name: str) -> str:
    """The address that calls the line of a role or contact."""
    return shipped().contact(name).tel


@pytest.fixture
def guide() -> Guide:
    return shipped()


@pytest.fixture
def client() -> FlaskClient:
    return client_at()


def unproven(log: Mapping[str, Hazard], passed: set[str]) -> list[str]:
    """The tests that the hazard log relies on and that have not passed."""
    named = {test for hazard in log.values() for test in hazard.tests}
    return sorted(named - passed)


class HazardsAreProven:
    """Fails a run of all tests if a test that the hazard log relies on did not pass."""

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
    everything = config.args_source == pytest.Config.ArgsSource.TESTPATHS
    chosen = any(
        config.getoption(name, None) for name in ("keyword", "markexpr", "lf", "collectonly")
    )
    if everything and not chosen and not hasattr(config, "workerinput"):
        config.pluginmanager.register(HazardsAreProven())
