"""Bad input and faults: no stack trace, no cookie, and always the numbers on the screen."""

import logging
from http import HTTPStatus

import pytest
from flask import abort, request
from flask.testing import FlaskClient
from jinja2 import DictLoader
from werkzeug.test import TestResponse

from guide import Settings, create_app
from guide.content.hours import instant
from guide.web.last_resort import last_resort_page
from tests.conftest import ENGLISH, london, shipped, tel

SETTINGS = Settings(clock=london("2026-11-25T20:00"))
NUMBERS = [tel(name) for name in ("emergency", "out-of-hours", "duty-desk", "police")]


def fresh_app():
    return create_app(SETTINGS, shipped(), ENGLISH)


def shows_the_numbers(answer: TestResponse, status: int) -> None:
    html = answer.get_data(as_text=True)
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    for number in NUMBERS:
        assert f'href="{number}"' in html
    assert "https://www.bbc.co.uk/weather" in html
    assert "Traceback" not in html
    assert "Werkzeug" not in html
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store, no-transform"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


ODD_PATHS = [
    "/nothing",
    "/help",
    "/help/",
    "/help/nowhere",
    "/nowhere/now",
    "/help/now/more",
    "/help/NOW",
    "/help/now.html",
    "/index.php",
    "/.env",
    "/static/style.css",
    "/favicon.png",
    "/robots.txt/",
    "/.well-known/security.txt",
    "/" + "a" * 20_000,
    "/help/" + "now/" * 2_000,
    "/%ff%fe",
    "/%00",
    "/help/%00now",
    "/help/now%0d%0aSet-Cookie:%20a=b",
    "/%E0%A4%A",
    "/..%2f..%2fetc%2fpasswd",
    "/help/../../etc/passwd",
    "/{{7*7}}",
    "/<script>alert(1)</script>",
    "/مساعدة/الآن",
    "/help/now;jsessionid=1",
]


@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:30])
def test_an_unknown_address_shows_the_numbers(client: FlaskClient, path: str) -> None:
    answer = fresh_app().test_client().get(path)
    shows_the_numbers(answer, HTTPStatus.NOT_FOUND)
    assert "We cannot find that page." in answer.get_data(as_text=True)
    assert "alert(1)" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    ["?", "?a=b", "?%ff=%fe", "?a=" + "b" * 20_000, "?<script>", "?a=b&a=c;d", "?q=مدد"],
    ids=lambda query: query[:10],
)
def test_a_query_changes_nothing(client: FlaskClient, query: str) -> None:
    assert client.get("/help/now" + query).data == client.get("/help/now").data


@pytest.mark.parametrize(
    "method",
    ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X", "G-T"],
)
def test_a_wrong_method_shows_the_numbers(method: str) -> None:
    client = fresh_app().test_client()
    taken = {"/": {"GET", "HEAD"}, "/about": {"GET", "HEAD"}, "/signs": {"GET", "HEAD", "POST"}}
    for path, methods in taken.items():
        if method not in methods:
            answer = client.open(path, method=method)
            shows_the_numbers(answer, HTTPStatus.METHOD_NOT_ALLOWED)
            assert set(answer.headers["Allow"].split(", ")) == methods
    for path in ("/nothing", "/robots.txt", "*"):
        shows_the_numbers(client.open(path, method=method), HTTPStatus.NOT_FOUND)


