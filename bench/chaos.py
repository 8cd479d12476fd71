"""What people get while the guide behind the edge is killed, hung, gone, restarted and changed, and
while the edge cannot keep pages.

Every answer is compared, byte by byte and header by header, with what the guide itself says.
Nothing is asked twice: what gets no answer is lost. Exits 1 if one is lost or wrong. Only root can
run it, and take a folder away from nginx.
"""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain, cycle
from pathlib import Path
from random import Random
from typing import Any

from bench import stack as lab
from bench.servers import copied, table

WORDS, NEW_WORDS = "Nothing that you tap is kept.", "Nothing that you tap is ever kept."
"""Words that stand on every page, and what the changed content says in their place."""

SLACK = 1.2
"""nginx counts whole seconds, so a page may come for one second more than it is right."""

CACHE_BROKEN = {
    "deleted": "rm -r {0}",
    "owned by root": "chown -R root {0} && chmod 700 {0}",
    "read-only": "mount --bind {0} {0} && mount -o remount,ro,bind {0}",
    "on a full disk": "mount -t tmpfs -o size=64k,mode=777 none {0} && ! cp /dev/zero {0}/x 2>&-",
}
CACHE_MENDED = "umount -l {0} 2>&-; mkdir -p {0} && chown -R www-data {0} && chmod 700 {0}"

People = Callable[[], list[lab.Seen]]


def phase(it: lab.Stack, people: People, *deeds: Callable[[], Any]) -> tuple[str, bool]:
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
    happened, right = lab.summary(seen)
    return f"{happened}; the guide was asked {it.asked() - before:,} times", right


def eight(
    it: lab.Stack, asks: list[lab.Ask], judge: lab.Judge, seconds: float, pause: float = 0
) -> People:
    """Eight people who ask for these, each in an order of their own, for so many seconds."""

    def person(number: int) -> list[lab.Seen]:
        order = Random(number).sample(asks, len(asks))
        return lab.visit(it.port, cycle(order), judge, time.monotonic() + seconds, pause)

    return lambda: lab.crowd(8, person)


def faults() -> lab.Tried:
    """Workers are killed, one server, both; they come back; they are restarted."""
    answers, posts, (unseen, *seen) = lab.right_answers(), lab.posts(), lab.gets()
    right, mixed = lab.among(answers), seen + posts * 5
    while_gone = lab.among(answers | dict.fromkeys([unseen, *posts], lab.last_resort()))
    with lab.stack() as it:
        a, b = it.servers
        kills, restarts = (a.kill_worker, b.kill_worker), (a.restart, b.restart)
        people = eight(it, mixed, right, 12)
        yield "a worker killed, three times", *phase(it, people, *kills, a.kill_worker)
        lab.visit(it.port, seen, right)
        yield "one of two servers killed", *phase(it, eight(it, mixed, right, 3), a.kill)
        b.kill()
        yield "both gone", *phase(it, eight(it, [*mixed, unseen], while_gone, 4))
        yield "started again", *phase(it, eight(it, seen, right, 6), a.start, b.start)
        school = eight(it, lab.gets() + posts, right, 5, 0.03)
        yield "all back, a school: each on a new connection", *phase(it, school)
        it.settle()
        people = eight(it, posts, right, 12)
        yield "only POST, four workers killed", *phase(it, people, *kills * 2)
        yield "only POST, restarted in turn", *phase(it, people, *restarts)


def out_of_date() -> lab.Tried:
    """Fifty people ask for one page at once: nobody has seen it; then it is out of date. Then the
    servers hang when every page is: people wait, then have the old one.
    """
    right, what = lab.among(lab.right_answers(lab.JUST_BEFORE)), lab.Ask("GET", "/help/desk")
    with lab.stack(GUIDE_CLOCK=lab.JUST_BEFORE) as it:
        fifty = partial(lab.crowd, 50, lambda _: lab.visit(it.port, [what], right))
        for name in ("never seen", "out of date"):
            before = it.asked()
            happened, all_right = phase(it, fifty)
            yield f"50 at once, {name}", happened, all_right and it.asked() == before + 1
            time.sleep(4)
        it.warm()
        time.sleep(4)
        for server in it.servers:
            server.signal(signal.SIGSTOP)
        yield "both hung, all out of date", *phase(it, eight(it, lab.gets(), right, 6))


