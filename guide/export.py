"""The whole guide as files, right at any hour: for a web host, an object store or a stick.

The file of a page is its address and `.html`. A link names the file it leads to, so that it works
without a server. The page itself says what a server says in headers, as far as a page can; so does
`_headers`, which some hosts read and send.
"""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from posixpath import dirname, relpath
from tempfile import TemporaryDirectory

from .pages.edition import Edition, Link
from .web import GuideApp
from .web.headers import BARE, FIXED, POLICY, page_headers
from .web.last_resort import last_resort_page

MARK = "export.txt"
MARKED = "Written by `flask guide export`, which replaces the whole of this folder.\n"
"""The file that marks a folder we wrote, and its first row. No other folder is replaced."""

CHARSET = '<meta charset="utf-8">\n'


class ExportError(Exception):
    """The guide was not written. Its text says why."""


def export(app: GuideApp, folder: Path, root: str = "") -> tuple[int, int]:
    """Write the guide to a folder: a new one, or one that this wrote before, which it replaces.

    `root` is as in `files`. Returns the number of files and of bytes. Raises ExportError, OSError
    or what the renderer raises; then the folder is as it was.
    """
    folder = folder.resolve()
    if folder.exists() and not _ours(folder):
        raise ExportError(f"{folder} exists and is not an export: name a new folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Written next to the folder and then put in its place, so that it never has half a guide.
    with TemporaryDirectory(dir=folder.parent, prefix=".export-") as near:
        new, old = Path(near, "new"), Path(near, "old")
        sizes = [_write(new / name, text) for name, text in files(app, root)]
        try:
            if folder.exists():
                folder.rename(old)
            new.rename(folder)
        finally:
            if old.exists() and not folder.exists():
                old.rename(folder)
    return len(sizes), sum(sizes)


def files(app: GuideApp, root: str = "") -> Iterator[tuple[str, str]]:
    """Each file: its name within the folder, and its text.

    `root` is the path at which a host will serve the folder, such as `/` or `/guide/`. Links then
    begin with it. Without it they lead from file to file, wherever the folder is.
    """
    # A host shows this page at any address that it does not have: relative links would be wrong.
    errors = {HTTPStatus.NOT_FOUND} if root else set()
    for language in app.languages.values():
        edition = Edition(language, link=_links(root))
        for page in app.site.values():
            if page.part != "error" or page.status in errors:
                headers = page_headers(app.settings.https, indexed=not page.address)
                text = _with_headers(app.renderer(edition, page), headers)
                yield _file(language.path(page.address))[1:], text
    if not root:
        yield "404.html", _with_headers(last_resort_page(app.guide, app.settings), BARE)
    headers = {name: page_headers(https=False)[name] for name in (*FIXED, POLICY)}
    rows = (f"  {name}: {value}\n" for name, value in headers.items())
    yield "_headers", f"{root or '/'}*\n{''.join(rows)}"
    checked = min(contact.checked for contact in app.guide.contacts.values())
    yield MARK, f"{MARKED}{app.guide.area.name}. The oldest check of a number was on {checked}.\n"


def _links(root: str) -> Link:
    """How a link is written between two files."""

    def rooted(_own: str, to: str) -> str:
        return root[:-1] + _file(to)

    def relative(own: str, to: str) -> str:
        return relpath(_file(to), dirname(_file(own)))

    return rooted if root else relative


def _file(path: str) -> str:
    """The file of a path of the guide, from the top of the folder."""
    return f"{path}index.html" if path.endswith("/") else f"{path}.html"


def _with_headers(page: str, headers: Mapping[str, str]) -> str:
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
    return page.replace(CHARSET, CHARSET + "".join(says), 1)


def _ours(folder: Path) -> bool:
    mark = folder / MARK
    return mark.is_file() and mark.read_bytes().startswith(MARKED.encode())


def _write(path: Path, text: str) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(text.encode())
