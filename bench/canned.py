"""A bare WSGI application that gives out answers from a file: the floor under all Python here.

BENCH_CANNED is a pickle of {path: (status, headers, body)}.
"""

import os
import pickle
from collections.abc import Iterable
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

ANSWERS = pickle.loads(Path(os.environ["BENCH_CANNED"]).read_bytes())


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    status, headers, body = ANSWERS[environ["PATH_INFO"]]
    start_response(status, headers)
    return (body,)
