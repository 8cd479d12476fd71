"""A content file that is broken is refused with each problem: its place, what is wrong, the fix."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from guide.content.load import DirectoryFile, FlowFile, SheetsFile
from guide.content.model import Words
from guide.content.problems import Place, Problem
from guide.content.reader import read_file


@dataclass(frozen=True)
class Dated:
    """A shape with only a day."""

    day: date


@dataclass(frozen=True)
class Kinds:
    """A shape that has a sentence for each value of a Literal."""

    size: Mapping[Literal["small", "large"], Words]


@dataclass(frozen=True)
class Small(DirectoryFile):
    """The shape of a file of the directory, with words and names that may be left out."""

    name: Words | None = None
    roles: Mapping[str, str] = field(default_factory=dict)


# Small files: what is written, then every problem with all its words.
STEP = "steps:\n  one:\n    kind: result\n    title: One\n    lead: Call.\n    lines: [desk]\n"
OF_A_RESULT = "title, lead, lines, sections, more, urgent, about, sheet, doors"
SMALL: dict[str, tuple[type, str, list[str]]] = {
    "no file": (FlowFile, "", [": the file is empty | restore it from the last release"]),
    "only a comment": (
        FlowFile,
        "# Nothing yet\n",
        [": the file is empty | restore it from the last release"],
    ),
    "a tab": (
        FlowFile,
        "steps:\n  one:\n  \tkind: result\n",
        [":3: a tab is used to indent | indent with spaces, two for each level"],
    ),
    "a tab after an empty line": (
        FlowFile,
        "\n\tsteps: {}\n",
        [":2: a tab is used to indent | indent with spaces, two for each level"],
    ),
    "a tab in the first line": (
        FlowFile,
        "\tsteps: {}\n",
        [":1: a tab is used to indent | indent with spaces, two for each level"],
    ),
    "not YAML": (
        FlowFile,
        "steps:\n  one: {kind: result\n",
        [
            ":3: this is not YAML: while parsing a flow mapping, did not find expected ',' or '}'"
            " | compare with the rows above and below"
        ],
    ),
    "a second colon": (
        FlowFile,
        "steps:\n  one: desk: the front door\n",
        [
            ":2: a second colon in this row is read as the end of another name"
            ' | put the words after the first one in quotes: name: "…: …"'
        ],
    ),
    "a comma between braces": (
        Dated,
        "{day: 2026-11-22, Field End}\n",
        [
            ":1: “Field End” is not known here"
            ' | if it follows a comma, put the whole in quotes: name: "…, …"; known are: day'
        ],
    ),
    "a name between braces": (
        Dated,
        "{day: 2026-11-22, odd: yes}\n",
        [":1: “odd” is not known here | known are: day"],
    ),
    "a name without a value": (
        Dated,
        "day: 2026-11-22\nodd:\n",
        [":2: “odd” is not known here | known are: day"],
    ),
    "a list for a file": (
        FlowFile,
        "- steps\n",
        [":1: named values belong here | write  name: value"],
    ),
    "a word for steps": (
        FlowFile,
        "steps: none\n",
        [":1: named values belong here | write  name: value"],
    ),
    "no steps": (FlowFile, "doors: {}\n", [":1: “steps” is missing | add  steps: …"]),
    "no kind": (
        FlowFile,
        "steps:\n  one:\n    title: One\n",
        [":3: a step must say its kind | add  kind: question  or  kind: result"],
    ),
    "an unknown kind": (
        FlowFile,
        "steps:\n  one:\n    title: One\n    kind: quiz\n",
        [":4: a step must say its kind | add  kind: question  or  kind: result"],
    ),
    "a list for a kind": (
        FlowFile,
        "steps:\n  one:\n    title: One\n    kind: [result]\n",
        [":4: a step must say its kind | add  kind: question  or  kind: result"],
    ),
    "an unknown key, and a missing one": (
        FlowFile,
        STEP + "    section: []\n",
        [
            f":7: “section” is not known here | known are: {OF_A_RESULT}",
            ":3: “sections” is missing | add  sections: …",
        ],
    ),
    "an unknown key, and a wrong value": (
        FlowFile,
        STEP + "    section: []\n    sections: none\n",
        [
            f":7: “section” is not known here | known are: {OF_A_RESULT}",
            ":8: a list belongs here | begin each item with “- ”",
        ],
    ),
    "an id that is not the key": (
        FlowFile,
        STEP + "    sections: []\n    id: two\n",
        [f":8: “id” is not known here | known are: {OF_A_RESULT}"],
    ),
    "a place is where it stands": (
        FlowFile,
        STEP + "    sections: []\n    where: here\n",
        [f":8: “where” is not known here | known are: {OF_A_RESULT}"],
    ),
    "a key twice, and twice again": (
        FlowFile,
        "doors: []\nsteps: {}\ndoors: []\nsteps: {}\n",
        [
            ":3: “doors” stands twice, first in row 1 | remove one, or give it another name",
            ":4: “steps” stands twice, first in row 2 | remove one, or give it another name",
        ],
    ),
    "a key twice, its value below it": (
        FlowFile,
        "steps:\n  {}\nsteps:\n  {}\n",
        [":3: “steps” stands twice, first in row 1 | remove one, or give it another name"],
    ),
    "keys that are not words": (
        FlowFile,
        "yes: 1\n12: 2\n[a]: 3\n",
        [
            ':1: YAML reads a bare “yes” as true or false | put it in quotes: "yes"',
            ':2: YAML may read a bare “12” as a number | put it in quotes: "12"',
            ":3: one value belongs here, not a list | write a single value",
        ],
    ),
    "a word for a list": (
        FlowFile,
        "steps: {}\ndoors: {a: {title: A, doors: one}}\n",
        [":2: a list belongs here | begin each item with “- ”"],
    ),
    "several items of a list": (
        FlowFile,
        "steps: {}\ndoors:\n  a:\n    title: A\n    doors:\n"
        "    - {id: a, say: [A], to: b}\n    - {id: c, say: C, to: 12}\n    - word\n",
        [
            ":6: one value belongs here, not a list | write a single value",
            ':7: YAML may read a bare “12” as a number | put it in quotes: "12"',
            ":8: named values belong here | write  name: value",
        ],
    ),
    "several steps": (
        FlowFile,
        "steps:\n  one:\n    kind: a\n  two: b\n",
        [
            ":3: a step must say its kind | add  kind: question  or  kind: result",
            ":4: named values belong here | write  name: value",
        ],
    ),
    "an unknown choice": (
        FlowFile,
        STEP + "    sections: []\n    about: nowhere\n",
        [":8: “nowhere” is not known here | choose one of: here, elsewhere, beyond"],
    ),
    "an unknown tone": (
        FlowFile,
        STEP + "    sections:\n    - {title: A, tone: loud}\n",
        [":8: “loud” is not known here | choose one of: plain, say, do, dont, quote"],
    ),
    "neither true nor false": (
        FlowFile,
        STEP + '    sections: []\n    doors: "no"\n',
        [":8: “no” is not true or false | write one of them"],
    ),
    "not a date": (
        Dated,
        "day: 2026-02-30\n",
        [":1: “2026-02-30” is not a date | write it as 2026-11-22"],
    ),
    "a date in another form": (
        Dated,
        "day: 2026-W47-7\n",
        [":1: “2026-W47-7” is not a date | write it as 2026-11-22"],
    ),
    "no number of rows": (
        SheetsFile,
        "sheets:\n  desk:\n    title: A\n    lead: B\n    say: C\n    lines: []\n    signs: d\n"
        "    ask: []\n    end: E\n    parts:\n      d: {title: D, rows: -1}\n",
        [":11: “-1” is not a number | write it in digits"],
    ),
    "numbers that are not in quotes": (
        Small,
        "roles:\n  a: +44 1632\n  b: 12.5\n  c: 0x1F\n  d: 999 a\n  e: 1 2\n",
        [
            ':2: YAML may read a bare “+44 1632” as a number | put it in quotes: "+44 1632"',
            ':3: YAML may read a bare “12.5” as a number | put it in quotes: "12.5"',
            ':4: YAML may read a bare “0x1F” as a number | put it in quotes: "0x1F"',
            ':6: YAML may read a bare “1 2” as a number | put it in quotes: "1 2"',
        ],
    ),
    "nothing": (
        Small,
        'roles:\n  a:\n  b: ""\n  c: " "\n  d: ~\n',
        [
            ":2: nothing is written here | write it, or remove its name",
            ":3: nothing is written here | write it, or remove its name",
            ":4: nothing is written here | write it, or remove its name",
            ':5: YAML reads “~” as a null, not as words | put it in quotes: "~"',
        ],
    ),
    "a value that a comment cuts": (
        Small,
        "name: Office hours #Monday\nroles:\n  a: b # c\n  d: two\n    rows  # e\n",
        [
            ":1: YAML drops “#Monday”, as a comment"
            " | put the value in quotes, or the comment above its row",
            ":3: YAML drops “# c”, as a comment"
            " | put the value in quotes, or the comment above its row",
            ":4: YAML drops “# e”, as a comment"
            " | put the value in quotes, or the comment above its row",
        ],
    ),
    "a value of which YAML drops the beginning": (
        Small,
        "name: &nbsp Town\nroles: {a: &amp b}\n",
        [
            ":1: YAML drops what begins with & | put the whole in quotes",
            ":2: YAML drops what begins with & | put the whole in quotes",
        ],
    ),
    "characters that nobody can see, as they are": (
        Small,
        "name: Lu\u200bton\n# \ue000\nroles: {a: b\u202e}\n",
        [
            f":{row}: here is a character that nobody can see, {named}"
            " | delete it; if a space is meant, write a plain one"
            for row, named in (
                (1, "U+200B ZERO WIDTH SPACE"),
                (2, "U+E000 without a name"),
                (3, "U+202E RIGHT-TO-LEFT OVERRIDE"),
            )
        ],
    ),
    "characters that nobody can see, written as codes": (
        Small,
        'name: "Lu\\u200bton"\nroles: {a: "b\\u202e", c: "d\\0"}\n',
        [
            f":{row}: “{shown}” contains {named}"
            " | delete it; if a space is meant, write a plain one"
            for row, shown, named in (
                (1, "Lu‹U+200B›ton", "U+200B ZERO WIDTH SPACE"),
                (2, "b‹U+202E›", "U+202E RIGHT-TO-LEFT OVERRIDE"),
                (2, "d‹U+0000›", "U+0000 without a name"),
            )
        ],
    ),
    "values whose form is wrong": (
        Small,
        'never_show:\n- {phone: "1234", why: old}\n'
        "links:\n  a:\n    name: A <b>\n    kind: support\n"
        "    url: example.org\n    brief: “B”\n    checked: 2026-11-22\n    source: here\n",
        [
            ":2: “1234” is not a telephone number | write it as 01632 960001, +44 1632 960001 "
            "or a short number: digits and single spaces only",
            ":5: “A <b>” contains “<”"
            " | take it out: links and numbers are filled in, by their id in braces",
            ":7: “example.org” is not a web address"
            " | copy the whole address of the page, such as https://example.org/page",
            ":8: ““B”” stands in quotation marks | remove them: they would be shown",
        ],
    ),
    "an unknown kind of sentence, and a missing one": (
        Kinds,
        "size:\n  small: A\n  huge: B\n",
        [
            ":3: “huge” is not known here | known are: small, large",
            ":2: “large” is missing | add  large: …",
        ],
    ),
    "an unknown kind with its words in the next row": (
        Kinds,
        "size:\n  small: A\n  large: B\n  huge:\n    C\n",
        [":4: “huge” is not known here | known are: small, large"],
    ),
    "no kind, and a wrong value": (
        Kinds,
        "size:\n  small: 1\n",
        [
            ":2: “large” is missing | add  large: …",
            ':2: YAML may read a bare “1” as a number | put it in quotes: "1"',
        ],
    ),
    "a kind twice": (
        Kinds,
        "size: {small: A, large: B, small: C}\n",
        [":1: “small” stands twice, first in row 1 | remove one, or give it another name"],
    ),
    "words for kinds": (
        Kinds,
        "size: small\n",
        [":1: named values belong here | write  name: value"],
    ),
    "a date where words belong": (
        Small,
        "name: 2026-11-22\n",
        [
            ":1: YAML reads “2026-11-22” as a timestamp, not as words"
            ' | put it in quotes: "2026-11-22"'
        ],
    ),
}


@pytest.mark.parametrize(("shape", "text", "said"), SMALL.values(), ids=SMALL)
def test_every_problem_of_a_small_file_is_reported(
    tmp_path: Path, shape: type, text: str, said: list[str]
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(text)
    problems: list[Problem] = []
    assert read_file(path, "guide/small.yaml", shape, problems) is None
    assert [f"{place}: {wrong} | {fix}" for place, wrong, fix in problems] == [
        f"guide/small.yaml{line}" for line in said
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "this file is missing | restore it, or correct the name that leads to it"),
        (b"\xef\xbb\xbfa", "the file begins with a byte-order mark | save it as plain “UTF-8”"),
        (b"\xff\xfea", "the file begins with a byte-order mark | save it as plain “UTF-8”"),
        (b"\xfe\xffa", "the file begins with a byte-order mark | save it as plain “UTF-8”"),
        (b"caf\xe9", "the file is not UTF-8 text | save it with the encoding “UTF-8”"),
    ],
)
def test_bytes_that_are_not_text_are_refused(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "small.yaml"
    if data is not None:
        path.write_bytes(data)
    problems: list[Problem] = []
    assert read_file(path, "guide/small.yaml", FlowFile, problems) is None
    ((place, wrong, fix),) = problems
    assert (str(place), f"{wrong} | {fix}") == ("guide/small.yaml", said)


def test_a_folder_in_the_place_of_a_file_is_reported(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert read_file(tmp_path, "guide/small.yaml", FlowFile, problems) is None
    assert [str(problem) for problem in problems] == [
        "guide/small.yaml: the file cannot be read: Is a directory\n"
        "    Fix: look at its type and rights"
    ]


def test_a_small_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        "name: Café\n"
        "roles: {desk: '0123', night: \"yes\"}\n"
        "never_show:\n"
        '- {phone: "01632 960 000", why: old}\n'
        "links:\n"
        "  site:\n"
        "    name: A site\n"
        "    kind: support\n"
        "    url: https://example.org\n"
        "    brief: |\n"
        "      Two\n"
        "      lines\n"
        "    checked: 2026-11-22\n"
        "    source: here\n"
    )
    problems: list[Problem] = []
    file = read_file(path, "guide/small.yaml", Small, problems)
    assert problems == []
    assert file is not None
    assert (file.name, file.name.where) == ("Café", Place("guide/small.yaml", 1))
    assert type(file.name) is Words
    assert file.roles == {"desk": "0123", "night": "yes"}
    assert [type(text) for text in file.roles.values()] == [str, str]
    assert file.never_show[0].where == Place("guide/small.yaml", 4)
    site = file.links["site"]
    assert (site.id, site.brief, site.checked) == ("site", "Two\nlines\n", date(2026, 11, 22))
    assert site.where == Place("guide/small.yaml", 7)
    assert file.contacts == {}
    for made in (file.roles, file.links):
        with pytest.raises(TypeError):
            made["x"] = made


def test_true_false_and_digits_are_read(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(
        STEP + "    sections: []\n    doors: false\n    urgent: Call now.\n"
        "  two:\n    kind: question\n    ask: A\n    why: B\n    answers:\n"
        "    - {id: a, say: A, to: one, unsure: true}\n    - {id: b, say: B, to: one}\n"
    )
    problems: list[Problem] = []
    file = read_file(path, "guide/small.yaml", FlowFile, problems)
    assert (problems, file is None) == ([], False)
    one, two = file.steps.values()
    assert (one.id, one.doors, one.urgent, one.lines) == ("one", False, "Call now.", ("desk",))
    assert [answer.unsure for answer in two.answers] == [True, False]
    assert type(one.urgent) is Words


def test_each_sentence_is_read(tmp_path: Path) -> None:
    path = tmp_path / "small.yaml"
    path.write_text("size:\n  large: A lot\n  small: A little\n")
    problems: list[Problem] = []
    file = read_file(path, "guide/small.yaml", Kinds, problems)
    assert problems == []
    assert file is not None
    assert file.size == {"small": "A little", "large": "A lot"}
    assert file.size["small"].where == Place("guide/small.yaml", 3)
