"""The guide beside bare Flask and beside bare bytes, under one server and its flags; and the edge
beside nginx with files.

Every target has its turn in each round; every other round goes backwards, so that a machine that
grows slower is unfair to nobody. A ratio compares two turns of one round, and the tables have the
median of the rounds: trust ratios, not times. A missed bar fails nothing, as one slow spell can
miss it. An argument is the number of rounds. It needs wrk and nginx.
"""

import os
import platform
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench import servers as machine
from bench import stack as lab
from bench.servers import Program, Server, canned, running, table

ROUNDS, STARTS, OPTIONS = 5, 5, ("-c16", "-d2s", "--latency")
FILES = Path(__file__).with_name("files.conf")
MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
FLOOR, STRING, TEMPLATE = "bare bytes, the floor", "bare string", "bare template"
FIRST, RESULT, MISSING, TICKS = "first screen", "result", "404", "two ticks posted"
EDGE, FILE, OPEN = "edge from its cache", "nginx, a file", "nginx, a file kept open"
ALL = "guide with every language"
RATE, CPU, P99 = "requests/s", "CPU µs", "p99 ms"
START, HELD, BACK = "s to the first 200", "MiB of the workers", "s until killed workers are back"


HOME = lab.Ask("GET", "/")
TARGETS = {
    FLOOR: ("floor", HOME),
    STRING: ("bare", HOME),
    TEMPLATE: ("bare", lab.Ask("GET", "/page")),
    FIRST: ("guide", HOME),
    RESULT: ("guide", lab.Ask("GET", "/help/desk")),
    MISSING: ("guide", lab.Ask("GET", "/nothing")),
    TICKS: ("guide", lab.posts()[0]),
    EDGE: ("edge", HOME),
    FILE: ("files", HOME),
    OPEN: ("files", lab.Ask("GET", "/open/")),
}
"""What is asked of which server."""

BARS = (
    (CPU, FIRST, FLOOR, "<=", 1.10),
    (CPU, RESULT, FLOOR, "<=", 1.10),
    (RATE, FIRST, FLOOR, ">=", 0),
    (RATE, MISSING, STRING, ">=", 1.5),
    (RATE, TICKS, TEMPLATE, ">=", 0.6),
    (CPU, EDGE, FILE, "<=", 1.15),
    (CPU, EDGE, OPEN, "<=", 1.15),
    (HELD, "guide", "bare", "<=", 1.3),
    (HELD, ALL, "bare", "<=", 1.3),
    (START, "guide", "bare", "<=", 2.0),
    (START, ALL, "bare", "<=", 2.0),
    (BACK, "guide", "", "<=", 0.1),
)
"""What a measure of something must be: at least or at most so many times that of another."""

Found = dict[tuple[str, str], list[float]]
"""What was measured: by measure and name, a value for each round."""


def load(server: Program, origin: str, what: lab.Ask, missing: bool) -> dict[str, float]:
    """What wrk and /proc measure of one request for a few seconds."""
    before = machine.cpu(tree := server.pids)
    run = lab.wrk(origin, what, *OPTIONS)
    used = machine.cpu(tree) - before
    (count,) = re.findall(r"(\d+) requests in", run)
    refused = re.findall(r"Non-2xx or 3xx responses: (\d+)", run)
    if "Socket errors" in run or refused != [count] * missing:
        sys.exit(f"{origin} failed under load of {what}: {run}")
    ((p99, unit),) = re.findall(r"99% +([\d.]+)(\w+)", run)
    (rate,) = re.findall(r"Requests/sec: +([\d.]+)", run)
    return {RATE: float(rate), P99: float(p99) * MS[unit], CPU: used / int(count) * 1e6}


def every_page(server: Server) -> None:
    """Ask for every page in every language, as gzip and plain, on connections enough to reach
    every worker. Where a language is not served, that is an unknown address.
    """
    codes = ["", *(f"/{path.name}" for path in machine.TOP.glob("translations/*/"))]
    pages = [page._replace(path=code + page.path) for code in codes for page in lab.gets()]
    asks = [page for page in pages for _ in lab.ENCODINGS]
    lab.crowd(8, lambda _: lab.visit(server.port, asks, lambda *_: True))


