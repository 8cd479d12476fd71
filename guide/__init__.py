"""The guide for a person who is worried about a child. `create_app` puts it together."""

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, request
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from . import cli, errors, pages
from .cache import Rendered
from .content import ContentError, load
from .headers import add_headers, content_security_policy
from .i18n import languages, unfaithful
from .model import Guide
from .rules import check
from .settings import Settings, SettingsError

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

TOP = Path(__file__).parent.parent

__all__ = ["ContentError", "Settings", "SettingsError", "create_app"]


def create_app(
    settings: Settings | None = None,
    guide: Guide | None = None,
    translations: Path = TOP / "translations",
) -> Flask:
    """The guide as a WSGI application.

    By default with the settings of the environment and the content of their area.
    Raises SettingsError or ContentError, whose text says all that is wrong, rather than
    serve a guide that breaks a rule.
    """
    settings = settings or Settings.read()
    guide = guide or load(settings.area)
    if problems := [*check(guide), *unfaithful(translations)]:
        raise ContentError(problems)

    app = Flask(__name__, template_folder=TOP / "templates", static_folder=None)
    app.config.update(
        TRUSTED_HOSTS=list(settings.hosts),
        MAX_CONTENT_LENGTH=64 * 1024,
        BABEL_TRANSLATION_DIRECTORIES=str(translations),
    )
    # An address is served or it is not: nothing is redirected.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    rendered = Rendered(guide, settings, languages(translations))
    Babel(app, locale_selector=lambda: rendered.language().locale)
    inline = {name: (TOP / "static" / name).read_text() for name in pages.INLINE}
    pages.install(app, guide, settings, rendered, inline)
    errors.install(app, rendered)
    app.extensions.update(guide=guide, languages=rendered.spoken)
    app.cli.add_command(cli.commands)

    policy = content_security_policy(inline["style.css"], inline["leave.js"])

    @app.after_request
    def finish(response: Response) -> Response:
        add_headers(response, policy, settings.https, rendered.seconds_left())
        return compress(response)

    # As `app.wsgi_app = …` in Flask's documentation; the attribute is a method to a type checker.
    wsgi: WSGIApplication = app.wsgi_app
    if settings.proxies:
        # The address of the visitor (x_for) is left where it is: nobody here wants to know it.
        wsgi = ProxyFix(wsgi, x_for=0, x_proto=settings.proxies, x_host=settings.proxies)
    vars(app)["wsgi_app"] = errors.LastResort(wsgi, guide, settings)
    return app


def compress(response: Response) -> Response:
    """Send text compressed to whoever can read it so: a page must fit the first packets."""
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] and (response.mimetype or "").startswith("text/"):
        response.set_data(gzip.compress(response.get_data(), mtime=0))
        response.content_encoding = "gzip"
    return response
