"""What people get while the guide behind the edge is killed, hung, gone, restarted and changed, and
while the edge cannot keep pages.

Every answer is compared, byte by byte and header by header, with what the guide itself says.
Nothing is asked twice: what gets no answer is lost. Exits 1 if one is lost or wrong. Only root can
run it, and take a folder away from nginx.
"""

import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from itertools import chain, cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import NamedTuple

from bench import stack as lab
from bench.servers import copied
from guide.content.hours import LONDON

WORDS, NEW_WORDS = "Nothing that you tap is kept.", "Nothing that you tap is ever kept."
"""Words that stand on every page, and what the changed content says in their place."""

SLACK = 1.2
"""nginx counts whole seconds, so a page may come for one second more than it is right."""

CHANGE = datetime(2026, 11, 25, 18, 0, tzinfo=LONDON)
"""When the duty desk closes."""

CACHE_BROKEN = {
    "deleted": "rm -r {0}",
    "owned by root": "chown -R root {0} && chmod 700 {0}",
    "read-only": "mount --bind {0} {0} && mount -o remount,ro,bind {0}",
    "on a full disk": "mount -t tmpfs -o size=64k,mode=777 none {0} && ! cp /dev/zero {0}/x 2>&-",
}
CACHE_MENDED = "umount -l {0} 2>&-; mkdir -p {0} && chown -R www-data {0} && chmod 700 {0}"

HEADINGS = "phase|requests|of them POST|right|wrong|lost|guide asked|p50 ms|p99 ms|also"


class Row(NamedTuple):
    """A line of the table, with how many requests reached the guide's servers."""

    phase: str
    seen: list[lab.Seen]
    asked: int
    also: str = ""

    def __str__(self) -> str:
        counts = Counter(seen.became for seen in self.seen)
        posts = sum(seen.ask.method == "POST" for seen in self.seen)
        spread = quantiles((seen.seconds * 1000 for seen in self.seen), n=100)
        cells = [self.phase, len(self.seen), posts, *(counts[what] for what in lab.BECAME)]
        cells += [self.asked, f"{spread[49]:.1f}", f"{spread[98]:.1f}", self.also]
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

    return lab.crowd(8, person)


def faults() -> Iterator[Row]:
    """Workers are killed, one server, both; they come back; they are restarted."""
    answers = lab.right_answers()
    right = lab.among(answers)
    unseen, *seen = lab.gets()
    mixed = seen + lab.posts() * 5
    while_gone = lab.among(answers | dict.fromkeys([unseen, *lab.posts()], lab.last_resort()))

    with lab.stack() as it:
        a, b = it.servers
        kills, restarts = (a.kill_worker, b.kill_worker), (a.restart, b.restart)
        brisk = partial(partial, load, it)
        deeds = (*kills, a.kill_worker)
        yield phase(it, "a worker killed, three times", brisk(mixed, right, 12), *deeds)
        lab.visit(it.port, seen, right)
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
            one = lambda _: lab.visit(it.port, [what], right)  # noqa: E731
            row = phase(it, name, partial(lab.crowd, 50, one))
            if row.asked != 1:
                row.seen.append(lab.Seen(what, "wrong", 0, "the guide was asked again"))
            yield row
            time.sleep(4)
        it.warm()
        time.sleep(4)
        for server in it.servers:
            server.freeze()
        row = phase(it, "hung, all out of date", partial(load, it, lab.gets(), right, 6))
        for server in it.servers:
            server.freeze(frozen=False)
        yield row._replace(also=f"slowest {max(one.seconds for one in row.seen):.1f} s")


def cache_broken() -> Iterator[Row]:
    """The edge cannot write its cache, or not read it, when every page is out of date."""
    ready = lab.Ask("GET", "/readyz")
    right = lab.among(lab.right_answers())

    def judge(what: lab.Ask, answer: lab.Answer) -> bool:
        return answer[::2] == (200, b"ok\n") if what == ready else right(what, answer)

    with lab.stack(BENCH_LONGEST="2") as it:
        cache = it.edge.tree / "cache"
        for name, command in CACHE_BROKEN.items():
            it.warm()
            time.sleep(4)
            try:
                subprocess.run(command.format(cache), shell=True, check=True)
                asks = [*lab.gets(), *lab.posts(), ready]
                row = phase(it, f"cache {name}", partial(load, it, asks, judge, 4))
            finally:
                subprocess.run(CACHE_MENDED.format(cache), shell=True, check=True)
            lines = it.edge.log.read_text("utf-8").count("the cache cannot be read or written")
            if not lines:
                row.seen.append(lab.Seen(ready, "wrong", 0, "nothing in the log"))
            yield row._replace(also=f"{lines} line in the log so far")


def expiry() -> Iterator[Row]:
    """The duty desk closes: a page is the old one until then, and the new one after."""
    day, evening = lab.right_answers(), lab.right_answers(lab.EVENING)
    watched, left = lab.Ask("GET", "/"), lab.Ask("GET", "/help/desk")
    changes = time.time() + 60
    late = [0.0]

    def judge(what: lab.Ask, answer: lab.Answer) -> bool:
        after = time.time() - changes
        if after > 0 and answer.is_as(day[what]):
            late.append(after)
            return after < SLACK
        return answer.is_as((evening if after > 0 else day)[what])

    with lab.stack(GUIDE_CLOCK="", BENCH_AHEAD=str(CHANGE.timestamp() - changes)) as it:
        visit = partial(lab.visit, it.port, [left], judge)

        def people() -> list[lab.Seen]:
            early = visit()
            time.sleep(max(0, changes - time.time() - 8))
            watching = load(it, [watched], judge, changes - time.time() + 3, 0.04)
            # Nobody has asked for this since: the first who does must not get the old one.
            return early + watching + visit()

        row = phase(it, "the lines change", people)
        yield row._replace(also=f"old page until {max(late):.1f} s after")


def new_content() -> Iterator[Row]:
    """Both servers are restarted, one after the other, with changed words."""
    old = lab.right_answers()
    swapped = (WORDS.encode(), NEW_WORDS.encode())
    new = {what: it._replace(body=it.body.replace(*swapped)) for what, it in old.items()}
    with tempfile.TemporaryDirectory(prefix="guide-") as name:
        tree = copied(Path(name) / "tree")
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


PHASES = (faults, out_of_date, expiry, cache_broken, new_content)


def main() -> None:
    """Print what became of every request; of the phases that are named, or of all."""
    phases = [one() for one in PHASES if not sys.argv[1:] or one.__name__ in sys.argv]
    print(f"|{HEADINGS}|\n|{'---|' * (HEADINGS.count('|') + 1)}")
    rows = []
    for row in chain.from_iterable(phases):
        print(row, flush=True)
        rows.append(row)
    bad = [(row.phase, seen.note) for row in rows for seen in row.seen if seen.became != "right"]
    print(*Counter(bad).most_common(), sep="\n")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
