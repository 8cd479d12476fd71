"""Every setting is checked at start; a wrong or unknown one stops it with one clear row."""

import os
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from guide import ContentError, create_app
from guide.settings import Settings, SettingsError

from .conftest import TOP, london, shipped
from .made_up import PUBLISHER, SHIPPED

NO_SITE = ["https://weather", "https://localhost/", "https://10.0.0.1/", "https://bbc.invalid/"]
NO_CONTACT = [
    "https://:99999", "https://[::1", "https://localhost/", "tel:+-", "mailto:,@,", "mailto:?@x",
    "mailto:guide@x", "guide@example.org",
]  # fmt: skip
PUBLIC = {"GUIDE_HOSTS": "guide.example.org", "GUIDE_HTTPS": "yes", "GUIDE_PROXIES": "1"}


# The forms themselves are tested in tests/content/test_sites.py.
NO_EXIT = [
    "",
    "bbc.co.uk",
    "https://bbc .uk",
    "https://example.org:99999",
    "https://[::1]/",
    "https://",
]
NO_HOSTS = [
    "", ",", "https://example.org", "*", "::1", "[::1]", "@", "http:guide", ".example.org",
    "guide:8000",
    "localhost, *.example.org", "localhost;example.org", "example.org.", "1.2.3", "müller.example",
    "\udce9",
]  # fmt: skip
NO_CLOCK = [
    "tomorrow", "2026-12-25", "2026-12-25T24:00", "2026-12-25T24:00:00", "2026-12-25T25:00",
    "2026-02-30T03:00",
    "9999-12-31T23:59", "9999-12-31T23:59-14:00", "0001-01-01", "0001-01-01T00:00",
    "0001-01-01T00:00+14:00",
    "1969-12-31T23:59", "2100-01-01T00:00", "2026-W52-5", "2026-W52-5T03:00", "20261225T0300",
    "2026-12-25 03:00",
    "2026-12-25T03", "2026-12-25T03:00+25:00", "2026-12-25T03:00+99:99", "٢٠٢٦-12-25T03:00",
    "-2026-12-25T03:00",
    "10000-01-01T00:00", "2026-12-25T03:00\x00", "1766631600",
]  # fmt: skip


def test_nothing_must_be_set_on_your_own_machine() -> None:
    settings = Settings.read({})
    assert settings == Settings()
    assert not settings.public
    assert "To serve others, set GUIDE_HOSTS, GUIDE_HTTPS, GUIDE_PROXIES" in settings.notice


def test_every_setting_is_read() -> None:
    settings = Settings.read(
        {
            "GUIDE_AREA": SHIPPED,
            "GUIDE_EXIT_URL": "https://example.org/weather",
            "GUIDE_HOSTS": "localhost, 127.0.0.1",
            "GUIDE_CLOCK": "2026-12-25T03:00",
            "GUIDE_PROXIES": "2",
            "GUIDE_HTTPS": "no",
            "GUIDE_SECURITY_CONTACT": "mailto:guide@example.org",
            "GUIDE_VERSION": "1a2b3c4-dirty 2026-11-25",
            "GUIDE_LANGUAGES": "ur, pa_Arab",
            "GUIDE_DRAFTS": "yes",
            "UNRELATED": "left alone",
        }
    )
    assert settings == Settings(
        area=SHIPPED,
        exit_url="https://example.org/weather",
        hosts=("localhost", "127.0.0.1"),
        clock=london("2026-12-25T03:00"),
        proxies=2,
        https=False,
        security_contact="mailto:guide@example.org",
        version="1a2b3c4-dirty 2026-11-25",
        languages=("ur", "pa_Arab"),
        drafts=True,
    )
    assert settings.now() == london("2026-12-25T03:00")


@pytest.mark.parametrize("text", ["ur;pl", "Urdu", "ur,", "../ur", "u", "ur pl"])
def test_codes_of_languages_have_a_form(text: str) -> None:
    with pytest.raises(SettingsError, match="must be codes of languages, separated by commas"):
        Settings.read({"GUIDE_LANGUAGES": text})


def test_the_public_gets_no_draft() -> None:
    with pytest.raises(SettingsError, match="GUIDE_DRAFTS=yes is for your own machine"):
        Settings.read({**PUBLIC, "GUIDE_DRAFTS": "yes"})
    assert not Settings.read({**PUBLIC, "GUIDE_DRAFTS": "no"}).drafts
    assert "GUIDE_DRAFTS=yes" in Settings.read({"GUIDE_DRAFTS": "yes"}).notice


