"""Compare WSGI servers on one app: throughput, p50, p99, memory, cold start.

Run it with `python bench/servers.py`. It needs Flask, gunicorn and granian in the
environment that runs it, and `wrk` on the PATH (`apt-get install wrk`) for the load.
Linux only, as it reads /proc. Everything listens on, and is loaded from, 127.0.0.1 alone.
The servers take turns within each round, so that a slow spell falls on all of them.
"""

import argparse
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

TOP = Path(__file__).parents[1]
GUNICORN = "-m gunicorn -b 127.0.0.1:{port} --no-control-socket --log-level error -w 2"
GRANIAN = "-m granian --interface wsgi --http 1 --host 127.0.0.1 --port {port} --no-log --workers 2"
SERVERS = {
    "gunicorn gthread 2x4": f"{GUNICORN} -k gthread --threads 4",
    "gunicorn sync 2": f"{GUNICORN} -k sync",
    "granian 2x1": f"{GRANIAN} --blocking-threads 1",
    "granian 2x4": f"{GRANIAN} --blocking-threads 4",
}
MS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
Result = dict[str, float]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(url: str, limit: float = 20.0) -> float:
    """Seconds until the first answer."""
    start = time.perf_counter()
    while time.perf_counter() - start < limit:
        try:
            with urllib.request.urlopen(url, timeout=limit):
                return time.perf_counter() - start
        except OSError:
            time.sleep(0.005)
    raise TimeoutError(f"no answer from {url} in {limit:g} s")


def memory(session: int) -> Result:
    """MiB held by every process of a session: RSS counts shared pages again, PSS does not."""
    total = {"RSS MiB": 0.0, "PSS MiB": 0.0}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(stat.read_text().rsplit(")", 1)[1].split()[3]) != session:
                continue
            rollup = (stat.parent / "smaps_rollup").read_text()
        except OSError:  # it ended meanwhile
            continue
        for name, size in re.findall(r"^(Rss|Pss): +(\d+) kB", rollup, re.MULTILINE):
            total[f"{name.upper()} MiB"] += int(size) / 1024
    return total


def load(wrk: str, url: str, seconds: int, connections: int) -> Result:
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", url]
    run = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30)
    if re.search(r"Socket errors|Non-2xx", run.stdout):
        print(f"failures under load: {run.stdout}", file=sys.stderr)
    name, found = url.rsplit("/", 1)[1], re.findall(r"(50|99)% +([\d.]+)(\w+)", run.stdout)
    result = {f"{name} p{percent} ms": float(n) * MS[unit] for percent, n, unit in found}
    rate = re.search(r"Requests/sec: +([\d.]+)", run.stdout)
    return {f"{name} req/s": float(rate[1]) if rate else 0.0, **result}


def measure(server: str, wrk: str, args: argparse.Namespace) -> Result:
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    command = [sys.executable, *SERVERS[server].format(port=port).split(), args.app]
    process = subprocess.Popen(command, cwd=TOP, start_new_session=True)
    try:
        result = {"cold start s": wait_for(origin + args.paths[0])}
        for path in args.paths:
            result |= load(wrk, origin + path, args.seconds, args.connections)
        return result | memory(process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--app", default="bench.bare:app", help="module:app")
    parser.add_argument("--paths", nargs="+", default=["/text", "/page"])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=16)
    args = parser.parse_args()
    if not (wrk := shutil.which("wrk")):
        sys.exit("wrk makes the load and is not installed. Try: apt-get install wrk")
    results: dict[str, list[Result]] = {server: [] for server in SERVERS}
    for _ in range(args.rounds):
        for server, rounds in results.items():
            rounds.append(measure(server, wrk, args))
    first = next(iter(SERVERS))
    print(f"Medians of {args.rounds} rounds; in brackets, the ratio to {first}.\n")
    names = list(results[first][0])
    print("|".join(["", "server", *names, ""]))
    print("|" + "---|" * (len(names) + 1))
    middle = {s: {n: median(r[n] for r in rs) for n in names} for s, rs in results.items()}
    for server, row in middle.items():
        cells = [f"{row[n]:.4g} ({row[n] / middle[first][n]:.2f})" for n in names]
        print("|".join(["", server, *cells, ""]))


if __name__ == "__main__":
    main()
