"""What breaks the rules on numbers."""

from . import HELP, LUTON, NATIONAL, NEAR, ONLINE, PLACE, QUIET, Break, Breaks, Sound

BREAKS: Breaks = {
    "numbers_are_sourced": [
        Break(
            LUTON, '    phone: "01582 547653"', '    phone: "01582 547635"', "but a source prints"
        ),
        Break(
            LUTON,
            '"01582 547 653"',
            '"01582 547 563"',
            "“luton-desk” has 01582 547653, but a source prints 01582 547 563",
            at="  luton-desk:\n    name",
            mend="read http://lutonlscb.org.uk/how.html again and correct the one that is wrong",
        ),
        Break(LUTON, '    phone: "101"', '    phone: "111"', "111 is the NHS, never the police"),
        Break(
            LUTON, '    phone: "101"', '    phone: "01582 401212"', "must never be shown: an old"
        ),
        Break(
            NATIONAL,
            '"88858"',
            '"999"',
            "999 must never be shown: the NSPCC's text number, on old pages only;"
            " treat it as withdrawn",
            at="  emergency:\n    name",
            mend="use the number that replaced it",
        ),
        Break(
            LUTON, '    phone: "0300 300 8123"', '    phone: "01582 547653"', "have the same number"
        ),
        Break(NEAR, 'phone: "01234 718700"', 'phone: "01234 718701"', "but a source prints"),
    ],
    "links_are_sound": [
        Break(
            ONLINE,
            "url: https://ivisontrust.org.uk",
            "url: ivisontrust.org.uk",
            "“ivisontrust.org.uk” is not a web address",
            at="  ivison:\n    name",
            mend="begin it with https://",
        ),
        Break(
            ONLINE, "url: https://ivisontrust.org.uk", "url: javascript:x", "is not a web address"
        ),
        Break(
            ONLINE,
            "  ivison:\n",
            "  ivisons:\n",
            "nothing uses the link “ivisons”",
            at="  ivisons:\n    name",
            mend="use it, or delete it",
        ),
        Break(
            ONLINE,
            "  ivison:\n",
            "  childline:\n",
            "“childline” is a contact, too",
            at="  childline:\n    name",
            mend="give one another id",
        ),
        Break(
            ONLINE, "url: https://ivisontrust.org.uk", "url: http://ivisontrust.org.uk", "not a web"
        ),
    ],
    "numbers_stand_in_one_place": [
        Break(HELP, "lead: The call is free.", "lead: Call 999.", "a number is written out"),
        Break(
            HELP,
            "say: None of these",
            "say: None of these. Ring 0800 1111",
            "a number is written out in “None of these. Ring 0800 1111”",
            at="say: None of these. Ring",
            mend="name whose it is, such as {duty-desk}; the directory has the digits",
        ),
        Break(LUTON, "cost: Free", "cost: Free since 2020", "the directory has the digits"),
        Break(
            HELP, "lead: The call is free.", "lead: Call nine nine nine.", "a number is written out"
        ),
    ],
    "lines_are_described_truly": [
        Break(
            NATIONAL,
            "kind: police",
            "kind: support",
            "“British Transport Police” does not sound like kind support",
            at="name: British",
            mend="correct the kind, or say in the name what it is",
        ),
        Break(
            NATIONAL,
            "Childline\n    kind: support",
            "Childline\n    kind: social-work",
            "sound like",
        ),
        Break(
            NATIONAL,
            "    by: text\n",
            "",
            "“transport-police-text” does not say truly whether to call or to text",
            at="name: British Transport Police,",
            mend="by: text  and  brief: To text, not to call …  go together",
        ),
        Break(
            NATIONAL,
            "cost: Free from landlines",
            "cost: Little from landlines",
            "a call to 0808 800 5000 does not cost “Little from landlines and most mobiles”",
            at="cost: Little",
            mend="say “Free”",
        ),
        Break(
            LUTON,
            "cost: The same as other calls to an 01 number",
            "cost: Free",
            "does not cost “Free”",
        ),
        Break(
            LUTON,
            "bill: Shows in the phone's call list",
            "bill: Never shows",
            "“Never shows, and may show on the bill” does not say that the phone keeps it",
            at="bill: Never shows",
            mend="every phone keeps a list of calls or messages: say so",
        ),
        Break(ONLINE, "kind: police", "kind: social-work", "does not sound like kind social-work"),
        Break(NATIONAL, "cost: Free", "cost: A little", "a call to 999 does not cost “A little”"),
        Break(
            NEAR,
            "brief: Buckinghamshire,",
            "brief: Hertfordshire,",
            "“Hertfordshire, in office hours” does not say that it is Buckinghamshire "
            "children's services",
            at="    hours: Mo-Th 09:00-17:30 open, Fr 09:00-17:00 open; PH off\n    brief",
            mend="say in it whose line this is",
        ),
    ],
    "sources_say_whose": [
        Break(
            ONLINE,
            "url: https://www.iwf.org.uk",
            "url: https://www.iwv.org.uk",
            "“https://www.iwv.org.uk” does not look like Internet Watch Foundation",
            at="name: Internet",
            mend="read it again, and correct the address or the name",
        ),
        Break(
            ONLINE,
            "www.gov.uk/report-child-abuse-to-local-council",
            "www.gov.uk/bees",
            "not look like",
        ),
        Break(
            NATIONAL,
            "/2010-missing-people",
            "/2010",
            "no source of “missing-people” says in its address whose number it is",
            at="name: Missing",
            mend="look whether number and sources belong to somebody else; add one that does",
        ),
        Break(
            NATIONAL, "columnists/childline-advice", "columnists/advice", "“childline” says in its"
        ),
    ],
    "words_name_the_right_line": [
        Break(
            HELP,
            "{nspcc.name}, {nspcc}",
            "{nspcc.name}, {childline}",
            "“You can talk it over with a charity too. {nspcc.name}, {childline}.” "
            "gives a name and somebody else's number",
            at="- You can talk",
            mend="name one and the same",
        ),
        Break(
            QUIET,
            "hours: {relay+duty-desk}",
            "hours: {relay+out-of-hours}",
            "“Duty desk, in office hours: {relay+out-of-hours}” names no line that is open then",
            at='- "Duty desk',
            mend="name the line that is",
        ),
        Break(QUIET, "holidays: {relay+out-of-hours}", "holidays: {relay+duty-desk}", "open then"),
        Break(
            PLACE,
            "Call {police}. You may",
            "Call {duty-desk}. You may",
            "“Call {duty-desk}. You may reach the police where you are.” is not the "
            "number of the police",
            at="- Call {duty",
            mend="say {police}",
        ),
    ],
}

# What stands just inside a limit, and must pass.
SOUND: Sound = {
    "words_name_the_right_line": [
        (HELP, "why: Danger comes first.", "why: Call {emergency} and ask for the police."),
    ],
    "numbers_stand_in_one_place": [
        (HELP, "lead: The call is free.", "lead: Until they are 18, or 21 to 25."),
        (HELP, "lead: The call is free.", "lead: At 1 or 2, or 3."),
    ],
}
