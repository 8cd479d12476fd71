"""The guide beside bare Flask, under the server and flags of `make run`: one run, one table.

Throughput and waiting times, memory, start, size. It needs `wrk` on the PATH for the load
(`apt-get install wrk`), a Chromium (`make test` finds or installs one), and Linux, as it reads
/proc. Everything listens on, and is loaded from, 127.0.0.1 alone.

Within each round every target has its turn, with and without `Accept-Encoding: gzip`; every other
round goes backwards, so that a machine that grows slower is unfair to nobody. A ratio compares two
turns of the same round, and the median of the rounds is told: on a busy machine trust ratios, not
times. A bar that is missed is told and fails nothing, since one slow spell can miss it.

Only the guide compresses. Bare Flask sends its 3 KB as they are, whatever is asked for.
"""

import argparse
import gzip
import os
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
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import requires, version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from playwright.sync_api import sync_playwright

from bench.servers import MS, wait_for
from tests.browser.chromium import installed
from tests.browser.conftest import FLAGS
from tests.conftest import TOP, addresses, shipped
from tests.test_server import free_port, serve_command

TICKS = [sign.id for group in shipped().signs for sign in group.signs][:2]
POSTED = "&".join(f"signs={tick}" for tick in TICKS)
APPS = {"bare": "bench.bare:app", "guide": "wsgi:app"}
STRING, TEMPLATE = "bare string", "bare template"


class Target(NamedTuple):
    """What is asked for, and the status that must come back."""

    app: str
    path: str
    status: int = 200
    posted: str = ""


TARGETS = {
    STRING: Target("bare", "/text"),
    TEMPLATE: Target("bare", "/page"),
    "first screen": Target("guide", "/"),
    "question": Target("guide", "/help/start"),
    "result": Target("guide", "/help/desk"),
    "404": Target("guide", "/nothing", status=404),
    "two ticks posted": Target("guide", "/signs", posted=POSTED),
}
POST = """wrk.method, wrk.body = "POST", "{body}"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
"""
HEADERS = {"gzip": {"Accept-Encoding": "gzip"}, "plain": {}}


class Bar(NamedTuple):
    """What a ratio to something (or a count) must be: at least or at most this."""

    to: str
    sign: str
    limit: float

    def judged(self, value: float) -> tuple[str, str]:
        """The bar in words, and whether the value meets it."""
        met = value >= self.limit if self.sign == ">=" else value <= self.limit
        return f"{self.sign} {self.limit:g} {self.to}".strip(), "yes" if met else "missed"


PAGE_BARS = {"requests/s": Bar(STRING, ">=", 0.9), "p99 ms": Bar(STRING, "<=", 1.3)}
POST_BARS = {"requests/s": Bar(TEMPLATE, ">=", 0.5)}
MEMORY, START, DISTRIBUTIONS = Bar("bare", "<=", 1.4), Bar("bare", "<=", 2.0), Bar("", "<=", 20)
Result = dict[str, float]
Row = tuple[str, ...]


class Server(NamedTuple):
    """A server that was started: its address, its process, and when."""

    origin: str
    process: int
    began: float


@contextmanager
def serving(app: str, *options: str) -> Iterator[Server]:
    """An application under the server of `make run`; it may still be starting."""
    port = free_port()
    command = [*serve_command(port)[:-1], *options, app]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=TOP, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        yield Server(f"http://127.0.0.1:{port}", process.pid, began)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def cold_start(app: str, path: str) -> float:
    """Seconds from the command to the first 200, from a disk that is warm."""
    with serving(app) as server:
        wait_for(server.origin + path)
        return time.perf_counter() - server.began


def asked_once(origin: str, target: Target, headers: dict[str, str]) -> bytes:
    """The body as it comes over the wire. A wrong answer ends the run: a fault is soon made."""
    data = target.posted.encode() or None
    request = urllib.request.Request(origin + target.path, data, headers)
    try:
        answer = urllib.request.urlopen(request, timeout=10)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        packed = "gzip" if target.app == "guide" and headers else None
        if (answer.status, answer.headers["Content-Encoding"]) != (target.status, packed):
            sys.exit(f"{target.path} gave {answer.status}\n{answer.headers}")
        return bytes(answer.read())


def load(origin: str, target: Target, headers: dict[str, str], options: Sequence[str]) -> Result:
    """What wrk measures on one target for a few seconds."""
    asked = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", "--latency", *options, *asked, origin + target.path]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if target.posted:
            script.write(POST.format(body=target.posted))
            script.flush()
            command += ["-s", script.name]
        run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    (answers,) = re.findall(r"(\d+) requests in", run.stdout)
    wrong = re.findall(r"Non-2xx or 3xx responses: (\d+)", run.stdout)
    if "Socket errors" in run.stdout or wrong != ([answers] if target.status == 404 else []):
        print(f"failures under load: {run.stdout}", file=sys.stderr)
    waited = re.findall(r"(50|99)% +([\d.]+)(\w+)", run.stdout)
    (rate,) = re.findall(r"Requests/sec: +([\d.]+)", run.stdout)
    return {"requests/s": float(rate)} | {f"p{n} ms": float(t) * MS[unit] for n, t, unit in waited}


