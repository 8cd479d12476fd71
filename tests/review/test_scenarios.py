"""The people of `scenarios.yaml`, each walking the guide at their hour.

The file is the specification, written for a social worker to read. Here each person starts on the
first screen and taps what they would tap. The page must show them the right lines in the right
order.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from guide.content.expression import State
from guide.content.hours import is_bank_holiday, state
from guide.content.lookups import PLACEHOLDER
from guide.content.model import Contact, Result
from guide.content.problems import ContentError
from guide.review import scenarios as reviewed
from guide.review.scenarios import OWN, SCENARIOS, Scenario, Then
from tests.conftest import WORKING_HOURS, client_at, london, shipped
from tests.dom import Element, parsed
from tests.made_up import made_up

MOST_TAPS = 3
SIGNS = "Signs to look for"

# The people that the guide was first asked to help. None of them may be dropped.
ASKED_FOR = [
    "S01", "S03", "S05", "S07", "S09", "S11", "S13", "S15", "S17", "S19",
    "S21", "S23", "S25", "S27", "S29", "S31", "S33", "S35", "S37", "S39",
]  # fmt: skip


def steps(person: Scenario) -> int:
    """The number of taps to the page they end at, with the button under the signs."""
    return len(person.taps) + bool(person.ticks)


def hour(person: Scenario) -> str:
    """What sort of hour it is for somebody who calls the council."""
    at = london(person.at)
    if is_bank_holiday(at.date()):
        return "bank holiday"
    if at.weekday() >= 5:
        return "weekend"
    now = state(shipped().contact("duty-desk").hours, at)
    return {State.OPEN: "office hours", State.UNKNOWN: "nobody knows"}.get(now, "night")


@cache
def scenarios() -> tuple[Scenario, ...]:
    return reviewed.scenarios(shipped().area)


def href(name: str) -> str:
    """The address of the line with this name: a number to call, or a page."""
    line = shipped().line(name)
    return line.tel if isinstance(line, Contact) else line.url


@cache
def names() -> dict[str, str]:
    """Whose line each of these is, by role where it plays one."""
    guide = shipped()
    known = [*guide.links, *guide.contacts, *guide.area.roles]
    return {href(name): name for name in known}


def words(element: Element) -> str:
    """The words of an element as they are read."""
    return " ".join(element.words.split())


def filled(phrase: str) -> str:
    """A phrase, with its braces replaced by the numbers and names that they mean."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name.endswith(".name"):
            return shipped().line(name.removesuffix(".name")).name
        if name.startswith("relay+"):
            numbers = ("relay", name.removeprefix("relay+"))
            return " ".join(shipped().contact(number).phone for number in numbers)
        if name.startswith("abroad+"):
            return shipped().contact(name.removeprefix("abroad+")).international
        return shipped().contact(name).phone

    return PLACEHOLDER.sub(fill, phrase)


class Visitor:
    """Somebody with the guide open at an hour. On every page the emergency number must be there."""

    def __init__(self, at: str) -> None:
        self.client: FlaskClient = client_at(at)
        self.seen: list[str] = []
        self.open("/")

    def open(self, path: str, signs: tuple[str, ...] = ()) -> None:
        form = {"signs": [*signs]}
        answer = self.client.post(path, data=form) if signs else self.client.get(path)
        assert answer.status_code == 200, f"{path} answers {answer.status_code}"
        self.page = parsed(answer.get_data(as_text=True))
        assert self.page.one("header a.strip")["href"] == href("emergency")
        self.seen.append(path)

    def tap(self, text: str) -> None:
        """Follow the link with exactly this text, in the page itself or under it."""
        links = {
            link["href"] for link in self.page.select("main a, .doors a") if words(link) == text
        }
        assert len(links) == 1, f"{self.seen[-1]} has {len(links) or 'no'} links “{text}”"
        self.open(links.pop())

    def lines(self) -> list[str]:
        """Who the page tells them to call: what its urgent sentence names, then the big lines."""
        shown = self.page.select("main .urgent a, main a.dial")
        return [names()[link["href"]] for link in shown]

    def reads(self, phrases: tuple[str, ...]) -> None:
        """The page says all of these, in capitals or small letters."""
        text = words(self.page.body).lower()
        missing = [phrase for phrase in map(filled, phrases) if phrase.lower() not in text]
        assert not missing, f"{self.seen[-1]} does not say {missing}"


def same(lines: tuple[str, ...]) -> list[str]:
    """Lines by the address that they lead to: two links may lead to the same page."""
    return [names()[href(name)] for name in lines]


def walk(scenario: Scenario) -> list[str]:
    """Walk as this person would, and fail where the guide is wrong. Returns the pages they saw."""
    visitor = Visitor(scenario.at)
    for text in scenario.taps:
        visitor.tap(text)
    if scenario.ticks:
        visitor.open(urlsplit(visitor.page.one("form")["action"]).path, scenario.ticks)
    assert visitor.lines() == same(scenario.lines)
    visitor.reads(scenario.says)
    if scenario.then:
        for text in scenario.then.taps:
            visitor.tap(text)
        assert visitor.lines() == same(scenario.then.lines)
        visitor.reads(scenario.then.says)
    return visitor.seen


def passes(scenario: Scenario) -> set[str]:
    """The pages that this person sees, at any hour. If the walk fails, its own test reports what is
    wrong.
    """
    visitor = Visitor(WORKING_HOURS)
    with suppress(AssertionError):
        for text in [*scenario.taps, *(scenario.then.taps if scenario.then else ())]:
            visitor.tap(text)
    return set(visitor.seen)


def by_id(name: str) -> Scenario:
    return next(scenario for scenario in scenarios() if scenario.id == name)


