"""Methods that a fixed path does not offer are refused, not taken for the key of a row."""

import pytest

from generators.blueprint import Body, ColumnType, Operation, OperationKind, PathParameter, PathUse, Response, TypeName
from generators.routes.methods import find_refusals


def operation(method: str, path: str, key: TypeName = TypeName.UUID) -> Operation:
    """Give an operation whose path parameters are keys of one type."""
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    keys = tuple(PathParameter(name, PathUse.ROW, ColumnType(key)) for name in names)
    kind, name = OperationKind.READ, f"{method} {path}"
    return Operation(name, method, path, kind, "x", name, Response(200, Body.EMPTY), path_parameters=keys)


def refused(*operations: Operation, prefix: str = "/users") -> list[tuple[str, tuple[str, ...]]]:
    return [(one.path, one.methods) for one in find_refusals(operations, operations, prefix)]


def test_a_word_is_no_key() -> None:
    mine = [operation("GET", "/users/me"), operation("PATCH", "/users/me")]
    rows = [operation(method, "/users/{id}") for method in ("GET", "PATCH", "DELETE", "PUT")]
    assert refused(*mine, *rows) == [("/users/me", ("DELETE", "PUT"))]


@pytest.mark.parametrize("path", ["/users/{user_id}", "/users/me/posts", "/users"])
def test_other_paths_are_their_own(path: str) -> None:
    assert refused(operation("GET", path), operation("DELETE", "/users/{id}")) == []


def test_a_text_may_be_a_key() -> None:
    assert refused(operation("GET", "/users/me"), operation("DELETE", "/users/{name}", TypeName.TEXT)) == []


def test_the_route_tells_what_it_keeps_apart() -> None:
    (refusal,) = find_refusals([operation("DELETE", "/users/{id}")], [operation("GET", "/users/me")], "/users")
    assert refusal.render().splitlines() == [
        '@router.api_route("/me", methods=["DELETE"], include_in_schema=False)',
        "async def refuse_me() -> None:",
        '    """Refuse what ``/me`` does not offer, and ``/{id}`` would take."""',
        "    raise HTTPException(405)",
    ]
