"""What breaks the rules on words. The lists are those of the made-up guide."""

from . import HELP, ONLINE, PUBLISHED, SHEETS, SIGNS, TOWN, WORDS, Break, Breaks, Sound

HARD = "Multidisciplinary safeguarding investigations necessitate communication."
WHY = "why: Danger comes first."
PLEASE_DO_NOT = "      - title: Please do not\n"
SAY = "tone: say\n        text: Hello. I am worried about a child in {area}."


def folded(count: int) -> str:
    """So many more sections, to write before another one."""
    return (
        "      - title: Take a breath\n        text: You have time to breathe before you call.\n"
        * count
    )


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
    ]
    + [
        Break(TOWN, "roles:\n", PUBLISHED.format(name='"{police}"', page="https://town.example/p"),
              '  name: "{police}"', "the name “{police}” has braces or stars", "write it out"),
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
    "sentences_are_whole": [
        *(
            Break(
                HELP,
                old,
                old.replace(*written),
                written[1],
                f"“{written[1].rpartition(': ')[2]}” begins with “{first}”",
                "name the person or the thing: nobody knows who is meant",
            )
            for old, written, first in (
                ("- Stay on the line.", ("Stay on the line.", "It is free to call."), "It"),
                ("- Stay on the line.", ("Stay on the line.", "it is free to call"), "it"),
                ("hurt: Someone hurts the child, or is about to.",
                 ("Someone hurts the child, or is about to.", "They hurt the child."), "They"),
                ("title: While you wait\n        tone: do",
                 ("tone: do", "tone: do\n        text: This is a call."), "This"),
            )
        ),
        Break(
            HELP,
            "- Stay on the line.",
            "- Stay on the line. Stay calm. Go out.",
            "  now:\n    kind",
            "7 of the 8 sentences of “now” have 4 words or fewer: The call is free. Stay on the "
            "line. Stay calm. Go out. Do not go in. Do not hold back. Call again.",
            "join some of them, or say who does what",
        ),
    ],
    "results_fold_little": [
        Break(
            HELP,
            PLEASE_DO_NOT,
            folded(4) + PLEASE_DO_NOT,
            "  now:\n    kind",
            "“now” folds 6 sections, and 5 is the limit",
            "join some of them, or give one  open: true : While you wait, Take a breath, Take a "
            "breath, Take a breath, Take a breath, Please do not",
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
    "sentences_are_whole": [
        (
            HELP,
            "- Stay on the line.",
            "- Thistle Road is near, and it is open.",
        ),  # “this” begins it
        (HELP, SAY, "tone: say\n        text: This is about a child. It is bad."),
        (HELP, SAY, "tone: quote\n        text: It is a form of abuse."),
        (HELP, "- Stay on the line.", "- Stay on the line. Go out."),  # too few to measure
        # Items of a list are no sentences, and neither is a bold label or what a colon leads to
        (HELP, "- Stay on the line.", "- a car\n          - a name\n          - a place"),
        (
            HELP,
            "- Stay on the line.",
            "- '**Where?** Say the name of the place, as you know it: here.'",
        ),
    ],
    "results_fold_little": [
        (HELP, PLEASE_DO_NOT, folded(3) + PLEASE_DO_NOT),
        (HELP, PLEASE_DO_NOT, folded(4) + PLEASE_DO_NOT + "        open: true\n"),
    ],
    "words_are_easy_to_read": [
        (HELP, WHY, f"why: {' '.join(['word'] * 20)}"),
        (HELP, "lead: The call is free.", "lead: Investigations help everybody."),
        (HELP, SAY, f"tone: quote\n        text: {HARD}"),
    ],
}
