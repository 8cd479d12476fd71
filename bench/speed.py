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
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import servers as machine
from bench import stack as lab
from bench.measure import canned, ending, first_answer, first_screen, table

ROUNDS, STARTS, OPTIONS = 5, 5, ("-t1", "-c16", "-d2s", "--latency")
MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
FLOOR, STRING, TEMPLATE = "bare bytes, the floor", "bare string", "bare template"
FIRST, RESULT, MISSING, TICKS = "first screen", "result", "404", "two ticks posted"
EDGE, FILE, OPEN = "edge from its cache", "nginx, a file", "nginx, a file kept open"
RATE, CPU, P99 = "requests/s", "CPU µs", "p99 ms"
START, HELD, BACK = "s to the first 200", "MiB of the workers", "s until killed workers are back"


class Target(NamedTuple):
    """What is asked of which server."""

    server: str
    path: str = ""
    posted: str = ""


TARGETS = {
    FLOOR: Target("floor"),
    STRING: Target("bare", "text"),
    TEMPLATE: Target("bare", "page"),
    FIRST: Target("guide"),
    RESULT: Target("guide", "help/desk"),
    MISSING: Target("guide", "nothing"),
    TICKS: Target("guide", "signs", lab.posts()[0].body),
    EDGE: Target("edge"),
    FILE: Target("nginx"),
    OPEN: Target("nginx", "open/"),
}
BARS = (
    (CPU, FIRST, FLOOR, "<=", 1.10),
    (CPU, RESULT, FLOOR, "<=", 1.10),
    (RATE, FIRST, FLOOR, ">=", 0),
    (RATE, MISSING, STRING, ">=", 1.5),
    (RATE, TICKS, TEMPLATE, ">=", 0.6),
    (CPU, EDGE, FILE, "<=", 1.15),
    (CPU, EDGE, OPEN, "<=", 1.15),
    (HELD, "guide", "bare", "<=", 1.3),
    (START, "guide", "bare", "<=", 2.0),
    (BACK, "guide", "", "<=", 0.1),
)
"""What a measure of something must be: at least or at most so many times that of another."""

FILES = """
user www-data; worker_processes auto; pid nginx.pid; daemon off; events {{ }}
http {{
    access_log off; default_type text/html; gzip_static on;
    server {{
        listen 127.0.0.1:{};
        root files;
        location /open/ {{ alias files/; open_file_cache max=200; open_file_cache_valid 1s; }}
    }}
}}
"""
"""An nginx that serves the first screen from a file, as fast as it can."""

Found = dict[tuple[str, str], list[float]]
"""What was measured: by measure and name, a value for each round."""


def load(server: machine.Program, target: Target) -> dict[str, float]:
    """What wrk and /proc measure on one target for a few seconds."""
    url = f"{server.origin}/{target.path}"
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".lua") as script:
        if target.posted:
            script.write(f'wrk.method, wrk.body = "POST", "{target.posted}"\n')
            script.write(f'wrk.headers["Content-Type"] = "{lab.FORM}"\n')
            script.flush()
        command = ["wrk", *OPTIONS, "-s", script.name, "-H", "Accept-Encoding: gzip", url]
        tree = [server.pid, *machine.below(server.pid)]
        before = machine.cpu(tree)
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
        used = machine.cpu(tree) - before
    (count,) = re.findall(r"(\d+) requests in", run)
    refused = re.findall(r"Non-2xx or 3xx responses: (\d+)", run)
    if "Socket errors" in run or refused != [count] * (target is TARGETS[MISSING]):
        sys.exit(f"{url} failed under load: {run}")
    ((p99, unit),) = re.findall(r"99% +([\d.]+)(\w+)", run)
    (rate,) = re.findall(r"Requests/sec: +([\d.]+)", run)
    return {RATE: float(rate), P99: float(p99) * MS[unit], CPU: used / int(count) * 1e6}


def every_page(server: machine.Server) -> None:
    """Ask for every page in every encoding, on connections enough to reach every worker."""
    for _ in range(8):
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
            for page in lab.gets():
                for code in ("gzip", "br", "identity"):
                    lab.ask(connection, page, code)


def back_again(server: machine.Server) -> float:
    """Seconds from the death of all workers to the next 200: nobody else can answer."""
    server.settle()
    for worker in machine.below(server.pid):
        os.kill(worker, signal.SIGKILL)
    began = time.perf_counter()
    machine.wait_until(lambda: machine.answers(server.origin), "no worker came back")
    return time.perf_counter() - began


def nginx_with_files(folder: Path, nginx: str, packed: bytes) -> machine.Program:
    """An nginx that has the first screen, packed, as a file. Not started yet."""
    (folder / "files").mkdir(parents=True)
    (folder / "files/index.html").touch()  # nginx looks for it, and then sends the packed one
    (folder / "files/index.html.gz").write_bytes(packed)
    port, conf = machine.free_port(), folder / "nginx.conf"
    conf.write_text(FILES.format(port))
    return machine.Program(
        folder, [nginx, "-p", f"{folder}/", "-c", str(conf)], port, folder / "log"
    )


def measured(folder: Path, rounds: int) -> Found:
    """Start everything, and let each target have its turn in each round."""
    found: Found = defaultdict(list)
    screen = first_screen("gzip")
    guide = machine.Server(folder / "guide.log")
    bare = machine.Server(folder / "bare.log", "--app", "bench.bare:app", "--stock")
    floor = canned(folder, "floor", {"/": screen})
    edge = lab.Edge(folder / "edge", [guide.port, guide.port])
    files = nginx_with_files(folder / "nginx", edge.command[0], screen[2])
    servers = {"guide": guide, "bare": bare, "floor": floor, "edge": edge, "nginx": files}
    with ending(*servers.values()):
        for _ in range(STARTS):
            for name, server, path in (("guide", guide, "/"), ("bare", bare, "/text")):
                server.kill()
                found[START, name].append(first_answer(server, path))
        for program in (floor, edge, files):
            program.start()
        guide.settle()
        for number in range(rounds):
            for name, target in [*TARGETS.items()][:: -1 if number % 2 else 1]:
                for measure, value in load(servers[target.server], target).items():
                    found[measure, name].append(value)
        every_page(guide)
        for name, server in (("guide", guide), ("bare", bare)):
            found[HELD, name].append(machine.memory(machine.below(server.pid)))
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