def workers_memory(server: int) -> Result:
    """MiB held by the workers of a server: RSS counts shared pages again, PSS does not."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    rollups = [Path(f"/proc/{child}/smaps_rollup").read_text() for child in children]
    return {
        name: sum(int(size) for text in rollups for size in re.findall(rf"{name}: +(\d+)", text))
        / 1024
        for name in ("Pss", "Rss")
    }


def needed(*roots: str) -> set[str]:
    """The distributions that these need, themselves included, of those pinned to run the guide."""
    pinned, found, waiting = run_time(), set[str](), list(roots)
    while waiting:
        name = waiting.pop().lower()
        if name in pinned - found:
            found.add(name)
            wanted = [want for want in requires(name) or () if "extra ==" not in want]
            waiting += [re.split(r"[^\w.-]", want)[0] for want in wanted]
    return found


def run_time() -> set[str]:
    """The distributions that the guide runs on."""
    text = (TOP / "requirements.txt").read_text()
    return set(re.findall(r"^([\w.-]+)==", text, re.MULTILINE))


def first_load(origin: str) -> int:
    """The requests that a Chromium makes to show the first screen for the first time."""
    path = installed() or sys.exit("No Chromium: run  python tests/browser/chromium.py")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page, asked = browser.new_page(), list[str]()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(origin, wait_until="networkidle")
        browser.close()
    return len([url for url in asked if not url.startswith("data:")])


def sizes(origin: str) -> Iterator[Row]:
    """The bytes of all pages."""
    pages = [Target("guide", path) for path in addresses()]
    packed = [asked_once(origin, page, HEADERS["gzip"]) for page in [*pages, TARGETS["404"]]]
    for what, bodies in {"gzip": packed, "raw": list(map(gzip.decompress, packed))}.items():
        counts = [len(body) for body in bodies]
        told = f"{min(counts)} / {median(counts):.0f} / {max(counts)}"
        yield f"bytes of {len(counts)} pages, {what}: min / median / max", told, *[""] * 5


def compared(what: str, own: list[float], bare: list[float], bar: Bar) -> Row:
    """A row for something measured of the guide and of bare Flask in turn."""
    ratios = [mine / other for mine, other in zip(own, bare, strict=True)]
    middle = median(ratios)
    return what, short(median(own)), f"{middle:.2f}", spread(ratios), "", *bar.judged(middle)


def short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def spread(ratios: list[float]) -> str:
    """The least and the greatest, if there are several."""
    return f"{min(ratios):.2f}–{max(ratios):.2f}" if len(ratios) > 1 else ""


def speeds(results: dict[tuple[str, str], list[Result]]) -> Iterator[Row]:
    """A row for each target, encoding and measure."""
    for measure in ("requests/s", "p50 ms", "p99 ms"):
        for (name, encoding), rounds in results.items():
            ratios = {
                to: [
                    own[measure] / other[measure]
                    for own, other in zip(rounds, results[to, encoding], strict=True)
                ]
                for to in (STRING, TEMPLATE)
            }
            middle = {to: median(values) for to, values in ratios.items()}
            target = TARGETS[name]
            bars = {} if target.app == "bare" else POST_BARS if target.posted else PAGE_BARS
            bar = bars.get(measure)
            yield (
                f"{measure}, {name}, {encoding}",
                short(median(own[measure] for own in rounds)),
                f"{middle[STRING]:.2f}",
                spread(ratios[STRING]),
                f"{middle[TEMPLATE]:.2f}",
                *(bar.judged(middle[bar.to]) if bar else ("", "")),
            )


def main() -> None:
    """Measure everything in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--starts", type=int, default=5)
    args = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk makes the load and is not installed. Try: apt-get install wrk")
    busy = [os.getloadavg()[0]]
    paths = {"bare": TARGETS[STRING].path, "guide": TARGETS["first screen"].path}
    starts: dict[str, list[float]] = {name: [] for name in APPS}
    for _ in range(args.starts):
        for name, app in APPS.items():
            starts[name].append(cold_start(app, paths[name]))

    results: dict[tuple[str, str], list[Result]] = {(n, e): [] for n in TARGETS for e in HEADERS}
    options = (f"-c{args.connections}", f"-d{args.seconds}s")
    with serving(APPS["bare"]) as bare, serving(APPS["guide"]) as guide:
        servers = {"bare": bare, "guide": guide}
        for name, server in servers.items():
            wait_for(server.origin + paths[name])
        rows = [*sizes(guide.origin)]
        rows.append(("requests of a first load", str(first_load(guide.origin)), *[""] * 5))
        for turn in range(args.rounds):
            for name, encoding in [*results][:: -1 if turn % 2 else 1]:
                target, headers = TARGETS[name], HEADERS[encoding]
                origin = servers[target.app].origin
                asked_once(origin, target, headers)
                results[name, encoding].append(load(origin, target, headers, options))
        held = {name: workers_memory(server.process) for name, server in servers.items()}

    for name in ("Pss", "Rss"):
        what = f"memory of the workers after load, {name.upper()} MiB"
        rows.append(compared(what, [held["guide"][name]], [held["bare"][name]], MEMORY))
    rows.append(compared("cold start to the first 200, s", starts["guide"], starts["bare"], START))
    few, many = len(needed("flask", "granian")), len(run_time())
    ratio = f"{many / few:.2f}"
    rows.append(("distributions to run", str(many), ratio, "", "", *DISTRIBUTIONS.judged(many)))

    versions = ", ".join(f"{name} {version(name)}" for name in ("flask", "granian"))
    busy.append(os.getloadavg()[0])
    print(
        f"{args.rounds} rounds of {args.seconds} s a target, {args.connections} connections; "
        f"{args.starts} starts each. {os.cpu_count()} cores, load {busy[0]:.1f} before and "
        f"{busy[1]:.1f} after. Python {platform.python_version()}, {versions}.\n"
        "Medians of the rounds. `range` is the ratio to the bare string in the least and the best "
        f"round.\nBare Flask needs {few} distributions with its server, and never compresses.\n"
    )
    heads = ("what", "measured", "of bare string", "range", "of bare template", "bar", "met?")
    for row in (heads, ("---",) * len(heads), *speeds(results), *rows):
        print("|", " | ".join(row), "|")


if __name__ == "__main__":
    main()
