"""The guide beside bare Flask and beside bare bytes, under one server and its flags, in one run.

Every target has its turn in each round, once for each encoding; every other round goes backwards,
so that a machine that grows slower is unfair to nobody. A ratio compares two turns of one round,
and the table has the median of the rounds: trust ratios, not times. A missed bar fails nothing, as
one slow spell can miss it. It needs wrk (`apt-get install wrk`). All on 127.0.0.1.
"""

import argparse
import os
import pickle
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench import growth
from bench.servers import Server, answers, below, cpu, memory, wait_until
from bench.stack import ask, gets, posts

ENCODINGS = ("gzip", "br")
SERVER_ADDS = ("server", "date", "connection", "transfer-encoding")
MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
FLOOR, STRING, TEMPLATE = "floor", "bare string", "bare template"
FIRST, RESULT, MISSING, TICKS = "first screen", "result", "404", "two ticks posted"
BARE_APP = ("--app", "bench.bare:app")


class Target(NamedTuple):
    """What is asked of which server, and the status that must come back."""

    server: str
    path: str
    status: int = 200
    posted: str = ""


TARGETS = {
    FLOOR: Target(FLOOR, "/"),  # and the encoding
    STRING: Target("bare", "/text"),
    TEMPLATE: Target("bare", "/page"),
    FIRST: Target("guide", "/"),
    RESULT: Target("guide", "/help/desk"),
    MISSING: Target("guide", "/nothing", status=404),
    TICKS: Target("guide", "/signs", posted=posts()[0].body),
}


class Bar(NamedTuple):
    """What a measure of something must be: at least or at most so many times that of another."""

    measure: str
    what: str
    to: str
    sign: str
    limit: float


BARS = (
    Bar("CPU µs", FIRST, FLOOR, "<=", 1.10),
    Bar("CPU µs", RESULT, FLOOR, "<=", 1.10),
    Bar("requests/s", MISSING, STRING, ">=", 1.5),
    Bar("requests/s", TICKS, TEMPLATE, ">=", 0.6),
    Bar("MiB of the workers", "guide", "bare, stock", "<=", 1.3),
    Bar("s to the first 200", "guide", "bare, stock", "<=", 2.0),
    Bar("s until a killed worker is back", "guide", "", "<=", 0.1),
)
Found = dict[tuple[str, str], list[float]]
"""What was measured: by measure and name, a value for each round."""


def row(*cells: object) -> None:
    print("|", " | ".join(map(str, cells)), "|", flush=True)


def heads(*cells: str) -> None:
    row(*cells)
    row(*("---" for _ in cells))


def short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def ratio(found: Found, measure: str, name: str, to: str) -> float:
    """The median over the rounds; to nothing, of the measure itself."""
    own = found[measure, name]
    other = found[measure, to] if to else [1.0] * len(own)
    return median(mine / theirs for mine, theirs in zip(own, other, strict=True))


def judged(found: Found) -> None:
    """Print each bar, for each encoding that was measured, and whether it is met."""
    heads("bar", "measured", "limit", "met?")
    for bar in BARS:
        for code in ENCODINGS:
            end = f", {code}" if (bar.measure, f"{bar.what}, {code}") in found else ""
            to = bar.to and bar.to + end
            value = ratio(found, bar.measure, bar.what + end, to)
            met = value >= bar.limit if bar.sign == ">=" else value <= bar.limit
            what = f"{bar.measure}, {bar.what}{end}" + (f", to {bar.to}" if to else "")
            row(what, f"{value:.2f}", f"{bar.sign} {bar.limit}", "yes" if met else "missed")
            if not end:
                break


def fetched(url: str, headers: dict[str, str], posted: str) -> tuple[str, dict[str, str], bytes]:
    """The status, the headers that the application sent, and the body as it came."""
    request = urllib.request.Request(url, posted.encode() or None, headers)
    try:
        answer = urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        sent = {k: v for k, v in answer.headers.items() if k.lower() not in SERVER_ADDS}
        return f"{answer.status} {answer.reason}", sent, answer.read()


def can(guide: Server, file: Path) -> None:
    """Write the first screen's answers, for the floor to give out."""
    canned = {}
    for code in ENCODINGS:
        status, headers, body = fetched(guide.origin + "/", {"Accept-Encoding": code}, "")
        canned[f"/{code}"] = (status, [*headers.items()], body)
    file.write_bytes(pickle.dumps(canned))


