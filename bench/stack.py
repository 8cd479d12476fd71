"""Servers of the guide with nginx in front, people who ask, and what must come."""

import gzip
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from functools import cache
from itertools import chain, cycle
from pathlib import Path
from typing import Any, NamedTuple

from bench.servers import HERE, TOP, Program, Server, free_port, memory, running
from guide import Settings, create_app
from guide.content.hours import LONDON
from guide.content.load import areas, load
from guide.content.model import Guide
from guide.pages.site import site
from guide.web.headers import HTTPS
from guide.web.last_resort import LastResort

AREA = os.environ.get("GUIDE_AREA") or areas()[0]
"""The area whose guide is measured."""

FORM = "application/x-www-form-urlencoded"
OFFICE_HOURS, EVENING = "2026-11-25T11:00", "2026-11-25T20:00"
CHANGE, JUST_BEFORE = "2026-11-25T18:00", "2026-11-25T17:59:58"
"""When the duty desk closes; and when a page is right for two seconds, if the clock stops."""

NOT_COMPARED = ("content-length", "content-encoding", "cdn-cache-control")
"""Headers that depend on the way: nginx adapts the first two to the visitor and obeys the third."""

ENCODINGS = ("gzip, deflate, br, zstd", "gzip, deflate", "identity")
"""As browsers ask, and somebody who reads only plain text."""


class Ask(NamedTuple):
    """A request."""

    method: str
    path: str
    body: str = ""


