"""What people get while the guide behind the edge is killed, hung, gone, restarted and changed.

Run it with `make chaos`. It starts nginx with the files of deploy/ (only the addresses in
edge/site.conf are changed) and two servers of the guide, as `make run` starts one, and compares
every answer, byte by byte and header by header, with what the guide itself says. Nothing is asked
twice: a request that gets no answer is lost. Linux only, as it reads /proc. All on 127.0.0.1.
"""

import gzip
import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from itertools import chain, cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from threading import Barrier
from typing import TYPE_CHECKING, NamedTuple

import brotli

from guide import Settings, create_app
from guide.cache import Present
from guide.errors import LAST_HEADERS, last_resort_page
from tests.conftest import EVENING, TOP, WORKING_HOURS, addresses, london, shipped
from tests.test_server import free_port, serve_command

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FORM = "application/x-www-form-urlencoded"
HSTS = {"Strict-Transport-Security": "max-age=63072000"}
NOT_OURS = ("content-length", "content-encoding", "cdn-cache-control")
"""Headers that depend on the way: nginx adapts the first two to the visitor and heeds the third."""

WORKERS = 2
"""Of each server: as `make run` says."""

WORD, NEW_WORD = b"Nothing that you tap is kept.", b"Nothing that you tap is ever kept."
"""Words that stand on every page, and what the changed content says in their place."""


SLACK = 1.2
"""nginx counts whole seconds, so a page may come for one second more than it is right."""


# What is asked, and what must come.


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
        return (
            (self.status, self.body) == (right.status, right.body)
            and right.headers.items() <= self.headers.items()
            and "set-cookie" not in self.headers
        )


def lower(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def signs() -> str:
    """A form with the first and the last sign ticked."""
    ticked = [sign.id for group in shipped().signs for sign in group.signs]
    return f"signs={ticked[0]}&signs={ticked[-1]}"


GETS = [Ask("GET", path) for path in addresses()]
POSTS = [Ask("POST", "/signs", signs()), Ask("POST", "/sheet", signs())]


def right_answers(at: str = WORKING_HOURS) -> dict[Ask, Answer]:
    """What the guide itself says at an instant in London."""
    client = create_app(Settings(clock=london(at), https=True), shipped()).test_client()
    answers = {}
    for ask in GETS + POSTS:
        got = client.open(ask.path, method=ask.method, data=ask.body, content_type=FORM)
        headers = {k: v for k, v in lower(got.headers).items() if k not in NOT_OURS}
        answers[ask] = Answer(got.status_code, headers, got.data)
    return answers


def last_resort() -> Answer:
    """The page with the numbers that the edge shows where it has nothing else."""
    headers = {k: v for k, v in lower((LAST_HEADERS | HSTS).items()).items() if k not in NOT_OURS}
    return Answer(503, headers, last_resort_page(shipped(), Settings()).encode())


def changed(answers: Mapping[Ask, Answer]) -> dict[Ask, Answer]:
    """The answers of the changed content."""
    return {ask: a._replace(body=a.body.replace(WORD, NEW_WORD)) for ask, a in answers.items()}


# The guide's servers.


class Ahead(Settings):
    """Settings whose clock goes, by some seconds ahead of this machine's."""

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(os.environ["CHAOS_AHEAD"]))


