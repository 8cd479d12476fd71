"""What each page costs: bytes on the wire, reading grade, and taps from the first screen.

Run it with `make pages`.
"""

from tests.conftest import addresses, client_at, soup
from tests.test_words import grade


def taps() -> dict[str, int]:
    """The fewest taps from the first screen to each page."""
    found = {"/": 0}
    waiting = ["/"]
    while waiting:
        path = waiting.pop(0)
        for link in soup(client_at(), path).select('a[href^="/"]'):
            if link["href"] not in found:
                found[link["href"]] = found[path] + 1
                waiting.append(link["href"])
    return found


def main() -> None:
    """Print one line for each page."""
    client, reached = client_at(), taps()
    print(f"{'page':16} {'bytes':>6} {'gzip':>6} {'grade':>6} {'taps':>5}")
    for address in [*addresses(), "/nothing"]:
        raw = len(client.get(address).data)
        packed = len(client.get(address, headers={"Accept-Encoding": "gzip"}).data)
        reading = grade(soup(client, address))
        print(f"{address:16} {raw:6} {packed:6} {reading:6.1f} {reached.get(address, '-'):>5}")


if __name__ == "__main__":
    main()
