"""Methods: what a fixed path does not offer, and a path with a parameter would take for its own.

Where ``GET /users/me`` and ``DELETE /users/{id}`` are there, ``DELETE /users/me`` would be one of a user with the key
"me", and answered as a malformed key. Where keys are texts there may be such a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from generators.blueprint import Operation
from generators.datatypes import TEXTUAL
from generators.naming import snake


@dataclass(frozen=True, slots=True)
class Refusal:
    """The methods that ``path`` does not offer, and ``taker`` would take; both paths begin with ``prefix``."""

    path: str
    methods: tuple[str, ...]
    taker: Operation
    prefix: str

    @property
    def name(self) -> str:
        """The route's name, ``refuse_me``."""
        return f"refuse_{snake(self.path.removeprefix(self.prefix))}"

    def render(self) -> str:
        """Give the route."""
        path, taker = self.path.removeprefix(self.prefix), self.taker.path.removeprefix(self.prefix)
        methods = ", ".join(f'"{method}"' for method in self.methods)
        return "\n".join(
            (
                f'@router.api_route("{path}", methods=[{methods}], include_in_schema=False)',
                f"async def {self.name}() -> None:",
                f'    """Refuse what ``{path}`` does not offer, and ``{taker}`` would take."""',
                "    raise HTTPException(405)",
            )
        )


def find_refusals(takers: Sequence[Operation], operations: Sequence[Operation], prefix: str) -> tuple[Refusal, ...]:
    """Give what ``takers``, the operations of a module, would take of all ``operations``, in the order of the takers.

    ``prefix`` is what the paths of the module begin with.
    """
    offered: dict[str, set[str]] = {}
    for operation in operations:
        if operation.path.startswith(prefix):
            offered.setdefault(operation.path, set()).add(operation.method)
    taken: dict[str, tuple[Operation, list[str]]] = {}
    for taker in takers:
        for path, methods in offered.items():
            if _takes(taker, path) and taker.method not in methods:
                found = taken.setdefault(path, (taker, []))[1]
                found.extend([taker.method] if taker.method not in found else [])
    return tuple(Refusal(path, tuple(methods), taker, prefix) for path, (taker, methods) in taken.items())


def _takes(taker: Operation, path: str) -> bool:
    """Tell whether parameters of the operation stand where ``path`` has words, which are the keys of no row."""
    parts, own = taker.path.split("/"), path.split("/")
    if len(parts) != len(own):
        return False
    texts = {f"{{{key.name}}}" for key in taker.path_parameters if key.type.name in TEXTUAL}
    differing = [(part, word) for part, word in zip(parts, own, strict=True) if part != word]
    taken = [part for part, word in differing if "{" not in word]
    return bool(taken) and all("{" in part for part, _ in differing) and texts.isdisjoint(taken)
