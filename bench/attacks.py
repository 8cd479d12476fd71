"""What somebody who means harm can do to the edge, and to the guide's own server if they reach it.

Run it with `python -m bench.attacks`. It starts the stack of bench/chaos.py, tries each attack for
real, and asks for a page as somebody else afterwards. Behind the edge, every answer must be a right
page or one with the numbers, under all our headers. The server alone may answer some attacks with a
bare refusal (docs/decisions/0006), but must go on. All on 127.0.0.1, bounded in count and time.
"""

import gzip
import http.client
import re
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from random import Random
from typing import NamedTuple

from bench.chaos import (
    FORM,
    GETS,
    HSTS,
    POSTS,
    Answer,
    Ask,
    Pace,
    Stack,
    among,
    ask,
    ask_once,
    last_resort,
    lower,
    right_answers,
    stack,
    unpacked,
    visit,
)
from guide.headers import FIXED
from tests.conftest import shipped
from tests.test_server import send

EVIL = "evil.example"
EDGE = "edge"
SLOWLY = Pace(0.1, keep=False)
SECRETS = (b"never_show", b"proxy_pass", b"root:x:", b"[core]")
"""Words of files that must not be served: the directory, the edge's own, the machine's, git's."""
LONGEST = 9
"""Seconds until a connection ends: nginx reads on for five after refusing a body."""
MOST_GROWTH = 24
"""MiB that processes may grow by under an attack."""


class Tried(NamedTuple):
    """A line of the table."""

    what: str
    on: str
    happened: str
    right: bool

    @property
    def verdict(self) -> str:
        return "right" if self.right else "WRONG" if self.on == EDGE else "weak"

    def __str__(self) -> str:
        return f"| {self.what} | {self.on} | {self.happened} | {self.verdict} |"


class Raw(NamedTuple):
    """What came back for some bytes: the statuses in order, and all of it."""

    statuses: list[int]
    text: bytes

    @property
    def told(self) -> str:
        return ", ".join(map(str, self.statuses)) or "closed without a word"

    @property
    def helps(self) -> bool:
        """Whether the emergency number came, under our headers, and nothing that must not."""
        lines = self.text.lower()
        return (
            f'href="{shipped().contact("emergency").tel}"'.encode() in lines
            and all(f"\n{name}: {value}".lower().encode() in lines for name, value in FIXED.items())
            and not any(word in self.text for word in (b"\nSet-Cookie", EVIL.encode(), *SECRETS))
        )


def exchange(port: int, request: bytes) -> Raw:
    text = send(port, request)
    return Raw([int(code) for code in re.findall(rb"HTTP/1\.[01] (\d{3})", text)], text)


