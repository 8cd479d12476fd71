"""What breaks the rules on words."""

from . import HELP, SHEETS, SIGNS, TOLD, Break, Breaks, Sound

HARD = " ".join(["Multidisciplinary safeguarding investigations necessitate communication."] * 9)

BREAKS: Breaks = {
    "words_blame_nobody": [
        Break(
            HELP, "why: Danger comes first.", "why: Some put up with a lifestyle.", "“lifestyle”"
        ),
        Break(HELP, "why: Danger comes first.", "why: Grooming gangs do this.", "people who abuse"),
        Break(
            HELP, "why: Danger comes first.", "why: Asian men do this.", "nothing of where people"
        ),
        Break(HELP, "why: Danger comes first.", "why: Muslim men do this.", "nothing of faith"),
        Break(
            HELP, "why: Danger comes first.", "why: Help the victim.", "say child or young person"
        ),
        Break(SIGNS, "say: misses school", "say: is promiscuous", "that the child is being abused"),
        Break(
            SHEETS, "rows: 4}", 'rows: 4}\n      x: {title: "Risky behaviour", rows: 1}', "Risky"
        ),
        Break(
            HELP,
            "why: Danger comes first.",
            "why: Help the Victim.",
            "“Help the Victim.” says “victim”",
            at="why: Help",
            mend="say child or young person",
        ),
    ],
    "acronyms_are_known": [
        Break(
            HELP,
            "why: Danger comes first.",
            "why: The EDT comes first.",
            "“EDT” in “The EDT comes first.” is not explained",
            at="why: The EDT",
            mend="write it out, or explain it and add it to acronyms in words.yaml",
        ),
        Break(HELP, "why: Danger comes first.", "why: CSE comes first.", "“CSE”"),
        Break(SIGNS, "say: misses school", "say: has an STI", "“STI”"),
    ],
    "every_not_is_there": [
        Break(
            HELP,
            "Do not go in.",
            "Do go in.",
            "“Do go in.” has lost its “not”",
            at="- Do go in. Do",
            mend="put it back",
        ),
        Break(HELP, "You do not need to be sure.", "You do need to be sure.", "has lost its “not”"),
        Break(TOLD, "It is not your fault.", "It is your fault.", "has lost its “not”"),
        Break(
            HELP,
            "tone: dont",
            "tone: do",
            "“Please do not” has the tone do",
            at="- title: Please",
            mend="its title ends with “do not” or “cannot” where the tone is  dont , only there",
        ),
        Break(HELP, "tone: do\n", "tone: dont\n", "“While you wait” has the tone dont"),
        Break(
            HELP,
            "- Do not tell anyone there",
            "- Tell anyone there",
            "“Tell anyone there that you called.” does not say what not to do",
            at="- Tell anyone",
            mend="begin it: Do not …",
        ),
        Break(HELP, "You can ask not to give it.", "You can ask to give it.", "has lost its “not”"),
    ],
    "words_are_easy_to_read": [
        Break(HELP, "why: Danger comes first.", f"why: {HARD}", "needs reading grade"),
        Break(SIGNS, "say: misses school", f"say: {HARD}", "needs reading grade"),
        Break(
            HELP,
            "why: Danger comes first.",
            "why: Somebody may investigate the situation tomorrow for the family.",
            "is hard to read",
        ),
        Break(
            HELP, "lead: The call is free.", "lead: Every investigation helps them.", "is hard to"
        ),
        Break(SHEETS, "lead: Leave gaps.", f"lead: {HARD}", "needs reading grade"),
        Break(
            HELP,
            "why: Danger comes first.",
            f"why: {' '.join(['word'] * 21)}",
            f"“{' '.join(['word'] * 21)}” has 21 words",
            at="why: word word",
            mend="make it two sentences: at most 20 words each",
        ),
        Break(
            HELP,
            "why: Danger comes first.",
            f"why: {HARD.split('.')[0]}.",
            "“Multidisciplinary safeguarding investigations necessitate communication.” "
            "is hard to read",
            at="why: Multidisciplinary",
            mend="use shorter words",
        ),
    ],
}

# What stands just inside a limit, and must pass.
SOUND: Sound = {
    "acronyms_are_known": [
        (HELP, "why: Danger comes first.", "why: A and I, the NHS and an OK-ish Dr."),
    ],
    "words_are_easy_to_read": [
        (HELP, "why: Danger comes first.", f"why: {' '.join(['word'] * 20)}"),
        (HELP, "lead: The call is free.", "lead: Investigations help everybody."),
    ],
}
