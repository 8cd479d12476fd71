"""A guide is put together from the files of a folder, or every problem of every file is listed."""

import pytest

from guide.content.load import load
from guide.content.problems import ContentError, Place, Problem

from ..made_up import Copy, shipped

HELP, TOWN = "flows/help.yaml", "directory/exampleton.yaml"


def only_problem(content: Copy) -> str:
    (problem,) = content.problems()
    return str(problem)


# What people do to real files: the edit, the row at which it is reported, what is wrong, the fix.
BROKEN = {
    "bare yes as words": (
        (HELP, 'say: "Yes"', "say: Yes"),
        "YAML reads a bare “Yes” as true or false",
        'put it in quotes: "Yes"',
    ),
    "a number to call without quotes": (
        (TOWN, '"01632 960001"', "01632 960001"),
        "YAML may read a bare “01632 960001” as a number",
        'put it in quotes: "01632 960001"',
    ),
    "a short number without quotes": (
        (TOWN, '"101"', "101"),
        "YAML may read a bare “101” as a number",
        'put it in quotes: "101"',
    ),
    "an unknown key at the top": (
        (TOWN, "roles:", "rolls:"),
        "“rolls” is not known here",
        "known are: contacts, links, name, roles, never_show",
    ),
    "a tab": (
        (HELP, "    kind: question", "\tkind: question"),
        "a tab is used to indent",
        "indent with spaces, two for each level",
    ),
    "an unknown kind": (
        (TOWN, "kind: desk", "kind: socialwork"),
        "“socialwork” is not known here",
        "choose one of: emergency, desk, police, support",
    ),
    "hours in words": (
        (TOWN, "when: office-hours", "when: Office hours, Monday to Friday"),
        "“Office hours, Monday to Friday” is not known here",
        "choose one of: office-hours, office-hours-or-try, nights-and-weekends, long-days, "
        "day-and-night, hours-change, hours-unknown",
    ),
    "a group that means now": (
        ("signs.yaml", "    title: What they have", "    title: What they have\n    now: true"),
        "“now” is not known here",
        "known are: id, title, signs",
    ),
    "a point without an id": (
        (
            HELP,
            "      hurt: Someone hurts the child, or is about to.\n",
            "      - Someone hurts.\n",
        ),
        "this is not YAML: while parsing a block collection, did not find expected '-' indicator",
        "compare with the rows above and below",
    ),
    "empty words": (
        (HELP, "why: Danger comes first.", "why:"),
        "nothing is written here",
        "write it, or remove its name",
    ),
    "a Python object": (
        (HELP, "why: Danger comes first.", "why: !!python/name:os.system x"),
        "YAML reads “x” as a os.system, not as words",
        'put it in quotes: "x"',
    ),
}


