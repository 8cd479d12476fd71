"""What breaks the rules on words. The lists are those of the made-up guide."""

from . import HELP, ONLINE, SHEETS, SIGNS, TOWN, WORDS, Break, Breaks, Sound

HARD = "Multidisciplinary safeguarding investigations necessitate communication."
WHY = "why: Danger comes first."
SAY = "tone: say\n        text: Hello. I am worried about a child in {area}."

BREAKS: Breaks = {
    "words_blame_nobody": [
        Break(
            HELP,
            WHY,
            "why: Help the Victims.",
            "why: Help",
            "“Help the Victims.” says “victim”",
            "say what is done to the child: it blames the child",
        ),
        Break(
            TOWN,
            "brief: Exampleton duty desk",
            "brief: Open 24/7",
            "brief: Open",
            "“Open 24/7” says “24/7”",
            "say it in another way: we cannot know it",
        ),
        Break(
            WORDS,
            "day-and-night: Day and night",
            "day-and-night: Open 24/7",
            "day-and-night: Open",
            "“Open 24/7” says “24/7”",
            "say it in another way: we cannot know it",
        ),
    ],
    "every_not_is_there": [
        Break(
            HELP,
            "You do not need to be sure.",
            "Call now. You need to be sure.",
            "lead: Call now.",
            "“You need to be sure.” says “be sure” without “not”",
            "put it back: nobody is to blame",
        ),
        Break(
            HELP,
            "Do not go in. Do not step",
            "Go in. Do not step",
            "- Go in.",
            "“Go in.” does not say what not to do",
            "put “not” back, or move it out of the section with  tone: dont",
        ),
        Break(
            HELP,
            "Do not go in. Do not step",
            "Do not go in. Do step",
            "- Do not go in. Do step",
            "“Do step between people.” does not say what not to do",
            "put “not” back, or move it out of the section with  tone: dont",
        ),
        Break(
            HELP,
            "tone: do\n",
            "tone: dont\n",
            "- Stay on",
            "“Stay on the line.” does not say what not to do",
            "put “not” back, or move it out of the section with  tone: dont",
        ),
        Break(
            HELP,
            "tone: dont",
            "tone: do",
            "- title: Please do not",
            "“Please do not” has only what not to do",
            "write  tone: dont",
        ),
    ],
    "names_stand_in_braces": [
        Break(
            HELP,
            WHY,
            f"why: Call ({name}).",
            "why: Call",
            f"“Call ({name}).” shows “({name})”",
            f"write {{{name}}}",
        )
        for name in ("duty-desk", "town-desk.name", "relay+duty-desk")
    ],
    "names_are_plain": [
        Break(file, f"name: {old}", f"name: {new}", f"name: {new}",
              f"the name “{new}” has braces or stars", "write it out")
        for file, old, new in [
            (TOWN, "Exampleton", "Exampleton **town**"),
            (TOWN, "Exampleton duty desk", "The {area} duty desk"),
            (ONLINE, "Example helpline online", "Example **helpline** online"),
        ]
    ],
    "acronyms_are_known": [
        Break(
            HELP,
            WHY,
            "why: The EDT comes first.",
            "why: The EDT",
            "“EDT” in “The EDT comes first.” is not explained",
            "write it out, or explain it and add it to acronyms in words.yaml",
        ),
    ],
    "words_are_easy_to_read": [
        *(
            Break(file, old, f"{key}: {HARD}", f"{key}: {HARD}", f"“{HARD}” is hard to read",
                  "use shorter words")
            for file, old, key in (
                (HELP, WHY, "why"),
                (SIGNS, "title: What they have", "title"),
                (SHEETS, "lead: Leave gaps. Do not wait.", "lead"),
            )
        ),
        Break(
            HELP,
            WHY,
            f"why: {' '.join(['word'] * 21)}",
            "why: word word",
            f"“{' '.join(['word'] * 21)}” has 21 words",
            "make it two sentences: at most 20 words each",
        ),
        Break(
            HELP,
            "    lead: The call is free.",
            f"    lead: {' '.join([HARD] * 9)}",
            "  now:\n    kind",
            "“now” needs reading grade 21.6, and 5 is the limit",
            "use shorter words and shorter sentences",
        ),
    ],
}  # fmt: skip

SOUND: Sound = {
    "words_blame_nobody": [
        (HELP, WHY, "why: Engangement."),  # in the middle of a word
        (HELP, SAY, "tone: quote\n        text: A victim."),
    ],
    "every_not_is_there": [
        (HELP, "lead: The call is free.", "lead: It is never your fault. Nobody needs proof."),
        (HELP, "Do not hold back. Call again.", "Never hold back. Call again."),
        (HELP, "- Stay on the line.", "- Stay on the line.\n          - Do not wait."),
        (WORDS, "words: [not, never, nobody]", "words: [not, never, nobody, nothing]"),
    ],
    "names_stand_in_braces": [(HELP, WHY, "why: Call {duty-desk} (police).")],
    "acronyms_are_known": [(HELP, WHY, "why: A and I, the UK and a Dr.")],
    "words_are_easy_to_read": [
        (HELP, WHY, f"why: {' '.join(['word'] * 20)}"),
        (HELP, "lead: The call is free.", "lead: Investigations help everybody."),
        (HELP, SAY, f"tone: quote\n        text: {HARD}"),
    ],
}
