"""Pages are kept; and yet never a page that is wrong by a second, or somebody else's."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.hours import changes

from .conftest import london, shipped
from .test_pages import DESK_FIRST, NIGHT_FIRST


@dataclass(frozen=True)
class Moving(Settings):
    """Settings whose clock is moved by the test."""

    moment: tuple[datetime, ...] | list[datetime] = ()

    def now(self) -> datetime:
        return self.moment[0]


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
    moment, client = moving_client()
    app = client.application
    day, night = london("2026-12-23T11:00"), london("2026-12-23T23:00")
    right = {
        at: create_app(Settings(clock=at), shipped()).test_client().get("/help/desk").data
        for at in (day, night)
    }
    assert right[day] != right[night]

    def ask(number: int) -> bool:
        moment[0] = day if number % 7 < 4 else night
        return app.test_client().get("/help/desk").data in right.values()

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(ask, range(400)))
    for at, page in right.items():
        moment[0] = at
        assert client.get("/help/desk").data == page


def test_odd_addresses_do_not_fill_it() -> None:
    _, client = moving_client()
    client.get("/")
    client.get("/nothing")
    rendered = client.application.jinja_env.globals["language"].__self__
    before = len(rendered.pages)
    for number in range(300):
        client.get(f"/nothing/{number}")
        client.get(f"/?{number}")
        client.get(f"/sheet/{number}")
    assert len(rendered.pages) == before


def test_what_is_posted_is_never_kept() -> None:
    _, client = moving_client()
    first = client.post("/signs", data={"signs": ["school"]}).data
    second = client.post("/signs", data={"signs": ["owes"]}).data
    assert first != second
    assert b"misses school" not in client.post("/sheet").data
    client.post("/sheet", data={"signs": ["school"]})
    assert b"misses school" not in client.get("/sheet").data
