"""Every safety rule, broken in several ways, is caught, with the file, the place and the mend."""

import re
from dataclasses import replace

import pytest

from guide import rules
from guide.content import Problem, load
from guide.model import Guide, Place, Question, Wording, Words
from guide.rules.lookups import says_whose, shown, told_to_call

from .breaks import (
    EMPTY,
    HELP,
    LONELY,
    LUTON,
    PLACE,
    QUIET,
    SIGNS,
    Break,
    Breaks,
    Sound,
    danger,
    hours,
    lines,
    numbers,
    walks,
    wording,
)
from .breaks.wording import HARD
from .conftest import Copy
from .test_content import line_of

TABLES = (danger, hours, lines, numbers, walks, wording)
BREAKS: Breaks = {rule: edits for table in TABLES for rule, edits in table.BREAKS.items()}
SOUND: Sound = {rule: edits for table in TABLES for rule, edits in table.SOUND.items()}


def problems(content: Copy, rule: str) -> list[Problem]:
    """What one rule finds in the copy."""
    return [*getattr(rules, rule)(load("luton", content.root))]


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        pytest.param(rule, edit, id=f"{rule}-{number}")
        for rule, edits in BREAKS.items()
        for number, edit in enumerate(edits, start=1)
    ],
)
def test_a_broken_rule_is_named_with_its_place(content: Copy, rule: str, edit: Break) -> None:
    content.replace(edit.file, edit.old, edit.new)
    found = problems(content, rule)
    said = [str(problem) for problem in found]
    if edit.mend:
        line = f":{line_of(content, edit.file, edit.at)}" if edit.at else ""
        assert f"guide/{edit.file}{line}: {edit.said}\n    Mend: {edit.mend}" in said
    assert any(edit.said in one for one in said), said
    assert all(problem.place.file.startswith("guide/") and problem.mend for problem in found)


@pytest.mark.parametrize(
    ("rule", "edit"),
    [
        pytest.param(rule, edit, id=f"{rule}-sound-{number}")
        for rule, edits in SOUND.items()
        for number, edit in enumerate(edits, start=1)
    ],
)
def test_what_is_just_inside_a_limit_passes(
    content: Copy, rule: str, edit: tuple[str, str, str]
) -> None:
    content.replace(*edit)
    assert problems(content, rule) == []


def test_every_rule_is_broken() -> None:
    """And in the table of its own module, where a reader of the rule looks for it."""
    for table in TABLES:
        module = f"guide.rules.{table.__name__.rpartition('.')[2]}"
        own = {r.__name__ for r in rules.RULES + rules.EDITORIAL if r.__module__ == module}
        assert own == {*table.BREAKS}


def test_an_address_may_not_tell_even_in_its_second_word(content: Copy) -> None:
    content.replace(HELP, "  desk:\n", "  social-desk:\n")
    text = (content.root / HELP).read_text().replace("to: desk", "to: social-desk")
    (problem,) = content.write(HELP, text).problems()
    assert "“help/social-desk” tells an onlooker what this is (“social”)" in str(problem)


def test_two_pages_of_one_site_are_one_source(content: Copy) -> None:
    content.replace(LUTON, "http://lutonlscb.org.uk/how.html", "https://www.luton.gov.uk/one")
    content.replace(LUTON, "https://blmkhealthandcarepartnership.org", "https://luton.gov.uk")
    (problem,) = content.problems()
    at = line_of(content, LUTON, "  luton-desk:\n    name")
    assert str(problem) == (
        f"guide/{LUTON}:{at}: “luton-desk” is shown with fewer than two independent sources\n"
        "    Mend: add a source on another site, or do not show the number"
    )


