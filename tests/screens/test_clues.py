"""Clues: what the rules know of the lines that they were read from."""

import dataclasses

from generators.blueprint import Requirement, RequirementStatus, Rule, RuleKind, Source
from screens.clues import find_clues
from tests.screens import memory

SENTENCE = Source("specs/features/notes.md", 7, 7)
SECTION = Source(memory.API, 1, 20)
RULE = Rule("rule:notes.ownership", RuleKind.OWNERSHIP, "notes", ("author_id",), ("notes.list",), (), ("notes#FR-1",))


def clues_to(rule: Rule, bearing: str) -> dict[tuple[str, int], tuple[str, ...]]:
    """Find the clues of a blueprint with one rule and the requirement behind it."""
    asked = Requirement("notes#FR-1", "Only their own.", RuleKind.OWNERSHIP, RequirementStatus.ENFORCED, SENTENCE)
    blueprint = dataclasses.replace(memory.a_blueprint(), rules=(rule,), requirements=(asked,))
    return dict(find_clues(blueprint, bearing))


def test_a_rule_gives_its_columns_and_the_way_its_kind_is_written_to_the_sentence_behind_it() -> None:
    words = clues_to(RULE, "notes.list")[SENTENCE.file, 7]
    assert {"authorid", "author", "reachable", "404"} <= set(words)


def test_a_rule_bears_on_its_operations_and_its_table_only() -> None:
    assert clues_to(RULE, "table:notes").keys() == {(SENTENCE.file, 7)}
    assert clues_to(RULE, "notes.create") == {}


def test_a_rule_says_nothing_about_one_line_of_a_whole_section() -> None:
    rule = dataclasses.replace(RULE, requirements=(), sources=(SECTION, SENTENCE))
    assert clues_to(rule, "notes.list").keys() == {(SENTENCE.file, 7)}


def test_the_values_of_a_rule_are_clues() -> None:
    rule = dataclasses.replace(RULE, kind=RuleKind.COUNT_LIMIT, parameters=(("most", 120), ("shared", True)))
    words = clues_to(rule, "notes.list")[SENTENCE.file, 7]
    assert "120" in words
    assert "true" not in words
