"""What reviewers sign off beside the pages, as screens to compare: each person, each safety rule
and each hazard.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from ..content.model import Area
from ..rules import SAFETY
from .hazards import log
from .scenarios import scenarios
from .screens import Screen

FOR_ENGINEERS = ("id", "tests")
"""Fields that nobody signs off."""


def entries(area: Area) -> Iterator[Screen]:
    """Each person of an area, safety rule and hazard. Raises ContentError if a file is wrong."""
    for person in scenarios(area):
        yield Screen(f"/about/scenarios#{person.id}", person.who, tuple(_rows(person)))
    for rule in SAFETY:
        rows = (rule.says, *(says for _, says in rule.functions))
        yield Screen(f"/about/safety#rule-{rule.number}", f"safety rule {rule.number}", rows)
    for hazard in log().hazards.values():
        yield Screen(f"/about/safety#{hazard.id}", hazard.hazard, tuple(_rows(hazard)))


def _rows(thing: object) -> Iterator[str]:
    """The fields of an entry, a row for each value."""
    if not is_dataclass(thing):
        return
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name in FOR_ENGINEERS:
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if is_dataclass(each):
                yield from (f"{field.name} {row}" for row in _rows(each))
            elif each:
                yield f"{field.name}: {each}"
