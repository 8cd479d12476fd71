"""Recorded voices: shown where their file is, heard in parts, and nowhere else."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.content.sound import SoundName
from guide.export import files
from guide.pages.site import site
from guide.pages.texts import Texts
from guide.web import GuideApp
from guide.web.headers import BARE
from tests.conftest import ENGLISH, TOP, fresh_dom
from tests.made_up import MADE_UP, Copy

VOICE = b"ID3" + bytes(range(256)) * 4
PAHARI, URDU = "sound/pahari-first.mp3", "sound/urdu-more.m4a"
"""The files that the made-up guide names: for the first screen in any language, and for a page in
Urdu."""


def app_of(content: Copy, translations: Path = ENGLISH) -> GuideApp:
    return create_app(Settings(drafts=True), content.load(), translations)


@pytest.fixture
def content(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def in_urdu(content: Copy, folder: Path, without: str = "") -> Path:
    """A folder of translations in which each text of the guide is in brackets, except one."""
    guide = content.load()
    catalogue = Catalog(locale="ur")
    for own in Texts(guide, site(guide)).values():
        for text in {*own} - {without}:
            catalogue.add(text, f"⟦{text}⟧")
    (folder / "ur/LC_MESSAGES").mkdir(parents=True)
    with (folder / "ur/LC_MESSAGES/messages.mo").open("wb") as file:
        write_mo(file, catalogue)
    return folder


@pytest.fixture
def spoken(content: Copy) -> FlaskClient:
    """A client of the made-up guide with both recordings."""
    return app_of(content.write(PAHARI, VOICE).write(URDU, VOICE)).test_client()


def policy(client: FlaskClient, path: str) -> list[str]:
    return client.get(path).headers["Content-Security-Policy"].split("; ")


def test_a_recording_whose_file_is_missing_shows_and_serves_nothing(content: Copy) -> None:
    client = app_of(content).test_client()
    assert not fresh_dom(client, "/").select("audio, .voice")
    assert not [part for part in policy(client, "/") if part.startswith("media-src")]
    missing = client.get(f"/{PAHARI}")
    assert missing.status_code == 404
    assert b'href="tel:' in missing.data


def test_the_check_names_a_recording_whose_file_is_missing(tmp_path: Path) -> None:
    content = Copy.of_the_shipped(tmp_path)
    content.write("sound.yaml", (MADE_UP / "sound.yaml").read_text("utf-8")).write(URDU, VOICE)
    done = app_of(content).test_cli_runner().invoke(args=["guide", "check"])
    assert done.exit_code == 0
    missing = f"guide/sound.yaml:3: guide/{PAHARI} is not there yet: nobody hears it"
    assert [row for row in done.output.splitlines() if "guide/sound" in row] == [missing]


def test_a_recording_is_shown_with_its_language_its_warning_and_its_words(
    spoken: FlaskClient,
) -> None:
    (voice,) = fresh_dom(spoken, "/").select("main .voice")
    assert voice.one("h2").words == "Listen in پہاڑی (Pahari)"
    assert [part["lang"] for part in voice.select("h2 bdi")] == ["ur", "en"]
    assert voice.one("p").words == "People near you may hear it."
    assert voice.one("audio")["src"] == f"/{PAHARI}"
    assert voice.one("audio")["preload"] == "none"
    assert "controls" in voice.one("audio").attrib
    assert not {"autoplay", "loop"} & {*voice.one("audio").attrib}
    words = voice.one("details [lang=en]")
    assert words.words.strip() == "If a child is in danger now, call 999."
    assert words.one("a")["href"] == "tel:999"


def test_only_its_page_may_play_it(spoken: FlaskClient) -> None:
    assert "media-src 'self'" in policy(spoken, "/")
    for path in ("/help/start", "/speak", "/about", "/nothing"):
        assert not fresh_dom(spoken, path).select("audio")
        assert not [part for part in policy(spoken, path) if part.startswith("media-src")]


def test_a_recording_of_a_language_is_only_below_its_addresses(
    content: Copy, tmp_path: Path
) -> None:
    content.write(PAHARI, VOICE).write(URDU, VOICE)
    client = app_of(content, in_urdu(content, tmp_path)).test_client()
    assert not fresh_dom(client, "/more/start").select("audio")
    page = fresh_dom(client, "/ur/more/start")
    assert page.one("audio")["src"] == f"/{URDU}"
    assert page.one(".voice h2").words == "⟦Listen in اردو (Urdu)⟧"
    assert page.one(".voice [lang=en]:not(bdi)").words.strip() == "Call now."
    assert fresh_dom(client, "/ur/").one("audio")["src"] == f"/{PAHARI}"


def test_a_page_with_a_recording_waits_for_the_words_around_it(
    content: Copy, tmp_path: Path
) -> None:
    """A page without one has no such words, so it lacks nothing."""
    folder = in_urdu(content.write(URDU, VOICE), tmp_path, "People near you may hear it.")
    client = app_of(content, folder).test_client()
    for path, language in (("/ur/", "ur"), ("/ur/more/young", "ur"), ("/ur/more/start", "en-GB")):
        assert fresh_dom(client, path)["lang"] == language, path


PLACES = [
    "/", "/help/start", "/help/now", "/help/desk", "/signs", "/sheet", "/sheet/station", "/speak",
    "/speak/ur", "/speak/phr",
]  # fmt: skip
"""A page of each kind that may have a recording."""


@pytest.mark.parametrize("path", PLACES)
def test_a_voice_is_below_the_heading_and_the_first_number(content: Copy, path: str) -> None:
    content.replace("sound.yaml", "page: /\n", f"page: {path}\n").write(PAHARI, VOICE)
    assert [one.wrong for one in content.problems()] == []
    page = fresh_dom(app_of(content).test_client(), path)
    order = page.select("main :is(h1, a[href^='tel:'], .voice)")
    (voice,) = page.select("main .voice")
    before = {each.tag for each in order[: order.index(voice)]}
    assert before == {"h1", "a"}


def test_a_voice_is_on_no_paper_and_not_in_the_one_file(spoken: FlaskClient) -> None:
    page = fresh_dom(spoken, "/")
    assert any("@media print{.voice{display:none}}" in style.text for style in page.select("style"))
    for path in ("/pack/file", "/kit/poster"):
        page = fresh_dom(spoken, path)
        assert not page.select("audio, .voice")
        assert "media-src" not in str(page)


def test_a_player_gets_the_parts_that_it_asks_for(spoken: FlaskClient) -> None:
    whole = spoken.get(f"/{PAHARI}")
    assert (whole.status_code, whole.data) == (200, VOICE)
    assert whole.headers["Accept-Ranges"] == "bytes"
    for asked, part in {"0-1": VOICE[:2], "5-": VOICE[5:], "-7": VOICE[-7:]}.items():
        answer = spoken.get(f"/{PAHARI}", headers={"Range": f"bytes={asked}"})
        assert (answer.status_code, answer.data) == (206, part)
        assert answer.content_length == len(part)
        assert answer.headers["Content-Range"].endswith(f"/{len(VOICE)}")
    head = spoken.head(f"/{PAHARI}")
    assert (head.status_code, head.data, head.content_length) == (200, b"", len(VOICE))
    beyond = spoken.get(f"/{PAHARI}", headers={"Range": "bytes=9999-"})
    assert (beyond.status_code, beyond.data) == (416, b"")
    assert beyond.headers["Content-Range"] == f"bytes */{len(VOICE)}"


@pytest.mark.parametrize("asked", [{}, {"Range": "bytes=0-1"}, {"Range": "bytes=9999-"}])
def test_a_recording_has_our_headers_and_leaves_no_trace(
    spoken: FlaskClient, asked: dict[str, str]
) -> None:
    answer = spoken.get(f"/{PAHARI}", headers={**asked, "Cookie": "session=x"})
    edge = "no-store" if answer.status_code == 416 else "max-age=3600"
    expected = {**BARE, "CDN-Cache-Control": edge}
    assert {name: answer.headers[name] for name in expected} == expected
    assert not {"ETag", "Last-Modified", "Set-Cookie", "Content-Disposition"} & {*answer.headers}


def test_the_type_of_a_recording_is_that_of_its_name(spoken: FlaskClient) -> None:
    assert [spoken.get(f"/{name}").content_type for name in (PAHARI, URDU)] == [
        "audio/mpeg",
        "audio/mp4",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/sound", "/sound/", "/sound/other.mp3", "/sound/../sound.yaml", "/sound/%2e%2e/sound.yaml",
        "/sound/..%2fsound.yaml", "/sound//pahari-first.mp3", "/sound/pahari-first.mp3/",
        "/sound/pahari-first.mp3%00", "/ur/sound/pahari-first.mp3", "/SOUND/pahari-first.mp3",
    ],
)  # fmt: skip
def test_any_other_name_is_the_page_for_unknown_addresses(spoken: FlaskClient, path: str) -> None:
    answer = spoken.get(path)
    assert answer.status_code == 404
    assert b'href="tel:' in answer.data
    assert spoken.post(f"/{PAHARI}").status_code == 404


def exported(content: Copy, root: str = "") -> dict[str, bytes]:
    """Every file of an export, without the pages of reviewers: the made-up guide has none of their
    files.
    """
    app = app_of(content)
    pages = {address: page for address, page in app.site.items() if page.part != "review"}
    app.offer = replace(app.offer, table=pages)
    return dict(files(app, root))


@pytest.mark.parametrize("root", ["", "/guide/"])
def test_an_export_has_the_file_and_links_to_it(content: Copy, root: str) -> None:
    """Only a file that a page of it plays: there is no page in Urdu."""
    written = exported(content.write(PAHARI, VOICE).write(URDU, VOICE), root)
    assert [name for name in written if name.startswith("sound")] == [PAHARI]
    assert written[PAHARI] == VOICE
    page = written["index.html"].decode()
    assert f'src="{root}{PAHARI}"' in page
    assert "; media-src 'self'\"" in page
    assert "; media-src 'self'; frame" in written["_headers"].decode()
    assert "media-src" not in written["about.html"].decode()


def test_an_export_links_relatively_from_a_folder(content: Copy) -> None:
    content.replace("sound.yaml", "page: /\n", "page: /speak/phr\n").write(PAHARI, VOICE)
    assert f'src="../{PAHARI}"' in exported(content)["speak/phr.html"].decode()


def test_the_edge_cuts_the_parts_of_a_recording_and_of_nothing_else() -> None:
    front = (TOP / "deploy/edge/front.conf").read_text("utf-8")
    rest = [(TOP / "deploy/nginx.conf").read_text("utf-8")]
    rest += [path.read_text("utf-8") for path in (TOP / "deploy/edge").glob("*.conf")]
    (place,) = re.findall(r"location ~ (\S+) \{\s+max_ranges 1;\s+proxy_force_ranges on;", front)
    for name in SoundName.TYPES:
        assert re.search(place, SoundName(f"a-1.{name}").path)
    assert not re.search(place, "/sound/../help/now")
    assert sum(text.count("max_ranges 1;") for text in rest) == 1
