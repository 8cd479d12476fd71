"""What a translator must know of each string of the content: what it is, and who says it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from .load import AreaFile
from .model import (
    Answer,
    Contact,
    DoorGroup,
    Link,
    Publisher,
    Question,
    Result,
    Section,
    Sheet,
    SheetPart,
    Sign,
    SignGroup,
    Wording,
    Words,
)

SPOKEN = (
    "First words on the telephone, said aloud to somebody who speaks English. A translated page "
    "shows the English words to say, and this below them as their meaning."
)

HEADINGS = ("ask", "title", "name", "say")
"""The fields that name a thing: of those that it has, the first."""

NOTES: Mapping[tuple[type, str], str] = {
    (Question, "ask"): "A question: the heading of a page.",
    (Question, "why"): "Below the question “{}”: why we ask.",
    (Question, "points"): "To think of before the answer to “{}”: one of a list.",
    (Answer, "say"): "An answer to “{above}”: a button. The reader says it.",
    (Answer, "chip"): "A short button on the first screen. The long one says “{}”.",
    (Result, "title"): "The heading of a page that says whom to call.",
    (Result, "lead"): "Below the heading “{}”.",
    (Result, "urgent"): "A warning below the heading “{}”.",
    (Section, "title"): "The title of a part of the page “{above}”.",
    (Section, "text"): "In the part “{}” of the page “{above}”.",
    (Section, "points"): "In the part “{}” of the page “{above}”: one of a list.",
    (DoorGroup, "title"): "The title of a group of doors: links to other pages.",
    (SignGroup, "title"): "The title of a group of signs to tick.",
    (Sign, "say"): (
        "A sign that somebody noticed, to tick. Also the end of the sentence “I have noticed that "
        "the child:”."
    ),
    (Sheet, "title"): "The heading of a sheet to fill in.",
    (Sheet, "lead"): "Below the heading “{}”.",
    (Sheet, "say"): SPOKEN,
    (Sheet, "ask"): "On the sheet “{}”: what the caller asks the person who answers.",
    (Sheet, "end"): "At the end of the sheet “{}”.",
    (SheetPart, "title"): "On the sheet “{above}”: above the space to write.",
    (SheetPart, "hint"): "On the sheet “{above}”: what to write below “{}”.",
    (Contact, "name"): "The name of a telephone line. Callers say it to people who speak English.",
    (Contact, "brief"): (
        "Whose line it is, on the button with its number: “{}”. It also fills {{who}} in sentences."
    ),
    (Contact, "note"): "About the line “{}”, beside its hours.",
    (Contact, "also"): "Another name of the line “{}”.",
    (Link, "name"): "The name of a page of another site: a link.",
    (Link, "brief"): "Below the link “{}”: what it is for.",
    (AreaFile, "name"): "The name of the area. It fills {{area}} in sentences.",
    (Publisher, "name"): "The name of the organisation that publishes the guide.",
    (Wording, "when"): "When a line is answered. {{site}} is the address of its own site.",
    (Wording, "button"): "On the button with a number: whose line it is, and when it is answered.",
    (Wording, "cost"): "What a call costs.",
    (Wording, "bill"): "Whether a call shows on the telephone bill.",
    (Wording, "name_asked"): "Whether callers are asked for their name.",
}
"""The note for each field of each shape: {} is what names the thing, and {above} what it is in."""


DOOR = "A door: a button that leads from “{}” to another page."


def notes(thing: object, inside: object = None) -> Iterator[tuple[Words, str]]:
    """Every visible string in a content object, in reading order, with a note for its translator.
    `inside` is the object that the first one is in.
    """
    if not is_dataclass(thing):
        for value in _flat(thing):
            yield from notes(value, inside)
        return
    for item in fields(thing):
        for value in _flat(getattr(thing, item.name)):
            if isinstance(value, Words):
                yield value, _note(thing, item.name, inside)
            else:
                yield from notes(value, thing if _heading(thing) else inside)


def _flat(value: object) -> Iterator[object]:
    """The records and strings in a value, in lists and below names."""
    if isinstance(value, Words) or is_dataclass(value):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _flat(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _flat(each)


def _heading(thing: object) -> str:
    """What names an object, or nothing."""
    named = (getattr(thing, name, None) for name in HEADINGS)
    return next((str(name) for name in named if isinstance(name, Words)), "")


def _note(thing: object, name: str, inside: object) -> str:
    own, above = _heading(thing), _heading(inside)
    if isinstance(thing, Section) and thing.tone == "say" and name != "title":
        return SPOKEN
    if isinstance(thing, Answer) and name == "say" and not isinstance(inside, Question):
        return DOOR.format(above or "the first screen")
    template = NOTES.get((type(thing), name), f"“{name}” of “{{}}”.")
    return template.format(own, above=above)
