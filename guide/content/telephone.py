"""Telephone numbers: which forms can be called, and everything that is derived from the digits."""

import re

from .characters import named, visible
from .problems import RefusedError

TEN_DIGITS = (
    1204, 1208, 1254, 1276, 1297, 1298, 1363, 1364, 1384, 1386, 1404, 1420, 1460, 1461, 1480, 1488,
    1524, 1527, 1562, 1566, 1606, 1629, 1635, 1647, 1659, 1695, 1697, 1726, 1744, 1750, 1768, 1827,
    1837, 1884, 1900, 1905, 1935, 1946, 1949, 1963, 1995,
)  # fmt: skip
"""The area codes of Ofcom's plan in which some numbers have ten digits. A test compares them with
those of the package phonenumbers."""

NATIONAL = re.compile(
    rf"0[1235789]\d{{9}}|0(?:{'|'.join(map(str, TEN_DIGITS))})\d{{5}}|0800(?:\d{{6}}|\d{{4}})"
)
"""A full number: eleven digits. Some older ones have ten, and one free number has eight."""

SHORT = re.compile(r"1\d\d|9{3}|116 ?\d{3}|1800\d|[678]\d{4}")
"""A short number: three digits, a European helpline, a prefix of Relay UK, or a line for texts."""

WRITTEN = re.compile(r"(?:\+44 ?[1-9]\d|0[1-9])\d*(?: \d{2,})*", re.ASCII)
"""How a full number is written: groups of digits with one space between them."""

PRINTED = re.compile(r"[+(]{0,2}\d[\d() .–-]*", re.ASCII)
"""How a source may print a number."""

FIX = "write it as 01632 960001, +44 1632 960001 or a short number: digits and single spaces only"


def national(text: str) -> str:
    """The digits of a number as they are dialled in the United Kingdom: +44, 0044 and (0) are 0."""
    digits = "".join(c for c in text if c in "0123456789")
    abroad = re.fullmatch(r"(?:\+|00)440?(\d+)", f"+{digits}" if "+" in text else digits)
    return f"0{abroad[1]}" if abroad else digits


class Telephone(str):
    """A telephone number of the United Kingdom, as pages show it.

    Raises RefusedError for a text that cannot be called as it stands.
    """

    def __new__(cls, text: str) -> "Telephone":
        full = WRITTEN.fullmatch(text) and NATIONAL.fullmatch(national(text))
        if not full and not (text.isascii() and SHORT.fullmatch(text)):
            raise RefusedError(f"“{visible(text)}” is not a telephone number{_odd(text)}", FIX)
        return super().__new__(cls, text)

    @property
    def digits(self) -> str:
        """The digits as they are dialled in the United Kingdom. Equal numbers have equal digits."""
        return national(self)

    @property
    def tel(self) -> str:
        """The address that calls it: a full number in international form, a short one as it is."""
        full = len(self.digits) >= 10
        return f"tel:+44{self.digits[1:]}" if full else f"tel:{self.digits}"

    @property
    def sms(self) -> str:
        """The address that sends it a text."""
        return f"sms:{self.digits}"

    @property
    def international(self) -> str:
        """The number as it is called from another country, or "" where that may not work: short
        numbers and those that begin with 08 are for callers in the UK.
        """
        if not self.digits.startswith(("01", "02", "03")):
            return ""
        return self if self.startswith("+") else f"+44 {self[1:]}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its groups of digits, to be said or shown whole."""
        return tuple(self.split(" "))


class Printed(str):
    """A telephone number exactly as a source prints it. Raises RefusedError for anything else."""

    def __new__(cls, text: str) -> "Printed":
        if not PRINTED.fullmatch(text):
            wrong = f"“{visible(text)}” is not only a telephone number{_odd(text)}"
            raise RefusedError(wrong, "copy the digits as printed, and nothing around them")
        return super().__new__(cls, text)

    @property
    def digits(self) -> str:
        """As `Telephone.digits`, to be compared with it."""
        return national(self)


def _odd(text: str) -> str:
    """What to add to a message about a text with a character that nobody would look for."""
    odd = next((c for c in text if not c.isascii() or not c.isprintable()), None)
    return f": it contains {named(odd)}" if odd else ""
