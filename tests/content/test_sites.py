"""A host and a web address are types. Pages of one owner are on one site."""

import pytest

from guide.content.problems import RefusedError
from guide.content.sites import Host, WebAddress

LONG = ".".join(["a" * 63] * 4)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"),
        ("GUIDE.Example.org", "guide.example.org"),
        ("xn--mller-kva.example", "xn--mller-kva.example"), ("a-b.c", "a-b.c"),
        ("3com.example", "3com.example"),
        ("a" * 63, "a" * 63),
    ],
)  # fmt: skip
def test_a_host(text: str, host: str) -> None:
    assert Host(text) == host


NO_HOST = [
    "", " ", ".", "@", "::1", "[::1]", "*", "*.example.org", ".example.org", "example.org.", "a..b",
    "-a.org",
    "a-.org", "http:guide", "http://guide", "guide:8000", "guide/x", "me@guide", "bbc .uk",
    "a_b.org",
    "müller.example", "example。org", "ｅxample.org", "1.2.3", "256.1.1.1", "1.2.3.4.5", "01.2.3.4",
    "0x7f.1.",
    "a" * 64, LONG, "exam\u200bple.org", "example.org\n", "\u202eexample.org", "a,b", "a;b", "%00",
    "a\\b",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_HOST, ids=map(ascii, NO_HOST))
def test_no_host(text: str) -> None:
    with pytest.raises(RefusedError, match="is not a host") as caught:
        Host(text)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("https://example.org", "example.org"),
        ("http://www.Example.org/a?b=c#d", "www.example.org"),
        ("https://example.org:65535/", "example.org"), ("https://127.0.0.1:1/", "127.0.0.1"),
        ("https://example.org/a_(b)/%20", "example.org"),
    ],
)  # fmt: skip
def test_a_web_address(text: str, host: str) -> None:
    assert WebAddress(text) == text
    assert WebAddress(text).host == host


NO_ADDRESS = [
    "", "Town website", "example.org/how.html", "//example.org", "https:example.org",
    "https:/example.org",
    "https://", "https:///x", "https://?x", "http://[::1", "http://[::1]/", "http://]",
    "C:\\Users\\x",
    "javascript:alert(1)", "javascript://example.org/%0aalert(1)", "file:///x",
    "file://example.org/x",
    "data:text/html,x", "ftp://example.org", "mailto:a@example.org", "HTTPS://example.org",
    " https://example.org",
    "https://example.org ", "https://bbc .uk", "https://me@example.org",
    "https://me:secret@example.org",
    "https://example.org:99999", "https://example.org:0", "https://example.org:",
    "https://example.org:x",
    "https://example.org:-1", "https://example.org:٣", "https://.example.org",
    "https://example..org",
    "https://-a.org", "https://a_b.org", "https://1.2.3", "https://*.example.org",
    "https://exämple.org",
    "https://example.org\\@evil.org", "https://example.org/a b", "https://example.org/a\nb",
    "https://example.org/\u200b", "https://example.org/\u202e", "https://example.org/<b>",
    'https://example.org/"', "https://example.org/ü", "https://example。org", "https://a%2eorg",
    f"https://{LONG}", "https://https://example.org",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_ADDRESS, ids=map(ascii, NO_ADDRESS))
def test_no_web_address(text: str) -> None:
    with pytest.raises(RefusedError, match="is not a web address") as caught:
        WebAddress(text)
    assert str(caught.value).isprintable()


def test_a_character_that_does_not_belong_is_named() -> None:
    with pytest.raises(RefusedError, match=r"U\+200B ZERO WIDTH SPACE"):
        WebAddress("https://example.org/\u200b")


@pytest.mark.parametrize(
    ("host", "owner"),
    [
        ("example.org", "example.org"), ("www.example.org", "example.org"),
        ("a.b.c.example.org", "example.org"),
        ("m.council.gov.uk", "council.gov.uk"), ("www.gov.uk", "gov.uk"), ("gov.uk", "gov.uk"),
        ("new.example.co.uk", "example.co.uk"), ("www.example.uk", "example.uk"),
        ("a.nhs.uk", "a.nhs.uk"),
        ("learning.example.org.uk", "example.org.uk"), ("a.b.police.uk", "b.police.uk"),
        ("one.town.sch.uk", "town.sch.uk"),
        ("a.com.au", "com.au"),  # an ending that is not listed: one owner, never two
        ("www.service.gov.uk", "gov.uk"), ("assets.publishing.service.gov.uk", "gov.uk"),
        ("111.nhs.uk", "nhs.uk"), ("www.nhs.uk", "nhs.uk"),
        ("bbc.invalid", ""), ("council.local", ""), ("a.internal", ""), ("b.onion", ""),
        ("c.test", ""),
        ("localhost", ""), ("127.0.0.1", ""), ("10.0.0.1", ""),
    ],
)  # fmt: skip
def test_the_owner_of_a_host(host: str, owner: str) -> None:
    assert Host(host).owner == owner
