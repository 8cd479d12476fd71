"""The page for when nothing else works: the numbers, in plain HTML that needs no template."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from markupsafe import Markup, escape
from werkzeug import Response

from ..content.model import Guide
from ..pages.languages import SOURCE, Language
from ..pages.text import Text, digits
from ..settings import Settings
from .headers import BARE, HTTPS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class LastResort:
    """Wraps an application: if it raises, the answer is a fixed page with the numbers. So the
    application must make its whole answer before it begins to send it.

    The page is made at start, from the directory only. Threads may share one.
    """

    def __init__(self, app: "WSGIApplication", guide: Guide, settings: Settings) -> None:
        self.app = app
        self.page = last_resort_page(guide, settings).encode()
        self.headers = {
            **BARE,
            **(HTTPS if settings.https else {}),
            "Content-Type": "text/html; charset=utf-8",
        }

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        try:
            answer = self.app(environ, start_response)
            # A list of one piece: of anything else, Granian sends the headers first. If the worker
            # dies between the two, half an answer is out, and the edge cannot ask again.
            body = b"".join(answer)
            getattr(answer, "close", bool)()
            return [body]
        except Exception as error:
            # Only the name: the text of the exception may quote the visitor's address or words.
            name = type(error).__name__
            print(f"The last-resort page was shown: {name}", file=environ["wsgi.errors"])
            response = Response(self.page, HTTPStatus.INTERNAL_SERVER_ERROR, self.headers)
            return [*response(environ, start_response)]


def last_resort_page(guide: Guide, settings: Settings) -> str:
    """A whole page in plain HTML: the leave link and the lines that play a role in the area, in an
    order that is right at any hour.
    """
    text = Text(guide, Language.of(SOURCE))
    item = Markup('<li><p>{}: {}<br><a href="{}">Call {}</a></p></li>')
    lines = Markup("\n").join(
        item.format(line.name, text.said(line, "when"), line.tel, digits(line.phone))
        for line in dict.fromkeys(map(guide.contact, ("emergency", *guide.area.roles)))
    )
    nobody = "Nobody publishes this copy yet. It is for those who check it."
    published = "" if guide.area.publisher else f"<footer><p>{nobody}</p></footer>\n"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Help guide</title>
</head>
<body>
<header><a href="{escape(settings.exit_url)}" rel="nofollow noreferrer">Leave this page</a></header>
<main>
<h1>The page did not load. You can still call.</h1>
<ul>
{lines}
</ul>
<p>In danger now, call the first number. You do not need to be sure.</p>
</main>
{published}</body>
</html>
"""
