"""The generated tests as text: complete, deterministic, and each tied to what it proves."""

import ast
import dataclasses
import subprocess

import pytest
from ruff import find_ruff_bin

from generators.blueprint import (
    Blueprint,
    Check,
    ErrorField,
    ErrorPart,
    Member,
    OperationKind,
    RequirementStatus,
    Settings,
)
from generators.completion import complete
from generators.drafts import Draft
from generators.reach import is_open
from generators.singles import may_miss
from generators.testing import render_tests
from generators.testing.answers.errors import error_checks, error_paths
from tests.generators.examples.catalogue import EXAMPLES

EVERY_EXAMPLE = pytest.mark.parametrize("name", EXAMPLES)
_DRAFTS: dict[str, tuple[Draft, ...]] = {}


def drafts_of(name: str) -> tuple[Draft, ...]:
    """Give the tests of an example, rendered once."""
    if name not in _DRAFTS:
        _DRAFTS[name] = render_tests(complete(EXAMPLES[name]))
    return _DRAFTS[name]


def elements_of(name: str) -> dict[str, set[str]]:
    """Give what each test proves, by ``file::test``."""
    return {
        f"{draft.path}::{symbol}": set(elements)
        for draft in drafts_of(name)
        for symbol, elements in draft.symbols.items()
        if symbol.startswith("test_")
    }


@EVERY_EXAMPLE
def test_the_same_blueprint_gives_the_same_tests(name: str) -> None:
    assert render_tests(complete(EXAMPLES[name])) == drafts_of(name)


@EVERY_EXAMPLE
def test_every_module_is_python_and_says_what_it_is(name: str) -> None:
    for draft in drafts_of(name):
        assert ast.get_docstring(ast.parse(draft.text)), draft.path


@EVERY_EXAMPLE
def test_no_two_tests_of_a_module_have_one_name(name: str) -> None:
    for draft in drafts_of(name):
        functions = [node.name for node in ast.parse(draft.text).body if isinstance(node, ast.AsyncFunctionDef)]
        assert len(functions) == len(set(functions)), draft.path


