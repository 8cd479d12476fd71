"""The first screen on a poor phone and line, beside the same words without style or script.

400 kbit/s each way, 400 ms from asking to the first byte, a processor slowed six times. Loads take
turns, each in a fresh Chromium context; medians are told. It needs a Chromium (`make test` finds or
installs one). Everything listens on, and is asked for from, 127.0.0.1 alone.

Chromium holds back each answer as a whole: 400 ms before its headers, then bytes at the given
rate. It does not delay packets. So opening a connection costs nothing here, and neither do lost
packets or a page too long for the first flight of them (ten, RFC 6928): on a real phone such a page
waits for a second round trip. Whether ours does is told from its bytes.
"""

import argparse
import gzip
import os
import sys
from statistics import median
from typing import Any

from bs4 import BeautifulSoup
from flask import Flask, Response
from playwright.sync_api import Browser, sync_playwright

from bench.servers import wait_for
from bench.speed import APPS, Bar, serving
from tests.browser.chromium import installed
from tests.browser.conftest import FLAGS
from tests.conftest import client_at, fresh_soup, shipped

BYTES_A_SECOND = 400_000 / 8
ROUND_TRIP_MS = 400
SLOWER = 6
FIRST_FLIGHT = 14 * 1024 - 1
"""Bytes: under 14 KiB, a little less than ten packets of 1,460 hold."""

WATCH = """
window.seen = {tasks: [], shifted: 0, link: null};
new PerformanceObserver((list) => seen.tasks.push(...list.getEntries()))
  .observe({type: "longtask", buffered: true});
new PerformanceObserver((list) => list.getEntries().forEach((e) => {
  seen.shifted += e.value; })).observe({type: "layout-shift", buffered: true});
(function look() {
  const link = document.querySelector('a[href="%s"]');
  const box = link && link.checkVisibility() && link.getBoundingClientRect();
  if (box && box.width && box.height && box.top < innerHeight) seen.link = performance.now();
  else requestAnimationFrame(look);
})();
"""
"""Notes the first frame in which the emergency link stands on the screen, long tasks and shifts."""

# A task blocks for what it takes beyond 50 ms (Long Tasks API). Total blocking time counts those
# after the first paint: before it there is nothing to tap.
FOUND = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const painted = performance.getEntriesByName("first-contentful-paint")[0].startTime;
  const blocked = (tasks) => tasks.reduce((sum, task) => sum + Math.max(0, task.duration - 50), 0);
  const late = seen.tasks.filter((task) => task.startTime + task.duration > painted);
  return {
    "readable ms": Math.max(painted, seen.link), "first paint ms": painted,
    "answer ms": page.responseEnd - page.requestStart, "bytes": page.encodedBodySize,
    "blocked ms": blocked(late), "blocked before ms": blocked(seen.tasks) - blocked(late),
    "layout shift": seen.shifted,
  };
}"""
Result = dict[str, float]


def plain_app() -> Flask:
    """The first screen without style and script: compressed, and as it is."""
    soup = fresh_soup(client_at(), "/")
    for extra in soup.select("style, script, link"):
        extra.decompose()
    html = BeautifulSoup.encode(soup)
    app = Flask(__name__, static_folder=None)

    @app.get("/packed")
    def packed() -> Response:
        headers = {"Content-Encoding": "gzip"}
        return Response(gzip.compress(html), headers=headers, mimetype="text/html")

    @app.get("/raw")
    def raw() -> Response:
        return Response(html, mimetype="text/html")

    return app


def shown(browser: Browser, url: str) -> Result:
    """One first load, by somebody who was never here."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    page.add_init_script(WATCH % shipped().contact("emergency").tel)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    line: dict[str, Any] = {
        "offline": False,
        "latency": ROUND_TRIP_MS,
        "downloadThroughput": BYTES_A_SECOND,
        "uploadThroughput": BYTES_A_SECOND,
    }
    tools.send("Network.emulateNetworkConditions", line)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    page.wait_for_function(
        "seen.link && performance.getEntriesByName('first-contentful-paint').length"
    )
    page.wait_for_timeout(500)  # for a shift or a long task that comes late
    found: Result = page.evaluate(FOUND)
    context.close()
    return found


def main() -> None:
    """Load each page in turn, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    path = installed() or sys.exit("No Chromium: run  python tests/browser/chromium.py")
    busy = os.getloadavg()[0]
    with (
        serving(APPS["guide"]) as guide,
        serving("bench.phone:plain_app", "--factory") as plain,
        sync_playwright() as playwright,
    ):
        urls = {
            "first screen": guide.origin + "/",
            "plain, compressed": plain.origin + "/packed",
            "plain, as it is": plain.origin + "/raw",
        }
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for url in urls.values():
            wait_for(url)
            shown(browser, url)
        results: dict[str, list[Result]] = {name: [] for name in urls}
        for _ in range(args.rounds):
            for name, url in urls.items():
                results[name].append(shown(browser, url))
        browser.close()

    first, packed = results["first screen"], results["plain, compressed"]
    print(
        f"{args.rounds} loads each in turn, medians. {os.cpu_count()} cores, load {busy:.1f} "
        f"before and {os.getloadavg()[0]:.1f} after.\n"
    )
    print("| page |", " | ".join(first[0]), "|")
    print("|", " --- |" * (len(first[0]) + 1))
    for name, loads in results.items():
        cells = [f"{median(load[what] for load in loads):.4g}" for what in first[0]]
        print("|", name, "|", " | ".join(cells), "|")
    middle = {what: median(load[what] for load in first) for what in first[0]}
    ratio = median(
        own["readable ms"] / other["readable ms"] for own, other in zip(first, packed, strict=True)
    )
    judged = {
        "readable, to the plain page compressed": (ratio, Bar("", "<=", 1.15)),
        "bytes, for one flight": (middle["bytes"], Bar("", "<=", FIRST_FLIGHT)),
        "round trips to the last byte": (middle["answer ms"] / ROUND_TRIP_MS, Bar("", "<=", 2)),
        "blocked ms": (middle["blocked ms"], Bar("", "<=", 0)),
        "layout shift": (middle["layout shift"], Bar("", "<=", 0)),
    }
    print()
    print("| what | measured | bar | met? |\n| --- | --- | --- | --- |")
    for what, (value, bar) in judged.items():
        print("|", " | ".join((what, f"{value:.4g}", *bar.judged(value))), "|")


if __name__ == "__main__":
    main()
