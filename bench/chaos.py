"""What people get while the guide behind the edge is killed, hung, gone, restarted and changed.

Every answer is compared, byte by byte and header by header, with what the guide itself says.
Nothing is asked twice: what gets no answer is lost. Exits 1 if one is lost or wrong.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from threading import Barrier
from typing import NamedTuple

from bench import stack as lab

WORDS, NEW_WORDS = "Nothing that you tap is kept.", "Nothing that you tap is ever kept."
"""Words that stand on every page, and what the changed content says in their place."""

SLACK = 1.2
"""nginx counts whole seconds, so a page may come for one second more than it is right."""

HEADINGS = (
    "phase", "requests", "of them POST", "right", "wrong", "lost",
    "GETs not passed on", "guide asked, of 1000", "p50 ms", "p99 ms", "also",
)  # fmt: skip


class Row(NamedTuple):
    """A line of the table, with how many requests reached the guide's servers, by method."""

    phase: str
    seen: list[lab.Seen]
    asked: Counter[str]
    also: str = ""

    def __str__(self) -> str:
        became = Counter(seen.became for seen in self.seen)
        gets = sum(seen.ask.method == "GET" for seen in self.seen)
        hits = f"{1 - self.asked['G'] / gets:.1%}" if gets else "-"
        spread = quantiles((seen.seconds * 1000 for seen in self.seen), n=100)
        cells = [
            self.phase, len(self.seen), len(self.seen) - gets,
            became["right"], became["wrong"], became["lost"],
            hits, round(1000 * self.asked.total() / len(self.seen)),
            f"{spread[49]:.1f}", f"{spread[98]:.1f}", self.also,
        ]  # fmt: skip
        return f"| {' | '.join(map(str, cells))} |"


def phase(
    it: lab.Stack, name: str, people: Callable[[], list[lab.Seen]], *deeds: Callable[[], object]
) -> Row:
    """What people see while these things are done, one each half second."""

    def do() -> None:
        for deed in deeds:
            time.sleep(0.5)
            deed()

    before = it.asked()
    with ThreadPoolExecutor(1) as thread:
        doing = thread.submit(do)
        seen = people()
        doing.result()
    return Row(name, seen, it.asked() - before)


def load(
    it: lab.Stack, asks: list[lab.Ask], judge: lab.Judge, seconds: float, pause: float = 0
) -> list[lab.Seen]:
    """Eight people who ask for these, each in an order of their own, for so many seconds."""
    until = time.monotonic() + seconds

    def person(number: int) -> list[lab.Seen]:
        order = Random(number).sample(asks, len(asks))
        return lab.visit(it.port, cycle(order), judge, until, pause)

    with ThreadPoolExecutor(8) as people:
        return list(chain.from_iterable(people.map(person, range(8))))


def together(port: int, what: lab.Ask, judge: lab.Judge) -> list[lab.Seen]:
    """Fifty people who ask for the same page in the same instant."""
    start = Barrier(50)

    def person(_: int) -> list[lab.Seen]:
        start.wait()
        return lab.visit(port, [what], judge, time.monotonic() + 10)

    with ThreadPoolExecutor(50) as threads:
        return list(chain.from_iterable(threads.map(person, range(50))))


