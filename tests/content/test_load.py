"""A guide is put together from the files of a folder, or every problem of every file is listed."""

from shutil import copytree

import pytest

from guide.content.load import areas, load
from guide.content.problems import ContentError, Place, Problem

from ..made_up import Copy

HELP, TOWN = "flows/help.yaml", "areas/exampleton/area.yaml"
NEIGHBOURS = "areas/exampleton/neighbours.yaml"
OWN = "areas/exampleton/flows"


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
        "known are: contacts, links, never_show, name, roles, publisher, adds, acronyms",
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
    missing = r"guide/areas/nowhere/area\.yaml: this file is missing"
    with pytest.raises(ContentError, match=missing):
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
    assert only_problem(content) == f"guide/{TOWN}:4: “name” is missing\n    Fix: add  name: …"


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
    assert f"“council-finder” is also at guide/{NEIGHBOURS}" in only_problem(content)


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
    for place in ("help.yaml:", "more.yaml:", "area.yaml:", "words.yaml: "):
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
            made["x"] = made  # type: ignore[index]  # the types forbid it; the objects must, too


def test_the_main_flow_comes_first_and_the_others_by_name(content: Copy) -> None:
    content.write("flows/about.yaml", "steps: {}\n")
    assert [*content.load().flows] == ["help", "about", "more"]


def test_answers_lead_to_whole_addresses(content: Copy) -> None:
    guide = content.load()
    assert [answer.to for answer in guide.first.leads_to] == ["help/now", "help/check", "help/talk"]
    assert [door.to for door in guide.main.doors] == ["signs", "more/young", "more/start"]
    assert [answer.to for answer in guide.steps["help/now"].leads_to] == ["help/desk"]


# --- Areas ---------------------------------------------------------------------------------------


def test_an_area_needs_only_its_own_folder(content: Copy) -> None:
    copytree(content.root / "areas/exampleton", content.root / "areas/elsewhere")
    content.replace("areas/elsewhere/area.yaml", "name: Exampleton\n", "name: Elsewhere\n")
    assert areas(content.root) == ["elsewhere", "exampleton"]
    guide = load("elsewhere", content.root)
    assert (guide.area.id, guide.area.name) == ("elsewhere", "Elsewhere")


RESULT = """
    kind: result
    title: {}
    lead: You do not need to be sure.
    lines: [duty-desk, out-of-hours, police]
    sections:
      - {{title: If nobody answers, text: Call the other number.}}
"""


def test_each_recording_that_cannot_be_read_is_named(content: Copy) -> None:
    for name in ("a.mp3", "b.mp3"):
        (content.root / "sound" / name).mkdir(parents=True)
    assert [str(problem) for problem in content.problems()] == [
        f"guide/sound/{name}: the file cannot be read: Is a directory\n"
        "    Fix: look at its type and rights"
        for name in ("a.mp3", "b.mp3")
    ]


def with_flow(content: Copy, name: str, *steps: str) -> Copy:
    """A copy of the guide in which the area has a flow of its own, with steps of these ids."""
    (content.root / OWN).mkdir()
    text = "".join(f"  {step}:{RESULT.format('Our own step')}" for step in steps)
    return content.write(f"{OWN}/{name}.yaml", f"steps:\n{text}")


def test_an_area_may_have_a_flow_of_its_own(content: Copy) -> None:
    guide = with_flow(content, "partners", "start").load()
    assert [*guide.flows] == ["help", "more", "partners"]
    assert guide.steps["partners/start"].heading == "Our own step"
    assert guide.flows["partners"].where == Place(f"guide/{OWN}/partners.yaml")


def test_a_flow_of_an_area_begins_the_shared_one_of_its_name(content: Copy) -> None:
    shared = [*content.load().flows["more"].steps]
    guide = with_flow(content, "more", "near", "far").load()
    assert [*guide.flows] == ["help", "more"]
    assert [*guide.flows["more"].steps] == ["near", "far", *shared]


def test_an_area_may_add_doors_to_a_shared_flow(content: Copy) -> None:
    doors = (
        "doors:\n  here:\n    title: In our town\n    doors:\n      - {id: a, say: A, to: near}\n"
    )
    with_flow(content, "help", "near")
    content.write(f"{OWN}/help.yaml", doors + content.text(f"{OWN}/help.yaml"))
    assert [*content.load().flows["help"].groups] == ["here", "worry"]


def test_a_step_of_an_area_does_not_hide_a_shared_one(content: Copy) -> None:
    with_flow(content, "more", "away")
    shared = content.row_of("flows/more.yaml", "  away:\n    kind")
    assert f"“away” is also at guide/flows/more.yaml:{shared}\n" in only_problem(content)


def test_doors_of_an_area_are_not_hidden_by_shared_ones(content: Copy) -> None:
    doors = "doors:\n  worry:\n    title: Here\n    doors:\n      - {id: a, say: A, to: near}\n"
    with_flow(content, "help", "near")
    content.write(f"{OWN}/help.yaml", doors + content.text(f"{OWN}/help.yaml"))
    shared = content.row_of("flows/help.yaml", "  worry:\n    title")
    assert f"“worry” is also at guide/flows/help.yaml:{shared}\n" in only_problem(content)


