"""What must hold of any guide before anybody may see it: the safety rules, one function each.

A rule takes a Guide and yields a Problem for each place that breaks it. RULES run at each start,
those of EDITORIAL in `flask guide check`; the tests break every one to see it caught.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

from ..content import Problem
from ..model import Guide
from .danger import (
    danger_is_answered_everywhere,
    danger_is_spelled_out,
    danger_reaches_emergency,
    emergencies_stand_alone,
    signs_are_never_scored,
    signs_of_danger_mean_now,
)
from .hours import hours_are_those_said, hours_can_be_trusted
from .lines import (
    every_line_names_another,
    every_name_is_known,
    every_role_is_filled,
    lines_are_those_named,
    numbers_are_near,
    other_councils_are_told_apart,
    results_show_both_lines,
    sheets_are_whole,
)
from .numbers import (
    lines_are_described_truly,
    links_are_sound,
    numbers_are_sourced,
    numbers_stand_in_one_place,
    sources_say_whose,
    words_name_the_right_line,
)
from .walks import (
    addresses_are_neutral,
    answers_lead_where_they_say,
    answers_say_what_they_mean,
    every_answer_leads_to_a_step,
    every_step_is_reached,
    every_walk_ends,
)
from .wording import (
    acronyms_are_known,
    every_not_is_there,
    words_are_easy_to_read,
    words_blame_nobody,
)

Rule = Callable[[Guide], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    every_role_is_filled,
    every_name_is_known,
    every_answer_leads_to_a_step,
    every_step_is_reached,
    every_walk_ends,
    emergencies_stand_alone,
    danger_reaches_emergency,
    danger_is_spelled_out,
    danger_is_answered_everywhere,
    answers_say_what_they_mean,
    answers_lead_where_they_say,
    other_councils_are_told_apart,
    results_show_both_lines,
    lines_are_those_named,
    numbers_are_near,
    every_line_names_another,
    hours_can_be_trusted,
    numbers_are_sourced,
    sources_say_whose,
    lines_are_described_truly,
    sheets_are_whole,
    links_are_sound,
    numbers_stand_in_one_place,
    words_name_the_right_line,
    addresses_are_neutral,
    signs_are_never_scored,
    signs_of_danger_mean_now,
    words_blame_nobody,
    every_not_is_there,
    acronyms_are_known,
)
"""A guide that breaks one of these does not start."""

EDITORIAL: tuple[Rule, ...] = (
    hours_are_those_said,
    words_are_easy_to_read,
)
"""Whether the words on hours are true, and all words easy: for whoever changes the guide, who runs
`flask guide check`, and for the tests. They take a second, and one needs what only those who change
the guide have installed; so they do not run at each start."""


@lru_cache(maxsize=4)
def check(guide: Guide, editorial: bool = False) -> tuple[Problem, ...]:
    """Every problem that any of RULES finds and, if wanted, of EDITORIAL."""
    found = tuple(p for rule in (EDITORIAL if editorial else RULES) for p in rule(guide))
    return check(guide) + found if editorial else found