def origin() -> "WSGIApplication":
    """What Granian serves here: the guide, with each request counted as a letter in a file.

    CHAOS_COUNT is that file, CHAOS_LONGEST the most seconds that an edge may keep a page, and
    CHAOS_AHEAD, if set, makes its clock go.
    """
    Present.LONGEST_AT_THE_EDGE = int(os.environ["CHAOS_LONGEST"])
    settings = Settings.read()
    app = create_app(Ahead(**vars(settings)) if "CHAOS_AHEAD" in os.environ else settings)
    count = os.open(os.environ["CHAOS_COUNT"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def counted(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        os.write(count, environ["REQUEST_METHOD"][:1].encode())
        return app(environ, start_response)

    return counted


class Server:
    """One Granian with its workers."""

    def __init__(self, tree: Path, log: Path, count: Path, **environment: str) -> None:
        self.port, self.tree, self.log = free_port(), tree, log
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("GUIDE_", "CHAOS_"))}
        ours = {"GUIDE_PROXIES": "1", "GUIDE_HTTPS": "yes", "GUIDE_CLOCK": WORKING_HOURS}
        ours |= {"CHAOS_COUNT": str(count), "CHAOS_LONGEST": "3600", "PYTHONPATH": str(tree)}
        self.environment = plain | ours | environment
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Server":
        program, *rest = serve_command(self.port)
        command = [str(TOP / program), *rest[:-1], "--factory", "bench.chaos:origin"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.tree,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.serves, f"the guide does not start: see {self.log}")
        return self

    def workers(self) -> list[int]:
        """The processes that it started and that still run, the longest running first."""
        lists = Path(f"/proc/{self.process.pid}/task").glob("*/children") if self.process else ()
        return [int(pid) for file in lists for pid in file.read_text().split()]

    def serves(self) -> bool:
        """Whether each of its workers listens: they share the port and not the socket."""
        sockets = Path("/proc/net/tcp").read_text()
        listening = re.findall(rf" 0100007F:{self.port:04X} \S+ 0A ", sockets)
        return len(listening) == len(self.workers()) == WORKERS

    def kill_worker(self) -> None:
        """Kill a worker; returns when another serves. Granian gives up if one dies twice in 5.5 s,
        so it is the one that has run longest.
        """
        os.kill(self.workers()[0], signal.SIGKILL)
        wait_until(self.serves, "Granian does not start a worker again")

    def reload(self) -> None:
        """Reload as an operator does; returns when other workers serve."""
        before = set(self.workers())
        self.process.send_signal(signal.SIGHUP)
        wait_until(
            lambda: not before & set(self.workers()) and self.serves(), "Granian does not reload"
        )

    def restart(self) -> None:
        """Stop as an operator does, then start."""
        self.process.terminate()
        self.process.wait(timeout=20)
        self.start()

    def freeze(self, frozen: bool = True) -> None:
        """Stop all its processes where they are, or let them go on."""
        os.killpg(self.process.pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def kill(self) -> None:
        kill(self.process)


def kill(process: subprocess.Popen[bytes] | None) -> None:
    """End a process that we started, at once and with all that it started."""
    if process:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_until(true: Callable[[], bool], else_say: str, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(else_say)
        time.sleep(0.02)


# The edge.


def nginx_program() -> str:
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if not found:
        sys.exit("nginx is needed and is not installed. On Debian: apt-get install nginx-light")
    return found


class Edge:
    """nginx with the files of deploy/: edge/site.conf with other addresses and without TLS."""

    def __init__(self, folder: Path, origins: tuple[int, int]) -> None:
        self.program = nginx_program()
        self.folder, self.port, self.plain = folder, free_port(), free_port()
        shutil.copytree(TOP / "deploy", folder)
        folder.chmod(0o755)  # nginx's workers are not root
        self.process: subprocess.Popen[bytes] | None = None
        (folder / "last-resort.html").write_bytes(last_resort().body)
        site = folder / "edge/site.conf"
        site.write_text(self.here(site.read_text(), origins))

    def here(self, site: str, origins: tuple[int, int]) -> str:
        """The site's file for this machine."""
        site = re.sub(r"(?m)^ *(ssl_|listen \[).*\n", "", site)
        names = {
            "127.0.0.1:8000": f"127.0.0.1:{origins[0]}",
            "127.0.0.1:8001": f"127.0.0.1:{origins[1]}",
            "127.0.0.1:8002": f"127.0.0.1:{free_port()}",
            "listen 443 ssl http2": f"listen 127.0.0.1:{self.port}",
            "listen 80 ": f"listen 127.0.0.1:{self.plain} ",
            "server_name guide.example.org": "server_name localhost 127.0.0.1",
        }
        for theirs, ours in names.items():
            if theirs not in site:
                raise ValueError(f"edge/site.conf has no {theirs!r} any more")
            site = site.replace(theirs, ours)
        return site

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def cached(self) -> list[Path]:
        return [path for path in (self.folder / "cache").rglob("*") if path.is_file()]

    def start(self) -> "Edge":
        command = [self.program, "-p", f"{self.folder}/", "-c", str(self.folder / "nginx.conf")]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        wait_until(self.serves, f"nginx does not start: {self.log.read_text()}")
        return self

    def serves(self) -> bool:
        with suppress(OSError, http.client.HTTPException):
            return bool(ask_once(self.port, Ask("GET", "/no/page")).status)
        return False

    def kill(self) -> None:
        kill(self.process)


class Stack:
    """Two servers of the guide with the edge in front of them."""

    def __init__(self, folder: Path, tree: Path = TOP, **environment: str) -> None:
        folder.chmod(0o755)
        self.count = folder / "count"
        self.servers = [
            Server(tree, folder / f"guide-{name}.log", self.count, **environment) for name in "ab"
        ]
        self.edge = Edge(folder / "edge", (self.servers[0].port, self.servers[1].port))
        self.port = self.edge.port

    def asked(self) -> Counter[str]:
        """How many requests the guide's servers have had, by the first letter of the method."""
        return Counter(self.count.read_text())

    def warm(self) -> None:
        """Let the edge see every page."""
        for what in GETS:
            ask_once(self.port, what)

    def phase(self, name: str, people: Callable[[], list["Seen"]], also: str = "") -> "Row":
        """What these people see, and how often the guide was asked for it."""
        before = self.asked()
        seen = people()
        return Row(name, seen, self.asked() - before, also)


@contextmanager
def stack(tree: Path = TOP, **environment: str) -> Iterator[Stack]:
    """A running stack; at the end nothing of it runs."""
    with tempfile.TemporaryDirectory(prefix="guide-") as name:
        made = Stack(Path(name), tree, **environment)
        try:
            for server in made.servers:
                server.start()
            made.edge.start()
            yield made
        finally:
            for part in (*made.servers, made.edge):
                part.kill()


# People.


UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


def unpacked(body: bytes, headers: Mapping[str, str]) -> bytes:
    """A body as a person reads it."""
    return UNPACK.get(headers.get("content-encoding", ""), bytes)(body)


def ask(connection: http.client.HTTPConnection, what: Ask, encoding: str = "gzip") -> Answer:
    headers = {"Accept-Encoding": encoding}
    if what.body:
        headers["Content-Type"] = FORM
    connection.request(what.method, what.path, what.body or None, headers)
    got = connection.getresponse()
    body, answered = got.read(), lower(got.getheaders())
    return Answer(got.status, answered, unpacked(body, answered))


def ask_once(port: int, what: Ask, encoding: str = "gzip") -> Answer:
    """Ask on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        return ask(connection, what, encoding)
    finally:
        connection.close()


class Seen(NamedTuple):
    """What became of a request: "right", "wrong" or "lost", and how long it took."""

    ask: Ask
    became: str
    seconds: float
    note: str = ""


Judge = Callable[[Ask, Answer], bool]


class Pace(NamedTuple):
    """How somebody asks: seconds between two pages, and whether on one connection."""

    pause: float = 0.01
    keep: bool = True


BRISK = Pace()


def among(*rights: Mapping[Ask, Answer]) -> Judge:
    """An answer is right if it is that of one of these."""
    return lambda what, answer: any(answer.is_as(right[what]) for right in rights)


def visit(
    port: int, asks: Iterable[Ask], judge: Judge, until: float, pace: Pace = BRISK
) -> list[Seen]:
    """One person who asks for one thing after another, on one connection if `keep`."""
    seen = []
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    # What browsers send, and what somebody sends who reads only plain text.
    encodings = cycle(["gzip, deflate, br, zstd", "gzip, deflate", "identity"])
    for what, encoding in zip(asks, encodings, strict=False):
        began = time.monotonic()
        if began > until:
            break
        try:
            answer = ask(connection, what, encoding)
            right = judge(what, answer)
            became, note = ("right", "") if right else ("wrong", f"{answer.status} {what}")
        except (OSError, http.client.HTTPException) as error:
            became, note = "lost", f"{type(error).__name__} {what.method}"
            connection.close()
        seen.append(Seen(what, became, time.monotonic() - began, note))
        if not pace.keep:
            connection.close()
        time.sleep(pace.pause)
    connection.close()
    return seen


def load(
    port: int, asks: list[Ask], judge: Judge, seconds: float, pace: Pace = BRISK
) -> list[Seen]:
    """Eight people who ask for these, each in an order of their own, for so many seconds."""
    until = time.monotonic() + seconds

    def person(number: int) -> list[Seen]:
        order = Random(number).sample(asks, len(asks))
        return visit(port, cycle(order), judge, until, pace)

    with ThreadPoolExecutor(8) as people:
        return list(chain.from_iterable(people.map(person, range(8))))


def together(port: int, what: Ask, judge: Judge, people: int = 50) -> list[Seen]:
    """So many people who ask for the same page in the same instant."""
    start = Barrier(people)

    def person(_: int) -> list[Seen]:
        start.wait()
        return visit(port, [what], judge, time.monotonic() + 10)

    with ThreadPoolExecutor(people) as threads:
        return list(chain.from_iterable(threads.map(person, range(people))))


# What happens, and what people see of it.


class Row(NamedTuple):
    """A line of the table. `asked` is how many requests reached the guide's servers, by method."""

    phase: str
    seen: list[Seen]
    asked: Counter[str]
    also: str = ""
    edge: bool = True

    @property
    def failed(self) -> bool:
        return self.edge and any(seen.became != "right" for seen in self.seen)

    def __str__(self) -> str:
        became = Counter(seen.became for seen in self.seen)
        gets = sum(seen.ask.method == "GET" for seen in self.seen)
        hits = f"{1 - self.asked['G'] / gets:.1%}" if gets and self.edge else "-"
        spread = quantiles((seen.seconds * 1000 for seen in self.seen), n=100)
        cells = [
            self.phase, len(self.seen), len(self.seen) - gets,
            became["right"], became["wrong"], became["lost"],
            hits, round(1000 * self.asked.total() / len(self.seen)),
            f"{spread[49]:.1f}", f"{spread[98]:.1f}", self.also,
        ]  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"


HEADINGS = (
    "phase", "requests", "of them POST", "right", "wrong", "lost",
    "GETs not passed on", "guide asked, of 1000", "p50 ms", "p99 ms", "also",
)  # fmt: skip


@contextmanager
def meanwhile(*deeds: Callable[[], object], every: float = 1.0) -> Iterator[None]:
    """Do these one after another, with so many seconds before each, beside what is done inside."""

    def do() -> None:
        for deed in deeds:
            time.sleep(every)
            deed()

    with ThreadPoolExecutor(1) as thread:
        doing = thread.submit(do)
        yield
        doing.result()


def faults() -> Iterator[Row]:
    """Workers are killed; then one server; then both; then they come back."""
    right, resort = right_answers(), last_resort()
    unseen = Ask("GET", "/about/numbers")
    seen = [what for what in GETS if what != unseen]
    posting = seen + POSTS * 5

    def while_gone(what: Ask, answer: Answer) -> bool:
        return answer.is_as(resort if what == unseen or what in POSTS else right[what])

    with stack() as it:
        a, b = it.servers

        def while_killed() -> list[Seen]:
            with meanwhile(a.kill_worker, b.kill_worker, a.kill_worker, every=0.5):
                return load(it.port, posting, among(right), 12)

        def while_halved() -> list[Seen]:
            with meanwhile(a.kill):
                return load(it.port, posting, among(right), 3)

        def while_starting() -> list[Seen]:
            with meanwhile(a.start, b.start, every=0.5):
                return load(it.port, seen, among(right), 6)

        yield it.phase("a worker killed, three times", while_killed)
        for what in seen:
            ask_once(it.port, what)
        yield it.phase("one of two servers killed", while_halved)
        b.kill()
        yield it.phase(
            "both gone",
            lambda: load(it.port, [*posting, unseen], while_gone, 4),
            "POST and never seen: last-resort page",
        )
        yield it.phase("started again", while_starting)
        yield it.phase("all back", lambda: load(it.port, GETS + POSTS, among(right), 3))
        school = it.phase(
            "a school", lambda: load(it.port, GETS, among(right), 5, Pace(0.03, keep=False))
        )
        rate = f"{len(school.seen) / 5:.0f} a second, each a new connection of one address"
        yield school._replace(also=rate)


def hung() -> Iterator[Row]:
    """The servers hang when every page is out of date: whoever asks waits, then has the old one."""
    right = right_answers()
    with stack(CHAOS_LONGEST="1") as it:
        it.warm()
        time.sleep(2)
        for server in it.servers:
            server.freeze()
        row = it.phase("hung, all out of date", lambda: load(it.port, GETS, among(right), 6))
        for server in it.servers:
            server.freeze(frozen=False)
        yield row._replace(also=f"slowest {max(one.seconds for one in row.seen):.1f} s")


def collapse() -> Iterator[Row]:
    """Fifty people ask for one page at once: nobody has seen it; then it is out of date."""
    right = right_answers()
    what = Ask("GET", "/help/desk")
    with stack(CHAOS_LONGEST="2") as it:
        for name in ("50 at once, never seen", "50 at once, out of date"):
            row = it.phase(name, lambda: together(it.port, what, among(right)))
            if (asked := row.asked.total()) != 1:
                row.seen.append(Seen(what, "wrong", 0, f"the guide was asked {asked} times"))
            yield row._replace(also=f"guide asked {asked} times")
            time.sleep(4)


def expiry() -> Iterator[Row]:
    """The duty desk closes: a page is the old one until then, and the new one after."""
    change = london("2026-11-25T18:00")
    day, evening = right_answers("2026-11-25T17:59"), right_answers(EVENING)
    watched, left = Ask("GET", "/"), Ask("GET", "/help/desk")
    assert all(day[what].body != evening[what].body for what in (watched, left))
    ahead = (change - datetime.now(UTC)).total_seconds() - 15
    with stack(GUIDE_CLOCK="", CHAOS_AHEAD=str(ahead)) as it:
        changes = change.timestamp() - ahead
        late = [0.0]

        def judge(what: Ask, answer: Answer) -> bool:
            after = time.time() - changes
            if after > 0 and answer.is_as(day[what]):
                late.append(after)
                return after < SLACK
            # Around the change itself, it is the guide's clock that counts and not ours.
            return answer.is_as(evening[what] if after > 0 else day[what])

        def people() -> list[Seen]:
            early = visit(it.port, [left], judge, time.monotonic() + 1)
            watching = load(it.port, [watched], judge, changes - time.time() + 3, Pace(0.04))
            # Nobody has asked for this since: whoever is first must not get the old one.
            return early + watching + visit(it.port, [left], judge, time.monotonic() + 1)

        row = it.phase("the lines change", people)
        yield row._replace(also=f"old page until {max(late):.1f} s after")


def new_content() -> Iterator[Row]:
    """Both servers are reloaded, one after the other, with changed words."""
    old = right_answers()
    new = changed(old)
    longest = 2
    with tempfile.TemporaryDirectory(prefix="guide-") as name:
        tree = Path(name) / "tree"
        unneeded = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "browser")
        shutil.copytree(TOP, tree, ignore=unneeded)
        base = tree / "templates/base.html"
        with stack(tree, CHAOS_LONGEST=str(longest)) as it:
            reloaded: list[float] = []

            def edit() -> None:
                base.write_text(base.read_text().replace(WORD.decode(), NEW_WORD.decode()))

            def judge(what: Ask, answer: Answer) -> bool:
                if reloaded and time.monotonic() > reloaded[0] + longest + SLACK:
                    return answer.is_as(new[what])
                return answer.is_as(old[what]) or answer.is_as(new[what])

            def people() -> list[Seen]:
                deeds = [edit, *(server.reload for server in it.servers)]
                with meanwhile(*deeds, lambda: reloaded.append(time.monotonic()), every=0.5):
                    return load(it.port, GETS + POSTS * 5, judge, 26)

            row = it.phase("new words, servers reloaded in turn", people)
            if not reloaded:
                raise TimeoutError("the reload took longer than the load")
            yield row


def nothing_kept() -> Iterator[Row]:
    """Only POST, which no cache can answer: workers are killed; servers are restarted in turn."""
    right = right_answers()
    with stack() as it:
        a, b = it.servers
        deeds = {
            "four workers killed": [a.kill_worker, b.kill_worker] * 2,
            "servers restarted in turn": [a.restart, b.restart],
        }
        for name, done in deeds.items():

            def people(done: list[Callable[[], None]] = done) -> list[Seen]:
                with meanwhile(*done, every=0.5):
                    return load(it.port, POSTS, among(right), 12)

            yield it.phase(f"only POST, {name}", people)


def without_the_edge() -> Iterator[Row]:
    """Granian alone is reloaded: what the edge is there to hide."""
    right = right_answers()
    with stack() as it:
        server = it.servers[0]
        for keep, kind in ((True, "kept connections"), (False, "new connections")):

            def people(keep: bool = keep) -> list[Seen]:
                with meanwhile(server.reload):
                    return load(server.port, GETS, among(right), 10, Pace(keep=keep))

            yield it.phase(f"no edge, reloaded, {kind}", people)._replace(edge=False)


def main() -> None:
    """Print what became of every request. Exits with 1 if one was lost or wrong behind the edge."""
    rows = []
    print(f"| {' | '.join(HEADINGS)} |\n{'|---' * len(HEADINGS)}|", flush=True)
    for phases in (faults, hung, collapse, expiry, new_content, nothing_kept, without_the_edge):
        for row in phases():
            print(row, flush=True)
            rows.append(row)
    for row in rows:
        notes = Counter(seen.note for seen in row.seen if seen.note)
        for note, count in notes.most_common(5):
            print(f"{row.phase}: {count} × {note}")
    sys.exit(any(row.failed for row in rows))


if __name__ == "__main__":
    main()
