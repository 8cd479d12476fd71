"""Error pages. Whatever goes wrong, the numbers are on the screen."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Flask, render_template
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from .cache import Present
from .headers import BARE
from .i18n import lazy_gettext
from .model import Guide
from .settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_not_understood = lazy_gettext("We could not understand what was asked for.")
WORDS = {
    HTTPStatus.BAD_REQUEST: _not_understood,
    HTTPStatus.NOT_FOUND: lazy_gettext("We cannot find that page."),
    HTTPStatus.METHOD_NOT_ALLOWED: _not_understood,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: lazy_gettext("That was too much to take in."),
    HTTPStatus.TOO_MANY_REQUESTS: lazy_gettext("Too many people are asking at once."),
    HTTPStatus.INTERNAL_SERVER_ERROR: lazy_gettext("Something went wrong here. It is not you."),
}


def install(app: Flask, present: Present) -> None:
    """Show every error as a page of ours, with the numbers first."""

    @app.errorhandler(HTTPException)
    def show(error: HTTPException) -> Response:
        response = Response.force_type(error.get_response())
        words = WORDS.get(HTTPStatus(response.status_code), WORDS[HTTPStatus.INTERNAL_SERVER_ERROR])
        # What the exception says of headers stays (such as Allow); its body is replaced by ours.
        # Made once: errors can come in floods.
        page = present.once(str(words), lambda: render_template("error.html", words=words))
        response.set_data(page)
        return response

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        app.logger.error("A page could not be made", exc_info=error)
        return show(InternalServerError())


LAST_HEADERS = {**BARE, "Content-Type": "text/html; charset=utf-8"}


class LastResort:
    """Wraps the whole application: if even the error page fails, a fixed page with the numbers.
    The application takes in each page whole before it begins to answer, so none breaks off.

    The page is made once, at start, from the directory, and needs no template.
    """

    def __init__(self, app: "WSGIApplication", guide: Guide, settings: Settings) -> None:
        self.app = app
        self.page = last_resort_page(guide, settings).encode()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        try:
            return self.app(environ, start_response)
        except Exception as error:
            kind = type(error).__name__
            print(f"The last-resort page was shown: {kind}", file=environ["wsgi.errors"])
            response = Response(self.page, HTTPStatus.INTERNAL_SERVER_ERROR, LAST_HEADERS)
            return [*response(environ, start_response)]


def last_resort_page(guide: Guide, settings: Settings) -> str:
    """A whole page in plain HTML: the leave link and the lines that play a role in the area, in an
    order right at any hour.
    """
    item = Markup('<li><p>{}: {}<br><a href="{}">Call {}</a></p></li>')
    lines = Markup("\n").join(
        item.format(line.name, line.when, line.tel, line.phone)
        for line in dict.fromkeys(map(guide.contact, ("emergency", *guide.area.roles)))
    )
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
</body>
</html>
"""
