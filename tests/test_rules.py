"""Every safety rule, broken in several ways, is caught, with the file, the place and the mend."""

import pytest

from guide import rules
from guide.content import load

from .conftest import Copy

HELP, PHONE = "flows/help.yaml", "flows/phone.yaml"
MORE, PLACE = "flows/more.yaml", "flows/place.yaml"
LUTON, NATIONAL = "directory/luton.yaml", "directory/national.yaml"
ONLINE, SIGNS, SHEETS = "directory/online.yaml", "signs.yaml", "sheets.yaml"

HARD = " ".join(["Multidisciplinary safeguarding investigations necessitate communication."] * 9)

YES = '{id: "yes", say: "Yes", to: now}'
NOT_SURE = "{id: not-sure, say: I am not sure, to: check, unsure: true}"
NO = '{id: "no", say: "No", to: talk}'
LONELY = """
  lonely:
    kind: question
    ask: Is it late?
    why: It may be.
    answers:
      - {id: "yes", say: "Yes", to: desk}
      - {id: not-sure, say: I am not sure, to: desk, unsure: true}
"""
CHAIN = "".join(
    f"""
  chain-{name}:
    kind: question
    ask: Is it late?
    why: It may be.
    answers:
      - {{id: "yes", say: "Yes", to: {to}}}
      - {{id: not-sure, say: I am not sure, to: {to}, unsure: true}}
"""
    for name, to in [("one", "chain-two"), ("two", "chain-three"), ("three", "check")]
)

