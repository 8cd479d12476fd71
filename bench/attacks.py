"""What somebody who means harm can do to the edge, and to the guide's own server if they reach it.

After each attack a page is asked for as somebody else. Behind the edge, every answer must be a
right page or one with the numbers, under all our headers: else this exits 1. The server alone may
refuse some without a page, but must go on. Seconds and MiB depend on the machine.
"""

import gzip
import re
import socket
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from itertools import cycle
from random import Random

from bench import stack as lab
from bench.servers import HERE, table
from guide.web.headers import FIXED, HTTPS

EVIL = "evil.example"
EDGE, WRONG = "edge", "WRONG"
SECRETS = (b"never_show", b"proxy_pass", b"root:x:", b"[core]")
"""Words of files that must not be served: the directory, the edge's own, the machine's, git's."""

SENT = lab.lower((FIXED | HTTPS).items())
LONGEST = 9  # seconds until a connection ends: nginx reads on for five after refusing a body
MOST_MIB = 32  # that all processes may grow by


def request(line: str, *headers: str, host: str = "localhost", body: bytes = b"") -> bytes:
    """A request as bytes, with just these headers."""
    lines = [f"{line} HTTP/1.1", f"Host: {host}", "Connection: close", *headers]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def post(body: bytes, *headers: str) -> bytes:
    return request("POST /signs", f"Content-Type: {lab.FORM}", *headers, body=body)


LENGTH = "Content-Length: {}".format
CHUNKED = "Transfer-Encoding: chunked"
HOME, HIDDEN = request("GET /"), request("GET /hidden/page")
BOMB = gzip.compress(bytes(50_000_000))