def test_where_there_are_several_areas_one_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.settings.areas", lambda: ["east", "west"])
    for nothing in ({}, {"GUIDE_AREA": ""}):
        with pytest.raises(SettingsError) as caught:
            Settings.read(nothing)
        (row,) = str(caught.value).splitlines()
        assert row.startswith("GUIDE_AREA")
        assert row.endswith("must name one of the areas: east, west")
    assert Settings.read({"GUIDE_AREA": "west"}).area == "west"


def test_the_only_area_need_not_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guide.settings.areas", lambda: ["west"])
    assert Settings.read({}).area == Settings.read({"GUIDE_AREA": ""}).area == "west"


def test_a_public_guide_says_who_publishes_it() -> None:
    """Nobody is served a guide for which nobody answers."""
    public = Settings.read({**PUBLIC, "GUIDE_AREA": SHIPPED})
    area = replace(shipped().area, publisher=None)
    with pytest.raises(ContentError) as caught:
        create_app(public, replace(shipped(), area=area))
    assert str(caught.value).splitlines()[1:] == [
        f"guide/areas/{SHIPPED}/area.yaml: GUIDE_HOSTS names a public host, and nobody publishes "
        "the guide of this area yet",
        "    Fix: write  publisher:  with the name of the organisation, tell, privacy and "
        "accessibility",
    ]
    assert create_app(public, replace(shipped(), area=replace(area, publisher=PUBLISHER)))
    assert create_app(Settings(), replace(shipped(), area=area))


def test_the_clock_shows_the_present_unless_it_is_set() -> None:
    assert Settings.read({"GUIDE_CLOCK": ""}).clock is None
    assert Settings().now().tzinfo is not None


def test_a_clock_may_name_its_own_zone() -> None:
    assert Settings.read({"GUIDE_CLOCK": "2026-07-01T12:00+00:00"}).now() == london(
        "2026-07-01T13:00"
    )


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("GUIDE_AREA", "paris", "is not an area with a folder in guide/areas/; known are: "),
        ("GUIDE_AREA", "areas", "is not an area"),
        ("GUIDE_AREA", ".", "is not an area"),
        ("GUIDE_AREA", "../secrets", "is not an area"),
        ("GUIDE_VERSION", "<b>1</b>", "must be a version such as 1a2b3c4 2026-11-25"),
        ("GUIDE_EXIT_URL", "http://example.org", "must be a plain https:// address"),
        ("GUIDE_EXIT_URL", "javascript:alert(1)", "must be a plain https:// address"),
        ("GUIDE_EXIT_URL", "https://me:secret@example.org", "must be a plain https:// address"),
        ("GUIDE_EXIT_URL", "https://example.org/?from=guide", "must be a plain https:// address"),
        *(("GUIDE_EXIT_URL", text, "must be a plain https:// address") for text in NO_EXIT),
        *(("GUIDE_HOSTS", text, "must be host names, separated by commas") for text in NO_HOSTS),
        *(("GUIDE_CLOCK", text, "must be a date and time in London") for text in NO_CLOCK),
        ("GUIDE_HOSTS", "0.0.0.0", "must be host names, separated by commas"),
        ("GUIDE_ADDRESS", f"https://example.org/{'a' * 100}/", "have at most 100 letters"),
        ("GUIDE_ADDRESS", "https://localhost/", "is not on the internet"),
        *(("GUIDE_SECURITY_CONTACT", text, "must be an address such as") for text in NO_CONTACT),
        ("GUIDE_PROXIES", "٣", "whole number from 0 to 9"),
        ("GUIDE_PROXIES", "²", "whole number from 0 to 9"),
        ("GUIDE_PROXIES", "", "whole number from 0 to 9"),
        ("GUIDE_PROXIES", "-1", "whole number from 0 to 9"),
        ("GUIDE_PROXIES", "one", "whole number from 0 to 9"),
        ("GUIDE_PROXIES", "10", "whole number from 0 to 9"),
        ("GUIDE_HTTPS", "true", "must be yes or no"),
        ("GUIDE_COLOUR", "red", "is not a setting; known are: GUIDE_AREA, GUIDE_EXIT_URL"),
    ],
)
def test_a_bad_setting_stops_the_start_with_one_row(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({name: value})
    (line,) = str(caught.value).splitlines()
    assert line.startswith(name)
    assert said in line


def test_every_bad_setting_is_reported_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({"GUIDE_AREA": "paris", "GUIDE_HTTPS": "perhaps", "GUIDE_X": ""})
    assert len(str(caught.value).splitlines()) == 3


def test_a_public_guide_must_say_how_it_is_reached() -> None:
    settings = Settings.read(PUBLIC)
    assert settings.public
    assert settings.notice == "The guide answers to guide.example.org."
    with pytest.raises(SettingsError) as caught:
        Settings.read({"GUIDE_HOSTS": "guide.example.org"})
    assert str(caught.value).splitlines() == [
        "GUIDE_HTTPS must be set when GUIDE_HOSTS names a public host",
        "GUIDE_PROXIES must be set when GUIDE_HOSTS names a public host",
    ]


@pytest.mark.parametrize("address", ["https://guide.example.org/help/now", *NO_SITE])
def test_a_public_guide_is_left_to_another_site(address: str) -> None:
    with pytest.raises(SettingsError, match="must be a page of another site"):
        Settings.read({**PUBLIC, "GUIDE_EXIT_URL": address})


def test_a_public_guide_shows_the_real_time() -> None:
    with pytest.raises(SettingsError, match="GUIDE_CLOCK is for previews"):
        Settings.read({**PUBLIC, "GUIDE_CLOCK": "2026-12-25T03:00"})


def test_the_example_file_explains_every_setting_and_is_valid() -> None:
    text = (TOP / ".env.example").read_text("utf-8")
    named = re.findall(r"^(GUIDE_\w+)=(.*)$", text, re.MULTILINE)
    assert [name for name, _ in named] == [
        f"GUIDE_{item.name.upper()}" for item in fields(Settings)
    ]
    assert Settings.read(dict(named)) == Settings()
    for paragraph in text.strip().split("\n\n")[1:]:
        assert paragraph.startswith("# ")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1970-01-01T12:00", "1970-01-01T11:00:00+00:00"),  # London kept summer time that winter
        ("2099-12-31T23:59", "2099-12-31T23:59:00+00:00"),
        ("2026-12-25T03:00Z", "2026-12-25T03:00:00+00:00"),
        ("2026-12-25T03:00:30+05:30", "2026-12-24T21:30:30+00:00"),
    ],
)
def test_a_clock_may_be_far_away_or_have_a_zone(text: str, at: str) -> None:
    assert Settings.read({"GUIDE_CLOCK": text}).now().isoformat() == at