@EVERY_EXAMPLE
def test_every_test_asserts_something(name: str) -> None:
    for draft in drafts_of(name):
        for node in ast.walk(ast.parse(draft.text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                assert "assert" in ast.unparse(node) or "raises" in ast.unparse(node), node.name


@EVERY_EXAMPLE
def test_every_symbol_is_in_its_module(name: str) -> None:
    for draft in drafts_of(name):
        defined = {getattr(node, "name", None) for node in ast.parse(draft.text).body}
        assert set(draft.symbols) <= defined, draft.path


@EVERY_EXAMPLE
def test_every_operation_is_proved(name: str) -> None:
    proved = {element for elements in elements_of(name).values() for element in elements}
    for operation in EXAMPLES[name].operations:
        assert operation.id in proved


@EVERY_EXAMPLE
def test_every_protected_row_is_tried_by_somebody_else(name: str) -> None:
    blueprint = EXAMPLES[name]
    isolation = {
        element
        for test, elements in elements_of(name).items()
        if any(words in test for words in ("another_users", "of_others", "only_others"))
        for element in elements
    }
    single = {OperationKind.READ, OperationKind.REPLACE, OperationKind.PATCH, OperationKind.DELETE}
    for operation in blueprint.operations:
        if operation.kind not in single or operation.entity is None:
            continue
        entity = blueprint.entity(operation.entity)
        # Where the only row of the caller is made if it is missing, nobody can be refused.
        makes = bool(operation.single) and not may_miss(operation, entity)
        if entity.owner and not is_open(operation, entity) and not makes:
            assert operation.id in isolation


@EVERY_EXAMPLE
def test_every_enforced_requirement_leads_to_a_test(name: str) -> None:
    proved = {element for elements in elements_of(name).values() for element in elements}
    for requirement in EXAMPLES[name].requirements:
        if requirement.status is RequirementStatus.ENFORCED:
            assert set(requirement.by) <= proved


def test_a_rule_on_lengths_is_proved_by_the_refusals_alone() -> None:
    tests = [test for test, elements in elements_of("accounts").items() if "todos.title.length" in elements]
    assert {test.rpartition("::")[2] for test in tests} == {
        f"test_{operation}_{ending}"
        for operation in ("create_todo", "replace_todo", "update_todo")
        for ending in ("refuses_invalid_values", "accepts_values_at_their_limits")
    }


def test_a_list_of_accounts_that_nobody_may_see_shows_the_caller_alone() -> None:
    accounts = EXAMPLES["accounts"]
    people = next(each for each in accounts.operations if each.kind is OperationKind.LIST and each.entity == "users")
    people = dataclasses.replace(people, roles=(), bypass_roles=(), query=())
    blueprint = dataclasses.replace(accounts, operations=(people,), rules=(), requirements=())
    [users] = [draft for draft in render_tests(blueprint) if draft.path == "tests/test_users.py"]
    assert "test_list_users_shows_the_account_of_the_caller_alone" in users.symbols
    assert not [name for name in users.symbols if "gives_a_page_of_rows" in name]


def test_filters_are_tried_together() -> None:
    tests = {name: found for each in EXAMPLES for name, found in elements_of(each).items() if "_together" in name}
    assert tests
    assert all(any("list" in element for element in found) for found in tests.values())


def test_sessions_are_tested_where_they_are_issued() -> None:
    names = " ".join(elements_of("accounts"))
    for told in (
        "change_password_refuses_invalid_values",
        "logout_refuses_a_body",
        "is_throttled",
        "ends_the_whole_session",
        "unknown_account_not_apart",
        "with_a_hash",
    ):
        assert told in names
    assert "test_login" not in " ".join(elements_of("shared-secret"))


def test_what_could_race_is_tried_at_the_same_time() -> None:
    names = {test for test in elements_of("accounts") if test.startswith("tests/test_concurrency.py")}
    for told in ("register_gives_the_same_email", "toggle_todo_loses_none", "refresh_exchanges_a_token_once"):
        assert any(told in name for name in names), told


def test_two_changes_at_the_same_time_leave_the_row_where_it_is() -> None:
    [races] = [draft for draft in drafts_of("community") if draft.path == "tests/test_concurrency.py"]
    change = races.text.partition("async def test_update_post_loses_neither_of_two_changes")[2].partition("async def")[
        0
    ]
    assert "description" in change
    assert "title" not in change, "the slug in the path is made of the title"


def test_columns_that_a_check_holds_against_each_other_are_not_changed_at_the_same_time() -> None:
    blueprint = complete(EXAMPLES["community"])
    posts = blueprint.entity("posts")
    tied = dataclasses.replace(posts, checks=(Check("posts_lengths", "length(description) < length(body)"),))
    entities = tuple(tied if entity is posts else entity for entity in blueprint.entities)
    drafts = render_tests(dataclasses.replace(blueprint, entities=entities))
    [races] = [draft for draft in drafts if draft.path == "tests/test_concurrency.py"]
    assert "update_post_loses_neither" not in races.text


def test_callers_without_a_table_are_made_up() -> None:
    [factories] = [draft for draft in drafts_of("no-users-table") if draft.path == "tests/factories.py"]
    assert "class Caller" in factories.text


def test_a_blueprint_without_operations_has_tests_of_its_frame() -> None:
    paths = {draft.path for draft in render_tests(Blueprint(Settings(), (), ()))}
    assert {"tests/conftest.py", "tests/test_config.py", "tests/test_errors.py"} <= paths


def test_features_do_not_overwrite_the_tests_of_the_frame() -> None:
    blueprint = EXAMPLES["no-users-table"]
    operations = tuple(dataclasses.replace(each, feature="auth") for each in blueprint.operations)
    paths = [draft.path for draft in render_tests(dataclasses.replace(blueprint, operations=operations))]
    assert len(paths) == len(set(paths))


def test_errors_are_recognised_in_whatever_shape_they_have() -> None:
    body = (
        ErrorField("ok", ErrorPart.LITERAL, False),
        ErrorField("error", ErrorPart.OBJECT, fields=(ErrorField("text", ErrorPart.MESSAGE),)),
        ErrorField("status", ErrorPart.STATUS),
        ErrorField("fields", ErrorPart.ERRORS),
    )
    settings = Settings(error_body=body)
    assert error_paths(settings)[ErrorPart.MESSAGE] == '["error"]["text"]'
    assert error_paths(settings)[ErrorPart.ERRORS] == '["fields"]'
    assert 'assert body["ok"] is False' in error_checks(settings)
    assert 'assert body["status"] == response.status_code' in error_checks(settings)


def test_what_is_shown_of_rows_is_compared_where_no_table_holds_users() -> None:
    notes = EXAMPLES["no-users-table"]
    members = (Member("key", column="id"), Member("headline", column="title"))
    shown = tuple(
        dataclasses.replace(one, response=dataclasses.replace(one.response, members=members))
        if one.kind is OperationKind.READ
        else one
        for one in notes.operations
    )
    (views,) = (
        draft.text
        for draft in render_tests(complete(dataclasses.replace(notes, operations=shown)))
        if draft.path == "tests/views.py"
    )
    rules = ("--isolated", "--no-cache", "--select=F", "-")
    done = subprocess.run([find_ruff_bin(), "check", *rules], input=views, capture_output=True, text=True, check=False)
    assert "F821" not in done.stdout
    assert 'as_json(note["title"])' in views
