"""The first screen on a poor phone and line, beside the same words without style or script.

400 kbit/s each way, 400 ms to the first byte, a processor slowed six times. Chromium delays each
answer as a whole, so whether a page fits the first ten packets (RFC 6928) is judged by its bytes.
"""

import gzip
import sys
import tempfile
from pathlib import Path
from shutil import which
from statistics import median
from typing import Any

from lxml.html import document_fromstring, tostring
from playwright.sync_api import Browser, sync_playwright

from bench.servers import Server, canned, running, table
from bench.stack import first_screen, shipped

LINE: dict[str, Any] = {
    "downloadThroughput": 50_000, "uploadThroughput": 50_000, "latency": 400, "offline": False
}  # fmt: skip
CHROMIUMS = ("chromium", "chromium-headless-shell", "google-chrome-stable", "google-chrome")
WATCH = Path(__file__).with_suffix(".js").read_text("utf-8")
# Not with wait_for_function: it needs eval, which the guide's policy refuses.
FOUND = """async () => {
  const first = () => performance.getEntriesByName("first-contentful-paint")[0];
  while (!(window.seen && first())) await new Promise((done) => setTimeout(done, 20));
  const [page] = performance.getEntriesByType("navigation");
  return [Math.max(first().startTime, seen), first().startTime, page.encodedBodySize];
}"""


def plain(folder: Path) -> Server:
    """A server of the first screen without style and script, compressed."""
    page = document_fromstring(first_screen("identity")[2].decode())
    for extra in page.xpath("//style | //script | //link"):
        extra.drop_tree()
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Encoding", "gzip")]
    body = gzip.compress(tostring(page, doctype="<!doctype html>"))
    return canned(folder, "plain", ("200 OK", headers, body))


def shown(browser: Browser, url: str) -> list[float]:
    """One first load, by somebody who was never here."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    page = context.new_page()
    page.add_init_script(WATCH % shipped().contact("emergency").tel)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", LINE)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    page.goto(url, wait_until="load")
    found: list[float] = page.evaluate(FOUND)
    context.close()
    return found


def loads(urls: list[str], rounds: int) -> list[list[float]]:
    """The medians of so many loads of each address, in turn, after one to warm up."""
    with sync_playwright() as playwright:
        path = next(filter(None, map(which, CHROMIUMS)), playwright.chromium.executable_path)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        found = [[shown(browser, url) for url in urls] for _ in range(rounds + 1)][1:]
        browser.close()
    pages = zip(*found, strict=True)
    return [[median(values) for values in zip(*page, strict=True)] for page in pages]


def main() -> None:
    """Load, and print the table."""
    rounds = int(sys.argv[1]) if sys.argv[1:] else 7
    with tempfile.TemporaryDirectory(prefix="guide-") as folder:
        guide, bare = Server(Path(folder) / "guide.log"), plain(Path(folder))
        with running(guide, bare):
            guide.settle()
            first, other = loads([guide.origin, bare.origin], rounds)
    names = ("readable ms (<= 1.10)", "first paint ms", "bytes (<= 14 KiB, ten packets)")
    ratios = [mine / theirs for mine, theirs in zip(first, other, strict=True)]
    rows = zip(names, first, other, ratios, strict=True)
    table(("measure (bar)", "first screen", "plain, compressed", "ratio"), rows)


if __name__ == "__main__":
    main()
