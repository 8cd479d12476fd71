"""Writes the template of all translations: `python -m guide.pot translations/messages.pot`.

It is a .pot as gettext's own tools read it. The texts stand in order of harm, those of reviewers
and of commands last; each with where it comes from and what a translator must know. It has no date
and no rows of files, so it changes only when words change, or what they are for.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import write_po

from .content.load import areas, load
from .content.problems import ContentError
from .pages.assets import TOP
from .pages.site import site
from .pages.texts import Texts

KEYWORDS = {"_": None, "N_": None, "gettext": None}
TAG = "Translators:"
"""What a comment for translators begins with, in templates and code."""

MOST_NOTES = 3
"""How many notes are written for one text."""

ELEMENTS = {
    "title": "The title in the browser: it must not say what the guide is about.",
    "h1": "The heading of a page.",
    "h2": "The heading of a part of a page.",
    "a": "A link or a button.",
    "b": "In bold, on a button.",
    "small": "Small, on a button.",
    "button": "A button.",
    "summary": "What opens a folded part.",
    "label": "Above the space to write.",
    "dt": "The name of a row about a telephone line, such as its hours or its cost.",
    "th": "The heading of a column, or of a row, in a table to fill in.",
    "aria-label": "Not seen: read aloud to those who cannot see the page.",
    "data-after": "Appears in the bar, and is read aloud.",
    "content": "What search engines and messages show of the guide.",
}
"""The note for a text of a template, by the element or the attribute that it stands in."""

IN = re.compile(r"(?:<|\{% block )(\w+)|\b(aria-label|data-after|content)\d?=\"")
"""A tag or an attribute before a text."""

LEFT_OUT = re.compile(rb'"(POT-Creation-Date|Generated-By|Report-Msgid-Bugs-To):.*\n')
"""The rows of the header that would be new each day or with each Babel, or are an example."""

HEADER = """\
# The texts of the guide, to be translated: docs/tasks/add-a-language.md says how.
# In order of harm: a wrong word in the first ones can do most.
#"""


def template() -> bytes:
    """The .pot of the words as they are now. Raises ContentError if the content cannot be read."""
    catalogue = Catalog(
        project="guide",
        version="1",
        header_comment=HEADER,
        charset="utf-8",
        fuzzy=False,
    )
    first = _first_seen()
    place = {text: number for number, text in enumerate(first)}
    found = sorted(_found(), key=lambda message: place.get(message[0], len(place)))
    notes: dict[str, list[str]] = {}
    for text, file, said in found:
        notes.setdefault(text, []).extend(note for note in said if note not in notes.get(text, []))
        catalogue.add(text, locations=[(file, 0)])
    for text, said in notes.items():
        message = catalogue[text]
        more = len(said) - MOST_NOTES
        message.auto_comments = [
            *said[:MOST_NOTES],
            *([f"It is also used in {more} more ways."] if more > 0 else []),
            f"First on the page /{first[text]}" if text in first else "On no page for visitors.",
        ]
    out = BytesIO()
    write_po(out, catalogue, width=0, include_lineno=False)
    return LEFT_OUT.sub(b"", out.getvalue())


def _first_seen() -> Mapping[str, str]:
    """The address of the page on which each text is first, in order of harm."""
    found: dict[str, str] = {}
    for area in areas():
        guide = load(area)
        for address, own in Texts(guide, site(guide)).items():
            for text in own:
                found.setdefault(text, address)
    return found


def _found() -> Iterator[tuple[str, str, list[str]]]:
    """Each text that is marked, with its file and its notes, as often as it is there."""
    with (TOP / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # Babel has no types here
    for name, row, text, said, _ in extract_from_dir(
        TOP, methods, options, KEYWORDS, (TAG,), strip_comment_tags=True
    ):
        words = str(text)  # never several: no text of the guide counts something
        yield words, name, [*said, *(() if said else _of_template(name, row, words))]


def _of_template(name: str, row: int, text: str) -> Iterable[str]:
    """The note for a text of a template, by what it stands in."""
    if name.endswith(".html"):
        before = _rows(TOP / name)[row - 1].partition(text[:20])[0]
        inside = [tag or attribute for tag, attribute in IN.findall(before)]
        last = inside[-1] if inside else ""
        return filter(None, [ELEMENTS.get(last)])
    return ()


@cache
def _rows(path: Path) -> list[str]:
    return path.read_text("utf-8").split("\n")


if __name__ == "__main__":
    try:
        Path(sys.argv[1]).write_bytes(template())
    except ContentError as error:
        sys.exit(str(error))
