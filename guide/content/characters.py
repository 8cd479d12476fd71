"""Characters that nobody can see or that stand for others, and how to name them in a message."""

import re
from unicodedata import category, name

UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})
"""Unicode's categories of control, format, unassigned and private characters, and of spaces."""

FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd")
"""Others that show nothing, and the one that stands where a character was lost."""


MISREAD = re.compile(r"[\xc2-\xf4](?<![^\x00-\x7f].)[^\x00-\x7f]+")
"""What may be UTF-8 read as Windows-1252: it begins with what was the first byte of a character."""

SPACE_LOST = re.compile(r"[ÂÃ](?=\s|$)")
"""The same before a space that was a no-break space."""


def unseen(text: str, allowed: str = " \n") -> str | None:
    """The first character of a text that nobody can see and that is not allowed, or None."""
    if text.isprintable() and FILLERS.isdisjoint(text):  # most are
        return None
    return next(
        (c for c in text if (category(c) in UNSEEN or c in FILLERS) and c not in allowed), None
    )


def named(character: str) -> str:
    """A character by its number and name, such as U+200B ZERO WIDTH SPACE."""
    return f"U+{ord(character):04X} {name(character, 'without a name')}"


def visible(text: str) -> str:
    """A text for a message: what nobody can see is shown as its number, and a break as a space."""
    plain = text.replace("\n", " ")
    return "".join(f"‹U+{ord(c):04X}›" if unseen(c) else c for c in plain)


def garbled(text: str) -> str | None:
    """The first part of a text that is UTF-8 read as if it were Windows-1252, such as â€™ for ’."""
    for part in MISREAD.findall(text):
        try:
            part.encode("cp1252").decode("utf-8")
        except UnicodeError:
            continue
        return str(part)
    lost = SPACE_LOST.search(text)
    return lost[0] if lost else None
