"""What no words may contain. Each row is words, and what is said of them."""

import pytest

from guide.content.lookups import every_word
from guide.content.writing import english_faults, faults

from ..made_up import shipped

BRACE, HTML, BOLD = "has a brace without", "a code of HTML", "is marked in a way"
QUOTES, HALF = "in quotation marks", "has a quotation mark without"
FAULTS = {
    "{transport-police.": BRACE, "transport-police}": BRACE, "{{police}}": BRACE, "}police{": BRACE,
    "{a {b} c}": BRACE, "｛police｝": BRACE, "﹛police﹜": BRACE,
    "a&nbsp;b": HTML, "a&nbsp b": HTML, "&#8203;": HTML, "&#x41;": HTML, "&lt;b&gt;": HTML,
    "R&amp;D": HTML,
    "a<br>b": "contains “<”", "<b>a</b>": "contains “<”", "</p>": "contains “<”",
    "a > b": "contains “>”",
    "<!-- a -->": "contains “<”", "[a](http://example.com/x)": "contains “[”",
    "[a](tel:{police})": "contains “[”", "[a][b]": "contains “[”", "![a](b)": "contains “[”",
    "see http://example.com": "contains “http:”", "HTTPS://example.com": "contains “HTTPS:”",
    "//example.com": "contains “//”", "tel:{police}": "contains “tel:”", "sms:x": "contains “sms:”",
    "www.example.com": "contains “www.”", "mailto:a": "contains “mailto:”",
    "javascript:x": "contains “javascript:”",
    "a\ufffdb": "U+FFFD REPLACEMENT CHARACTER", "a\u202eb": "U+202E RIGHT-TO-LEFT OVERRIDE",
    "a\ufeffb": "U+FEFF ZERO WIDTH NO-BREAK SPACE", "a\u200bb": "U+200B ZERO WIDTH SPACE",
    "a\u00adb": "U+00AD SOFT HYPHEN", "a\u2066b": "U+2066", "a\ue000b": "U+E000",
    "a\x00b": "U+0000",
    "a\x1bb": "U+001B", "a\x85b": "U+0085", "a\u2028b": "U+2028 LINE SEPARATOR",
    "a\u00a0b": "U+00A0",
    "a\u3000b": "U+3000 IDEOGRAPHIC SPACE", "a\u3164b": "U+3164 HANGUL FILLER",
    "a\u2800b": "U+2800",
    "a\tb": "U+0009", "a\uffffb": "U+FFFF",
    "canâ€™t": "contains “â€™”", "Ã©": "contains “Ã©”", "Â a": "contains “Â”",
    "Â£5": "contains “Â£”",
    "Ø§Ù„": "contains “Ø§Ù„”",
}  # fmt: skip
"""In any language."""

ENGLISH = {
    "“Town”": QUOTES, "‘Town’": QUOTES, '"Town"': QUOTES, "'Town'": QUOTES, "«Town»": QUOTES,
    "„Town“": HALF, " “Town” ": QUOTES,
    "Сall": "U+0421 CYRILLIC CAPITAL LETTER ES", "①": "U+2460 CIRCLED DIGIT ONE", "９": "U+FF19",
    "٩": "U+0669 ARABIC-INDIC DIGIT NINE", "९": "U+096F", "¹": "U+00B9 SUPERSCRIPT ONE",
    "½": "U+00BD",
    "Ⅸ": "U+2168 ROMAN NUMERAL NINE", "𝟗": "U+1D7D7", "9\ufe0f\u20e3": "U+FE0F", "Οne": "U+039F",
    "ı": "U+0131",
    "☎": "U+260E BLACK TELEPHONE", "ﬁ": "U+FB01", "e\u0301": "U+0301 COMBINING ACUTE ACCENT",
    "“Town": HALF, "Town”": HALF, '"Town': HALF, "”Town“": QUOTES, "”Town”": HALF,
    "~~a~~": BOLD, "| a | b |": BOLD, "    a": BOLD,
    "**bold": BOLD, "bold**": BOLD, "** bold **": BOLD, "*a*": BOLD, "_a_": BOLD, "`a`": BOLD,
    "***a***": BOLD,
    "# Monday": BOLD, "- a": BOLD, "1. a": BOLD, "a\n---": BOLD, "a\\*": BOLD,
}  # fmt: skip

SOUND = [
    "Town", "children's", "less than 50% of the time", "{area}", "Call {police.name}, {police}.",
    "{relay+police}",
    "**Proof.** It is not", "a **b** c", "a\nb\n\nc\n", "“One word”, “another one”",
    "They say “yes”", "£5 – or more…",
    "café", "Ynys Môn", "a & b", "R&D; b", "AT&T", "at 5:30", "8-year-old", "a/b", "(police)",
    "data is", "Telephone: none",
    "%(who)s", "100%", "5 + 5 = 10",
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), FAULTS.items(), ids=map(ascii, FAULTS))
def test_no_words_contain_this(text: str, said: str) -> None:
    for found in (dict(faults(text)), dict(english_faults(text))):
        assert any(said in wrong for wrong in found)
        assert all(wrong.isprintable() and fix for wrong, fix in found.items())


@pytest.mark.parametrize(("text", "said"), ENGLISH.items(), ids=map(ascii, ENGLISH))
def test_no_english_words_contain_this(text: str, said: str) -> None:
    assert any(said in wrong for wrong, _ in english_faults(text))


@pytest.mark.parametrize("text", SOUND)
def test_words_that_are_right(text: str) -> None:
    assert [*english_faults(text)] == []


@pytest.mark.parametrize(
    "text",
    ["ابھی کال کریں", "می\u200cخواهم", "क्\u200dष", "Zadzwoń", "现在打电话", "Ţară", "“Town”"],
)
def test_words_of_other_languages_that_are_right(text: str) -> None:
    assert [*faults(text)] == []


def test_the_shipped_words_are_right() -> None:
    assert [fault for word in every_word(shipped()) for fault in english_faults(word)] == []
