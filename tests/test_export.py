"""The guide as files: all of it, with links that lead to files, the same words, and no server."""

import errno
import os
import re
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urljoin

import pytest
from click.testing import Result
from flask import Flask

from guide import Settings, create_app
from guide.content.model import Guide, Publisher
from guide.export import MARK, Row, export, files
from guide.pages.edition import Edition
from guide.web import GuideApp
from guide.web.headers import FIXED, HIDDEN, POLICY
from tests.dom import Element, parsed
from tests.pages.test_languages import in_brackets
from tests.pages.test_site import dials

from .conftest import (
    ENGLISH,
    EVENING,
    SERVED,
    TOP,
    VISITED,
    WORKING_HOURS,
    client_at,
    dom,
    paths,
    shipped,
    tel,
)
from .made_up import PUBLISHER, made_up

HOST = "https://host.example"
MORE = paths("paper", "file")
OF_PAGES = {
    f"{language}{path[1:] or 'index'}.html": f"/{language}{path[1:]}"
    for language, paths in {"": [*SERVED, *MORE], "ur/": [*VISITED, *MORE]}.items()
    for path in paths
}
"""The file of every page, and the path at which a server has it."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The guide in English and in the made-up language."""
    return in_brackets(tmp_path_factory.mktemp("translations"))


