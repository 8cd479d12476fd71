"""What is offered in a language depends on what is translated and who has read it. Nothing is ever
in two languages.

It is tested on the made-up guide, in a language that is not one: see `test_languages.py`.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from guide import ContentError, Settings, create_app
from guide.content.expression import State
from guide.content.readings import FILE, digest
from guide.pages.edition import Edition
from guide.pages.languages import SOURCE
from guide.pages.place import checks
from guide.pages.render import Renderer
from guide.pages.site import NUMBERS, WRONG, first_tier, site
from guide.pages.texts import Texts
from guide.web import GuideApp
from tests.conftest import TOP, fresh_dom
from tests.dom import Element, parsed
from tests.made_up import made_up

TABLE = site(made_up())
TEXTS = Texts(made_up(), TABLE)
EVERY = dict.fromkeys(text for own in TEXTS.values() for text in own)
FIRST = dict.fromkeys(
    text for address, own in TEXTS.items() if first_tier(made_up(), TABLE[address]) for text in own
)
DOOR = next(a for a, page in TABLE.items() if page.part == "guide" and {*TEXTS[a]} - {*FIRST})
"""A page that has texts of its own, beyond the first tier."""

OWN = next(text for text in TEXTS[DOOR] if text not in FIRST)
"""One of these."""


def other(text: str) -> str:
    return f"⟦{text}⟧"


def readings(*rows: tuple[str, Iterable[str]], code: str = "ur") -> str:
    """The text of a file in which each of these people has read these texts, in English here."""
    found = ["readings:"]
    for by, some in rows:
        named = " ".join(digest(text, other(text)) for text in some)
        found.append(f'- {{language: {code}, by: {by}, day: 2026-12-01, texts: "{named}"}}')
    return "\n".join(found) + "\n"


@pytest.fixture
def app(tmp_path: Path) -> Callable[..., GuideApp]:
    """A function that makes the guide with the made-up language, in which some texts are
    translated; a file of readings; and settings.
    """

    def make(translated: Iterable[str] = EVERY, read: str = "", **settings: object) -> GuideApp:
        catalogue = Catalog(locale="ur")
        for text in translated:
            catalogue.add(text, other(text))
        folder = tmp_path / "ur/LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "messages.mo").open("wb") as file:
            write_mo(file, catalogue)
        if read:
            (tmp_path / FILE).write_text(read, "utf-8")
        return create_app(Settings(**settings), made_up(), tmp_path)  # type: ignore[arg-type]  # any settings

    return make


def page(app: GuideApp, path: str) -> Element:
    return fresh_dom(app.test_client(), path)


def language_of(app: GuideApp, path: str) -> tuple[str, str]:
    html = page(app, path)
    return html["lang"], html["dir"]


URDU, ENGLISH = ("ur", "rtl"), ("en-GB", "ltr")


def test_a_draft_is_served_only_where_that_is_set(app: Callable[..., GuideApp]) -> None:
    assert [*app().languages] == [SOURCE]
    assert app().test_client().get("/ur/").status_code == 404
    assert "These languages are not served: ur" in app().notice
    assert language_of(app(drafts=True), "/ur/") == URDU


def test_who_has_read_a_page_stands_above_it(app: Callable[..., GuideApp]) -> None:
    says = page(app(drafts=True), f"/ur/{DOOR}").one(".unread")
    own, english = says.select("p")
    assert own.words.startswith("⟦")
    assert (english["lang"], english["dir"]) == ENGLISH
    assert english.one("a")["href"] == f"/{DOOR}"
    once = app(read=readings(("A", EVERY)))
    (line,) = page(once, f"/ur/{DOOR}").select(".unread p")
    assert once.languages["ur"].date(date(2026, 12, 1)) in line.words
    twice = app(read=readings(("A", EVERY), ("B", EVERY)))
    for path in (f"/ur/{DOOR}", "/ur/", "/ur/nothing", f"/{DOOR}", "/"):
        assert not page(twice, path).select(".unread"), path


def test_a_page_is_as_well_read_as_its_least_read_text(app: Callable[..., GuideApp]) -> None:
    rest = [text for text in EVERY if text != OWN]
    made = app(read=readings(("A", EVERY), ("B", rest)))
    urdu = made.languages["ur"]
    assert made.offer.standing(urdu, TABLE[DOOR]).readers == 1
    assert made.offer.standing(urdu, TABLE[""]).readers == 2


def test_one_person_who_reads_twice_is_one(app: Callable[..., GuideApp]) -> None:
    made = app(read=readings(("Ann Other", EVERY), ('"ann  OTHER"', EVERY)))
    assert made.offer.standing(made.languages["ur"], TABLE[""]).readers == 1


def test_a_changed_text_loses_its_readings(app: Callable[..., GuideApp]) -> None:
    assert digest("Call", "Abhi") != digest("Call", "Abhi na") != digest("Call now", "Abhi")
    was = readings(("A", [text for text in EVERY if text != OWN])) + (
        f'- {{language: ur, by: A, day: 2026-12-01, texts: "{digest(OWN, "as it was")}"}}\n'
    )
    made = app(read=was)
    assert language_of(made, f"/ur/{DOOR}") == ENGLISH
    assert language_of(made, "/ur/") == URDU


@pytest.mark.parametrize("lost", ["translation", "reading"])
def test_a_page_that_is_not_whole_is_wholly_in_english(
    app: Callable[..., GuideApp], lost: str
) -> None:
    rest = [text for text in EVERY if text != OWN]
    made = app(rest, drafts=True) if lost == "translation" else app(read=readings(("A", rest)))
    client = made.test_client()
    dom = page(made, f"/ur/{DOOR}")
    assert (dom["lang"], dom["dir"]) == ENGLISH
    assert "⟦" not in str(dom)
    # Its links lead back to where the language is, and those of languages stand above.
    assert dom.one("footer .links a")["href"] == "/ur/"
    above = dom.select("body > .languages a")
    assert [(a["href"], a["hreflang"]) for a in above] == [(f"/{DOOR}", "en-GB"), ("/ur/", "ur")]
    english = page(made, f"/{DOOR}").select(".languages a")
    assert [link["href"] for link in english] == [f"/{DOOR}", "/ur/"]
    assert language_of(made, "/ur/") == URDU
    assert language_of(made, "/ur/nothing") == URDU
    for form in (p.address for p in TABLE.values() if p.form):
        sent = client.post(f"/ur/{form}").get_data(as_text=True)
        whole = made.offer.offered(made.languages["ur"], TABLE[form])
        assert ('lang="ur" dir="rtl">\n<head' in sent) == whole == ("⟦" in sent)


def test_reviewers_pages_are_only_in_english(app: Callable[..., GuideApp]) -> None:
    made = app(drafts=True)
    for address, shown in TABLE.items():
        if shown.part == "review":
            assert made.test_client().get(f"/ur/{address}").status_code == 404
    assert language_of(made, "/about/map") == ENGLISH
    assert not page(made, "/about/map").select(".languages")
    links = [a["href"] for a in page(made, "/ur/about").select("main a[href^='/']")]
    assert "/about/map" in links
    assert f"/ur/{NUMBERS}" in links


def test_languages_stand_above_the_first_screen_and_below_others(
    app: Callable[..., GuideApp],
) -> None:
    made = app(drafts=True)
    for path in ("/", "/ur/"):
        dom = page(made, path)
        names = [a.words for a in dom.select("body > .languages a[hreflang]")]
        assert names == ["English", "اردو"]
        assert not dom.select("footer .languages")
    assert page(made, f"/ur/{DOOR}").select("footer .languages")


def test_first_words_are_english_with_their_meaning(app: Callable[..., GuideApp]) -> None:
    made = app(drafts=True)
    client = made.test_client()
    pages = [client.get(f"/ur/{address}") for address, p in TABLE.items() if p.part == "guide"]
    pages += [client.post("/ur/signs"), client.post("/ur/signs", data={"signs": [sign()]})]
    seen = 0
    for answer in pages:
        for section in parsed(answer.get_data(as_text=True)).select(".say"):
            seen += 1
            aloud, meaning = section.one(".aloud"), section.one(".meaning")
            assert (aloud["lang"], aloud["dir"]) == ENGLISH
            assert "⟦" not in aloud.words
            said = " ".join(aloud.words.split())
            assert said == " ".join(re.sub("[⟦⟧]", "", meaning.words).split())
    assert seen > 3
    assert not page(made, "/sheet").select(".aloud, .meaning")


def sign() -> str:
    return made_up().signs[0].signs[0].id


def test_a_language_that_must_be_served_and_may_not_be_stops_the_start(
    app: Callable[..., GuideApp],
) -> None:
    lost = [*FIRST][5]
    for translated, read, said in (
        ([text for text in EVERY if text != lost], "", f"it lacks 1 text: “{lost}”"),
        (EVERY, "", f"nobody has read the first tier of “ur”: {len(FIRST)} texts: “"),
        (EVERY, readings(("A", [t for t in FIRST if t != lost])), f"of “ur”: 1 text: “{lost}”"),
    ):
        with pytest.raises(ContentError) as caught:
            app(translated, read, languages=("ur",))
        assert said in str(caught.value)
        assert "GUIDE_LANGUAGES" in str(caught.value)
    assert [*app(EVERY, readings(("A", FIRST)), languages=("ur",)).languages] == [SOURCE, "ur"]
    assert [*app(languages=("en",), drafts=True).languages] == [SOURCE]
    with pytest.raises(ContentError, match="GUIDE_LANGUAGES: names “xx”, which has no compiled"):
        app(languages=("xx",))


@pytest.mark.parametrize(
    ("translated", "read", "said"),
    [
        (["Nothing of ours"], "", "none of the texts of this guide is translated here"),
        ([*EVERY][:9], "", rf"9 of {len(EVERY)} texts are translated; 9 draft; not served: the .*"),
        (EVERY, readings(("A", [OWN])), rf"translated; {len(EVERY) - 1} draft; 1 read once"),
        (EVERY, readings(("A", ["Gone"])), r"readers\.yaml:2: A has read 1 text of “ur” that cha"),
        (EVERY, readings(("A", [OWN]), code="xx"), "A has read “xx”, which has no catalogue here"),
    ],
)
def test_check_says_how_far_each_language_is(
    app: Callable[..., GuideApp], translated: Iterable[str], read: str, said: str
) -> None:
    assert re.search(said, "\n".join(app(translated, read).translated.messages()))


@pytest.mark.parametrize(
    ("read", "said"),
    [
        ("readings: [{language: ur, by: A, day: soon, texts: x}]", "“soon” is not a date"),
        (
            "readings: [{language: ur, by: A, day: 2026-12-01, texts: zzz}]",
            "“zzz” is not the digest of a text",
        ),
        ("readings: [{language: ur, day: 2026-12-01, texts: zzz}]", "“by” is missing"),
    ],
)
def test_a_file_of_readers_that_cannot_be_read_stops_the_start(
    app: Callable[..., GuideApp], read: str, said: str
) -> None:
    with pytest.raises(ContentError, match=r"translations/readers\.yaml:1: ") as caught:
        app(read=read)
    assert said in str(caught.value)


def test_a_reader_sees_the_next_texts_and_notes_what_was_read(
    app: Callable[..., GuideApp],
) -> None:
    def run(*words: str) -> str:
        made = app(drafts=True)
        return made.test_cli_runner().invoke(args=["guide", "readers", *words]).output

    shown = run("ur", "--count", "2")
    first, second, third = [*EVERY][:3]
    assert f"\n    {first}\n    {other(first)}\n" in shown
    assert "(nobody has read it; on /ur/" in shown
    assert "--texts 1-2" in shown
    assert "Ann has read 2 texts of ur" in run("ur", "--read-by", "Ann", "--texts", "1-2")
    assert f"\n    {third}\n" in run("ur", "--count", "1")
    digested = digest(second, other(second))
    assert "Bo has read 1 texts" in run("ur", "--read-by", " Bo ", "--texts", digested)
    again = run("ur", "--read-by", "ann", "--texts", "1,2-3")
    assert "read 1 texts" in again
    assert "had read 2 of them before" in again
    assert f"{len(EVERY) - 3} not read, 2 read once, 1 read twice" in run("ur")
    for name in ("José", "Jose\u0301"):  # one person who writes it in two ways
        run("ur", "--read-by", name, "--texts", "4")
    assert f"{len(EVERY) - 4} not read, 3 read once, 1 read twice" in run("ur")
    for wrong, said in {
        "0": "“0” is no text", "1-9999": "is no text", "3-2": "is no text",
        "ffffffffff": "is no text that is there now", ",": "no text is named",
    }.items():  # fmt: skip
        assert said in run("ur", "--read-by", "Ann", "--texts", wrong)
    assert "no name is written" in run("ur", "--read-by", " ", "--texts", "1")
    assert "“xx” has no catalogue" in run("xx")
    assert "belong together" in run("ur", "--texts", "1")


@pytest.mark.parametrize("state", [None, *State])
def test_every_text_that_a_page_shows_in_any_state_is_known(
    app: Callable[..., GuideApp], state: State | None
) -> None:
    """Else a page could be half in English at some hour."""
    made = app(drafts=True)
    urdu = made.languages["ur"]
    asked: set[str] = set()

    def note(words: str) -> str:
        asked.add(str(words))
        return words

    object.__setattr__(urdu, "translation", note)
    states = None if state is None else (state,) * len(made_up().contacts)
    for address, known in TEXTS.items():
        asked.clear()
        Renderer(made_up(), made.offer, Settings())(Edition(urdu, states), TABLE[address])
        assert asked - {""} <= {*known}, address


def test_what_the_kit_says_of_a_wrong_choice_is_a_text_of_its_page() -> None:
    """Else a page that refuses a name could be half in English."""
    assert {*WRONG.values(), *(words for _, words in checks(made_up()))} <= {*TEXTS["kit"]}


def test_texts_are_those_of_the_template() -> None:
    pot = (TOP / "translations/messages.pot").read_text("utf-8")
    shipped = {text for text in EVERY if text in pot}
    assert len(shipped) > 150  # the made-up guide has words of its own, too
