"""Makes each page once and keeps it. A page depends only on its edition, so a kept one is right
until the state of a line changes. docs/decisions/0011 says what was measured.
"""

import gzip
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from ..content.hours import LONDON, Board
from ..pages.edition import Edition, States
from ..pages.languages import Language
from ..pages.site import Page
from ..settings import Settings
from .encoding import GZIP, packed, reads_gzip
from .headers import page_headers
from .routes import Route, Routes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOG = logging.getLogger(__name__)
OK = "200 OK"
NOTHING = memoryview(b"")

LONGEST_AT_THE_EDGE = 3600
"""The longest that an edge may keep a page, in seconds."""

NEVER = -(10**12)
"""A second that no clock shows: the year 1 began after it."""


Headers = list[tuple[str, str]]


class Answer(NamedTuple):
    """A whole answer.

    Its body is a view, and each visitor is sent a copy of it. Python notes in each object how often
    it is in use. To send the bytes themselves would write into the memory that the workers share,
    and each worker would then have a copy of its own.
    """

    status: str
    headers: Headers
    body: memoryview

    def sent(self, start_response: "StartResponse") -> list[bytes]:
        """Send it, in one piece: if a worker is killed, all or nothing was sent."""
        start_response(self.status, self.headers)
        return [bytes(self.body)]


class KeptPages:
    """The pages of a site, each made once for its edition and address, and kept as gzip.

    Threads may share one: two pages made at the same time are the same.
    """

    MOST = 20_000
    """The most pages kept: far more than those of all states that occur in a week."""

    def __init__(self, render: Callable[[Edition, Page], str]) -> None:
        self.render = render
        self.kept: dict[tuple[Edition, str], memoryview] = {}
        self.different: dict[bytes, memoryview] = {}

    def get(self, edition: Edition, page: Page) -> memoryview:
        """A page of the site, as gzip. Raises what `render` raises."""
        if page.part == "file":  # it is the same at any hour
            edition = replace(edition, states=None)
        if edition.late and page.part not in ("kit", "paper"):  # only they offer paper
            edition = replace(edition, late=False)
        key = (edition, page.address)
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= self.MOST:
                self.kept.clear()
                self.different.clear()
            found = self.kept[key] = self._made(edition, page)
        return found

    def html(self, edition: Edition, page: Page) -> bytes:
        """A page of the site, for the few who do not read gzip. Raises what `render` raises."""
        return gzip.decompress(self.get(edition, page))

    def _made(self, edition: Edition, page: Page) -> memoryview:
        html = self.render(edition, page).encode()
        # Most pages are the same in several states: they are kept once.
        name = sha256(html).digest()
        return self.different.get(name) or self.different.setdefault(name, memoryview(packed(html)))


@dataclass(frozen=True)
class Moment:
    """A second (since 1970 began): the states of all lines in it, whether it is late (as in
    `Edition`), for how many seconds an edge may keep a page from then on, and the answers given in
    it, by all that they depend on.
    """

    second: int
    states: States
    late: bool
    seconds_left: int
    ready: dict[tuple[str | None, ...], Answer] = field(default_factory=dict)