def test_a_number_with_one_source_may_be_kept_if_it_is_not_shown(content: Copy) -> None:
    kept = """
  kept:
    name: A council line that is kept
    kind: social-work
    phone: "01632 960000"
    hours: 24/7
    brief: Kept
    when: Day and night
    otherwise: duty-desk
    cost: The same as other calls to an 01 number
    bill: Shows in the call list
    name_asked: Ask
    checked: 2026-11-22
    rung: false
    sources: [{url: "https://kept.example.org", prints: "01632 960000"}]
"""
    text = (content.root / LUTON).read_text() + kept
    assert content.write(LUTON, text).problems() == []
    content.replace(
        HELP, "[duty-desk, out-of-hours, police]", "[duty-desk, out-of-hours, police, kept]"
    )
    (problem,) = content.problems()
    assert "“kept” is shown with fewer than two independent sources" in str(problem)


def test_a_flow_without_steps_is_named(content: Copy) -> None:
    content.write("flows/empty.yaml", "steps: {}\n")
    assert [str(problem) for problem in content.problems()] == [
        "guide/flows/empty.yaml: the flow has no steps\n    Mend: add one, or delete the file"
    ]


def test_a_main_flow_without_steps_has_no_first_question(content: Copy) -> None:
    guide = load("luton", content.write(HELP, "steps: {}\n").root)
    (problem, *_) = rules.danger_reaches_emergency(guide)
    assert problem.place == Place("guide/flows/help.yaml")
    assert problem.wrong == "the main flow does not begin with the question about danger"


def test_signs_that_are_all_gone_are_missed_at_the_area(content: Copy) -> None:
    guide = load("luton", content.write(SIGNS, "groups: []\n").root)
    problem, *_ = rules.signs_of_danger_mean_now(guide)
    assert str(problem) == (
        "guide/directory/luton.yaml: no signs mean to call now\n"
        "    Mend: mark the first group with  now: true"
    )


AT_POLICE = "  bedfordshire-police:\n    name"


def test_111_is_never_the_police(content: Copy) -> None:
    """Not even when every source says so. For the NHS it is right."""
    text = (content.root / LUTON).read_text()
    content.write(LUTON, text.replace('"101"', '"111"'))
    said = [str(problem) for problem in rules.numbers_are_sourced(load("luton", content.root))]
    assert said == [
        f"guide/{LUTON}:{line_of(content, LUTON, AT_POLICE)}: 111 is the NHS, never the police\n"
        "    Mend: give the number of the police",
        f"guide/{LUTON}: nhs, bedfordshire-police have the same number\n    Mend: keep one of them",
    ]


def test_a_link_tells_where_it_was_read(guide: Guide) -> None:
    first = next(iter(guide.links.values()))
    silent = replace(guide, links={**guide.links, first.id: replace(first, source=" ")})
    assert [str(problem) for problem in rules.links_are_sound(silent)] == [
        f"{first.where}: “{first.id}” has no source\n    Mend: say where it was read"
    ]


@pytest.mark.parametrize(
    ("url", "sound"),
    [
        ("https://example.org/page", True),
        ("http://example.org", False),
        ("ftp://example.org", False),
        ("//example.org", False),
        ("https:///page", False),
        ("tel:", False),
    ],
)
def test_a_link_leads_to_a_site(guide: Guide, url: str, sound: bool) -> None:
    first = next(iter(guide.links.values()))
    changed = replace(guide, links={**guide.links, first.id: replace(first, url=url)})
    assert [problem.wrong for problem in rules.links_are_sound(changed)] == (
        [] if sound else [f"“{url}” is not a web address"]
    )


def test_a_name_like_no_other_is_told_all_that_are_known(content: Copy) -> None:
    content.replace(SIGNS, "see: [away/start]", "see: [qqqq]")
    guide = load("luton", content.root)
    (problem,) = rules.signs_are_never_scored(guide)
    assert problem.mend == f"known are: {', '.join(guide.steps)}"


