"""A broken content file is refused, with its name, the line, what is wrong, and how to mend it."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from guide.content import (
    AreaFile,
    ContentError,
    FlowFile,
    Problem,
    SheetsFile,
    load,
    read_file,
)
from guide.model import Place, Words
from guide.rules.lookups import PAGES

from .conftest import Copy


def only_problem(content: Copy) -> str:
    (problem,) = content.problems()
    return str(problem)


def test_the_shipped_content_is_sound(content: Copy) -> None:
    assert content.problems() == []


def test_an_area_needs_only_its_own_file(content: Copy) -> None:
    luton = (content.root / "directory/luton.yaml").read_text()
    content.write("directory/elsewhere.yaml", luton.replace("name: Luton\n", "name: Elsewhere\n"))
    guide = load("elsewhere", content.root)
    assert (guide.area.id, guide.area.name) == ("elsewhere", "Elsewhere")
    assert guide.contact("duty-desk").phone == "01582 547653"


def line_of(content: Copy, file: str, text: str) -> int:
    """The line in which the last line of `text` stands."""
    whole = (content.root / file).read_text()
    return whole[: whole.index(text) + len(text.rstrip())].count("\n") + 1


@dataclass(frozen=True)
class Dated:
    """A shape with nothing but a day."""

    day: date


# Small files, read alone: what is written, then every problem with all its words.
STEP = "steps:\n  one:\n    kind: result\n    title: One\n    lead: Call.\n    lines: [desk]\n"
OF_A_RESULT = "title, lead, lines, sections, more, urgent, numbers, about, sheet, doors"
SMALL: dict[str, tuple[type, str, list[str]]] = {
    "no file": (FlowFile, "", [": the file is empty | restore it from the last release"]),
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
    "no YAML": (
        FlowFile,
        "steps:\n  one: {kind: result\n",
        [
            ":3: this is not YAML: while parsing a flow mapping, did not find expected ',' or '}'"
            " | compare with the lines above and below"
        ],
    ),
    "a list for a file": (
        FlowFile,
        "- steps\n",
        [":1: named values belong here | write lines such as  name: value"],
    ),
    "a word for steps": (
        FlowFile,
        "steps: none\n",
        [":1: named values belong here | write lines such as  name: value"],
    ),
    "no steps": (FlowFile, "doors: []\n", [":1: “steps” is missing | add a line  steps: …"]),
    "no kind": (
        FlowFile,
        "steps:\n  one:\n    title: One\n",
        [":3: a step must say its kind | add a line  kind: question  or  kind: result"],
    ),
    "a kind that is none": (
        FlowFile,
        "steps:\n  one:\n    title: One\n    kind: quiz\n",
        [":4: a step must say its kind | add a line  kind: question  or  kind: result"],
    ),
    "a list for a kind": (
        FlowFile,
        "steps:\n  one:\n    title: One\n    kind: [result]\n",
        [":4: a step must say its kind | add a line  kind: question  or  kind: result"],
    ),
    "a key that is none, and one that lacks": (
        FlowFile,
        STEP + "    section: []\n",
        [
            f":7: “section” is not known here | known are: {OF_A_RESULT}",
            ":3: “sections” is missing | add a line  sections: …",
        ],
    ),
    "a key that is none, and a value that is wrong": (
        FlowFile,
        STEP + "    section: []\n    sections: none\n",
        [
            f":7: “section” is not known here | known are: {OF_A_RESULT}",
            ":8: a list belongs here | begin each item with “- ”",
        ],
    ),
    "an id is given by its key alone": (
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
            ":3: “doors” stands twice, first in line 1 | remove one, or give it another name",
            ":4: “steps” stands twice, first in line 2 | remove one, or give it another name",
        ],
    ),
    "a key twice, its value below it": (
        FlowFile,
        "steps:\n  {}\nsteps:\n  {}\n",
        [":3: “steps” stands twice, first in line 1 | remove one, or give it another name"],
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
        "steps: {}\ndoors: one\n",
        [":2: a list belongs here | begin each item with “- ”"],
    ),
    "several items of a list": (
        FlowFile,
        "steps: {}\ndoors:\n- {id: a, say: [A], to: b}\n- {id: c, say: C, to: 12}\n- word\n",
        [
            ":3: one value belongs here, not a list | write a single value",
            ':4: YAML may read a bare “12” as a number | put it in quotes: "12"',
            ":5: named values belong here | write lines such as  name: value",
        ],
    ),
    "several steps": (
        FlowFile,
        "steps:\n  one:\n    kind: a\n  two: b\n",
        [
            ":3: a step must say its kind | add a line  kind: question  or  kind: result",
            ":4: named values belong here | write lines such as  name: value",
        ],
    ),
    "a choice that is none": (
        FlowFile,
        STEP + "    sections: []\n    numbers: middle\n",
        [":8: “middle” is not known here | choose one of: first, last"],
    ),
    "a tone that is none": (
        FlowFile,
        STEP + "    sections:\n    - {title: A, tone: loud}\n",
        [":8: “loud” is not known here | choose one of: plain, say, do, dont"],
    ),
    "neither true nor false": (
        FlowFile,
        STEP + '    sections: []\n    doors: "no"\n',
        [":8: “no” is not true or false | write one of them"],
    ),
    "no date": (
        Dated,
        "day: 2026-02-30\n",
        [":1: “2026-02-30” is not a date | write it as 2026-11-22"],
    ),
    "no number of rows": (
        SheetsFile,
        "sheets:\n  desk:\n    title: A\n    lead: B\n    say: C\n    lines: []\n    signs: d\n"
        "    ask: []\n    end: E\n    parts:\n      d: {title: D, rows: -1}\n",
        [":11: “-1” is not a number | write it in digits"],
    ),
    "numbers that are not in quotes": (
        AreaFile,
        "roles:\n  a: +44 1632\n  b: 12.5\n  c: 0x1F\n  d: 999 a\n  e: 1 2\n",
        [
            ':2: YAML may read a bare “+44 1632” as a number | put it in quotes: "+44 1632"',
            ':3: YAML may read a bare “12.5” as a number | put it in quotes: "12.5"',
            ':4: YAML may read a bare “0x1F” as a number | put it in quotes: "0x1F"',
            ':6: YAML may read a bare “1 2” as a number | put it in quotes: "1 2"',
        ],
    ),
    "nothing": (
        AreaFile,
        'roles:\n  a:\n  b: ""\n  c: " "\n  d: ~\n',
        [
            ":2: nothing is written here | write it, or remove the line",
            ":3: nothing is written here | write it, or remove the line",
            ":4: nothing is written here | write it, or remove the line",
            ':5: YAML reads “~” as a null, not as words | put it in quotes: "~"',
        ],
    ),
    "a date where words belong": (
        AreaFile,
        "name: 2026-11-22\n",
        [
            ":1: YAML reads “2026-11-22” as a timestamp, not as words"
            ' | put it in quotes: "2026-11-22"'
        ],
    ),
}


@pytest.mark.parametrize(("shape", "text", "said"), SMALL.values(), ids=SMALL)
def test_every_problem_of_a_small_file_is_told(
    tmp_path: Path, shape: type, text: str, said: list[str]
) -> None:
    path = tmp_path / "small.yaml"
    path.write_text(text)
    problems: list[Problem] = []
    assert read_file(path, "guide/small.yaml", shape, problems) is None
    assert [f"{place}: {wrong} | {mend}" for place, wrong, mend in problems] == [
        f"guide/small.yaml{line}" for line in said
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "this file is missing | restore it, or correct the name that asked for it"),
        (b"\xef\xbb\xbfa", "the file begins with a byte-order mark | save it without: “UTF-8”"),
        (b"\xff\xfea", "the file begins with a byte-order mark | save it without: “UTF-8”"),
        (b"\xfe\xffa", "the file begins with a byte-order mark | save it without: “UTF-8”"),
        (b"caf\xe9", "the file is not UTF-8 text | save it with the encoding “UTF-8”"),
    ],
)
def test_bytes_that_are_no_text_are_told(tmp_path: Path, data: bytes | None, said: str) -> None:
    path = tmp_path / "small.yaml"
    if data is not None:
        path.write_bytes(data)
    problems: list[Problem] = []
    assert read_file(path, "guide/small.yaml", FlowFile, problems) is None
    ((place, wrong, mend),) = problems
    assert (str(place), f"{wrong} | {mend}") == ("guide/small.yaml", said)


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
    file = read_file(path, "guide/small.yaml", AreaFile, problems)
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


# What is done to which file; then the words that must stand in the error. HERE is the place.
BROKEN = {
    "bare yes as an id": (
        ("flows/help.yaml", 'id: "yes", say: "Yes"', 'id: yes, say: "Yes"'),
        ("HERE", "a bare “yes” as true or false", 'put it in quotes: "yes"'),
    ),
    "bare no as words": (
        ("flows/help.yaml", 'say: "No"', "say: No"),
        ("HERE", "a bare “No” as true or false", '"No"'),
    ),
    "yes as a key": (
        ("flows/help.yaml", "  start:\n", "  yes:\n"),
        ("HERE", "a bare “yes” as true or false", '"yes"'),
    ),
    "a number to call without quotes": (
        ("directory/luton.yaml", '"01582 547653"', "01582 547653"),
        ("HERE", "as a number", 'put it in quotes: "01582 547653"'),
    ),
    "a short number without quotes": (
        ("directory/national.yaml", '"999"', "999"),
        ("HERE", "as a number", '"999"'),
    ),
    "a key twice": (
        ("flows/help.yaml", "    about: danger\n", "    about: danger\n    about: choice\n"),
        ("guide/flows/help.yaml:", "“about” stands twice, first in line ", "remove one"),
    ),
    "an id twice": (
        ("flows/help.yaml", "  talk:\n", "  check:\n"),
        ("“check” stands twice", "remove one, or give it another name"),
    ),
    "an unknown key": (
        ("flows/help.yaml", "    points:\n", "    point:\n"),
        ("“point” is not known here", "known are: ask, why, answers, points, about"),
    ),
    "an unknown key at the top": (
        ("directory/luton.yaml", "roles:", "rolls:"),
        ("“rolls” is not known here", "known are: contacts, links, name, roles, never_show"),
    ),
    "a tab": (
        ("flows/help.yaml", "    kind: question", "\tkind: question"),
        ("HERE", "a tab is used to indent", "indent with spaces"),
    ),
    "a quote left open": (
        ("flows/help.yaml", 'say: "Yes"', 'say: "Yes'),
        ("guide/flows/help.yaml:", "this is not YAML", "compare with the lines above"),
    ),
    "a missing kind": (
        ("flows/help.yaml", "    kind: question\n", ""),
        ("a step must say its kind", "kind: question  or  kind: result"),
    ),
    "an unknown kind": (
        ("flows/help.yaml", "    kind: question\n", "    kind: quiz\n"),
        ("HERE", "a step must say its kind"),
    ),
    "a missing field": (
        ("directory/luton.yaml", "    checked: 2026-11-22\n", ""),
        ("guide/directory/luton.yaml:", "“checked” is missing", "add a line  checked: …"),
    ),
    "a date that is none": (
        ("directory/luton.yaml", "checked: 2026-11-22", "checked: 2026-11-31"),
        ("“2026-11-31” is not a date", "write it as 2026-11-22"),
    ),
    "a date the wrong way round": (
        ("directory/luton.yaml", "checked: 2026-11-22", "checked: 22/11/2026"),
        ("“22/11/2026” is not a date",),
    ),
    "neither true nor false": (
        ("directory/luton.yaml", "rung: false", "rung: maybe"),
        ("“maybe” is not true or false", "write one of them"),
    ),
    "an unknown choice": (
        ("directory/luton.yaml", "kind: social-work", "kind: socialwork"),
        ("“socialwork” is not known here", "choose one of: emergency, social-work, police"),
    ),
    "a list where one value belongs": (
        ("flows/help.yaml", "ask: Is a child in danger now?", "ask: [Danger]"),
        ("one value belongs here, not a list",),
    ),
    "one value where a list belongs": (
        ("flows/help.yaml", "lines: [emergency]", "lines: emergency"),
        ("a list belongs here", "begin each item with “- ”"),
    ),
    "one value where named values belong": (
        ("flows/help.yaml", '{id: "yes", say: "Yes", to: now}', '"Yes"'),
        ("named values belong here",),
    ),
    "empty words": (
        ("flows/help.yaml", "why: Danger comes first.", "why:"),
        ("HERE", "nothing is written here"),
    ),
    "null for words": (
        ("flows/help.yaml", "why: Danger comes first.", "why: null"),
        ("YAML reads “null” as a null, not as words",),
    ),
    "two documents": (
        ("flows/help.yaml", "steps:", "---\nsteps:"),
        ("this is not YAML",),
    ),
    "a Python object": (
        ("flows/help.yaml", "why: Danger comes first.", "why: !!python/name:os.system x"),
        ("not as words",),
    ),
}


@pytest.mark.parametrize(("edit", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_says_where_and_how_to_mend(
    content: Copy, edit: tuple[str, str, str], said: tuple[str, ...]
) -> None:
    file, _, new = edit
    problem = only_problem(content.replace(*edit))
    for words in (*said, "Mend: "):
        assert words.replace("HERE", f"guide/{file}:{line_of(content, file, new)}: ") in problem


@pytest.mark.parametrize(
    ("data", "wrong", "mend"),
    [
        (b"", "the file is empty", "restore it from the last release"),
        (b"# only a remark\n", "the file is empty", "restore it from the last release"),
        (b"\xef\xbb\xbfsteps: {}\n", "begins with a byte-order mark", "save it without: “UTF-8”"),
        (
            "steps: {}\n".encode("utf-16"),
            "begins with a byte-order mark",
            "save it without: “UTF-8”",
        ),
        (b"steps: {caf\xe9: 1}\n", "is not UTF-8 text", "save it with the encoding “UTF-8”"),
        (b"steps: \x00\n", "", "remove what does not belong in a text file"),
    ],
)
def test_a_file_that_is_no_text_is_refused(
    content: Copy, data: bytes, wrong: str, mend: str
) -> None:
    problem = only_problem(content.write("flows/phone.yaml", data))
    assert problem.startswith("guide/flows/phone.yaml: ")
    assert f"{wrong}\n    Mend: {mend}" in problem


@pytest.mark.parametrize("file", ["directory/luton.yaml", "directory/national.yaml", "words.yaml"])
def test_a_missing_file_is_named(content: Copy, file: str) -> None:
    (content.root / file).unlink()
    assert f"guide/{file}: this file is missing" in only_problem(content)


def test_a_missing_main_flow_is_named(content: Copy) -> None:
    (content.root / "flows/help.yaml").unlink()
    assert "guide/flows/help.yaml: the main flow is missing" in only_problem(content)


def test_a_missing_or_empty_folder_is_named(content: Copy) -> None:
    for path in (content.root / "flows").iterdir():
        path.unlink()
    assert "guide/flows: no .yaml file in this folder" in str(content.problems()[0])
    (content.root / "flows").rmdir()
    assert "guide/flows: this folder is missing" in str(content.problems()[0])


def test_an_area_without_a_name_is_refused(content: Copy) -> None:
    assert "the area has no name" in only_problem(
        content.replace("directory/luton.yaml", "name: Luton\n", "")
    )


@pytest.mark.parametrize(
    ("old", "new", "first"),
    [("  luton-desk:\n", "  childline:\n", "national"), ("  luton-desk:\n", "  herts:\n", "neigh")],
)
def test_an_id_of_another_file_is_refused(content: Copy, old: str, new: str, first: str) -> None:
    """Else a council's own file could replace a shared number, and nobody would see it."""
    problem = only_problem(content.replace("directory/luton.yaml", old, new))
    assert problem.startswith("guide/directory/luton.yaml:")
    assert f"” stands at guide/directory/{first}" in problem
    assert problem.endswith("\n    Mend: give one of them another id, or delete it")


