"""What somebody who means harm can do to the edge, and to the guide's own server if they reach it.

After each attack a page is asked for as somebody else. Behind the edge, every answer must be a
right page or one with the numbers, under all our headers: else this exits 1. The server alone may
refuse some without a page, but must go on.
"""

import gzip
import http.client
import re
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle
from typing import NamedTuple

from bench import stack as lab
from guide.web.headers import FIXED, HTTPS

EVIL = "evil.example"
EDGE = "edge"
SECRETS = (b"never_show", b"proxy_pass", b"root:x:", b"[core]")
"""Words of files that must not be served: the directory, the edge's own, the machine's, git's."""

LONGEST = 9  # seconds until a connection ends: nginx reads on for five after refusing a body


class Tried(NamedTuple):
    """A line of the table. What goes wrong behind the edge is wrong, else it is weak."""

    what: str
    on: str
    happened: str
    right: bool


def request(line: str, *headers: str, host: str = "localhost", body: bytes = b"") -> bytes:
    """A request as bytes, with just these headers."""
    lines = [f"{line} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def get(path: str, *headers: str, host: str = "localhost") -> bytes:
    return request(f"GET {path}", *headers, host=host)


def post(body: bytes, *headers: str) -> bytes:
    return request("POST /signs", f"Content-Type: {lab.FORM}", *headers, body=body)


LENGTH = "Content-Length: {}".format
CHUNKED = "Transfer-Encoding: chunked"
HIDDEN = get("/hidden/page")
BOMB = gzip.compress(bytes(50_000_000))

ODD = {
    "a header of 64 KB": get("/", "X-Long: " + "x" * 65_536),
    "300 header lines": get("/", *["X-Many: x"] * 300),
    "an address of 100 KB": get("/" + "a" * 100_000),
    "another host": get("/", host=EVIL),
    "no host": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": get("/", f"Host: {EVIL}"),
    "a host in the address": get(f"http://{EVIL}/"),
    "our host as X-Forwarded-Host of another": get("/", "X-Forwarded-Host: localhost", host=EVIL),
    "up and out, %2e": get("/%2e%2e/%2e%2e/etc/passwd"),
    "up and out, %2f": get("/..%2f..%2fetc%2fpasswd"),
    "up from a step": get("/help/../../guide/directory/national.yaml"),
    "the edge's own file": get("/nginx.conf"),
    "the cache": get("/cache/"),
    "the repository": get("/.git/config"),
    "%00": get("/help/now%00.html"),
    "%0d%0a": get("/help/now%0d%0aSet-Cookie:%20a=b"),
    "raw bytes": get("/\xff\xfe"),
    "CONNECT": request(f"CONNECT {EVIL}:443"),
    "PUT": request("PUT /", LENGTH(3), body=b"a=b"),
    "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "nonsense": b"nonsense\r\n\r\n",
    "a body of 65 KB": post(b"a" * 66_000, LENGTH(66_000)),
    "a body said to be 20 GB": post(b"a=b", LENGTH(20 * 2**30)),
    "a chunked body of 1 MB": post(b"100000\r\n" + b"a" * 2**20 + b"\r\n0\r\n\r\n", CHUNKED),
    "50 MB as 48 KB of gzip": post(BOMB, LENGTH(len(BOMB)), "Content-Encoding: gzip"),
    "9,000 form fields": post(b"signs=x&" * 8_000, LENGTH(64_000)),
    "length and chunks": post(b"0\r\n\r\n" + HIDDEN, LENGTH(5 + len(HIDDEN)), CHUNKED),
    "two lengths": post(b"a=b" + HIDDEN, LENGTH(3), LENGTH(3 + len(HIDDEN))),
    "a length with a sign": post(b"a=b" + HIDDEN, LENGTH("+3")),
    "a space before the colon": post(b"a=b" + HIDDEN, "Content-Length : 3"),
    "chunks by another name": post(b"0\r\n\r\n" + HIDDEN, "Transfer-Encoding: xchunked"),
    "a chunk of endless size": post(b"f" * 20 + b"\r\na", CHUNKED),
}

POISONS = (
    "?a=b", "?%0d%0aSet-Cookie:%20a=b",
    f"X-Forwarded-Host: {EVIL}", "X-Forwarded-Proto: http", f"X-Forwarded-Prefix: //{EVIL}",
    f"Forwarded: host={EVIL};proto=http", "X-Original-URL: /no/page",
    "X-HTTP-Method-Override: POST", "X-Accel-Expires: 99999", "CDN-Cache-Control: max-age=99999",
    "Range: bytes=0-5", "If-None-Match: *", "If-Modified-Since: Fri, 01 Jan 2038 00:00:00 GMT",
    "Cookie: session=x", "Cache-Control: no-cache", "Accept-Language: ur", "Upgrade: websocket",
    "Accept-Encoding: br;q=1.0, gzip;q=0", "Accept-Encoding: identity;q=0, *;q=0",
    f"Accept-Encoding: gzip{'x' * 4_000}",
)  # fmt: skip
"""What is sent with a page that the edge has not seen: a query, or a header."""

BESIDE = {"Upgrade": {"Connection": "Upgrade, Host"}}
"""What belongs to some of those headers."""


def helps(text: bytes) -> bool:
    """Whether the emergency number came, under our headers, and nothing that must not."""
    lines = text.lower()
    return (
        f'href="{lab.shipped().contact("emergency").tel}"'.encode() in lines
        and all(f"\n{name}: {value}".lower().encode() in lines for name, value in FIXED.items())
        and not any(word in text for word in (b"\nSet-Cookie", EVIL.encode(), *SECRETS))
    )


def odd_requests(on: str, port: int) -> Iterator[Tried]:
    """Each odd request; then a page for somebody else. One request has at most one answer."""
    plain = lab.exchange(port, get("/")).partition(b"\r\n\r\n")[2]
    for what, data in ODD.items():
        began = time.monotonic()
        text = lab.exchange(port, data)
        took = time.monotonic() - began
        statuses = [code.decode() for code in re.findall(rb"HTTP/1\.[01] (\d{3})", text)]
        others = lab.exchange(port, get("/")).endswith(plain)
        right = others and helps(text) and len(statuses) <= 1 and took < LONGEST
        happened = ", ".join(statuses) or "closed without a word"
        yield Tried(what, on, happened + ("" if helps(text) else ", no numbers"), right)


def poisons(on: str, port: int) -> Iterator[Tried]:
    """Each on a page that the edge has not seen yet: the sender and the next both get it right."""
    right = lab.right_answers()
    for what, page in zip(POISONS, lab.gets(), strict=False):
        name, _, value = what.partition(": ")
        headers = {"Host": "localhost", **BESIDE.get(name, {}), **({name: value} if value else {})}
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
            path = page.path if value else page.path + what
            connection.request("GET", path, headers=headers)
            answer = lab.answer_of(connection.getresponse())
        # RFC 9110, 13.1.2: to If-None-Match: * this is the answer. It harms only who asked for it.
        sender = answer.status == 304 or answer.is_as(right[page])
        others = all(
            lab.ask_once(port, page, code).is_as(right[page]) for code in ("gzip", "identity")
        )
        happened = f"{answer.status}, the next {'gets' if others else 'does not get'} the page"
        yield Tried(f"poison: {what[:45]}", on, happened, others and sender)


def slow_loris(on: str, port: int) -> Iterator[Tried]:
    """Fifty half a header and fifty half a body, held for twelve seconds."""
    judge, asks = lab.among(lab.right_answers()), [lab.gets()[0], lab.posts()[0]]
    halves = {"header": get("/", "X-Slow: ")[:-4], "body": post(b"a=", LENGTH(9))}
    for what, half in halves.items():
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
        for sock in held:
            sock.sendall(half)
        seen = lab.visit(port, cycle(asks), judge, time.monotonic() + 12, 0.1)
        wrong = sum(one.became != "right" for one in seen)
        slowest = max(one.seconds for one in seen)
        ended = sum(map(closed, held))
        happened = f"{len(seen)} others, {wrong} without the page, slowest {slowest:.2f} s"
        happened += f"; {ended} of 50 ended within 12 s"
        yield Tried(f"slow-loris: half a {what}", on, happened, not wrong and ended == 50)


def closed(sock: socket.socket) -> bool:
    """Whether the other side has ended this connection. It is closed here, too."""
    with closing(sock):
        sock.setblocking(False)
        try:
            while sock.recv(65_536):
                pass
        except BlockingIOError:
            return False
        except OSError:
            pass
        return True


def headers_everywhere(on: str, port: int) -> Iterator[Tried]:
    """Every page and every kind of error carries every header, and no cookie."""
    errors = [lab.Ask("GET", "/no/page"), lab.Ask("PUT", "/"), lab.Ask("GET", "/" + "a" * 40_000)]
    errors += [lab.Ask("POST", "/signs", "signs=unknown"), lab.Ask("POST", "/signs", "a" * 70_000)]
    asks = lab.gets() + [lab.Ask("HEAD", page.path) for page in lab.gets()] + lab.posts() + errors
    wanted = lab.lower({**FIXED, **HTTPS}.items())
    bad = []
    for what in asks:
        answer = lab.ask_once(port, what)
        policy = answer.headers.get("content-security-policy", "")
        right = wanted.items() <= answer.headers.items() and "default-src 'none'" in policy
        if not right or "set-cookie" in answer.headers or (what.method == "HEAD" and answer.body):
            bad.append(f"; {what.method} {what.path[:20]}: {answer.status}")
    happened = f"{len(asks)} answers, {len(bad)} without" + "".join(bad[:4])
    yield Tried("headers on every page and error", on, happened, not bad)


def afterwards(it: lab.Stack) -> Iterator[Tried]:
    """Without https, in the logs of all this, and with no server left."""
    answer = lab.ask_once(it.edge.plain, lab.Ask("GET", "/help/now"))
    wanted = {
        "location": "https://guide.example.org/help/now",
        **lab.lower({**FIXED, **HTTPS}.items()),
    }
    right = answer.status == 307 and wanted.items() <= answer.headers.items()
    yield Tried("no https", EDGE, f"{answer.status} {answer.headers['location']}", right)
    for on, files in ((EDGE, [it.edge.log]), ("servers", [server.log for server in it.servers])):
        text = "".join(file.read_text("utf-8") for file in files)
        found = re.findall(r".*(?:/help|/signs|/etc|evil|client:|request:|GET |POST ).*", text)
        happened = f"{len(text.splitlines())} lines, {len(found)} name a visitor or a page"
        yield Tried("what the log says", on, happened, not found)
    for server in it.servers:
        server.kill()
    missed = [lab.ask_once(it.port, what) for what in (lab.Ask("GET", "/no/page"), *lab.posts())]
    right = all(answer.is_as(lab.last_resort()) for answer in missed)
    yield Tried("no server left, page not kept", EDGE, "last-resort page", right)


def attacks(it: lab.Stack) -> Iterator[Tried]:
    """Everything, in order: poisons first, on pages that the edge has not seen."""
    for on, port in ((EDGE, it.port), ("server alone", it.servers[0].port)):
        for attack in (poisons, odd_requests, headers_everywhere, slow_loris):
            yield from attack(on, port)
    yield from afterwards(it)


def main() -> None:
    """Print the table. Exits with 1 if something happened that must not."""
    failed = False
    print("| tried | on | what happened | |\n|---|---|---|---|", flush=True)
    with lab.stack() as it:
        for what, on, happened, right in attacks(it):
            verdict = "right" if right else "WRONG" if on == EDGE else "weak"
            print(f"| {what} | {on} | {happened} | {verdict} |", flush=True)
            failed |= verdict == "WRONG"
    sys.exit(failed)


if __name__ == "__main__":
    main()
