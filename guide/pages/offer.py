"""Which pages are offered in which language, and how well each was read.

A page is in one language, or it is in English. docs/decisions/0038 says why.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .languages import SOURCE, Language
from .site import PAPERS, Page


@dataclass(frozen=True)
class Standing:
    """How well the words of a page were read: by how many people was the text that fewest have
    read, and on which day was the last of its texts first read. Nobody has read a draft.
    """

    readers: int
    on: date | None = None

    @property
    def draft(self) -> bool:
        return not self.readers


Standings = Callable[[str, str], Standing | None]
"""The standing of a page in a language, by the code and the address; None if it is not offered."""


def only_english(_code: str, _address: str) -> None:
    """No page is offered in another language."""


@dataclass(frozen=True)
class Offer:
    """The languages that are served, by their code, English first; and the pages in each. Threads
    may share one.
    """

    languages: Mapping[str, Language]
    table: Mapping[str, Page]
    standings: Standings = only_english

    @property
    def source(self) -> Language:
        """English."""
        return self.languages[SOURCE]

    def offered(self, language: Language, page: Page) -> bool:
        """Whether a page is offered in a language. If not, it is wholly in English. This alone
        decides, for all that shows or lists pages.
        """
        return language.code == SOURCE or self.standing(language, page) is not None

    @cached_property
    def on_paper(self) -> Mapping[str, Language]:
        """The languages in which every sheet of the kit can be had, by their code."""
        sheets = [page for name in PAPERS if (page := self.table.get(f"kit/{name}"))]
        every = self.languages.items()
        return {code: own for code, own in every if all(self.offered(own, one) for one in sheets)}

    def standing(self, language: Language, page: Page) -> Standing | None:
        """How well a translated page was read; None for one in English."""
        return None if language.code == SOURCE else self.standings(language.code, page.address)

    def words(self, language: Language, page: Page) -> Language:
        """The language of the words of a page below the addresses of a language."""
        return language if self.offered(language, page) else self.source

    def path(self, language: Language, address: str) -> str:
        """The path of an address below those of a language. Reviewers' pages are only in English,
        and only at English addresses.
        """
        page = self.table.get(address)
        only_english = page is not None and page.part == "review"
        return (self.source if only_english else language).path(address)

    def rows(self) -> Iterator[tuple[Language, Page]]:
        """Every page below the addresses of each language, reviewers' pages only in English."""
        for language in self.languages.values():
            for page in self.table.values():
                if page.part != "review" or language.code == SOURCE:
                    yield language, page
