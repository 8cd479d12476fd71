"""What the machines ask that keep the guide running, and what that must never do to it."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app
from guide.content.lookups import shown
from guide.web.headers import BARE
from tests.conftest import ENGLISH, london, shipped

CHECKED = [contact.checked for contact in shown(shipped())]
OLDEST, NEWEST = min(CHECKED), max(CHECKED)


def client_after(days: int) -> FlaskClient:
    at = london(f"{max(NEWEST, OLDEST + timedelta(days=days))}T11:00")
    return create_app(Settings(clock=at), shipped(), ENGLISH).test_client()


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_sound_guide_is_alive_and_ready(path: str) -> None:
    answer = client_after(0).get(path)
    assert (answer.status_code, answer.get_data(as_text=True)) == (200, "ok\n")
    for name, value in BARE.items():
        assert answer.headers[name] == value


def test_a_number_not_checked_for_long_is_not_ready_but_alive_and_served() -> None:
    client = client_after(181)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert f"“{shipped().contact('duty-desk').id}” was checked on" in answer.get_data(as_text=True)
    assert client.get("/healthz").status_code == 200
    assert client.get("/help/now").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_a_probe_may_ask_by_any_host_name_and_as_often_as_it_likes(path: str) -> None:
    client = client_after(0)
    for _ in range(500):
        assert client.get(path, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 421


def test_a_page_that_is_asked_for_never_waits_for_the_checks() -> None:
    client = client_after(400)
    assert client.get("/").status_code == 200