@pytest.mark.parametrize("name", ["flows/extra.yml", f"{OWN}/extra.YAML"])
def test_a_flow_whose_name_ends_in_another_way_is_named(content: Copy, name: str) -> None:
    with_flow(content, "more", "near")
    content.write(name, "steps: {}\n")
    assert f"guide/{name}: nobody reads this file" in only_problem(content)


def test_a_step_that_hides_another_is_named_beside_what_else_is_wrong(content: Copy) -> None:
    with_flow(content, "more", "away")
    content.write(TOWN, content.text(TOWN) + "odd: true\n")
    assert len(content.problems()) == 2


@pytest.mark.parametrize("file", ["flows/more.yaml", f"{OWN}/more.yaml"])
def test_a_flow_for_children_stays_one_if_an_area_adds_to_it(content: Copy, file: str) -> None:
    with_flow(content, "more", "near")
    assert not content.load().flows["more"].young
    content.write(file, f"young: true\n{content.text(file)}")
    assert content.load().flows["more"].young


ADDS = """
adds:
  {}:
    - title: Who helps here
      text: Ask at the town hall.
"""


def test_an_area_adds_a_section_before_the_last_one(content: Copy) -> None:
    first = "- title: You can start like this"
    quiet = "- title: Before you call\n        text: Find a quiet place.\n      "
    content.replace("flows/help.yaml", first, quiet + first)
    before = [section.title for section in content.load().steps["help/desk"].sections]
    content.write(TOWN, content.text(TOWN) + ADDS.format("help/desk"))
    after = [section.title for section in content.load().steps["help/desk"].sections]
    assert after == [*before[:-1], "Who helps here", before[-1]]
    assert content.problems() == []


@pytest.mark.parametrize(
    "address", ["help/nothing", "nothing/start", "desk", "help/start", "signs"]
)
def test_an_area_adds_nothing_to_what_is_no_result(content: Copy, address: str) -> None:
    content.write(TOWN, content.text(TOWN) + ADDS.format(address))
    fix = "write the address of a page with numbers, such as facts/start, or remove it"
    wrong = f"adds names “{address}”, which is no result"
    assert only_problem(content) == f"guide/{TOWN}: {wrong}\n    Fix: {fix}"


def test_an_area_explains_its_own_letters(content: Copy) -> None:
    content.replace(TOWN, "brief: Exampleton duty desk", "brief: Exampleton duty desk (EDD)")
    assert "EDD" in only_problem(content)
    content.write(TOWN, content.text(TOWN) + "\nacronyms:\n  EDD: written out where it stands\n")
    assert content.problems() == []


PUBLISHER = """
publisher:
  name: {name}
  tell: {tell}
  privacy: {privacy}
  accessibility: https://council.example.org/accessibility
"""
SOUND = {
    "name": "The council of Exampleton",
    "tell": "mailto:guide@council.example.org",
    "privacy": "https://council.example.org/privacy",
}


def test_an_area_says_who_publishes_it(content: Copy) -> None:
    assert content.load().area.publisher is None
    content.write(TOWN, content.text(TOWN) + PUBLISHER.format(**SOUND))
    publisher = content.load().area.publisher
    assert publisher
    assert (publisher.name, publisher.tell) == (SOUND["name"], SOUND["tell"])
    assert content.problems() == []


@pytest.mark.parametrize(
    ("name", "value", "wrong"),
    [
        ("name", '"?"', "this question is not answered yet"),
        ("tell", '"?"', "this question is not answered yet"),
        ("privacy", "council.example.org", "is not a web address"),
        ("tell", "council.example.org", "is no address to write to"),
        ("tell", "http://council.example.org", "is no address to write to"),
        ("tell", "mailto:guide", "is no address to write to"),
        ("tell", "mailto:a b@council.example.org", "is no address to write to"),
        ("tell", "mailto:guide@council", "is not on the internet"),
        ("tell", "mailto:guide@a@b.example.org", "is not a host"),
        ("tell", "mailto:guide@council.example.org?subject=x", "is not a host"),
    ],
)
def test_a_wrong_answer_about_the_publisher_is_refused(
    content: Copy, name: str, value: str, wrong: str
) -> None:
    content.write(TOWN, content.text(TOWN) + PUBLISHER.format(**SOUND | {name: value}))
    problem = only_problem(content)
    assert problem.startswith(f"guide/{TOWN}:{content.row_of(TOWN, f'{name}: {value}')}: ")
    assert wrong in problem


@pytest.mark.parametrize(
    "edit",
    [
        ("name: Exampleton", 'name: "?"'),
        ('phone: "01632 960001"', 'phone: "?"'),
        ("checked: 2026-11-22", 'checked: "?"'),
        ("rung: false", 'rung: "?"'),
        ("kind: desk", 'kind: "?"'),
        ('- {url: "https://council.example/desk"', '- {url: "?"'),
    ],
)
def test_a_question_that_nobody_has_answered_is_named(content: Copy, edit: tuple[str, str]) -> None:
    content.replace(TOWN, *edit)
    assert only_problem(content) == (
        f"guide/{TOWN}:{content.row_of(TOWN, edit[1])}: this question is not answered yet\n"
        "    Fix: write the answer here: the comment above says what is asked"
    )
