"""What breaks the rules on numbers."""

from . import (
    FINDER,
    HELP,
    MORE,
    NATIONAL,
    ONLINE,
    PUBLISHED,
    SOUNDS,
    TOWN,
    WORDS,
    Break,
    Breaks,
    Sound,
)

DESK, POLICE = "  town-desk:\n    name", "  town-police:\n    name"
HELPLINE = "  helpline:\n    name"
WRITTEN = "name whose it is, such as {duty-desk}; the directory has the digits"

BREAKS: Breaks = {
    "numbers_are_sourced": [
        Break(
            TOWN,
            '"01632 960 001"',
            '"01632 960 010"',
            '{url: "https://council.example/desk"',
            "“town-desk” has 01632 960001, but a source prints 01632 960 010",
            "read https://council.example/desk again and correct the one that is wrong",
        ),
        Break(
            TOWN,
            "https://school.example",
            "https://search.example.com",
            '{url: "https://search.example.com"',
            "https://search.example.com is not a source: it shows pages of others",
            "read the page itself, or find another source",
        ),
        Break(
            TOWN,
            "https://school.example",
            "https://127.0.0.1",
            '{url: "https://127.0.0.1"',
            "https://127.0.0.1 is not a source: it has no name on the internet",
            "read the page itself, or find another source",
        ),
        Break(
            TOWN,
            "https://school.example",
            "https://www.council.example",
            DESK,
            "“town-desk” is shown with fewer than two independent sources",
            "add a source on another site (all that ends in council.example is one site), or do "
            "not show the number",
        ),
        Break(
            NATIONAL,
            'phone: "01632 960099"',
            'phone: "01632 960002"',
            "  town-night:\n    name",
            "01632 960002 must never be shown: an old number of the night team",
            "use the number that replaced it",
            elsewhere=TOWN,
        ),
        Break(
            TOWN,
            'phone: "101"',
            'phone: "111"',
            POLICE,
            "111 is the NHS, never the police",
            "give the number of the police",
        ),
    ],
    "checks_are_dated": [
        Break(
            file,
            "checked: 2026-11-22",
            f"checked: {day}",
            at,
            f"“{line}” cannot have been checked on {day}",
            "write the day when its sources were last read, from 2026-11-22 to today",
        )
        for file, line, at in [
            (TOWN, "town-desk", DESK),
            (ONLINE, "helpline-site", "  helpline-site:\n    name"),
        ]
        for day in ("2062-11-22", "9999-12-31", "1926-11-22", "2026-11-21", "0001-01-01")
    ],
    "numbers_belong_to_one_line": [
        Break(
            TOWN,
            'phone: "01632 960001"',
            'phone: "01632 960002"',
            "",
            "town-desk, town-night have the same number",
            "keep one of them",
        ),
        Break(
            NATIONAL,
            "never_show:\n  - {phone",
            "never_show: []\n#  - {phone",
            "",
            "no number is listed in never_show",
            "restore the list",
            elsewhere=TOWN,
        ),
    ],
    "lines_are_described_truly": [
        *(
            Break(
                NATIONAL,
                '0808 157 0001"\n    hours: 24/7 unknown\n    brief: For anyone under 19, free\n'
                "    when: hours-change\n    site: helpline.example\n    otherwise: emergency\n"
                "    cost: free",
                f'{phone}"\n    hours: 24/7 unknown\n    brief: For anyone\n'
                "    when: hours-change\n    site: helpline.example\n    otherwise: emergency\n"
                f"    cost: {cost}",
                HELPLINE,
                f"{phone}, to call, cannot have  cost: {cost}",
                f"choose one of: {allowed}",
            )
            for phone, cost, allowed in [
                ("01632 960003", "free", "as-01"),
                ("020 7946 0000", "as-01", "as-02"),
                ("0300 123 0000", "as-01", "as-03"),
                ("0808 157 0001", "as-03", "free, mostly-free"),
                ("116 000", "no-extra", "free, mostly-free"),
                ("18005", "text", "free, mostly-free, no-extra"),
            ]
        ),
        Break(
            TOWN,
            "cost: free",
            "cost: no-extra",
            POLICE,
            "101, to call, cannot have  cost: no-extra",
            "choose one of: free",
        ),
        Break(
            TOWN,
            "    cost: free",
            "    by: text\n    cost: free",
            POLICE,
            "101, to text, cannot have  cost: free",
            "choose one of: text",
        ),
        Break(
            TOWN,
            "    cost: free",
            "    by: text\n    cost: text",
            POLICE,
            "101, to text, cannot have  bill: may-show",
            "bill: text-may-show  and  by: text  go together",
        ),
        Break(
            TOWN,
            "cost: free\n    bill: may-show",
            "cost: free\n    bill: text-may-show",
            POLICE,
            "101, to call, cannot have  bill: text-may-show",
            "bill: text-may-show  and  by: text  go together",
        ),
    ],
    "sentences_are_filled": [
        Break(
            WORDS,
            '"{who}, in office hours"',
            "In office hours",
            "  office-hours: In office",
            "the button for “office-hours” does not say once whose line it is",
            "put {who} into it once, and nothing else in braces",
        ),
        Break(
            NATIONAL,
            "    site: helpline.example\n",
            "",
            HELPLINE,
            "“helpline” has  when: hours-change  and  site: none",
            "name a site if the sentence has {site}, and only then",
        ),
        Break(
            TOWN,
            "    when: office-hours\n",
            "    when: office-hours\n    site: council.example\n",
            DESK,
            "“town-desk” has  when: office-hours  and  site: council.example",
            "name a site if the sentence has {site}, and only then",
        ),
        Break(
            NATIONAL,
            "site: helpline.example",
            "site: localhost",
            HELPLINE,
            "“localhost” is not a site",
            "write it as example.org",
        ),
    ],
    "links_are_sound": [
        *(
            Break(
                FINDER,
                "url: https://finder.example/postcode",
                f'url: "{url}"',
                "  council-finder:\n    name",
                f"“{url}” is not safe to open",
                "find its https:// address",
            )
            for url in (
                "http://finder.example", "https://finder", "https://127.0.0.1/",
                "https://finder.local", "https://finder.invalid/a",
            )
        ),
        *(
            Break(
                TOWN,
                "roles:\n",
                PUBLISHED.format(name="Exampleton", page=page),
                "publisher:\n  name",
                f"“{page}” is not safe to open",
                "find its https:// address",
            )
            for page in ("http://town.example/p", "https://10.1.1.1/p", "https://town/p")
        ),
        Break(
            FINDER,
            "url: https://finder.example/postcode",
            "url: https://archive.example.net/finder",
            "  council-finder:\n    name",
            "“https://archive.example.net/finder” is not the page itself: it shows pages of others",
            "find the address of the page itself",
        ),
        Break(
            ONLINE,
            "  helpline-site:\n",
            "  helpline-page:\n",
            "  helpline-page:\n    name",
            "nothing uses the link “helpline-page”",
            "use it, or delete it",
        ),
        Break(
            ONLINE,
            "  helpline-site:\n",
            "  helpline:\n",
            "  helpline:\n    name",
            "“helpline” is also a contact",
            "give one of them another id",
        ),
    ],
    "numbers_stand_in_one_place": [
        Break(
            HELP,
            "lead: The call is free.",
            f'lead: "{said}"',
            f'lead: "{said}"',
            f"a number is written out in “{said}”",
            WRITTEN,
        )
        for said in (
            "Call 101.", "Call 1 0 1.", "Call 1-0-1.", "Call 1.0.1.", "Call 1–0–1.", "Call 1/0/1.",
            "Call 1O1.", "Call nine nine.", "Call Double-nine.",
        )
    ]
    + [
        Break(
            WORDS,
            "free: Free\n",
            "free: Free, as 101 is\n",
            "free: Free, as",
            "a number is written out in “Free, as 101 is”",
            WRITTEN,
        ),
        Break(
            SOUNDS,
            "transcript: Call now.",
            "transcript: Call 01632 960001.",
            "transcript: Call 01632",
            "a number is written out in “Call 01632 960001.”",
            WRITTEN,
        ),
    ],
    "words_name_the_right_line": [
        Break(
            HELP,
            "{helpline.name}, {helpline}.",
            "{helpline.name}, {police}.",
            "{helpline.name}, {police}.",
            "“You can talk to {helpline.name}, {police}.” gives a name and somebody else's number",
            "use the name and the number of one line",
        ),
    ],
}  # fmt: skip

SOUND: Sound = {
    "numbers_are_sourced": [
        (NATIONAL, 'phone: "01632 960099"', 'phone: "01632 960098"'),
    ],
    "lines_are_described_truly": [(NATIONAL, "cost: no-extra", "cost: mostly-free")],
    "numbers_stand_in_one_place": [
        (HELP, "lead: The call is free.", "lead: Until they are 18, or 21 to 25."),
        (HELP, "lead: The call is free.", "lead: At 1 or 2, one or two, 24 hours a day."),
    ],
    "links_are_sound": [(FINDER, "https://finder.example/", "https://a-b.example.org?")],
    "words_name_the_right_line": [
        (HELP, "{helpline.name}, {helpline}.", "{town-desk.name}, {duty-desk}."),
        (MORE, "{helpline-site}. Or", "{helpline-site}, {helpline-site.name}. Or"),
    ],
}
