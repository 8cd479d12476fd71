"""Pages are kept, but never shown a second too late, or to somebody who did not ask for them."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import local

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.content.hours import Board, changes
from guide.pages.edition import Edition
from guide.pages.site import Page
from guide.web import GuideApp
from guide.web.kept import Front, KeptPages
from tests.conftest import ENGLISH, SERVED, client_at, london, shipped, tel
from tests.made_up import made_up

UNPACK = {"gzip": gzip.decompress, "": bytes}
DESK, NIGHT = tel("duty-desk"), tel("out-of-hours")


class Clock(local):
    """A clock that a test moves. Each thread has its own."""

    def __init__(self, at: str = "2026-12-23T11:00") -> None:
        self.at = london(at)


@dataclass(frozen=True)
class Moving(Settings):
    """Settings whose clock is moved by the test."""

    hand: Clock = field(default_factory=Clock)

    def time(self) -> float:
        return self.hand.at.timestamp()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> FlaskClient:
    return create_app(Moving(hand=clock), shipped(), ENGLISH).test_client()


def fresh_client(at: datetime) -> FlaskClient:
    """A client of a guide that has kept nothing."""
    return create_app(Settings(clock=at), shipped(), ENGLISH).test_client()


def made(at: datetime, path: str, app: GuideApp | None = None) -> bytes:
    """The page that is right at an instant, made for this test and never kept."""
    app = app or client_at().application
    language, page = app.routes.at(path)
    states = Board(app.guide.contacts.values()).at(at).states
    return app.renderer(Edition(language, states), page).encode()


def social(client: FlaskClient) -> list[str]:
    """The two lines of the council, in the order in which the page shows them."""
    html = client.get("/help/desk").get_data(as_text=True)
    return sorted((DESK, NIGHT), key=html.index)


def test_a_page_is_right_on_both_sides_of_every_change(clock: Clock, client: FlaskClient) -> None:
    desk = shipped().contact("duty-desk").hours
    start, end = london("2026-12-23T00:00"), london("2027-01-05T00:00")
    seen = set()
    for change in list(changes(desk, start, end))[1:]:
        for at in (change - timedelta(seconds=1), change, change + timedelta(seconds=1)):
            clock.at = at
            for path in ("/", "/help/desk", "/help/now", "/nothing"):
                assert client.get(path).data == made(at, path)
            edge = client.get("/").headers["CDN-Cache-Control"]
            assert (edge == "max-age=1") is (at < change)
            seen.add(tuple(social(client)))
    assert seen == {(DESK, NIGHT), (NIGHT, DESK)}


def test_a_page_is_right_after_a_pause_and_after_the_clock_stepped_back(
    clock: Clock, client: FlaskClient
) -> None:
    walk = ("23T11:00", "23T23:00", "23T11:00:00.9", "25T11:00", "23T11:00", "30T09:00", "23T07:59")
    for day in walk:
        clock.at = london(f"2026-12-{day}")
        assert client.get("/help/desk").data == made(clock.at, "/help/desk")


CLOCKS = [
    "1900-01-01T00:00:00+00:00",
    "1969-12-31T23:59:59+00:00",  # the second before 0
    "1970-01-01T00:00:00+00:00",
    "2019-06-05T11:00:00+00:00",
    "2026-03-29T00:59:59+00:00",  # the last before the clocks go forward
    "2026-03-29T01:00:00+00:00",
    "2026-10-25T00:59:00+00:00",  # the last minute before they go back
    "2026-10-25T00:59:59+00:00",
    "2026-10-25T01:00:00+00:00",
    "2046-06-05T11:00:00+00:00",
    "9000-12-31T23:59:59+00:00",
]


def test_a_page_is_right_whatever_the_clock_shows(clock: Clock, client: FlaskClient) -> None:
    """A machine may have no clock, and one that is wrong may be corrected by any step."""
    for text in (*CLOCKS, *reversed(CLOCKS)):
        clock.at = datetime.fromisoformat(text)
        answer, fresh = (each.get("/help/desk") for each in (client, fresh_client(clock.at)))
        assert answer.data == fresh.data
        for each in (answer, fresh):
            assert each.status_code == 200
            assert 1 <= int(each.headers["CDN-Cache-Control"].removeprefix("max-age=")) <= 3600
        # In a year without known holidays both are unknown, and keep their order. 2026: at night.
        assert social(client) == ([NIGHT, DESK] if clock.at.year == 2026 else [DESK, NIGHT])


def test_just_before_a_change_the_state_is_the_old_one(clock: Clock, client: FlaskClient) -> None:
    clock.at = london("2026-12-23T15:59:59.999")
    assert social(client) == [DESK, NIGHT]
    clock.at = london("2026-12-23T18:00:00")
    assert social(client) == [NIGHT, DESK]


def test_threads_get_the_right_page_while_the_clock_moves(clock: Clock) -> None:
    app = create_app(Moving(hand=clock), shipped(), ENGLISH)
    day, night = london("2026-12-23T11:00"), london("2026-12-23T23:00")
    right = {at: made(at, "/help/desk") for at in (day, night)}
    assert right[day] != right[night]

    def ask(number: int) -> bool:
        clock.at = day if number % 7 < 4 else night
        return app.test_client().get("/help/desk").data == right[clock.at]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(400)))


def test_a_kept_page_is_the_page_that_is_made(clock: Clock, client: FlaskClient) -> None:
    app = client.application
    for path in SERVED:
        language, page = app.routes.at(path)
        first, again = client.get(path), client.get(path)
        assert first.text == again.text == app.renderer(app.front.edition(language), page)
        assert [*first.headers] == [*again.headers]


def kept(client: FlaskClient) -> tuple[set[object], set[object]]:
    front = client.application.front
    return {*front.pages.kept}, {*front.last.ready}


def test_odd_addresses_do_not_fill_it(client: FlaskClient) -> None:
    for path in ("/", "/nothing", "/help/now"):
        client.get(path)
    client.get("/", headers={"Host": "odd.example"})
    before = kept(client)
    for number in range(300):
        client.get(f"/nothing/{number}")
        client.get(f"/?{number}")
        client.get(f"/sheet/{number}")
        client.get("/", environ_overrides={"PATH_INFO": "/" * (number + 2) + "help/now"})
        client.post("/signs", data={"signs": ["school"]})
    assert kept(client) == before


def test_odd_hosts_and_encodings_fill_little(client: FlaskClient) -> None:
    for number in range(2 * Front.MOST_READY):
        client.get("/", headers={"Accept-Encoding": f"gzip, odd{number}"})
        client.get("/", headers={"Host": f"odd{number}.example", "Accept-Encoding": "gzip"})
    answers, ready = kept(client)
    assert len(answers) == 2
    assert len(ready) <= Front.MOST_READY
    assert client.get("/help/now").status_code == 200


def test_what_is_kept_has_a_limit(
    clock: Clock, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeptPages, "MOST", 10)
    for path in SERVED:
        assert client.get(path).data == made(clock.at, path)
        assert len(kept(client)[0]) <= 10


def test_pages_made_ahead_are_those_made_when_asked_for(clock: Clock) -> None:
    app = create_app(Moving(hand=clock), made_up(), ENGLISH)
    app.make_ahead()
    known = {*app.pages.kept}
    for at in ("23T11:00", "23T09:00", "23T22:00", "26T12:00"):
        clock.at = london(f"2026-12-{at}")
        for path in ("/", "/help/desk", "/about/map", "/nothing"):
            for encoding, unpack in UNPACK.items():
                answer = app.test_client().get(path, headers={"Accept-Encoding": encoding})
                assert unpack(answer.data) == made(clock.at, path, app)
    assert {*app.pages.kept} == known


def test_a_page_that_cannot_be_made_ahead_is_named_once_and_stops_no_other(
    clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_app(Moving(hand=clock), made_up(), ENGLISH)  # it has no file of the people
    app.make_ahead()
    said = capsys.readouterr().err
    assert said.startswith("/about/scenarios cannot be shown. The content has 1 problem.")
    assert said.count("this file is missing") == 1
    made = {address for _, address in app.pages.kept}
    assert {*app.site} - made == {"about/scenarios"}


def test_a_page_that_fails_in_another_way_stops_no_other_either(
    clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = create_app(Moving(hand=clock), shipped(), ENGLISH)
    render = app.pages.render

    def failing(edition: Edition, page: Page) -> str:
        return {}["faces"] if page.address == "about" else render(edition, page)

    monkeypatch.setattr(app.pages, "render", failing)
    app.make_ahead()
    assert capsys.readouterr().err.startswith("/about cannot be shown. ")
    assert {*app.site} - {address for _, address in app.pages.kept} == {"about"}


def test_a_page_is_kept_once_and_unpacked_for_those_who_do_not_read_gzip(
    client: FlaskClient,
) -> None:
    plain = client.get("/").data
    for accept, unpack in UNPACK.items():
        for _ in range(2):
            answer = client.get("/", headers={"Accept-Encoding": accept})
            assert answer.headers.get("Content-Encoding", "") == accept
            assert unpack(answer.data) == plain
            assert int(answer.headers["Content-Length"]) == len(answer.data)
    pages, ready = kept(client)
    assert (len(pages), len(ready)) == (1, 1)


def test_a_kept_page_is_not_shown_to_another_host(client: FlaskClient) -> None:
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200


def test_head_is_answered_like_get_without_the_page(client: FlaskClient) -> None:
    for _ in range(2):
        head, get = client.head("/help/desk"), client.get("/help/desk")
        assert head.data == b""
        assert dict(head.headers) == dict(get.headers)


def test_an_edge_may_keep_a_page_until_its_lines_change_and_not_longer(
    clock: Clock, client: FlaskClient
) -> None:
    for at, left in (("15:59:30", 30), ("15:59:59", 1), ("11:00:00", 3600), ("15:30:00", 1800)):
        clock.at = london(f"2026-12-23T{at}")
        for _ in range(2):
            assert client.get("/").headers["CDN-Cache-Control"] == f"max-age={left}"


def test_what_is_posted_is_never_kept(client: FlaskClient) -> None:
    before = kept(client)
    first = client.post("/signs", data={"signs": ["school"]}).data
    second = client.post("/signs", data={"signs": ["owes"]}).data
    assert first != second
    school = next(s.say for group in shipped().signs for s in group.signs if s.id == "school")
    assert school.encode() not in client.post("/sheet").data
    assert school.encode() in client.post("/sheet", data={"signs": ["school"]}).data
    assert kept(client) == before
    assert school.encode() not in client.get("/sheet").data
