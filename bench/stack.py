"""What the benches share: servers of the guide, nginx in front of them, and people who ask.

All on 127.0.0.1. Linux only, as it reads /proc.
"""

import gzip
import http.client
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from functools import cache
from itertools import chain, cycle
from pathlib import Path
from typing import NamedTuple

import brotli

from guide import Settings, create_app
from guide.content.hours import LONDON
from guide.content.load import ROOT, load
from guide.content.model import Guide
from guide.pages.site import site
from guide.web.headers import HTTPS
from guide.web.last_resort import LastResort

TOP = ROOT.parent
HERE = "127.0.0.1"
FORM = "application/x-www-form-urlencoded"
OFFICE_HOURS, EVENING = "2026-11-25T11:00", "2026-11-25T20:00"
WORKERS = 2  # of each server
NOT_COMPARED = ("content-length", "content-encoding", "cdn-cache-control")
"""Headers that depend on the way: nginx adapts the first two to the visitor and obeys the third."""

resource.setrlimit(resource.RLIMIT_NOFILE, (20_000, 20_000))  # as the units of deploy/ say


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
    return load()


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


def right_answers(at: str = OFFICE_HOURS) -> dict[Ask, Answer]:
    """What the guide itself says at an hour in London."""
    clock = datetime.fromisoformat(at).replace(tzinfo=LONDON)
    client = create_app(Settings(clock=clock, https=True), shipped()).test_client()
    answers = {}
    for ask in gets() + posts():
        got = client.open(ask.path, method=ask.method, data=ask.body, content_type=FORM)
        answers[ask] = Answer(got.status_code, lower(got.headers.items(), *NOT_COMPARED), got.data)
    return answers


@cache
def last_resort() -> Answer:
    """The page with the numbers that the edge shows where it has nothing else."""
    page = LastResort(create_app(Settings(), shipped()), shipped(), Settings())
    return Answer(503, lower((page.headers | HTTPS).items(), *NOT_COMPARED), page.page)


def answer_of(got: http.client.HTTPResponse) -> Answer:
    body, headers = got.read(), lower(got.getheaders())
    unpack = {"gzip": gzip.decompress, "br": brotli.decompress}
    return Answer(got.status, headers, unpack.get(headers.get("content-encoding", ""), bytes)(body))


def ask(connection: http.client.HTTPConnection, what: Ask, encoding: str = "gzip") -> Answer:
    headers = {"Accept-Encoding": encoding, **({"Content-Type": FORM} if what.body else {})}
    connection.request(what.method, what.path, what.body or None, headers)
    return answer_of(connection.getresponse())


def connect(port: int) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection(HERE, port, timeout=10))


def ask_once(port: int, what: Ask, encoding: str = "gzip") -> Answer:
    with connect(port) as connection:
        return ask(connection, what, encoding)


class Seen(NamedTuple):
    """What became of a request: "right", "wrong" or "lost", and how long it took."""

    ask: Ask
    became: str
    seconds: float
    note: str = ""


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
    # As browsers ask, and somebody who reads only plain text.
    encodings = cycle(["gzip, deflate, br, zstd", "gzip, deflate", "identity"])
    with connect(port) as connection:
        for what, encoding in zip(asks, encodings, strict=False):
            began = time.monotonic()
            if began > until:
                break
            try:
                answer = ask(connection, what, encoding)
                became = "right" if judge(what, answer) else "wrong"
                note = f"{answer.status} {what}"
            except (OSError, http.client.HTTPException) as error:
                became, note = "lost", f"{type(error).__name__} {what.method}"
                connection.close()
            seen.append(Seen(what, became, time.monotonic() - began, note))
            if pause:
                connection.close()
            time.sleep(pause or 0.01)
    return seen


def crowd(count: int, person: Callable[[int], Iterable[Seen]]) -> list[Seen]:
    """What became of the requests of so many people who ask at the same time."""
    with ThreadPoolExecutor(count) as threads:
        return list(chain.from_iterable(threads.map(person, range(count))))


def free_port() -> int:
    with closing(socket.create_server((HERE, 0))) as probe:
        return int(probe.getsockname()[1])


def wait_until(true: Callable[[], bool], else_say: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(else_say)
        time.sleep(0.005)


def below(pid: int) -> list[int]:
    """The processes that a process started and those that they started, the oldest first."""
    found = []
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in file.read_text().split()]
    return sorted([*found, *(pid for child in found for pid in below(child))])


def memory(pids: Iterable[int]) -> float:
    """MiB that processes hold: what several share is counted in parts (PSS)."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            total += int(re.findall(r"Pss: +(\d+)", rollup)[0])
    return total / 1024


def cpu(pids: Iterable[int]) -> float:
    """Seconds that processes have computed for, in the program and in the kernel."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def copied(folder: Path) -> Path:
    """A copy of the repository, to change."""
    hidden = shutil.ignore_patterns(".*", "__pycache__", "mutants", "export")
    return Path(shutil.copytree(TOP, folder, ignore=hidden))


