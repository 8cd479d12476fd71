"""Checks the name of the place that puts a sheet up. It stands on a paper with our numbers, so it
must not be able to bring in another number or an address.
"""

from collections.abc import Callable
from unicodedata import normalize, numeric

import regex

from ..content.characters import unseen
from ..content.model import Guide
from ..rules.numbers import number_in
from .languages import N_

MOST_LETTERS = 40
"""The longest name, in letters as people count them: a letter with its marks is one."""

# The scripts that are in use today: table 5 of https://www.unicode.org/reports/tr31/. In the last
# rows are those that one language writes together.
SCRIPTS = """
    Latn Cyrl Grek Armn Geor Hebr Arab Thaa Ethi
    Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh
    Thai Laoo Tibt Mymr Khmr Hang Bopo
    Hani+Hira+Kana
    Hani+Hang
""".split()  # noqa: SIM905 (easier to read)


def _letters_of(scripts: str) -> str:
    return f"[{''.join(rf'\p{{scx={name}}}' for name in scripts.split('+'))}]+"