def faults() -> Iterator[Row]:
    """Workers are killed, one server, both; they come back; they are restarted."""
    right, resort = lab.among(lab.right_answers()), lab.last_resort()
    unseen = lab.Ask("GET", "/about/numbers")
    seen = [what for what in lab.gets() if what != unseen]
    mixed = seen + lab.posts() * 5

    def while_gone(what: lab.Ask, answer: lab.Answer) -> bool:
        return (
            answer.is_as(resort) if what == unseen or what in lab.posts() else right(what, answer)
        )

    with lab.stack() as it:
        a, b = it.servers
        kills, restarts = (a.kill_worker, b.kill_worker), (a.restart, b.restart)
        brisk = partial(partial, load, it)
        deeds = (*kills, a.kill_worker)
        yield phase(it, "a worker killed, three times", brisk(mixed, right, 12), *deeds)
        lab.visit(it.port, seen, right, float("inf"))
        yield phase(it, "one of two servers killed", brisk(mixed, right, 3), a.kill)
        b.kill()
        row = phase(it, "both gone", brisk([*mixed, unseen], while_gone, 4))
        yield row._replace(also="POST and never seen: last-resort page")
        yield phase(it, "started again", brisk(seen, right, 6), a.start, b.start)
        row = phase(it, "all back, a school", brisk(lab.gets() + lab.posts(), right, 5, 0.03))
        rate = f"{len(row.seen) / 5:.0f} a second, each a new connection of one address"
        yield row._replace(also=rate)
        for server in it.servers:
            server.settle()
        yield phase(it, "only POST, four workers killed", brisk(lab.posts(), right, 12), *kills * 2)
        yield phase(it, "only POST, restarted in turn", brisk(lab.posts(), right, 12), *restarts)


def out_of_date() -> Iterator[Row]:
    """Fifty people ask for one page at once: nobody has seen it; then it is out of date. Then the
    servers hang when every page is: people wait, then have the old one.
    """
    right = lab.among(lab.right_answers())
    what = lab.Ask("GET", "/help/desk")
    with lab.stack(BENCH_LONGEST="2") as it:
        for name in ("50 at once, never seen", "50 at once, out of date"):
            row = phase(it, name, lambda: together(it.port, what, right))
            if (asked := row.asked.total()) != 1:
                row.seen.append(lab.Seen(what, "wrong", 0, f"the guide was asked {asked} times"))
            yield row._replace(also=f"guide asked {asked} times")
            time.sleep(4)
        it.warm()
        time.sleep(4)
        for server in it.servers:
            server.freeze()
        row = phase(it, "hung, all out of date", partial(load, it, lab.gets(), right, 6))
        for server in it.servers:
            server.freeze(frozen=False)
        yield row._replace(also=f"slowest {max(one.seconds for one in row.seen):.1f} s")


def new_content() -> Iterator[Row]:
    """Both servers are restarted, one after the other, with changed words."""
    old = lab.right_answers()
    swapped = (WORDS.encode(), NEW_WORDS.encode())
    new = {
        what: answer._replace(body=answer.body.replace(*swapped)) for what, answer in old.items()
    }
    with tempfile.TemporaryDirectory(prefix="guide-") as name:
        tree = lab.copied(Path(name) / "tree")
        with lab.stack(tree, BENCH_LONGEST="2") as it:
            done = [float("inf")]

            def edit() -> None:
                for file in (tree / "templates").glob("*.html"):
                    file.write_text(file.read_text("utf-8").replace(WORDS, NEW_WORDS))

            def judge(what: lab.Ask, answer: lab.Answer) -> bool:
                is_new = answer.is_as(new[what])
                return is_new or (time.monotonic() < done[0] and answer.is_as(old[what]))

            def note() -> None:
                done[0] = time.monotonic() + 2 + SLACK

            restarts = [server.restart for server in it.servers]
            people = partial(load, it, lab.gets() + lab.posts() * 5, judge, 26)
            yield phase(it, "new words, restarted in turn", people, edit, *restarts, note)


def main() -> None:
    """Print what became of every request."""
    rows = []
    print(f"| {' | '.join(HEADINGS)} |\n{'|---' * len(HEADINGS)}|", flush=True)
    for row in chain(faults(), out_of_date(), new_content()):
        print(row, flush=True)
        rows.append(row)
    for row in rows:
        for note, count in Counter(seen.note for seen in row.seen if seen.note).most_common(5):
            print(f"{row.phase}: {count} × {note}")
    sys.exit(any(seen.became != "right" for row in rows for seen in row.seen))


if __name__ == "__main__":
    main()
