"""Every safety rule, broken in several ways, is caught, with the file, the place and the mend."""

import re
from dataclasses import replace

import pytest

from guide import rules
from guide.content import load
from guide.model import Guide, Place

from .conftest import Copy
from .test_content import line_of

HELP, PHONE = "flows/help.yaml", "flows/phone.yaml"
MORE, PLACE = "flows/more.yaml", "flows/place.yaml"
AGAIN, AWAY, QUIET = "flows/again.yaml", "flows/away.yaml", "flows/quiet.yaml"
SOON, TOLD, YOUNG = "flows/soon.yaml", "flows/told.yaml", "flows/young.yaml"
LUTON, NATIONAL = "directory/luton.yaml", "directory/national.yaml"
NEAR = "directory/neighbours.yaml"
ONLINE, SIGNS, SHEETS = "directory/online.yaml", "signs.yaml", "sheets.yaml"
QUIET = "flows/quiet.yaml"

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

SCOTLAND = """
    urgent: If a child is in danger now, call {emergency}. Say the address in Scotland first.
    about: elsewhere
"""

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
        (HELP, "lines: [emergency]", "lines: [emergency]\n    numbers: last", "before the call"),
        (HELP, "    sheet: none\n", "", "puts something before the call"),
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
        (AWAY, "    about: danger\n", "", "leads to the emergency number and is not about danger"),
    ],
    "danger_is_spelled_out": [
        (HELP, " Or a young child is alone.", "", "no point says “alone”"),
        (HELP, "may hurt or kill themselves", "may be sad", "no point says “kill themselves”"),
    ],
    "danger_is_answered_everywhere": [
        (
            TOLD,
            "    urgent: Call {emergency} if",
            "    # Call {emergency} if",
            "does not say when to call",
        ),
        (TOLD, "urgent: Call {emergency}", "urgent: Call {police}", "does not say when to call"),
        (
            TOLD,
            "urgent: Call {emergency}",
            "urgent: Call {emergency} or {police}",
            "does not say when",
        ),
        (
            HELP,
            "worse, call {emergency}",
            "worse, call {police}",
            "is about danger and names another",
        ),
        (
            QUIET,
            "Call {emergency} and listen",
            "Call {police} and listen",
            "is about danger and names",
        ),
    ],
    "answers_say_what_they_mean": [
        (HELP, YES, YES.replace('"Yes"', '"No"'), "the answer “yes” says “No”"),
        (HELP, NO, NO.replace('"No"', '"Yes"'), "begin it with “No”"),
        (HELP, "say: None of these", "say: Any of these", "begin it with “None”"),
        (HELP, NOT_SURE, NOT_SURE.replace("I am not sure", "Skip"), "say “not sure” in it"),
    ],
    "answers_lead_where_they_say": [
        (HELP, "to: told/start", "to: young/start", "the answer “told” leads to “young/start”"),
        (PLACE, "to: bucks}", "to: herts}", "the answer “bucks” leads to “place/herts”"),
        (HELP, 'say: "Yes", to: desk', 'say: "Yes", to: station', "leads to a line of kind police"),
        (HELP, 'police", to: station', 'police", to: desk', "leads to a line of kind social-work"),
    ],
    "lines_are_those_named": [
        (
            HELP,
            "[duty-desk, out-of-hours, police]",
            "[police, duty-desk, out-of-hours]",
            "put first",
        ),
        (
            HELP,
            "[police, duty-desk, out-of-hours]",
            "[duty-desk, out-of-hours, police]",
            "put first",
        ),
        (
            SOON,
            "[police, out-of-hours, duty-desk]",
            "[duty-desk, out-of-hours, police]",
            "put first",
        ),
        (
            AGAIN,
            "[duty-desk, out-of-hours, police,",
            "[police, duty-desk, out-of-hours,",
            "put first",
        ),
        (
            SHEETS,
            "lines: [police, duty-desk]",
            "lines: [duty-desk, police]",
            "is not for its first",
        ),
        (
            SHEETS,
            "want to talk to a social",
            "want to tell the police of a social",
            "is not for its",
        ),
    ],
    "numbers_are_near": [
        (AGAIN, "    lines:", "    numbers: last\n    lines:", "“start” hides its numbers"),
        (YOUNG, "    lines:", "    numbers: last\n    lines:", "“start” hides its numbers"),
        (AGAIN, "    lines:", "    doors: false\n    lines:", "“start” leads nowhere else"),
    ],
    "other_councils_are_told_apart": [
        (
            PLACE,
            "Watford (Hertfordshire)",
            "(Bedford Borough)",
            "leads to another council, Hertfordshire",
        ),
        (
            PLACE,
            "to: unsure, unsure: true",
            "to: herts, unsure: true",
            "another council, Hertfordshire",
        ),
        (TOLD, "    lines:", "    about: elsewhere\n    lines:", "mixes this council with another"),
        (PLACE, "a child in Hertfordshire", "a child in {area}", "mixes this council with another"),
        (PLACE, "lines: [herts, police]", "lines: [luton-desk, police]", "mixes this council"),
        (
            PLACE,
            SCOTLAND,
            SCOTLAND.replace("    about: elsewhere\n", ""),
            "stands among other councils",
        ),
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
        (TOLD, "[duty-desk, out-of-hours, police]", "[duty-desk, out-of-hours]", "show “police”"),
    ],
    "every_line_names_another": [
        (LUTON, "    otherwise: out-of-hours\n", "", "whom to call when nobody answers"),
        (LUTON, "otherwise: out-of-hours", "otherwise: luton-desk", "whom to call when nobody"),
        (LUTON, "otherwise: police", "otherwise: polise", "whom to call when nobody answers"),
        (LUTON, "otherwise: out-of-hours", "otherwise: childline", "“childline” cannot act"),
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
        (
            NEAR,
            "17:30-24:00 open, Fr",
            "18:30-24:00 open, Fr",
            "of the lines meet: bucks, bucks-night",
        ),
        (
            PLACE,
            "[central-beds, out-of-hours, police]",
            "[central-beds, police]",
            "hours of the lines meet",
        ),
    ],
    "hours_are_those_said": [
        (NATIONAL, "hours: 24/7 unknown", "hours: 24/7", "says “Hours change"),
        (NATIONAL, "hours: 24/7\n", "hours: 24/7 unknown\n", "says “Day and night”"),
        (NEAR, "Fr 09:00-17:00 open; PH off", "Fr 09:00-17:00 open", "says “Office hours"),
        (NEAR, "Sa-Su 00:00-24:00 open; ", "", "says “Nights, weekends"),
        (
            NATIONAL,
            '"Hours change: look at nspcc',
            '"Day and night: look at nspcc',
            "says “Day and",
        ),
        (LUTON, "Luton duty desk, in office hours", "Luton duty desk", "are not the same hours"),
    ],
    "numbers_are_sourced": [
        (LUTON, '    phone: "01582 547653"', '    phone: "01582 547635"', "but a source prints"),
        (LUTON, '"01582 547 653"', '"01582 547 563"', "but a source prints 01582 547 563"),
        (LUTON, '    phone: "101"', '    phone: "111"', "111 is the NHS, never the police"),
        (LUTON, '    phone: "101"', '    phone: "01582 401212"', "must never be shown: an old"),
        (NATIONAL, '"88858"', '"999"', "999 must never be shown"),
        (LUTON, '    phone: "0300 300 8123"', '    phone: "01582 547653"', "have the same number"),
        (NEAR, 'phone: "01234 718700"', 'phone: "01234 718701"', "but a source prints"),
    ],
    "sources_say_whose": [
        (
            ONLINE,
            "url: https://www.iwf.org.uk",
            "url: https://www.iwv.org.uk",
            "does not look like",
        ),
        (
            ONLINE,
            "www.gov.uk/report-child-abuse-to-local-council",
            "www.gov.uk/bees",
            "not look like",
        ),
        (NATIONAL, "/2010-missing-people", "/2010", "whose number it is"),
        (NATIONAL, "columnists/childline-advice", "columnists/advice", "“childline” says in its"),
    ],
    "lines_are_described_truly": [
        (NATIONAL, "kind: police", "kind: support", "does not sound like kind support"),
        (
            NATIONAL,
            "Childline\n    kind: support",
            "Childline\n    kind: social-work",
            "sound like",
        ),
        (NATIONAL, "    by: text\n", "", "does not say truly whether to call or to text"),
        (NATIONAL, "cost: Free from landlines", "cost: Little from landlines", "does not cost"),
        (
            LUTON,
            "cost: The same as other calls to an 01 number",
            "cost: Free",
            "does not cost “Free”",
        ),
        (
            LUTON,
            "bill: Shows in the phone's call list",
            "bill: Never shows",
            "that the phone keeps it",
        ),
        (ONLINE, "kind: police", "kind: social-work", "does not sound like kind social-work"),
        (NATIONAL, "cost: Free", "cost: A little", "a call to 999 does not cost “A little”"),
        (
            NEAR,
            "brief: Buckinghamshire,",
            "brief: Hertfordshire,",
            "does not say that it is Bucking",
        ),
    ],
    "sheets_are_whole": [
        (SHEETS, "lines: [duty-desk, out", "lines: [duty-dusk, out", "is nobody's role or id"),
        (SHEETS, "signs: worry", "signs: worries", "“worries” is no part of the sheet"),
        (SHEETS, "lines: [duty-desk, out-of-hours]", "lines: [duty-desk]", "lacks a number"),
        (SHEETS, "lines: [police, duty-desk]", "lines: [police, nspcc]", "lacks a number"),
        (SHEETS, "lines: [duty-desk, out-of-hours]", "lines: [duty-desk, bucks]", "at some hour"),
        (
            SHEETS,
            "If not safe, call {emergency}.",
            "If not safe, call.",
            "ask first if the child is safe",
        ),
        (SHEETS, "rows: 4}", "rows: 0}", "has 0 rows"),
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
        (ONLINE, "url: https://ivisontrust.org.uk", "url: http://ivisontrust.org.uk", "not a web"),
    ],
    "numbers_stand_in_one_place": [
        (HELP, "lead: The call is free.", "lead: Call 999.", "a number is written out"),
        (HELP, "say: None of these", "say: None of these. Ring 0800 1111", "written out"),
        (LUTON, "cost: Free", "cost: Free since 2020", "the directory has the digits"),
        (HELP, "lead: The call is free.", "lead: Call nine nine nine.", "a number is written out"),
    ],
    "words_name_the_right_line": [
        (HELP, "{nspcc.name}, {nspcc}", "{nspcc.name}, {childline}", "somebody else's number"),
        (QUIET, "hours: {relay+duty-desk}", "hours: {relay+out-of-hours}", "open then"),
        (QUIET, "holidays: {relay+out-of-hours}", "holidays: {relay+duty-desk}", "open then"),
        (PLACE, "Call {police}. You may", "Call {duty-desk}. You may", "the number of the police"),
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
        (SIGNS, "id: school,", "id: late,", "2 signs have the id “late”"),
        (SIGNS, "see: [away/start]", "see: [away/begin]", "“away/begin” is no step"),
    ],
    "signs_of_danger_mean_now": [
        (SIGNS, "    now: true\n", "", "no signs mean to call now"),
        (SIGNS, "id: suicide, say: talks of dying", "id: suicide, say: talks", "says “dying”"),
        (
            SIGNS,
            "title: Where they are",
            "title: Where they are\n    now: true",
            "to mean danger now",
        ),
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
    "every_not_is_there": [
        (HELP, "Do not go in.", "Do go in.", "“Do go in.” has lost its “not”"),
        (HELP, "You do not need to be sure.", "You do need to be sure.", "has lost its “not”"),
        (TOLD, "It is not your fault.", "It is your fault.", "has lost its “not”"),
        (HELP, "tone: dont", "tone: do", "“Please do not” has the tone do"),
        (HELP, "tone: do\n", "tone: dont\n", "“While you wait” has the tone dont"),
        (HELP, "- Do not tell anyone there", "- Tell anyone there", "does not say what not to do"),
        (HELP, "You can ask not to give it.", "You can ask to give it.", "has lost its “not”"),
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
        (HELP, "why: Danger comes first.", f"why: {HARD.split('.')[0]}.", "is hard to read"),
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
    assert {rule.__name__ for rule in every} == set(BREAKS)


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


# Whoever mends content at night reads one line and does what it says. So, for each thing that a
# rule can say: an edit, the text that the problem stands at, and all of its words.
SAYS: dict[str, list[tuple[tuple[str, str, str], str, str, str]]] = {
    "every_role_is_filled": [
        (
            (LUTON, "  duty-desk: luton-desk\n", ""),
            "",
            "nobody fills the role “duty-desk”",
            "add it to roles:  duty-desk: …",
        ),
        (
            (LUTON, "duty-desk: luton-desk", "duty-desk: bedfordshire-police"),
            "  bedfordshire-police:\n    name",
            "“bedfordshire-police” fills the role “duty-desk” but is of kind police",
            "name a contact of kind social-work",
        ),
    ],
    "every_name_is_known": [
        (
            (HELP, "lines: [emergency]", "lines: [emergancy]"),
            "  now:\n    kind",
            "“emergancy” is nobody's role or id",
            "did you mean “emergency”?",
        ),
        (
            (HELP, "in {area}. Can", "in {aera}. Can"),
            "in {aera}",
            "“{aera}” stands for nothing",
            "did you mean “area”?",
        ),
    ],
    "every_answer_leads_to_a_step": [
        (
            (HELP, "to: phone/memory}", "to: phone/memories}"),
            "to: phone/memories}",
            "“phone/memories” is no step of the guide",
            "did you mean “phone/memory”?",
        ),
        (
            (HELP, "to: now}", "to: about/nunbers}"),
            "to: about/nunbers}",
            "“about/nunbers” is no step of the guide",
            "did you mean “about/numbers”?",
        ),
        (
            (HELP, f"      - {NOT_SURE}\n      - {NO}\n", ""),
            "  start:\n    kind",
            "the question has fewer than two answers",
            "add the others",
        ),
        (
            (HELP, "id: none,", "id: any,"),
            "  check:\n    kind",
            "2 answers have the id “any”",
            "give each its own",
        ),
    ],
    "every_step_is_reached": [
        (
            (HELP, "  talk:\n", f"{LONELY}\n  talk:\n"),
            "  lonely:\n    kind",
            "nothing leads to “help/lonely”",
            "lead an answer to it, or delete it",
        ),
    ],
    "every_walk_ends": [
        (
            (HELP, "  talk:\n", f"{CHAIN}\n  talk:\n"),
            "  chain-one:\n    kind",
            "a walk from “help/chain-one” takes 5 answers to reach a result",
            "ask less: at most 4",
        ),
        (
            (HELP, "  talk:\n", f"{LONELY.replace('to: desk', 'to: lonely')}\n  talk:\n"),
            "  lonely:\n    kind",
            "a walk from “help/lonely” comes back to where it was",
            "lead one of its answers onward, to a result",
        ),
    ],
    "emergencies_stand_alone": [
        (
            (HELP, "lines: [emergency]", "lines: [emergency, duty-desk]"),
            "  now:\n    kind",
            "“now” offers other numbers beside the emergency one",
            "leave only the emergency line; every other page has it at the top anyway",
        ),
        (
            (HELP, "lead: The call is free.", "lead: Or call {police}."),
            "lead: Or call",
            "“{police}” competes with the emergency number",
            "take it out, or say it on another page",
        ),
    ],
    "danger_reaches_emergency": [
        (
            (HELP, "    about: danger\n    ask: Is a child", "    ask: Is a child"),
            "  start:\n    kind",
            "the main flow does not begin with the question about danger",
            "put it at the top, with  about: danger",
        ),
        (
            (HELP, YES, YES.replace("now", "desk")),
            YES.replace("now", "desk"),
            "the first answer to a question about danger does not lead to the emergency number",
            "put the answer that means danger first, and lead it to the emergency result",
        ),
        (
            (HELP, NO, NO.replace("talk", "now")),
            NO.replace("talk", "now"),
            "an answer that means no danger leads to the emergency number",
            "look whether two answers are swapped",
        ),
        (
            (HELP, NOT_SURE, NOT_SURE.replace("check", "talk")),
            NOT_SURE.replace("check", "talk"),
            "“not sure” about danger leads to neither the emergency number nor a closer look",
            "lead it to the emergency result, or to another question about danger",
        ),
        (
            (HELP, "sure, to: desk", "sure, to: station"),
            "sure, to: station",
            "“not sure” leads somewhere less urgent than another answer",
            "lead it where the most urgent answer leads",
        ),
        (
            (HELP, "to: check, unsure: true", "to: check"),
            "  start:\n    kind",
            "0 answers are for somebody who is not sure",
            "mark exactly one with  unsure: true",
        ),
    ],
    "answers_say_what_they_mean": [
        (
            (HELP, NO, NO.replace('"No"', '"Yes"')),
            NO.replace('"No"', '"Yes"'),
            "the answer “no” says “Yes”",
            "begin it with “No”",
        ),
        (
            (HELP, '"Any of these, or I am still', '"Some, or I am'),
            '"Some, or I am',
            "the answer “any” says “Some, or I am not sure”",
            "begin it with “Any”",
        ),
        (
            (HELP, NOT_SURE, NOT_SURE.replace("I am not sure", "Skip")),
            NOT_SURE.replace("I am not sure", "Skip"),
            "“Skip” does not tell somebody who is not sure to take it",
            "say “not sure” in it",
        ),
    ],
    "results_show_both_lines": [
        (
            (HELP, "[duty-desk, out-of-hours, police]", "[duty-desk, police]"),
            "  desk:\n    kind",
            "“desk” does not show “out-of-hours”",
            "add it to its lines",
        ),
        (
            (PLACE, "lines: [herts, police]", "lines: [herts]"),
            "  herts:\n    kind",
            "“herts” shows no line of kind police",
            "add one to its lines",
        ),
        (
            (HELP, "[duty-desk, out", "[duty-desk, duty-desk, out"),
            "  desk:\n    kind",
            "“duty-desk” stands twice in its lines",
            "remove one",
        ),
    ],
    "every_line_names_another": [
        (
            (LUTON, "    otherwise: out-of-hours\n", ""),
            "  luton-desk:\n    name",
            "“luton-desk” does not say whom to call when nobody answers",
            "name another role or contact:  otherwise: …",
        ),
    ],
    "hours_can_be_trusted": [
        (
            (LUTON, "Mo-Fr 10:00-16:00 open; PH off", "Mo-Fr ten to four"),
            "  luton-desk:\n    name",
            "“Mo-Fr 08:00-10:00,16:00-18:00 unknown, Mo-Fr ten to four”"
            " is not an opening_hours expression",
            "see wiki.openstreetmap.org/wiki/Key:opening_hours",
        ),
        (
            (LUTON, "; PH 00:00-24:00 open", ""),
            "  bedfordshire-night:\n    name",
            "on Friday 25 December 2026 at 08:00 one line is closed and the other is not surely"
            " open",
            "make the hours of the lines meet: luton-desk, bedfordshire-night",
        ),
        (
            (LUTON, "10:00-16:00 open; PH off", "10:00-16:00 open"),
            "  luton-desk:\n    name",
            "“luton-desk” is said to be open on Friday 25 December 2026 from 10:00",
            "only a working day between 08:00 and 18:00 is sure; else say unknown or off",
        ),
    ],
    "numbers_are_sourced": [
        (
            (LUTON, '"01582 547 653"', '"01582 547 563"'),
            "  luton-desk:\n    name",
            "“luton-desk” has 01582 547653, but a source prints 01582 547 563",
            "read http://lutonlscb.org.uk/how.html again and correct the one that is wrong",
        ),
        (
            (NATIONAL, '"88858"', '"999"'),
            "  emergency:\n    name",
            "999 must never be shown: the NSPCC's text number, on old pages only;"
            " treat it as withdrawn",
            "use the number that replaced it",
        ),
    ],
    "sheets_are_whole": [
        (
            (SHEETS, "lines: [duty-desk, out", "lines: [duty-dusk, out"),
            "  desk:\n    title",
            "“duty-dusk” is nobody's role or id",
            "name a contact",
        ),
        (
            (SHEETS, "signs: worry", "signs: worries"),
            "  desk:\n    title",
            "“worries” is no part of the sheet",
            "name one of its parts",
        ),
    ],
    "links_are_sound": [
        (
            (ONLINE, "url: https://ivisontrust.org.uk", "url: ivisontrust.org.uk"),
            "  ivison:\n    name",
            "“ivisontrust.org.uk” is not a web address",
            "begin it with https://",
        ),
        (
            (ONLINE, "  ivison:\n", "  ivisons:\n"),
            "  ivisons:\n    name",
            "nothing uses the link “ivisons”",
            "use it, or delete it",
        ),
        (
            (ONLINE, "  ivison:\n", "  childline:\n"),
            "  childline:\n    name",
            "“childline” is a contact, too",
            "give one another id",
        ),
    ],
    "numbers_stand_in_one_place": [
        (
            (HELP, "say: None of these", "say: None of these. Ring 0800 1111"),
            "say: None of these. Ring",
            "a number is written out in “None of these. Ring 0800 1111”",
            "name whose it is, such as {duty-desk}; the directory has the digits",
        ),
    ],
    "addresses_are_neutral": [
        (
            (HELP, "  start:\n", "  danger:\n"),
            "  danger:\n    kind",
            "the address “help/danger” tells an onlooker what this is (“danger”)",
            "choose a word that could stand on any site",
        ),
        (
            (HELP, "  start:\n", "  start2:\n"),
            "  start2:\n    kind",
            "“help/start2” is not a short plain address",
            "use a word or two, a to z",
        ),
    ],
    "signs_are_never_scored": [
        (
            (SIGNS, "title: Where they are", "title: High risk"),
            "title: High risk",
            "“High risk” scores (“high risk”)",
            "one worry is enough: do not count",
        ),
        (
            (SIGNS, "id: school,", "id: late,"),
            "id: late,",
            "2 signs have the id “late”",
            "give each its own",
        ),
        (
            (SIGNS, "see: [away/start]", "see: [away/begin]"),
            "see: [away/begin]",
            "“away/begin” is no step",
            "did you mean “away/now”?",
        ),
    ],
    "words_blame_nobody": [
        (
            (HELP, "why: Danger comes first.", "why: Help the Victim."),
            "why: Help",
            "“Help the Victim.” says “Victim”",
            "say child or young person",
        ),
    ],
    "acronyms_are_known": [
        (
            (HELP, "why: Danger comes first.", "why: The EDT comes first."),
            "why: The EDT",
            "“EDT” in “The EDT comes first.” is not explained",
            "write it out, or explain it and add it to acronyms in words.yaml",
        ),
    ],
    "words_are_easy_to_read": [
        (
            (HELP, "why: Danger comes first.", f"why: {' '.join(['word'] * 21)}"),
            "why: word word",
            f"“{' '.join(['word'] * 21)}” has 21 words",
            "make it two sentences: at most 20 words each",
        ),
    ],
}


@pytest.mark.parametrize(
    ("rule", "edit", "at", "wrong", "mend"),
    [
        pytest.param(rule, *row, id=f"{rule}-says-{number}")
        for rule, rows in SAYS.items()
        for number, row in enumerate(rows, start=1)
    ],
)
def test_a_problem_says_where_what_and_how_to_mend(
    content: Copy, rule: str, edit: tuple[str, str, str], at: str, wrong: str, mend: str
) -> None:
    content.replace(*edit)
    line = f":{line_of(content, edit[0], at)}" if at else ""
    said = [str(problem) for problem in getattr(rules, rule)(load("luton", content.root))]
    assert f"guide/{edit[0]}{line}: {wrong}\n    Mend: {mend}" in said


def test_a_flow_without_steps_stands_at_its_file(content: Copy) -> None:
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


def test_one_source_is_too_few(content: Copy) -> None:
    content.replace(LUTON, "http://lutonlscb.org.uk/how.html", "https://www.luton.gov.uk/one")
    content.replace(LUTON, "https://blmkhealthandcarepartnership.org", "https://luton.gov.uk")
    (problem,) = content.problems()
    assert (problem.wrong, problem.mend) == (
        "“luton-desk” is shown with fewer than two independent sources",
        "add a source on another site, or do not show the number",
    )


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
    ids = [contact.id for contact in rules.shown(guide)]
    assert ids == sorted(ids, key=[*guide.contacts].index)
    assert {"emergency", "luton-desk", "bedfordshire-police", "relay-emergency", "relay"} <= {*ids}
    text = (content.root / QUIET).read_text()
    for gone, left in (("{relay+", "{"), ("{relay-emergency}", "{emergency}")):
        text = text.replace(gone, left)
    guide = load("luton", content.write(QUIET, text).root)
    assert {*ids} - {contact.id for contact in rules.shown(guide)} == {"relay-emergency", "relay"}


# What a rule must let pass: content that stands just inside its limit.
SOUND: dict[str, list[tuple[str, str, str]]] = {
    "every_answer_leads_to_a_step": [
        (HELP, "to: phone/memory}", f"to: /{page}}}")
        for page in ("signs", "sheet", "sheet/station", "about", "about/numbers")
    ],
    "every_walk_ends": [
        (HELP, "  talk:\n", f"{LONELY.replace('to: desk', 'to: check')}\n  talk:\n"),
    ],
    "danger_reaches_emergency": [
        (HELP, NOT_SURE, NOT_SURE.replace("check", "now")),
        (HELP, "  talk:\n", f"{LONELY.replace('to: desk', 'to: station')}\n  talk:\n"),
    ],
    "answers_say_what_they_mean": [
        (HELP, YES, YES.replace('"Yes"', '"Yes, he is"')),
        (HELP, YES, YES.replace('"Yes"', '"YES!"').replace("!", " now")),
        (HELP, NOT_SURE, NOT_SURE.replace("I am not sure", "SURE? NOT I")),
    ],
    "hours_can_be_trusted": [
        (LUTON, "Mo-Fr 08:00-10:00,16:00-18:00 unknown, Mo-Fr 10:00-16:00", "Mo-Fr 08:00-18:00"),
    ],
    "numbers_stand_in_one_place": [
        (HELP, "lead: The call is free.", "lead: Until they are 18, or 21 to 25."),
        (HELP, "lead: The call is free.", "lead: At 1 or 2, or 3."),
    ],
    "addresses_are_neutral": [
        (HELP, "  start:\n", "  ab:\n"),
        (HELP, "  start:\n", "  abcdefghij-abcdefghij:\n"),
    ],
    "acronyms_are_known": [
        (HELP, "why: Danger comes first.", "why: A and I, the NHS and an OK-ish Dr."),
    ],
    "words_are_easy_to_read": [
        (HELP, "why: Danger comes first.", f"why: {' '.join(['word'] * 20)}"),
    ],
}


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
    assert list(getattr(rules, rule)(load("luton", content.root))) == []


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
    ],
)
@pytest.mark.parametrize("station", ["police", "childline"])
def test_not_sure_is_never_led_to_the_less_urgent(
    content: Copy, sure: str, unsure: str, sound: bool, station: str
) -> None:
    """Of an answer that asks on, the most urgent end counts. A helpline is as urgent as 101."""
    lonely = LONELY.replace("to: desk}", f"to: {sure}}}").replace("to: desk,", f"to: {unsure},")
    content.replace(HELP, "  talk:\n", f"{lonely}\n  talk:\n")
    content.replace(HELP, "lines: [police,", f"lines: [{station},")
    said = {
        problem.wrong for problem in rules.danger_reaches_emergency(load("luton", content.root))
    }
    if sound:
        assert "“not sure” leads somewhere less urgent than another answer" not in said
    else:
        assert said


def test_the_second_step_is_reached_like_any_other(content: Copy) -> None:
    content.replace(HELP, "  check:\n", f"{LONELY}\n  check:\n")
    (problem,) = rules.every_step_is_reached(load("luton", content.root))
    assert problem.wrong == "nothing leads to “help/lonely”"


# Numbers that must never be shown again, whoever edits the list: research has the reasons.
NEVER = [
    "01582 401212", "01234 846960", "01234 223599", "88858", "07786 209697",
    "07860 039967", "88247", "020 7008 1500", "020 7008 5000", "0113 240 3040",
]  # fmt: skip


@pytest.mark.parametrize("number", NEVER)
def test_a_number_once_forbidden_stays_so(content: Copy, number: str) -> None:
    content.replace(LUTON, '    phone: "0300 300 8123"', f'    phone: "{number}"')
    assert any(f"{number} must never be shown" in str(problem) for problem in content.problems())
