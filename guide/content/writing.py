"""What no words may contain, in English or in another language: it would be shown raw, or as less
or something else than was written.
"""

import html
import re
from collections.abc import Iterator
from unicodedata import normalize

import mistune

from .characters import garbled, named, unseen, visible

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")

BRACE = re.compile(r"[{}]")

LINKED = re.compile(r"[<>\[\]]|//|www\.|(?:https?|tel|sms|mailto|javascript|data):", re.IGNORECASE)
"""What could turn words into a link or a tag."""

MAY_BE_LINKED = re.compile(r"[<>\[\]/:]|www\.", re.IGNORECASE)
"""What a link or a tag cannot be without. Most words have none, and it is found in less time."""

JOINERS = "\u200c\u200d"
"""Format characters that some scripts need to write a word."""

PLAIN = re.compile(r"[ -~\n“”‘’–—…£]+")
"""The characters of English words, with letters that have an accent."""

MARKED = re.compile(r"[*_`\\~|^\n]|^ *(?:[#>+=-]|\d+[.)])| {4}")
"""What Markdown may read as a mark. Most words have none."""

_to_html = mistune.create_markdown(escape=True)

QUOTED = re.compile(r"([“”][^“”]*[“”]|‘[^’]*’|\"[^\"]*\"|'[^']*'|«[^»]*»|„[^“”]*[“”])")

Fault = tuple[str, str]
"""What is wrong with words, and what to write instead."""


def faults(text: str) -> Iterator[Fault]:
    """What is wrong with words of any language."""
    if odd := unseen(text, f" \n{JOINERS}"):
        yield f"“{visible(text)}” contains {named(odd)}", "delete it, or write a plain space"
    if part := garbled(text):
        yield f"“{visible(text)}” contains “{visible(part)}”", "write what it was: ’ or é, perhaps"
    if BRACE.search(normalize("NFKC", PLACEHOLDER.sub("", text))):
        fix = "write one { before a name and one } after it, such as {police}"
        yield f"“{visible(text)}” has a brace without its other half", fix
    if MAY_BE_LINKED.search(text) and (linked := LINKED.search(text)):
        wrong = f"“{visible(text)}” contains “{linked[0]}”"
        yield wrong, "take it out: links and numbers are filled in, by their id in braces"
    if html.unescape(text) != text:
        yield f"“{visible(text)}” contains a code of HTML", "write the character itself"


def english_faults(text: str) -> Iterator[Fault]:
    """What is wrong with English words."""
    yield from faults(text)
    odd = next((c for c in PLAIN.sub("", text) if not _has_accent(c) and not unseen(c)), None)
    if odd and not garbled(text):
        wrong = f"“{visible(text)}” contains {named(odd)}"
        yield wrong, "use the letters, digits and marks of a plain keyboard"
    if text.count("“") != text.count("”") or text.count('"') % 2:
        yield f"“{visible(text)}” has a quotation mark without its other half", "add it"
    elif QUOTED.fullmatch(text.strip()):
        yield f"“{visible(text)}” stands in quotation marks", "remove them: they would be shown"
    if MARKED.search(text) and not is_bold_at_most(text):
        wrong = f"“{visible(text)}” is marked in a way that is not shown as it is written"
        yield wrong, "write **two stars** on both sides of what is bold, and no other mark"


def is_bold_at_most(text: str) -> bool:
    """Whether paragraphs and what is bold are all that Markdown makes of a text."""
    made = str(_to_html(text))
    tags = {*re.findall(r"<(\w+)", made)}
    return tags <= {"p", "strong"} and not re.search(r"[*_`\\~|^]", re.sub(r"<[^>]*>", "", made))


def _has_accent(character: str) -> bool:
    parts = normalize("NFD", character)
    return len(parts) > 1 and parts[0].isascii() and parts[0].isalpha()
