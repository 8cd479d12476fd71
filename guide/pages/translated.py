"""What is translated of a guide, who has read it, and what may therefore be offered."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType

from ..content.catalogues import Catalogue
from ..content.model import Guide
from ..content.problems import Place, Problem
from ..content.readings import Readers, Reading, digest, forgotten, read_readings, readers
from .languages import SOURCE, Language, languages
from .offer import Offer, Standing
from .site import Page, first_tier
from .texts import Texts

MOST_NAMED = 3
"""How many texts a message quotes."""

READ_TWICE = 2


@dataclass(frozen=True)
class Translation:
    """A text with its translation, which is empty if there is none; its readers; and the addresses
    of the pages that have it.
    """

    english: str
    other: str
    readers: Readers
    addresses: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        return digest(self.english, self.other)


@dataclass(frozen=True, eq=False)
class Translated:
    """Every translation of one guide. Threads may share one.

    `languages` are all that have a catalogue, and English.
    """

    guide: Guide
    table: Mapping[str, Page]
    folder: Path
    languages: Mapping[str, Language]
    readings: tuple[Reading, ...] = ()
    _readers: dict[str, Mapping[str, Readers]] = field(default_factory=dict)

    @classmethod
    def read(
        cls,
        guide: Guide,
        table: Mapping[str, Page],
        folder: Path,
        catalogues: Mapping[str, Catalogue],
        problems: list[Problem],
    ) -> "Translated":
        """What a folder of translations has. What is wrong with the file of its readers is added to
        `problems`.
        """
        known = languages(catalogues)
        return cls(guide, table, folder, known, read_readings(folder, problems))

    @cached_property
    def texts(self) -> Texts:
        """The texts of each page, by its address, in order of harm."""
        return Texts(self.guide, self.table)

    @cached_property
    def others(self) -> tuple[Language, ...]:
        """Every language except English."""
        return tuple(known for code, known in self.languages.items() if code != SOURCE)

    def of(self, language: Language) -> Mapping[str, Translation]:
        """The translation of each text into a language, in order of harm, by the English."""
        found = self._addresses.items()
        return {
            english: replace(self.one(language, english), addresses=tuple(addresses))
            for english, addresses in found
        }

    def one(self, language: Language, english: str) -> Translation:
        """The translation of a text, without its addresses."""
        other = language.translation(english)
        who = self.readers(language.code).get(digest(english, other), {}) if other else {}
        return Translation(english, other, who)

    def readers(self, code: str) -> Mapping[str, Readers]:
        """Who has read what of a language, by the digest of the text."""
        if code not in self._readers:
            self._readers[code] = readers(self.readings, code)
        return self._readers[code]

    @cached_property
    def _addresses(self) -> Mapping[str, list[str]]:
        """The addresses of the pages that have each text."""
        found: dict[str, list[str]] = {}
        for address, own in self.texts.items():
            for english in own:
                found.setdefault(english, []).append(address)
        return found

    def standing(self, language: Language, address: str) -> Standing | None:
        """How well a page was read in a language, or None if not all of it is translated."""
        own = [self.one(language, english) for english in self.texts[address]]
        if not all(text.other for text in own):
            return None
        first = [min(text.readers.values()) for text in own if text.readers]
        return Standing(min(len(text.readers) for text in own), max(first, default=None))

    def lacking(self, language: Language, drafts: bool) -> tuple[list[str], list[str]]:
        """Texts of the first tier that stop a language: those that are not translated and, unless
        drafts may be shown, those that nobody has read.
        """
        first = [a for a in self.texts if first_tier(self.guide, self.table[a])]
        every = dict.fromkeys(text for address in first for text in self.texts[address])
        own = [self.one(language, english) for english in every]
        missing = [text.english for text in own if not text.other]
        unread = [text.english for text in own if text.other and not text.readers]
        return missing, [] if drafts else unread

    def offer(self, wanted: Collection[str], drafts: bool, problems: list[Problem]) -> Offer:
        """What may be offered of the wanted languages or, if none is named, of all. A language that
        is named and may not be served is added to `problems`, with the texts that it lacks.
        """
        may: dict[str, Language] = {SOURCE: self.languages[SOURCE]}
        for code in wanted:
            if code not in self.languages:
                known = ", ".join(self.languages)
                wrong = f"names “{code}”, which has no compiled catalogue in translations/{code}/"
                fix = f"known are: {known}; `make ready` compiles each messages.po"
                problems.append(Problem(SETTING, wrong, fix))
        for language in self.others:
            if wanted and language.code not in wanted:
                continue
            if not (wanted or drafts or self.readers(language.code)):
                continue
            missing, unread = self.lacking(language, drafts)
            if not (missing or unread):
                may[language.code] = language
            elif wanted:
                problems += _stopping(language, missing, unread)

        @cache
        def standing(code: str, address: str) -> Standing | None:
            known = (
                self.standing(may[code], address) if self.table[address].part != "review" else None
            )
            return known if known and (drafts or known.readers) else None

        return Offer(MappingProxyType(may), self.table, standing)

    def messages(self) -> Iterator[str]:
        """A line for each language: how much of it is translated and read; and one for each reading
        that counts no more.
        """
        for language in self.others:
            known = [*self.of(language).values()]
            there = [text for text in known if text.other]
            place = _place(language)
            if not there:
                yield f"{place}: none of the texts of this guide is translated here"
                continue
            says = [f"{len(there)} of {len(known)} texts are translated"]
            for count, name in enumerate(("draft", "read once", "read twice")):
                amount = sum(min(len(text.readers), READ_TWICE) == count for text in there)
                says += [f"{amount} {name}"] if amount else []
            missing, _ = self.lacking(language, drafts=True)
            if missing:
                says.append(f"not served: the first tier lacks {_some(missing)}")
            yield f"{place}: {'; '.join(says)}"
        now = {k.code: {t.digest for t in self.of(k).values()} for k in self.others}
        for where, what in forgotten(self.readings, now):
            yield f"{where}: {what}"


SETTING = Place("GUIDE_LANGUAGES")


def _place(language: Language) -> Place:
    return Place(f"translations/{language.code}/LC_MESSAGES/messages.po")


def _stopping(language: Language, missing: list[str], unread: list[str]) -> Iterator[Problem]:
    """Why a language that GUIDE_LANGUAGES names may not be served."""
    out = f"or take “{language.code}” out of GUIDE_LANGUAGES"
    if missing:
        wrong = f"the first tier of “{language.code}” is not whole: it lacks {_some(missing)}"
        yield Problem(_place(language), wrong, f"translate each of them, {out}")
    if unread:
        wrong = f"nobody has read the first tier of “{language.code}”: {_some(unread)}"
        fix = (
            f"have them read (GUIDE_LANGUAGES= flask guide readers {language.code}), {out}; "
            "only on your own machine: GUIDE_DRAFTS=yes"
        )
        yield Problem(_place(language), wrong, fix)


def _some(found: list[str]) -> str:
    """How many texts there are, and the first few."""
    count = f"{len(found)} text{'s' if len(found) > 1 else ''}"
    quoted = ", ".join(f"“{text}”" for text in found[:MOST_NAMED])
    return f"{count}: {quoted}{', …' if len(found) > MOST_NAMED else ''}"