def test_a_huge_body_shows_the_numbers() -> None:
    answer = fresh_app().test_client().post("/", data=b"x" * 5_000_000)
    shows_the_numbers(answer, HTTPStatus.METHOD_NOT_ALLOWED)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example", "guide.example.org", "localhost.evil", "", ".", ":80", "localhost..",
        "[::1]", "localhost:evil", "evil@localhost", "localhost/evil", "xlocalhost", "ﬀ",
        "127.0.0.1.evil",
    ],
)  # fmt: skip
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_an_unknown_host_shows_the_numbers(host: str, method: str) -> None:
    answer = fresh_app().test_client().open("/signs", method=method, headers={"Host": host})
    shows_the_numbers(answer, HTTPStatus.MISDIRECTED_REQUEST)
    assert "evil" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8000", "127.0.0.1:1", "LOCALHOST", "localhost.", "Localhost.:80",
     "localhost:"],
)  # fmt: skip
def test_this_machine_is_a_known_host(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == HTTPStatus.OK
    assert client.post("/sheet", headers={"Host": host}).status_code == HTTPStatus.OK


ODD_HEADERS = [
    ("If-Match", '"x"'),
    ("If-Match", "*"),
    ("If-None-Match", "*"),
    ("If-Modified-Since", "Fri, 01 Jan 2100 00:00:00 GMT"),
    ("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT"),
    ("If-Unmodified-Since", "yesterday"),
    ("If-Range", '"x"'),
    ("Range", "bytes=0-10"),
    ("Range", "bytes=999999-"),
    ("Range", "bytes=-0,5-2"),
    ("Accept", "application/json"),
    ("Accept", "text/html;q=0, */*;q=0"),
    ("Accept-Charset", "klingon"),
    ("Accept-Encoding", "identity;q=0, *;q=0"),
    ("Accept-Encoding", "br;q=x, ;;,"),
    ("Accept-Language", "zz, *;q=0"),
    ("Content-Encoding", "gzip"),
    ("Content-Length", "-1"),
    ("Content-Type", "text/klingon; charset=none"),
    ("Expect", "100-continue"),
    ("Expect", "a miracle"),
    ("Max-Forwards", "0"),
    ("TE", "trailers"),
    ("Upgrade", "h2c"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("X-Original-URL", "/nothing"),
]


@pytest.mark.parametrize(("name", "value"), ODD_HEADERS)
def test_no_header_of_a_visitor_takes_the_page_away(
    client: FlaskClient, name: str, value: str
) -> None:
    for path in ("/", "/help/now", "/signs"):
        answer = client.get(path, headers={name: value})
        assert answer.status_code == HTTPStatus.OK
        assert answer.data == client.get(path).data
    assert client.post("/sheet", headers={name: value}).status_code == HTTPStatus.OK


def test_a_flood_of_headers_changes_nothing(client: FlaskClient) -> None:
    flood = {f"X-Flood-{number}": "x" * 500 for number in range(2_000)}
    assert client.get("/", headers=flood).data == client.get("/").data


@pytest.mark.parametrize("path", ["/", "/help/now", "/about"])
def test_head_is_get_without_the_page(client: FlaskClient, path: str) -> None:
    get, head = client.get(path), client.head(path)
    assert head.status_code == HTTPStatus.OK
    assert head.data == b""
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


def test_a_slash_at_the_end_changes_nothing(client: FlaskClient) -> None:
    assert client.get("/help/now/").data == client.get("/help/now").data
    assert client.get("/about/").data == client.get("/about").data


@pytest.mark.parametrize("path", ["/help//now", "//help/now", "//evil.example/now"])
def test_doubled_slashes_are_not_redirected_anywhere(path: str) -> None:
    answer = fresh_app().test_client().get(f"http://localhost{path}")
    shows_the_numbers(answer, HTTPStatus.NOT_FOUND)


@pytest.mark.parametrize(
    "status",
    [400, 401, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422,
     423, 424, 428, 429, 431, 451, 500, 501, 502, 503, 504, 505],
)  # fmt: skip
def test_every_error_shows_the_numbers(status: int) -> None:
    app = fresh_app()
    app.add_url_rule("/fail", view_func=lambda: abort(status), methods=["POST"])
    shows_the_numbers(app.test_client().post("/fail"), status)


def test_a_body_over_the_limit_shows_the_numbers() -> None:
    app = fresh_app()
    app.add_url_rule("/form", view_func=lambda: str(request.form), methods=["POST"])
    answer = app.test_client().post("/form", data={"words": "x" * 200_000})
    shows_the_numbers(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def fails() -> str:
    return str(1 / 0)


def test_a_fault_in_a_view_shows_the_numbers_and_logs_no_path(
    caplog: pytest.LogCaptureFixture,
) -> None:
    app = fresh_app()
    app.add_url_rule("/secret/words", view_func=fails, methods=["POST"])
    with caplog.at_level(logging.DEBUG):
        answer = app.test_client().post("/secret/words", environ_base={"REMOTE_ADDR": "10.9.8.7"})
    shows_the_numbers(answer, HTTPStatus.INTERNAL_SERVER_ERROR)
    assert "Something went wrong here. It is not you." in answer.get_data(as_text=True)
    assert "ZeroDivisionError" in caplog.text
    assert "/secret/words" not in caplog.text
    assert "10.9.8.7" not in caplog.text


def broken_templates(app, names: tuple[str, ...]) -> None:
    env = app.renderer.env
    sound = {name: env.loader.get_source(env, name)[0] for name in env.list_templates()}
    env.loader = DictLoader({**sound, **dict.fromkeys(names, "{{ 1 / 0 }}")})


def test_a_template_that_raises_shows_the_numbers_and_is_tried_again() -> None:
    app = fresh_app()
    broken_templates(app, ("question.html", "result.html"))
    client = app.test_client()
    shows_the_numbers(client.get("/help/talk"), HTTPStatus.INTERNAL_SERVER_ERROR)
    shows_the_numbers(client.get("/help/now"), HTTPStatus.INTERNAL_SERVER_ERROR)
    assert client.get("/").status_code == HTTPStatus.OK


def test_when_no_template_works_the_last_resort_shows_the_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = fresh_app()
    broken_templates(app, ("base.html",))
    client = app.test_client()
    for path in ("/", "/help/now", "/nothing"):
        answer = client.get(path)
        shows_the_numbers(answer, HTTPStatus.INTERNAL_SERVER_ERROR)
        html = answer.get_data(as_text=True)
        assert "The page did not load. You can still call." in html
        assert "<script" not in html
        assert answer.headers["CDN-Cache-Control"] == "no-store"
    assert client.head("/").data == b""
    assert "/help/now" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "at",
    ["1900-01-01T00:00", "1900-01-01T00:00+14:00", "1969-12-31T23:59", "2019-06-01T12:00",
     "2046-01-01T00:00", "9000-12-31T23:59", "9000-12-31T23:59-14:00"],
)  # fmt: skip
def test_the_numbers_are_there_at_the_ends_of_time(at: str) -> None:
    client = create_app(Settings(clock=instant(at)), shipped(), ENGLISH).test_client()
    for method, path in (("GET", "/"), ("POST", "/"), ("GET", "/nothing"), ("POST", "/help/now")):
        answer = client.open(path, method=method)
        shows_the_numbers(answer, answer.status_code)
    assert client.get("/healthz").status_code == HTTPStatus.OK


def test_no_setting_breaks_the_last_resort_page() -> None:
    page = last_resort_page(shipped(), Settings(exit_url='https://example.org/"><b>'))
    assert '<a href="https://example.org/&#34;&gt;&lt;b&gt;" rel=' in page


def test_a_fault_half_way_through_a_page_is_the_last_resort_too() -> None:
    app = fresh_app()

    def breaks_off():
        yield "<p>half a"
        raise RuntimeError

    app.add_url_rule("/half", view_func=lambda: app.response_class(breaks_off()), methods=["POST"])
    shows_the_numbers(app.test_client().post("/half"), HTTPStatus.INTERNAL_SERVER_ERROR)
