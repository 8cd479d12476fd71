"""The guide as chaos and attacks serve it: each request is counted as a letter in a file.

BENCH_COUNT is that file, BENCH_LONGEST the most seconds that an edge may keep a page, and
BENCH_AHEAD how many seconds its clock is ahead of this machine's.
"""

import os
import re
from collections.abc import Iterable
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from guide import Settings, create_app

LONGEST = int(os.environ["BENCH_LONGEST"])
AHEAD = float(os.environ.get("BENCH_AHEAD", "0"))


class Ahead(Settings):
    """Settings with a clock that is ahead."""

    def time(self) -> float:
        return super().time() + AHEAD


class Counted:
    """The guide, with its requests counted and its pages right for less long."""

    def __init__(self) -> None:
        self.app = create_app(Ahead.read())
        self.make_ahead = self.app.make_ahead
        self.file = os.open(os.environ["BENCH_COUNT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        os.write(self.file, environ["REQUEST_METHOD"][:1].encode())

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [(n, sooner(n, value)) for n, value in headers], *more)

        return self.app(environ, start)


def sooner(name: str, value: str) -> str:
    """A header, with a page that is right for at most LONGEST."""
    if name != "CDN-Cache-Control":
        return value
    return re.sub(r"\d+", lambda age: str(min(int(age[0]), LONGEST)), value)


app = Counted()