STRANGE = (
    "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/nginx.conf", "/cache/",
    "/.git/config", "/help/now%00.html", "/help/now%0d%0aSet-Cookie:%20a=b",
)  # fmt: skip
ODD = {
    "a header of 64 KB": request("GET /", "X-Long: " + "x" * 65_536),
    "300 header lines": request("GET /", *["X-Many: x"] * 300),
    "an address of 100 KB": request("GET /" + "a" * 100_000),
    "another host": request("GET /", host=EVIL),
    "no host": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": request("GET /", f"Host: {EVIL}"),
    "a host in the address": request(f"GET http://{EVIL}/"),
    "our host as X-Forwarded-Host": request("GET /", "X-Forwarded-Host: localhost", host=EVIL),
    **{f"`{path}`": request(f"GET {path}") for path in STRANGE},
    "raw bytes": request("GET /\xff\xfe"),
    "CONNECT": request(f"CONNECT {EVIL}:443"),
    "PUT": request("PUT /", LENGTH(3), body=b"a=b"),
    "HTTP/9.9": b"GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
    "nonsense": b"nonsense\r\n\r\n",
    "a body said to be 20 GB": post(b"a=b", LENGTH(20 * 2**30)),
    "a chunked body of 1 MB": post(b"100000\r\n" + b"a" * 2**20 + b"\r\n0\r\n\r\n", CHUNKED),
    "50 MB as 48 KB of gzip": post(BOMB, LENGTH(len(BOMB)), "Content-Encoding: gzip"),
    "9,000 form fields": post(b"signs=x&" * 8_000, LENGTH(64_000)),
    "length and chunks": post(b"0\r\n\r\n" + HIDDEN, LENGTH(5 + len(HIDDEN)), CHUNKED),
    "two lengths": post(b"a=b" + HIDDEN, LENGTH(3), LENGTH(3 + len(HIDDEN))),
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

HELD = {
    "half a header": (50, request("GET /", "X-Slow: ")[:-4]),
    "half a body": (100, post(b"a=", LENGTH(900))),
    "nothing": (2_600, b""),
}
"""What is sent on so many connections; a byte more follows after eight seconds."""

SPELLINGS: tuple[Callable[[str, int], str], ...] = (
    lambda path, number: f"/{number:x}{path}",
    lambda path, number: f"{path}?{number}",
    lambda path, number: "/" * (number % 300) + path,
    lambda path, number: f"{path}/{number:x}/..",
    lambda path, number: "/." * (number % 300) + path,
    lambda path, number: re.sub(r"\w", lambda c: f"%{ord(c[0]):02X}", path, count=number % 9),
)


def connections(port: int, count: int, sent: bytes) -> list[socket.socket]:
    socks = [socket.create_connection((HERE, port), timeout=10) for _ in range(count)]
    send(socks, sent)
    return socks


def send(socks: list[socket.socket], sent: bytes) -> None:
    for sock in socks:
        with suppress(OSError):
            sock.sendall(sent)


def received(sock: socket.socket) -> tuple[bytes, bool]:
    """What comes on a connection, and whether the other side ends it. It is closed here, too."""
    text = b""
    with closing(sock), suppress(ConnectionError):
        try:
            while part := sock.recv(65_536):
                text += part
        except (BlockingIOError, TimeoutError):
            return text, False
    return text, True


def exchange(port: int, data: bytes) -> bytes:
    """What comes back for these very bytes, until the connection ends."""
    return received(*connections(port, 1, data))[0]


def others_see(port: int, asks: list[lab.Ask], judge: lab.Judge, seconds: float) -> list[lab.Seen]:
    """What somebody else gets meanwhile, who asks for these in turn, each on a new connection."""
    return lab.visit(port, cycle(asks), judge, time.monotonic() + seconds, 0.1)


def helps(text: bytes) -> bool:
    """Whether the emergency number came, under our headers, and nothing that must not."""
    lines, tel = text.lower(), lab.shipped().contact("emergency").tel
    needed = [f'href="{tel}"', *(f"\n{name}: {value}".lower() for name, value in SENT.items())]
    evil = any(word in text for word in (b"\nSet-Cookie", EVIL.encode(), *SECRETS))
    return all(one.encode() in lines for one in needed) and not evil


def odd_requests(_it: lab.Stack, port: int) -> lab.Tried:
    """Each odd request; then a page for somebody else. One request has at most one answer."""
    plain = exchange(port, HOME).partition(b"\r\n\r\n")[2]
    for what, data in ODD.items():
        began = time.monotonic()
        text = exchange(port, data)
        took = time.monotonic() - began
        statuses = [code.decode() for code in re.findall(rb"HTTP/1\.[01] (\d{3})", text)]
        others = exchange(port, HOME).endswith(plain)
        right = others and helps(text) and len(statuses) <= 1 and took < LONGEST
        happened = ", ".join(statuses) or "closed without a word"
        yield what, happened + ("" if helps(text) else ", no numbers"), right


def poisons(_it: lab.Stack, port: int) -> lab.Tried:
    """Each on a page that the edge has not seen yet: the sender and the next both get it right."""
    right = lab.right_answers()
    for what, page in zip(POISONS, lab.gets(), strict=False):
        name, _, value = what.partition(": ")
        headers = [(name, value), ("Connection", "Upgrade, Host")] if value else []
        sent = page if value else page._replace(path=page.path + what)
        answer = lab.ask_once(port, sent, *headers)
        # RFC 9110, 13.1.2: to If-None-Match: * this is the answer. It harms only who asked for it.
        sender = answer.status == 304 or answer.is_as(right[page])
        codes = (("Accept-Encoding", code) for code in ("gzip", ""))
        others = [lab.ask_once(port, page, code).is_as(right[page]) for code in codes]
        happened = f"{answer.status}, {sum(others)} of the next 2 get the page"
        yield f"poison: {what[:45]}", happened, all(others) and sender


def held(_it: lab.Stack, port: int) -> lab.Tried:
    """Connections that are held for twelve seconds, while others ask for pages."""
    judge, asks = lab.among(lab.right_answers()), [lab.gets()[0], lab.posts()[0]]
    for what, (count, half) in HELD.items():
        socks = connections(port, count, half)
        seen = others_see(port, asks, judge, 8)
        send(socks, half[:1])
        seen += others_see(port, asks, judge, 4)
        for sock in socks:
            sock.setblocking(False)
        ended = sum(received(sock)[1] for sock in socks)
        happened, right = lab.summary(seen)
        happened = f"{ended:,} of {count:,} ended within 12 s; others: {happened}"
        yield f"{count:,} held: {what}", happened, right and ended == count


def random_addresses(it: lab.Stack, port: int) -> lab.Tried:
    """Ten thousand addresses, among them pages of ours spelled in odd ways."""

    def person(seed: int) -> list[int]:
        random, statuses = Random(seed), []
        with lab.connect(port) as connection:
            for _ in range(2_500):
                spelled, page = random.choice(SPELLINGS), random.choice(lab.gets())
                what = lab.Ask("GET", spelled(page.path, random.getrandbits(48)))
                statuses.append(lab.ask(connection, what).status)
        return statuses

    it.warm()
    cache = it.edge.tree / "cache"
    files, before = len([*cache.rglob("*")]), it.memory()
    statuses = Counter(lab.crowd(4, person))
    more, grown = len([*cache.rglob("*")]) - files, it.memory() - before
    happened = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    happened += f"; {more} more files in the cache; {grown:+.1f} MiB in all processes"
    # 50 kept under each address would be 50 MiB at the least.
    right = more <= len(lab.gets()) and grown < MOST_MIB and {*statuses} <= {200, 400, 404}
    yield "10,000 random addresses", happened, right


def floods(it: lab.Stack, port: int) -> lab.Tried:
    """2,000 connections that ask without a pause. Others get the page or the last resort."""
    page, ticks = asks = [lab.gets()[5], lab.posts()[0]]
    judge = lab.among(lab.right_answers(), dict.fromkeys(asks, lab.last_resort()))
    asked = {
        "a page that is kept": page,
        "an address that does not exist": lab.Ask("GET", "/no/page"),
        "a form": ticks,
    }
    options = ("-c2000", "-d8s", "-H", "Host: localhost")
    for what, flood in asked.items():
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lab.wrk, it.edge.origin, flood, *options)
            time.sleep(1)
            seen = others_see(port, asks, judge, 6)
        yield f"2,000 connections ask for {what}", *lab.summary(seen)


