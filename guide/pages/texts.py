"""Which texts each page has, in English, without knowing any other language.

They are noted while each page is made once, without reading its Markdown; so nothing is missing
that a page takes from the content. From the templates comes every text that they have, whether it
is shown at the moment or not.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from threading import Lock

from ..content.model import Guide
from ..settings import Settings
from .edition import Edition
from .languages import SOURCE, Language
from .offer import Offer
from .render import LOADER, VOICES, Renderer
from .site import Page, answers_of_form, by_harm
from .text import Text


class _Unread(Text):
    """Words whose Markdown is not read and of which nothing is kept: so each use of them is seen,
    and quickly.
    """

    def __init__(self, guide: Guide, language: Language) -> None:
        super().__init__(guide, language, kept=0)

    @staticmethod
    def markdown(words: str) -> str:
        return words


class Texts(Mapping[str, tuple[str, ...]]):
    """The texts of each page that visitors read, by its address: each text once, in reading order;
    the pages in order of harm. The texts of a page are found when they are first asked for, as
    finding all costs time. Threads may share one.
    """

    def __init__(self, guide: Guide, table: Mapping[str, Page]) -> None:
        self.guide = guide
        self.table = table
        self._found: dict[str, tuple[str, ...]] = {}
        self._one_at_a_time = Lock()

    def __iter__(self) -> Iterator[str]:
        return (page.address for page in by_harm(self.guide, self.table))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, address: str) -> tuple[str, ...]:
        if address not in self._found:
            with self._one_at_a_time:
                self._found[address] = self._noter(self.table[address])
        return self._found[address]

    @cached_property
    def _noter(self) -> "_Noter":
        return _Noter(self.guide, self.table)


class _Noter:
    """Makes a page once, and notes its texts."""

    def __init__(self, guide: Guide, table: Mapping[str, Page]) -> None:
        self.guide = guide
        self.noted: dict[str, None] = {}
        self.source = Language.of(SOURCE, self._note)
        self.render = Renderer(guide, Offer({SOURCE: self.source}, table), Settings(), _Unread)

    def __call__(self, page: Page) -> tuple[str, ...]:
        noted = self.noted
        noted.clear()
        self.render.bound.cache_clear()  # it keeps the name of the area: each page must ask for it
        for shown in (page, *answers_of_form(self.guide, page)):
            self.render(Edition(self.source), shown)
            for template in _templates(shown):
                noted.update(dict.fromkeys(LOADER.texts(self.render.env, template)))
        noted.pop("", None)
        return tuple(noted)

    def _note(self, words: str) -> str:
        self.noted.setdefault(str(words))
        return words


def _templates(page: Page) -> Iterator[str]:
    """The template of a page, and those of the pages in the one file, of the sheets on paper or of
    its recordings.
    """
    yield page.template
    if page.recordings:
        yield VOICES
    if page.part == "file":
        yield from (part.template for part in page.values["parts"]())
    if page.part == "paper":
        yield from (f"kit/{sheet}.html" for sheet in page.values["sheets"])
