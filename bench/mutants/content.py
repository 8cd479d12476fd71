"""Unsafe edits of the content, made to the shipped files to see each of them caught.

Each function in KINDS is one kind of edit; its docstring says why the edit is unsafe. A mutant is
one file, edited once. It is caught by the reader (`guide.content.load`), else by a rule (those that
`guide.rules.check` runs), else by the specification: the tests that walk the guide, run on a copy
of the repository. What nothing catches must stand in ACCEPTED with the reason; else this exits 1.

    python -m bench.mutants.content            # at most MOST of each kind, evenly spread
    python -m bench.mutants.content all        # all of them
    python -m bench.mutants.content line_      # all of the kinds whose name contains this
"""

import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cache, reduce
from itertools import cycle, pairwise
from multiprocessing import Pool
from multiprocessing.pool import ThreadPool
from pathlib import Path
from queue import SimpleQueue
from shutil import copytree, ignore_patterns
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from guide.content import ROOT, ContentError, load
from guide.model import Guide
from guide.rules import EDITORIAL, RULES
from tests.test_scenarios import passes, scenarios

TOP = ROOT.parent
WORKERS = 2
MOST = 5
FILES = sorted(str(path.relative_to(ROOT)) for path in ROOT.rglob("*.yaml"))

REFUSED = "tests/test_rules.py::test_a_broken_rule_is_named_with_its_place"
OWN_TESTS = {
    "flows/help.yaml": ("tests/test_pages.py", "tests/test_sheet.py"),
    "flows/phone.yaml": ("tests/test_pages.py", "tests/test_sheet.py"),
    "flows/young.yaml": ("tests/test_sheet.py",),
    "signs.yaml": ("tests/test_signs.py",),
    "sheets.yaml": ("tests/test_sheet.py",),
    # Lists of what is refused: that it is refused is specified in the tests of the rules.
    "words.yaml": tuple(
        f"{REFUSED}[{rule}-1]"
        for rule in ("addresses_are_neutral", "words_blame_nobody", "signs_are_never_scored")
    ),
}
"""Tests that specify what is in a file, beside the scenarios. Not the test that the template of
translations is up to date: it fails at any edit, so it would catch all and prove nothing.
"""

Keys = tuple[str | int, ...]
Edit = list[tuple[Keys, Any]]
"""What to write where in a file; GONE to remove what stands there."""
Edits = Iterator[tuple[str, Edit | str | None]]
"""Where each edit is made, and the edit; or the whole text of the file; or None for no file."""

GONE = object()


@dataclass(frozen=True)
class Mutant:
    """One file, edited once. `text` is None where the file is deleted."""

    kind: str
    file: str
    where: str
    text: str | None

    @property
    def name(self) -> str:
        """What ACCEPTED knows it by."""
        return f"{self.kind}: {self.file} {self.where}".strip()


@dataclass(frozen=True)
class File:
    """A content file, as text and as read."""

    name: str
    text: str
    data: Any


KINDS: dict[str, Callable[[File], Edits]] = {}


def kind(make: Callable[[File], Edits]) -> Callable[[File], Edits]:
    """Add a kind of edit, by its function's name."""
    KINDS[make.__name__] = make
    return make


# --- The files, and what stands where in them ----------------------------------------------------


@cache
def guide() -> Guide:
    return load()


@cache
def text_of(file: str) -> str:
    return (ROOT / file).read_text()


@cache
def data_of(file: str) -> Any:
    """A file as lists, mappings and strings: nothing is taken for a number, a date or a truth."""
    return yaml.load(text_of(file), Loader=yaml.CBaseLoader)


def written(data: Any) -> str:
    """The text of a file, all in quotes: a bare number would be refused for that alone."""
    style: dict[str, Any] = {"default_style": '"', "sort_keys": False, "width": 1000}
    return yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, **style)


def edited(data: Any, edit: Edit) -> Any:
    data = deepcopy(data)
    for keys, value in edit:
        inside = reduce(lambda part, key: part[key], keys[:-1], data)
        if value is GONE:
            del inside[keys[-1]]
        else:
            inside[keys[-1]] = value
    return data


def steps(data: Any) -> Iterator[tuple[str, Any]]:
    yield from data.get("steps", {}).items()


def results(data: Any) -> Iterator[tuple[str, Any]]:
    yield from ((name, step) for name, step in steps(data) if step["kind"] == "result")


def answer_lists(data: Any) -> Iterator[tuple[Keys, list[Any]]]:
    """Each list of doors, answers, or further steps, with where it stands."""
    if "doors" in data:
        yield ("doors",), data["doors"]
    for name, step in steps(data):
        for key in ("answers", "more"):
            if key in step:
                yield ("steps", name, key), step[key]


def answers(data: Any) -> Iterator[tuple[Keys, Any]]:
    for keys, several in answer_lists(data):
        yield from (((*keys, place), answer) for place, answer in enumerate(several))


def contacts(data: Any) -> list[tuple[str, Any]]:
    return list(data.get("contacts", {}).items())


def links(data: Any) -> list[tuple[str, Any]]:
    return list(data.get("links", {}).items())


SAID = {
    "ask", "why", "say", "title", "lead", "urgent", "text", "points", "hint", "end",
    "name", "brief", "when", "cost", "bill", "name_asked", "also",
}  # fmt: skip
"""The keys whose values somebody will read."""


