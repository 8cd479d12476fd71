"""`/healthz` and `/readyz`: what the machines ask that keep the guide running.

They are answered first, under any host name: a probe asks by IP address. Nothing is counted.
"""

from collections.abc import Iterable, Iterator
from http import HTTPStatus
from typing import TYPE_CHECKING

from werkzeug import Response

from ..content.freshness import stale
from ..content.hours import LONDON
from ..content.model import Guide
from ..rules import check
from ..settings import Settings
from .headers import BARE, HTTPS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Health:
    """Wraps an application and answers those two addresses for it. Threads may share one.

    /healthz: 200 while this process can answer at all.
    /readyz: 200 if the content keeps every rule of the start and no number was checked too long
    ago; else 503 and what is wrong. It is for those who release the guide and who watch it. Do not
    stop the guide because of it: an old number is better than none.
    """

    def __init__(self, app: "WSGIApplication", guide: Guide, settings: Settings) -> None:
        self.app = app
        self.guide = guide
        self.settings = settings
        self.headers = {**BARE, **(HTTPS if settings.https else {})}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path not in ("/healthz", "/readyz"):
            return self.app(environ, start_response)
        wrong = [*self.wrong()] if path == "/readyz" else []
        status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
        text = "\n".join(wrong or ["ok"]) + "\n"
        response = Response(text, status, self.headers, content_type="text/plain; charset=utf-8")
        return [*response(environ, start_response)]

    def wrong(self) -> Iterator[str]:
        """Each reason why the guide is not ready, as a sentence."""
        day = self.settings.now().astimezone(LONDON).date()
        for problem in (*check(self.guide), *stale(self.guide, day)):
            yield f"{problem.place}: {problem.wrong}"
