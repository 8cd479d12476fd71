"""The whole guide as files, right at any hour: for a web host, an object store or a stick.

The file of a page is its address and `.html`, and a link names the file it leads to, so that no
server is needed to find it. What a server says in headers stands in the page itself, as far as a
page can say it, and in `_headers`, which some hosts read and send.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from posixpath import dirname, relpath
from tempfile import TemporaryDirectory

from flask import current_app, request

from .errors import last_resort_page
from .headers import BARE, FIXED
from .i18n import Language
from .model import Guide
from .pages import LINK
from .review import REVIEWED
from .rules.lookups import PAGES
from .screens import still, still_request

MARK = "export.txt"
MARKED = "Written by `flask guide export`, which replaces the whole of this folder.\n"
"""The file that tells a folder we wrote, and its first line. No other folder is replaced."""

POLICY = "Content-Security-Policy"
CHARSET = '<meta charset="utf-8">\n'


class ExportError(Exception):
    """The guide was not written. Its text says why."""


def export(folder: Path, root: str = "") -> tuple[int, int]:
    """Write the guide to a folder: a new one, or one that this wrote before, which it replaces.

    `root` as in `files`. Gives how many files there are, and how many bytes. Raises ExportError or
    OSError, and then the folder is as it was.
    """
    folder = folder.resolve()
    if folder.exists() and not _ours(folder):
        raise ExportError(f"{folder} is there and is no export: name a folder that is not there")
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Written beside the folder and then put in its place, so that it never holds half a guide.
    with TemporaryDirectory(dir=folder.parent, prefix=".export-") as beside:
        new, old = Path(beside, "new"), Path(beside, "old")
        sizes = [_write(new / name, text) for name, text in files(root)]
        try:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        finally:
            if old.exists() and not folder.exists():
                old.rename(folder)
    return len(sizes), sum(sizes)


def files(root: str = "") -> Iterator[tuple[str, str]]:
    """Each file: its name within the folder, and its text.

    `root` is the path at which a host will serve the folder, such as `/` or `/guide/`. Links then
    begin with it. With none they lead from file to file, wherever the folder is.
    """
    guide: Guide = current_app.extensions["guide"]
    spoken: dict[str, Language] = current_app.extensions["languages"]
    for language in spoken.values():
        for address in ["", *guide.steps, *PAGES, *REVIEWED]:
            yield _page(language.path(address), root)
        if root:
            yield _page(language.path("404"), root, HTTPStatus.NOT_FOUND)
    if not root:
        # A host shows it at any address, where no relative link is right: this page has none.
        page = last_resort_page(guide, current_app.extensions["settings"])
        yield "404.html", _with_headers(page, BARE)
    headers = {**FIXED, POLICY: still("/").headers[POLICY]}
    lines = (f"  {name}: {value}\n" for name, value in headers.items())
    yield "_headers", f"{root or '/'}*\n{''.join(lines)}"
    checked = min(contact.checked for contact in guide.contacts.values())
    yield MARK, f"{MARKED}{guide.area.name}. The oldest check of a number was on {checked}.\n"


def _page(path: str, root: str, status: HTTPStatus = HTTPStatus.OK) -> tuple[str, str]:
    """The file of a page, with links to files."""
    own = _file(path)

    def link(to: str) -> str:
        return root[:-1] + _file(to) if root else relpath(_file(to), dirname(own))

    with still_request(path):
        request.environ[LINK] = link
        response = current_app.full_dispatch_request()
    if response.status_code != status:
        raise ExportError(f"{path} cannot be written: it answers {response.status}")
    return own[1:], _with_headers(response.get_data(as_text=True), dict(response.headers))


def _file(path: str) -> str:
    """The file of a path of the guide, from the top of the folder."""
    return f"{path}index.html" if path.endswith("/") else f"{path}.html"


def _with_headers(page: str, headers: Mapping[str, str]) -> str:
    """A page that says of itself what these headers say of it.

    Who may frame it is left out: browsers take that from a header alone.
    """
    policy = headers[POLICY].replace("; frame-ancestors 'none'", "")
    says = [
        f'<meta http-equiv="{POLICY}" content="{policy}">\n',
        f'<meta name="referrer" content="{headers["Referrer-Policy"]}">\n',
    ]
    if robots := headers.get("X-Robots-Tag"):
        says.append(f'<meta name="robots" content="{robots}">\n')
    return page.replace(CHARSET, CHARSET + "".join(says), 1)


def _ours(folder: Path) -> bool:
    mark = folder / MARK
    return mark.is_file() and mark.read_bytes().startswith(MARKED.encode())


def _write(path: Path, text: str) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(text.encode())