@pytest.fixture(scope="module", params=["", "/guide/"], ids=["relative", "rooted"])
def root(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def written(app: Flask, root: str) -> dict[str, str]:
    """Every file of an export that is text, by its name."""
    binary = (".ico", ".mp3", ".m4a")
    found = files(app, root)
    return {name: data.decode() for name, data in found if not name.endswith(binary)}


@pytest.fixture(scope="module")
def pages(written: dict[str, str]) -> dict[str, Element]:
    """Every page of an export, parsed, by the name of its file."""
    pages = {name: text for name, text in written.items() if name.endswith(".html")}
    return {name: parsed(text) for name, text in pages.items()}


@pytest.fixture(scope="module")
def served(app: Flask) -> dict[str, Element]:
    """What a server has at any hour for the page of each file, except the page of signs, which is
    different there.
    """
    paths = {
        name: path
        for name, path in OF_PAGES.items()
        if not name.endswith(("signs.html", "kit.html"))
    }
    return {
        name: parsed(app.renderer(Edition(language), page))
        for name, path in paths.items()
        for language, page in [app.routes.at(path)]
    }


def of_made_up(settings: Settings, guide: Guide) -> GuideApp:
    """The made-up guide, to try what is the same with every guide; without the page of the people,
    as it has no file of them.
    """
    app = create_app(settings, guide, ENGLISH)
    pages = {address: page for address, page in app.site.items() if address != "about/scenarios"}
    app.offer = replace(app.offer, table=pages)
    return app


@cache
def small() -> GuideApp:
    return of_made_up(Settings(), made_up())


@cache
def shipped_export(instant: str = WORKING_HOURS) -> dict[str, bytes]:
    """Every file of the shipped guide, only in English."""
    return dict(files(client_at(instant).application))


def links(page: Element) -> list[str]:
    """Where links lead, except links to another place on the same page."""
    return [link["href"] for link in page.select("a:not([href^='#'])")]


def own(links: list[str]) -> list[str]:
    """Those links that do not lead to another site or a telephone."""
    return [link for link in links if ":" not in link]


def words(page: Element) -> list[str]:
    return [page.one("title").words, *page.one("body").strings()]


def test_every_page_of_every_language_is_a_file(pages: dict[str, Element], root: str) -> None:
    errors = ["404.html", "ur/404.html"] if root else ["404.html"]
    assert sorted(pages) == sorted([*OF_PAGES, *errors])


def test_a_link_leads_to_the_file_of_the_same_page(
    pages: dict[str, Element], served: dict[str, Element], root: str
) -> None:
    top = urljoin(HOST, root or "/anywhere/at all/")
    for name, page in served.items():
        for here, link in zip(links(pages[name]), links(page), strict=True):
            there = here if ":" in here else OF_PAGES[urljoin(top + name, here).removeprefix(top)]
            assert there == link, f"{name}: {here}"


def test_no_link_of_any_file_is_dead(pages: dict[str, Element], root: str) -> None:
    top = urljoin(HOST, root or "/anywhere/")
    for name, page in pages.items():
        for link in links(page):
            assert re.match(r"tel:|sms:|https?:", link) or ":" not in link
        for link in own(links(page)):
            assert link.startswith(root)
            assert link.startswith("/") == bool(root)
            assert urljoin(top + name, link).removeprefix(top) in pages


def test_the_words_and_the_order_are_those_of_a_server_at_any_hour(
    pages: dict[str, Element], served: dict[str, Element]
) -> None:
    for name, page in served.items():
        assert words(pages[name]) == words(page)


def test_in_working_hours_a_server_shows_the_very_same_words() -> None:
    """In these hours, most pages have the order that is right at any hour."""
    same = 0
    written = shipped_export()
    for path in set(VISITED) - {"/signs", "/kit"}:
        here = parsed(written[f"{path[1:] or 'index'}.html"])
        there = dom(client_at(), path)
        assert sorted(dials(here)) == sorted(dials(there))
        for why in there.select(".why"):  # what only somebody who looks now can be told
            why.drop_tree()
        if dials(here) == dials(there):
            assert words(here) == words(there)
            same += 1
    assert same > len(VISITED) / 2
    assert shipped_export(EVENING) == written


def test_nothing_can_be_sent(pages: dict[str, Element]) -> None:
    for page in pages.values():
        assert not page.select("[action], [formaction], [method]")
        for form in page.select("form"):
            assert form.select("button[type=submit]") == form.select("button[disabled]") != []
        assert not page.select("link[href^='/'], [src]:not(audio), iframe, base")


def test_signs_are_there_to_read_and_lead_to_the_sheet(
    pages: dict[str, Element], root: str
) -> None:
    guide = shipped()
    page = pages["signs.html"]
    groups = page.select("main section:has(.points)")
    assert [group.one("h2").words for group in groups] == [group.title for group in guide.signs]
    assert ["now" in group.classes for group in groups] == [g.now for g in guide.signs]
    signs = [sign.say for group in guide.signs for sign in group.signs]
    assert [sign.words for sign in page.select("main .points li")] == signs
    (sheet,) = page.select("main .answers a")
    assert sheet["href"] == f"{root}sheet.html"
    assert sheet.words == "Write it down before I call"
    assert "Tick" not in page.one("main").words
    assert dials(page)[0] == tel("emergency")


def test_a_served_page_still_has_the_form() -> None:
    page = parsed(client_at().get("/signs").get_data(as_text=True))
    assert page.select("form[action='/signs'] input[type=checkbox]")


def test_the_error_page_has_every_number_and_no_link_that_an_address_could_break(
    pages: dict[str, Element], root: str
) -> None:
    numbers = [tel(name) for name in ("emergency", "duty-desk", "out-of-hours", "police")]
    for name in [name for name in pages if name.endswith("404.html")]:
        page = pages[name]
        called = (link for link in links(page.one("main")) if link.startswith("tel:"))
        assert [*dict.fromkeys(called)] == numbers
        assert links(page)[0] == "https://www.bbc.co.uk/weather"
        assert all(link.startswith("/") for link in own(links(page)))
        assert bool(own(links(page))) == bool(root)


def test_a_page_says_of_itself_what_a_server_says_in_headers(
    pages: dict[str, Element],
) -> None:
    for name, page in pages.items():
        first, second = page.select("head meta")[:2]
        assert first["charset"] == "utf-8"
        assert second["http-equiv"] == "Content-Security-Policy"
        policy = second["content"].split("; ")
        assert policy[0] == "default-src 'none'"
        assert not [part for part in policy if part.startswith("frame-ancestors")]
        for element in page.select("style, script"):
            hashed = b64encode(sha256(element.text.encode()).digest()).decode()
            (allowed,) = (part for part in policy if part.startswith(f"{element.tag}-src "))
            assert f"'sha256-{hashed}'" in allowed.split()
        assert page.select("meta[name=referrer][content=no-referrer]")
        found = name.endswith("index.html") and shipped().area.publisher is not None
        assert bool(page.select("meta[name=robots]")) == (not found)


def test_the_headers_are_in_a_file_that_hosts_read(
    written: dict[str, str], pages: dict[str, Element], root: str
) -> None:
    first, *rest = written["_headers"].splitlines()
    assert first == f"{root or '/'}*"
    told = dict(line.strip().split(": ", 1) for line in rest)
    policy = told.pop(POLICY).split()
    assert told == FIXED | ({} if shipped().area.publisher else HIDDEN)
    assert "frame-ancestors" in policy
    for page in pages.values():
        own = page.one(f'meta[http-equiv="{POLICY}"]')["content"]
        assert {part.strip(";") for part in own.split()} <= {part.strip(";") for part in policy}


def export_by(publisher: Publisher | None, folder: Path) -> tuple[str, dict[str, Element]]:
    """What the command says of a guide that this organisation publishes, or nobody; and each page
    that it writes, parsed.
    """
    area = replace(made_up().area, publisher=publisher)
    app = of_made_up(Settings(), replace(made_up(), area=area))
    done = app.test_cli_runner().invoke(args=["guide", "export", str(folder)])
    assert done.exit_code == 0
    written = in_folder(folder)
    pages = {name: data for name, data in written.items() if name.endswith(".html")}
    return done.output, {name: parsed(data) for name, data in pages.items()}


def test_a_guide_that_nobody_publishes_says_so_in_each_file_and_is_not_found(
    tmp_path: Path,
) -> None:
    said, pages = export_by(None, tmp_path / "out")
    assert "To try, not to give to others: nobody publishes the guide of" in said
    assert f"guide/areas/{made_up().area.id}/area.yaml" in said
    for name, page in pages.items():
        assert "Nobody publishes this copy yet." in page.words, name
        assert page.select("meta[name=robots][content^=noindex]"), name
    assert "X-Robots-Tag: noindex" in (tmp_path / "out/_headers").read_text("utf-8")


def test_a_guide_that_somebody_publishes_says_who_and_can_be_found(tmp_path: Path) -> None:
    said, pages = export_by(PUBLISHER, tmp_path / "out")
    assert "publishes" not in said
    assert len(said.splitlines()) == 1
    for name, page in pages.items():
        assert "Nobody publishes this copy yet." not in page.words, name
    assert not pages["index.html"].select("meta[name=robots]")
    assert "X-Robots-Tag" not in (tmp_path / "out/_headers").read_text("utf-8")


def test_no_name_of_a_file_leads_out_of_the_folder(written: dict[str, str]) -> None:
    for name in written:
        assert re.fullmatch(r"(ur/)?([a-z-]+/){0,2}([a-z-]+|404)\.(html|txt)|_headers", name), name


def test_what_machines_ask_is_there_where_they_ask_for_it() -> None:
    settings = Settings(security_contact="https://example.org/report")
    app = of_made_up(settings, made_up())
    asked = {"robots.txt", "favicon.ico", ".well-known/security.txt"}
    for root, found in (("", asked), ("/", asked), ("/guide/", set())):
        written = dict(files(app, root))
        assert written.keys() & asked == found
        for name in found:
            assert written[name] == app.test_client().get(f"/{name}").data


def test_the_last_file_lists_the_others_as_sha256sum_does(tmp_path: Path) -> None:
    export(small(), tmp_path / "out")
    *others, (mark, _) = files(small())
    assert mark == MARK
    listed = (tmp_path / "out" / MARK).read_text("utf-8").splitlines()[2:]
    assert listed == [f"{sha256(data).hexdigest()}  {name}" for name, data in others]


def command(*given: object) -> Result:
    runner = small().test_cli_runner()
    return runner.invoke(args=["guide", "export", *map(str, given)])


def in_folder(folder: Path) -> dict[str, bytes]:
    found = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def small_export(folder: Path) -> dict[str, bytes]:
    """A folder as the last export left it. Returns its files."""
    app = small()
    pages = {"": app.site[""], "about": app.site["about"], "help/now": app.site["help/now"]}
    with patch.object(app, "offer", replace(app.offer, table=pages)):
        export(app, folder)
    return in_folder(folder)


def refused(folder: Path, said: str) -> None:
    """The command says this in one row, with the name of the folder, and exits with 1."""
    done = command(folder)
    assert done.exit_code == 1
    assert re.fullmatch(rf"Error: {re.escape(str(folder))} {said}\n", done.output), done.output


def test_the_command_reports_and_replaces_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "some" / "where"
    small_export(folder)
    done = command(folder, "--root", "/")
    assert in_folder(folder).keys() == {name for name, _ in files(small(), "/")}
    assert b'href="/help/now.html"' in in_folder(folder)["index.html"]
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    first = done.output.splitlines()[0]
    assert first == f"{len(in_folder(folder))} files, {size:,} bytes, in {folder}"
    assert "on 2026-11-22." in (folder / MARK).read_text("utf-8")
    assert [path.name for path in folder.parent.iterdir()] == ["where"]


@pytest.mark.parametrize("folder", ["new", "new/and/deeper", "empty", "with spaces & “quotes”"])
def test_a_new_or_empty_folder_is_written(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    small_export(tmp_path / folder)
    assert (tmp_path / folder / "help/now.html").is_file()


def changed(name: str, text: str = "mine") -> Callable[[Path], object]:
    """Writes a file of somebody else's into a folder, or over one that is there."""

    def change(folder: Path) -> object:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        return (folder / name).write_text(text)

    return change


FOREIGN: dict[str, tuple[Callable[[Path], object], str]] = {
    "git": (changed(".git/HEAD"), ".git/"),
    "a name of its own": (changed("CNAME"), "CNAME"),
    "a photo deep inside": (changed("help/photo.jpg"), "help/photo.jpg"),
    "an empty folder": (lambda folder: (folder / "letters").mkdir(), "letters/"),
    "a page changed by hand": (changed("index.html"), "index.html"),
    "a link": (lambda folder: (folder / "a").symlink_to(folder / "index.html"), "a"),
    "a link to a folder": (lambda folder: (folder / "a").symlink_to(folder / "help"), "a"),
    "a link to nothing": (lambda folder: (folder / "a").symlink_to("nothing"), "a"),
    "a pipe": (lambda folder: os.mkfifo(folder / "pipe"), "pipe"),
    "no list": (
        lambda folder: (folder / MARK).unlink(),
        "404.html, _headers, about.html, favicon.ico, help/ and 2 more",
    ),
    "a list of somebody else's": (
        changed(MARK, "my own notes"),
        "404.html, _headers, about.html, export.txt, favicon.ico and 3 more",
    ),
    "many": (
        lambda folder: [changed(f"{number}")(folder) for number in range(9)],
        "0, 1, 2, 3, 4 and 4 more",
    ),
}


@pytest.mark.parametrize(("change", "named"), FOREIGN.values(), ids=FOREIGN)
def test_a_folder_with_what_the_last_export_did_not_write_is_left_alone(
    tmp_path: Path, change: Callable[[Path], object], named: str
) -> None:
    folder = tmp_path / "out"
    small_export(folder)
    change(folder)
    before = sorted(tmp_path.rglob("*"))
    advice = ": move it away, or name another folder"
    refused(folder, f"has what the last export did not write: {re.escape(named)}{advice}")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_place_that_cannot_be_written_is_named_in_one_row(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    refused(tmp_path / "file", "is not a folder: name another")
    refused(tmp_path / "link", "is a link: name the folder to which it leads")
    refused(tmp_path / "loop", "is a link: name the folder to which it leads")
    refused(tmp_path / "loop" / "in", "cannot be written: .+")
    refused(tmp_path / "file" / "in", "cannot be written: .+")
    refused(tmp_path / ("x" * 300), "cannot be written: File name too long")
    refused(Path("/dev/null"), "is not a folder: name another")
    refused(Path("/proc/guide"), "cannot be written: .+")
    for own in (TOP, TOP / "docs", TOP / "docs/new", TOP / "public"):
        refused(own, f"is in the guide's own folder: name {TOP}/export, or a folder outside")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link", "loop"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("when", ["mkdir", "write_bytes", "rename"])
def test_an_export_that_fails_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, when: str
) -> None:
    folder = tmp_path / "out"
    before = small_export(folder)
    really: Callable[..., object] = getattr(Path, when)

    def fails(path: Path, *given: object, **named: object) -> object:
        if when == "rename" and path.name != "new":
            return really(path, *given, **named)
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patched:
        patched.setattr(Path, when, fails)
        refused(folder, f"cannot be written: {os.strerror(number)}")
    assert in_folder(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_page_that_cannot_be_made_leaves_the_export_before(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    before = small_export(folder)

    def stops(rows: list[Row]) -> Iterator[Row]:
        yield rows[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(client_at().application, folder, each=stops)
    assert in_folder(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    "root", ["guide", "/guide", "guide/", "//host/", "/../", "/a/../", "/a b/", '/"/', "/./"]
)
def test_a_root_that_is_not_a_path_is_refused(tmp_path: Path, root: str) -> None:
    done = command(tmp_path / "out", "--root", root)
    assert done.exit_code == 2
    assert "is not a path such as /guide/" in done.output
    assert not (tmp_path / "out").exists()


def test_make_export_names_the_folder_and_the_root() -> None:
    asked = ["make", "-n", "export", "FOLDER=/media/stick/guide", "ROOT=/guide/"]
    printed = subprocess.run(asked, cwd=TOP, check=True, capture_output=True, text=True).stdout
    assert 'flask guide export "/media/stick/guide" --root "/guide/"' in printed