def said(data: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    """Everything that somebody will read, with where it stands."""
    if isinstance(data, str):
        if SAID.intersection(keys[-2:]):
            yield keys, data
        return
    parts = data.items() if isinstance(data, dict) else enumerate(data)
    for key, part in parts:
        yield from said(part, (*keys, key))


def path(keys: Keys, drop: int = 0) -> str:
    return "/".join(map(str, keys[drop:]))


def told(keys: Keys, answer: Any) -> str:
    """An answer by its step and its id."""
    return f"{path(keys[:-1])}/{answer['id']}"


def kind_of(line: str) -> str:
    return guide().line(line).kind


# --- Answers -------------------------------------------------------------------------------------


@kind
def targets_swapped(it: File) -> Edits:
    """Two answers lead where the other should: danger is taken for no danger."""
    for keys, several in answer_lists(it.data):
        for place, (one, other) in enumerate(pairwise(several)):
            if one["to"] != other["to"]:
                yield (
                    f"{path(keys)} {one['id']} and {other['id']}",
                    [((*keys, place, "to"), other["to"]), ((*keys, place + 1, "to"), one["to"])],
                )


@kind
def answer_words_swapped(it: File) -> Edits:
    """Two answers say what the other means: a person taps the wrong one."""
    for keys, several in answer_lists(it.data):
        for place, (one, other) in enumerate(pairwise(several)):
            yield (
                f"{path(keys)} {one['id']} and {other['id']}",
                [((*keys, place, "say"), other["say"]), ((*keys, place + 1, "say"), one["say"])],
            )


@kind
def answer_led_astray(it: File) -> Edits:
    """An answer leads to a result that has nothing to do with it."""
    astray = cycle(["help/station", "self/calm", "help/now", "place/herts", "young/start"])
    for keys, answer in answers(it.data):
        wrong = next(to for to in astray if to not in (answer["to"], f"help/{answer['to']}"))
        yield f"{told(keys, answer)} to {wrong}", [((*keys, "to"), wrong)]


@kind
def answer_led_to_its_neighbour(it: File) -> Edits:
    """An answer leads where the one before it does: nobody is told that the other page exists."""
    for keys, several in answer_lists(it.data):
        for place, (one, other) in enumerate(pairwise(several), start=1):
            if one["to"] != other["to"]:
                yield told((*keys, place), other), [((*keys, place, "to"), one["to"])]


@kind
def not_sure_to_the_police(it: File) -> Edits:
    """Somebody who is not sure is sent to the line that is not for danger."""
    for keys, answer in answers(it.data):
        if "unsure" in answer:
            yield told(keys, answer), [((*keys, "to"), "help/station")]


@kind
def not_sure_unmarked(it: File) -> Edits:
    """No answer is marked as the one for somebody who is not sure, so none is held to be safe."""
    for keys, answer in answers(it.data):
        if "unsure" in answer:
            yield told(keys, answer), [((*keys, "unsure"), GONE)]


@kind
def not_sure_marked_elsewhere(it: File) -> Edits:
    """Another answer is marked as the one for somebody who is not sure."""
    for keys, several in answer_lists(it.data):
        for place, answer in enumerate(several):
            if "unsure" in answer:
                mark = [((*keys, place, "unsure"), GONE), ((*keys, place - 1, "unsure"), "true")]
                yield told((*keys, place), answer), mark


@kind
def answer_deleted(it: File) -> Edits:
    """A way on is gone, and with it whoever would have taken it."""
    for keys, answer in answers(it.data):
        yield told(keys, answer), [(keys, GONE)]


@kind
def answer_doubled(it: File) -> Edits:
    """Two answers of a question have one id: which is meant?"""
    for keys, several in answer_lists(it.data):
        yield (
            path(keys),
            [((*keys, len(several) - 1, "id"), several[0]["id"])]
            if len(several) > 1
            else [(keys, [*several, several[0]])],
        )


@kind
def danger_not_asked(it: File) -> Edits:
    """A question about danger is no longer held to the rules for danger."""
    for name, step in steps(it.data):
        if "about" in step and step["kind"] == "question":
            yield name, [(("steps", name, "about"), GONE)]


# --- Steps ---------------------------------------------------------------------------------------


@kind
def step_deleted(it: File) -> Edits:
    """A page is gone; what leads to it is a dead end."""
    for name, _ in steps(it.data):
        yield name, [(("steps", name), GONE)]


TELLING = [
    "abuse", "bruise", "child", "danger", "emergency", "exploited", "grooming", "harm", "hurt",
    "police", "reporting", "safe", "sexual", "social", "victim", "violence", "watched", "worried",
    "assault", "rape", "missing", "nudes", "suicide", "killed", "marriage", "trafficked", "beaten",
]  # fmt: skip


@kind
def step_renamed(it: File) -> Edits:
    """The address tells whoever looks at the screen or the history what the page is for."""
    if it.name == "flows/place.yaml":
        for word, name in zip(TELLING, cycle(dict(steps(it.data))), strict=False):
            text = re.sub(rf"(?m)^  {name}:$", f"  {word}:", it.text)
            yield f"{name} as {word}", re.sub(rf"\bto: {name}\b", f"to: {word}", text)


@kind
def step_kind_changed(it: File) -> Edits:
    """A result is read as a question or the other way round."""
    for name, step in steps(it.data):
        other = "result" if step["kind"] == "question" else "question"
        yield name, [(("steps", name, "kind"), other)]


@kind
def line_dropped(it: File) -> Edits:
    """A number that was on the page is not there when it is needed."""
    for name, step in results(it.data):
        for place, line in enumerate(step["lines"]):
            yield f"{name} {line}", [(("steps", name, "lines", place), GONE)]


@kind
def line_moved_first(it: File) -> Edits:
    """A line of another kind is offered first: the big number is the wrong one. Within a kind the
    order is that of the hour, whatever the file says, so that edit changes nothing.
    """
    for name, step in results(it.data):
        first, *others = step["lines"]
        kinds = {
            kind_of(line): line for line in reversed(others) if kind_of(line) != kind_of(first)
        }
        for line in kinds.values():
            rest = [other for other in step["lines"] if other != line]
            yield f"{name} {line}", [(("steps", name, "lines"), [line, *rest])]


@kind
def line_added_to_emergency(it: File) -> Edits:
    """A second number on the page for danger: somebody may try it first."""
    for name, step in results(it.data):
        if step["lines"] == ["emergency"]:
            for lines in (["emergency", "police"], ["duty-desk", "emergency"], ["childline"], []):
                yield f"{name} {lines}", [(("steps", name, "lines"), lines)]


@kind
def line_replaced(it: File) -> Edits:
    """Another helpline, or another council, stands in a line's place."""
    wrong = cycle(["bucks", "nhs", "milton-keynes-night", "crimestoppers", "herts"])
    for name, step in results(it.data):
        place = len(step["lines"]) // 2
        other = next(line for line in wrong if line not in step["lines"])
        yield (
            f"{name} {step['lines'][place]} by {other}",
            [(("steps", name, "lines", place), other)],
        )


@kind
def urgent_removed(it: File) -> Edits:
    """The page no longer says when to call the emergency number instead."""
    for name, step in results(it.data):
        if "urgent" in step:
            yield name, [(("steps", name, "urgent"), GONE)]


@kind
def urgent_without_number(it: File) -> Edits:
    """In danger, the page tells to call and not whom."""
    for name, step in results(it.data):
        if "urgent" in step:
            words = re.sub(r"\{[^}]*\}", "for help", step["urgent"])
            yield name, [(("steps", name, "urgent"), words)]


@kind
def numbers_last(it: File) -> Edits:
    """The numbers stand under all the words, where a frightened person may not get."""
    for name, step in results(it.data):
        if "numbers" not in step:
            yield name, [(("steps", name, "numbers"), "last")]


@kind
def elsewhere_turned(it: File) -> Edits:
    """The page is held to the rules of the wrong place, and tells to ask for other police."""
    for name, step in results(it.data):
        yield name, [(("steps", name, "about"), GONE if "about" in step else "elsewhere")]


@kind
def doors_turned(it: File) -> Edits:
    """A child's page gets the doors for adults, or a page loses its ways on."""
    for name, step in results(it.data):
        yield name, [(("steps", name, "doors"), GONE if "doors" in step else "false")]


@kind
def sheet_offered_wrongly(it: File) -> Edits:
    """A sheet to fill in is offered to somebody in danger, watched, or of another council; or the
    sheet for the other line.
    """
    for name, step in results(it.data):
        now = step.get("sheet", "desk")
        for other in {"none": ["desk"], "desk": ["station"], "station": ["desk"]}[now]:
            yield f"{name} {other}", [(("steps", name, "sheet"), other)]


@kind
def warning_section_deleted(it: File) -> Edits:
    """What not to do is gone: people go in, ask the child, or delete the messages."""
    for name, step in results(it.data):
        for place, section in enumerate(step["sections"]):
            if section.get("tone") == "dont":
                yield f"{name} {section['title']}", [(("steps", name, "sections", place), GONE)]


@kind
def tone_turned(it: File) -> Edits:
    """What not to do is shown as what to do, or the other way round."""
    for name, step in results(it.data):
        for place, section in enumerate(step["sections"]):
            other = {"do": "dont", "dont": "do"}.get(section.get("tone", ""))
            if other:
                where = ("steps", name, "sections", place, "tone")
                yield f"{name} {section['title']}", [(where, other)]


@kind
def point_of_danger_deleted(it: File) -> Edits:
    """Something that counts as danger is no longer on the list."""
    for name, step in steps(it.data):
        if step.get("about") == "danger":
            for place, point in enumerate(step.get("points", [])):
                yield f"{name} {point}", [(("steps", name, "points", place), GONE)]


# --- Words ---------------------------------------------------------------------------------------


@kind
def not_dropped(it: File) -> Edits:
    """One word is missed out, and the page says the opposite."""
    if not it.name.startswith("directory"):
        for keys, words in said(it.data):
            for number, found in enumerate(
                re.finditer(r"(?:\b(not|never) |(?<=can)not)", words), 1
            ):
                less = words[: found.start()] + words[found.end() :].lstrip(" ")
                where = f"{path(keys, 1)} {number}"
                yield where, [(keys, re.sub(r"\bcan(?=\w)", "can ", less))]


OTHER_PLACEHOLDER = {"emergency": "police", "police": "duty-desk", "duty-desk": "out-of-hours"} | {
    "out-of-hours": "duty-desk", "nhs": "childline", "bsl": "police-online",
}  # fmt: skip


@kind
def placeholder_swapped(it: File) -> Edits:
    """The words are right and the number in them is somebody else's."""
    for keys, words in said(it.data):
        for number, found in enumerate(re.finditer(r"\{(relay\+)?([a-z-]+)(\.name)?\}", words), 1):
            prefix, name, suffix = found.groups(default="")
            if name != "area":
                other = f"{{{prefix}{OTHER_PLACEHOLDER.get(name, 'nhs')}{suffix}}}"
                wrong = words[: found.start()] + other + words[found.end() :]
                yield f"{path(keys, 1)} {number} {found[0]} by {other}", [(keys, wrong)]


def leads(data: Any) -> Iterator[tuple[Keys, str]]:
    """One string of each step, group of signs, and sheet, to add unsafe words to."""
    for keys, words in said(data):
        if keys[-1] in ("lead", "why") or (keys[0] == "groups" and keys[-1] == "title"):
            yield keys, words


def spread(it: File, phrases: list[str], every: int = 1) -> Edits:
    """Each phrase added at the end of some words, spread over the steps of all flows."""
    places = [(f, keys) for f in FILES if f.startswith("flows/") for keys, _ in leads(data_of(f))]
    for phrase, (where, keys) in zip(phrases, cycle(places[::every]), strict=False):
        if where == it.name:
            words = reduce(lambda part, key: part[key], keys, it.data)
            yield f"{path(keys, 1)} “{phrase}”", [(keys, f"{words} {phrase}")]


@kind
def blame_said(it: File) -> Edits:
    """Words that blame a child or a parent: they will not call."""
    phrases = [f"This is about {item.words}." for item in guide().wording.avoid] + [
        "She asked for it.", "It is her own fault.", "Some children tell lies.", "He is naughty.",
        "They made bad choices.", "You should have called before.", "She is a troubled teen.",
        "Do not waste their time.", "You are a bad parent.", "She led him on.",
        "You failed to protect them.", "He is a young offender.", "She is a drama queen.",
    ]  # fmt: skip
    yield from spread(it, phrases, 3)


@kind
def origin_or_faith_named(it: File) -> Edits:
    """Words that tie harm to an origin or a faith: untrue, and they turn people away."""
    people = [
        "Bangladeshi", "Indian", "Somali", "Black", "White", "Brown", "Albanian", "Turkish",
        "Kurdish", "Arab", "Gypsy", "Roma", "Jewish", "Hindu", "Sikh", "Catholic", "Islamic",
        "refugee", "migrant", "Eastern European", "Romanian", "Polish",
    ]  # fmt: skip
    yield from spread(it, [f"Look out for {who} men." for who in people], 2)


@kind
def promise_made(it: File) -> Edits:
    """A promise that nobody here can keep: trust is lost when it matters most."""
    phrases = [
        "It is open now.", "They answer 24 hours a day.", "The line is open 24/7.",
        "Nobody will know that you called.", "The call is confidential.", "It stays a secret.",
        "They will not tell the family.", "The child will not be taken away.",
        "The call leaves no trace.", "We guarantee it.", "They always answer.",
        "You will stay anonymous.", "The police will come at once.",
    ]  # fmt: skip
    yield from spread(it, phrases, 5)


@kind
def delay_advised(it: File) -> Edits:
    """Words that make people wait, ask, look for proof or act alone."""
    phrases = [
        "Wait and see.", "Wait until you are sure.", "Find proof first.", "Ask the child first.",
        "Talk to the family first.", "Talk to the parents first.", "Call when you have proof.",
        "Call only if you are sure.", "Sleep on it.", "Wait for office hours.",
        "Ask your boss first.", "Wait a day first.",
    ]  # fmt: skip
    yield from spread(it, phrases, 4)


@kind
def number_in_words(it: File) -> Edits:
    """A number outside the directory: it is not checked, and stays when the right one changes."""
    phones = [contact.phone for contact in guide().contacts.values()]
    phrases = [f"Or call {phone}." for phone in phones] + [
        "Or call nine nine nine.", "Call one oh one.", "Call one one one.", "Call nine-nine-nine.",
        "Call treble nine.", "Call triple nine.", "Ring 9.9.9.", "Text eight five two five eight.",
    ]  # fmt: skip
    yield from spread(it, phrases)


@kind
def sentence_lengthened(it: File) -> Edits:
    """A sentence so long that a frightened person loses it."""
    for keys, words in leads(it.data):
        if it.name.startswith("flows/"):
            yield path(keys, 1), [(keys, " and ".join([words.replace(".", "")] * 8))]


@kind
def hard_words(it: File) -> Edits:
    """Words that many who come here cannot read."""
    hard = (
        "Multidisciplinary safeguarding practitioners coordinate statutory investigations.",
        "Vulnerability necessitates proportionate intervention.",
    )
    for (keys, words), phrase in zip(leads(it.data), cycle(hard), strict=False):
        yield path(keys, 1), [(keys, f"{words} {phrase}")]


@kind
def acronym_unexplained(it: File) -> Edits:
    """Letters that only professionals know."""
    letters = ["EDT", "CSE", "CCE", "MARF", "EHA", "CAMHS", "PPU", "DSL", "CP", "NRM"]
    yield from spread(it, [f"Ask for the {name}." for name in letters], 3)


# --- Contacts ------------------------------------------------------------------------------------


def mistyped(number: str, seed: int) -> str:
    """A number with one digit wrong, which one as the seed says."""
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    place = places[seed % len(places)]
    return f"{number[:place]}{(int(number[place]) + 1) % 10}{number[place + 1 :]}"


def transposed(number: str) -> str | None:
    """A number with the last two neighbouring digits that differ changed about."""
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    for one, two in reversed(list(pairwise(places))):
        if number[one] != number[two]:
            signs = list(number)
            signs[one], signs[two] = signs[two], signs[one]
            return "".join(signs)
    return None


@kind
def phone_mistyped(it: File) -> Edits:
    """One digit is wrong: the call goes to a stranger."""
    for seed, (name, contact) in enumerate(contacts(it.data)):
        yield name, [(("contacts", name, "phone"), mistyped(contact["phone"], seed))]


@kind
def phone_transposed(it: File) -> Edits:
    """Two digits are changed about: the call goes to a stranger."""
    for name, contact in contacts(it.data):
        if wrong := transposed(contact["phone"]):
            yield name, [(("contacts", name, "phone"), wrong)]


@kind
def source_mistyped(it: File) -> Edits:
    """A source does not print the number that is shown."""
    for seed, (name, contact) in enumerate(contacts(it.data)):
        place = seed % len(contact["sources"])
        where = ("contacts", name, "sources", place, "prints")
        yield name, [(where, mistyped(contact["sources"][place]["prints"], seed))]


@kind
def sources_of_one_site(it: File) -> Edits:
    """Two pages of one site are one witness."""
    for name, contact in contacts(it.data):
        sources = contact["sources"]
        if len(sources) > 1:
            urls = [
                re.sub(r"^(https?://[^/]+).*", r"\1", sources[0]["url"]) + f"/{n}" for n in range(9)
            ]
            same = [source | {"url": url} for source, url in zip(sources, urls, strict=False)]
            yield name, [(("contacts", name, "sources"), same)]


@kind
def sources_dropped(it: File) -> Edits:
    """A number with one witness, or none."""
    for name, contact in contacts(it.data):
        for kept in (contact["sources"][:1], []):
            if kept != contact["sources"]:
                yield f"{name} to {len(kept)}", [(("contacts", name, "sources"), kept)]


@kind
def numbers_swapped(it: File) -> Edits:
    """Two lines have each other's number, sources and all."""
    for (one, first), (other, second) in pairwise(contacts(it.data)):
        yield (
            f"{one} and {other}",
            [
                (("contacts", mine, key), theirs[key])
                for mine, theirs in ((one, second), (other, first))
                for key in ("phone", "sources")
            ],
        )


@kind
def role_swapped(it: File) -> Edits:
    """A role is filled by somebody else: another council, or the line of another hour."""
    for role, holder in it.data.get("roles", {}).items():
        for contact in guide().contacts.values():
            if contact.id != holder and contact.kind != "support":
                yield f"{role} by {contact.id}", [(("roles", role), contact.id)]


@kind
def role_dropped(it: File) -> Edits:
    """Nobody fills a role that every page uses."""
    for role in it.data.get("roles", {}):
        yield role, [(("roles", role), GONE)]


LOOSER = {
    "at any hour": lambda _: "24/7",
    "at weekends": lambda hours: hours.replace("Mo-Fr", "Mo-Su").replace("Mo-Th", "Mo-Th,Sa-Su"),
    "on holidays": lambda hours: re.sub(r"; PH.*", "", hours),
    "surely": lambda hours: hours.replace("unknown", "open"),
    "until later": lambda hours: hours.replace("16:00", "20:00").replace("17:00", "20:00"),
    "not at the weekend": lambda hours: re.sub(r"[;,] Sa-Su 00:00-24:00 open", "", hours),
    "in the day only": lambda _: "Mo-Fr 09:00-17:00 open; PH off",
    "never": lambda _: "24/7 off",
}


@kind
def hours_changed(it: File) -> Edits:
    """A line is called open when nobody answers, or closed when it is the one that would."""
    for name, contact in contacts(it.data):
        for how, change in LOOSER.items():
            if (hours := change(contact["hours"])) != contact["hours"]:
                yield f"{name} {how}", [(("contacts", name, "hours"), hours)]


@kind
def when_changed(it: File) -> Edits:
    """The words promise hours that the line does not keep."""
    for name, contact in contacts(it.data):
        for when in ("Day and night", "Office hours, Monday to Friday"):
            if not contact["when"].startswith(when[:6]):
                yield f"{name} {when}", [(("contacts", name, "when"), when)]


@kind
def brief_swapped(it: File) -> Edits:
    """The words on the button are those of the next line."""
    for (one, first), (other, second) in pairwise(contacts(it.data)):
        yield (
            f"{one} and {other}",
            [
                (("contacts", one, "brief"), second["brief"]),
                (("contacts", other, "brief"), first["brief"]),
            ],
        )


@kind
def otherwise_removed(it: File) -> Edits:
    """Nobody is named for when nobody answers."""
    for name, contact in contacts(it.data):
        if "otherwise" in contact:
            yield name, [(("contacts", name, "otherwise"), GONE)]


@kind
def otherwise_to_a_helpline(it: File) -> Edits:
    """When those who act do not answer, the page sends to somebody who only listens."""
    for name, contact in contacts(it.data):
        if contact["kind"] in ("social-work", "police"):
            yield name, [(("contacts", name, "otherwise"), "childline")]


@kind
def kind_changed(it: File) -> Edits:
    """A line stands under the wrong heading, in the wrong colour."""
    every = cycle(["emergency", "social-work", "police", "support"])
    for name, contact in contacts(it.data):
        for other in (next(every), next(every)):
            if other != contact["kind"]:
                yield f"{name} {other}", [(("contacts", name, "kind"), other)]


@kind
def call_or_text_turned(it: File) -> Edits:
    """People call a number that only takes texts, or text one that only takes calls."""
    for name, contact in contacts(it.data):
        yield name, [(("contacts", name, "by"), GONE if "by" in contact else "text")]


@kind
def cost_changed(it: File) -> Edits:
    """A call is said to be free and is not, or the other way round."""
    for name, contact in contacts(it.data):
        free = contact["cost"].startswith("Free")
        cost = "The same as other calls to an 01 number" if free else "Free"
        yield name, [(("contacts", name, "cost"), cost)]


@kind
def trace_denied(it: File) -> Edits:
    """A watched person is told that the call leaves no trace."""
    for name, _ in contacts(it.data):
        yield name, [(("contacts", name, "bill"), "Does not show anywhere")]


@kind
def contact_deleted(it: File) -> Edits:
    """A line is gone from the directory."""
    for name, _ in contacts(it.data):
        yield name, [(("contacts", name), GONE)]


@kind
def never_show_shown(it: File) -> Edits:
    """An old number, or one that is not for the public, comes back, sources and all."""
    forbidden = cycle(guide().forbidden)
    for (name, contact), item in zip(contacts(it.data), forbidden, strict=False):
        sources = [source | {"prints": item.phone} for source in contact["sources"]]
        where = ("contacts", name)
        yield name, [((*where, "phone"), item.phone), ((*where, "sources"), sources)]


@kind
def never_show_forgotten(it: File) -> Edits:
    """A number that must not come back may come back."""
    for place, item in enumerate(it.data.get("never_show", [])):
        yield item["why"][:40], [(("never_show", place), GONE)]
    if "never_show" in it.data:
        yield "all of them", [(("never_show",), GONE)]


@kind
def never_show_forgotten_and_shown(it: File) -> Edits:
    """An old number is taken off the list and used."""
    for place, item in enumerate(it.data.get("never_show", [])):
        name, contact = contacts(it.data)[place + 3]
        sources = [source | {"prints": item["phone"]} for source in contact["sources"]]
        where = ("contacts", name)
        yield (
            f"{name} {item['why'][:40]}",
            [
                (("never_show", place), GONE),
                ((*where, "phone"), item["phone"]),
                ((*where, "sources"), sources),
            ],
        )


# --- Links ---------------------------------------------------------------------------------------


@kind
def link_mistyped(it: File) -> Edits:
    """A site's name with a letter missing: nobody's, or somebody else's."""
    for name, link in links(it.data):
        host = re.sub(r"^https://(www\.)?", "", link["url"]).split("/")[0]
        wrong = link["url"].replace(host, host[:2] + host[3:], 1)
        yield name, [(("links", name, "url"), wrong)]


@kind
def link_to_another_site(it: File) -> Edits:
    """The name says who helps, and the link leads to somebody else."""
    urls = cycle(
        [*(link["url"] for _, link in links(it.data)[1:]), "https://www.bbc.co.uk/weather"]
    )
    for (name, link), url in zip(links(it.data), urls, strict=False):
        if url != link["url"]:
            yield name, [(("links", name, "url"), url)]


@kind
def link_not_secret(it: File) -> Edits:
    """Whoever shares the network sees which page is read."""
    for name, link in links(it.data):
        yield name, [(("links", name, "url"), link["url"].replace("https:", "http:"))]


@kind
def link_kind_changed(it: File) -> Edits:
    """A site stands under the heading of another destination."""
    for (name, link), other in zip(
        links(it.data), cycle(["emergency", "police", "social-work"]), strict=False
    ):
        if other != link["kind"]:
            yield f"{name} {other}", [(("links", name, "kind"), other)]


@kind
def link_deleted(it: File) -> Edits:
    """A page of another site is named, and there is nothing to tap."""
    for name, _ in links(it.data):
        yield name, [(("links", name), GONE)]


# --- Signs and sheets ----------------------------------------------------------------------------


@kind
def signs_scored(it: File) -> Edits:
    """Signs are counted or graded: somebody with one worry does not call."""
    if it.name == "signs.yaml":
        phrases = [f"This is {scoring}" for scoring in guide().wording.scoring] + [
            "Most serious", "Less serious", "Minor signs", "Strong signs", "Weak signs",
            "Count your ticks", "At least three", "Several of these", "Five or more", "Severe",
            "Level one", "Some risk", "Only if there are many", "More than one", "Grade A",
            "Green", "Probably nothing", "Normal for teenagers",
        ]  # fmt: skip
        for phrase, place in zip(phrases, cycle(range(1, len(it.data["groups"]))), strict=False):
            yield (
                f"{it.data['groups'][place]['id']} “{phrase}”",
                [(("groups", place, "title"), phrase)],
            )


@kind
def sign_of_danger_moved(it: File) -> Edits:
    """A sign that can mean danger now no longer leads to the emergency number."""
    if it.name == "signs.yaml":
        for place, sign in enumerate(it.data["groups"][0]["signs"]):
            others = [*it.data["groups"][3]["signs"], sign]
            move = [(("groups", 0, "signs", place), GONE), (("groups", 3, "signs"), others)]
            yield sign["id"], move


@kind
def sign_deleted(it: File) -> Edits:
    """Something that a person noticed is not on the list, so it seems not to matter."""
    if it.name == "signs.yaml":
        for group, part in enumerate(it.data["groups"]):
            for place, sign in enumerate(part["signs"]):
                yield sign["id"], [(("groups", group, "signs", place), GONE)]


@kind
def now_turned(it: File) -> Edits:
    """Signs of danger lead to no emergency number; or all signs do, and none is believed."""
    if it.name == "signs.yaml":
        for place, group in enumerate(it.data["groups"]):
            yield group["id"], [(("groups", place, "now"), GONE if "now" in group else "true")]


@kind
def now_not_first(it: File) -> Edits:
    """The signs of danger stand where nobody reads to."""
    if it.name == "signs.yaml":
        first, *others = it.data["groups"]
        yield "", [(("groups",), [*others, first])]


@kind
def sign_leads_astray(it: File) -> Edits:
    """A sign points to a page that has nothing to do with it."""
    if it.name == "signs.yaml":
        for group, part in enumerate(it.data["groups"]):
            for place, sign in enumerate(part["signs"]):
                if "see" in sign:
                    yield sign["id"], [(("groups", group, "signs", place, "see"), ["self/calm"])]


@kind
def sheet_line_dropped(it: File) -> Edits:
    """The sheet, which may be on paper, lacks a number."""
    for name, sheet in it.data.get("sheets", {}).items():
        for place, line in enumerate(sheet["lines"]):
            yield f"{name} {line}", [(("sheets", name, "lines", place), GONE)]


@kind
def sheet_line_wrong(it: File) -> Edits:
    """The sheet has somebody else's number, or the numbers in the wrong order."""
    for name, sheet in it.data.get("sheets", {}).items():
        first, second = sheet["lines"]
        for lines in ([second, first], ["herts", second], [first, "nhs"], ["childline", "nspcc"]):
            yield f"{name} {' '.join(lines)}", [(("sheets", name, "lines"), lines)]


@kind
def sheet_part_dropped(it: File) -> Edits:
    """What will be asked is not on the sheet; above all, whether the child is safe."""
    for name, sheet in it.data.get("sheets", {}).items():
        for part in sheet["parts"]:
            yield f"{name} {part}", [(("sheets", name, "parts", part), GONE)]


@kind
def sheet_part_moved(it: File) -> Edits:
    """Whether the child is safe is not the first thing asked."""
    for name, sheet in it.data.get("sheets", {}).items():
        first, *others = sheet["parts"].items()
        yield name, [(("sheets", name, "parts"), dict([*others, first]))]


@kind
def sheet_words_swapped(it: File) -> Edits:
    """The first words are those for the other line."""
    if "sheets" in it.data:
        desk, station = it.data["sheets"].values()
        for key in ("title", "say"):
            yield (
                key,
                [(("sheets", "desk", key), station[key]), (("sheets", "station", key), desk[key])],
            )


@kind
def sheet_room_gone(it: File) -> Edits:
    """There is no room to write, or so much that the rest is off the page."""
    for name, sheet in it.data.get("sheets", {}).items():
        for part, rows in zip(sheet["parts"], cycle(["0", "400"]), strict=False):
            yield f"{name} {part} {rows}", [(("sheets", name, "parts", part, "rows"), rows)]


@kind
def guard_lowered(it: File) -> Edits:
    """What words must not say is no longer looked for."""
    if it.name == "words.yaml":
        for name in it.data:
            if name != "acronyms":
                yield f"{name} all", [((name,), [])]


# --- Files as text -------------------------------------------------------------------------------


@kind
def file_emptied(_: File) -> Edits:
    """A save that failed."""
    yield "", ""


@kind
def file_deleted(_: File) -> Edits:
    """A file that did not come along."""
    yield "", None


@kind
def file_cut_off(it: File) -> Edits:
    """A copy that broke off: in the middle, or near the end."""
    lines = it.text.splitlines(keepends=True)
    for tenths in (5, 9):
        yield f"at {tenths} tenths", "".join(lines[: len(lines) * tenths // 10])


@kind
def file_merged_badly(it: File) -> Edits:
    """The marks of two versions that were not made one."""
    lines = it.text.splitlines(keepends=True)
    half = len(lines) // 2
    marked = ["<<<<<<< ours\n", lines[half], "=======\n", lines[half], ">>>>>>> theirs\n"]
    yield "", "".join([*lines[:half], *marked, *lines[half + 1 :]])


@kind
def file_indented_by_tab(it: File) -> Edits:
    """Spaces became a tab."""
    yield "", it.text.replace("\n  ", "\n\t", 1)


@kind
def file_indented_less(it: File) -> Edits:
    """A line slid to the left, and belongs to something else."""
    indented = [found.start() + 1 for found in re.finditer(r"\n {4,}\w+:", it.text)]
    if indented:
        place = indented[len(indented) // 2]
        yield "", it.text[:place] + it.text[place + 2 :]


@kind
def key_unknown(it: File) -> Edits:
    """A setting that nothing reads: it seems to be said and is not."""
    yield "at the top", [(("extra",), "1")]
    for name, _ in list(steps(it.data))[:1]:
        yield name, [(("steps", name, "weight"), "3")]
    for name, _ in contacts(it.data)[:1]:
        yield name, [(("contacts", name, "telephone"), "1")]
    if it.name == "signs.yaml":
        yield "a weight", [(("groups", 0, "signs", 0, "weight"), "3")]


@kind
def key_doubled(it: File) -> Edits:
    """Of two with one name the second wins, and the first is lost without a word."""
    for found in list(re.finditer(r"(?m)^ {2,4}([a-z-]+): .*\n", it.text))[:2]:
        yield found[1], it.text[: found.end()] + found[0] + it.text[found.end() :]
    if names := re.findall(r"(?m)^  ([a-z-]+):\n", it.text)[:2]:
        yield (
            f"{names[-1]} whole",
            re.sub(rf"(?m)^  {names[-1]}:$", f"  {names[0]}:", it.text),
        )


@kind
def quotes_dropped(it: File) -> Edits:
    """A bare yes is a truth to YAML, and a bare number loses its noughts."""
    quoted = r'(?<=: )"(yes|no|Yes|No|[\d ]+)"'
    for number, found in list(enumerate(re.finditer(quoted, it.text), start=1))[::6]:
        yield (
            f"{number} {found[1]}" if not found[1][0].isdigit() else f"{number}",
            (it.text[: found.start()] + found[1] + it.text[found.end() :]),
        )


@kind
def words_emptied(it: File) -> Edits:
    """Nothing stands where words should."""
    for keys, _ in list(said(it.data))[::40]:
        yield path(keys, 1), [(keys, "")]


ANSWER_DELETED = "a way on from a page less: every line still stands on it"
SHEET_OFFERED_WRONGLY = "either sheet has the numbers and room for what was seen"
SIGN_DELETED = (
    "one sign less: which signs to list is the safeguarding lead's to say, and one worry is enough"
)
SIGN_LEADS_ASTRAY = (
    "another page of help beside the numbers, which stand first: a judgement for review"
)
SHEET_PART_DROPPED = "a question less to think about: those who answer ask it themselves"

ACCEPTED: dict[str, str] = {
    "answer_deleted: flows/again.yaml steps/start/more/station": ANSWER_DELETED,
    "sheet_offered_wrongly: flows/again.yaml start station": SHEET_OFFERED_WRONGLY,
    "sheet_offered_wrongly: flows/soon.yaml trip desk": SHEET_OFFERED_WRONGLY,
    "sign_deleted: signs.yaml hotels": SIGN_DELETED,
    "sign_deleted: signs.yaml tired": SIGN_DELETED,
    "sign_leads_astray: signs.yaml missing": SIGN_LEADS_ASTRAY,
    "sign_leads_astray: signs.yaml picture": SIGN_LEADS_ASTRAY,
    "sign_leads_astray: signs.yaml cars": SIGN_LEADS_ASTRAY,
    "sign_leads_astray: signs.yaml control": SIGN_LEADS_ASTRAY,
    "sheet_part_dropped: sheets.yaml desk others": SHEET_PART_DROPPED,
    "sheet_part_dropped: sheets.yaml desk after": SHEET_PART_DROPPED,
    "sheet_part_dropped: sheets.yaml station about": SHEET_PART_DROPPED,
    "sheet_part_dropped: sheets.yaml station kept": SHEET_PART_DROPPED,
}
"""Mutants that nothing catches, each with the reason why that is right or cannot be otherwise."""


# --- Making and catching -------------------------------------------------------------------------


def mutants() -> list[Mutant]:
    """Every mutant of every kind: one for each text, in a fixed order."""
    made: dict[tuple[str, str | None], Mutant] = {}
    for name, make in KINDS.items():
        for file in FILES:
            data, same = data_of(file), (text_of(file), written(data_of(file)))
            for where, edit in make(File(file, text_of(file), data)):
                text = written(edited(data, edit)) if isinstance(edit, list) else edit
                if text not in same:
                    made.setdefault((file, text), Mutant(name, file, where, text))
    names = Counter(mutant.name for mutant in made.values())
    assert max(names.values()) == 1, names.most_common(3)
    return list(made.values())


def chosen(every: list[Mutant], which: str) -> list[Mutant]:
    """All mutants, those of the kinds whose name contains `which`, or some of each kind."""
    if which:
        return [mutant for mutant in every if which == "all" or which in mutant.kind]
    some: list[Mutant] = []
    for name in KINDS:
        alike = [mutant for mutant in every if mutant.kind == name]
        step = max(1, -(-len(alike) // MOST))
        some += alike[::step]
    return some


def put(root: Path, mutant: Mutant) -> None:
    """Write a mutant over the file of the same name."""
    if mutant.text is None:
        (root / mutant.file).unlink()
    else:
        (root / mutant.file).write_text(mutant.text)


def caught_early(mutant: Mutant) -> str | None:
    """What catches a mutant: "reader", the name of a rule, or None for neither."""
    with TemporaryDirectory() as folder:
        root = Path(folder) / "guide"
        copytree(ROOT, root, ignore=ignore_patterns("*.py", "__pycache__"))
        put(root, mutant)
        try:
            guide = load("luton", root)
        except ContentError:
            return "reader"
        return next(iter(broken(guide)), None)


def broken(guide: Guide) -> Iterator[str]:
    """The names of the rules that a guide breaks."""
    for rule in RULES + EDITORIAL:
        if any(True for _ in rule(guide)):
            yield rule.__name__


@cache
def people(file: str) -> tuple[str, ...]:
    """The tests of the people whom an edit of a file could touch: who come by a page of a flow
    or tick signs; all, if it is about who answers or about the doors on every page.
    """
    flow = file.removeprefix("flows/").removesuffix(".yaml")
    some = scenarios()
    if file == "signs.yaml":
        some = [who for who in some if who.ticks]
    elif file not in ("flows/help.yaml", "sheets.yaml") and file.startswith("flows/"):
        some = [who for who in some if any(f"/{flow}/" in page for page in passes(who))]
    walk = "tests/test_scenarios.py::test_the_guide_leads_this_person_to_the_right_lines"
    needed = "tests/test_scenarios.py::test_every_result_is_what_somebody_needs"
    return (*(f"{walk}[{who.id}]" for who in some), needed)


def tests_for(mutant: Mutant) -> tuple[str, ...]:
    """The part of the specification that could catch a mutant."""
    if mutant.kind.startswith("never_show_forgotten"):
        return ("tests/test_rules.py::test_a_number_once_forbidden_stays_so",)
    own = OWN_TESTS.get(mutant.file, ("tests/test_pages.py",) if "directory" in mutant.file else ())
    return own if mutant.file in ("words.yaml", "sheets.yaml") else (*own, *people(mutant.file))


def survives_tests(copy: Path, tests: tuple[str, ...]) -> bool:
    """Whether these tests pass in a copy of the repository."""
    command = [sys.executable, "-m", "pytest", "-n", "0", "-x", "-q"]
    done = subprocess.run(
        [*command, *tests], cwd=copy, capture_output=True, timeout=600, check=False
    )
    assert done.returncode in (0, 1, 2), done.stdout.decode() + done.stderr.decode()
    return done.returncode == 0


def survivors(suspects: list[Mutant]) -> list[Mutant]:
    """Those that the specification does not catch either."""
    copies: SimpleQueue[Path] = SimpleQueue()

    def survives(mutant: Mutant) -> bool:
        copy = copies.get()
        put(copy / "guide", mutant)
        try:
            alive = survives_tests(copy, tests_for(mutant))
            print("survives" if alive else "caught", mutant.name, file=sys.stderr, flush=True)
            return alive
        finally:
            (copy / "guide" / mutant.file).write_text(text_of(mutant.file))
            copies.put(copy)

    with TemporaryDirectory() as folder, ThreadPool(WORKERS) as pool:
        for number in range(WORKERS):
            copy = Path(folder) / str(number)
            copytree(TOP, copy, ignore=ignore_patterns(".*", "browser", "docs", "__pycache__"))
            copies.put(copy)
        return [
            m for m, alive in zip(suspects, pool.map(survives, suspects, 1), strict=True) if alive
        ]


def main(which: str = "") -> int:
    """Make, catch, and report. 1 if a mutant survives that should not, or ACCEPTED is stale."""
    began = time.monotonic()
    assert not any(
        caught_early(Mutant("control", file, "", written(data_of(file)))) for file in FILES
    ), "a file that is only written anew is called broken: nothing here could be believed"
    made = mutants()
    tried = chosen(made, which)
    with Pool(WORKERS) as pool:
        catcher = dict(zip(tried, pool.map(caught_early, tried, 8), strict=True))
    alive = survivors([mutant for mutant, by in catcher.items() if by is None])
    print(f"{len(made)} mutants can be made; {len(tried)} were tried.\n")
    report(tried, catcher, alive, time.monotonic() - began)
    names = {mutant.name for mutant in alive}
    stale = ACCEPTED.keys() - {m.name for m in made} | {
        m.name for m in tried if m.name in ACCEPTED and m.name not in names
    }
    for name in sorted(stale):
        print(f"accepted, but it is caught or not made: {name}")
    return 1 if stale or names - ACCEPTED.keys() else 0


def report(
    every: list[Mutant], catcher: dict[Mutant, str | None], alive: list[Mutant], seconds: float
) -> None:
    """Print a line for each kind, what each rule caught, and the survivors with their reasons."""
    level: dict[Mutant, str] = {
        mutant: "specification" if by is None else "reader" if by == "reader" else "rules"
        for mutant, by in catcher.items()
    } | dict.fromkeys(alive, "survives")
    levels = ("reader", "rules", "specification", "survives")
    print(f"{'kind':32} {'made':>5}", *(f"{name:>13}" for name in levels))
    for name in [*dict.fromkeys(mutant.kind for mutant in every), ""]:
        counts = Counter(level[mutant] for mutant in every if name in ("", mutant.kind))
        print(f"{name or 'all':32} {counts.total():5}", *(f"{counts[key]:13}" for key in levels))
    print("\nfirst caught by rule:")
    for rule, count in Counter(catcher.values()).most_common():
        if rule not in (None, "reader"):
            print(f"{count:6}  {rule}")
    print(f"\n{len(alive)} survive:")
    for mutant in alive:
        print(f"- {mutant.name}\n    {ACCEPTED.get(mutant.name, 'NOT ACCEPTED')}")
    print(f"\n{seconds:.0f} seconds")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
