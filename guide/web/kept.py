"""Makes each answer once and keeps it. A page depends only on its edition, so a kept answer is
right until the state of a line changes. docs/decisions/0011 says what was measured.
"""

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
from .encoding import ENCODINGS, best_encoding, compressed, unpacked
from .headers import page_headers
from .routes import Route, Routes

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOG = logging.getLogger(__name__)
OK = "200 OK"

LONGEST_AT_THE_EDGE = 3600
"""The longest that an edge may keep a page, in seconds."""

NEVER = -(10**12)
"""A second that no clock shows: the year 1 began after it."""


Headers = list[tuple[str, str]]


class Answer(NamedTuple):
    """A whole answer. Its body is one piece: if a worker is killed, all or nothing was sent."""

    status: str
    headers: Headers
    body: list[bytes]


class Answers:
    """The answers with the pages of a site, each made once for its edition, address and encoding.
    Those without an encoding are not kept, as few ask for them and they are large.

    Threads may share one: two answers made at the same time are the same.
    """

    MOST = 20_000
    """The most answers kept: far more than the pages of all states that occur in a week."""

    def __init__(self, render: Callable[[Edition, Page], str], https: bool) -> None:
        self.render = render
        self.https = https
        self.headers: dict[str, Headers] = {}
        self.kept: dict[tuple[Edition, str, str], Answer] = {}
        self.different: dict[tuple[str, str, bytes], Answer] = {}

    def get(self, edition: Edition, page: Page, encoding: str) -> Answer:
        """The answer with a page of the site. `encoding` is one of ENCODINGS, or "" for none.

        Raises what `render` raises.
        """
        if page.part == "file":  # it is the same at any hour
            edition = replace(edition, states=None)
        if page.part not in ("kit", "paper"):  # only they offer paper
            edition = replace(edition, late=False)
        if not encoding:
            return self._answer(page, "", self._html(edition, page))
        key = (edition, page.address, encoding)
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= self.MOST:
                self.kept.clear()
                self.different.clear()
            found = self.kept[key] = self._made(edition, page, encoding)
        return found

    def _made(self, edition: Edition, page: Page, encoding: str) -> Answer:
        html = self._html(edition, page)
        # Most pages are the same in several states: their answer is kept once.
        name = (page.address, encoding, sha256(html).digest())
        return self.different.get(name) or self.different.setdefault(
            name, self._answer(page, encoding, compressed(encoding, html))
        )

    def _html(self, edition: Edition, page: Page) -> bytes:
        for encoding in ENCODINGS:
            if packed := self.kept.get((edition, page.address, encoding)):
                return unpacked(encoding, packed.body[0])
        return self.render(edition, page).encode()

    def _answer(self, page: Page, encoding: str, body: bytes) -> Answer:
        if page.address not in self.headers:
            fixed = page_headers(self.https, page) | {
                "Content-Type": "text/html; charset=utf-8",
                "Vary": "Accept-Encoding",
            }
            self.headers[page.address] = [*fixed.items()]
        headers = [*self.headers[page.address], ("Content-Length", str(len(body)))]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Answer(f"{page.status:d} {page.status.phrase}", headers, [body])


@dataclass(frozen=True)
class Moment:
    """A second (since 1970 began): the states of all lines in it, whether it is late (as in
    `Edition`), for how many seconds an edge may
    keep a page from then on, and the answers given in it, by all that they depend on.
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
        answers: Answers,
        board: Board,
        routes: Routes,
        settings: Settings,
        last_day: date,
    ) -> None:
        self.answers = answers
        self.board = board
        self.routes = routes
        self.time = settings.time
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
            start_response(found.status, found.headers)
            return found.body

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
            if known and len(moment.ready) < self.MOST_READY:
                moment.ready[_asked(environ)] = answer
            start_response(answer.status, answer.headers)
            return answer.body

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
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        edition = Edition(language, moment.states, late=moment.late)
        answer = self.answers.get(edition, page, encoding)
        kept = page.status == HTTPStatus.OK
        edge = f"max-age={moment.seconds_left}" if kept else "no-store"
        body = [] if environ["REQUEST_METHOD"] == "HEAD" else answer.body
        return Answer(answer.status, [*answer.headers, ("CDN-Cache-Control", edge)], body)


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
