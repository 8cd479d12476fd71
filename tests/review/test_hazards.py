"""The hazard log: it is whole, agrees with the code, and is shown as it is."""

import ast
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from flask.testing import FlaskClient

from guide import Settings, create_app, rules
from guide.content.lookups import shown as shown_contacts
from guide.content.problems import ContentError
from guide.review.hazards import HAZARDS, Owner, Severity, hazards, log
from guide.review.scenarios import scenarios
from tests.conftest import ENGLISH, TOP, client_at, dom, paths, shipped, unproven

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
    page = dom(client, "/about/safety")
    articles = {article["id"]: " ".join(article.strings()) for article in page.select("article")}
    assert list(articles) == [hazard.id for hazard in log().in_order]
    assert {*articles} == {*hazards()}
    for hazard in hazards().values():
        for words in (hazard.hazard, hazard.harm, *hazard.causes, *hazard.we_do, hazard.remains):
            assert words in articles[hazard.id]
        assert hazard.severity.capitalize() in articles[hazard.id]
        assert hazard.owner in articles[hazard.id]


def test_the_page_explains_every_severity_and_owner_and_names_no_function(
    client: FlaskClient,
) -> None:
    page = dom(client, "/about/safety")
    text = " ".join(page.one("main").strings())
    for meaning in (*log().severities.values(), *log().owners.values()):
        assert meaning in text
    assert {*log().severities} == {*get_args(Severity)}
    assert {*log().owners} == {*get_args(Owner)}
    assert not [name for name in RULES if name in text]


def test_each_hazard_leads_to_the_safety_rules_that_stop_it(client: FlaskClient) -> None:
    page = dom(client, "/about/safety")
    for hazard in hazards().values():
        links = [link["href"] for link in page.get_element_by_id(hazard.id).select("a")]
        wanted = [
            f"#rule-{rule.number}"
            for rule in rules.SAFETY
            if {function.__name__ for function in rule.rules} & {*hazard.rules}
        ]
        assert links == wanted
        for rule in wanted:
            assert page.get_element_by_id(rule[1:]).select(f'a[href="#{hazard.id}"]')


def test_every_person_of_the_specification_is_shown(client: FlaskClient) -> None:
    page = dom(client, "/about/scenarios")
    shown = {article["id"]: " ".join(article.strings()) for article in page.select("article")}
    for person in scenarios(shipped().area):
        assert person.knows in shown[person.id]
        assert person.why in shown[person.id]
        assert person.hour in shown[person.id]


def test_the_reviewers_pages_are_found_from_the_page_about_the_guide(client: FlaskClient) -> None:
    links = {link["href"] for link in dom(client, "/about").select("main a")}
    assert {*paths("review"), "/about/numbers"} <= links


@pytest.mark.parametrize("path", ["/about", *paths("review")])
def test_a_page_about_the_guide_has_its_version_and_sound_anchors(path: str) -> None:
    page = dom(client_of("1a2b3c4 2026-11-25"), path)
    assert "Version: 1a2b3c4 2026-11-25." in " ".join(page.strings())
    assert "Version: unknown." in " ".join(dom(client_at(), path).strings())
    ids = {element["id"] for element in page.select("[id]")}
    assert {link["href"][1:] for link in page.select("a[href^='#']")} <= ids


@cache
def client_of(version: str) -> FlaskClient:
    return create_app(Settings(version=version), shipped(), ENGLISH).test_client()


def test_the_sheet_to_sign_has_every_number_that_may_be_rung(client: FlaskClient) -> None:
    listed = [bdi.words for bdi in dom(client, "/about/sign").select("tbody bdi")]
    contacts = shown_contacts(shipped())
    assert listed == [str(c.phone) for c in contacts if c.kind != "emergency"]
