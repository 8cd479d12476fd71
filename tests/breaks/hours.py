"""What breaks the rules on hours."""

from . import LUTON, NATIONAL, NEAR, PLACE, Break, Breaks, Sound

BREAKS: Breaks = {
    "hours_can_be_trusted": [
        Break(
            LUTON,
            "Mo-Fr 10:00-16:00 open; PH off",
            "Mo-Fr ten to four",
            "“Mo-Fr 08:00-10:00,16:00-18:00 unknown, Mo-Fr ten to four”"
            " is not an opening_hours expression",
            at="  luton-desk:\n    name",
            mend="see wiki.openstreetmap.org/wiki/Key:opening_hours",
        ),
        Break(
            LUTON, "Mo-Fr 10:00-16:00 open; PH off", "Mo-Sa 10:00-16:00 open; PH off", "Saturday"
        ),
        Break(
            LUTON,
            "10:00-16:00 open; PH off",
            "10:00-16:00 open",
            "“luton-desk” is said to be open on Friday 25 December 2026 from 10:00",
            at="  luton-desk:\n    name",
            mend="only a working day between 08:00 and 18:00 is sure; else say unknown or off",
        ),
        Break(LUTON, "10:00-16:00 open; PH off", "10:00-19:00 open; PH off", "is said to be open"),
        Break(
            LUTON,
            "unknown, Mo-Fr 10:00-16:00 open; PH off",
            "open, Mo-Fr 07:00-10:00 open; PH off",
            "is said to be open",
        ),
        Break(LUTON, "; Sa-Su 00:00-24:00 open", "", "one line is closed and the other is not"),
        Break(
            LUTON,
            "; PH 00:00-24:00 open",
            "",
            "on Friday 25 December 2026 at 08:00 one line is closed and the other is not surely"
            " open",
            at="  bedfordshire-night:\n    name",
            mend="make the hours of the lines meet: luton-desk, bedfordshire-night",
        ),
        Break(
            LUTON, "Mo-Fr 00:00-08:00,18:00-24:00 open,", "Mo-Fr 00:00-07:00 open,", "hours of the"
        ),
        Break(
            LUTON, "duty-desk: luton-desk", "duty-desk: bedfordshire-night", "is said to be open"
        ),
        Break(
            NEAR,
            "17:30-24:00 open, Fr",
            "18:30-24:00 open, Fr",
            "of the lines meet: bucks, bucks-night",
        ),
        Break(
            PLACE,
            "[central-beds, out-of-hours, police]",
            "[central-beds, police]",
            "hours of the lines meet",
        ),
    ],
    "hours_are_those_said": [
        Break(LUTON, "team, at nights, weekends and bank holidays", "team", "not the same hours"),
        Break(
            NATIONAL,
            "hours: 24/7 unknown",
            "hours: 24/7",
            "“nspcc” says “Hours change: look at nspcc.org.uk”, and its hours are “24/7”",
            at='when: "Hours',
            mend="make the words agree with the hours; say unknown where nobody knows",
        ),
        Break(NATIONAL, "hours: 24/7\n", "hours: 24/7 unknown\n", "says “Day and night”"),
        Break(NEAR, "Fr 09:00-17:00 open; PH off", "Fr 09:00-17:00 open", "says “Office hours"),
        Break(NEAR, "Sa-Su 00:00-24:00 open; ", "", "says “Nights, weekends"),
        Break(
            NEAR, "Sa-Su 00:00-24:00 open; ", "Sa-Su 00:00-24:00 unknown; ", "says “Nights, week"
        ),
        Break(
            NATIONAL,
            '"Hours change: look at nspcc',
            '"Day and night: look at nspcc',
            "says “Day and",
        ),
        Break(
            LUTON,
            "Luton duty desk, in office hours",
            "Luton duty desk",
            "“Office hours, Monday to Friday” and “Luton duty desk” are not the same hours",
            at="brief: Luton",
            mend="say “office hours” in both, or in neither",
        ),
    ],
}

# What stands just inside a limit, and must pass.
SOUND: Sound = {
    "hours_can_be_trusted": [
        (LUTON, "Mo-Fr 08:00-10:00,16:00-18:00 unknown, Mo-Fr 10:00-16:00", "Mo-Fr 08:00-18:00"),
    ],
}