def test_a_host_name_has_no_capitals() -> None:
    assert Settings.read({**PUBLIC, "GUIDE_HOSTS": "Guide.EXAMPLE.org"}).hosts == (
        "guide.example.org",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("GUIDE_AREA=café".encode("latin-1"), ".env: the file is not UTF-8 text; save it with"),
        ("GUIDE_HTTPS=no".encode("utf-16"), ".env: the file begins with a byte-order mark; "),
        ("GUIDE_HTTPS=no".encode("utf-16-le"), ".env:1: here is a character that nobody can see"),
        (b"\xef\xbb\xbfGUIDE_HTTPS=no", ".env: the file begins with a byte-order mark; save it"),
        (b"GUIDE_PROXIES=1\nGUIDE_AREA=to\0wn", ".env:2: here is a character that nobody can see"),
        ("GUIDE_AREA=town\u200b".encode(), "U+200B ZERO WIDTH SPACE; delete it"),
        (
            b"GUIDE_PROXIES=1\nGUIDE AREA=town",
            ".env:2: this row cannot be read; write it as GUIDE",
        ),
        (b"GUIDE_AREA='town", ".env:1: this row cannot be read; write it as GUIDE_HTTPS=no"),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_start_with_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, said: str
) -> None:
    (tmp_path / ".env").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    (line,) = str(caught.value).splitlines()
    assert said in line
    assert line.isprintable()


def test_a_folder_in_the_place_of_the_file_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError, match=r"^\.env: the file cannot be read: Is a directory; "):
        Settings.read()


def test_an_empty_file_sets_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("guide.settings.areas", lambda: ["west"])
    for name in [name for name in os.environ if name.startswith("GUIDE_")]:
        monkeypatch.delenv(name)
    assert Settings.read() == Settings()


def test_settings_come_from_a_file_and_the_environment_wins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("GUIDE_PROXIES=3\nGUIDE_CLOCK=2026-12-25T03:00\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GUIDE_PROXIES", "2")
    settings = Settings.read()
    assert (settings.proxies, settings.clock) == (2, london("2026-12-25T03:00"))
