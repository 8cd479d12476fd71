"""The form of the kit: only our own page may send it, and no name can bring in a number."""

import logging
from pathlib import Path
from unicodedata import category, numeric

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import tostring
from werkzeug.test import TestResponse

from guide import Settings, create_app
from guide.export import files
from guide.pages.place import MOST_LETTERS, checks, fault, tidy
from tests.conftest import (
    ENGLISH,
    EVENING,
    SERVED,
    TOP,
    WORKING_HOURS,
    client_at,
    dom,
    london,
    shipped,
)
from tests.dom import Element, parsed
from tests.pages.test_languages import in_brackets
from tests.pages.test_site import DESK_FIRST, EMERGENCY, POLICE, dials

OURS = {"Sec-Fetch-Site": "same-origin"}
CHOICE = {"languages": ["en"], "papers": ["poster"]}


def send(client: FlaskClient, headers: dict[str, str] = OURS, **fields: object) -> TestResponse:
    return client.post("/kit", data={**CHOICE, **fields}, headers=headers)


def page(answer: TestResponse) -> Element:
    return parsed(answer.get_data(as_text=True))


def refused(answer: TestResponse, *said: str) -> None:
    """The answer refuses, says why, and shows all numbers and the form."""
    assert answer.status_code == 400
    shown = page(answer)
    reasons = [row.words for row in shown.select("[role=alert] p")]
    assert len(reasons) == len(said)
    assert all(words in reason for words, reason in zip(said, reasons, strict=True))
    assert dials(shown) == [EMERGENCY, *DESK_FIRST, POLICE]
    assert shown.select("form[action='/kit']")
    assert not shown.select(".paper, [value]:not([type=checkbox])")


# Where a form comes from by its headers, at http://localhost, and whether it is answered.
ORIGINS = {
    "our page": ({"Sec-Fetch-Site": "same-origin"}, True),
    "our page, both": ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, True),
    "our page, no Origin": ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
    "another site": ({"Sec-Fetch-Site": "cross-site"}, False),
    "another name of our site": ({"Sec-Fetch-Site": "same-site"}, False),
    "no page": ({"Sec-Fetch-Site": "none"}, False),
    "empty": ({"Sec-Fetch-Site": ""}, False),
    "odd": ({"Sec-Fetch-Site": "Same-Origin"}, False),
    "two": ({"Sec-Fetch-Site": "same-origin, cross-site"}, False),
    "the first counts": ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, False),
    "older": ({"Origin": "http://localhost"}, True),
    "older, in capitals": ({"Origin": "HTTP://LOCALHOST"}, True),
    "older, hidden": ({"Origin": "null"}, False),
    "older, another site": ({"Origin": "http://evil.example"}, False),
    "older, scheme": ({"Origin": "https://localhost"}, False),
    "older, port": ({"Origin": "http://localhost:8000"}, False),
    "older, begins alike": ({"Origin": "http://localhost.evil.example"}, False),
    "older, with a path": ({"Origin": "http://localhost/"}, False),
    "older, empty": ({"Origin": ""}, False),
    "only a referrer": ({"Referer": "http://localhost/kit"}, False),
    "neither": ({}, False),
}


@pytest.mark.parametrize(("headers", "ours"), ORIGINS.values(), ids=ORIGINS)
def test_only_our_own_page_may_send_it(
    client: FlaskClient, headers: dict[str, str], ours: bool
) -> None:
    answer = send(client, headers)
    if ours:
        assert answer.status_code == 200
        assert page(answer).select(".paper")
    else:
        refused(answer, "We cannot see that this came from our page.")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("https://localhost", True),
        ("http://localhost", False),
        ("https://localhost:8443", False),
        ("https://127.0.0.1", False),
    ],
)
def test_behind_a_proxy_the_address_that_visitors_see_counts(origin: str, ours: bool) -> None:
    settings = Settings(https=True, proxies=1, clock=london(WORKING_HOURS))
    client = create_app(settings, shipped(), ENGLISH).test_client()
    inside = {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "localhost"}
    headers = {"Origin": origin, "X-Forwarded-Proto": "https", **inside}
    assert (send(client, headers).status_code == 200) == ours


def test_the_edge_passes_on_what_the_form_asks_for() -> None:
    front = (TOP / "deploy/edge/front.conf").read_text("utf-8")
    assert "proxy_pass_request_headers off;" in front
    for row in ("Origin $http_origin", "Sec-Fetch-Site $http_sec_fetch_site"):
        assert f"proxy_set_header {row};" in front


