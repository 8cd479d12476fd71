"""What answers the form of the kit: papers to print, made for one visitor and forgotten."""

from collections.abc import Sequence
from dataclasses import replace
from http import HTTPStatus
from typing import NamedTuple

from .languages import Language
from .site import Page


class Paper(NamedTuple):
    """One side of A4: a sheet in one language, or in two."""

    sheet: Page
    languages: Sequence[Language]


def document(
    sheets: Sequence[str],
    languages: Sequence[Language],
    place: str = "",
    mono: bool = False,
    two: bool = False,
) -> Page:
    """The sheets of these names, each in every language. `two` puts two languages on a sheet.
    `place` is the name of who puts it up, which `place.fault` has found to be right; or "".
    """
    size = 2 if two else 1
    groups = [languages[at : at + size] for at in range(0, len(languages), size)]
    values = {"place": place}
    pages = [Page("", f"kit/{name}.html", values, part="kit") for name in sheets]
    papers = [Paper(page, group) for page in pages for group in groups]
    styles = ("forms.css", "scan.css", "paper.css")
    return Page("kit", "document.html", {"papers": papers, "mono": mono}, styles, part="kit")


def refused(page: Page, faults: Sequence[str]) -> Page:
    """The page with the form again, which says what was wrong with the choice."""
    return replace(page, values={**page.values, "faults": faults}, status=HTTPStatus.BAD_REQUEST)
