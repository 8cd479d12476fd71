"""Programs that the benches start on a port of this machine, and what they cost.

Linux only, as it reads /proc.
"""

import http.client
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
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


def wait_until(true: Callable[[], bool], else_say: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise TimeoutError(else_say)
        time.sleep(0.005)


def answers(url: str) -> bool:
    with suppress(OSError, http.client.HTTPException), urllib.request.urlopen(url, timeout=20):
        return True
    return False


def below(pid: int) -> list[int]:
    """The processes that a process started and those that they started, the oldest first."""
    found = []
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in file.read_text("utf-8").split()]
    return sorted([*found, *(pid for child in found for pid in below(child))])


def memory(pids: Iterable[int]) -> float:
    """MiB that processes hold: what several share is counted in parts (PSS)."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8")
            total += int(re.findall(r"Pss: +(\d+)", rollup)[0])
    return total / 1024


def cpu(pids: Iterable[int]) -> float:
    """Seconds that processes have computed for, in the program and in the kernel."""
    ticks = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
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
        """Whether somebody listens on its port."""
        return listening(self.port) > 0

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
        return listening(self.port) == len(below(self.pid)) == WORKERS

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
