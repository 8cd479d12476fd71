"""The headers of every response, right or wrong: one test for each promise."""

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guide import Settings, create_app
from guide.web.headers import BARE, HTTPS
from tests.conftest import ENGLISH, SERVED, TOP, client_at, london, paths, shipped, table
from tests.dom import parsed

PATHS = [*SERVED, *paths("paper", "file"), "/no/page", "/nothing"]
FORMS = [f"/{address}" for address, page in table().items() if page.form]
FOR_MACHINES = ["/healthz", "/readyz", "/robots.txt", "/favicon.ico", "/.well-known/security.txt"]
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "BREW")
EXACT = {
    "Cache-Control": "no-store, no-transform",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


SENDS = ("GET", "HEAD", "POST")
"""How the page with the form of the kit can be asked for."""


@pytest.mark.parametrize("method", METHODS)
def test_fixed_headers_and_no_cookie_ever(client: FlaskClient, method: str) -> None:
    for path in PATHS + FOR_MACHINES:
        answer = client.open(path, method=method, headers={"Cookie": "session=x; language=ur"})
        asks_itself = (
            {"Referrer-Policy": "same-origin"} if path == "/kit" and method in SENDS else {}
        )
        assert {name: answer.headers[name] for name in EXACT} == {**EXACT, **asks_itself}
        assert "Set-Cookie" not in answer.headers


def test_features_that_could_watch_somebody_are_off(client: FlaskClient) -> None:
    features = client.get("/").headers["Permissions-Policy"].split(", ")
    assert len({*features}) == len(features)
    assert all(re.fullmatch(r"[a-z-]+=\(\)", feature) for feature in features)
    assert {"camera=()", "geolocation=()", "microphone=()", "browsing-topics=()"} < {*features}


def test_the_edge_says_the_same_with_what_it_says_itself() -> None:
    conf = (TOP / "deploy/edge/headers.conf").read_text("utf-8")
    rows = [row for row in conf.splitlines() if row and not row.startswith("#")]
    said = dict(re.fullmatch(r'add_header (\S+) "(.*)" always;', row).groups() for row in rows)
    # CDN-Cache-Control is between the guide and the edge: nobody in front of the edge gets it.
    assert said | {"CDN-Cache-Control": "no-store"} == {**BARE, **HTTPS}


SENT = {"signs": ["school"], "papers": ["poster", "wallet"], "languages": ["en"]}
"""What somebody may send with a form."""


@pytest.mark.parametrize("path", PATHS)
def test_the_policy_allows_our_own_style_and_script_and_nothing_else(
    client: FlaskClient, path: str
) -> None:
    only_its_own(client.get(path))


@pytest.mark.parametrize("path", FORMS)
def test_so_does_the_policy_of_the_answer_to_a_form(client: FlaskClient, path: str) -> None:
    answer = client.post(path, data=SENT, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200
    only_its_own(answer)


def only_its_own(answer: TestResponse) -> None:
    page = parsed(answer.get_data(as_text=True))
    policy = dict(
        part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; ")
    )

    def hashed(tag: str) -> set[str]:
        texts = [element.text.encode() for element in page.select(tag)]
        return {f"'sha256-{b64encode(sha256(text).digest()).decode()}'" for text in texts}

    assert hashed("style") == set(policy.pop("style-src").split())
    assert hashed("script") == set(policy.pop("script-src").split())
    assert policy.pop("media-src", "") == ("'self'" if page.select("audio") else "")
    assert policy == {
        "default-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_only_the_first_screen_may_be_indexed(client: FlaskClient) -> None:
    assert "X-Robots-Tag" not in client.get("/").headers
    for path in PATHS[1:] + FOR_MACHINES:
        assert client.get(path).headers["X-Robots-Tag"] == "noindex, nofollow"


def test_https_is_insisted_on_only_behind_https() -> None:
    assert "Strict-Transport-Security" not in client_at().get("/").headers
    client = create_app(Settings(https=True), shipped(), ENGLISH).test_client()
    for method in METHODS:
        for path in PATHS + FOR_MACHINES:
            for host in ("localhost", "evil.example"):
                answer = client.open(path, method=method, headers={"Host": host})
                assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"


@pytest.mark.parametrize(
    ("at", "seconds"),
    [
        ("2026-11-25T11:00:00", 3600),  # nothing changes for hours: an hour at most
        ("2026-11-25T09:30:00", 1800),
        ("2026-11-25T15:59:30", 30),
        ("2026-11-25T16:00:00", 3600),
        ("2026-12-24T17:50:00", 600),
        ("2026-12-25T11:00:00", 3600),
    ],
)
def test_an_edge_keeps_a_page_no_longer_than_it_is_right(at: str, seconds: int) -> None:
    assert client_at(at).get("/").headers["CDN-Cache-Control"] == f"max-age={seconds}"


def test_an_edge_keeps_no_error_and_no_answer_to_other_methods(client: FlaskClient) -> None:
    assert client.get("/nothing").headers["CDN-Cache-Control"] == "no-store"
    assert client.post("/").headers["CDN-Cache-Control"] == "no-store"
    assert client.options("/").headers["CDN-Cache-Control"] == "no-store"
    assert client.head("/").headers["CDN-Cache-Control"] == "max-age=3600"


def test_pages_are_compressed_if_the_browser_can_read_it(client: FlaskClient) -> None:
    plain = client.get("/")
    packed = client.get("/", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert client.post("/", headers={"Accept-Encoding": "gzip"}).content_encoding == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 2
    for other in ("br", "gzip;q=0, br"):
        refused = client.get("/", headers={"Accept-Encoding": other})
        assert "Content-Encoding" not in refused.headers


def test_a_visitor_cannot_forge_the_host_unless_a_proxy_is_trusted() -> None:
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    settings = Settings(clock=london("2026-11-25T11:00"))
    direct = create_app(settings, shipped(), ENGLISH).test_client()
    assert direct.get("/", headers=forged).status_code == 200
    behind = create_app(replace(settings, proxies=1), shipped(), ENGLISH).test_client()
    assert behind.get("/", headers=forged).status_code == 421
    assert behind.get("/", headers={"X-Forwarded-Host": "localhost"}).status_code == 200
    for client in (direct, behind):
        assert not re.search("evil", client.get("/", headers=forged).get_data(as_text=True))