class Program:
    """A program on a port, with all the processes that it starts."""

    process: subprocess.Popen[bytes]

    def __init__(self, tree: Path, command: list[str], port: int, log: Path, **more: str) -> None:
        self.tree, self.command, self.port, self.log = tree, command, port, log
        self.origin = f"http://{HERE}:{port}"
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("GUIDE_", "BENCH_"))}
        self.environment = plain | more

    def launch(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.tree, env=self.environment,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def start(self) -> None:
        """Start it; returns when it serves."""
        self.launch()
        wait_until(self.serves, f"it does not start: {self.command}, see {self.log}")

    def serves(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return bool(ask_once(self.port, Ask("GET", "/no/page")).status)
        return False

    @property
    def pid(self) -> int:
        return self.process.pid

    def kill(self) -> None:
        """End it at once, with all that it started."""
        if hasattr(self, "process"):
            with suppress(ProcessLookupError):
                os.killpg(self.pid, signal.SIGKILL)
            self.process.wait()


class Server(Program):
    """A server of the guide, or of another application by the same flags."""

    def __init__(self, log: Path, *options: str, tree: Path = TOP, **environment: str) -> None:
        port = free_port()
        command = [sys.executable, "-m", "guide.web.serve", "--host", HERE, "--port", str(port)]
        super().__init__(tree, [*command, *options], port, log, **environment)

    def serves(self) -> bool:
        """Whether each of its workers listens, each on a socket of its own."""
        sockets = Path("/proc/net/tcp").read_text()
        listening = re.findall(rf" 0100007F:{self.port:04X} \S+ 0A ", sockets)
        return len(listening) == len(below(self.pid)) == WORKERS

    def settle(self) -> None:
        """Wait until it makes nothing ahead any more and a worker may die: Granian ends if one
        does in the first 5.5 s.
        """
        wait_until(self.serves, f"it does not serve: see {self.log}")
        used = -1.0
        while cpu([self.pid, *below(self.pid)]) - used > 0.02:
            used = cpu([self.pid, *below(self.pid)])
            time.sleep(1)
        time.sleep(5)

    def kill_worker(self) -> None:
        """Kill the worker that has run longest; returns when another serves."""
        os.kill(below(self.pid)[0], signal.SIGKILL)
        wait_until(self.serves, "the server does not start a worker again")

    def restart(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        self.start()

    def freeze(self, frozen: bool = True) -> None:
        os.killpg(self.pid, signal.SIGSTOP if frozen else signal.SIGCONT)


class Edge(Program):
    """nginx with the files of deploy/, on other addresses and without TLS."""

    def __init__(self, folder: Path, origins: Iterable[int]) -> None:
        found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
        nginx = found or sys.exit("nginx is needed. On Debian: apt-get install nginx-light")
        command = [nginx, "-p", f"{folder}/", "-c", str(folder / "nginx.conf")]
        super().__init__(folder, command, free_port(), folder / "log")
        self.plain, self.http2 = free_port(), free_port()
        shutil.copytree(TOP / "deploy", folder)
        folder.chmod(0o755)  # nginx's workers are not root
        (folder / "last-resort.html").write_bytes(last_resort().body)
        inner = [*origins, free_port(), free_port(), free_port()]
        public = rf"listen {HERE}:{self.port}\1; listen {HERE}:{self.http2} http2\1;"
        ours: dict[str, str | Callable[[re.Match[str]], str]] = {
            r"(?m)^ *(?:ssl_|listen \[).*\n": "",
            r"127\.0\.0\.1:800(\d)": lambda port: f"{HERE}:{inner[int(port[1])]}",
            r"listen 443 ssl http2(.*);": public,
            r"listen 80 ": f"listen {HERE}:{self.plain} ",
            r"server_name guide\.example\.org": f"server_name localhost {HERE}",
            r"syslog:\S+": str(self.log),
        }
        site_conf = folder / "edge/site.conf"
        for pattern, new in ours.items():
            conf, changed = re.subn(pattern, new, site_conf.read_text())
            if not changed:
                raise ValueError(f"edge/site.conf has no {pattern!r} any more")
            site_conf.write_text(conf)


class Stack:
    """Two servers of the guide with the edge in front of them."""

    def __init__(self, folder: Path, tree: Path, **environment: str) -> None:
        folder.chmod(0o755)
        self.count = folder / "count"
        ours = {"GUIDE_PROXIES": "1", "GUIDE_HTTPS": "yes", "GUIDE_CLOCK": OFFICE_HOURS}
        ours |= {"BENCH_COUNT": str(self.count), "BENCH_LONGEST": "3600"} | environment
        app = ("--app", "bench.counted:app")
        self.servers = [Server(folder / f"guide-{n}.log", *app, tree=tree, **ours) for n in "ab"]
        self.edge = Edge(folder / "edge", [server.port for server in self.servers])
        self.port = self.edge.port
        self.programs: list[Program] = [*self.servers, self.edge]

    def asked(self) -> Counter[str]:
        """How many requests reached the servers, by the first letter of the method."""
        return Counter(self.count.read_text())

    def memory(self) -> float:
        """MiB held by the servers and the edge."""
        return memory(pid for part in self.programs for pid in (part.pid, *below(part.pid)))

    def warm(self) -> None:
        visit(self.port, gets(), lambda *_: True)


@contextmanager
def stack(tree: Path = TOP, **environment: str) -> Iterator[Stack]:
    """A running stack; at the end nothing of it runs."""
    with tempfile.TemporaryDirectory(prefix="guide-") as name:
        made = Stack(Path(name), tree, **environment)
        try:
            for program in made.programs:
                program.start()
            for server in made.servers:
                server.settle()
            yield made
        finally:
            for program in made.programs:
                program.kill()
