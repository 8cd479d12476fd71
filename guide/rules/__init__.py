"""The safety rules: what must be true of any guide before anybody may see it.

SAFETY has the ten rules as people read them, each with the functions that enforce it. Such a
function takes a Guide and yields a Problem for each place that breaks it. It never raises. The
first paragraph of its docstring says what must be true. Rules read types, ids and roles, never
prose: fields of the content and the lists of `words.yaml` say what words mean.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from inspect import getdoc
from typing import NamedTuple

from ..content.model import Guide
from ..content.problems import Problem
from . import danger, hours, lines, numbers, speech, walks, wording

Rule = Callable[[Guide], Iterator[Problem]]


class SafetyRule(NamedTuple):
    """One of the ten safety rules: its number, what it says, and the functions that enforce it."""

    number: int
    says: str
    rules: tuple[Rule, ...]

    @property
    def functions(self) -> list[tuple[str, str]]:
        """The name of each function, and the first paragraph of its docstring as one row."""
        docs = ((rule.__name__, getdoc(rule) or "") for rule in self.rules)
        return [(name, " ".join(doc.split("\n\n")[0].split())) for name, doc in docs]


SAFETY = (
    SafetyRule(
        1,
        "Every step can be reached. Every walk ends in a result within four answers. Nothing leads "
        "in a circle or nowhere, and no id stands for two things.",
        (
            walks.every_answer_leads_to_a_step,
            walks.answers_lead_where_they_say,
            walks.every_step_is_reached,
            walks.every_walk_ends,
            lines.every_name_is_known,
            danger.signs_lead_to_steps,
        ),
    ),
    SafetyRule(
        2,
        "The emergency number is one tap away on every page. In an emergency it is the first and "
        "only number in the main part of the page.",
        (danger.emergencies_stand_alone,),
    ),
    SafetyRule(
        3,
        "A child in danger reaches the emergency number in one answer. Somebody who is not sure, "
        "or has an unknown address, never gets anything less urgent.",
        (
            danger.danger_comes_first,
            danger.danger_reaches_emergency,
            danger.danger_is_spelled_out,
            danger.danger_is_answered_everywhere,
            danger.signs_of_danger_mean_now,
        ),
    ),
    SafetyRule(
        4,
        "Every other result shows the line for office hours and the line for all other hours, each "
        "with its name, and what to do if nobody answers.",
        (
            lines.every_role_is_filled,
            lines.results_show_both_lines,
            lines.results_lead_on,
            lines.other_councils_are_separate,
            lines.every_line_names_another,
            lines.sheets_fit_their_lines,
            lines.sheets_are_whole,
            hours.hours_can_be_read,
            hours.hours_match_when,
            hours.somebody_always_answers,
        ),
    ),
    SafetyRule(
        5,
        "Every number shown is in the directory, well formed, with two sources and the day it was "
        "checked. It is written nowhere else. It is not on the list of numbers never to show, and "
        "the number of the health service is never that of the police.",
        (
            numbers.numbers_are_sourced,
            numbers.checks_are_dated,
            numbers.numbers_belong_to_one_line,
            numbers.numbers_stand_in_one_place,
            numbers.words_name_the_right_line,
            numbers.lines_are_described_truly,
            numbers.sentences_are_filled,
            wording.names_stand_in_braces,
            wording.names_are_plain,
            numbers.links_are_sound,
        ),
    ),
    SafetyRule(
        6,
        "No sign is counted, scored or graded. One worry is enough to call.",
        (danger.signs_are_never_scored,),
    ),
    SafetyRule(
        7,
        "People who harm get no label of origin or faith, and no words blame a child.",
        (wording.words_blame_nobody, wording.every_not_is_there),
    ),
    SafetyRule(
        8,
        "Words are plain: a child of ten can read every question and result. Sentences are whole, "
        "and say who or what they are about. No letters stand for words without being explained.",
        (
            wording.words_are_easy_to_read,
            wording.sentences_are_whole,
            wording.results_fold_little,
            wording.acronyms_are_known,
            speech.cards_can_be_read,
            speech.recordings_have_their_place,
        ),
    ),
    SafetyRule(
        9,
        "Addresses and titles say nothing about what the page is for.",
        (walks.addresses_are_neutral,),
    ),
    SafetyRule(
        10,
        "Nothing that is typed or ticked is stored, logged, cached or put into an address.",
        (),  # no content can break it: tests of the pages and of the server enforce it
    ),
)

EDITORIAL: tuple[Rule, ...] = (
    wording.words_are_easy_to_read,
    wording.sentences_are_whole,
    wording.results_fold_little,
)
"""These run in `flask guide check` and in the tests, but not at each start: they are about how well
the guide reads. One takes a second, and needs a package that only those who change the guide
install."""

RULES: tuple[Rule, ...] = tuple(
    dict.fromkeys(rule for safety in SAFETY for rule in safety.rules if rule not in EDITORIAL)
)
"""A guide that breaks one of these does not start."""


@lru_cache(maxsize=4)
def check(guide: Guide, editorial: bool = False) -> tuple[Problem, ...]:
    """Every problem that RULES find and, with `editorial`, that EDITORIAL find.

    If a role is not filled, that is all it reports: most other rules would report the same again.
    """
    if unfilled := (*lines.every_role_is_filled(guide),):
        return unfilled
    found = tuple(p for rule in (EDITORIAL if editorial else RULES) for p in rule(guide))
    return check(guide) + found if editorial else found
