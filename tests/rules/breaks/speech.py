"""Edits that break the rules of `guide/rules/speech.py`."""

from . import Break, Breaks, Sound

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
    ]
}

SOUND: Sound = {}
