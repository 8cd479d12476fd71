"""What breaks the rules on walks."""

from . import (
    HELP,
    LONELY,
    MORE,
    NO,
    NOT_SURE,
    START,
    Break,
    Breaks,
    Sound,
    before_talk,
)

CHAIN = "".join(
    LONELY.replace("lonely", f"chain-{name}").replace("desk", to)
    for name, to in [("one", "chain-two"), ("two", "chain-three"), ("three", "check")]
)

BREAKS: Breaks = {
    "every_answer_leads_to_a_step": [
        Break(
            HELP,
            "to: more/young",
            "to: more/yuong",
            "to: more/yuong",
            "“more/yuong” is not a page of the guide",
            "did you mean “more/young”?",
        ),
        Break(
            HELP,
            "to: /signs",
            "to: /sings",
            "to: /sings",
            "“sings” is not a page of the guide",
            "did you mean “signs”?",
        ),
        Break(
            HELP,
            f"      - {NOT_SURE}\n      - {NO}\n",
            "",
            START,
            "the question has fewer than two answers",
            "add the others",
        ),
        Break(
            HELP,
            "id: any,",
            "id: talk,",
            "  check:\n    kind",
            "2 answers have the id “talk”",
            "give each its own",
        ),
        Break(
            "flows/empty.yaml",
            "",
            "steps: {}\n",
            "",
            "the flow has no steps",
            "add one, or delete the file",
        ),
    ],
    "answers_lead_where_they_say": [
        Break(
            HELP,
            "to: more/young",
            "to: more/start",
            "to: more/start",
            "the answer “young” leads to “more/start”",
            "lead it to “young”, or give it the id of where it leads",
        ),
        Break(
            HELP,
            'police", to: station',
            'police", to: desk',
            'police", to: desk',
            "the answer “station” leads to “help/desk”",
            "lead it to “station”, or give it the id of where it leads",
        ),
        Break(
            MORE,
            "England, to: away",
            "England, to: abroad",
            "England, to: abroad",
            "the answer “away” leads to “more/abroad”",
            "lead it to “away”, or give it the id of where it leads",
        ),
        Break(
            HELP,
            NO,
            NO.replace("to: talk", "to: station"),
            NO.replace("to: talk", "to: station"),
            "the answer “talk” leads to “help/station”",
            "lead it to “talk”, or give it the id of where it leads",
        ),
    ],
    "every_step_is_reached": [
        Break(
            *before_talk(LONELY),
            "  lonely:\n    kind",
            "nothing leads to “help/lonely”",
            "lead an answer to it, or delete it",
        ),
        Break(
            HELP,
            "to: more/young",
            "to: help/now",
            "  young:\n    kind",
            "nothing leads to “more/young”",
            "lead an answer to it, or delete it",
            elsewhere=MORE,
        ),
    ],
    "every_walk_ends": [
        Break(
            HELP,
            "say: None of these, to: talk",
            "say: None of these, to: start",
            START,
            "a walk from “help/start” comes back to where it was",
            "lead one of its answers onward, to a result",
        ),
        Break(
            *before_talk(LONELY.replace("desk", "lonely")),
            "  lonely:\n    kind",
            "a walk from “help/lonely” comes back to where it was",
            "lead one of its answers onward, to a result",
        ),
        Break(
            *before_talk(CHAIN),
            "  chain-one:\n    kind",
            "a walk from “help/chain-one” takes 5 answers to reach a result",
            "ask less: at most 4",
        ),
    ],
    "addresses_are_neutral": [
        Break(
            HELP,
            "  start:\n",
            "  danger:\n",
            "  danger:\n    kind",
            "the address “help/danger” says what this is (“danger”)",
            "choose a word that could stand on any site",
        ),
        Break(
            HELP,
            "  start:\n",
            "  indanger:\n",
            "  indanger:\n    kind",
            "the address “help/indanger” says what this is (“danger”)",
            "choose a word that could stand on any site",
        ),
        Break(
            HELP,
            "  start:\n",
            "  start2:\n",
            "  start2:\n    kind",
            "“help/start2” is not a short plain address",
            "use a word or two, a to z",
        ),
        Break(
            HELP,
            "  start:\n",
            "  is-a-child:\n",
            "  is-a-child:\n    kind",
            "“help/is-a-child” is not a short plain address",
            "use a word or two, a to z",
        ),
    ],
}

SOUND: Sound = {
    "every_answer_leads_to_a_step": [
        (HELP, "to: /signs,", "to: /sheet,"),
        (HELP, "to: /signs,", "to: /sheet/station,"),
    ],
    "answers_lead_where_they_say": [
        (HELP, "id: more,", "id: start,"),
        (HELP, NOT_SURE, NOT_SURE.replace("check", "now")),
    ],
    "every_walk_ends": [before_talk(LONELY.replace("to: desk", "to: start"))],
    "addresses_are_neutral": [
        (HELP, "  start:\n", "  ab:\n"),
        (HELP, "  start:\n", "  abcdefghij-abcdefghij:\n"),
    ],
}
