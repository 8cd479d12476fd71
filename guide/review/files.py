"""Reads the files that reviewers see in addition to the guide."""

from pathlib import Path
from typing import TypeVar

from ..content.problems import ContentError, Problem
from ..content.reader import read_file

TOP = Path(__file__).parents[2]

T = TypeVar("T")


def read(top: Path, name: str, shape: type[T]) -> T:
    """One file below `top`, read into a shape. Raises ContentError if the file is wrong."""
    problems: list[Problem] = []
    found = read_file(top / name, name, shape, problems)
    if found is None:
        raise ContentError(problems)
    return found
