"""What the measuring benches share: programs that end, answers to give out, times, and tables."""

import pickle
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from bench.servers import Program, Server, answers, wait_until
from guide import Settings, create_app

Answer = tuple[str, list[tuple[str, str]], bytes]
"""The status, headers and body of an answer, as an application sends them."""


@contextmanager
def ending(*programs: Program) -> Iterator[None]:
    """Afterwards none of these programs runs."""
    try:
        yield
    finally:
        for program in programs:
            program.kill()


def canned(folder: Path, name: str, paths: dict[str, Answer]) -> Server:
    """A server, not started yet, that gives out the answer of each path and knows nothing else."""
    file = folder / f"{name}.pickle"
    file.write_bytes(pickle.dumps(paths))
    app = ("--app", "bench.canned:app")
    return Server(folder / f"{name}.log", *app, BENCH_CANNED=str(file))


def first_screen(encoding: str) -> Answer:
    """What the guide answers now."""
    client = create_app(Settings()).test_client()
    got = client.get("/", headers={"Accept-Encoding": encoding})
    return got.status, [*got.headers], got.data


def first_answer(server: Server, path: str = "/") -> float:
    """Seconds from the command to the first 200, from a disk that is warm."""
    began = time.perf_counter()
    server.launch()
    wait_until(lambda: answers(server.origin + path), f"no answer: see {server.log}", 300)
    return time.perf_counter() - began


def table(heads: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table, each row as soon as it is known."""
    for cells in chain([heads, ["---"] * len(heads)], rows):
        print("|", " | ".join(map(short, cells)), "|", flush=True)
    print()


def short(cell: object) -> str:
    """A cell of a table: of a number with a point, three figures."""
    if not isinstance(cell, float):
        return str(cell)
    return f"{cell:,.0f}" if cell >= 100 else f"{cell:.3g}"