def afterwards(it: lab.Stack, port: int) -> lab.Tried:
    """Without https, in the logs of all this, and with no server left."""
    answer = lab.ask_once(it.edge.plain, lab.Ask("GET", "/help/now"))
    wanted = SENT | {"location": "https://guide.example.org/help/now"}
    right = answer.status == 307 and wanted.items() <= answer.headers.items()
    yield "no https", f"{answer.status} {answer.headers['location']}", right
    for of, files in ((EDGE, [it.edge.log]), ("servers", [server.log for server in it.servers])):
        text = "".join(file.read_text("utf-8") for file in files)
        found = re.findall(r".*(?:/help|/signs|/etc|evil|client:|request:|GET |POST ).*", text)
        happened = f"{len(text.splitlines())} lines, {len(found)} name a visitor or a page"
        yield f"what the log of the {of} says", happened, not found
    for server in it.servers:
        server.kill()
    missed = [lab.ask_once(port, what) for what in (lab.Ask("GET", "/no/page"), *lab.posts())]
    right = all(answer.is_as(lab.last_resort()) for answer in missed)
    yield "no server left, page not kept", "last-resort page", right


def rows() -> Iterator[tuple[str, str, str, str]]:
    """What was tried, on what, what happened, and a verdict."""
    both = (poisons, odd_requests, held, random_addresses)
    with lab.stack() as it:
        plan = [(EDGE, it.port, attack) for attack in (*both, floods)]
        plan += [("server alone", it.servers[0].port, attack) for attack in both]
        for on, port, attack in (*plan, (EDGE, it.port, afterwards)):
            for what, happened, right in attack(it, port):
                yield what, on, happened, "right" if right else WRONG if on == EDGE else "weak"


if __name__ == "__main__":
    found = table(("tried", "on", "what happened", "verdict"), rows())
    sys.exit(any(verdict == WRONG for *_, verdict in found))