class Front:
    """Stands before the application. It answers each GET and HEAD from the site table, and refuses
    each request for another host.

    States change at whole minutes, so what is right when a second begins is right until it ends.
    Threads may share one: a moment is replaced as a whole.
    """

    MOST_READY = 512
    """The most answers kept in a moment, so that odd host names or encodings do not fill memory."""

    def __init__(
        self,
        pages: KeptPages,
        board: Board,
        routes: Routes,
        settings: Settings,
        last_day: date,
    ) -> None:
        self.pages = pages
        self.board = board
        self.routes = routes
        self.time = settings.time
        self.fixed = {
            page.address: _fixed_headers(page, settings.https) for page in routes.table.values()
        }
        self.late_from = datetime.combine(last_day + timedelta(days=1), time(), LONDON)
        self.hosts = frozenset(map(_name, settings.hosts))
        self.last = Moment(NEVER, (), late=False, seconds_left=0)

    def wrap(self, rest: "WSGIApplication") -> "WSGIApplication":
        """An application that gives answers kept in this second; `rest` answers all else."""

        def fast(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
            moment = self.last
            present = moment.second == int(self.time())
            found = moment.ready.get(_asked(environ)) if present else None
            # A new second is worked out in `rest`: if that fails, there is a last resort.
            if found is None:
                return rest(environ, start_response)
            return found.sent(start_response)

        return fast

    def answering(self, forms: "WSGIApplication") -> "WSGIApplication":
        """Answers GET and HEAD from the site table, and all requests for another host, as an
        application; `forms` answers the rest.
        """

        def from_table(
            environ: "WSGIEnvironment", start_response: "StartResponse"
        ) -> Iterable[bytes]:
            ours = _name(environ.get("HTTP_HOST", "")) in self.hosts
            if ours and environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
                return forms(environ, start_response)
            moment = self.moment()
            answer = self._answer(environ, moment, ours)
            known = environ["PATH_INFO"] in self.routes.pages and answer.status == OK
            # Few read no gzip, and a page is large without it.
            if known and GZIP in answer.headers and len(moment.ready) < self.MOST_READY:
                moment.ready[_asked(environ)] = answer
            return answer.sent(start_response)

        return from_table

    def moment(self) -> Moment:
        """The present second."""
        second = int(self.time())
        last = self.last
        if last.second == second:
            return last
        now = datetime.fromtimestamp(second, UTC)
        snapshot = self.board.at(now)
        late = now >= self.late_from
        until = snapshot.until if late else min(snapshot.until, self.late_from)
        left = int(min((until - now).total_seconds(), LONGEST_AT_THE_EDGE))
        same = (last.states, last.late, last.seconds_left) == (snapshot.states, late, left)
        self.last = Moment(second, snapshot.states, late, left, last.ready if same else {})
        return self.last

    def edition(self, language: Language) -> Edition:
        """The present edition of a language."""
        moment = self.moment()
        return Edition(language, moment.states, late=moment.late)

    def _answer(self, environ: "WSGIEnvironment", moment: Moment, ours: bool) -> Answer:
        path = environ["PATH_INFO"]
        strange = HTTPStatus.MISDIRECTED_REQUEST
        try:
            route = self.routes.at(path) if ours else self.routes.error(strange, path)
            return self._page(environ, moment, route)
        except Exception:
            LOG.exception("A page could not be made")
            failed = self.routes.error(HTTPStatus.INTERNAL_SERVER_ERROR, path)
            return self._page(environ, moment, failed)

    def _page(self, environ: "WSGIEnvironment", moment: Moment, route: Route) -> Answer:
        language, page = route
        edition = Edition(language, moment.states, late=moment.late)
        kept = page.status == HTTPStatus.OK
        changing = [("CDN-Cache-Control", f"max-age={moment.seconds_left}" if kept else "no-store")]
        if reads_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
            body = self.pages.get(edition, page)
            changing.append(GZIP)
        else:
            body = memoryview(self.pages.html(edition, page))
        changing.append(("Content-Length", str(len(body))))
        headers = [*self.fixed[page.address], *changing]
        sent = NOTHING if environ["REQUEST_METHOD"] == "HEAD" else body
        return Answer(f"{page.status:d} {page.status.phrase}", headers, sent)


def _fixed_headers(page: Page, https: bool) -> Headers:
    """The headers of a page that are always the same."""
    fixed = page_headers(https, page)
    more = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding")]
    return [*fixed.items(), *more]


def _name(host: str) -> str:
    """A host as we compare it: in small letters, without its port and a dot at its end."""
    return re.sub(r"\.?(:\d*)?$", "", host.lower(), count=1, flags=re.ASCII)


def _asked(environ: "WSGIEnvironment") -> tuple[str | None, ...]:
    """All of a request that an answer from the table depends on."""
    return (
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        environ.get("HTTP_ACCEPT_ENCODING"),
        environ.get("HTTP_HOST"),
    )
