"""The running stack, as `make run` starts it: real sockets, real threads, real faults."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from shutil import copy, copytree

import pytest
from click.testing import CliRunner

from guide.web.serve import main
from tests.conftest import SERVED, TOP, client_at, shipped, tel
from tests.made_up import SHIPPED

BIN = Path(sys.executable).parent
LINUX = Path("/proc/self/task").exists()


def free_port() -> int:
    with closing(socket.socket()) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@cache
def command_of_make_run() -> list[str]:
    """As make itself would print it, with PORT for the port."""
    printed = subprocess.run(
        ["make", "-n", "run", "PORT=PORT"], cwd=TOP, check=True, capture_output=True, text=True
    ).stdout
    (line,) = (line for line in printed.splitlines() if "guide.web.serve" in line)
    return line.removeprefix("exec ").split()


def serve_command(port: int) -> list[str]:
    return [word.replace("PORT", str(port)) for word in command_of_make_run()]


@contextmanager
def running(log: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The process of a server of the guide, which may not answer yet, and its port, a free one. Its
    output goes to `log`.
    """
    port = free_port()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            serve_command(port),
            cwd=TOP,
            env={**os.environ, **environment},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield process, port
        finally:
            # Kill it with its workers: a worker that is still starting would delay a polite end.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def started(log: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The same, as soon as it answers."""
    with running(log, **environment) as (process, port):
        answers(port)
        yield process, port


@contextmanager
def settled(log: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The same, when the workers that share every page have taken over: a connection that one of
    the first has just accepted may be closed without an answer then.
    """
    with running(log, **environment) as (process, port):
        if LINUX:
            until(lambda: len(workers(process)) == 2)
            first = {*workers(process)}
            until(lambda: len(workers(process)) == 2 and not first & {*workers(process)})
        answers(port)
        yield process, port


def fetch(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return bytes(answer.read())


def send(port: int, request: bytes) -> bytes:
    """What comes back for exactly these bytes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as sock:
        with suppress(OSError):
            sock.sendall(request)
        parts = []
        with suppress(OSError):
            while part := sock.recv(65_536):
                parts.append(part)
        return b"".join(parts)


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("server") / "log"


@pytest.fixture(scope="module")
def port(log: Path) -> Iterator[int]:
    with settled(log, GUIDE_CLOCK="2026-11-25T11:00") as (_, port):
        yield port


def test_600_pages_under_eight_threads_are_all_the_right_one(port: int) -> None:
    right = {path: client_at().get(path).data for path in SERVED}
    paths = (SERVED * 600)[:600]
    with ThreadPoolExecutor(8) as threads:
        pages = list(threads.map(lambda path: fetch(port, path), paths))
    wrong = [path for path, page in zip(paths, pages, strict=True) if page != right[path]]
    assert (len(pages), wrong) == (600, [])


GET = b"GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n"
POST = b"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %s\r\n\r\n"


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (GET % (b"/nothing", b""), 404),
        (GET % (b"/" + b"a" * 10_000, b""), 404),
        (GET % (b"/" + b"a" * 60_000, b""), 404),
        (GET % (b"/%ff%fe%00", b""), 404),
        (GET % ("/مساعدة".encode(), b""), 404),
        (GET % (b"/?%ff=%00", b""), 200),
        (GET % (b"/", b"X-Long: " + b"x" * 60_000 + b"\r\n"), 200),
        (GET % (b"/", b"X-Many: x\r\n" * 80), 200),
        (GET % (b"/", b"Cookie: " + b"a=b; " * 2_000 + b"\r\n"), 200),
        (b"GET / HTTP/1.0\r\n\r\n", 421),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
        (GET % (b"/", b"Range: bytes=999999-\r\nIf-Match: \"x\"\r\nExpect: x\r\n"), 200),
        (GET.replace(b"GET", b"OPTIONS") % (b"/", b""), 405),
        (GET.replace(b"GET", b"OPTIONS") % (b"*", b""), 404),
        (GET.replace(b"GET", b"TRACE") % (b"/", b""), 405),
        (GET.replace(b"GET", b"CONNECT") % (b"localhost:80", b""), 405),
        (POST % b"3" + b"a=b", 405),
        (POST.replace(b"POST", b"BREW") % b"0", 405),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_odd_requests_get_a_page_with_the_numbers(
    port: int, request_bytes: bytes, status: int
) -> None:
    answer = send(port, request_bytes)
    assert answer.split(b" ", 2)[1] == str(status).encode()
    assert b'href="tel:999"' in answer
    assert b"Traceback" not in answer
    assert b"Set-Cookie" not in answer


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",  # a browser that expects https
        b"nonsense\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n",
        GET % (b"/", b"X-Many: x\r\n" * 1_000),
        GET % (b"/" + b"a" * 100_000, b""),
    ],
    ids=["tls", "nonsense", "raw bytes", "header flood", "address of 100 KB"],
)
def test_what_is_not_http_is_refused_and_harms_nobody(port: int, request_bytes: bytes) -> None:
    answer = send(port, request_bytes)
    assert b" 200 " not in answer[:20]
    assert b"Traceback" not in answer
    assert fetch(port, "/") == client_at().get("/").data


