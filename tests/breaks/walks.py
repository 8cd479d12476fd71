"""What breaks the rules on walks."""

from . import HELP, LONELY, MORE, NO, NOT_SURE, PLACE, YES, Break, Breaks, Sound

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

BREAKS: Breaks = {
    "every_answer_leads_to_a_step": [
        Break(HELP, "to: now}", "to: nwo}", "“help/nwo” is no step of the guide"),
        Break(HELP, "to: talk}", "to: phone/talk}", "“phone/talk” is no step"),
        Break(
            HELP,
            "to: phone/memory}",
            "to: phone/memories}",
            "“phone/memories” is no step of the guide",
            at="to: phone/memories}",
            mend="did you mean “phone/memory”?",
        ),
        Break(
            HELP,
            f"      - {NOT_SURE}\n      - {NO}\n",
            "",
            "the question has fewer than two answers",
            at="  start:\n    kind",
            mend="add the others",
        ),
        Break(
            HELP,
            "id: none,",
            "id: any,",
            "2 answers have the id “any”",
            at="  check:\n    kind",
            mend="give each its own",
        ),
        Break(
            HELP,
            "to: now}",
            "to: about/nunbers}",
            "“about/nunbers” is no step of the guide",
            at="to: about/nunbers}",
            mend="did you mean “about/numbers”?",
        ),
    ],
    "every_step_is_reached": [
        Break(
            HELP,
            "  talk:\n",
            f"{LONELY}\n  talk:\n",
            "nothing leads to “help/lonely”",
            at="  lonely:\n    kind",
            mend="lead an answer to it, or delete it",
        ),
        Break(HELP, "to: young/start", "to: help/now", "nothing leads to “young/start”"),
        Break(MORE, "to: soon/baby", "to: soon/trip", "nothing leads to “soon/baby”"),
    ],
    "every_walk_ends": [
        Break(HELP, "say: None of these, to: talk", "say: None of these, to: start", "comes back"),
        Break(HELP, "say: None of these, to: talk", "say: None of these, to: check", "comes back"),
        Break(
            HELP,
            "  talk:\n",
            f"{CHAIN}\n  talk:\n",
            "a walk from “help/chain-one” takes 5 answers to reach a result",
            at="  chain-one:\n    kind",
            mend="ask less: at most 4",
        ),
        Break(
            HELP,
            "  talk:\n",
            f"{LONELY.replace('to: desk', 'to: lonely')}\n  talk:\n",
            "a walk from “help/lonely” comes back to where it was",
            at="  lonely:\n    kind",
            mend="lead one of its answers onward, to a result",
        ),
    ],
    "answers_say_what_they_mean": [
        Break(HELP, YES, YES.replace('"Yes"', '"No"'), "the answer “yes” says “No”"),
        Break(
            HELP,
            NO,
            NO.replace('"No"', '"Yes"'),
            "the answer “no” says “Yes”",
            at=NO.replace('"No"', '"Yes"'),
            mend="begin it with “No”",
        ),
        Break(HELP, "say: None of these", "say: Any of these", "begin it with “None”"),
        Break(
            HELP,
            NOT_SURE,
            NOT_SURE.replace("I am not sure", "Skip"),
            "“Skip” does not tell somebody who is not sure to take it",
            at=NOT_SURE.replace("I am not sure", "Skip"),
            mend="say “not sure” in it",
        ),
        Break(
            HELP,
            '"Any of these, or I am still',
            '"Some, or I am',
            "the answer “any” says “Some, or I am not sure”",
            at='"Some, or I am',
            mend="begin it with “Any”",
        ),
    ],
    "addresses_are_neutral": [
        Break(
            HELP,
            "  start:\n",
            "  danger:\n",
            "the address “help/danger” tells an onlooker what this is (“danger”)",
            at="  danger:\n    kind",
            mend="choose a word that could stand on any site",
        ),
        Break(
            HELP,
            "  start:\n",
            "  start2:\n",
            "“help/start2” is not a short plain address",
            at="  start2:\n    kind",
            mend="use a word or two, a to z",
        ),
        Break(HELP, "  start:\n", "  Start:\n", "is not a short plain address"),
        Break(HELP, "  start:\n", "  is-a-child-in-danger:\n", "is not a short plain address"),
    ],
    "answers_lead_where_they_say": [
        Break(
            HELP,
            "to: told/start",
            "to: young/start",
            "the answer “told” leads to “young/start”",
            at="- {id: told,",
            mend="lead it to “told”, or give it another id",
        ),
        Break(PLACE, "to: bucks}", "to: herts}", "the answer “bucks” leads to “place/herts”"),
        Break(
            HELP,
            'say: "Yes", to: desk',
            'say: "Yes", to: station',
            "“Do you want to talk to a social worker?” leads to a line of kind police",
            at='- {id: "yes", say: "Yes", to: station',
            mend="lead it to who it names",
        ),
        Break(
            HELP, 'police", to: station', 'police", to: desk', "leads to a line of kind social-work"
        ),
    ],
}

# What stands just inside a limit, and must pass.
SOUND: Sound = {
    "every_answer_leads_to_a_step": [
        (HELP, "to: phone/memory}", f"to: /{page}}}")
        for page in ("signs", "sheet", "sheet/station", "about", "about/numbers")
    ],
    "every_walk_ends": [
        (HELP, "  talk:\n", f"{LONELY.replace('to: desk', 'to: check')}\n  talk:\n"),
    ],
    "answers_say_what_they_mean": [
        (HELP, YES, YES.replace('"Yes"', '"Yes, he is"')),
        (HELP, YES, YES.replace('"Yes"', '"YES!"').replace("!", " now")),
        (HELP, NOT_SURE, NOT_SURE.replace("I am not sure", "SURE? NOT I")),
    ],
    "addresses_are_neutral": [
        (HELP, "  start:\n", "  ab:\n"),
        (HELP, "  start:\n", "  abcdefghij-abcdefghij:\n"),
    ],
}