def test_hard_words_are_graded_with_their_part(content: Copy) -> None:
    content.replace(HELP, "why: Danger comes first.", f"why: {HARD}")
    (problem, *_) = rules.words_are_easy_to_read(load("luton", content.root))
    assert re.fullmatch(r"“start” needs reading grade \d+\.\d, and 5 is the limit", problem.wrong)
    assert problem.mend == "use shorter words and shorter sentences"


def test_check_asks_every_rule_and_the_slow_ones_only_if_wanted(content: Copy) -> None:
    twenty_one = " ".join(["word"] * 21)
    content.replace(HELP, "why: Danger comes first.", f"why: {twenty_one}")
    content.replace(HELP, "id: none,", "id: any,")
    guide = load("luton", content.root)
    quick = [problem.wrong for problem in rules.check(guide)]
    assert "2 answers have the id “any”" in quick
    assert not any("has 21 words" in wrong for wrong in quick)
    slow = [problem.wrong for problem in rules.check(guide, editorial=True)]
    assert slow[: len(quick)] == quick
    assert any("has 21 words" in wrong for wrong in slow)


def test_what_is_shown_is_what_pages_name(content: Copy) -> None:
    """In the order of the directory; also what words alone name, and the relay that leads to it."""
    guide = load("luton", content.root)
    ids = [contact.id for contact in shown(guide)]
    assert ids == sorted(ids, key=[*guide.contacts].index)
    assert {"emergency", "luton-desk", "bedfordshire-police", "relay-emergency", "relay"} <= {*ids}
    text = (content.root / QUIET).read_text()
    for gone, left in (("{relay+", "{"), ("{relay-emergency}", "{emergency}")):
        text = text.replace(gone, left)
    guide = load("luton", content.write(QUIET, text).root)
    assert {*ids} - {contact.id for contact in shown(guide)} == {"relay-emergency", "relay"}


@pytest.mark.parametrize(
    ("sure", "unsure", "sound"),
    [
        ("now", "now", True),
        ("desk", "now", True),
        ("station", "desk", True),
        ("station", "station", True),
        ("start", "start", True),
        ("now", "desk", False),
        ("now", "station", False),
        ("desk", "station", False),
        ("check", "desk", False),
        ("station", "/about", False),
        ("station", "empty", False),
        ("empty", "/about", True),
        ("lonely", "station", True),
    ],
)
@pytest.mark.parametrize("station", ["police", "childline"])
def test_not_sure_is_never_led_to_the_less_urgent(
    content: Copy, sure: str, unsure: str, sound: bool, station: str
) -> None:
    """Of an answer that asks on, the most urgent end counts. A helpline is as urgent as 101."""
    lonely = LONELY.replace("to: desk}", f"to: {sure}}}").replace("to: desk,", f"to: {unsure},")
    content.replace(HELP, "  talk:\n", f"{lonely}{EMPTY}\n  talk:\n")
    content.replace(HELP, "lines: [police,", f"lines: [{station},")
    said = {
        problem.wrong for problem in rules.danger_reaches_emergency(load("luton", content.root))
    }
    if sound:
        assert "“not sure” leads somewhere less urgent than another answer" not in said
    else:
        assert said


COMMON = [
    "advice", "child", "children", "emergency", "helpline", "line", "national", "online",
    "safeguarding", "services",
]  # fmt: skip


def test_an_owner_is_known_by_a_word_of_its_own(guide: Guide) -> None:
    """Not by one that half the directory has, nor by a short one that is not its id."""
    named = Words("The Oak Mill " + " ".join(COMMON).title())
    owner = replace(guide.contacts["childline"], id="oak", name=named, also=())
    for word in (*COMMON, "the"):
        assert not says_whose(f"https://{word}.example.org", owner)
    for word in ("oak", "mill", "OAK"):
        assert says_whose(f"https://{word}.example.org", owner)
    assert says_whose("birch", replace(owner, also=(Words("Birch"),)))