# For each rule: what breaks it (file, old words, new words), and words that the problem must say.
BREAKS: dict[str, list[tuple[str, str, str, str]]] = {
    "every_role_is_filled": [
        (LUTON, "  duty-desk: luton-desk\n", "", "nobody fills the role “duty-desk”"),
        (LUTON, "  police: bedfordshire-police\n", "", "nobody fills the role “police”"),
        (LUTON, "duty-desk: luton-desk", "duty-desk: luton-dusk", "nobody fills"),
        (LUTON, "duty-desk: luton-desk", "duty-desk: bedfordshire-police", "of kind police"),
        (NATIONAL, "kind: emergency", "kind: police", "of kind police"),
    ],
    "every_name_is_known": [
        (HELP, "lines: [emergency]", "lines: [emergancy]", "did you mean “emergency”?"),
        (HELP, "Call {emergency} and", "Call {emergncy} and", "did you mean “emergency”?"),
        (HELP, "in {area}. Can", "in {aera}. Can", "did you mean “area”?"),
        (HELP, "Ask for {police.name}", "Ask for {police.nam}", "stands for nothing"),
    ],
    "every_answer_leads_to_a_step": [
        (HELP, "to: now}", "to: nwo}", "“help/nwo” is no step of the guide"),
        (HELP, "to: talk}", "to: phone/talk}", "“phone/talk” is no step"),
        (HELP, "to: phone/memory}", "to: phone/memories}", "did you mean “phone/memory”?"),
        (HELP, f"      - {NOT_SURE}\n      - {NO}\n", "", "fewer than two answers"),
        (HELP, "id: none,", "id: any,", "2 answers have the id “any”"),
    ],
    "every_step_is_reached": [
        (HELP, "  talk:\n", f"{LONELY}\n  talk:\n", "nothing leads to “help/lonely”"),
        (HELP, "to: young/start", "to: help/now", "nothing leads to “young/start”"),
        (MORE, "to: soon/baby", "to: soon/trip", "nothing leads to “soon/baby”"),
    ],
    "every_walk_ends": [
        (HELP, "say: None of these, to: talk", "say: None of these, to: start", "comes back"),
        (HELP, "say: None of these, to: talk", "say: None of these, to: check", "comes back"),
        (HELP, "  talk:\n", f"{CHAIN}\n  talk:\n", "takes 5 answers"),
    ],
    "emergencies_stand_alone": [
        (HELP, "lines: [emergency]", "lines: [emergency, duty-desk]", "offers other numbers"),
        (HELP, "lines: [emergency]", "lines: [duty-desk, emergency]", "offers other numbers"),
        (HELP, "[duty-desk, out", "[emergency, duty-desk, out", "offers other numbers"),
        (HELP, "lead: The call is free.", "lead: Or call {police}.", "competes with"),
        (HELP, "Do not wait for proof.", "Or try {duty-desk}.", "competes with"),
    ],
    "danger_reaches_emergency": [
        (HELP, "    about: danger\n    ask: Is a child", "    ask: Is a child", "does not begin"),
        (HELP, YES, YES.replace("now", "check"), "first answer to a question about danger"),
        (HELP, YES, YES.replace("now", "desk"), "first answer to a question about danger"),
        (HELP, NO, NO.replace("talk", "now"), "means no danger leads to the emergency"),
        (HELP, NOT_SURE, NOT_SURE.replace("check", "talk"), "“not sure” about danger"),
        (HELP, NOT_SURE, NOT_SURE.replace("check", "station"), "“not sure” about danger"),
        (HELP, 'still not sure", to: now', 'still not sure", to: talk', "first answer"),
        (HELP, "sure, to: desk", "sure, to: station", "less urgent than another answer"),
        (HELP, "to: check, unsure: true", "to: check", "0 answers are for somebody who is not"),
        (HELP, YES, YES.replace("}", ", unsure: true}"), "2 answers are for somebody who is"),
        (HELP, f"- {YES}\n      - {NOT_SURE}", f"- {NOT_SURE}\n      - {YES}", "first answer"),
    ],
    "answers_say_what_they_mean": [
        (HELP, YES, YES.replace('"Yes"', '"No"'), "the answer “yes” says “No”"),
        (HELP, NO, NO.replace('"No"', '"Yes"'), "begin it with “No”"),
        (HELP, "say: None of these", "say: Any of these", "begin it with “None”"),
        (HELP, NOT_SURE, NOT_SURE.replace("I am not sure", "Skip"), "say “not sure” in it"),
    ],
    "results_show_both_lines": [
        (HELP, "[duty-desk, out-of-hours, police]", "[duty-desk, police]", "“out-of-hours”"),
        (HELP, "[duty-desk, out-of-hours, police]", "[out-of-hours, police]", "“duty-desk”"),
        (HELP, "[police, duty-desk, out-of-hours]", "[police]", "does not show “duty-desk”"),
        (
            PHONE,
            "[duty-desk, out-of-hours, police, domestic-abuse]",
            "[]",
            "does not show “out-of-hours”",
        ),
        (HELP, "[duty-desk, out", "[duty-desk, duty-desk, out", "“duty-desk” stands twice"),
        (PLACE, "lines: [herts, police]", "lines: [police]", "shows no line of kind social-work"),
        (PLACE, "lines: [herts, police]", "lines: [herts]", "shows no line of kind police"),
    ],
    "every_line_names_another": [
        (LUTON, "    otherwise: out-of-hours\n", "", "whom to call when nobody answers"),
        (LUTON, "otherwise: out-of-hours", "otherwise: luton-desk", "whom to call when nobody"),
        (LUTON, "otherwise: police", "otherwise: polise", "whom to call when nobody answers"),
    ],
    "hours_can_be_trusted": [
        (LUTON, "Mo-Fr 10:00-16:00 open; PH off", "Mo-Fr ten to four", "not an opening_hours"),
        (LUTON, "Mo-Fr 10:00-16:00 open; PH off", "Mo-Sa 10:00-16:00 open; PH off", "Saturday"),
        (LUTON, "10:00-16:00 open; PH off", "10:00-16:00 open", "25 December 2026"),
        (LUTON, "10:00-16:00 open; PH off", "10:00-19:00 open; PH off", "is said to be open"),
        (
            LUTON,
            "unknown, Mo-Fr 10:00-16:00 open; PH off",
            "open, Mo-Fr 07:00-10:00 open; PH off",
            "is said to be open",
        ),
        (LUTON, "; Sa-Su 00:00-24:00 open", "", "one line is closed and the other is not"),
        (LUTON, "; PH 00:00-24:00 open", "", "one line is closed and the other is not"),
        (LUTON, "Mo-Fr 00:00-08:00,18:00-24:00 open,", "Mo-Fr 00:00-07:00 open,", "hours of the"),
        (LUTON, "duty-desk: luton-desk", "duty-desk: bedfordshire-night", "is said to be open"),
    ],
    "numbers_are_sourced": [
        (LUTON, '    phone: "01582 547653"', '    phone: "01582 547635"', "but a source prints"),
        (LUTON, '"01582 547 653"', '"01582 547 563"', "but a source prints 01582 547 563"),
        (LUTON, '    phone: "101"', '    phone: "111"', "111 is the NHS, never the police"),
        (LUTON, '    phone: "101"', '    phone: "01582 401212"', "must never be shown: an old"),
        (NATIONAL, '"88858"', '"999"', "999 must never be shown"),
        (LUTON, '    phone: "0300 300 8123"', '    phone: "01582 547653"', "have the same number"),
    ],
    "sheets_are_whole": [
        (SHEETS, "lines: [duty-desk, out", "lines: [duty-dusk, out", "is nobody's role or id"),
        (SHEETS, "signs: worry", "signs: worries", "“worries” is no part of the sheet"),
    ],
    "links_are_sound": [
        (
            ONLINE,
            "url: https://ivisontrust.org.uk",
            "url: ivisontrust.org.uk",
            "is not a web address",
        ),
        (ONLINE, "url: https://ivisontrust.org.uk", "url: javascript:x", "is not a web address"),
        (ONLINE, "  ivison:\n", "  ivisons:\n", "nothing uses the link “ivisons”"),
        (ONLINE, "  ivison:\n", "  childline:\n", "“childline” is a contact, too"),
    ],
    "numbers_stand_in_one_place": [
        (HELP, "lead: The call is free.", "lead: Call 999.", "a number is written out"),
        (HELP, "say: None of these", "say: None of these. Ring 0800 1111", "written out"),
        (LUTON, "cost: Free", "cost: Free since 2020", "the directory has the digits"),
    ],
    "addresses_are_neutral": [
        (HELP, "  start:\n", "  danger:\n", "tells an onlooker what this is (“danger”)"),
        (HELP, "  start:\n", "  start2:\n", "is not a short plain address"),
        (HELP, "  start:\n", "  Start:\n", "is not a short plain address"),
        (HELP, "  start:\n", "  is-a-child-in-danger:\n", "is not a short plain address"),
    ],
    "signs_are_never_scored": [
        (SIGNS, "say: misses school", "say: misses school (three points)", "scores (“points”)"),
        (SIGNS, "title: Where they are", "title: High risk", "scores (“high risk”)"),
        (SIGNS, "title: Where they are", "title: Tick two or more", "scores (“two or more”)"),
        (SIGNS, "    now: true\n", "", "no signs mean to call now"),
        (SIGNS, "id: school,", "id: late,", "2 signs have the id “late”"),
        (SIGNS, "see: [away/start]", "see: [away/begin]", "“away/begin” is no step"),
    ],
    "words_blame_nobody": [
        (HELP, "why: Danger comes first.", "why: Some put up with a lifestyle.", "“lifestyle”"),
        (HELP, "why: Danger comes first.", "why: Grooming gangs do this.", "people who abuse"),
        (HELP, "why: Danger comes first.", "why: Asian men do this.", "nothing of where people"),
        (HELP, "why: Danger comes first.", "why: Muslim men do this.", "nothing of faith"),
        (HELP, "why: Danger comes first.", "why: Help the victim.", "say child or young person"),
        (SIGNS, "say: misses school", "say: is promiscuous", "that the child is being abused"),
        (SHEETS, "rows: 4}", 'rows: 4}\n      x: {title: "Risky behaviour", rows: 1}', "Risky"),
    ],
    "acronyms_are_known": [
        (HELP, "why: Danger comes first.", "why: The EDT comes first.", "“EDT”"),
        (HELP, "why: Danger comes first.", "why: CSE comes first.", "“CSE”"),
        (SIGNS, "say: misses school", "say: has an STI", "“STI”"),
    ],
    "words_are_easy_to_read": [
        (HELP, "why: Danger comes first.", f"why: {HARD}", "needs reading grade"),
        (SIGNS, "say: misses school", f"say: {HARD}", "needs reading grade"),
        (SHEETS, "lead: Leave gaps.", f"lead: {HARD}", "needs reading grade"),
        (HELP, "why: Danger comes first.", f"why: {' '.join(['word'] * 21)}", "has 21 words"),
    ],
}


