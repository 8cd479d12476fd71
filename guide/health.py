"""`/healthz` and `/readyz`: what a machine asks that keeps the guide running.

They answer before anything else, to any host name: a probe asks by address. Nothing is counted.
"""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug import Response

from .freshness import stale
from .headers import BARE
from .hours import LONDON
from .model import Guide
from .rules import check
from .settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Health:
    """Wraps the application and answers for it to those two addresses.

    /healthz: 200 while this process can answer at all.
    /readyz: 200 if the content keeps every rule of the start and no number was checked too long
    ago; else 503 and what is wrong. It is asked before a release is put in service and by whoever
    watches it. It must not take the guide away from people: a number checked long ago is better
    than none.
    """

    def __init__(self, app: "WSGIApplication", guide: Guide, settings: Settings) -> None:
        self.app = app
        self.guide = guide
        self.settings = settings

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in ("/healthz", "/readyz"):
            return self.app(environ, start_response)
        wrong = [*self.wrong()] if path == "/readyz" else []
        status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
        text = "\n".join(wrong or ["ok"]) + "\n"
        response = Response(text, status, BARE, content_type="text/plain; charset=utf-8")
        return [*response(environ, start_response)]

    def wrong(self) -> Iterator[str]:
        """What keeps the guide from being ready, a line for each."""
        day = self.settings.now().astimezone(LONDON).date()
        for problem in (*check(self.guide), *stale(self.guide, day)):
            yield f"{problem.place}: {problem.wrong}"