def phrases(scenario: Scenario) -> Iterator[str]:
    """Every word of an entry, except its id and its hour."""
    for value in (vars(scenario) | {"id": "", "at": "", "where": ""}).values():
        for part in vars(value).values() if isinstance(value, Then) else [value]:
            yield from [part] if isinstance(part, str) else part or []


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.id)
def test_the_guide_leads_this_person_to_the_right_lines(scenario: Scenario) -> None:
    assert steps(scenario) <= MOST_TAPS
    walk(scenario)


def test_everybody_whom_the_guide_was_asked_to_help_is_there() -> None:
    ids = [scenario.id for scenario in scenarios()]
    assert len(set(ids)) == len(ids)
    assert sorted(name for name in ids if name.startswith("S")) == ASKED_FOR
    assert len([name for name in ids if re.fullmatch(r"T\d\d", name)]) >= 30
    assert len(ids) >= 50


def test_people_come_at_all_sorts_of_hours() -> None:
    """Where the hours of the desk are known, there are none of which nobody knows."""
    hours = {hour(scenario) for scenario in scenarios()} - {"nobody knows"}
    assert hours == {"office hours", "night", "weekend", "bank holiday"}


def test_every_result_is_what_somebody_needs() -> None:
    """A result that no scenario reaches is untested, or nobody needs it."""
    results = {f"/{name}" for name, step in shipped().steps.items() if isinstance(step, Result)}
    assert results - set().union(*map(passes, scenarios())) == set()


def test_every_result_is_two_taps_away() -> None:
    """Except the page for those who have called about a missing child."""
    guide = shipped()
    first = {answer.to for answer in (*guide.main.doors, *guide.first.leads_to)}
    doors = [guide.steps[address] for address in first if address in guide.steps]
    near = first | {answer.to for step in doors for answer in step.leads_to}
    results = {name for name, step in guide.steps.items() if isinstance(step, Result)}
    assert results - near == {"away/after"}


def test_no_number_is_written_in_the_specification() -> None:
    for scenario in scenarios():
        for phrase in phrases(scenario):
            assert not re.search(r"\d(?: ?\d){2,}", phrase), f"{scenario.id}: {phrase}"


def test_every_entry_says_something_and_names_lines_that_exist() -> None:
    for scenario in scenarios():
        assert 1 <= len(scenario.says) <= 6, scenario.id
        assert bool(scenario.ticks) == (scenario.taps[-1:] == (SIGNS,)), scenario.id
        for name in scenario.lines + (scenario.then.lines if scenario.then else ()):
            assert href(name)


def test_lines_in_another_order_are_not_accepted() -> None:
    """Without this, the hour would not be tested at all."""
    right = by_id("T07")
    walk(right)
    first, second, *rest = right.lines
    with pytest.raises(AssertionError):
        walk(replace(right, lines=(second, first, *rest)))


def test_another_hour_is_not_accepted() -> None:
    """The desk is first on a working day, and the lines of T07 are those of a bank holiday."""
    with pytest.raises(AssertionError):
        walk(replace(by_id("T07"), at="2026-11-23T11:00"))


def test_a_missing_line_or_phrase_or_link_is_not_accepted() -> None:
    right = by_id("T07")
    for wrong in (
        replace(right, lines=right.lines[:-1]),
        replace(right, says=("Nobody wrote this.",)),
        replace(right, taps=(*right.taps, "Nobody can tap this")),
    ):
        with pytest.raises(AssertionError):
            walk(wrong)


ENTRY = """
- id: S01
  who: A neighbour
  knows: A child screams
  at: 2026-11-27T22:30
  lives: "{area}"
  taps: ["Yes"]
  lines: [emergency]
  says: ["Do not go in."]
  why: Somebody is hurting a child
  then: {taps: [], lines: [police]}
"""


OWN_ENTRY = ENTRY.replace("S01", "T01").replace("A neighbour", "A neighbour in {area}")


def read(top: Path, everywhere: str = ENTRY, own: str = OWN_ENTRY) -> tuple[Scenario, ...]:
    """The people of the made-up area, from two files with these texts."""
    area = made_up().area
    for name, text in ((SCENARIOS, everywhere), (OWN.format(area.id), own)):
        (top / name).parent.mkdir(parents=True)
        (top / name).write_text(text)
    return reviewed.scenarios(area, top)


def test_the_people_of_all_areas_and_of_one_are_read(tmp_path: Path) -> None:
    first, second = read(tmp_path)
    assert first.taps == ("Yes",)
    assert first.then == Then((), ("police",))
    assert (first.lives, second.who) == ("Exampleton", "A neighbour in Exampleton")


def test_an_area_replaces_a_person_by_its_own(tmp_path: Path) -> None:
    (person,) = read(tmp_path, own=OWN_ENTRY.replace("T01", "S01"))
    assert person.who == "A neighbour in Exampleton"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  taps: [", "  tap: [", "“tap” is not known here"),
        ("  why: Somebody is hurting a child\n", "", "“why” is missing"),
        ('["Yes"]', "[Yes]", "YAML reads a bare “Yes” as true or false"),
        ('["Yes"]', '"Yes"', "a list belongs here"),
        ("then: {taps: [], lines: [police]}", "then: {taps: []}", "“lines” is missing"),
        ("lines: [police]}", "lines: [police], tick: []}", "“tick” is not known here"),
    ],
)
def test_a_mistake_in_the_specification_is_caught(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert old in ENTRY
    with pytest.raises(ContentError, match=r"tests/scenarios\.yaml:") as caught:
        read(tmp_path, ENTRY.replace(old, new))
    assert said in str(caught.value)
