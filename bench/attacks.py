"""What somebody who means harm can do to the edge, and to the guide's own server if they reach it.

After each attack a page is asked for as somebody else. Behind the edge, every answer must be a
right page or one with the numbers, under all our headers: else this exits 1. The server alone may
refuse some without a page, but must go on. Seconds and MiB depend on the machine.
"""

import gzip
import re
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from itertools import cycle
from random import Random

from bench import stack as lab
from bench.servers import HERE
from guide.web.headers import FIXED, HTTPS

EVIL = "evil.example"
EDGE = "edge"
SECRETS = (b"never_show", b"proxy_pass", b"root:x:", b"[core]")
"""Words of files that must not be served: the directory, the edge's own, the machine's, git's."""

SENT = FIXED | HTTPS
LONGEST = 9  # seconds until a connection ends: nginx reads on for five after refusing a body
MOST_MIB = 32  # that all processes may grow by


Tried = Iterator[tuple[str, str, bool]]
"""Lines of the table: what was tried, what happened, and whether that is right."""


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

STRANGE = (
    "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/nginx.conf", "/cache/",
    "/.git/config", "/help/now%00.html", "/help/now%0d%0aSet-Cookie:%20a=b",
)  # fmt: skip
ODD = {
    "a header of 64 KB": get("/", "X-Long: " + "x" * 65_536),
    "300 header lines": get("/", *["X-Many: x"] * 300),
    "an address of 100 KB": get("/" + "a" * 100_000),
    "another host": get("/", host=EVIL),
    "no host": b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    "two hosts": get("/", f"Host: {EVIL}"),
    "a host in the address": get(f"http://{EVIL}/"),
    "our host as X-Forwarded-Host of another": get("/", "X-Forwarded-Host: localhost", host=EVIL),
    **{f"`{path}`": get(path) for path in STRANGE},
    "raw bytes": get("/\xff\xfe"),
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
    "half a header": (50, get("/", "X-Slow: ")[:-4]),
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


def exchange(port: int, data: bytes) -> bytes:
    """What comes back for these very bytes, until the connection ends."""
    (sock,), text = connections(port, 1, data), b""
    with closing(sock), suppress(OSError):
        sock.settimeout(10)
        while part := sock.recv(65_536):
            text += part
    return text


def helps(text: bytes) -> bool:
    """Whether the emergency number came, under our headers, and nothing that must not."""
    lines = text.lower()
    return (
        f'href="{lab.shipped().contact("emergency").tel}"'.encode() in lines
        and all(f"\n{name}: {value}".lower().encode() in lines for name, value in SENT.items())
        and not any(word in text for word in (b"\nSet-Cookie", EVIL.encode(), *SECRETS))
    )


def odd_requests(_it: lab.Stack, port: int) -> Tried:
    """Each odd request; then a page for somebody else. One request has at most one answer."""
    plain = exchange(port, get("/")).partition(b"\r\n\r\n")[2]
    for what, data in ODD.items():
        began = time.monotonic()
        text = exchange(port, data)
        took = time.monotonic() - began
        statuses = [code.decode() for code in re.findall(rb"HTTP/1\.[01] (\d{3})", text)]
        others = exchange(port, get("/")).endswith(plain)
        right = others and helps(text) and len(statuses) <= 1 and took < LONGEST
        happened = ", ".join(statuses) or "closed without a word"
        yield what, happened + ("" if helps(text) else ", no numbers"), right


def poisons(_it: lab.Stack, port: int) -> Tried:
    """Each on a page that the edge has not seen yet: the sender and the next both get it right."""
    right = lab.right_answers()
    for what, page in zip(POISONS, lab.gets(), strict=False):
        name, _, value = what.partition(": ")
        headers = {name: value, "Connection": "Upgrade, Host"} if value else {}
        with lab.connect(port) as connection:
            path = page.path if value else page.path + what
            connection.request("GET", path, headers={"Host": "localhost", **headers})
            answer = lab.answer_of(connection.getresponse())
        # RFC 9110, 13.1.2: to If-None-Match: * this is the answer. It harms only who asked for it.
        sender = answer.status == 304 or answer.is_as(right[page])
        others = [lab.ask_once(port, page, code).is_as(right[page]) for code in ("gzip", "")]
        happened = f"{answer.status}, {sum(others)} of the next 2 get the page"
        yield f"poison: {what[:45]}", happened, all(others) and sender


def held(_it: lab.Stack, port: int) -> Tried:
    """Connections that are held for twelve seconds, while others ask for pages."""
    judge, asks = lab.among(lab.right_answers()), [lab.gets()[0], lab.posts()[0]]
    for what, (count, half) in HELD.items():
        socks = connections(port, count, half)
        seen = lab.visit(port, cycle(asks), judge, time.monotonic() + 8, 0.1)
        send(socks, half[:1])
        seen += lab.visit(port, cycle(asks), judge, time.monotonic() + 4, 0.1)
        wrong, ended = sum(one.became != "right" for one in seen), sum(map(closed, socks))
        happened = f"{len(seen)} others, {wrong} without the page, slowest {slowest(seen)}"
        happened += f"; {ended} of {count} ended within 12 s"
        yield f"{count:,} held: {what}", happened, not wrong and ended == count


def connections(port: int, count: int, sent: bytes) -> list[socket.socket]:
    socks = [socket.create_connection((HERE, port)) for _ in range(count)]
    send(socks, sent)
    return socks


def send(socks: list[socket.socket], sent: bytes) -> None:
    for sock in socks:
        with suppress(OSError):
            sock.sendall(sent)


def slowest(seen: list[lab.Seen]) -> str:
    return f"{max(one.seconds for one in seen):.2f} s"


def closed(sock: socket.socket) -> bool:
    """Whether the other side has ended this connection. It is closed here, too."""
    with closing(sock), suppress(ConnectionError):
        sock.setblocking(False)
        try:
            while sock.recv(65_536):
                pass
        except BlockingIOError:
            return False
    return True


def random_addresses(it: lab.Stack, port: int) -> Tried:
    """Ten thousand addresses, among them pages of ours spelled in odd ways."""

    def person(seed: int) -> Iterator[lab.Seen]:
        random = Random(seed)
        with lab.connect(port) as connection:
            for _ in range(2_500):
                spelled, page = random.choice(SPELLINGS), random.choice(lab.gets())
                what = lab.Ask("GET", spelled(page.path, random.getrandbits(48)))
                yield lab.Seen(what, str(lab.ask(connection, what).status), 0)

    it.warm()
    cache = it.edge.tree / "cache"
    files, before = len([*cache.rglob("*")]), it.memory()
    statuses = Counter(one.became for one in lab.crowd(4, person))
    more, grown = len([*cache.rglob("*")]) - files, it.memory() - before
    happened = ", ".join(f"{count} × {status}" for status, count in sorted(statuses.items()))
    happened += f"; {more} more files in the cache; {grown:+.1f} MiB in all processes"
    # 50 kept under each address would be 50 MiB at the least.
    right = more <= len(lab.gets()) and grown < MOST_MIB and {*statuses} <= {"200", "400", "404"}
    yield "10,000 random addresses", happened, right


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """A frame of HTTP/2 (RFC 9113, 4.1)."""
    return struct.pack(">IBI", len(payload) << 8 | kind, flags, stream) + payload


HTTP2 = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(4, 0, 0)


def form(number: int, times: int) -> bytes:
    """The header of a form whose body never comes, as HPACK (RFC 7541). The first names a header of
    3.9 KB, and every one repeats it so many times, in a byte each.
    """
    long = b"\x40\x03x-a\x7f\xbd\x1d" + b"a" * 3_900 if number == 0 else b""
    line = b"\x83\x84\x86\x01\x09localhost\x0f\x0d\x03900" + long + b"\xbe" * times
    return frame(1, 4, 2 * number + 1, line)


def indexed_headers(it: lab.Stack, _port: int) -> Tried:
    """HTTP/2: twenty connections with as many forms as they may have, each with a long header."""
    for times in (15, 60):
        before = it.memory()
        forms = [form(number, times) for number in range(128)]
        socks = connections(it.edge.http2, 20, HTTP2 + b"".join(forms[:8]))
        time.sleep(1)
        send(socks, b"".join(forms[8:]))
        time.sleep(1)
        grown = it.memory() - before
        for sock in socks:
            sock.close()
        what = f"HTTP/2, 20 connections, a header of 3.9 KB repeated {times} times in each form"
        yield what, f"{grown:+.1f} MiB in all processes", grown < MOST_MIB


def floods(it: lab.Stack, port: int) -> Tried:
    """2,000 connections that ask without a pause. Others get the page or the last resort."""
    page, ticks = asks = [lab.gets()[5], lab.posts()[0]]
    judge = lab.among(lab.right_answers(), dict.fromkeys(asks, lab.last_resort()))
    script = it.edge.tree / "post.lua"
    script.write_text(f"wrk.method, wrk.body = 'POST', '{ticks.body}'")
    command = ["wrk", "-t1", "-c2000", "-d8s", "-H", "Host: localhost"]
    command += ["-H", f"Content-Type: {lab.FORM}", "-s"]
    for what, path, lua in (
        ("a page that is kept", page.path, "/dev/null"),
        ("an address that does not exist", "/no/page", "/dev/null"),
        ("a form", ticks.path, str(script)),
    ):
        url = f"http://{HERE}:{port}{path}"
        with subprocess.Popen([*command, lua, url], stdout=subprocess.DEVNULL):
            time.sleep(1)
            seen = lab.visit(port, cycle(asks), judge, time.monotonic() + 6, 0.1)
        wrong = sum(one.became != "right" for one in seen)
        resort = sum(one.note.startswith("503") for one in seen)
        happened = f"{len(seen)} others, {resort} of them got the last resort, {wrong} nothing"
        happened += f", slowest {slowest(seen)}"
        yield f"2,000 connections ask for {what}", happened, not wrong


def afterwards(it: lab.Stack, port: int) -> Tried:
    """Without https, in the logs of all this, and with no server left."""
    answer = lab.ask_once(it.edge.plain, lab.Ask("GET", "/help/now"))
    to = {"location": "https://guide.example.org/help/now"}
    wanted = to | lab.lower(SENT.items())
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


def main() -> None:
    """Print the table. Exits with 1 if something happened behind the edge that must not."""
    failed, both = False, (poisons, odd_requests, held, random_addresses)
    print("| tried | on | what happened | |\n|---|---|---|---|", flush=True)
    with lab.stack() as it:
        alone = it.servers[0].port
        plan = [(EDGE, it.port, attack) for attack in (*both, indexed_headers, floods)]
        plan += [("server alone", alone, attack) for attack in both]
        for on, port, attack in (*plan, (EDGE, it.port, afterwards)):
            for what, happened, right in attack(it, port):
                verdict = "right" if right else "WRONG" if on == EDGE else "weak"
                print(f"| {what} | {on} | {happened} | {verdict} |", flush=True)
                failed |= verdict == "WRONG"
    sys.exit(failed)


if __name__ == "__main__":
    main()