def test_only_this_page_lets_a_browser_say_where_its_form_comes_from(client: FlaskClient) -> None:
    for path in {*SERVED, "/nothing"} - {"/kit"}:
        assert client.get(path).headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/kit").headers["Referrer-Policy"] == "same-origin"
    assert send(client).headers["Referrer-Policy"] == "no-referrer"
    # The form is there again, to be sent again.
    assert send(client, papers="x").headers["Referrer-Policy"] == "same-origin"


SHEETS = "Choose one sheet"
LANGUAGES = "Choose one language"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"papers": []}, [SHEETS]),
        ({"languages": []}, [LANGUAGES]),
        ({"papers": [], "languages": []}, [LANGUAGES, SHEETS]),
        ({"papers": ["passport"]}, [SHEETS]),
        ({"papers": ["poster", "passport"]}, [SHEETS]),
        ({"papers": ["../poster"]}, [SHEETS]),
        ({"languages": ["xx"]}, [LANGUAGES]),
        ({"languages": ["en", "ur"]}, [LANGUAGES]),
        ({"languages": ["en\x00"]}, [LANGUAGES]),
        ({"place": "call 0"}, ["The name has a number."]),
        ({"papers": [""], "place": "x" * 41}, [SHEETS, "more than 40"]),
    ],
)
def test_a_choice_that_cannot_be_made_is_refused(
    client: FlaskClient, fields: dict[str, object], said: list[str]
) -> None:
    refused(send(client, **fields), *said)


def test_a_form_with_nothing_in_it_is_refused(client: FlaskClient) -> None:
    for data in ({}, b"", b"%ff=%fe", {"csrf_token": "x"}):
        refused(client.post("/kit", data=data, headers=OURS), LANGUAGES, SHEETS)
    assert client.post("/kit", data={"place": "x" * 200_000}, headers=OURS).status_code == 413


def test_languages_can_share_a_sheet(tmp_path: Path) -> None:
    client = in_brackets(tmp_path).test_client()
    both = {"languages": ["ur", "en", "en"]}
    for fields, papers in (({}, 2), ({"two": "1"}, 1)):
        shown = page(send(client, **both, **fields))
        parts = [part["lang"] for part in shown.select(".paper > [lang]")]
        assert parts == ["en-GB", "ur"]
        assert len(shown.select(".paper")) == papers
    answer = client.post("/ur/kit", data={**CHOICE, "languages": "ur"}, headers=OURS)
    assert page(answer)["lang"] == "ur"
    assert page(send(client, mono="1")).select(".paper.mono")


GOOD = """
St Mary's | St Mary’s Church | Al-Jalal Masjid | مسجد | مسجد الجلال | جامع مسجد لوٹن | মসজিদ
লুটন মসজিদ | ਗੁਰਦੁਆਰਾ | ਗੁਰੂ ਨਾਨਕ ਗੁਰਦੁਆਰਾ | Kościół Świętej Rodziny | Biserica Ortodoxă
St Mary & St John | St. Mary's Hall | A&B Club | O'Brien Hall | Friends' Meeting House | मंदिर
શ્રી સ્વામિનારાયણ મંદિર | Свято-Покровський храм | Εκκλησία | בית כנסת | ルートン教会 | 서울교회 | 教会
Ọ̀ṣun Ìjọ | வழிபாடு | የኢትዮጵያ | Temple - Hall | John Paul II Centre | مَسْجِد
Ss. Peter & Paul
"""
BAD = {
    "a number": [
        "Call 08", "مسجد ٩", "لوٹن ۹", "মসজিদ ৯", "ਗੁਰਦੁਆਰਾ ੯", "मंदिर ९", "મંદિર ૯", "கோவில் ௯",
        "วัด ๙", "Hall ９", "Hall ①", "Hall Ⅸ", "x²", "教会九九九", "St 1ohn",
    ],
    "a word for a number": [
        "nine nine nine", "Call nought eight", "Ring double seven", "Hall One", "ninenine", "lOlO",
        "O O O", "Call oh", "triple nine", "TREBLE",
    ],
    "an address on the internet": [
        "evil.com", "www.evil", "evil dot com", "evil. com", "www evil", "St Mary. uk",
    ],
    "a sign that cannot be used": [
        "http://x", "a@b", "x/y", "a:b", "=cmd", "#tag", "@SUM(A)", "St 🙂", "<b>x</b>", "a;b",
        "a,b", "%s", "{police}", "**a**", "a_b", "a|b", "a\\b",
    ],
    "a mark that nobody can see": [
        "\u202eabc", "abc\u2066d", "St\u200bMary", "St\u200dMary", "\ufeffSt", "a\xadb", "a\tb",
        "a\nb", "\u1160abc", "a\u3164b", "a\xa0b", "a\x00b", "a\ufffdb",
    ],
    "letters of an odd form": ["𝐒𝐭", "Ｓｔ", "ﬁ"],
    "mixes two alphabets": ["Ѕt Маry", "Mаry", "MЕNA", "Αll", "St مسجد", "মসজিদ Hall", "ਗੁਰਦੁ Hall"],
    "has no letters": [" ", "   ", "'", "🙂", "&", "-"],
    "Begin the name with a letter": ["-a", "& b", "a--b", "St.Mary", "x' ' y", "a&&b"],
    "more than 40": ["x" * 41, "ম" * 41, "St " * 14],
}  # fmt: skip