@pytest.mark.parametrize(("edit", "wrong", "fix"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_says_where_and_how_to_fix_it(
    content: Copy, edit: tuple[str, str, str], wrong: str, fix: str
) -> None:
    file, _, new = edit
    (problem,) = content.replace(*edit).problems()[:1]
    assert (problem.wrong, problem.fix) == (wrong, fix)
    assert problem.place.file == f"guide/{file}"
    if "not YAML" not in wrong:
        assert problem.place.row == content.row_of(file, new)


def test_an_id_twice_is_refused(content: Copy) -> None:
    content.replace(HELP, "  talk:\n", "  check:\n")
    assert "“check” stands twice, first in row " in only_problem(content)


def test_a_missing_or_unknown_sentence_is_refused(content: Copy) -> None:
    content.replace("words.yaml", "  as-02: As", "  as-04: As")
    first, second = content.problems()
    assert (first.wrong, first.fix) == (
        "“as-04” is not known here",
        "known are: free, mostly-free, as-01, as-02, as-03, no-extra, text",
    )
    assert (second.wrong, second.fix) == ("“as-02” is missing", "add  as-02: …")
    assert second.place == Place("guide/words.yaml", content.row_of("words.yaml", "  free:"))


@pytest.mark.parametrize("file", [TOWN, "directory/national.yaml", "words.yaml", "signs.yaml"])
def test_a_missing_file_is_named(content: Copy, file: str) -> None:
    (content.root / file).unlink()
    assert only_problem(content) == (
        f"guide/{file}: this file is missing\n"
        "    Fix: restore it, or correct the name that leads to it"
    )


def test_an_area_that_nobody_has_is_named(content: Copy) -> None:
    with pytest.raises(ContentError, match=r"guide/directory/nowhere\.yaml: this file is missing"):
        load("nowhere", content.root)


def test_a_missing_main_flow_is_named(content: Copy) -> None:
    (content.root / HELP).unlink()
    missing = (
        "guide/flows/help.yaml: the main flow is missing\n"
        "    Fix: restore the file; the first screen begins with it"
    )
    assert only_problem(content) == missing
    (content.root / "flows/more.yaml").unlink()
    assert only_problem(content) == missing
    (content.root / "flows").rmdir()
    assert only_problem(content) == missing


def test_an_area_without_a_name_is_refused(content: Copy) -> None:
    content.replace(TOWN, "name: Exampleton\n", "")
    assert only_problem(content) == f"guide/{TOWN}: the area has no name\n    Fix: add  name: …"


def test_an_id_of_another_file_is_refused(content: Copy) -> None:
    """If not, a council's own file could replace a shared number, and nobody would see it."""
    content.replace(TOWN, "  town-desk:\n", "  helpline:\n")
    shared = content.row_of("directory/national.yaml", "  helpline:\n    name")
    assert only_problem(content) == (
        f"guide/{TOWN}:{content.row_of(TOWN, '  helpline:') + 1}: “helpline” is also at "
        f"guide/directory/national.yaml:{shared}\n"
        "    Fix: give one of them another id, or delete it"
    )


def test_a_link_of_another_file_is_refused(content: Copy) -> None:
    content.replace("directory/online.yaml", "  helpline-site:", "  council-finder:")
    assert "“council-finder” is also at guide/directory/neighbours.yaml" in only_problem(content)


def test_every_problem_of_every_file_is_listed_at_once(content: Copy) -> None:
    content.replace(HELP, 'say: "Yes"', "say: Yes")
    content.replace(HELP, "why: Their job", "wy: Their job")
    content.replace("flows/more.yaml", "doors: false", "doors: perhaps")
    content.replace(TOWN, "rung: false", "rung: perhaps")
    content.write("words.yaml", "")
    with pytest.raises(ContentError) as caught:
        content.load()
    text = str(caught.value)
    # The misspelt key counts twice: it is not known, and the right one is missing.
    assert text.startswith("The content has 6 problems.")
    for place in ("help.yaml:", "more.yaml:", "exampleton.yaml:", "words.yaml: "):
        assert place in text


def test_one_problem_is_counted_as_one() -> None:
    problem = Problem(Place("guide/signs.yaml", 2), "a thing is wrong", "correct it")
    error = ContentError((problem,))
    assert error.problems == [problem]
    text = "guide/signs.yaml:2: a thing is wrong\n    Fix: correct it"
    assert str(error) == f"The content has 1 problem.\n{text}"
    assert str(ContentError([problem, problem])) == f"The content has 2 problems.\n{text}\n{text}"


def test_a_guide_is_put_together_from_all_its_files(content: Copy) -> None:
    guide = content.load()
    assert (guide.area.id, guide.area.name) == ("exampleton", "Exampleton")
    assert guide.area.where == Place(f"guide/{TOWN}")
    assert guide.area.roles["duty-desk"] == "town-desk"
    for name, flow in guide.flows.items():
        assert (flow.id, flow.where) == (name, Place(f"guide/flows/{name}.yaml"))
    assert [*guide.contacts] == [
        "emergency", "relay", "helpline", "town-desk", "town-night", "town-police",
    ]  # fmt: skip
    assert [*guide.links] == ["council-finder", "helpline-site"]
    assert [item.phone for item in guide.forbidden] == ["01632 960099"]
    assert [group.id for group in guide.signs] == ["now", "things"]
    assert [*guide.sheets] == ["desk", "station"]
    assert guide.wording.telling[0].words == ("danger", "social")
    for made in (guide.contacts, guide.links, guide.flows, guide.main.steps, guide.wording.cost):
        with pytest.raises(TypeError):
            made["x"] = made  # type: ignore[index]  # what the types forbid is tried


def test_the_main_flow_comes_first_and_the_others_by_name(content: Copy) -> None:
    content.write("flows/about.yaml", "steps: {}\n")
    assert [*content.load().flows] == ["help", "about", "more"]


def test_answers_lead_to_whole_addresses(content: Copy) -> None:
    guide = content.load()
    assert [answer.to for answer in guide.first.leads_to] == ["help/now", "help/check", "help/talk"]
    assert [door.to for door in guide.main.doors] == ["signs", "more/young", "more/start"]
    assert [answer.to for answer in guide.steps["help/now"].leads_to] == ["help/desk"]


def test_another_area_needs_only_its_own_file(content: Copy) -> None:
    text = content.text(TOWN).replace("name: Exampleton\n", "name: Elsewhere\n")
    content.write("directory/elsewhere.yaml", text)
    guide = load("elsewhere", content.root)
    assert (guide.area.id, guide.area.name) == ("elsewhere", "Elsewhere")


def test_luton_is_the_area_if_none_is_named() -> None:
    assert shipped().area.id == "luton"