def with_line(guide: Guide, id_: str, **changes: object) -> Guide:
    """The guide with one of its contacts or links changed."""
    found = guide.contacts if id_ in guide.contacts else guide.links
    lines = {**found, id_: replace(found[id_], **changes)}
    return replace(guide, **{"contacts" if id_ in guide.contacts else "links": lines})


@pytest.mark.parametrize("name", ["emergency", "luton-desk", "bedfordshire-police"])
def test_a_line_is_named_for_its_kind(guide: Guide, name: str) -> None:
    somebody = with_line(guide, name, name=Words("Somebody"))
    assert any(
        problem.wrong.startswith("“Somebody” does not sound like kind")
        for problem in rules.lines_are_described_truly(somebody)
    )


@pytest.mark.parametrize(
    ("phone", "cost"),
    [
        ("01632 960000", "an 01 number"),
        ("020 7946 0000", "an 02 number"),
        ("0300 123 0000", "free minutes"),
        ("0808 157 0000", "Free"),
        ("116 000", "Free"),
        ("01632", None),
        ("0900 1234", None),
    ],
)
def test_what_a_call_costs_is_known_from_the_number(
    guide: Guide, phone: str, cost: str | None
) -> None:
    dear = with_line(guide, "childline", phone=phone, cost=Words("A lot"))
    said = [(problem.wrong, problem.mend) for problem in rules.lines_are_described_truly(dear)]
    assert said == ([(f"a call to {phone} does not cost “A lot”", f"say “{cost}”")] if cost else [])


def test_the_police_are_free_to_call(guide: Guide) -> None:
    dear = with_line(guide, "bedfordshire-police", cost=Words("A lot"))
    (problem,) = rules.lines_are_described_truly(dear)
    assert (problem.wrong, problem.mend) == ("a call to 101 does not cost “A lot”", "say “Free”")


@pytest.mark.parametrize(
    ("site", "public"),
    [
        ("gov.uk", True), ("luton.gov.uk", True), ("kent.police.uk", True), ("oak.nhs.uk", True),
        ("oak.org", False), ("oakgov.uk", False), ("gov.uk.oak.org", False),
    ],
)  # fmt: skip
def test_only_a_public_body_may_have_another_owner_in_its_address(
    guide: Guide, site: str, public: bool
) -> None:
    link = with_line(guide, "ivison", url=f"https://{site}/ivison")
    assert [problem.wrong for problem in rules.sources_say_whose(link)] == (
        []
        if public
        else [f"“https://{site}/ivison” does not look like {link.links['ivison'].name}"]
    )


def test_the_list_of_numbers_never_to_show_may_not_be_lost(guide: Guide) -> None:
    assert [
        str(problem) for problem in rules.numbers_are_sourced(replace(guide, forbidden=()))
    ] == [f"{guide.area.where}: no number is listed in never_show\n    Mend: restore the list"]


@pytest.mark.parametrize(
    ("grade", "steps", "rest"),
    [(5.0, 0, 0), (5.1, 1, 0), (6.0, 1, 0), (6.1, 1, 1), (15.0, 1, 1)],
)
def test_a_step_is_for_a_child_of_ten_and_the_rest_for_one_of_eleven(
    guide: Guide, monkeypatch: pytest.MonkeyPatch, grade: float, steps: int, rest: int
) -> None:
    monkeypatch.setattr("guide.rules.wording.grade_of", lambda _: grade)
    found = {problem.place for problem in rules.words_are_easy_to_read(guide)}
    assert found == {
        *(step.where for step in guide.steps.values() if steps),
        *(part.where for part in (*guide.signs, *guide.sheets.values()) if rest),
    }


def test_the_second_step_is_reached_like_any_other(content: Copy) -> None:
    content.replace(HELP, "  check:\n", f"{LONELY}\n  check:\n")
    (problem,) = rules.every_step_is_reached(load("luton", content.root))
    assert problem.wrong == "nothing leads to “help/lonely”"


