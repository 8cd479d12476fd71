"""What breaks the rules on hours."""

from . import MORE, NATIONAL, TOWN, Break, Breaks, Sound

DESK, NIGHT = "  town-desk:\n    name", "  town-night:\n    name"
POLICE, HELPLINE = "  town-police:\n    name", "  helpline:\n    name"
WRITTEN = "Mo-Fr 08:00-10:00,16:00-18:00 unknown, Mo-Fr 10:00-16:00 open; PH off"
ONE_IS_WRONG = "correct the one that is wrong; write unknown where nobody knows"
LIKE = "write it like  Mo-Fr 09:00-17:00 open; Sa 10:00-12:00 unknown; PH off"
MEET = "make the hours of these lines meet: town-desk, town-night"

BREAKS: Breaks = {
    "hours_can_be_read": [
        Break(
            TOWN,
            WRITTEN,
            "Mo-Fr ten to four",
            DESK,
            "“hours: Mo-Fr ten to four”: “ten to four” cannot be read",
            LIKE,
        ),
        Break(
            TOWN,
            WRITTEN,
            "Mo-Fr 10:00-16:00; SH off",
            DESK,
            "“hours: Mo-Fr 10:00-16:00; SH off”: “SH off” cannot be read",
            "school holidays are not known: write unknown for hours that differ in them",
        ),
        Break(
            TOWN,
            "checked: 2026-11-22",
            "checked: 1926-11-22",
            DESK,
            "the bank holidays of 1926 are not known",
            "correct  checked: … , or add that year to bank-holidays.txt",
        ),
    ],
    "hours_match_when": [
        Break(
            TOWN,
            "Mo-Fr 10:00-16:00 open; PH off",
            "Mo-Sa 10:00-16:00 open; PH off",
            DESK,
            "“town-desk” has  when: office-hours , and its hours say open on "
            "Saturday 28 November 2026 at 10:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            "10:00-16:00 open; PH off",
            "10:00-16:00 open",
            DESK,
            "“town-desk” has  when: office-hours , and its hours say open on "
            "Friday 25 December 2026 at 10:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            "10:00-16:00 open; PH off",
            "10:00-19:00 open; PH off",
            DESK,
            "“town-desk” has  when: office-hours , and its hours say open on "
            "Monday 23 November 2026 at 10:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            WRITTEN,
            "Mo-Fr 07:00-16:00 open; PH off",
            DESK,
            "“town-desk” has  when: office-hours , and its hours say open on "
            "Monday 23 November 2026 at 07:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            "when: office-hours",
            "when: office-hours-or-try",
            DESK,
            "“town-desk” has  when: office-hours-or-try , and its hours say closed on "
            "Sunday 22 November 2026 at 00:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            "Sa-Su 00:00-24:00 open; ",
            "",
            NIGHT,
            "“town-night” has  when: nights-and-weekends , and its hours say closed on "
            "Sunday 22 November 2026 at 00:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            "Sa-Su 00:00-24:00 open; ",
            "Sa-Su 00:00-24:00 unknown; ",
            NIGHT,
            "“town-night” has  when: nights-and-weekends , and its hours say unknown on "
            "Sunday 22 November 2026 at 00:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            "hours: 24/7",
            "hours: 24/7 unknown",
            POLICE,
            "“town-police” has  when: day-and-night , and its hours say unknown on "
            "Sunday 22 November 2026 at 00:00",
            ONE_IS_WRONG,
        ),
        Break(
            NATIONAL,
            "hours: 24/7 unknown",
            "hours: 24/7",
            HELPLINE,
            "“helpline” has  when: hours-change , and its hours say open on "
            "Sunday 22 November 2026 at 00:00",
            ONE_IS_WRONG,
        ),
        Break(
            NATIONAL,
            "hours: 24/7 unknown\n    brief: For anyone under 19, free\n    when: hours-change",
            "hours: Mo 10:00-12:00 unknown\n    brief: For anyone\n    when: hours-unknown",
            HELPLINE,
            "“helpline” has  when: hours-unknown , and its hours say closed on "
            "Sunday 22 November 2026 at 00:00",
            ONE_IS_WRONG,
        ),
        Break(
            TOWN,
            "out-of-hours: town-night",
            "out-of-hours: town-desk",
            DESK,
            "“town-desk” fills the role “out-of-hours” and has  when: office-hours",
            "name a contact with  when: nights-and-weekends or day-and-night",
        ),
        Break(
            TOWN,
            "duty-desk: town-desk",
            "duty-desk: town-night",
            NIGHT,
            "“town-night” fills the role “duty-desk” and has  when: nights-and-weekends",
            "name a contact with  when: office-hours or office-hours-or-try or day-and-night",
        ),
        Break(
            NATIONAL,
            "hours: 24/7\n    brief: Police or ambulance, free\n    when: day-and-night",
            "hours: 24/7 unknown\n    brief: Police\n    when: hours-unknown",
            "  emergency:\n    name",
            "“emergency” fills the role “emergency” and has  when: hours-unknown",
            "name a contact with  when: day-and-night",
        ),
    ],
    "somebody_always_answers": [
        Break(
            TOWN,
            "; PH 00:00-24:00 open",
            "",
            NIGHT,
            "on Friday 25 December 2026 at 08:00 one line is closed and no other is surely open",
            MEET,
        ),
        Break(
            TOWN,
            "Mo-Fr 00:00-08:00,18:00-24:00 open,",
            "Mo-Fr 00:00-07:00,18:00-24:00 open,",
            NIGHT,
            "on Monday 23 November 2026 at 07:00 one line is closed and no other is surely open",
            MEET,
        ),
        Break(
            MORE,
            "lines: [police, duty-desk, out-of-hours]",
            "lines: [police, duty-desk]",
            DESK,
            "on Sunday 22 November 2026 at 00:00 one line is closed and no other is surely open",
            "make the hours of these lines meet: town-desk",
            elsewhere=TOWN,
        ),
    ],
}

