"""Every visible string goes through gettext, and another language needs only its catalogue.

The made-up language puts every string in brackets, so any words outside them were missed.
It is marked as Urdu, which reads from right to left.
"""

import re
import subprocess
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from flask.testing import FlaskClient

from guide import ContentError, Settings, create_app
from guide.content.load import areas, load
from guide.content.model import Result
from tests.conftest import SERVED, TOP, VISITED, dom, fresh_dom, london, shipped

BLOCKS = [
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "title",
    "a",
    "dt",
    "dd",
    "th",
    "small",
    "label",
    "button",
    "summary",
    "textarea",
]
POT = TOP / "translations/messages.pot"

OWN = [
    "English",
    *(words for c in shipped().speech.cards for words in (c.name, c.english, *c.says)),
]
"""What cards for interpreters say: it is never translated, and screens show it without its tag."""


def extracted(folder: Path) -> str:
    """What `make messages` writes for the words as they are now."""
    fresh = folder / "messages.pot"
    subprocess.run(["make", "-s", "messages", f"POT={fresh}"], cwd=TOP, check=True)
    return fresh.read_text("utf-8")


@cache
def template() -> Catalog:
    """Every message of the guide as it is now, even if the template in the repository is older."""
    with TemporaryDirectory() as folder:
        return read_po(BytesIO(extracted(Path(folder)).encode()))


def in_brackets(root: Path, changed: tuple[str, str] = ("", "")) -> Flask:
    """The guide that also speaks the made-up language, under /ur/, with one text as it is given.
    Its catalogue goes to `root`.
    """
    catalog = Catalog(locale="ur")
    for message in template():
        if message.id:
            catalog.add(message.id, f"⟦{message.id}⟧")
    if changed[0]:
        catalog[changed[0]].string = changed[1]
    folder = root / "ur/LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "messages.mo").open("wb") as file:
        write_mo(file, catalog)
    settings = Settings(clock=london("2026-11-25T11:00"), drafts=True)
    return create_app(settings, shipped(), root)