# Numbers that must never be shown again, whoever edits the list. `never_show` has the reasons.
NEVER = [
    "01582 401212", "01234 846960", "01234 223599", "88858", "07786 209697",
    "07860 039967", "88247", "020 7008 1500", "020 7008 5000", "0113 240 3040",
]  # fmt: skip


@pytest.mark.parametrize("number", NEVER)
def test_a_number_once_forbidden_stays_so(content: Copy, number: str) -> None:
    content.replace(LUTON, '    phone: "0300 300 8123"', f'    phone: "{number}"')
    assert any(f"{number} must never be shown" in str(problem) for problem in content.problems())


def with_why(content: Copy, said: str) -> Copy:
    """The copy, with other words under the first question."""
    return content.replace(HELP, "why: Danger comes first.", f"why: {said}")


@pytest.mark.parametrize(
    "said",
    [
        "If it gets worse", "If they are not safe", "If a child is in danger", "If badly hurt",
        "If you are about to hurt a child", "If they hurt themselves", "If they talk of killing",
        "If they may travel today", "You may whisper", "Or press 55", "IF IT GETS WORSE",
    ],
)  # fmt: skip
def test_beside_words_of_danger_stands_the_emergency_number(content: Copy, said: str) -> None:
    with_why(content, f'"{said}, call {{police}}."')
    (problem,) = problems(content, "danger_is_answered_everywhere")
    assert problem.wrong == f"“{said}, call {{police}}.” is about danger and names another number"


@pytest.mark.parametrize(
    "said",
    ["Nobody is in danger: call {police}.", "If it gets worse, call {police} or {emergency}."],
)
def test_no_danger_or_its_number_too_is_let_pass(content: Copy, said: str) -> None:
    with_why(content, f'"{said}"')
    assert problems(content, "danger_is_answered_everywhere") == []


def test_danger_is_answered_at_the_top_outside_the_main_flow(content: Copy) -> None:
    """In a section further down it would be too late for somebody who came by another door."""
    urgent = "    urgent: If a child is in danger now, call {emergency}. Say the address first.\n"
    text = (content.root / PLACE).read_text()
    page = text[text.index("\n  central:") : text.index("\n  bedford:")]
    low = page.replace(urgent, "").replace(
        '          - "**Proof.**',
        '          - If it gets worse, call {emergency}.\n          - "**Proof.**',
    )
    assert low.count("{emergency}") == page.count("{emergency}")
    content.write(PLACE, text.replace(page, low))
    (problem,) = problems(content, "danger_is_answered_everywhere")
    assert problem.wrong == "“central” does not say when to call the emergency number"


@pytest.mark.parametrize("danger", [
    "hurting the child now", "ill", "kill themselves", "missing", "alone", "soon be back",
])  # fmt: skip
def test_the_closer_look_asks_about_each_danger(guide: Guide, danger: str) -> None:
    check = guide.steps["help/check"]
    assert isinstance(check, Question)
    points = tuple(Words(re.sub(rf"\b{danger}\b", "…", point)) for point in check.points)
    steps = {**guide.main.steps, "check": replace(check, points=points)}
    flows = {**guide.flows, "help": replace(guide.main, steps=steps)}
    (problem,) = rules.danger_is_spelled_out(replace(guide, flows=flows))
    assert problem.wrong == f"no point says “{danger}”"


@pytest.mark.parametrize("phrase", [
    "goes missing", "hurts themselves", "dying", "injuries", "threatened", "only know online",
    "sexual picture", "pregnant",
])  # fmt: skip
def test_each_sign_of_danger_means_now(guide: Guide, phrase: str) -> None:
    now, *rest = guide.signs
    left = tuple(sign for sign in now.signs if phrase not in sign.say)
    (problem,) = rules.signs_of_danger_mean_now(
        replace(guide, signs=(replace(now, signs=left), *rest))
    )
    assert problem.wrong == f"no sign that means to call now says “{phrase}”"