class Answer(NamedTuple):
    """What came, or what must come: the body as a person reads it, header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def is_as(self, right: "Answer") -> bool:
        """Whether this is the right answer. It may have more headers, but sets no cookie."""
        same = (self.status, self.body) == (right.status, right.body)
        sound = right.headers.items() <= self.headers.items()
        return same and sound and "set-cookie" not in self.headers


def lower(headers: Iterable[tuple[str, str]], *without: str) -> dict[str, str]:
    return {name.lower(): value for name, value in headers if name.lower() not in without}


@cache
def shipped() -> Guide:
    return load(AREA)


@cache
def gets() -> list[Ask]:
    pages = site(shipped()).items()
    return [Ask("GET", f"/{address}") for address, page in pages if page.status == 200]


@cache
def posts() -> list[Ask]:
    """Both forms, with the first and the last sign ticked."""
    signs = [sign.id for group in shipped().signs for sign in group.signs]
    body = f"signs={signs[0]}&signs={signs[-1]}"
    return [Ask("POST", "/signs", body), Ask("POST", "/sheet", body)]


def instant(at: str) -> datetime:
    return datetime.fromisoformat(at).replace(tzinfo=LONDON)


def right_answers(at: str = OFFICE_HOURS) -> dict[Ask, Answer]:
    """What the guide itself says at an hour in London."""
    client = create_app(Settings(clock=instant(at), https=True), shipped()).test_client()
    answers = {}
    for ask in gets() + posts():
        got = client.open(ask.path, method=ask.method, data=ask.body, content_type=FORM)
        answers[ask] = Answer(got.status_code, lower(got.headers.items(), *NOT_COMPARED), got.data)
    return answers


def first_screen(encoding: str) -> tuple[str, list[tuple[str, str]], bytes]:
    """What the guide answers now: the status, headers and body."""
    client = create_app(Settings(), shipped()).test_client()
    got = client.get("/", headers={"Accept-Encoding": encoding})
    return got.status, [*got.headers], got.data


@cache
def last_resort() -> Answer:
    """The page with the numbers that the edge shows where it has nothing else."""
    page = LastResort(create_app(Settings(), shipped()), shipped(), Settings())
    return Answer(503, lower((page.headers | HTTPS).items(), *NOT_COMPARED), page.page)


def connect(port: int) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection(HERE, port, timeout=10))


def ask(connection: http.client.HTTPConnection, what: Ask, *more: tuple[str, str]) -> Answer:
    """Ask, with more headers."""
    headers = {"Accept-Encoding": "gzip", "Content-Type": FORM} | dict(more)
    connection.request(what.method, what.path, what.body or None, headers)
    got = connection.getresponse()
    body, headers = got.read(), lower(got.getheaders())
    unpack = {"gzip": gzip.decompress}
    return Answer(got.status, headers, unpack.get(headers.get("content-encoding", ""), bytes)(body))


def ask_once(port: int, what: Ask, *more: tuple[str, str]) -> Answer:
    with connect(port) as connection:
        return ask(connection, what, *more)


class Seen(NamedTuple):
    """What became of a request: right, wrong or lost; and how long it took."""

    became: str
    seconds: float
    note: str


Judge = Callable[[Ask, Answer], bool]


def among(*rights: Mapping[Ask, Answer]) -> Judge:
    """An answer is right if it is that of one of these."""
    return lambda what, answer: any(answer.is_as(right[what]) for right in rights)


def visit(
    port: int, asks: Iterable[Ask], judge: Judge, until: float = float("inf"), pause: float = 0
) -> list[Seen]:
    """One person who asks for one thing after another, each once: what gets no answer is lost.
    Who pauses between two makes a new connection for each.
    """
    seen = []
    with connect(port) as connection:
        for what, encoding in zip(asks, cycle(ENCODINGS), strict=False):
            began = time.monotonic()
            if began > until:
                break
            try:
                answer = ask(connection, what, ("Accept-Encoding", encoding))
                became = "right" if judge(what, answer) else "wrong"
                note = f"{answer.status} to {what.method} {what.path}"
            except (OSError, http.client.HTTPException) as error:
                became, note = "lost", f"{type(error).__name__} to {what.method}"
                connection.close()
            seen.append(Seen(became, time.monotonic() - began, note))
            if pause:
                connection.close()
            time.sleep(pause or 0.01)
    return seen


def crowd(count: int, person: Callable[[int], Iterable[Any]]) -> list[Any]:
    """What so many people find who ask at the same time. Each gets a number."""
    with ThreadPoolExecutor(count) as threads:
        return list(chain.from_iterable(threads.map(person, range(count))))


def summary(seen: list[Seen]) -> tuple[str, bool]:
    """What became of requests, in words; and whether all is right."""
    bad = Counter(f"{one.became}: {one.note}" for one in seen if one.became != "right")
    resort = sum(one.note.startswith("503") for one in seen)
    times = sorted(one.seconds for one in seen)
    p50, p99 = (times[len(times) * part // 100] * 1000 for part in (50, 99))
    said = f"{len(seen) - bad.total():,} of {len(seen):,} right"
    said += f", {resort:,} of them the last resort" * bool(resort)
    said += f"; p50 {p50:.0f} ms, p99 {p99:.0f} ms, slowest {times[-1]:.1f} s"
    return said + "".join(f"; {count} × {what}" for what, count in bad.most_common(3)), not bad


Tried = Iterator[tuple[str, str, bool]]
"""Rows of a table: what was tried, what happened, and whether that is right."""


def wrk(origin: str, what: Ask, *options: str) -> str:
    """What wrk prints after it has asked for this again and again."""
    body, kind = (f'"{what.body}"', f'"{FORM}"') if what.body else ("nil", "nil")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".lua") as script:
        script.write(f'wrk.method, wrk.body = "{what.method}", {body}\n')
        script.write(f'wrk.headers["Content-Type"] = {kind}\n')
        script.flush()
        command = ["wrk", "-t1", *options, "-s", script.name, "-H", "Accept-Encoding: gzip"]
        command += [origin + what.path]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


class Edge(Program):
    """nginx with the files of deploy/, on other addresses and without TLS."""

    first = "/readyz"  # never kept, while a page that was asked for is no longer unseen

    def __init__(self, folder: Path, origins: Iterable[int]) -> None:
        found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
        nginx = found or sys.exit("nginx is needed. On Debian: apt-get install nginx-light")
        command = [nginx, "-p", f"{folder}/", "-c", str(folder / "nginx.conf")]
        super().__init__(folder, command, free_port(), folder / "log")
        self.plain = free_port()
        shutil.copytree(TOP / "deploy", folder)
        folder.chmod(0o755)  # nginx's workers are not root
        (folder / "last-resort.html").write_bytes(last_resort().body)
        inner = [*origins, free_port(), free_port(), free_port()]
        ours: dict[str, str | Callable[[re.Match[str]], str]] = {
            r"(?m)^ *(?:ssl_|listen \[).*\n": "",
            r"127\.0\.0\.1:800(\d)": lambda port: f"{HERE}:{inner[int(port[1])]}",
            r"listen 443 ssl http2(.*);": rf"listen {HERE}:{self.port}\1;",
            r"listen 80 ": f"listen {HERE}:{self.plain} ",
            r"server_name guide\.example\.org": f"server_name localhost {HERE}",
            r"syslog:\S+": str(self.log),
        }
        site_conf = folder / "edge/site.conf"
        for pattern, new in ours.items():
            conf, changed = re.subn(pattern, new, site_conf.read_text("utf-8"))
            if not changed:
                raise ValueError(f"edge/site.conf has no {pattern!r} any more")
            site_conf.write_text(conf)


class Stack:
    """Two servers of the guide with the edge in front of them."""

    def __init__(self, folder: Path, tree: Path, environment: Mapping[str, str]) -> None:
        self.count = folder / "count"
        ours = {"GUIDE_PROXIES": "1", "GUIDE_HTTPS": "yes", "GUIDE_CLOCK": OFFICE_HOURS}
        ours |= {"BENCH_COUNT": str(self.count), **environment}
        app = ("--app", "bench.apps:counted")
        self.servers = [Server(folder / f"guide-{n}.log", *app, tree=tree, **ours) for n in "ab"]
        self.edge = Edge(folder / "edge", [server.port for server in self.servers])
        self.port = self.edge.port

    def asked(self) -> int:
        """How many requests reached the servers."""
        return self.count.stat().st_size

    def memory(self) -> float:
        """MiB held by the servers and the edge."""
        return memory(chain(*(program.pids for program in (*self.servers, self.edge))))

    def warm(self) -> None:
        visit(self.port, gets(), lambda *_: True)

    def settle(self) -> None:
        for server in self.servers:
            server.settle()


@contextmanager
def stack(tree: Path = TOP, **environment: str) -> Iterator[Stack]:
    """A running stack; at the end nothing of it runs."""
    with tempfile.TemporaryDirectory(prefix="guide-") as name:
        Path(name).chmod(0o755)  # nginx's workers are not root
        made = Stack(Path(name), tree, environment)
        with running(*made.servers, made.edge):
            made.settle()
            yield made
