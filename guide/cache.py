"""Pages are made once for each language and each state of the lines, and then only handed out.

A page is a pure function of these, so nothing has to be thrown away but by the clock. Only pages
that exist are kept, so odd addresses cannot fill the memory: docs/decisions/0011.
"""

import gzip
from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import brotli
from flask import g, request
from werkzeug import Response
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header
from werkzeug.sansio.utils import host_is_trusted

from .hours import Board, State, ordered
from .i18n import language
from .model import Guide, Line
from .settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

T = TypeVar("T")

OK = "200 OK"
NOW = "guide.now"
"""Where the instant of a request stands in its WSGI environment."""


class Present:
    """The hour, as far as pages depend on it."""

    LONGEST_AT_THE_EDGE = 3600

    def __init__(self, guide: Guide, settings: Settings) -> None:
        self.board = Board(guide.contacts.values())
        self.settings = settings
        self.made: tuple[tuple[State, ...], dict[Hashable, Any]] = ((), {})

    def now(self) -> datetime:
        """The instant of this request: one, so that no page is made across a change of state."""
        instant: datetime = request.environ.setdefault(NOW, self.settings.now())
        return instant

    def any_hour(self) -> bool:
        """Whether this page must be right at any hour, because it is shipped or reviewed as a file:
        then the lines stand in the order of the content, and none is preferred.
        """
        return bool(g.get("any_hour", False))

    def states(self) -> tuple[State, ...]:
        """All of the hour that a page depends on."""
        return () if self.any_hour() else self.board.at(self.now()).states

    def in_order(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """The lines in the order to try them at the hour that the page is for."""
        return ordered(lines, None if self.any_hour() else self.now())

    def kept(self, states: tuple[State, ...]) -> dict[Hashable, Any]:
        """What was made while the lines were so. What was made for other states is dropped.

        Threads may share this: whoever holds what belongs to a state keeps it until it is done.
        """
        made = self.made
        if made[0] != states:
            made = self.made = (states, {})
        return made[1]

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` makes, made once for this key, the language and the states of the lines.

        It must depend on these alone.
        """
        if self.any_hour():
            return make()
        kept = self.kept(self.states())
        whole = (key, language().code)
        if whole not in kept:
            kept[whole] = make()
        made: T = kept[whole]
        return made

    def seconds_left(self, now: datetime) -> int:
        """How long a page made now stays right: until the first line changes, at most an hour."""
        left = self.board.at(now).until - now
        return int(min(left.total_seconds(), self.LONGEST_AT_THE_EDGE))


class Answer(NamedTuple):
    """A whole response, but for how long an edge may keep it."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


class Kept:
    """Wraps the application: answers with the pages made before, and keeps those made now.

    Whatever is sent is compressed as the browser can read it: a page must fit the first packets.
    """

    def __init__(self, app: "WSGIApplication", present: Present) -> None:
        self.app = app
        self.present = present
        self.trusted = lru_cache(maxsize=64)(
            lambda host: host_is_trusted(host, present.settings.hosts)
        )

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        now = environ[NOW] = self.present.settings.now()
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        reads = environ["REQUEST_METHOD"] in ("GET", "HEAD")
        path = environ["PATH_INFO"]
        key = (path, encoding)
        # Flask takes any number of slashes at the beginning for one: such an address is not kept.
        if reads and "//" not in path and self.trusted(environ.get("HTTP_HOST", "")):
            answers = self.present.kept(self.present.board.at(now).states)
            answer = answers.get(key) or self.made(environ, encoding)
            if answer.status == OK:
                answers[key] = answer
        else:
            answer = self.made(environ, encoding)
        kept = reads and answer.status == OK
        edge = f"max-age={self.present.seconds_left(now)}" if kept else "no-store"
        # In one piece: if a worker is killed, its answer is whole or not there at all.
        start_response(answer.status, [*answer.headers, ("CDN-Cache-Control", edge)])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]

    def made(self, environ: "WSGIEnvironment", encoding: str) -> Answer:
        """What the application answers, compressed: fast if it is for this visitor alone, else
        thoroughly, for it will be kept. Error pages are kept here, for they are few.
        """
        method = environ["REQUEST_METHOD"]
        whole = {**environ, "REQUEST_METHOD": "GET" if method == "HEAD" else method}
        response = Response.from_app(self.app, whole, buffered=True)
        response.vary.add("Accept-Encoding")
        if encoding:
            response.content_encoding = encoding
            own = method == "POST" and response.status == OK
            data = response.get_data()
            response.set_data(COMPRESSED[encoding](data, True) if own else packed(encoding, data))
        return Answer(response.status, response.headers.to_wsgi_list(), response.get_data())


def _br(data: bytes, fast: bool) -> bytes:
    compressed: bytes = brotli.compress(data, quality=1 if fast else 11)
    return compressed


def _gzip(data: bytes, fast: bool) -> bytes:
    return gzip.compress(data, 1 if fast else 9, mtime=0)


COMPRESSED = {"br": _br, "gzip": _gzip}
"""How to compress, best first: fast for what is sent once, thoroughly for what is kept."""


@lru_cache(maxsize=64)
def packed(encoding: str, data: bytes) -> bytes:
    """A page that everybody gets, compressed as well as can be, once."""
    return COMPRESSED[encoding](data, False)


@lru_cache(maxsize=256)
def best_encoding(accept: str) -> str:
    """The best encoding that a browser accepts, or "" for none."""
    accepted = parse_accept_header(accept, Accept)
    return next((name for name in COMPRESSED if accepted[name]), "")