def test_a_link_of_another_file_is_refused(content: Copy) -> None:
    text = (content.root / "directory/online.yaml").read_text()
    link = text[text.index("  ivison:") : text.index("  marie-collins:")]
    content.write(
        "directory/luton.yaml",
        (content.root / "directory/luton.yaml").read_text() + f"\nlinks:\n{link}",
    )
    assert "“ivison” stands at guide/directory/online.yaml" in only_problem(content)


def test_every_problem_of_every_file_is_listed_at_once(content: Copy) -> None:
    content.replace("flows/help.yaml", 'id: "yes"', "id: yes")
    content.replace("flows/help.yaml", "why: Their job", "wy: Their job")
    content.replace("flows/phone.yaml", "numbers: last", "numbers: middle")
    content.replace("directory/luton.yaml", "rung: false", "rung: perhaps")
    content.write("words.yaml", "")
    with pytest.raises(ContentError) as caught:
        load("luton", content.root)
    text = str(caught.value)
    # The misspelt key counts twice: it is not known, and the right one is missing.
    assert text.startswith("The content has 6 problems.")
    for place in ("help.yaml:", "phone.yaml:", "luton.yaml:", "words.yaml: "):
        assert place in text


def test_one_problem_is_counted_as_one() -> None:
    place = Place("guide/signs.yaml", 2)
    problem = Problem(place, "a thing is wrong", "mend it")
    error = ContentError((problem,))
    assert error.problems == [problem]
    text = "guide/signs.yaml:2: a thing is wrong\n    Mend: mend it"
    assert str(error) == f"The content has 1 problem.\n{text}"
    assert str(ContentError([problem, problem])) == f"The content has 2 problems.\n{text}\n{text}"


