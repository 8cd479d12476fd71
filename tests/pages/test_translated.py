"""The shipped translations: each page leads to the same places and lines as the English one."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from guide import Settings, create_app
from tests.conftest import TOP, VISITED, WORKING_HOURS, dom, london, shipped

CODES = sorted(path.parts[-3] for path in TOP.glob("translations/*/LC_MESSAGES/messages.po"))


@cache
def translated() -> FlaskClient:
    """The guide with every shipped catalogue, as it is now and not as it was last compiled."""
    root = Path(mkdtemp()) / "translations"
    shutil.copytree(TOP / "translations", root, ignore=shutil.ignore_patterns("*.mo"))
    for path in root.glob("*/LC_MESSAGES/messages.po"):
        with path.open("rb") as po, path.with_suffix(".mo").open("wb") as mo:
            write_mo(mo, read_po(po))
    settings = Settings(clock=london(WORKING_HOURS), drafts=True)
    app = create_app(settings, shipped(), root)
    shutil.rmtree(root.parent)
    return app.test_client()


@cache
def ways_on(path: str, code: str = "") -> tuple[list[str], list[str], set[str]]:
    """Where a page leads: its answers and doors in order, the lines to call in order, and all else
    that its words name.
    """
    page = dom(translated(), f"/{code}{path}" if code else path)
    answers = [
        link["href"] for link in page.select(":is(.answers, .doors, .chips) a:not([hreflang])")
    ]
    lines = [link["href"] for link in page.select(".dial")]
    words = {link["href"] for link in page.select("main a:not([hreflang])")} - {*answers, *lines}
    return [own(link, code) for link in answers], lines, {own(link, code) for link in words}


def own(link: str, code: str) -> str:
    """An address without the code of its language."""
    return link.removeprefix(f"/{code}") if code else link


def skip_unless_served(code: str) -> None:
    """In a new area no language is served until its own names are translated."""
    if code not in CODES:
        pytest.skip(f"there is no catalogue of “{code}”")
    app = translated().application
    missing, _ = app.translated.lacking(app.translated.languages[code], drafts=True)
    if app.guide.area.name in missing:
        pytest.skip(f"“{app.guide.area.name}” is not translated yet, so this is not served here")


@pytest.mark.parametrize("code", CODES)
def test_every_walk_ends_at_the_same_lines_in_every_language(code: str) -> None:
    """Each page of a walk has the same answers in the same order, and each result the same lines,
    so every path does.
    """
    skip_unless_served(code)
    for path in VISITED:
        assert ways_on(path, code) == ways_on(path), path
