"""How hard words are to read. textstat measures; it is installed to check the guide, not to serve
it, so that a server needs few packages. Where it is missing, nothing is measured.
"""

import gc
import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec

MEASURABLE = find_spec("textstat") is not None


def sentences(words: Iterable[str]) -> list[str]:
    """Words as sentences, one or several a string. Markdown goes; a placeholder is a word."""
    found = []
    for word in words:
        plain = re.sub(r"\{[^{}]*\}", "one", word).replace("*", "")
        found += [part for part in re.split(r"(?<=[.?!:])\s+", plain) if re.search("[a-z]", part)]
    return found


@lru_cache(maxsize=4096)
def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text; 0 where it cannot be measured."""
    if not MEASURABLE:
        return 0.0
    return float(_measure()(text))


@cache
def _measure() -> Callable[[str], float]:
    """The measure of textstat, with its dictionary of sounds read. A garbage collector that looks
    again and again through 130,000 words, none of them garbage, takes as long as the reading: so it
    waits for them, and then leaves them alone.
    """
    measure: Callable[[str], float] = import_module("textstat").textstat.flesch_kincaid_grade
    gc.disable()
    try:
        measure("One.")
    finally:
        gc.freeze()
        gc.enable()
    return measure


def grade_of(words: Iterable[str]) -> float:
    """The grade of strings read one after another."""
    return grade(" ".join(part.rstrip(".?!:,") + "." for part in sentences(words)))
