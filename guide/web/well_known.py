"""What machines ask of every site: `/robots.txt`, `/favicon.ico` and, if there is somebody to write
to, `/.well-known/security.txt`. docs/decisions/0029 says what they say, and why there is no more.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from werkzeug import Response

from ..content.freshness import FAIL_AFTER
from ..content.lookups import shown
from ..content.model import Guide
from ..pages.assets import TOP
from ..settings import Settings
from .headers import BARE, HTTPS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROBOTS = """\
# Everything may be read. What must not be shown in a search says so itself, and can say it only to
# those who read it.
User-agent: *
Disallow:
"""


class Text(NamedTuple):
    """A file that is no page: its type, and its bytes."""

    type: str
    body: bytes


def well_known(guide: Guide, settings: Settings) -> dict[str, Text]:
    """The files, by their path from the top of the site."""
    plain = "text/plain; charset=utf-8"
    files = {
        "robots.txt": Text(plain, ROBOTS.encode()),
        "favicon.ico": Text("image/x-icon", (TOP / "static/favicon.ico").read_bytes()),
    }
    if settings.security_contact:
        # RFC 9116 wants a day after which nobody should rely on this file: the one on which the
        # numbers, too, are too old to rely on, unless somebody checks them and releases again.
        until = min(contact.checked for contact in shown(guide)) + FAIL_AFTER
        says = (
            f"Contact: {settings.security_contact}\n"
            f"Expires: {until}T00:00:00Z\n"
            "Preferred-Languages: en\n"
        )
        files[".well-known/security.txt"] = Text(plain, says.encode())
    return files


class WellKnown:
    """Wraps an application and answers these addresses for it, under any host name. Threads may
    share one.
    """

    def __init__(self, app: "WSGIApplication", guide: Guide, settings: Settings) -> None:
        self.app = app
        self.files = {f"/{name}": text for name, text in well_known(guide, settings).items()}
        self.headers = {**BARE, **(HTTPS if settings.https else {})}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        found = self.files.get(environ["PATH_INFO"])
        if found is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        response = Response(found.body, headers=self.headers, content_type=found.type)
        return [*response(environ, start_response)]