@pytest.mark.parametrize(
    "name", [name.strip() for name in GOOD.replace("\n", "|").split("|")][1:-1]
)
def test_a_name_of_a_place_is_shown_as_it_is(client: FlaskClient, name: str) -> None:
    answer = send(client, place=f" {name} ")
    assert answer.status_code == 200
    (shown,) = page(answer).select(".place")
    assert shown.one("bdi").words == tidy(name)


@pytest.mark.parametrize(("why", "name"), [(why, name) for why in BAD for name in BAD[why]])
def test_a_name_that_could_mislead_is_refused(client: FlaskClient, why: str, name: str) -> None:
    refused(send(client, place=name), why)


CHECKS = checks(shipped())


@given(st.text(max_size=60))
def test_no_name_brings_in_a_number_or_a_hidden_letter(name: str) -> None:
    if not fault(name, CHECKS):
        assert len(tidy(name)) <= 4 * MOST_LETTERS
        assert not any(numeric(letter, None) for letter in name)
        kinds = {category(letter) for letter in tidy(name)}
        assert kinds <= {"Lu", "Ll", "Lo", "Lt", "Lm", "Mn", "Mc", "Zs", "Po", "Pf", "Pd"}


def test_the_numbers_are_the_same_with_and_without_a_name(client: FlaskClient) -> None:
    with_name, without = page(send(client, place="St Mary's")), page(send(client))
    numbers = [bdi.words for bdi in without.select(".paper bdi[dir]")]
    assert [bdi.words for bdi in with_name.select(".paper bdi[dir]")] == numbers
    assert numbers == [
        shipped().contact(role).phone
        for role in ("emergency", "duty-desk", "out-of-hours", "police")
    ]
    with_name.one(".place").drop_tree()
    assert with_name.one("main").words.split() == without.one("main").words.split()


def test_the_papers_are_the_same_at_any_hour(client: FlaskClient) -> None:
    by_day, by_night = (page(send(each)).one("main") for each in (client, client_at(EVENING)))
    assert tostring(by_day) == tostring(by_night)


def test_what_is_sent_is_forgotten(caplog: pytest.LogCaptureFixture) -> None:
    client = client_at()
    with caplog.at_level(logging.DEBUG):
        answer = send(client, place="Al-Jalal Masjid")
        bad = send(client, place="Al-Jalal 5")
    assert caplog.text == ""
    for each in (answer, bad):
        assert each.headers["Cache-Control"] == "no-store, no-transform"
        assert each.headers["CDN-Cache-Control"] == "no-store"
        assert "Set-Cookie" not in each.headers
        assert "Location" not in each.headers
    assert "Jalal" not in bad.get_data(as_text=True)
    assert "Jalal" not in client.get("/kit").get_data(as_text=True)
    assert not dom(client, "/kit").select("[checked], input[type=hidden]")


def test_a_name_in_an_address_is_not_read(client: FlaskClient) -> None:
    assert client.get("/kit?place=x&papers=poster").data == client.get("/kit").data


def test_an_exported_copy_has_no_form() -> None:
    written = dict(files(client_at().application))
    shown = parsed(written["kit.html"])
    assert not shown.select("form, input")
    assert "This copy cannot make paper." in shown.one("main").words


def test_a_paper_says_until_when_and_whether_we_rang(client: FlaskClient) -> None:
    said = page(send(client)).one(".paper").words
    assert "Use until 20 February 2027." in said
    lines = [shipped().contact(role) for role in ("duty-desk", "out-of-hours", "police")]
    assert ("Not yet rung." in said) == (not all(line.rung for line in lines))
