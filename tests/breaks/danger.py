"""What breaks the rules on danger."""

from . import AWAY, HELP, LONELY, NO, NOT_SURE, QUIET, SIGNS, TOLD, YES, Break, Breaks, Sound

BREAKS: Breaks = {
    "emergencies_stand_alone": [
        Break(
            HELP,
            "lines: [emergency]",
            "lines: [emergency, duty-desk]",
            "“now” offers other numbers beside the emergency one",
            at="  now:\n    kind",
            mend="leave only the emergency line; every other page has it at the top anyway",
        ),
        Break(HELP, "lines: [emergency]", "lines: [duty-desk, emergency]", "offers other numbers"),
        Break(HELP, "[duty-desk, out", "[emergency, duty-desk, out", "offers other numbers"),
        Break(
            HELP,
            "lead: The call is free.",
            "lead: Or call {police}.",
            "“{police}” competes with the emergency number",
            at="lead: Or call",
            mend="take it out, or say it on another page",
        ),
        Break(HELP, "Do not wait for proof.", "Or try {duty-desk}.", "competes with"),
        Break(
            HELP,
            "lines: [emergency]",
            "lines: [emergency]\n    numbers: last",
            "“now” puts something before the call",
            at="kind: result",
            mend="numbers first, sheet: none",
        ),
        Break(HELP, "    sheet: none\n", "", "puts something before the call"),
    ],
    "danger_reaches_emergency": [
        Break(
            HELP,
            "    about: danger\n    ask: Is a child",
            "    ask: Is a child",
            "the main flow does not begin with the question about danger",
            at="  start:\n    kind",
            mend="put it at the top, with  about: danger",
        ),
        Break(HELP, YES, YES.replace("now", "check"), "first answer to a question about danger"),
        Break(
            HELP,
            YES,
            YES.replace("now", "desk"),
            "the first answer to a question about danger does not lead to the emergency number",
            at=YES.replace("now", "desk"),
            mend="put the answer that means danger first, and lead it to the emergency result",
        ),
        Break(
            HELP,
            NO,
            NO.replace("talk", "now"),
            "an answer that means no danger leads to the emergency number",
            at=NO.replace("talk", "now"),
            mend="look whether two answers are swapped",
        ),
        Break(
            HELP,
            NOT_SURE,
            NOT_SURE.replace("check", "talk"),
            "“not sure” about danger leads to neither the emergency number nor a closer look",
            at=NOT_SURE.replace("check", "talk"),
            mend="lead it to the emergency result, or to another question about danger",
        ),
        Break(HELP, NOT_SURE, NOT_SURE.replace("check", "station"), "“not sure” about danger"),
        Break(HELP, 'still not sure", to: now', 'still not sure", to: talk', "first answer"),
        Break(
            HELP,
            "sure, to: desk",
            "sure, to: station",
            "“not sure” leads somewhere less urgent than another answer",
            at="sure, to: station",
            mend="lead it where the most urgent answer leads",
        ),
        Break(
            HELP,
            "to: check, unsure: true",
            "to: check",
            "0 answers are for somebody who is not sure",
            at="  start:\n    kind",
            mend="mark exactly one with  unsure: true",
        ),
        Break(HELP, YES, YES.replace("}", ", unsure: true}"), "2 answers are for somebody who is"),
        Break(HELP, f"- {YES}\n      - {NOT_SURE}", f"- {NOT_SURE}\n      - {YES}", "first answer"),
        Break(
            AWAY,
            "    about: danger\n",
            "",
            "“start” leads to the emergency number and is not about danger",
            at="kind: question",
            mend="say  about: danger",
        ),
    ],
    "danger_is_answered_everywhere": [
        Break(
            TOLD,
            "    urgent: Call {emergency} if",
            "    # Call {emergency} if",
            "“start” does not say when to call the emergency number",
            at="kind: result",
            mend="add  urgent: … , with {emergency} in it and no other number",
        ),
        Break(
            TOLD, "urgent: Call {emergency}", "urgent: Call {police}", "does not say when to call"
        ),
        Break(
            TOLD,
            "urgent: Call {emergency}",
            "urgent: Call {emergency} or {police}",
            "does not say when",
        ),
        Break(
            HELP,
            "worse, call {emergency}",
            "worse, call {police}",
            "“If it gets worse, call {police}.” is about danger and names another number",
            at="- If it gets worse, call",
            mend="say {emergency}",
        ),
        Break(
            QUIET,
            "Call {emergency} and listen",
            "Call {police} and listen",
            "is about danger and names",
        ),
    ],
    "signs_are_never_scored": [
        Break(
            SIGNS, "say: misses school", "say: misses school (three points)", "scores (“points”)"
        ),
        Break(
            SIGNS,
            "title: Where they are",
            "title: High risk",
            "“High risk” scores (“high risk”)",
            at="title: High risk",
            mend="one worry is enough: do not count",
        ),
        Break(SIGNS, "title: Where they are", "title: Tick two or more", "scores (“two or more”)"),
        Break(
            SIGNS,
            "id: school,",
            "id: late,",
            "2 signs have the id “late”",
            at="id: late,",
            mend="give each its own",
        ),
        Break(
            SIGNS,
            "see: [away/start]",
            "see: [away/begin]",
            "“away/begin” is no step",
            at="see: [away/begin]",
            mend="did you mean “away/now”?",
        ),
    ],
    "danger_is_spelled_out": [
        Break(
            HELP,
            " Or a young child is alone.",
            "",
            "no point says “alone”",
            at="  check:\n    kind",
            mend="say it: it is danger, too",
        ),
        Break(HELP, "may hurt or kill themselves", "may be sad", "no point says “kill themselves”"),
    ],
    "signs_of_danger_mean_now": [
        Break(
            SIGNS,
            "    now: true\n",
            "",
            "no signs mean to call now",
            at="groups:\n  - id",
            mend="mark the first group with  now: true",
        ),
        Break(
            SIGNS,
            "id: suicide, say: talks of dying",
            "id: suicide, say: talks",
            "no sign that means to call now says “dying”",
            at="groups:\n  - id",
            mend="put it in the group with  now: true",
        ),
        Break(
            SIGNS,
            "title: Where they are",
            "title: Where they are\n    now: true",
            "“misses school” is said to mean danger now",
            at="- {id: school",
            mend="move it to another group, or add it to SIGNS_OF_DANGER",
        ),
    ],
}

# What stands just inside a limit, and must pass.
SOUND: Sound = {
    "danger_is_answered_everywhere": [
        (TOLD, "urgent: Call {emergency}", "urgent: Call {emergency}, not {police.name},"),
    ],
    "danger_reaches_emergency": [
        (HELP, NOT_SURE, NOT_SURE.replace("check", "now")),
        (HELP, "  talk:\n", f"{LONELY.replace('to: desk', 'to: station')}\n  talk:\n"),
    ],
}