def test_the_signs_of_danger_stand_first(guide: Guide) -> None:
    first, second, *rest = guide.signs
    swapped = replace(guide, signs=(second, first, *rest))
    assert [problem.wrong for problem in rules.signs_of_danger_mean_now(swapped)] == [
        "no signs mean to call now"
    ]


@pytest.mark.parametrize(
    "said",
    [
        "It is your fault.", "You need to be sure.", "You need proof.",
        "You are in trouble for it.",
        "It is a betrayal.", "It is too late.", "It is your job.", "Then wait a day.",
        "Ask them to give it.", "Ask them to give your name.", "Say that you can speak.",
        "Say that you can whisper.", "Tell them that you do need it.", "Do pay them.",
        "They say that they do want it.", "We know that we do it well.",
        "It seems that it does help.",
        "It is your FAULT.",
    ],
)  # fmt: skip
def test_a_lost_not_is_missed(content: Copy, said: str) -> None:
    with_why(content, said)
    (problem,) = problems(content, "every_not_is_there")
    assert problem.wrong == f"“{said}” has lost its “not”"


@pytest.mark.parametrize(
    "said",
    [
        "It is not your fault.", "It is never too late.", "Nobody needs to be sure.",
        "Not your job.",
        "Do not pay them.", "Do this first.", "Do it now.", "Tell them that you do not want it.",
        "What do you do first?", "It does not help.",
    ],
)  # fmt: skip
def test_a_not_that_is_there_is_seen(content: Copy, said: str) -> None:
    with_why(content, said)
    assert problems(content, "every_not_is_there") == []


@pytest.mark.parametrize("verb", ["Call", "Tell", "Talk to", "Talk it over with", "TELL"])
@pytest.mark.parametrize(
    ("who", "kind"),
    [
        ("the police", "police"),
        ("a social worker", "social-work"),
        ("the duty desk", "social-work"),
    ],
)
def test_words_that_say_whom_to_call_are_understood(verb: str, who: str, kind: str) -> None:
    assert told_to_call(Words(f"{verb} {who} today")) == kind
    assert told_to_call(Words(f"{verb} {who}man")) is None
    assert told_to_call(Words(f"{verb} somebody about {who}")) is None


@pytest.mark.parametrize("word", [
    "nought", "zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "double", "treble", "triple", "One",
])  # fmt: skip
@pytest.mark.parametrize("between", [" ", "-"])
def test_a_number_in_words_is_seen(content: Copy, word: str, between: str) -> None:
    with_why(content, f"Call {word}{between}nine now.")
    assert problems(content, "numbers_stand_in_one_place")


@pytest.mark.parametrize("number", ["101", "1 0 1", "1-0-1", "1.0.1"])
def test_digits_are_seen(content: Copy, number: str) -> None:
    with_why(content, f"Call {number} now.")
    assert problems(content, "numbers_stand_in_one_place")


def test_no_rule_fails_on_what_another_rule_finds_missing(guide: Guide) -> None:
    """Whoever broke the content must be told where, not that Python has failed."""
    start = guide.first
    assert isinstance(start, Question)
    nothing = replace(start, answers=())
    steps = {**guide.main.steps, "start": nothing}
    sheet = replace(guide.sheets["desk"], lines=(), parts={})
    broken = [
        replace(guide, flows={**guide.flows, "help": replace(guide.main, steps={})}),
        replace(guide, flows={**guide.flows, "help": replace(guide.main, steps=steps)}),
        replace(guide, signs=()),
        replace(guide, sheets={"desk": sheet}),
        replace(guide, links={}),
        replace(guide, contacts={}),
        replace(guide, area=replace(guide.area, roles={})),
        replace(guide, wording=Wording((), (), (), ())),
        with_line(guide, "luton-desk", hours="ten to four"),
    ]
    for one in broken:
        assert rules.check(one, editorial=True)