def back_again(server: Server) -> float:
    """Seconds from the death of all workers to the next 200: nobody else can answer."""
    server.settle()
    for worker in machine.below(server.pid):
        os.kill(worker, signal.SIGKILL)
    began = time.perf_counter()
    server.wait_until(server.answers)
    return time.perf_counter() - began


def serve_files(edge: lab.Edge, packed: bytes) -> str:
    """Let the edge's nginx serve a page, packed, as a file. Where it will do so."""
    (edge.tree / "files").mkdir()
    (edge.tree / "files/index.html").touch()  # nginx looks for it, and then sends the packed one
    (edge.tree / "files/index.html.gz").write_bytes(packed)
    address = f"{machine.HERE}:{machine.free_port()}"
    with (edge.tree / "edge/site.conf").open("a") as conf:
        conf.write(FILES.read_text("utf-8").replace("ADDRESS", address))
    return f"http://{address}"


def measured(folder: Path, rounds: int) -> Found:
    """Start everything, and let each target have its turn in each round."""
    found: Found = defaultdict(list)
    screen = lab.first_screen("gzip")
    guide = Server(folder / "guide.log")
    every = Server(folder / "every.log", GUIDE_DRAFTS="yes")
    bare = Server(folder / "bare.log", "--app", "bench.apps:bare", "--stock")
    floor = canned(folder, "floor", screen)
    edge = lab.Edge(folder / "edge", [guide.port, guide.port])
    servers = {"guide": guide, ALL: every, "bare": bare, "floor": floor, "edge": edge}
    servers["files"] = edge
    origins = {name: server.origin for name, server in servers.items()}
    origins["files"] = serve_files(edge, screen[2])
    for _ in range(STARTS):  # alone: a guide that has just started makes pages for a while
        for name in ("guide", ALL, "bare"):
            found[START, name].append(servers[name].start())
            servers[name].kill()
    with running(guide, every, bare, floor, edge):
        guide.settle()
        every.settle()
        for number in range(rounds):
            for name, (on, what) in [*TARGETS.items()][:: -1 if number % 2 else 1]:
                turn = load(servers[on], origins[on], what, name == MISSING)
                for measure, value in turn.items():
                    found[measure, name].append(value)
        for name in (FIRST, RESULT, MISSING, TICKS):
            load(every, every.origin, TARGETS[name][1], name == MISSING)
        for server in (guide, every):
            every_page(server)
        for name in ("guide", ALL, "bare"):
            found[HELD, name].append(machine.memory(machine.below(servers[name].pid)))
        found[BACK, "guide"].append(back_again(guide))
    return found


def judged(found: Found) -> Iterator[tuple[object, ...]]:
    """Each bar, and whether it is met."""
    for measure, what, to, sign, limit in BARS:
        own = found[measure, what]
        other = found[measure, to] if to else [1.0] * len(own)
        value = median(mine / theirs for mine, theirs in zip(own, other, strict=True))
        met = value >= limit if sign == ">=" else value <= limit
        cells = (measure, what, median(own), to, median(other), value)
        yield *cells, f"{sign} {limit}", "yes" if met else "missed"


def main() -> None:
    """Measure everything, and print the tables."""
    if not shutil.which("wrk"):
        sys.exit("wrk makes the load and is not installed. Try: apt-get install wrk")
    rounds = int(sys.argv[1]) if sys.argv[1:] else ROUNDS
    versions = ", ".join(f"{name} {version(name)}" for name in ("flask", "granian"))
    print(f"{rounds} rounds, {STARTS} starts; wrk {' '.join(OPTIONS)}; {os.cpu_count()} cores,")
    print(f"load {os.getloadavg()[0]:.1f}; Python {platform.python_version()}, {versions}.\n")
    with tempfile.TemporaryDirectory(prefix="guide-") as folder:
        Path(folder).chmod(0o755)  # nginx's workers are not root
        found = measured(Path(folder), rounds)
    rows = ([name, *(median(found[what, name]) for what in (RATE, P99, CPU))] for name in TARGETS)
    table(("target", RATE, P99, CPU), rows)
    table(("measure", "of", "is", "beside", "is", "ratio", "bar", "met?"), judged(found))


if __name__ == "__main__":
    main()
