"""Every answer is one piece: if a worker dies, all of it was sent or nothing."""

import pytest
from werkzeug.test import EnvironBuilder

from guide import Settings, create_app
from tests.conftest import ENGLISH, shipped

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/", ""),
        ("HEAD", "/", ""),
        ("GET", "/no/page", ""),
        ("GET", "/readyz", ""),
        ("POST", "/signs", "signs=x"),
        ("POST", "/sheet", ""),
        ("POST", "/signs", "a" * 70_000),
        ("POST", "/", ""),
        ("PUT", "/", ""),
        ("OPTIONS", "/signs", ""),
    ],
)
def test_an_answer_is_one_piece(method: str, path: str, body: str) -> None:
    app = create_app(Settings(proxies=1), shipped(), ENGLISH)
    asked = EnvironBuilder(path, method=method, data=body, content_type=FORM)
    answer = app(asked.get_environ(), lambda *_: b"".join)
    # Granian joins a list, and sends the headers of anything else before the body.
    assert isinstance(answer, list)
    assert len(answer) <= 1
