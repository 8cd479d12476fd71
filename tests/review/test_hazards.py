"""The hazard log: it is whole, agrees with the code, and is shown as it is."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from guide import rules
from guide.content.problems import ContentError
from guide.review.hazards import HAZARDS, hazards
from guide.review.scenarios import scenarios
from tests.conftest import TOP, paths, shipped, soup, unproven

RULES = {rule.__name__ for rule in rules.RULES + rules.EDITORIAL}


def functions(file: str) -> set[str]:
    tree = ast.parse((TOP / file).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_the_log_is_long_enough_and_each_hazard_is_its_own() -> None:
    log = hazards()
    assert len(log) >= 20
    assert len({hazard.hazard for hazard in log.values()}) == len(log)


def test_every_hazard_says_all_and_names_tests_that_exist() -> None:
    for hazard in hazards().values():
        assert hazard.causes, hazard.id
        assert hazard.we_do, hazard.id
        assert hazard.tests, hazard.id
        for test in hazard.tests:
            file, name = test.split("::")
            assert name in functions(file), f"{hazard.id}: there is no {test}"


def test_every_rule_serves_a_hazard_and_every_named_rule_exists() -> None:
    assert {rule for hazard in hazards().values() for rule in hazard.rules} == RULES


def test_a_test_that_did_not_pass_is_reported() -> None:
    log = {"one": replace(hazards()["wrong-number"], tests=("a.py::test_a", "a.py::test_b"))}
    assert unproven(log, {"a.py::test_a"}) == ["a.py::test_b"]
    assert unproven(log, {"a.py::test_a", "a.py::test_b"}) == []


def test_a_mistake_in_the_log_is_reported_with_its_place(tmp_path: Path) -> None:
    text = (TOP / HAZARDS).read_text("utf-8")
    assert "severity: catastrophic" in text
    (tmp_path / "docs").mkdir()
    slip = text.replace("severity: catastrophic", "severity: bad", 1)
    (tmp_path / HAZARDS).write_text(slip)
    with pytest.raises(ContentError, match=r"docs/hazards\.yaml:\d+: “bad” is not known here"):
        hazards(tmp_path)


def test_the_log_is_shown_whole(client: FlaskClient) -> None:
    page = soup(client, "/about/safety")
    articles = {article["id"]: article.get_text(" ") for article in page.select("article")}
    assert list(articles) == list(hazards())
    for hazard in hazards().values():
        for words in (hazard.hazard, hazard.harm, *hazard.we_do, hazard.remains, *hazard.tests):
            assert words in articles[hazard.id]


def test_every_person_of_the_specification_is_shown(client: FlaskClient) -> None:
    page = soup(client, "/about/scenarios")
    shown = {article["id"]: article.get_text(" ") for article in page.select("article")}
    for person in scenarios(shipped().area):
        assert person.knows in shown[person.id]
        assert person.why in shown[person.id]


def test_the_reviewers_pages_are_found_from_the_page_about_the_guide(client: FlaskClient) -> None:
    links = {link["href"] for link in soup(client, "/about").select("main a")}
    assert {*paths("review"), "/about/numbers"} <= links
