"""Programs that the benches start on a port of this machine, what they cost, and tables of it.

Linux only, as it reads /proc.
"""

import http.client
import os
import pickle
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import chain
from pathlib import Path

from guide.content.load import ROOT

TOP = ROOT.parent
HERE = "127.0.0.1"
WORKERS = 2  # of each server

most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
files = 20_000 if most == resource.RLIM_INFINITY else min(20_000, most)  # as in deploy/
resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))


def free_port() -> int:
    with closing(socket.create_server((HERE, 0))) as probe:
        return int(probe.getsockname()[1])


def listening(port: int) -> int:
    """How many sockets of this machine wait for connections to a port."""
    sockets = Path("/proc/net/tcp").read_text("utf-8")
    return len(re.findall(rf" 0100007F:{port:04X} \S+ 0A ", sockets))


def proc(pid: int, name: str) -> str:
    """A file of a process in /proc; nothing if the process has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_text("utf-8")
    return ""


def below(pid: int) -> list[int]:
    """The processes that a process started and those that they started, the oldest first."""
    tasks = [task.name for task in Path(f"/proc/{pid}/task").glob("*")]
    found = [int(child) for task in tasks for child in proc(pid, f"task/{task}/children").split()]
    return sorted([*found, *chain.from_iterable(map(below, found))])


def memory(pids: Iterable[int]) -> float:
    """MiB that processes hold: what several share is counted in parts (PSS)."""
    found = (re.findall(r"\nPss: +(\d+)", proc(pid, "smaps_rollup")) for pid in pids)
    return sum(map(int, chain.from_iterable(found))) / 1024


def cpu(pids: Iterable[int]) -> float:
    """Seconds that processes have computed for, in the program and in the kernel."""
    ticks = (proc(pid, "stat").rpartition(")")[2].split()[11:13] for pid in pids)
    return sum(map(int, chain.from_iterable(ticks))) / os.sysconf("SC_CLK_TCK")


def copied(folder: Path) -> Path:
    """A copy of the repository, to change."""
    hidden = shutil.ignore_patterns(".*", "__pycache__", "mutants", "export")
    return Path(shutil.copytree(TOP, folder, ignore=hidden))


class Program:
    """A program on a port, with all the processes that it starts."""

    process: subprocess.Popen[bytes]
    first = "/"  # what is asked to see whether it answers

    def __init__(self, tree: Path, command: list[str], port: int, log: Path, **more: str) -> None:
        self.tree, self.command, self.port, self.log = tree, command, port, log
        self.origin = f"http://{HERE}:{port}"
        # PYTHON… is left out, too: it may forbid the bytecode that every server keeps.
        plain = {
            k: v for k, v in os.environ.items() if not k.startswith(("GUIDE_", "BENCH_", "PYTHON"))
        }
        self.environment = plain | more

    def start(self) -> float:
        """Start it; returns when it answers, with the seconds from the command to the first 200."""
        began = time.perf_counter()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=self.tree, env=self.environment,
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.wait_until(self.answers)
        return time.perf_counter() - began

    def wait_until(self, true: Callable[[], bool]) -> None:
        end = time.monotonic() + 60
        while not true():
            if time.monotonic() > end:
                sys.exit(f"This does not serve: {self.command}. See {self.log}")
            time.sleep(0.005)

    def answers(self) -> bool:
        """Whether it answers with 200."""
        unfinished = suppress(OSError, http.client.HTTPException)
        with unfinished, urllib.request.urlopen(self.origin + self.first, timeout=20):
            return True
        return False

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def pids(self) -> list[int]:
        """It and all the processes that it started."""
        return [self.pid, *below(self.pid)]

    def signal(self, number: int) -> None:
        """Send a signal to it and to all that it started."""
        for pid in self.pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """End it at once, with all that it started."""
        if hasattr(self, "process") and self.process.poll() is None:
            self.signal(signal.SIGKILL)
            self.process.wait()


class Server(Program):
    """A server of the guide, or of another application by the same flags."""

    def __init__(self, log: Path, *options: str, tree: Path = TOP, **environment: str) -> None:
        port = free_port()
        command = [sys.executable, "-m", "guide.web.serve", "--host", HERE, "--port", str(port)]
        super().__init__(tree, [*command, *options], port, log, **environment)

    def serves(self) -> bool:
        """Whether each of its workers listens, each on a socket of its own."""
        return listening(self.port) == len(below(self.pid)) == WORKERS

    def settle(self) -> None:
        """Wait until it makes nothing ahead any more and a worker may die: Granian ends if one
        does in the first 5.5 s.
        """
        self.wait_until(self.serves)
        used = -1.0
        while cpu(self.pids) - used > 0.02:
            used = cpu(self.pids)
            time.sleep(1)
        time.sleep(5)

    def kill_worker(self) -> None:
        """Kill the worker that has run longest; returns when another serves."""
        os.kill(below(self.pid)[0], signal.SIGKILL)
        self.wait_until(self.serves)

    def restart(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        self.start()


@contextmanager
def running(*programs: Program) -> Iterator[None]:
    """All these programs serve, started in this order; afterwards none of them runs."""
    try:
        for program in programs:
            program.start()
        yield
    finally:
        for program in programs:
            program.kill()


def canned(folder: Path, name: str, answer: tuple[str, list[tuple[str, str]], bytes]) -> Server:
    """A server, not started yet, that gives out one answer: status, headers and body."""
    file = folder / f"{name}.pickle"
    file.write_bytes(pickle.dumps(answer))
    return Server(folder / f"{name}.log", "--app", "bench.apps:canned", BENCH_CANNED=str(file))


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> list[Sequence[object]]:
    """Print a table, each row as soon as it is known. The rows."""
    printed = []
    for cells in chain([heads, ["---"] * len(heads)], rows):
        texts = (f"{it:,.2f}" if isinstance(it, float) else str(it) for it in cells)
        print("|", " | ".join(texts), "|", flush=True)
        printed.append(cells)
    print()
    return printed[2:]