SOUND: Sound = {
    "hours_can_be_read": [
        (TOWN, "hours: 24/7\n", 'hours: 24/7 open "ask; SH off"\n'),
        # The bank holidays of that year are not known, but these hours do not name PH.
        (NATIONAL, "checked: 2026-11-22", "checked: 1926-11-22"),
    ],
    "hours_match_when": [
        (TOWN, WRITTEN, "Mo-Fr 08:00-18:00; PH off"),
        (TOWN, WRITTEN, "Mo-Fr 10:00-16:00; Sa 10:00-12:00 unknown; PH off"),
        (TOWN, WRITTEN, "Mo-Fr 10:00-16:00 unknown; Sa,Su,PH off"),
        (TOWN, WRITTEN, "Mo-Fr 10:00-16:00; PH,Sa-Su off"),
        (TOWN, "Mo-Fr 08:00-10:00,16:00-18:00 unknown; Sa-Su", "Sa-Su"),
        (
            TOWN,
            f"{WRITTEN}\n    brief: Exampleton duty desk\n    when: office-hours",
            "24/7 unknown\n    brief: Exampleton duty desk\n    when: office-hours-or-try",
        ),
        (
            TOWN,
            f"{WRITTEN}\n    brief: Exampleton duty desk\n    when: office-hours",
            "24/7\n    brief: Exampleton duty desk\n    when: day-and-night",
        ),
        (NATIONAL, "hours: 24/7 unknown", "hours: Mo-Fr 10:00-16:00 unknown; Sa-Su off"),
    ],
    "somebody_always_answers": [
        (TOWN, WRITTEN, "Mo-Fr 08:00-18:00; PH off"),
        (TOWN, "; Sa-Su 00:00-24:00 open; PH 00:00-24:00 open", "; Sa-Su,PH 00:00-24:00"),
        (MORE, "[police, duty-desk, out-of-hours]", "[police, duty-desk, council-finder]"),
    ],
}
