"""What each page costs a visitor: bytes, how hard it is to read, and taps to get there."""

import gzip
import re
from collections.abc import Mapping
from typing import NamedTuple

from ..rules.wording import grade_of
from .screens import MAIN, MARKED, words_of


class Costs(NamedTuple):
    """The costs of a page: its bytes plain and as gzip, its reading grade, and the fewest taps from
    the first screen; None where no link leads there.
    """

    plain: int
    packed: int
    grade: float
    taps: int | None


def costs(pages: Mapping[str, str]) -> dict[str, Costs]:
    """The costs of each page. `pages` has the HTML of all pages by their paths."""
    taps = _taps(pages)
    return {
        path: Costs(
            len(html.encode()), len(gzip.compress(html.encode())), _grade(html), taps.get(path)
        )
        for path, html in pages.items()
    }


OTHER = re.compile(r'<(?!html)(\w+)[^>]* lang="[^"]*"[^>]*>.*?</\1>', re.DOTALL)
"""Words of another language than that of the page: the grade is one of English."""


def _grade(html: str) -> float:
    """The reading grade of the main part of a page, without marks, addresses and digits."""
    rows = words_of(OTHER.sub("", html), MAIN)
    return grade_of(
        re.sub(r"\[[^\]]*\]|\S+://\S+|\d[\d ]*\d", "", row).lstrip(MARKED) for row in rows
    )


def _taps(pages: Mapping[str, str]) -> dict[str, int]:
    found, waiting = {"/": 0}, ["/"]
    while waiting:
        path = waiting.pop(0)
        for link in re.findall(r'href="(/[^"]*)"', pages[path]):
            if link in pages and link not in found:
                found[link] = found[path] + 1
                waiting.append(link)
    return found
