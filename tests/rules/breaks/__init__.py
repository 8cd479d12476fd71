"""Edits of the made-up guide, each of which breaks a rule: a table for each file of `guide/rules/`.

`tests/rules/test_breaks.py` makes each edit on a copy, and looks at what the rule then says.
"""

from typing import NamedTuple

HELP, MORE = "flows/help.yaml", "flows/more.yaml"
TOWN, NATIONAL = "areas/exampleton/area.yaml", "directory/national.yaml"
FINDER, ONLINE = "areas/exampleton/neighbours.yaml", "directory/online.yaml"
SIGNS, SHEETS, WORDS = "signs.yaml", "sheets.yaml", "words.yaml"
SOUNDS = "sound.yaml"


class Break(NamedTuple):
    """An edit (`old` becomes `new` in a file of content), and what the rule must say of it.

    Without `old`, `new` is the whole file. The place of the problem is the row in which `at` ends
    or, without it, the file as a whole. It is that file, unless `elsewhere` names another.
    """

    file: str
    old: str
    new: str
    at: str
    wrong: str
    fix: str
    elsewhere: str = ""


Breaks = dict[str, list[Break]]
"""By the name of the rule."""

Sound = dict[str, list[tuple[str, str, str]]]
"""Edits that the rule must let pass, by its name: file, old, new."""

NOW = '{id: now, say: "Yes", to: now}'
NOT_SURE = "{id: not-sure, say: I am not sure, to: check, unsure: true}"
NO = '{id: talk, say: "No", to: talk}'
START = "  start:\n    kind"
LONELY = """
  lonely:
    kind: question
    ask: Is it late?
    why: It may be.
    answers:
      - {id: desk, say: "Yes", to: desk}
      - {id: not-sure, say: I am not sure, to: desk, unsure: true}
"""
"""A question of the main flow that nothing leads to."""

PUBLISHED = """publisher:
  name: {name}
  tell: mailto:guide@town.example
  privacy: {page}
  accessibility: https://town.example/a
roles:
"""
"""Who publishes the guide of the town, before its roles."""


def before_talk(steps: str) -> tuple[str, str, str]:
    """The edit that puts more steps into the main flow."""
    return HELP, "  talk:\n", f"{steps}\n  talk:\n"
