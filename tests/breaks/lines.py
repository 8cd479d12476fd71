"""What breaks the rules on lines."""

from . import (
    AGAIN,
    HELP,
    LUTON,
    NATIONAL,
    PHONE,
    PLACE,
    SHEETS,
    SOON,
    TOLD,
    YOUNG,
    Break,
    Breaks,
    Sound,
)

SCOTLAND = """
    urgent: If a child is in danger now, call {emergency}. Say the address in Scotland first.
    about: elsewhere
"""

BREAKS: Breaks = {
    "every_role_is_filled": [
        Break(
            LUTON,
            "  duty-desk: luton-desk\n",
            "",
            "nobody fills the role “duty-desk”",
            at="",
            mend="add it to roles:  duty-desk: …",
        ),
        Break(LUTON, "  police: bedfordshire-police\n", "", "nobody fills the role “police”"),
        Break(LUTON, "duty-desk: luton-desk", "duty-desk: luton-dusk", "nobody fills"),
        Break(
            LUTON,
            "duty-desk: luton-desk",
            "duty-desk: bedfordshire-police",
            "“bedfordshire-police” fills the role “duty-desk” but is of kind police",
            at="  bedfordshire-police:\n    name",
            mend="name a contact of kind social-work",
        ),
        Break(NATIONAL, "kind: emergency", "kind: police", "of kind police"),
    ],
    "every_name_is_known": [
        Break(
            HELP,
            "lines: [emergency]",
            "lines: [emergancy]",
            "“emergancy” is nobody's role or id",
            at="  now:\n    kind",
            mend="did you mean “emergency”?",
        ),
        Break(HELP, "Call {emergency} and", "Call {emergncy} and", "did you mean “emergency”?"),
        Break(
            HELP,
            "in {area}. Can",
            "in {aera}. Can",
            "“{aera}” stands for nothing",
            at="in {aera}",
            mend="did you mean “area”?",
        ),
        Break(HELP, "Ask for {police.name}", "Ask for {police.nam}", "stands for nothing"),
    ],
    "other_councils_are_told_apart": [
        Break(
            PLACE,
            "Watford (Hertfordshire)",
            "(Bedford Borough)",
            "“St Albans, Harpenden, Hitchin, Stevenage, (Bedford Borough)” leads to "
            "another council, Hertfordshire",
            at="- {id: herts",
            mend="name the place in the answer, as the title of the result does",
        ),
        Break(
            PLACE,
            "to: unsure, unsure: true",
            "to: herts, unsure: true",
            "another council, Hertfordshire",
        ),
        Break(
            TOLD,
            "    lines:",
            "    about: elsewhere\n    lines:",
            "“start” mixes this council with another",
            at="kind: result",
            mend="no {area} in what to say, sheet: none, and this area's lines by their roles",
        ),
        Break(
            PLACE,
            "a child in Hertfordshire",
            "a child in {area}",
            "mixes this council with another",
        ),
        Break(PLACE, "lines: [herts, police]", "lines: [luton-desk, police]", "mixes this council"),
        Break(
            PLACE,
            SCOTLAND,
            SCOTLAND.replace("    about: elsewhere\n", ""),
            "“Scotland” stands among other councils and does not lead to one",
            at="- {id: scotland",
            mend="say  about: elsewhere  in its result",
        ),
    ],
    "results_show_both_lines": [
        Break(
            HELP,
            "[duty-desk, out-of-hours, police]",
            "[duty-desk, police]",
            "“desk” does not show “out-of-hours”",
            at="  desk:\n    kind",
            mend="add it to its lines",
        ),
        Break(HELP, "[duty-desk, out-of-hours, police]", "[out-of-hours, police]", "“duty-desk”"),
        Break(HELP, "[police, duty-desk, out-of-hours]", "[police]", "does not show “duty-desk”"),
        Break(
            PHONE,
            "[duty-desk, out-of-hours, police, domestic-abuse]",
            "[]",
            "does not show “out-of-hours”",
        ),
        Break(
            HELP,
            "[duty-desk, out",
            "[duty-desk, duty-desk, out",
            "“duty-desk” stands twice in its lines",
            at="  desk:\n    kind",
            mend="remove one",
        ),
        Break(
            PLACE, "lines: [herts, police]", "lines: [police]", "shows no line of kind social-work"
        ),
        Break(
            PLACE,
            "lines: [herts, police]",
            "lines: [herts]",
            "“herts” shows no line of kind police",
            at="  herts:\n    kind",
            mend="add one to its lines",
        ),
        Break(
            TOLD,
            "[duty-desk, out-of-hours, police]",
            "[duty-desk, out-of-hours]",
            "“start” does not show “police”",
            at="kind: result",
            mend="add it to its lines",
        ),
    ],
    "numbers_are_near": [
        Break(
            PLACE,
            "    lines: [police, duty-desk, out-of-hours]",
            "    numbers: last\n    lines: [police, duty-desk, out-of-hours]",
            "“scotland” hides its numbers",
        ),
        Break(
            AGAIN,
            "    lines:",
            "    numbers: last\n    lines:",
            "“start” hides its numbers",
            at="kind: result",
            mend="numbers: first",
        ),
        Break(YOUNG, "    lines:", "    numbers: last\n    lines:", "“start” hides its numbers"),
        Break(
            AGAIN,
            "    lines:",
            "    doors: false\n    lines:",
            "“start” leads nowhere else",
            at="kind: result",
            mend="leave out  doors: false",
        ),
    ],
    "every_line_names_another": [
        Break(
            LUTON,
            "    otherwise: out-of-hours\n",
            "",
            "“luton-desk” does not say whom to call when nobody answers",
            at="  luton-desk:\n    name",
            mend="name another role or contact:  otherwise: …",
        ),
        Break(
            LUTON, "otherwise: out-of-hours", "otherwise: luton-desk", "whom to call when nobody"
        ),
        Break(LUTON, "otherwise: duty-desk", "otherwise: childline", "“childline” cannot act"),
        Break(LUTON, "otherwise: police", "otherwise: polise", "whom to call when nobody answers"),
        Break(
            LUTON,
            "otherwise: out-of-hours",
            "otherwise: childline",
            "when “luton-desk” does not answer, “childline” cannot act",
            at="name: Luton children's",
            mend="name a council, the police or the emergency number",
        ),
    ],
    "sheets_are_whole": [
        Break(
            SHEETS,
            "lines: [duty-desk, out",
            "lines: [duty-dusk, out",
            "“duty-dusk” is nobody's role or id",
            at="  desk:\n    title",
            mend="name a contact",
        ),
        Break(
            SHEETS,
            "signs: worry",
            "signs: worries",
            "“worries” is no part of the sheet",
            at="  desk:\n    title",
            mend="name one of its parts",
        ),
        Break(
            SHEETS,
            "lines: [duty-desk, out-of-hours]",
            "lines: [duty-desk]",
            "“desk” lacks a number",
            at="title: Before",
            mend="show the duty desk, and one beside it",
        ),
        Break(SHEETS, "lines: [police, duty-desk]", "lines: [police, nspcc]", "lacks a number"),
        Break(
            SHEETS, "lines: [duty-desk, out", "lines: [duty-desk, nspcc] # [out", "lacks a number"
        ),
        Break(SHEETS, "rows: 4}", "rows: 13}", "has 13 rows"),
        Break(
            SHEETS,
            "lines: [duty-desk, out-of-hours]",
            "lines: [duty-desk, bucks]",
            "“desk” has no line at some hour",
            at="title: Before",
            mend="add one that is open then",
        ),
        Break(
            SHEETS,
            "If not safe, call {emergency}.",
            "If not safe, call.",
            "“desk” does not ask first if the child is safe",
            at="title: Before",
            mend="put that part first, with {emergency} in its hint",
        ),
        Break(
            SHEETS,
            "rows: 4}",
            "rows: 0}",
            "“worry” has 0 rows",
            at="worry: {title",
            mend="1 to 12 fit a page",
        ),
    ],
    "lines_are_those_named": [
        Break(
            HELP,
            "[duty-desk, out-of-hours, police]",
            "[police, duty-desk, out-of-hours]",
            "“desk” does not put first the line that its words or sheet are for",
            at="  desk:\n    kind",
            mend="put that line first, or change the words or the sheet",
        ),
        Break(
            HELP,
            "[police, duty-desk, out-of-hours]",
            "[duty-desk, out-of-hours, police]",
            "put first",
        ),
        Break(
            SOON,
            "[police, out-of-hours, duty-desk]",
            "[duty-desk, out-of-hours, police]",
            "put first",
        ),
        Break(
            AGAIN,
            "[duty-desk, out-of-hours, police,",
            "[police, duty-desk, out-of-hours,",
            "put first",
        ),
        Break(
            SHEETS,
            "lines: [police, duty-desk]",
            "lines: [duty-desk, police]",
            "“Before you call the police” is not for its first line",
            at="title: Before you call the",
            mend="put the line it names first",
        ),
        Break(
            SHEETS,
            "want to talk to a social",
            "want to tell the police of a social",
            "is not for its",
        ),
    ],
}

# What stands just inside a limit, and must pass.
SOUND: Sound = {
    "sheets_are_whole": [(SHEETS, "rows: 4}", "rows: 12}"), (SHEETS, "rows: 4}", "rows: 1}")],
}