@pytest.fixture(scope="module")
def bracketed(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return in_brackets(tmp_path_factory.mktemp("translations")).test_client()


def test_the_template_of_translations_is_up_to_date(tmp_path: Path) -> None:
    # Compared before the assertion: a difference of thousands of rows says nothing more.
    same = extracted(tmp_path) == POT.read_text("utf-8")
    assert same, "the words have changed since: run  make messages"


@pytest.mark.parametrize("address", [*VISITED, "/nothing", "/help/nothing"])
def test_every_visible_string_is_translated(bracketed: FlaskClient, address: str) -> None:
    page = fresh_dom(bracketed, f"/ur{address}")
    for element in page.select("style, script, bdi, svg, .source, body [lang]"):
        element.drop_tree()
    missed = []
    for text, element in page.pieces():
        if not re.search(r"[A-Za-z]", text):
            continue
        if address == "/about/screens" and any(own in text for own in OWN):
            continue
        # A string may be cut by a number, a link or bold type: look at the nearest whole element.
        block = next(each for each in (element, *element.iterancestors()) if each.tag in BLOCKS)
        whole = " ".join(block.strings())
        if not ("⟦" in whole and "⟧" in whole):
            missed.append(whole)
    assert missed == []
    for element in page.select("[aria-label], [data-after1], meta[name=description]"):
        for name in ("aria-label", "data-after1", "data-after2"):
            assert element.get(name, "⟦").startswith("⟦")
    for element in page.select("meta[name=description]"):
        assert element["content"].startswith("⟦")


def test_a_language_keeps_its_own_addresses_and_direction(bracketed: FlaskClient) -> None:
    reviewed = set(SERVED) - set(VISITED)
    for address in VISITED:
        page = dom(bracketed, f"/ur{address}")
        assert (page["lang"], page["dir"]) == ("ur", "rtl")
        for link in page.select("main a[href^='/']:not([hreflang]), .links a[href^='/']"):
            assert link["href"].startswith("/ur/") != (link["href"] in reviewed)
        assert dom(bracketed, address)["lang"] == "en-GB"


def test_the_language_links_stay_on_the_same_page(bracketed: FlaskClient) -> None:
    for address in VISITED:
        links = dom(bracketed, address).select(".languages a[hreflang]")
        assert [link["href"] for link in links] == [address, f"/ur{address}"]
        assert [link["lang"] for link in links] == ["en-GB", "ur"]
        assert links[1].words == "اردو"


def test_numbers_and_order_are_the_same_in_every_language(bracketed: FlaskClient) -> None:
    for address in VISITED:
        english, other = (
            [(link["href"], link.one("bdi").words) for link in page.select('a[href^="tel:"]')]
            for page in (dom(bracketed, address), dom(bracketed, f"/ur{address}"))
        )
        assert english == other


def test_only_languages_with_a_catalogue_are_offered(tmp_path: Path) -> None:
    client = create_app(Settings(), shipped(), tmp_path).test_client()
    assert not dom(client, "/").select(".languages a[hreflang]")
    for address in ("/ur/", "/ur/help/now", "/ur/about"):
        assert client.get(address).status_code == 404


def test_a_page_of_one_language_never_becomes_anothers(bracketed: FlaskClient) -> None:
    header = {"Accept-Language": "ur", "Cookie": "language=ur"}
    assert bracketed.get("/", headers=header).data == bracketed.get("/").data
    ticked = {"signs": ["school"]}
    for path in ("/ur/", "/", "/ur/signs", "/signs", "/ur/nothing", "/nothing", "/ur/signs"):
        for answer in (bracketed.get(path), bracketed.post(path, data=ticked)):
            assert ("⟦" in answer.get_data(as_text=True)) == path.startswith("/ur/")


def test_no_words_to_translate_have_a_number_to_call() -> None:
    for message in template():
        assert not re.search(r"\d[\s-]?\d[\s-]?\d", str(message.id)), message.id


@pytest.mark.parametrize(
    ("english", "other", "said"),
    [
        ("Danger comes first.", "خطرہ 15 پہلے", "in this order: none"),
        ("Danger comes first.", "خطرہ ۹۹۹", "in this order: none"),
        ("Danger comes first.", "خطرہ ①⓪①", "in this order: none"),
        ("Danger comes first.", "خطرہ {police}", "in this order: none"),
        (
            "Call {duty-desk} in office hours, or {out-of-hours} at other times.",
            "{out-of-hours} {duty-desk}",
            "in this order: {duty-desk} {out-of-hours}",
        ),
        ("The child does not live in {area}", "بچہ", "in this order: {area}"),
        ("The child does not live in {area}", "بچہ {aera}", "in this order: {area}"),
        (
            "%(area)s help guide, step %(number)s",
            "%(area)s قدم",
            "in this order: %(area)s %(number)s",
        ),
        ("Danger comes first.", "[خطرہ](tel:x)", "contains “[”"),
        ("Danger comes first.", "[خطرہ]\n\n[خطرہ]: //example.org", "contains “[”"),
        ("Danger comes first.", "//example.org", "contains “//”"),
        ("Danger comes first.", "<script>x</script>", "contains “<”"),
        ("Danger comes first.", "خطرہ <!--", "contains “<”"),
        ("Danger comes first.", "خطرہ </main>", "contains “<”"),
        ("Danger comes first.", "https://example.org", "contains “https:”"),
    ],
)
def test_a_translation_that_could_mislead_stops_the_start_where_it_is_served(
    tmp_path: Path, english: str, other: str, said: str
) -> None:
    assert template().get(english), "the template has no such message: the test tests nothing"
    with pytest.raises(ContentError, match=r"translations/ur/LC_MESSAGES/messages\.po: ") as caught:
        in_brackets(tmp_path, (english, other))
    assert said in str(caught.value)
    assert "Fix: " in str(caught.value)
    assert [*create_app(Settings(), shipped(), tmp_path).languages] == ["en"]


def test_words_of_templates_blame_nobody_and_explain_their_letters() -> None:
    """The rules read the content; the words of the templates are only in the catalogue, with those
    of every area.
    """
    wording = shipped().wording
    explained = {letters for area in areas() for letters in load(area).wording.acronyms}
    results = (step for step in shipped().steps.values() if isinstance(step, Result))
    quoted = {s.text for step in results for s in step.sections if s.tone == "quote"}
    for message in template():
        text = str(message.id)
        if text in quoted:
            continue
        for words in (words for listed in wording.avoid for words in listed.words):
            assert not re.search(rf"\b{re.escape(words)}", text, re.IGNORECASE), text
        for letters in re.findall(r"\b[A-Z]{2,}\b", text):
            assert letters in explained, text
