"""A copy of the made-up guide to edit, for the tests of the rules."""

from pathlib import Path

import pytest

from guide.content.model import Guide

from ..made_up import Copy, made_up


@pytest.fixture
def guide() -> Guide:
    return made_up()


@pytest.fixture
def content(tmp_path: Path) -> Copy:
    return Copy(tmp_path)
