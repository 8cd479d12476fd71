"""What is true of all rules: how they are listed, that none raises, and that none is slow."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import yaml

from guide.content.model import Answer, Flow, Guide, Question, Words
from guide.content.problems import ContentError
from guide.rules import EDITORIAL, RULES, SAFETY, check

from ..made_up import Copy


def test_there_are_ten_safety_rules_and_every_function_enforces_one() -> None:
    assert [rule.number for rule in SAFETY] == list(range(1, 11))
    held = [function for rule in SAFETY for function in rule.rules]
    assert sorted(map(id, held)) == sorted(map(id, RULES + EDITORIAL))


def test_every_function_says_what_must_be_true() -> None:
    for rule in SAFETY:
        assert [name for name, _ in rule.functions] == [each.__name__ for each in rule.rules]
        for _, says in rule.functions:
            assert says[0].isupper()
            assert says.endswith(".")


def test_check_asks_every_rule_and_the_slow_ones_only_if_wanted(content: Copy) -> None:
    content.replace("flows/help.yaml", "Danger comes first.", " ".join(["word"] * 21))
    content.replace("flows/help.yaml", "id: any,", "id: talk,")
    guide = content.load()
    quick = [problem.wrong for problem in check(guide)]
    assert quick == ["2 answers have the id “talk”"]
    slow = [problem.wrong for problem in check(guide, editorial=True)]
    assert slow[:1] == quick
    assert any("has 21 words" in wrong for wrong in slow[1:])


# --- None raises ---------------------------------------------------------------------------------

Broken = Callable[[Guide], Guide]
NOTHING: dict[str, Broken] = {
    "no steps": lambda g: replace(g, flows={"help": replace(g.main, steps={}), "more": g.main}),
    "no flow but an empty one": lambda g: replace(g, flows={"help": Flow("help", {})}),
    "no answers": lambda g: replace(
        g,
        flows={"help": Flow("help", {"start": Question("start", Words("?"), Words("!"), ())})},
    ),
    "no signs": lambda g: replace(g, signs=()),
    "no signs in a group": lambda g: replace(g, signs=(replace(g.signs[0], signs=()),)),
    "no sheets": lambda g: replace(g, sheets={}),
    "nothing in a sheet": lambda g: replace(
        g, sheets={"desk": replace(g.sheets["desk"], lines=(), parts={})}
    ),
    "no links": lambda g: replace(g, links={}),
    "no contacts": lambda g: replace(g, contacts={}),
    "no roles": lambda g: replace(g, area=replace(g.area, roles={})),
    "no lists": lambda g: replace(
        g,
        wording=replace(
            g.wording, dangers={}, danger_signs={}, acronyms={},
            **dict.fromkeys(
                ("danger_words", "keep_not", "negations", "avoid", "scoring", "number_words",
                 "telling", "orphans"), ()
            ),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", NOTHING.values(), ids=NOTHING)
def test_no_rule_fails_on_what_is_missing(guide: Guide, broken: Broken) -> None:
    """People must see where the content is broken, not an error of Python."""
    check(broken(guide), editorial=True)


FILES = ("flows/help.yaml", "flows/more.yaml", "areas/exampleton/area.yaml", "signs.yaml")
FILES += ("directory/national.yaml", "directory/online.yaml", "sheets.yaml", "words.yaml")
ODD = ["x", " ", "{", "{}", "{x}", "{police}", "{relay+}", "{.name}", "*", "0", "999", "9999-12-31",
       "0001-01-01", "2045-12-31", "https://[::1", "://", "/", "a/b/c", "\u200b", "½", "true",
       "24/7", "PH", "PH off", "sunrise-sunset", "Mo 10:00+", "Sa,Su,PH off", "office-hours",
       "emergency", "desk", "text", "none", "dont", "first", "elsewhere"]  # fmt: skip


def scalars(thing: Any) -> list[str]:
    if isinstance(thing, dict):
        return [*thing, *(s for value in thing.values() for s in scalars(value))]
    if isinstance(thing, list):
        return [s for value in thing for s in scalars(value)]
    return [thing]


def spoil(thing: Any, pool: list[str], dice: random.Random) -> Any:
    """The thing with one small change: something is removed, doubled, renamed or replaced."""
    if not isinstance(thing, dict | list) or not thing:
        return dice.choice(pool)
    keys = list(thing) if isinstance(thing, dict) else list(range(len(thing)))
    key = dice.choice(keys)
    choice = dice.random()
    if choice < 0.8:
        thing[key] = spoil(thing[key], pool, dice)
    elif choice < 0.9:
        del thing[key]
    elif isinstance(thing, dict):
        thing[dice.choice(pool)] = thing[key]
    else:
        thing.append(thing[key])
    return thing


def spoiled(content: Copy, dice: random.Random) -> Guide | None:
    """The guide after a few changes, if the loader accepts it. The copy stays as it was."""
    texts = {file: content.text(file) for file in FILES}
    pool = ODD + [s for text in texts.values() for s in scalars(yaml.load(text, yaml.CBaseLoader))]
    for file in dice.choices(FILES, k=dice.choice([1, 1, 2])):
        data = spoil(yaml.load(content.text(file), yaml.CBaseLoader), pool, dice)
        content.write(
            file, yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
        )
    try:
        return content.load()
    except ContentError:
        return None
    finally:
        for file, text in texts.items():
            content.write(file, text)


def test_no_rule_raises_on_what_the_loader_accepts(content: Copy) -> None:
    dice = random.Random(20261125)
    guides = [guide for _ in range(100) if (guide := spoiled(content, dice))]
    assert len(guides) > 25
    for guide in guides:
        check(guide)


# --- None walks a path twice ---------------------------------------------------------------------


def with_questions(guide: Guide, answers: dict[str, list[str]]) -> Guide:
    """The guide with a flow of questions, by their ids: each leads to the steps of these ids."""

    def question(id_: str, to: list[str]) -> Question:
        say = Words("Go on")
        ways = [Answer(one, say, f"maze/{one}" if one in answers else one) for one in to]
        return Question(id_, say, say, (*ways, replace(ways[-1], id="not-sure", unsure=True)))

    steps = {id_: question(id_, to) for id_, to in answers.items()}
    return replace(guide, flows={**guide.flows, "maze": Flow("maze", steps)})


def test_a_long_walk_is_measured(guide: Guide) -> None:
    """A flow may be deeper than Python's limit of recursion."""
    chain = {f"q{n}": [f"q{n + 1}" if n < 3000 else "help/desk"] for n in range(3001)}
    said = [problem.wrong for problem in check(with_questions(guide, chain))]
    assert "a walk from “maze/q0” takes 3001 answers to reach a result" in said
    assert not any("comes back" in wrong or "less urgent" in wrong for wrong in said)


def test_walks_that_meet_again_are_not_walked_twice(guide: Guide) -> None:
    """Sixty forks, one after another, make far too many walks to try each."""
    forks = {}
    for n in range(60):
        for side in "ab":
            to = [f"a{n + 1}", f"b{n + 1}"] if n < 59 else ["help/desk", "help/station"]
            forks[f"{side}{n}"] = to
    said = [problem.wrong for problem in check(with_questions(guide, forks))]
    assert "a walk from “maze/a0” takes 60 answers to reach a result" in said


def test_only_walks_that_reach_a_circle_come_back(guide: Guide) -> None:
    maze = {"in": ["left"], "left": ["right"], "right": ["left"], "out": ["help/desk"]}
    said = [problem.wrong for problem in check(with_questions(guide, maze))]
    back = [wrong.split("“")[1].split("”")[0] for wrong in said if "comes back" in wrong]
    assert back == ["maze/in", "maze/left", "maze/right"]
