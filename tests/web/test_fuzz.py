"""Requests that nobody would send: never a server error, never a cookie, never a trace; and every
error has the numbers. 2,000 in each run of the tests; FUZZ=100000 sends as many.
"""

import gzip
import os
import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response

from tests.conftest import SERVED, client_at, tel

METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "BREW"]
NAMES = ["Accept-Encoding", "Accept-Language", "Cookie", "Host", "Range", "If-None-Match", "Expect",
         "X-Forwarded-For", "X-Forwarded-Host", "X-HTTP-Method-Override", "Content-Type",
         "Content-Length", "Transfer-Encoding", "Referer", "Authorization", "If-Match",
         "If-Unmodified-Since", "If-Modified-Since", "Accept", "Accept-Charset", "Upgrade",
         "Connection", "Content-Encoding", "Origin", "Access-Control-Request-Method",
         "Sec-Fetch-Site"]  # fmt: skip
COUNT = int(os.environ.get("FUZZ", "2000"))
NUMBERS = [
    f'href="{tel(role)}"'.encode() for role in ("emergency", "out-of-hours", "duty-desk", "police")
]

paths = st.one_of(
    st.sampled_from([*SERVED, "/kit", "/healthz", "/readyz", "/robots.txt", "/favicon.ico", "*"]),
    st.text(max_size=60).map(lambda text: "/" + text),
    st.binary(max_size=40).map(lambda raw: "/" + raw.decode("latin-1")),
    st.tuples(st.sampled_from(SERVED), st.text(max_size=20)).map("".join),
    st.lists(st.sampled_from(["help", "now", "..", ".", "", "%2e%2e", "desk"]), max_size=8).map(
        lambda parts: "/" + "/".join(parts)
    ),
)
latin = st.characters(max_codepoint=255, exclude_characters="\r\n")
headers = st.dictionaries(
    st.one_of(
        st.sampled_from(NAMES),
        st.text(string.ascii_letters + "-", min_size=1, max_size=20),
    ),
    st.text(latin, max_size=40),
    max_size=5,
)
APP = client_at().application
UNPACK = {"": bytes, "gzip": gzip.decompress}


request = st.tuples(
    paths, st.text(max_size=40), st.sampled_from(METHODS), headers, st.binary(max_size=200)
)


# Ten requests to an example: Hypothesis takes far longer between examples than we do to answer.
@settings(max_examples=COUNT // 10, suppress_health_check=list(HealthCheck), database=None)
@given(st.lists(request, min_size=10, max_size=10))
def test_no_request_brings_it_down(
    requests: list[tuple[str, str, str, dict[str, str], bytes]],
) -> None:
    for each in requests:
        is_answered(*each)


def is_answered(path: str, query: str, method: str, header: dict[str, str], body: bytes) -> None:
    # Built by hand: a test client would tidy the address before the guide sees it.
    environ = EnvironBuilder(method=method, headers=header, data=body).get_environ()
    environ["PATH_INFO"] = path.encode().decode("latin-1")
    environ["QUERY_STRING"] = query.encode().decode("latin-1")
    answer = Response.from_app(APP, environ)
    assert answer.status_code < 500
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store, no-transform"
    assert answer.headers["X-Frame-Options"] == "DENY"
    if answer.status_code >= 400 and method != "HEAD":
        unpack = UNPACK[answer.headers.get("Content-Encoding", "")]
        html = unpack(answer.data)
        assert all(number in html for number in NUMBERS)
        assert b"Traceback" not in html