def test_a_huge_body_does_not_hold_it_up(port: int) -> None:
    answer = send(port, POST % b"20000000")
    assert answer.split(b" ", 2)[1] == b"405"
    assert b'href="tel:999"' in answer


def test_half_open_connections_do_not_keep_others_out(port: int) -> None:
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
    try:
        for sock in held:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        assert fetch(port, "/help/now") == client_at().get("/help/now").data
    finally:
        for sock in held:
            sock.close()


def test_the_log_names_neither_visitors_nor_pages(port: int, log: Path) -> None:
    for path in ("/help/now", "/phone/memory", "/secret"):
        send(port, GET % (path.encode(), b"X-Forwarded-For: 198.51.100.7\r\n"))
    text = log.read_text("utf-8")
    assert "The guide answers to localhost, 127.0.0.1." in text
    assert not re.search(r"/help|/phone|/secret|198\.51|GET|Traceback", text)


def test_wrong_settings_stop_the_start_with_one_row() -> None:
    done = flask_check(GUIDE_COLOUR="red")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "The guide does not start.",
        "GUIDE_COLOUR is not a setting; known are: GUIDE_AREA, GUIDE_EXIT_URL, GUIDE_HOSTS, "
        "GUIDE_ADDRESS, GUIDE_CLOCK, GUIDE_PROXIES, GUIDE_HTTPS, GUIDE_SECURITY_CONTACT, "
        "GUIDE_VERSION, GUIDE_LANGUAGES, GUIDE_DRAFTS",
    ]