def test_what_is_missing_says_how_to_mend(content: Copy) -> None:
    nameless = content.replace("directory/luton.yaml", "name: Luton\n", "")
    assert only_problem(nameless) == (
        "guide/directory/luton.yaml: the area has no name\n"
        "    Mend: add a line such as  name: Luton"
    )
    content.replace("directory/luton.yaml", "roles:\n", "name: Luton\nroles:\n")
    (content.root / "flows/help.yaml").unlink()
    assert only_problem(content) == (
        "guide/flows/help.yaml: the main flow is missing\n"
        "    Mend: restore the file; the first screen begins with it"
    )
    for path in (content.root / "flows").iterdir():
        path.unlink()
    assert str(content.problems()[0]) == (
        "guide/flows: no .yaml file in this folder\n    Mend: restore it from the last release"
    )
    (content.root / "flows").rmdir()
    assert str(content.problems()[0]) == (
        "guide/flows: this folder is missing\n    Mend: restore it from the last release"
    )


def test_a_guide_is_put_together_from_all_its_files(content: Copy) -> None:
    guide = load("luton", content.root)
    assert guide.area.where == Place("guide/directory/luton.yaml")
    assert guide.area.roles["duty-desk"] == "luton-desk"
    flows = sorted(path.stem for path in content.root.glob("flows/*.yaml"))
    assert [*guide.flows] == ["help", *(name for name in flows if name != "help")]
    for name, flow in guide.flows.items():
        assert (flow.id, flow.where) == (name, Place(f"guide/flows/{name}.yaml"))
    ids = [*guide.contacts, *guide.links]
    for file in ("national", "neighbours", "online", "luton"):
        (first, *_) = re.findall(
            r"^(?:contacts|links):\n(?:\s*#.*\n)*  ([\w-]+):",
            (content.root / f"directory/{file}.yaml").read_text(),
            re.MULTILINE,
        )
        assert first in ids
    assert guide.forbidden
    assert guide.signs
    assert guide.wording.telling
    assert {"desk", "station"} == {*guide.sheets}
    for made in (guide.contacts, guide.links, guide.flows, guide.main.steps):
        with pytest.raises(TypeError):
            made["x"] = made


def test_answers_lead_to_whole_addresses(content: Copy) -> None:
    guide = load("luton", content.root)
    start = guide.first
    assert [answer.to for answer in start.leads_to] == ["help/now", "help/check", "help/talk"]
    doors = [door.to for flow in guide.flows.values() for door in flow.doors]
    assert "signs" in doors
    assert "young/start" in doors
    more = [answer.to for step in guide.steps.values() for answer in step.leads_to]
    assert all(to in guide.steps or to in PAGES for to in more)


def test_luton_is_the_area_if_none_is_named(content: Copy) -> None:
    assert load(root=content.root).area.id == "luton"


def test_an_area_without_roles_is_told_which_it_needs(content: Copy) -> None:
    text = (content.root / "directory/luton.yaml").read_text()
    before, _, after = text.partition("roles:\n")
    content.write("directory/luton.yaml", before + after[after.index("\ncontacts:") :])
    said = {problem.wrong for problem in content.problems()}
    roles = ("duty-desk", "out-of-hours", "police")
    assert {f"nobody fills the role “{role}”" for role in roles} <= said
