"""Cards for people who need an interpreter: in their language, with English words to say."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.content.model import Guide
from guide.content.problems import RefusedError
from guide.content.speech import EnglishName, Foreign, InterpreterCard, SaidInEnglish
from tests.conftest import dom, fresh_dom, shipped, tel
from tests.made_up import Copy

CARDS = {f"/speak/{card.id.lower()}": card for card in shipped().speech.cards}


def test_the_first_screen_names_languages_in_their_own_script(client: FlaskClient) -> None:
    names = dom(client, "/").select("nav.languages a[lang]")
    assert [name.words for name in names] == [card.name for card in [*CARDS.values()][:4]]
    assert {name["href"] for name in names} <= {*CARDS}
    assert dom(client, "/").select('nav.languages a[href="/speak"][aria-label]')


def test_at_least_fifteen_languages_have_a_card(client: FlaskClient) -> None:
    links = [link["href"] for link in dom(client, "/speak").select("main .names a")]
    assert links == [*CARDS]
    assert len(links) >= 15


@pytest.mark.parametrize("path", CARDS)
def test_a_card_says_what_to_do_and_what_to_say(
    client: FlaskClient, guide: Guide, path: str
) -> None:
    card = CARDS[path]
    page = fresh_dom(client, path)
    for voice in page.select(".voice"):
        voice.drop_tree()
    own = page.one("main").select(f'[lang="{card.written.id}"]')
    written = [card.name, card.written.call, card.written.danger, card.written.address]
    assert [part.words for part in own] == written
    assert {part["dir"] for part in own} == {card.direction}
    spoken = page.one("main").select('.spoken[lang="en"][dir="ltr"]')
    said = [guide.speech.emergency.of(card.english, ""), f"I speak {card.english}."]
    assert [a.words.startswith(b) for a, b in zip(spoken, said, strict=True)] == [True, True]
    dials = [link["href"] for link in page.one("main").select("a.dial")]
    assert [*map(dials.index, map(tel, ("emergency", "duty-desk", "out-of-hours", "police")))]
    assert dials[0] == tel("emergency")


def test_a_card_says_that_no_speaker_has_checked_it(tmp_path: Path) -> None:
    content = Copy(tmp_path).replace(
        "speak.yaml", "address: Podaj adres.", "address: Podaj adres.\n    checked: 2026-11-30"
    )
    client = create_app(Settings(), content.load()).test_client()
    assert [len(dom(client, f"/speak/{code}").select(".kicker")) for code in ("ur", "pl")] == [
        3,
        2,
    ]


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.id)
def test_words_in_the_language_are_few_and_have_no_number(card: InterpreterCard) -> None:
    for words in (card.written.call, card.written.danger, card.written.address):
        assert len(words) <= 90


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        (Foreign, "Call ٩٩٩"),
        (Foreign, "ফোন করুন ৯৯৯"),
        (Foreign, "{police}"),
        (Foreign, "کال\u202eکریں"),
        (Foreign, "e\u0301"),
        (Foreign, "<b>a</b>"),
        (EnglishName, "اردو"),
        (EnglishName, "urdu"),
        (EnglishName, "Urdu 2"),
        (SaidInEnglish, "I need an interpreter."),
        (SaidInEnglish, "{language} {language}"),
        (SaidInEnglish, "I speak {language}. {police}"),
        (SaidInEnglish, "I speak {language}. Press 5."),
    ],
)
def test_what_a_card_must_not_say_is_refused(shape: type[str], text: str) -> None:
    with pytest.raises(RefusedError):
        shape(text)
