"""What is wrong in the content, and where: the reader and the rules report it in one shape."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import NamedTuple


@dataclass(frozen=True)
class Place:
    """Where something stands in a content file. `row` counts from 1; 0 is the file as a whole."""

    file: str = ""
    row: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.row}" if self.row else self.file


NOWHERE = Place()


class Problem(NamedTuple):
    """Something wrong in the content: where it stands, what is wrong, and how to fix it."""

    place: Place
    wrong: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place}: {self.wrong}\n    Fix: {self.fix}"


def nearest(name: str, known: Iterable[str]) -> str:
    """The fix for an unknown name: the known one most like it, or all of them."""
    choices = [*known]
    close = get_close_matches(name, choices)
    return f"did you mean “{close[0]}”?" if close else f"known are: {', '.join(choices)}"


class RefusedError(ValueError):
    """A value that cannot be used: what is wrong with it, and what to write instead."""

    def __init__(self, wrong: str, fix: str) -> None:
        self.wrong = wrong
        self.fix = fix
        super().__init__(f"{wrong}; {fix}")


class ContentError(ValueError):
    """The content cannot be served. Its text lists every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        super().__init__("\n".join([f"The content has {count}.", *map(str, problems)]))
