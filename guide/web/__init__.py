"""The guide over HTTP: finds a page in the site table, makes it and sends it. Uses Flask."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, abort, request
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import Rule
from werkzeug.wrappers import Response as AnyResponse

from ..content.freshness import use_until
from ..content.hours import Board
from ..content.model import Guide
from ..pages.edition import Edition
from ..pages.kit import document
from ..pages.offer import Offer
from ..pages.place import checks
from ..pages.render import Renderer
from ..pages.site import PAPERS, Page, every_sign, noticed, refused, sheet
from ..pages.translated import Translated
from ..settings import Settings
from .encoding import GZIP, packed, reads_gzip
from .forms import KitForm, SignsForm
from .headers import page_headers
from .health import Health
from .kept import Front, KeptPages
from .last_resort import LastResort
from .routes import Routes
from .sound import Sounds
from .well_known import WellKnown

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class GuideApp(Flask):
    """The guide as a WSGI application. Threads may share one.

    `kept.Front` answers GET and HEAD from the site table. All else goes through Flask: the two
    forms, and bad requests.
    """

    def __init__(
        self, guide: Guide, settings: Settings, offer: Offer, translated: Translated
    ) -> None:
        super().__init__("guide", static_folder=None)
        self.guide = guide
        self.settings = settings
        self.offer = offer
        self.translated = translated
        self.languages = offer.languages
        self.site = offer.table
        self.renderer = Renderer(guide, offer, settings)
        self.config.update(
            # OPTIONS, too, is answered with the numbers, as a method that no page takes.
            PROVIDE_AUTOMATIC_OPTIONS=False,
            MAX_CONTENT_LENGTH=64 * 1024,
            WTF_I18N_ENABLED=False,  # we do not show its messages, and it reads them each time
        )
        # Flask redirects nothing: it serves an address or does not.
        self.url_map.strict_slashes = False
        self.url_map.merge_slashes = False
        self.pages = KeptPages(self.renderer)
        self.routes = Routes(offer)
        board = Board(guide.contacts.values())
        self.front = Front(self.pages, board, self.routes, settings, use_until(guide))
        # The table knows which addresses there are, and which of them take a form.
        self.view_functions["form"] = self._form
        self.url_map.add(Rule("/", endpoint="form"))
        self.url_map.add(Rule("/<path:address>", endpoint="form"))
        self._headers = page_headers(settings.https)
        self._checks = checks(guide)
        self.register_error_handler(HTTPException, self._error)
        self.register_error_handler(Exception, self._failure)
        self.after_request(self._finish)
        self._answer = self._stack()

    @property
    def notice(self) -> str:
        """What to print at start: who is served, and which languages are and are not."""
        rows = [self.settings.notice]
        left = [code for code in self.translated.languages if code not in self.languages]
        if left and not self.settings.languages:
            rows.append(
                f"These languages are not served: {', '.join(left)}. `flask guide check` says what "
                "is missing there, or was not read."
            )
        return "\n".join(rows)

    def make_ahead(self) -> None:
        """Make every page in each language, for all states of the lines in the next week, or for
        those at which the clock of the settings stands. It takes seconds; meanwhile threads may ask
        for pages. A page whose own file is wrong, such as that of the people, is left out, and said
        once.
        """
        wrong: set[str] = set()
        days = 0 if self.settings.clock else 7
        for states in self.front.board.states_from(self.settings.now(), days):
            editions = {code: Edition(own, states) for code, own in self.languages.items()}
            for language, page in self.offer.rows():
                try:
                    self.pages.get(editions[language.code], page)
                except Exception as error:  # one page must not keep others back
                    wrong.add(f"/{page.address} cannot be shown. {error or type(error).__name__}")
        for text in wrong:
            print(text, file=sys.stderr)

    def wsgi_app(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """The entry point that Flask calls for each request."""
        return self._answer(environ, start_response)

    def _stack(self) -> "WSGIApplication":
        """The layers that a request goes through; the last one added is the outermost."""
        app = self.front.answering(super().wsgi_app)
        app = Sounds(app, self.guide, self.settings)
        app = Health(app, self.guide, self.settings)
        app = WellKnown(app, self.guide, self.settings)
        app = LastResort(app, self.guide, self.settings)
        app = self.front.wrap(app)
        if self.settings.proxies:
            # The address of the visitor (x_for) stays where it is: we do not want to know it.
            count = self.settings.proxies
            app = ProxyFix(app, x_for=0, x_proto=count, x_host=count)
        return app

    def _form(self, address: str = "") -> Response:  # noqa: ARG002 (the rule names it)
        """The answer to a form; `front` has answered all that only reads a page."""
        language, page = self.routes.at(request.path)
        if page.part == "error":
            abort(page.status)
        if not page.form or request.method != "POST":
            raise MethodNotAllowed(["GET", "HEAD", *["POST"] * bool(page.form)])
        shown = self._posted(page)
        html = self.renderer(self.front.edition(language), shown)
        return Response(html, shown.status, page_headers(self.settings.https, shown))

    def _posted(self, page: Page) -> Page:
        """The page that answers a form sent to this page. What was sent is then forgotten."""
        if page.form == "kit":
            return self._kit(page)
        ticked = SignsForm(sign.id for sign in every_sign(self.guide)).signs.data or ()
        if page.address == self.guide.SIGNS:
            return noticed(self.guide, ticked)
        return sheet(self.guide, page.values["sheet"].id, ticked)

    def _kit(self, page: Page) -> Page:
        """The papers that were chosen, or what was wrong with the choice."""
        ours = f"http{'s' * self.settings.https}://{request.host}"
        known = self.offer.on_paper
        form = KitForm(known, PAPERS, self._checks, ours)
        if faults := form.faults():
            return refused(page, faults)
        chosen = [known[code] for code in form.chosen_languages]
        return document(form.chosen_papers, chosen, form.place_name, form.mono.data, form.two.data)

    def _error(self, error: HTTPException) -> AnyResponse:
        """Our own page for an error, with the numbers first."""
        response = AnyResponse.force_type(error.get_response())
        language, page = self.routes.error(response.status_code, request.path)
        edition = self.front.edition(language)
        # Keep the headers of the exception, such as Allow, and replace its body.
        response.set_data(self.pages.html(edition, page))
        return response

    def _failure(self, error: Exception) -> AnyResponse:
        self.logger.error("A page could not be made", exc_info=error)
        return self._error(InternalServerError())

    def _finish(self, response: Response) -> Response:
        """Add our headers to every answer of Flask, and compress it."""
        for name, value in self._headers.items():
            response.headers.setdefault(name, value)
        response.headers["CDN-Cache-Control"] = "no-store"
        response.vary.add("Accept-Encoding")
        if reads_gzip(request.headers.get("Accept-Encoding", "")):
            response.headers.set(*GZIP)
            response.set_data(packed(response.get_data(), once=True))
        return response