def flask_check(cwd: Path = TOP, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "flask", "guide", "check"],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("edit", ["shape", "rule"])
def test_broken_content_stops_the_start_and_the_check(tmp_path: Path, edit: str) -> None:
    copytree(TOP / "guide", tmp_path / "guide")
    copy(TOP / "wsgi.py", tmp_path)

    def replace(file: str, old: str, new: str) -> None:
        path = tmp_path / "guide" / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    if edit == "shape":
        replace("flows/help.yaml", 'say: "Yes"', "say: Yes")
        replace("flows/phone.yaml", "sheet: none", "sheet: perhaps")
        said = ["guide/flows/help.yaml:", "guide/flows/phone.yaml:"]
    else:
        desk = shipped().contact("duty-desk").phone
        exchanged = f"{desk[:-2]}{desk[:-3:-1]}"
        replace("flows/help.yaml", "to: now}", "to: nwo}")
        replace(f"areas/{SHIPPED}/area.yaml", f'phone: "{desk}"', f'phone: "{exchanged}"')
        said = ["“help/nwo”", f"but a source prints {desk}"]
    checked = flask_check(tmp_path)
    started = subprocess.run(
        [sys.executable, "-c", "import wsgi"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    for done in (checked, started):
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("The guide does not start.\nThe content has ")
        assert all(words in done.stderr for words in [*said, "Fix: "])


def test_a_preview_clock_reorders_the_lines(tmp_path: Path) -> None:
    orders = {}
    for at in ("2026-11-25T11:00", "2026-12-25T03:00"):
        with started(tmp_path / at, GUIDE_CLOCK=at) as (_, port):
            orders[at] = re.findall(r'class="dial[^>]*href="([^"]+)"', fetch(port, "/").decode())
    assert orders == {
        "2026-11-25T11:00": list(map(tel, ("emergency", "duty-desk", "out-of-hours", "police"))),
        "2026-12-25T03:00": list(map(tel, ("emergency", "out-of-hours", "duty-desk", "police"))),
    }


def until(done: Callable[[], bool]) -> None:
    """Wait until this is so, thirty seconds at most."""
    for _ in range(1500):
        if done():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def answers(port: int) -> None:
    """Wait until the first screen is served."""

    def served() -> bool:
        with suppress(OSError):
            return bool(fetch(port, "/"))
        return False

    until(served)


def workers(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that answer. (Linux knows them by the thread that started them.)"""
    found: list[str] = []
    for task in Path(f"/proc/{process.pid}/task").iterdir():
        with suppress(FileNotFoundError):  # the thread has ended since
            found += (task / "children").read_text("utf-8").split()
    return sorted(map(int, found))


linux = pytest.mark.skipif(not LINUX, reason="reads /proc, as on Linux")


@linux
def test_workers_that_share_every_page_take_over_and_come_back_when_killed(tmp_path: Path) -> None:
    with settled(tmp_path / "log", GUIDE_CLOCK="2026-11-25T11:00") as (process, port):
        for worker in workers(process):
            os.kill(worker, signal.SIGKILL)
        answers(port)
        right = fetch(port, "/about")
        assert b"</html>" in right
        assert process.poll() is None


@linux
def test_workers_end_with_the_process_that_started_them(tmp_path: Path) -> None:
    with started(tmp_path / "log") as (process, _):
        left = workers(process)
        assert left
        process.kill()
        process.wait()
        until(lambda: not any(alive(worker) for worker in left))


def alive(pid: int) -> bool:
    """Whether a process still runs: one that has ended may still be listed as a zombie."""
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@linux
@pytest.mark.parametrize("request_to_end", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_on_request_with_its_workers_and_without_a_word(
    tmp_path: Path, request_to_end: signal.Signals
) -> None:
    log = tmp_path / "log"
    with started(log) as (process, _):
        said, left = log.read_text("utf-8"), workers(process)
        assert left
        # As a terminal does at Ctrl-C: to all processes of the group.
        os.killpg(process.pid, request_to_end)
        until(lambda: process.poll() is not None)
        until(lambda: not any(alive(worker) for worker in left))
    assert process.returncode == 0
    assert log.read_text("utf-8") == said


def test_a_port_has_one_server(tmp_path: Path) -> None:
    with started(tmp_path / "log") as (_, port):
        second = subprocess.run(
            serve_command(port), cwd=TOP, capture_output=True, text=True, check=False, timeout=30
        )
    assert second.returncode == 1
    assert second.stderr == f"127.0.0.1:{port} cannot be served: Address already in use\n"


def test_of_servers_that_start_together_one_serves(tmp_path: Path) -> None:
    port = free_port()
    with (tmp_path / "log").open("w") as log:
        all_of_them = [
            subprocess.Popen(serve_command(port), cwd=TOP, stdout=log, stderr=log) for _ in range(3)
        ]
    try:
        until(lambda: [each.poll() for each in all_of_them].count(1) == 2)
        answers(port)
        assert [each.poll() for each in all_of_them].count(None) == 1
    finally:
        for each in all_of_them:
            each.kill()
            each.wait()


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--port", "0", "0 is not in the range 1<=x<=65535"),
        ("--port", "65536", "65536 is not in the range 1<=x<=65535"),
        ("--port", "http", "'http' is not a valid integer"),
        ("--host", "", "“” is not an address such as 127.0.0.1"),
        ("--host", "localhost", "“localhost” is not an address such as 127.0.0.1"),
        ("--host", "256.0.0.1", "“256.0.0.1” is not an address such as 127.0.0.1"),
        ("--host", "192.0.2.1", "192.0.2.1:8000 cannot be served: Cannot assign requested address"),
        ("--host", "2001:db8::1", "[2001:db8::1]:8000 cannot be served: "),
    ],
)
def test_where_it_cannot_serve_it_says_so_in_one_row(option: str, value: str, said: str) -> None:
    done = CliRunner().invoke(main, [option, value])
    assert done.exit_code in (1, 2)
    assert said in done.output
    assert "Traceback" not in done.output
