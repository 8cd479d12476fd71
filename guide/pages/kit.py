"""What the kit prints: sheets, laid out on sides of paper."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .languages import Language
from .site import Page, printed

BACKS = {"cards": "cards-back", "wallet": "wallet-front", "leaflet": "leaflet-back"}
"""The template of the second side of each sheet that has one. With two languages, the second side
is the first one in the other language.
"""


class Paper(NamedTuple):
    """One side of A4: a sheet, the page with its words, and the languages that stand on it."""

    sheet: str
    words: Page
    languages: Sequence[Language]


def papers(
    sheets: Sequence[str], languages: Sequence[Language], two: bool, place: str
) -> Iterator[Paper]:
    """The sides of these sheets, in the order to print them. `two` and `place` are as in
    `printed`.
    """
    size = 2 if two else 1
    groups = [languages[at : at + size] for at in range(0, len(languages), size)]

    def side(sheet: str, template: str, own: Sequence[Language]) -> Paper:
        words = Page("", f"kit/{template}.html", {"place": place}, part="kit")
        return Paper(sheet, words, own)

    for sheet in sheets:
        for group in groups:
            if sheet not in BACKS:
                yield side(sheet, sheet, group)
            elif len(group) > 1:
                yield from (side(sheet, sheet, [own]) for own in group)
            else:
                yield side(sheet, sheet, group)
                yield side(sheet, BACKS[sheet], group)


def document(
    sheets: Sequence[str],
    languages: Sequence[Language],
    place: str = "",
    mono: bool = False,
    two: bool = False,
) -> Page:
    """What answers the form: the sheets of these names, made for one visitor and forgotten.
    `place` is the name of who puts it up, which `place.fault` has found to be right; or "".
    """
    return printed("kit", sheets, languages, place=place, mono=mono, two=two)
