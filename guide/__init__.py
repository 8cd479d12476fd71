"""The guide for a person who is worried about a child. `create_app` puts it together."""

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

from . import cli, errors, i18n, pages
from .cache import Kept, Present
from .content import ContentError, load
from .headers import add_headers, content_security_policy
from .health import Health
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
        WTF_I18N_ENABLED=False,  # our messages are our own, and it reads its catalogue each time
    )
    # An address is served or it is not: nothing is redirected.
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    i18n.install(app, languages(translations))
    present = Present(guide, settings)
    inline = {name: (TOP / "static" / name).read_text() for name in pages.INLINE}
    pages.install(app, guide, settings, present, inline)
    errors.install(app, present)
    app.extensions.update(guide=guide, settings=settings)
    app.cli.add_command(cli.commands)

    policy = content_security_policy(inline["style.css"], inline["leave.js"])

    @app.after_request
    def finish(response: Response) -> Response:
        return add_headers(response, policy, settings.https)

    # As `app.wsgi_app = …` in Flask's documentation; the attribute is a method to a type checker.
    wsgi: WSGIApplication = Kept(app.wsgi_app, present)
    if settings.proxies:
        # The address of the visitor (x_for) is left where it is: nobody here wants to know it.
        wsgi = ProxyFix(wsgi, x_for=0, x_proto=settings.proxies, x_host=settings.proxies)
    wsgi = errors.LastResort(wsgi, guide, settings)
    vars(app)["wsgi_app"] = Health(wsgi, guide, settings)
    return app
