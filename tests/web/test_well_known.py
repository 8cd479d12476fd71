"""What machines ask of every site, and what an app shows of a link that somebody sends."""

import struct
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guide import Settings, create_app
from guide.content.lookups import shown
from tests.conftest import ENGLISH, SERVED, dom, shipped
from tests.dom import Element

CONTACT = "mailto:guide@example.org"


def asked(path: str, contact: str = CONTACT, host: str = "localhost") -> TestResponse:
    client = create_app(Settings(security_contact=contact), shipped(), ENGLISH).test_client()
    return client.get(path, headers={"Host": host})


def test_robots_may_read_every_page_so_that_they_see_what_not_to_show() -> None:
    answer = asked("/robots.txt")
    assert answer.mimetype == "text/plain"
    rows = [row for row in answer.get_data(as_text=True).splitlines() if row[:1] != "#"]
    assert rows == ["User-agent: *", "Disallow:"]


def test_the_icon_is_an_icon_and_says_nothing() -> None:
    answer = asked("/favicon.ico")
    assert answer.mimetype == "image/x-icon"
    assert len(answer.data) < 400
    _, kind, images = struct.unpack("<HHH", answer.data[:6])
    length, offset = struct.unpack("<II", answer.data[14:22])
    assert (kind, images, offset + length) == (1, 1, len(answer.data))
    assert answer.data[offset:].startswith(b"\x89PNG")


@pytest.mark.parametrize("contact", [CONTACT, "https://example.org/report", "tel:+44-1632-960000"])
def test_security_says_whom_to_tell_and_until_when(contact: str) -> None:
    answer = asked("/.well-known/security.txt", contact)
    assert answer.mimetype == "text/plain"
    told = dict(row.split(": ", 1) for row in answer.get_data(as_text=True).splitlines())
    assert told["Contact"] == contact
    oldest = min(line.checked for line in shown(shipped()))
    until = datetime.fromisoformat(told["Expires"])
    assert until.tzinfo == UTC
    assert until.date() == oldest + timedelta(days=180)


def test_security_is_a_page_with_the_numbers_while_there_is_nobody_to_tell() -> None:
    answer = asked("/.well-known/security.txt", contact="")
    assert answer.status_code == 404
    assert b'href="tel:' in answer.data


@pytest.mark.parametrize("path", ["/robots.txt", "/favicon.ico", "/.well-known/security.txt"])
def test_machines_get_them_by_any_name_and_may_ask_only_for_the_length(path: str) -> None:
    assert asked(path, host="evil.example").status_code == 200
    client = create_app(Settings(security_contact=CONTACT), shipped(), ENGLISH).test_client()
    head = client.head(path)
    assert (head.status_code, head.data) == (200, b"")
    assert int(head.headers["Content-Length"]) == len(asked(path).data)


@pytest.mark.parametrize("path", SERVED)
def test_a_link_that_is_sent_shows_only_what_is_neutral(client: FlaskClient, path: str) -> None:
    head: Element = dom(client, path).head
    told = {meta["property"]: meta["content"] for meta in head.select("meta[property]")}
    assert told == {"og:title": "Help guide", "og:description": "Numbers to call, day or night."}
    assert not head.select("link[rel=manifest], link[rel=apple-touch-icon], meta[name^=twitter]")
