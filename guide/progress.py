"""Shows on a terminal how far a command is."""

import sys
from collections.abc import Collection, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def progress(items: Collection[T]) -> Iterator[T]:
    """The same items. On a terminal a bar shows how many have been taken; elsewhere nothing does.

    Print nothing meanwhile: that would break the bar.
    """
    with click.progressbar(items, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar
