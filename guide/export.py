"""The whole guide as files, right at any hour: for a web host, an object store or a stick.

The file of a page is its address and `.html`. A link names the file it leads to, so that it works
without a server. The page itself says what a server says in headers, as far as a page can; so does
`_headers`, which some hosts read and send.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from posixpath import dirname, relpath
from tempfile import TemporaryDirectory

from .pages.assets import TOP
from .pages.edition import Edition, Link
from .pages.languages import Language
from .pages.site import Page
from .web import GuideApp
from .web.headers import BARE, FIXED, HIDDEN, POLICY, page_headers
from .web.last_resort import last_resort_page
from .web.well_known import well_known

MARK = "export.txt"
MARKED = "# Written by `flask guide export`, which replaces these files and no others.\n"
"""The file that lists what we wrote, as `sha256sum` does, and its first row."""

OWN = "export"
"""The one folder in the repository to which we may write: git ignores it."""

MOST_NAMED = 5
"""How many names an error lists."""

CHARSET = '<meta charset="utf-8">\n'

Row = tuple[Language, Page]


class ExportError(Exception):
    """The guide was not written. Its text says why, and what to do."""


def export(
    app: GuideApp,
    folder: Path,
    root: str = "",
    each: Callable[[list[Row]], Iterable[Row]] = iter,
) -> tuple[int, int]:
    """Write the guide to a folder: a new one, an empty one, or one in which is only what the last
    export wrote, which it replaces.

    `root` and `each` are as in `files`. Returns the number of files and of bytes. Raises
    ExportError or what the renderer raises; then the folder is as it was.
    """
    folder = Path(os.path.abspath(folder))
    try:
        if reason := _refused(folder):
            raise ExportError(f"{folder} {reason}")
        folder.parent.mkdir(parents=True, exist_ok=True)
        sizes = _replace(folder, files(app, root, each))
    except OSError as error:
        raise ExportError(f"{folder} cannot be written: {error.strerror or error}") from None
    return len(sizes), sum(sizes)


def _refused(folder: Path) -> str:
    """Why we do not write to this folder, and what to do; or nothing. Raises OSError."""
    if folder.is_symlink():
        return "is a link: name the folder to which it leads"
    real = Path(os.path.realpath(folder))
    if real.is_relative_to(TOP) and real != TOP / OWN:
        return f"is in the guide's own folder: name {TOP / OWN}, or a folder outside"
    if not folder.exists():
        return ""
    if not folder.is_dir():
        return "is not a folder: name another"
    found = [*_foreign(folder, _written(folder))]
    named, more = ", ".join(found[:MOST_NAMED]), len(found) - MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    advice = "move it away, or name another folder"
    return f"has what the last export did not write: {named}{rest}: {advice}" if found else ""


def _written(folder: Path) -> dict[str, str]:
    """The name of each file that the last export wrote to the folder, and the hash of its bytes."""
    mark = folder / MARK
    data = mark.read_bytes() if mark.is_file() else b""
    if not data.startswith(MARKED.encode()):
        return {}
    rows = [row.partition("  ") for row in data.decode(errors="replace").splitlines()]
    return {MARK: _hash(data), **{name: digest for digest, _, name in rows if name}}


def _foreign(folder: Path, written: Mapping[str, str], within: str = "") -> Iterator[str]:
    """What is in the folder and was not written like this. Of another folder, only its name."""
    for path in sorted(folder.iterdir()):
        name = within + path.name
        plain = not path.is_symlink()
        if plain and path.is_dir() and any(known.startswith(f"{name}/") for known in written):
            yield from _foreign(path, written, f"{name}/")
        elif plain and path.is_dir():
            yield f"{name}/"
        elif not (plain and path.is_file() and _hash(path.read_bytes()) == written.get(name)):
            yield name


def _replace(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[int]:
    """Write the files next to the folder and then put them in its place, so that it never has half
    a guide. Returns their sizes.
    """
    with TemporaryDirectory(dir=folder.parent, prefix=".export-") as near:
        new, old = Path(near, "new"), Path(near, "old")
        sizes = [_write(new / name, data) for name, data in files]
        try:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        finally:
            if old.exists() and not folder.exists():
                old.rename(folder)
    return sizes


def files(
    app: GuideApp, root: str = "", each: Callable[[list[Row]], Iterable[Row]] = iter
) -> Iterator[tuple[str, bytes]]:
    """Each file: its name within the folder, and its bytes. The last one lists the others.

    `root` is the path at which a host will serve the folder, such as `/` or `/guide/`. Links then
    begin with it. Without it they lead from file to file, wherever the folder is. `each` passes on
    the pages that are to be made, one after the other, and may show how far we are.
    """
    listed = []
    for name, data in _all(app, root, each):
        listed.append(f"{_hash(data)}  {name}\n")
        yield name, data
    checked = min(contact.checked for contact in app.guide.contacts.values())
    says = f"# {app.guide.area.name}. The oldest check of a number was on {checked}.\n"
    yield MARK, (MARKED + says + "".join(listed)).encode()


def _all(
    app: GuideApp, root: str, each: Callable[[list[Row]], Iterable[Row]]
) -> Iterator[tuple[str, bytes]]:
    # A host shows this page at any address that it does not have: relative links would be wrong.
    errors = {HTTPStatus.NOT_FOUND} if root else set()
    rows = [
        (language, page)
        for language, page in app.offer.rows()
        if page.part != "error" or page.status in errors
    ]
    # Nobody must find by chance what nobody publishes. Each page also says so in words.
    hidden = {} if app.guide.area.publisher else HIDDEN
    for language, page in each(rows):
        headers = {**page_headers(app.settings.https, replace(page, form="")), **hidden}
        html = app.renderer(Edition(language, link=_links(root)), page)
        own = html.encode() if page.part == "file" else _with_headers(html, headers)
        yield _file(language.path(page.address))[1:], own
    if not root:
        yield "404.html", _with_headers(last_resort_page(app.guide, app.settings), BARE)
    # A host sends these with every page, so they allow what any page may do.
    any_page = next((page for _, page in rows if page.recordings), rows[0][1])
    every_style = dict.fromkeys(name for _, page in rows for name in page.styles)
    allowing = page_headers(False, replace(any_page, styles=tuple(every_style)))
    headers = {name: allowing[name] for name in (*FIXED, POLICY)}
    told = "".join(f"  {name}: {value}\n" for name, value in {**headers, **hidden}.items())
    yield "_headers", f"{root or '/'}*\n{told}".encode()
    for sound in {one.file: 0 for language, page in rows for one in page.heard(language.code)}:
        yield sound.path[1:], app.guide.sounds[sound].data
    if root in ("", "/"):
        for name, text in well_known(app.guide, app.settings).items():
            yield name, text.body


def _links(root: str) -> Link:
    """How a link is written between two files."""

    def rooted(_own: str, to: str) -> str:
        return root[:-1] + _file(to)

    def relative(own: str, to: str) -> str:
        return relpath(_file(to), dirname(_file(own)))

    return rooted if root else relative


def _file(path: str) -> str:
    """The file of a path of the guide, from the top of the folder. Only that of a recording has a
    dot.
    """
    if "." in path:
        return path
    return f"{path}index.html" if path.endswith("/") else f"{path}.html"


def _with_headers(page: str, headers: Mapping[str, str]) -> bytes:
    """The page with these headers written into it.

    Who may frame it is left out: browsers read that only from a header.
    """
    policy = headers[POLICY].replace("; frame-ancestors 'none'", "")
    says = [
        f'<meta http-equiv="{POLICY}" content="{policy}">\n',
        f'<meta name="referrer" content="{headers["Referrer-Policy"]}">\n',
    ]
    if robots := headers.get("X-Robots-Tag"):
        says.append(f'<meta name="robots" content="{robots}">\n')
    return page.replace(CHARSET, CHARSET + "".join(says), 1).encode()


def _hash(data: bytes) -> str:
    return sha256(data).hexdigest()


def _write(path: Path, data: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(data)
