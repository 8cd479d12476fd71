"""Pages are kept; and yet never a page that is wrong by a second, or somebody else's."""

import gzip
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import local

import brotli
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.hours import changes

from .conftest import london, shipped
from .test_pages import DESK_FIRST, NIGHT_FIRST


@dataclass(frozen=True)
class Moving(Settings):
    """Settings whose clock is moved by the test."""

    moment: "tuple[datetime, ...] | list[datetime] | Moments" = ()

    def now(self) -> datetime:
        return self.moment[0]


class Moments(local):
    """A clock for each thread: `[0]` is the instant that it shows there."""

    def __setitem__(self, _: int, at: datetime) -> None:
        self.at = at

    def __getitem__(self, _: int) -> datetime:
        return self.at


def moving_client() -> tuple[list[datetime], FlaskClient]:
    moment = [london("2026-12-23T11:00")]
    return moment, create_app(Moving(moment=moment), shipped()).test_client()


def social(client: FlaskClient) -> list[str]:
    html = client.get("/help/desk").get_data(as_text=True)
    return sorted(DESK_FIRST, key=html.index)


def test_a_page_is_right_on_both_sides_of_every_change() -> None:
    moment, client = moving_client()
    desk = shipped().contact("duty-desk").hours
    start, end = london("2026-12-23T00:00"), london("2027-01-05T00:00")
    seen = set()
    for change in list(changes(desk, start, end))[1:]:
        for at in (change - timedelta(seconds=1), change, change + timedelta(seconds=1)):
            moment[0] = at
            fresh = create_app(Settings(clock=at), shipped()).test_client()
            for path in ("/", "/help/desk", "/help/now", "/nothing"):
                assert client.get(path).data == fresh.get(path).data
            edge = client.get("/").headers["CDN-Cache-Control"]
            assert edge == fresh.get("/").headers["CDN-Cache-Control"]
            seen.add(tuple(social(client)))
    assert seen == {tuple(DESK_FIRST), tuple(NIGHT_FIRST)}


def test_threads_get_the_right_page_while_the_clock_moves() -> None:
    moment = Moments()
    app = create_app(Moving(moment=moment), shipped())
    day, night = london("2026-12-23T11:00"), london("2026-12-23T23:00")
    right = {
        at: create_app(Settings(clock=at), shipped()).test_client().get("/help/desk").data
        for at in (day, night)
    }
    assert right[day] != right[night]

    def ask(number: int) -> bool:
        moment[0] = day if number % 7 < 4 else night
        return app.test_client().get("/help/desk").data == right[moment[0]]

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(400)))


def test_odd_addresses_do_not_fill_it() -> None:
    _, client = moving_client()
    client.get("/")
    client.get("/nothing")
    present = client.application.wsgi_app.app.app.present
    client.get("/", headers={"Host": "odd.example"})
    client.post("/signs", data={"signs": ["school"]})
    before = {*present.made[1]}
    assert ("/", "") in before
    for number in range(300):
        client.get(f"/nothing/{number}")
        client.get(f"/?{number}")
        client.get(f"/sheet/{number}")
        client.get("/", environ_overrides={"PATH_INFO": "/" * (number + 2) + "help/now"})
        client.get("/", headers={"Accept-Encoding": f"odd{number}"})
        client.get("/", headers={"Host": f"odd{number}.example"})
        client.post("/signs", data={"signs": ["school"]})
    assert {*present.made[1]} == before


def test_what_was_kept_is_dropped_when_a_line_changes() -> None:
    moment, client = moving_client()
    present = client.application.wsgi_app.app.app.present
    client.get("/help/desk")
    moment[0] = london("2026-12-23T20:00")
    client.get("/")
    assert [*present.made[1]] == [("/", "")]


def test_a_kept_page_is_told_apart_by_how_it_is_compressed() -> None:
    _, client = moving_client()
    plain = client.get("/").data
    for accept, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress), ("", bytes)):
        for _ in range(2):
            answer = client.get("/", headers={"Accept-Encoding": accept})
            assert answer.headers.get("Content-Encoding", "") == accept
            assert unpack(answer.data) == plain
            assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_a_kept_page_is_not_shown_to_another_host() -> None:
    _, client = moving_client()
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200


def test_head_is_answered_like_get_without_the_page() -> None:
    _, client = moving_client()
    for _ in range(2):
        head, get = client.head("/help/desk"), client.get("/help/desk")
        assert head.data == b""
        assert dict(head.headers) == dict(get.headers)


def test_an_edge_may_keep_a_page_until_its_lines_change_and_not_longer() -> None:
    moment, client = moving_client()
    for at, left in (("15:59:30", 30), ("15:59:59", 1), ("11:00:00", 3600), ("15:30:00", 1800)):
        moment[0] = london(f"2026-12-23T{at}")
        for _ in range(2):
            assert client.get("/").headers["CDN-Cache-Control"] == f"max-age={left}"


def test_what_is_posted_is_never_kept() -> None:
    _, client = moving_client()
    first = client.post("/signs", data={"signs": ["school"]}).data
    second = client.post("/signs", data={"signs": ["owes"]}).data
    assert first != second
    assert b"misses school" not in client.post("/sheet").data
    client.post("/sheet", data={"signs": ["school"]})
    assert b"misses school" not in client.get("/sheet").data
