"""Completion: what a blueprint leaves open is settled once, for code, migration and tests alike."""

import dataclasses

from generators.blueprint import Body, EntityPurpose, Holds, Index, Operation, OperationKind, Response, TokenIssuer
from generators.completion import complete
from tests.generators.examples.notes import notes_blueprint
from tests.generators.examples.todos import todo_blueprint

HERE = todo_blueprint(TokenIssuer.HERE)


def test_a_complete_blueprint_stays_as_it_is() -> None:
    assert complete(HERE) == HERE


def test_sessions_issued_here_get_a_table_of_refresh_tokens() -> None:
    bare = dataclasses.replace(HERE, entities=tuple(e for e in HERE.entities if e.name != "refresh_tokens"))
    added = complete(bare).entities[-1]
    assert added.purpose is EntityPurpose.REFRESH_TOKENS
    assert {"user_id", "family", "token_hash", "expires_at", "revoked_at"} <= {c.name for c in added.columns}


def test_a_table_of_refresh_tokens_gets_the_columns_that_it_lacks() -> None:
    tokens = HERE.entity("refresh_tokens")
    poor = dataclasses.replace(tokens, columns=tokens.columns[:2])
    entities = tuple(poor if entity is tokens else entity for entity in HERE.entities)
    assert complete(dataclasses.replace(HERE, entities=entities)).entity("refresh_tokens").has("family")


def test_tokens_from_elsewhere_need_no_table() -> None:
    assert complete(notes_blueprint()).refresh_tokens is None


def test_creations_that_take_a_key_get_the_table_that_keeps_their_answers() -> None:
    known = [entity.name for entity in notes_blueprint().entities]
    completed = complete(notes_blueprint())
    assert [entity.name for entity in completed.entities] == [*known, "idempotency_keys"]
    assert complete(completed) == completed


def test_a_row_operation_without_a_table_becomes_a_port() -> None:
    lost = Operation("x.read", "GET", "/x", OperationKind.READ, "x", "read_x", Response(200, Body.EMPTY))
    blueprint = dataclasses.replace(notes_blueprint(), operations=(lost,))
    assert complete(blueprint).operations[0].kind is OperationKind.PORT


def test_a_login_without_accounts_becomes_a_port() -> None:
    login = next(operation for operation in HERE.operations if operation.kind is OperationKind.LOGIN)
    blueprint = dataclasses.replace(notes_blueprint(), operations=(login,))
    assert complete(blueprint).operations[0].kind is OperationKind.PORT


def test_an_aggregate_without_an_envelope_answers_its_total() -> None:
    count = Operation(
        "notes.count",
        "GET",
        "/notes/count",
        OperationKind.AGGREGATE,
        "notes",
        "count_notes",
        Response(200, Body.ITEM),
        "notes",
    )
    settled = complete(dataclasses.replace(notes_blueprint(), operations=(count,))).operations[0]
    assert [field.holds for field in settled.response.envelope] == [Holds.TOTAL]


def test_foreign_keys_and_owners_are_indexed_unless_an_index_begins_with_them() -> None:
    def indexed(*indexes: Index) -> bool:
        todos = HERE.entity("todos")
        columns = tuple(dataclasses.replace(column, index=False) for column in todos.columns)
        bare = dataclasses.replace(todos, columns=columns, indexes=indexes)
        entities = tuple(bare if entity is todos else entity for entity in HERE.entities)
        return complete(dataclasses.replace(HERE, entities=entities)).entity("todos").column("user_id").index

    assert indexed()
    assert indexed(Index(("title", "user_id")))
    assert indexed(Index(("user_id",), where="completed"))
    assert not indexed(Index(("user_id", "created_at")))


def test_bodies_are_written_in_one_style() -> None:
    written = complete(dataclasses.replace(HERE, settings=dataclasses.replace(HERE.settings, camel_case=True)))
    names = {field.name for operation in written.operations for field in operation.body}
    assert {"refreshToken", "currentPassword"} <= names
    assert not [name for name in names if "_" in name]
