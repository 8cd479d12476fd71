"""A broken content file is refused, with its name, the line, what is wrong, and how to mend it."""

import pytest

from guide.content import ContentError, load

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
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"# only a remark\n", "the file is empty"),
        (b"\xef\xbb\xbfsteps: {}\n", "byte-order mark"),
        ("steps: {}\n".encode("utf-16"), "byte-order mark"),
        (b"steps: {caf\xe9: 1}\n", "not UTF-8"),
        (b"steps: \x00\n", "this is not YAML"),
    ],
)
def test_a_file_that_is_no_text_is_refused(content: Copy, data: bytes, said: str) -> None:
    problem = only_problem(content.write("flows/phone.yaml", data))
    assert problem.startswith("guide/flows/phone.yaml: ")
    assert said in problem


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