@pytest.mark.parametrize(
    ("rule", "file", "old", "new", "said"),
    [
        pytest.param(rule, *edit, id=f"{rule}-{number}")
        for rule, edits in BREAKS.items()
        for number, edit in enumerate(edits, start=1)
    ],
)
def test_a_broken_rule_is_named_with_its_place(
    content: Copy, rule: str, file: str, old: str, new: str, said: str
) -> None:
    content.replace(file, old, new)
    problems = list(getattr(rules, rule)(load("luton", content.root)))
    assert any(said in str(problem) for problem in problems), problems
    for problem in problems:
        assert problem.place.file.startswith("guide/")
        assert problem.mend


def test_every_rule_is_broken_above() -> None:
    every = rules.RULES + rules.EDITORIAL
    assert [rule.__name__ for rule in every] == list(BREAKS)


def test_a_flow_without_steps_is_named(content: Copy) -> None:
    content.write(PHONE, "steps: {}\n")
    assert any("the flow has no steps" in str(problem) for problem in content.problems())


def test_an_address_may_not_tell_even_in_its_second_word(content: Copy) -> None:
    content.replace(HELP, "  desk:\n", "  social-desk:\n")
    text = (content.root / HELP).read_text().replace("to: desk", "to: social-desk")
    (problem,) = content.write(HELP, text).problems()
    assert "“help/social-desk” tells an onlooker what this is (“social”)" in str(problem)


def test_two_pages_of_one_site_are_one_source(content: Copy) -> None:
    content.replace(LUTON, "http://lutonlscb.org.uk/how.html", "https://www.luton.gov.uk/one")
    content.replace(LUTON, "https://blmkhealthandcarepartnership.org", "https://luton.gov.uk")
    (problem,) = content.problems()
    assert "“luton-desk” is shown with fewer than two independent sources" in str(problem)


def test_a_number_with_one_source_may_be_kept_if_it_is_not_shown(content: Copy) -> None:
    kept = """
  kept:
    name: A line that is kept
    kind: social-work
    phone: "01632 960000"
    hours: 24/7
    brief: Kept
    when: Day and night
    otherwise: duty-desk
    cost: Free
    bill: Shows
    name_asked: Ask
    checked: 2026-11-22
    rung: false
    sources: [{url: "https://example.org", prints: "01632 960000"}]
"""
    text = (content.root / LUTON).read_text() + kept
    assert content.write(LUTON, text).problems() == []
    content.replace(HELP, "[duty-desk, out-of-hours, police]", "[duty-desk, out-of-hours, kept]")
    (problem,) = content.problems()
    assert "“kept” is shown with fewer than two independent sources" in str(problem)