def cache_broken() -> lab.Tried:
    """The edge cannot write its cache, or not read it, when every page is out of date."""
    right = lab.among(lab.right_answers(lab.JUST_BEFORE))
    with lab.stack(GUIDE_CLOCK=lab.JUST_BEFORE) as it:
        cache = it.edge.tree / "cache"
        for name, command in CACHE_BROKEN.items():
            it.warm()
            time.sleep(4)
            try:
                subprocess.run(command.format(cache), shell=True, check=True)
                happened, all_right = phase(it, eight(it, lab.gets() + lab.posts(), right, 4))
                ready = lab.ask_once(it.port, lab.Ask("GET", "/readyz")).status == 200
            finally:
                subprocess.run(CACHE_MENDED.format(cache), shell=True, check=True)
            lines = it.edge.log.read_text("utf-8").count("the cache cannot be read or written")
            happened += f"; lines in the log so far: {lines}"
            yield f"cache {name}", happened, all_right and ready and lines > 0


def expiry() -> lab.Tried:
    """The duty desk closes: a page is the old one until then, and the new one after."""
    day, evening = lab.right_answers(lab.JUST_BEFORE), lab.right_answers(lab.EVENING)
    watched, left = lab.Ask("GET", "/"), lab.Ask("GET", "/help/desk")
    changes = time.time() + 60
    late = [0.0]

    def judge(what: lab.Ask, answer: lab.Answer) -> bool:
        after = time.time() - changes
        if after > 0 and answer.is_as(day[what]):
            late.append(after)
            return after < SLACK
        return answer.is_as((evening if after > 0 else day)[what])

    ahead = lab.instant(lab.CHANGE).timestamp() - changes
    with lab.stack(GUIDE_CLOCK="", BENCH_AHEAD=str(ahead)) as it:
        visit = partial(lab.visit, it.port, [left], judge)

        def people() -> list[lab.Seen]:
            early = visit()
            time.sleep(max(0, changes - time.time() - 8))
            watching = eight(it, [watched], judge, changes - time.time() + 3, 0.04)()
            # Nobody has asked for this since: the first who does must not get the old one.
            return early + watching + visit()

        happened, right = phase(it, people)
        yield "the lines change", f"{happened}; old page until {max(late):.1f} s after", right


def new_content() -> lab.Tried:
    """Both servers are restarted, one after the other, with changed words."""
    old = lab.right_answers(lab.JUST_BEFORE)
    swapped = (WORDS.encode(), NEW_WORDS.encode())
    new = {what: it._replace(body=it.body.replace(*swapped)) for what, it in old.items()}
    if new[lab.gets()[0]] == old[lab.gets()[0]]:
        sys.exit(f"No page says “{WORDS}” any more")
    done = [float("inf")]

    def note_the_end() -> None:
        done[0] = time.monotonic() + 2 + SLACK

    def judge(what: lab.Ask, answer: lab.Answer) -> bool:
        in_time = time.monotonic() < done[0]
        return answer.is_as(new[what]) or (in_time and answer.is_as(old[what]))

    with tempfile.TemporaryDirectory(prefix="guide-") as name:
        tree = copied(Path(name) / "tree")
        with lab.stack(tree, GUIDE_CLOCK=lab.JUST_BEFORE) as it:
            base = tree / "templates/base.html"
            base.write_text(base.read_text("utf-8").replace(WORDS, NEW_WORDS))
            restarts = [server.restart for server in it.servers]
            people = eight(it, lab.gets() + lab.posts() * 5, judge, 26)
            yield "new words, restarted in turn", *phase(it, people, *restarts, note_the_end)


PHASES = (faults, out_of_date, expiry, cache_broken, new_content)


if __name__ == "__main__":
    chosen = (one() for one in PHASES if not sys.argv[1:] or one.__name__ in sys.argv)
    rows = table(("phase", "what people got", "right"), chain.from_iterable(chosen))
    sys.exit(not all(right for *_, right in rows))
