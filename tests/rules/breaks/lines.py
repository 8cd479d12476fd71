"""What breaks the rules on lines."""

from . import HELP, MORE, NATIONAL, SHEETS, TOWN, Break, Breaks, Sound

DESK, STATION = "  desk:\n    kind", "  station:\n    kind"
AWAY, YOUNG = "  away:\n    kind", "  young:\n    kind"
DESK_SHEET, STATION_SHEET = "  desk:\n    title", "  station:\n    title"

KNOWN = (
    "duty-desk, out-of-hours, police, emergency, relay, helpline, town-desk, town-night, "
    "town-police, council-finder, helpline-site, area"
)

BREAKS: Breaks = {
    "every_role_is_filled": [
        Break(
            TOWN,
            "  duty-desk: town-desk\n",
            "",
            "",
            "nobody fills the role “duty-desk”",
            "add it to roles:  duty-desk: …",
        ),
        Break(
            TOWN,
            "police: town-police",
            "police: town-polise",
            "",
            "nobody fills the role “police”",
            "add it to roles:  police: …",
        ),
        Break(
            TOWN,
            "duty-desk: town-desk",
            "duty-desk: town-police",
            "  town-police:\n    name",
            "“town-police” fills the role “duty-desk” but is of kind police",
            "name a contact of kind desk",
        ),
        Break(
            NATIONAL,
            "kind: emergency",
            "kind: police",
            "  emergency:\n    name",
            "“emergency” fills the role “emergency” but is of kind police",
            "name a contact of kind emergency",
        ),
        *(
            Break(
                TOWN,
                "  duty-desk: town-desk\n",
                f"  duty-desk: town-desk\n  {role}: town-police\n",
                "",
                f"“{role}” is not a role that an area fills",
                "remove it from roles, which has only: duty-desk, out-of-hours, police",
            )
            for role in ("emergency", "helpline", "council")
        ),
    ],
    "every_name_is_known": [
        Break(
            HELP,
            "lines: [emergency]",
            "lines: [emergancy]",
            "  now:\n    kind",
            "“emergancy” is not a role or id",
            "did you mean “emergency”?",
        ),
        Break(
            HELP,
            "in {area}.",
            "in {aera}.",
            "in {aera}.",
            "“{aera}” stands for nothing",
            "did you mean “area”?",
        ),
        Break(
            HELP,
            "Ask for {police.name}",
            "Ask for {police.nam}",
            "lead: Call {police}",
            "“{police.nam}” stands for nothing",
            "did you mean “police”?",
        ),
        Break(
            HELP,
            "in {area}.",
            "in {abroad+police}.",
            "in {abroad+police}.",
            "“{abroad+police}” cannot be called from another country",
            "name a line whose number begins with 01, 02 or 03",
        ),
        *(
            Break(
                HELP,
                "in {area}.",
                f"in {{relay+{name}}}.",
                f"in {{relay+{name}}}.",
                f"“{{relay+{name}}}” is no number that Relay UK can call",
                "name the role or id of another contact after relay+",
            )
            for name in ("helpline-site", "relay")
        ),
        *(
            Break(
                HELP,
                "in {area}.",
                f"in {{{name}}}.",
                f"in {{{name}}}.",
                f"“{{{name}}}” stands for nothing",
                f"known are: {KNOWN}",
            )
            for name in ("relay+police.name", "relay+abroad+police")
        ),
        # A sentence of words.yaml may have this placeholder, other words may not.
        Break(
            HELP,
            "lead: The call is free.",
            "lead: Call {who}.",
            "lead: Call {who}.",
            "“{who}” stands for nothing",
            f"known are: {KNOWN}",
        ),
    ],
    "results_show_both_lines": [
        Break(
            HELP,
            "[duty-desk, out-of-hours, police]",
            "[duty-desk, police]",
            DESK,
            "“desk” does not show “out-of-hours”",
            "add it to its lines",
        ),
        Break(
            HELP,
            "[police, duty-desk, out-of-hours]",
            "[police, out-of-hours]",
            STATION,
            "“station” does not show “duty-desk”",
            "add it to its lines",
        ),
        Break(
            HELP,
            "[duty-desk, out-of-hours, police]",
            "[duty-desk, out-of-hours]",
            DESK,
            "“desk” does not show “police”",
            "add it to its lines",
        ),
        Break(
            HELP,
            "[duty-desk, out",
            "[duty-desk, duty-desk, out",
            DESK,
            "“duty-desk” stands twice in its lines",
            "remove one",
        ),
        Break(
            MORE,
            "[council-finder, police]",
            "[council-finder]",
            AWAY,
            "“away” shows no line of kind police",
            "add one to its lines",
        ),
        Break(
            MORE,
            "[council-finder, police]",
            "[police]",
            AWAY,
            "“away” shows no line of kind desk",
            "add one to its lines",
        ),
        Break(
            MORE,
            "about: elsewhere\n    sheet: none\n    lines: [council",
            "about: beyond\n    sheet: none\n    lines: [council",
            AWAY,
            "“away” shows no line of kind support",
            "add one to its lines",
        ),
    ],
    "results_lead_on": [
        Break(
            HELP,
            "    sheet: station\n",
            "    doors: false\n",
            STATION,
            "“station” leads nowhere else",
            "remove  doors: false",
        ),
    ],
    "other_councils_are_separate": [
        Break(
            MORE,
            "    sheet: none\n    lines: [council",
            "    sheet: desk\n    lines: [council",
            AWAY,
            "“away” mixes this council with another",
            "no {area} in what to say; sheet: none; name this area's lines by their roles",
        ),
        Break(
            MORE,
            "a child in your area",
            "a child in {area}",
            AWAY,
            "“away” mixes this council with another",
            "no {area} in what to say; sheet: none; name this area's lines by their roles",
        ),
        Break(
            MORE,
            "[council-finder, police]",
            "[council-finder, town-police]",
            AWAY,
            "“away” mixes this council with another",
            "no {area} in what to say; sheet: none; name this area's lines by their roles",
        ),
        Break(
            MORE,
            "    about: elsewhere\n",
            "",
            "- {id: away",
            "“away” stands among other councils and does not lead to one",
            "write  about: elsewhere  in its result",
        ),
        Break(
            MORE,
            "to: help/desk, unsure: true",
            "to: away, unsure: true",
            "to: away, unsure: true",
            "“not sure” leads to another council, “more/away”",
            "lead it to a result of this area",
        ),
    ],
    "every_line_names_another": [
        Break(
            TOWN,
            "    otherwise: out-of-hours\n",
            "",
            "  town-desk:\n    name",
            "“town-desk” does not say who to call when nobody answers",
            "name another role or contact:  otherwise: …",
        ),
        Break(
            TOWN,
            "otherwise: out-of-hours",
            "otherwise: town-evening",
            "  town-desk:\n    name",
            "“town-desk” has  otherwise: town-evening , and nothing has that name",
            "name a role, such as police, or a contact that is there",
        ),
        Break(
            TOWN,
            "otherwise: out-of-hours",
            "otherwise: town-desk",
            "  town-desk:\n    name",
            "“town-desk” does not say who to call when nobody answers",
            "name another role or contact:  otherwise: …",
        ),
        Break(
            TOWN,
            "otherwise: duty-desk",
            "otherwise: helpline",
            "  town-police:\n    name",
            "when “town-police” does not answer, “helpline” cannot act",
            "name a council, the police or the emergency number",
        ),
        Break(
            TOWN,
            "otherwise: police",
            "otherwise: helpline",
            "  town-night:\n    name",
            "when “town-night” does not answer, “helpline” cannot act",
            "name a council, the police or the emergency number",
        ),
    ],
    "sheets_fit_their_lines": [
        Break(
            HELP,
            "[duty-desk, out-of-hours, police]",
            "[police, duty-desk, out-of-hours]",
            DESK,
            "“desk” offers the sheet “desk”, which is not for its lines",
            "put a line of kind desk first, or offer another sheet",
        ),
        Break(
            MORE,
            "    sheet: none\n    doors: false",
            "    sheet: station\n    doors: false",
            YOUNG,
            "“young” offers the sheet “station”, which is not for its lines",
            "put a line of kind police first, or offer another sheet",
        ),
        Break(
            SHEETS,
            "lines: [police, duty-desk]",
            "lines: [duty-desk, police]",
            STATION_SHEET,
            "“station” does not begin with a line of kind police",
            "put it first",
        ),
        Break(
            SHEETS,
            "lines: [duty-desk, out-of-hours]",
            "lines: []",
            DESK_SHEET,
            "“desk” does not begin with a line of kind desk",
            "put it first",
        ),
        Break(
            SHEETS,
            "  station:\n",
            "  other:\n",
            STATION,
            "there is no sheet “station”",
            "add it to sheets.yaml",
            elsewhere=HELP,
        ),
    ],
    "sheets_are_whole": [
        Break(
            SHEETS,
            "lines: [duty-desk, out",
            "lines: [duty-dusk, out",
            DESK_SHEET,
            "“duty-dusk” is not a role or id",
            "name a contact",
        ),
        Break(
            SHEETS,
            "lines: [duty-desk, out-of-hours]",
            "lines: [duty-desk, helpline]",
            DESK_SHEET,
            "“desk” lacks a number",
            "show the duty desk and one other",
        ),
        Break(
            SHEETS,
            "lines: [police, duty-desk]",
            "lines: [police, out-of-hours]",
            STATION_SHEET,
            "“station” lacks a number",
            "show the duty desk and one other",
        ),
        Break(
            SHEETS,
            "lines: [duty-desk, out-of-hours]",
            "lines: [duty-desk, town-desk]",
            DESK_SHEET,
            "“desk” has hours when no line is open",
            "add one that is open then",
        ),
        Break(
            SHEETS,
            "If not safe, call {emergency}.",
            "If not safe, call.",
            DESK_SHEET,
            "“desk” does not ask first whether the child is safe",
            "put that part first, with {emergency} in its hint",
        ),
        Break(
            SHEETS,
            "rows: 4}",
            "rows: 0}",
            "worry: {title",
            "“worry” has 0 rows",
            "1 to 12 fit a page",
        ),
        Break(
            SHEETS,
            "rows: 4}",
            "rows: 13}",
            "worry: {title",
            "“worry” has 13 rows",
            "1 to 12 fit a page",
        ),
        Break(
            SHEETS,
            "signs: worry",
            "signs: worries",
            DESK_SHEET,
            "“worries” is not a part of the sheet",
            "name one of its parts",
        ),
    ],
}

SOUND: Sound = {
    "every_name_is_known": [
        (HELP, "lead: The call is free.", "lead: Call {town-desk} or {helpline-site}."),
        ("words.yaml", "We do not know its hours", "In {area} we do not know its hours"),
    ],
    "results_lead_on": [(HELP, "    sheet: none\n", "    sheet: none\n    doors: true\n")],
    "every_line_names_another": [(TOWN, "otherwise: police", "otherwise: emergency")],
    "sheets_fit_their_lines": [
        (HELP, "[police, duty-desk, out-of-hours]", "[duty-desk, out-of-hours, police]"),
    ],
    "sheets_are_whole": [(SHEETS, "rows: 4}", "rows: 12}"), (SHEETS, "rows: 4}", "rows: 1}")],
}
