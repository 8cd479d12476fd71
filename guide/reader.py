"""What a reader of a translation sees and says: the texts to read, and that they were read."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from .content.problems import RefusedError
from .content.readings import (
    DIGITS,
    FILE,
    Digests,
    Reading,
    has_read,
    name_of_reader,
    written,
)
from .pages.languages import Language
from .pages.translated import READ_TWICE, Translated, Translation

MOST_ADDRESSES = 3
"""How many pages of a text are named."""

STATES = ("nobody has read it", "read once", "read twice")


def to_read(translated: Translated, language: Language, count: int) -> Iterator[str]:
    """Rows with the next texts to read: in order of harm those that nobody has read, then those
    that one person has read. A text keeps its number.
    """
    texts = [*translated.of(language).values()]
    yield f"{language.name} ({language.code}): {', '.join(_counts(texts))}."
    waiting = [n for n, text in enumerate(texts) if text.other and len(text.readers) < READ_TWICE]
    waiting.sort(key=lambda number: len(texts[number].readers))  # in order of harm within a state
    for number in waiting[:count]:
        yield ""
        yield from _shown(number + 1, texts[number], language)
    if waiting:
        first = [number + 1 for number in sorted(waiting[:count])]
        yield ""
        yield "To say that you have read them, all or some, and that each is right:"
        yield (
            f'    .venv/bin/flask guide readers {language.code} --read-by "YOUR NAME" '
            f"--texts {_spans(first)}"
        )


def _counts(texts: Sequence[Translation]) -> Iterator[str]:
    there = [text for text in texts if text.other]
    yield f"{len(texts)} texts"
    if len(there) < len(texts):
        yield f"{len(texts) - len(there)} not translated"
    for count, state in enumerate(("not read", *STATES[1:])):
        yield f"{sum(min(len(t.readers), READ_TWICE) == count for t in there)} {state}"


def _shown(number: int, text: Translation, language: Language) -> Iterator[str]:
    paths = [language.path(address) for address in text.addresses]
    more = len(paths) - MOST_ADDRESSES
    on = ", ".join(paths[:MOST_ADDRESSES]) + (f" and {more} more" if more > 0 else "")
    yield f"{number}  {text.digest}  ({STATES[min(len(text.readers), READ_TWICE)]}; on {on})"
    yield f"    {text.english}"
    yield f"    {text.other}"


def _spans(numbers: Sequence[int]) -> str:
    """Numbers as the command takes them: 1-20,25."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in found)


def chosen(asked: str, texts: Sequence[Translation]) -> list[Translation]:
    """The texts that somebody names: by number, such as 1-20,25, or by digest.

    Raises RefusedError for what names no text, or one that is not translated.
    """
    by_digest = {text.digest: text for text in texts}
    found: dict[str, Translation] = {}
    for part in filter(None, re.split(r"[,\s]+", asked)):
        span = re.fullmatch(r"([0-9]{1,6})(?:-([0-9]{1,6}))?", part, re.ASCII)
        if part in by_digest:
            some = [by_digest[part]]
        elif span:
            first, last = int(span[1]), int(span[2] or span[1])
            if not 1 <= first <= last <= len(texts):
                raise RefusedError(f"“{part}” is no text", f"the texts are 1-{len(texts)}")
            some = [*texts[first - 1 : last]]
        else:
            fix = f"write numbers such as 1-20,25, or digests of {DIGITS} letters a-f and digits"
            raise RefusedError(f"“{part}” is no text that is there now", fix)
        for text in some:
            if not text.other:
                raise RefusedError(f"“{text.english}” is not translated", "leave it out")
            found[text.digest] = text
    if not found:
        raise RefusedError("no text is named", "write numbers, such as --texts 1-20")
    return [*found.values()]


def record(
    translated: Translated, language: Language, name: str, day: date, asked: str
) -> tuple[int, int]:
    """Write into the file of readings that a person has read some texts on a day. Returns how many
    are new, and how many this person had read before.

    Raises RefusedError or OSError.
    """
    name = name_of_reader(name)
    texts = chosen(asked, [*translated.of(language).values()])
    new = [text.digest for text in texts if not has_read(name, text.readers)]
    if new:
        reading = Reading(language.code, name, day, Digests(" ".join(new)))
        _write(translated.folder / FILE, written([*translated.readings, reading]))
    return len(new), len(texts) - len(new)


def _write(path: Path, text: str) -> None:
    """Write a file whole: if that fails, the old one stays."""
    with NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
        near = Path(file.name)
        file.write(text)
    near.chmod(0o644)
    near.replace(path)