def load(server: Server, target: Target, code: str, options: tuple[str, ...]) -> dict[str, float]:
    """What wrk and /proc measure on one target for a few seconds."""
    url = server.origin + target.path + (code if target.server == FLOOR else "")
    headers = {"Accept-Encoding": code}
    if not fetched(url, headers, target.posted)[0].startswith(str(target.status)):
        sys.exit(f"{url} does not answer {target.status}")
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if target.posted:
            script.write(f'wrk.method, wrk.body = "POST", "{target.posted}"\n')
            script.write('wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"\n')
            script.flush()
        command = ["wrk", "-t1", "--latency", *options, "-H", f"Accept-Encoding: {code}", url]
        tree = [server.pid, *below(server.pid)]
        before = cpu(tree)
        run = subprocess.run(
            [*command, "-s", script.name], capture_output=True, text=True, check=True, timeout=60
        ).stdout
        used = cpu(tree) - before
    (count,) = re.findall(r"(\d+) requests in", run)
    wrong = re.findall(r"Non-2xx or 3xx responses: (\d+)", run)
    if "Socket errors" in run or wrong != ([count] if target.status == 404 else []):
        print(f"failures under load: {run}", file=sys.stderr)
    ((p99, unit),) = re.findall(r"99% +([\d.]+)(\w+)", run)
    (rate,) = re.findall(r"Requests/sec: +([\d.]+)", run)
    return {
        "requests/s": float(rate),
        "p99 ms": float(p99) * MS[unit],
        "CPU µs": used / int(count) * 1e6,
    }


def first_answer(server: Server, path: str) -> float:
    """Seconds from the command to the first 200, from a disk that is warm."""
    began = time.perf_counter()
    server.launch()
    wait_until(lambda: answers(server.origin + path), "no answer: see its log")
    return time.perf_counter() - began


def every_page(server: Server) -> None:
    """Ask for every page in every encoding, on connections enough to reach every worker."""
    for _ in range(8):
        with closing(HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
            for page in gets():
                for code in (*ENCODINGS, "identity"):
                    ask(connection, page, code)


def back_again(server: Server) -> float:
    """Seconds from the death of all workers to the next 200: nobody else can answer."""
    server.settle()
    for worker in below(server.pid):
        os.kill(worker, signal.SIGKILL)
    began = time.perf_counter()
    wait_until(lambda: answers(server.origin + "/"), "no worker came back")
    return time.perf_counter() - began


def measured(args: argparse.Namespace, folder: Path, found: Found) -> None:
    """Start everything, and let each target have its turn in each round."""
    canned = folder / "canned"
    servers = {
        "guide": Server(folder / "guide.log"),
        "bare": Server(folder / "bare.log", *BARE_APP),
        "bare, stock": Server(folder / "stock.log", *BARE_APP, "--stock"),
        FLOOR: Server(folder / "floor.log", "--app", "bench.canned:app", BENCH_CANNED=str(canned)),
    }
    with ExitStack() as stop:
        for server in servers.values():
            stop.callback(server.kill)
        for _ in range(args.starts):
            for name in ("guide", "bare", "bare, stock"):
                servers[name].kill()
                path = "/" if name == "guide" else "/text"
                found["s to the first 200", name].append(first_answer(servers[name], path))
        can(servers["guide"], canned)
        servers[FLOOR].start()
        servers["guide"].settle()
        options = (f"-c{args.connections}", f"-d{args.seconds}s")
        turns = [(name, code) for name in TARGETS for code in ENCODINGS]
        for number in range(args.rounds):
            for name, code in turns[:: -1 if number % 2 else 1]:
                target = TARGETS[name]
                for measure, value in load(servers[target.server], target, code, options).items():
                    found[measure, f"{name}, {code}"].append(value)
        load(servers["bare, stock"], TARGETS[TEMPLATE], "br", options)
        every_page(servers["guide"])
        for name, server in servers.items():
            found["MiB of the workers", name].append(memory(below(server.pid)))
        found["s until a killed worker is back", "guide"].append(back_again(servers["guide"]))


def main() -> None:
    """Measure everything, and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--no-growth", dest="growth", action="store_false")
    args = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk makes the load and is not installed. Try: apt-get install wrk")
    found: Found = defaultdict(list)
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="guide-") as folder:
        measured(args, Path(folder), found)
    print(
        f"{args.rounds} rounds of {args.seconds} s a target, {args.connections} connections, "
        f"{args.starts} starts; {os.cpu_count()} cores, load {busy:.1f} before; Python "
        f"{platform.python_version()}, flask {version('flask')}, granian {version('granian')}.\n"
    )
    heads("target", "requests/s", "of floor", "of string", "of template", "p99 ms", "CPU of floor")
    for name in (f"{name}, {code}" for code in ENCODINGS for name in TARGETS):
        end = name.rpartition(",")[2]
        row(
            name,
            short(ratio(found, "requests/s", name, "")),
            *(
                f"{ratio(found, 'requests/s', name, f'{to},{end}'):.2f}"
                for to in (FLOOR, STRING, TEMPLATE)
            ),
            short(ratio(found, "p99 ms", name, "")),
            f"{ratio(found, 'CPU µs', name, f'{FLOOR},{end}'):.2f}",
        )
    print()
    heads("server", "s to the first 200", "MiB of the workers")
    for name in ("guide", "bare", "bare, stock"):
        measures = ("s to the first 200", "MiB of the workers")
        row(name, *(short(ratio(found, measure, name, "")) for measure in measures))
    print()
    judged(found)
    if args.growth:
        print()
        heads(*growth.HEADS)
        for cells in growth.rows():
            row(*cells)


if __name__ == "__main__":
    main()
