"""What the benches serve by the flags of the guide: `bare`, `canned` and `counted`.

The environment says with what. Only `counted` reads the guide, so the others are not heavier.
"""

import os
import pickle
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

from flask import Flask, render_template

TEXT = "A short line of plain text, forty chars. " * 75

bare = Flask(__name__, static_folder=None)
"""Flask and nothing else: about 3 KB, made anew for each request, not compressed."""

bare.add_url_rule("/", "text", lambda: TEXT)
bare.add_url_rule("/page", "page", lambda: render_template("page.html", rows=range(26)))


class Canned:
    """Gives out the answer in BENCH_CANNED, and knows nothing else: the floor under all Python.

    That is a pickled file of the status, the headers and the body.
    """

    def __init__(self, file: str) -> None:
        self.status, self.headers, self.body = pickle.loads(Path(file).read_bytes())

    def __call__(self, _: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, self.headers)
        return (self.body,)


class Counted:
    """The guide. Each request is a byte more in the file BENCH_COUNT. Its clock is BENCH_AHEAD
    seconds ahead of the machine's, unless the settings stop it.
    """

    def __init__(self, count: str, ahead: float) -> None:
        from guide import Settings, create_app  # noqa: PLC0415 (the other two must not load it)

        class Ahead(Settings):
            def time(self) -> float:
                return super().time() + ahead * (self.clock is None)

        self.app = create_app(Ahead.read())
        self.make_ahead = self.app.make_ahead
        self.file = os.open(count, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        os.write(self.file, b"x")
        return self.app(environ, start_response)


if "BENCH_CANNED" in os.environ:
    canned = Canned(os.environ["BENCH_CANNED"])
if "BENCH_COUNT" in os.environ:
    counted = Counted(os.environ["BENCH_COUNT"], float(os.environ.get("BENCH_AHEAD", "0")))
