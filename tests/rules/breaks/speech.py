"""Edits that break the rules of `guide/rules/speech.py`."""

from . import SOUNDS, Break, Breaks, Sound

FIRST = "file: pahari-first.mp3"

BREAKS: Breaks = {
    "cards_can_be_read": [
        Break(
            "speak.yaml",
            old="  ur:\n    name",
            new="  urdu:\n    name",
            at="  urdu:\n    name: اردو",
            wrong="“urdu” is not the code of a language",
            fix="write a code that Babel knows, such as ur or pa-Arab",
        ),
        Break(
            "speak.yaml",
            old="english: Polish",
            new="english: Urdu",
            at="  pl:\n    name: Polski",
            wrong="“Urdu” is not the English name of “pl”",
            fix="write Polish",
        ),
        Break(
            "speak.yaml",
            old="written: ur",
            new="written: ps",
            at="  phr:\n    name: پہاڑی",
            wrong="no card is written in “ps”",
            fix="name one of: ur, pl",
        ),
        Break(
            "speak.yaml",
            old="  phr:",
            new="  pl:",
            at="spoken:\n  pl:\n    name: پہاڑی",
            wrong="“pl” is also under  languages",
            fix="remove one of the two",
        ),
    ],
    "recordings_have_their_place": [
        Break(
            SOUNDS,
            old="speaks: phr",
            new="speaks: phx",
            at=FIRST,
            wrong="no card of speak.yaml is “phx”",
            fix="did you mean “phr”?",
        ),
        Break(
            SOUNDS,
            old="page: /more/start",
            new="page: /more/stat",
            at="file: urdu-more.m4a",
            wrong="there is no page /more/stat",
            fix="did you mean “/more/start”?",
        ),
        Break(
            SOUNDS,
            old="language: ur",
            new="language: urdu",
            at="file: urdu-more.m4a",
            wrong="“urdu” is not the code of a language",
            fix="write the name of a folder in translations/, such as ur",
        ),
        Break(
            "sound/old.mp3",
            old="",
            new="a voice",
            at="",
            wrong="sound.yaml does not name this file",
            fix="name it, or delete it",
        ),
        Break(
            "sound/pahari-first.mp3",
            old="",
            new="x" * 1_000_001,
            at="",
            wrong="the file has more than 1,000,000 bytes",
            fix="record at most one minute, in one channel, with 64 kbit in a second",
        ),
    ],
}

SOUND: Sound = {
    "recordings_have_their_place": [
        (SOUNDS, "page: /more/start", "page: /sheet/station"),
        (SOUNDS, "language: ur", "language: pa_Arab"),
    ]
}
