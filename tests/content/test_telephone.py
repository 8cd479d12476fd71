"""A telephone number is a type: its form, what it calls, and what it equals come from one place."""

import re

import phonenumbers
import pytest

from guide.content.problems import RefusedError
from guide.content.telephone import TEN_DIGITS, Printed, Telephone, national

SOUND = {
    "01632 960001": "tel:+441632960001",
    "01632 960 001": "tel:+441632960001",
    "01632960001": "tel:+441632960001",
    "+44 1632 960001": "tel:+441632960001",
    "+441632960001": "tel:+441632960001",
    "020 7946 0000": "tel:+442079460000",
    "0300 123 0000": "tel:+443001230000",
    "0808 157 0001": "tel:+448081570001",
    "07700 900000": "tel:+447700900000",
    f"0{TEN_DIGITS[0]} 00000": f"tel:+44{TEN_DIGITS[0]}00000",
    "0800 000000": "tel:+44800000000",
    "0800 0000": "tel:08000000",
    "999": "tel:999",
    "101": "tel:101",
    "116 000": "tel:116000",
    "116000": "tel:116000",
    "18000": "tel:18000",
    "60000": "tel:60000",
}
"""What can be called, and the address that calls it."""

WRONG = {
    "": "", "1632 960001": "", "+44 (0)1632 960001": "", "0044 1632 960001": "",
    "+44 01632 960001": "",
    "01632 960001 ext 2": "", "01632 9600012": "", "01632 96000": "", "01632 9600": "",
    "01632  960001": "", " 01632 960001": "", "01632 960001 ": "", "01632-960001": "",
    "(01632) 960001": "", "0 1632 960001": "", "01632.960001": "", "<b>01632 960001</b>": "",
    "call 01632 960001 (duty)": "", "01632 960001, 01632 960002": "", "tel:01632960001": "",
    "0432 960001": "", "04632 960001": "", "06632 960001": "", "+1 632 960 0010": "",
    "00 1632 96000": "",
    "10": "", "1010": "", "1 0 1": "", "998": "", "555": "", "55555": "", "116 00": "",
    "116 0000": "",
    "600000": "", "08OO 157 0001": "", "0800 000": "",
    "01632 96000³": "U+00B3 SUPERSCRIPT THREE",
    "01632 96000１": "U+FF11 FULLWIDTH DIGIT ONE",
    "٠١٦٣٢٩٦٠٠٠١": "U+0660 ARABIC-INDIC DIGIT ZERO",
    "①⓪①": "U+2460 CIRCLED DIGIT ONE",
    "01632\u200b960001": "U+200B ZERO WIDTH SPACE",
    "01632 960001\u202e": "U+202E RIGHT-TO-LEFT OVERRIDE",
    "\u202a01632 960001\u202c": "U+202A LEFT-TO-RIGHT EMBEDDING",
    "\ufeff01632 960001": "U+FEFF ZERO WIDTH NO-BREAK SPACE",
    "01632\u00a0960001": "U+00A0 NO-BREAK SPACE",
    "01632\t960001": "U+0009",
    "01632 960001\n": "U+000A",
    "01632\u00ad960001": "U+00AD SOFT HYPHEN",
    "01632–960001": "U+2013 EN DASH",
}  # fmt: skip
"""What cannot be called as it stands, and the character that the message names."""


@pytest.mark.parametrize(("text", "tel"), SOUND.items())
def test_a_number_that_can_be_called(text: str, tel: str) -> None:
    assert Telephone(text) == text
    assert Telephone(text).tel == tel


@pytest.mark.parametrize(("text", "named"), WRONG.items(), ids=map(ascii, WRONG))
def test_what_cannot_be_called_is_refused_and_an_odd_character_named(text: str, named: str) -> None:
    with pytest.raises(RefusedError, match="is not a telephone number") as caught:
        Telephone(text)
    assert named in caught.value.wrong
    assert "01632 960001" in caught.value.fix
    assert caught.value.wrong.isprintable()


@pytest.mark.parametrize(
    "text",
    [
        "01632 960 001", "+44 1632 960001", "+441632960001", "+44 (0)1632 960001",
        "+44(0) 1632 960001",
        "0044 1632 960001", "0044 (0)1632 960001", "(01632) 960001", "(+44) 1632 960001",
        "01632-960001",
        "01632.960.001", "01632 – 960001",
    ],
)  # fmt: skip
def test_a_source_may_print_a_number_in_other_ways(text: str) -> None:
    assert Printed(text).digits == Telephone("01632 960001").digits


@pytest.mark.parametrize(
    "text",
    ["01632 960001 ext 2", "call 01632 960001", "<b>01632 960001</b>", "01632 96000³", "١٠١", "1O1",
     "01632\u200b960001", "", "+", "()", "01632 960001 or 2"],
)  # fmt: skip
def test_what_is_printed_is_a_number_only(text: str) -> None:
    with pytest.raises(RefusedError, match="is not only a telephone number"):
        Printed(text)


@pytest.mark.parametrize("text", ["01632 960001", "+44 1632 960001"])
def test_a_number_is_one_number_however_it_is_written(text: str) -> None:
    number = Telephone(text)
    assert (number.digits, number.sms) == ("01632960001", "sms:01632960001")
    assert number.groups == tuple(text.split())


def test_a_short_number_is_not_taken_for_one_from_abroad() -> None:
    assert national("44000") == "44000"
    assert national("0044") == "0044"


def test_area_codes_with_ten_digits_are_those_that_the_library_knows() -> None:
    """Ofcom's plan, as Google's library has it. Numbers are given out in thousands."""
    plan = phonenumbers.PhoneMetadata.metadata_for_region("GB").fixed_line.national_number_pattern
    assert (
        tuple(
            code
            for code in range(1000, 2000)
            if any(re.fullmatch(plan, f"{code}{thousand:02}000") for thousand in range(100))
        )
        == TEN_DIGITS
    )