def request(line: str, *headers: str, host: str = "localhost", body: bytes = b"") -> bytes:
    """A request as bytes, with just these headers."""
    lines = [f"{line} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def get(path: str, *headers: str, host: str = "localhost") -> bytes:
    return request(f"GET {path}", *headers, host=host)


def post(body: bytes, *headers: str) -> bytes:
    return request("POST /signs", f"Content-Type: {FORM}", *headers, body=body)


LENGTH = "Content-Length: {}".format
CHUNKED = "Transfer-Encoding: chunked"
HIDDEN = get("/hidden/page")
BOMB = gzip.compress(bytes(50_000_000))

ODD: dict[str, bytes] = {
    "a header of 64 KB": get("/", "X-Long: " + "x" * 65_536),
    "300 header lines": get("/", *["X-Many: x"] * 300),
    "cookies of 24 KB": get("/", "Cookie: " + "a=b; " * 4_800),
    "an address of 20 KB": get("/" + "a" * 20_000),
    "an address of 100 KB": get("/" + "a" * 100_000),
    "another host": get("/", host=EVIL),
    "no host": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": get("/", f"Host: {EVIL}"),
    "a host in the address": get(f"http://{EVIL}/"),
    "a host after @": get("/", host=f"localhost@{EVIL}"),
    "a host with a path": get("/", host=f"{EVIL}/localhost"),
    "our host as X-Forwarded-Host of another": get("/", "X-Forwarded-Host: localhost", host=EVIL),
    "up and out": get("/../../etc/passwd"),
    "up and out, %2e": get("/%2e%2e/%2e%2e/etc/passwd"),
    "up and out, %2f": get("/..%2f..%2fetc%2fpasswd"),
    "up and out, %5c": get("/..%5c..%5cetc%5cpasswd"),
    "up from a step": get("/help/../../guide/directory/national.yaml"),
    "the edge's own file": get("/nginx.conf"),
    "the last-resort page by name": get("/last-resort.html"),
    "the cache": get("/cache/"),
    "the repository": get("/.git/config"),
    "%00": get("/help/now%00.html"),
    "%0d%0a": get("/help/now%0d%0aSet-Cookie:%20a=b"),
    "raw bytes": get("/\xff\xfe"),
    "TRACE": request("TRACE /"),
    "CONNECT": request(f"CONNECT {EVIL}:443"),
    "PUT": request("PUT /", LENGTH(3), body=b"a=b"),
    "DELETE": request("DELETE /help/now"),
    "PROPFIND": request("PROPFIND /"),
    "a method in small letters": request("get /"),
    "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "nonsense": b"nonsense\r\n\r\n",
    "a body of 65 KB": post(b"a" * 66_000, LENGTH(66_000)),
    "a body said to be 20 GB": post(b"a=b", LENGTH(20 * 2**30)),
    "a chunked body of 1 MB": post(b"100000\r\n" + b"a" * 2**20 + b"\r\n0\r\n\r\n", CHUNKED),
    "50 MB as 48 KB of gzip": post(BOMB, LENGTH(len(BOMB)), "Content-Encoding: gzip"),
    "9,000 form fields": post(b"signs=x&" * 8_000, LENGTH(64_000)),
    "length and chunks, hidden request": post(
        b"0\r\n\r\n" + HIDDEN, LENGTH(5 + len(HIDDEN)), CHUNKED
    ),
    "two lengths": post(b"a=b" + HIDDEN, LENGTH(3), LENGTH(3 + len(HIDDEN))),
    "a length with a sign": post(b"a=b" + HIDDEN, LENGTH("+3")),
    "a space before the colon": post(b"a=b" + HIDDEN, "Content-Length : 3"),
    "chunks by another name": post(b"0\r\n\r\n" + HIDDEN, "Transfer-Encoding: xchunked"),
    "chunks twice": post(b"0\r\n\r\n" + HIDDEN, "Transfer-Encoding: chunked, identity"),
    "a chunk of endless size": post(b"f" * 20 + b"\r\na", CHUNKED),
}

POISONS: dict[str, tuple[str, dict[str, str]]] = {
    "a query": ("?a=b", {}),
    "a query with a line's end": ("?%0d%0aSet-Cookie:%20a=b", {}),
    "a query with script": ("?q=%3Cscript%3E", {}),
    "X-Forwarded-Host": ("", {"X-Forwarded-Host": EVIL}),
    "X-Forwarded-Proto": ("", {"X-Forwarded-Proto": "http"}),
    "X-Forwarded-Prefix": ("", {"X-Forwarded-Prefix": f"//{EVIL}"}),
    "Forwarded": ("", {"Forwarded": f"host={EVIL};proto=http"}),
    "X-Original-URL": ("", {"X-Original-URL": "/no/page"}),
    "X-Rewrite-URL": ("", {"X-Rewrite-URL": "/no/page"}),
    "X-HTTP-Method-Override": ("", {"X-HTTP-Method-Override": "POST"}),
    "X-Accel-Expires": ("", {"X-Accel-Expires": "99999"}),
    "CDN-Cache-Control": ("", {"CDN-Cache-Control": "max-age=99999"}),
    "Range": ("", {"Range": "bytes=0-5"}),
    "If-None-Match": ("", {"If-None-Match": "*"}),
    "If-Modified-Since": ("", {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"}),
    "Cookie": ("", {"Cookie": "session=x"}),
    "Cache-Control": ("", {"Cache-Control": "no-cache", "Pragma": "no-cache"}),
    "Accept-Language": ("", {"Accept-Language": "ur"}),
    "Accept": ("", {"Accept": "application/json"}),
    "Expect": ("", {"Expect": "nonsense"}),
    "Upgrade": ("", {"Connection": "Upgrade, Host", "Upgrade": "websocket"}),
    "Via": ("", {"Via": "1.0 somebody"}),
    "gzip forbidden": ("", {"Accept-Encoding": "br;q=1.0, gzip;q=0"}),
    "gzip in capitals": ("", {"Accept-Encoding": "GZIP"}),
    "no plain text": ("", {"Accept-Encoding": "identity;q=0, *;q=0"}),
    "anything": ("", {"Accept-Encoding": "*"}),
    "an odd encoding": ("", {"Accept-Encoding": "gzip" + "x" * 4_000}),
}


def odd_requests(on: str, port: int) -> Iterator[Tried]:
    """Each odd request; then a page for somebody else. One request has at most one answer."""
    plain = exchange(port, get("/")).text.partition(b"\r\n\r\n")[2]
    for what, data in ODD.items():
        began = time.monotonic()
        raw = exchange(port, data)
        took = time.monotonic() - began
        others = exchange(port, get("/")).text.endswith(plain)
        secret = any(word in raw.text for word in SECRETS)
        right = others and not secret and len(raw.statuses) <= 1 and took < LONGEST
        happened = raw.told + ("" if raw.helps else ", no numbers")
        yield Tried(what, on, happened, right and raw.helps)


def poisons(on: str, port: int) -> Iterator[Tried]:
    """Each on a page that the edge has not seen yet: the sender and the next both get it right."""
    right = right_answers()
    for (what, (query, headers)), page in zip(POISONS.items(), GETS, strict=False):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", page.path + query, headers={"Host": "localhost", **headers})
        got = connection.getresponse()
        body, answered = got.read(), lower(got.getheaders())
        connection.close()
        body = unpacked(body, answered)
        # RFC 9110, 13.1.2: to If-None-Match: * this is the answer. It harms only who asked for it.
        sender = got.status == 304 or Answer(got.status, answered, body).is_as(right[page])
        others = all(ask_once(port, page, code).is_as(right[page]) for code in ("gzip", "identity"))
        happened = f"{got.status}"
        happened += ", the next gets the page" if others else ", the next does not get the page"
        yield Tried(f"poison: {what}", on, happened, others and sender)


def slow_loris(on: str, port: int) -> Iterator[Tried]:
    """Fifty half a header and fifty half a body, held for twelve seconds."""
    halves = get("/", "X-Slow: ")[:-4], post(b"a=", LENGTH(9))
    for what, half in zip(("half a header", "half a body"), halves, strict=True):
        held = [socket.create_connection(("127.0.0.1", port)) for _ in range(50)]
        for sock in held:
            sock.sendall(half)
        right = right_answers()
        seen = visit(port, cycle([GETS[0], POSTS[0]]), among(right), time.monotonic() + 12, SLOWLY)
        wrong = sum(one.became != "right" for one in seen)
        slowest = max(one.seconds for one in seen)
        ended = sum(map(closed, held))
        for sock in held:
            sock.close()
        happened = f"{len(seen)} others, {wrong} without the page, slowest {slowest:.2f} s"
        happened += f"; {ended} of 50 ended within 12 s"
        yield Tried(f"slow-loris: {what}", on, happened, not wrong and ended == 50)


def closed(sock: socket.socket) -> bool:
    """Whether the other side has ended this connection."""
    sock.setblocking(False)
    try:
        while sock.recv(65_536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def pipelining(on: str, port: int) -> Iterator[Tried]:
    """Five pages asked for at once on one connection come in this order."""
    pages = GETS[:5]
    right = right_answers()
    data = b"".join(get(page.path).replace(b"Connection: close\r\n", b"") for page in pages[:-1])
    text = send(port, data + get(pages[-1].path))
    places = [text.find(heading(right[page].body)) for page in pages]
    in_order = -1 not in places and places == sorted(places)
    happened = "five pages, in order" if in_order else "not five pages in order"
    yield Tried("pipelining", on, happened, in_order)


def heading(body: bytes) -> bytes:
    """The title and all before it: no two pages have the same."""
    return body[: body.index(b"</title>")]


def memory(*processes: int) -> float:
    """MiB held by these processes and all that they started."""
    total = 0.0
    for pid in processes:
        with suppress(OSError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.findall(r"Pss: +(\d+)", rollup)[0]) / 1024
            children = Path(f"/proc/{pid}/task").glob("*/children")
            total += memory(
                *(int(child) for file in children for child in file.read_text().split())
            )
    return total


def random_paths(it: Stack, on: str, port: int) -> Iterator[Tried]:
    """Ten thousand addresses, among them pages of ours spelled in odd ways."""
    held = [part.process.pid for part in (*it.servers, it.edge) if part.process]
    spellings: list[Callable[[str, int], str]] = [
        lambda path, number: f"/{number:x}{path}",
        lambda path, number: f"{path}?{number}",
        lambda path, number: "/" * (number % 300) + path,
        lambda path, number: f"{path}/{number:x}/..",
        lambda path, number: "/." * (number % 300) + path,
        lambda path, number: re.sub(r"\w", lambda c: f"%{ord(c[0]):02X}", path, count=number % 9),
    ]

    def person(seed: int) -> Counter[int]:
        random, statuses = Random(seed), Counter[int]()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        for _ in range(2_500):
            path = random.choice(spellings)(random.choice(GETS).path, random.getrandbits(48))
            statuses[ask(connection, Ask("GET", path)).status] += 1
        connection.close()
        return statuses

    it.warm()
    pages, before = len(it.edge.cached()), memory(*held)
    with ThreadPoolExecutor(4) as people:
        statuses = sum(people.map(person, range(4)), Counter[int]())
    more, grown = len(it.edge.cached()) - pages, memory(*held) - before
    told = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    happened = f"{told}; {more} more files in the cache; {grown:+.1f} MiB in all processes"
    right = more <= pages and grown < MOST_GROWTH and set(statuses) <= {200, 400, 404}
    yield Tried("10,000 random addresses", on, happened, right)


def headers_everywhere(on: str, port: int) -> Iterator[Tried]:
    """Every route and every kind of error carries every header, and no cookie."""
    errors = [Ask("GET", "/no/page"), Ask("PUT", "/"), Ask("TRACE", "/"), Ask("GET", "/%00")]
    errors += [Ask("POST", "/signs", "signs=unknown"), Ask("POST", "/signs", "a" * 70_000)]
    errors += [Ask("GET", "/" + "a" * 40_000), Ask("OPTIONS", "/")]
    heads = [Ask("HEAD", get.path) for get in GETS]
    wanted = lower({**FIXED, **HSTS}.items())
    bad = []
    for what in GETS + heads + POSTS + errors:
        answer = ask_once(port, what)
        policy = answer.headers.get("content-security-policy", "")
        right = wanted.items() <= answer.headers.items() and "default-src 'none'" in policy
        if not right or "set-cookie" in answer.headers or (what.method == "HEAD" and answer.body):
            bad.append(f"{what.method} {what.path[:20]}: {answer.status}")
    count = len(GETS + heads + POSTS + errors)
    happened = f"{count} answers, {len(bad)} without" + "".join(f"; {one}" for one in bad[:4])
    yield Tried("headers on every route and error", on, happened, not bad)


def without_tls(it: Stack) -> Iterator[Tried]:
    """Whoever comes without https is sent there, to our name and no other."""
    answer = ask_once(it.edge.plain, Ask("GET", "/help/now"))
    right = (answer.status, answer.headers["location"]) == (
        307, "https://guide.example.org/help/now",
    ) and lower({**FIXED, **HSTS}.items()).items() <= answer.headers.items()  # fmt: skip
    yield Tried("no https", EDGE, f"{answer.status} {answer.headers['location']}", right)


def logs(it: Stack) -> Iterator[Tried]:
    """After all this, what is written down."""
    for on, files in ((EDGE, [it.edge.log]), ("servers", [server.log for server in it.servers])):
        text = "".join(file.read_text() for file in files)
        found = re.findall(r".*(?:/help|/signs|/etc|evil|client:|request:|GET |POST ).*", text)
        happened = f"{len(text.splitlines())} lines, {len(found)} name a visitor or a page"
        yield Tried("what the log says", on, happened, not found)


def gone(it: Stack) -> Iterator[Tried]:
    """With no server left, the last-resort page is the one that the guide would show itself."""
    for server in it.servers:
        server.kill()
    answers = [ask_once(it.port, what) for what in (Ask("GET", "/no/page"), *POSTS)]
    right = all(answer.is_as(last_resort()) for answer in answers)
    yield Tried("no server left, page not kept", EDGE, "last-resort page", right)


def attack(it: Stack) -> Iterator[Tried]:
    """Everything, in order: poisons first, on pages that the edge has not seen."""
    for on, port in ((EDGE, it.port), ("server alone", it.servers[0].port)):
        yield from poisons(on, port)
        yield from odd_requests(on, port)
        yield from pipelining(on, port)
        yield from headers_everywhere(on, port)
        yield from slow_loris(on, port)
        yield from random_paths(it, on, port)
    yield from without_tls(it)
    yield from logs(it)
    yield from gone(it)


def main() -> None:
    """Print the table. Exits with 1 if something happened that must not."""
    rows = []
    print("| tried | on | what happened | |\n|---|---|---|---|", flush=True)
    with stack() as it:
        for row in attack(it):
            rows.append(row)
            print(row, flush=True)
    sys.exit(any(row.verdict == "WRONG" for row in rows))


if __name__ == "__main__":
    main()
