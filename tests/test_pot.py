"""The template of translations is one that gettext's tools read, and helps who translates."""

import re
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from .conftest import TOP

POT = (TOP / "translations/messages.pot").read_bytes()


def catalogue() -> Catalog:
    return read_po(BytesIO(POT), abort_invalid=True)


def test_its_header_is_whole_and_the_same_each_day() -> None:
    head = POT.split(b"\n\n")[0].decode()
    assert "Content-Type: text/plain; charset=utf-8" in head
    assert "MIME-Version: 1.0" in head
    assert "Creation-Date" not in head


def test_each_text_says_where_it_comes_from_and_where_it_is_seen() -> None:
    for message in catalogue():
        if message.id:
            assert isinstance(message.id, str), "a text with a plural"
            assert all((TOP / file).is_file() for file, _ in message.locations), message.id
            assert message.locations, message.id
            assert message.auto_comments, message.id


def test_a_text_of_one_word_says_what_it_is() -> None:
    for message in catalogue():
        words = re.sub(r"%\(\w+\)s|\{[^}]*\}", "", str(message.id)).split()
        if len(words) == 1:
            assert len(message.auto_comments) > 1, message.id


def test_what_could_do_most_harm_comes_first() -> None:
    seen = [" ".join(message.auto_comments) for message in catalogue() if message.id]
    main = [n for n, says in enumerate(seen) if re.search(r"First on the page /(help/.*)?$", says)]
    other = [n for n, says in enumerate(seen) if "First on the page /signs" in says]
    none = [n for n, says in enumerate(seen) if "On no page for visitors" in says]
    assert main[-1] < other[0] <= other[-1] < none[0]


def test_words_to_say_are_marked() -> None:
    found = [m for m in catalogue() if "First words on the telephone" in " ".join(m.auto_comments)]
    assert len(found) > 5
