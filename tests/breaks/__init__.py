"""Edits of the shipped content that each break one rule: a table a file of `guide/rules/`.

`tests/test_rules.py` makes every edit on a copy, and looks that the rule says so.
"""

from typing import NamedTuple

HELP, PHONE = "flows/help.yaml", "flows/phone.yaml"
MORE, PLACE = "flows/more.yaml", "flows/place.yaml"
AGAIN, AWAY, QUIET = "flows/again.yaml", "flows/away.yaml", "flows/quiet.yaml"
SOON, TOLD, YOUNG = "flows/soon.yaml", "flows/told.yaml", "flows/young.yaml"
LUTON, NATIONAL = "directory/luton.yaml", "directory/national.yaml"
NEAR = "directory/neighbours.yaml"
ONLINE, SIGNS, SHEETS = "directory/online.yaml", "signs.yaml", "sheets.yaml"


class Break(NamedTuple):
    """An edit (`old` becomes `new` in a file of content), and what the rule must say of it.

    `said` is a part of it. Whoever mends content at night reads one line and does what it says: so
    once for each thing that a rule can say, there is a `mend`; then `said` is all of what is wrong,
    and the problem must stand at the line where `at` begins or, without it, at the file.
    """

    file: str
    old: str
    new: str
    said: str
    at: str = ""
    mend: str = ""


Breaks = dict[str, list[Break]]
"""By the name of the rule."""

Sound = dict[str, list[tuple[str, str, str]]]
"""Edits that the rule must let pass, by its name."""

YES = '{id: "yes", say: "Yes", to: now}'
NOT_SURE = "{id: not-sure, say: I am not sure, to: check, unsure: true}"
NO = '{id: "no", say: "No", to: talk}'
EMPTY = """
  empty:
    kind: question
    ask: Is it late?
    why: It may be.
    answers: []
"""
LONELY = """
  lonely:
    kind: question
    ask: Is it late?
    why: It may be.
    answers:
      - {id: "yes", say: "Yes", to: desk}
      - {id: not-sure, say: I am not sure, to: desk, unsure: true}
"""
