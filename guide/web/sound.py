"""Recorded voices: `/sound/<name>`, for each file that the content names. docs/decisions/0041."""

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from werkzeug import Response
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.utils import send_file

from ..content.model import Guide
from ..content.sound import SoundName
from ..settings import Settings
from .headers import BARE, HTTPS
from .kept import LONGEST_AT_THE_EDGE

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


class Sounds:
    """Wraps an application and answers these addresses for it, whole or in the parts that a player
    asks for. An edge may keep them, so that slow listeners hold nobody up. Threads may share one.
    """

    def __init__(self, app: "WSGIApplication", guide: Guide, settings: Settings) -> None:
        self.app = app
        self.names = {one.file.path: one.file for one in guide.heard}
        self.files = guide.sounds
        self.headers = {**BARE, **(HTTPS if settings.https else {})}

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        name = self.names.get(environ["PATH_INFO"])
        if name is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return self.app(environ, start_response)
        return [*self._answer(name, environ)(environ, start_response)]

    def _answer(self, name: SoundName, environ: "WSGIEnvironment") -> Response:
        data = BytesIO(self.files[name].data)
        try:
            answer = send_file(data, environ, mimetype=name.type, conditional=True, etag=False)
        except RequestedRangeNotSatisfiable as error:
            answer = Response(
                status=error.code, headers={"Content-Range": f"bytes */{error.length}"}
            )
            answer.headers.update(self.headers)
            return answer
        answer.headers.update(
            self.headers | {"CDN-Cache-Control": f"max-age={LONGEST_AT_THE_EDGE}"}
        )
        return answer
