"""Functions that several modules of routes need: they stand once, and what cannot move stays where it is."""

import ast
from collections import Counter

import pytest

from generators.backend import generate
from generators.routes.helpers import Helpers
from generators.routes.sharing import RouteModule, Shared, share
from tests.generators.examples.catalogue import EXAMPLES

OWN = "def _reachable_notes(user):\n    return col(Note.user_id) == user.id"
LOOK = "async def _require_note(key, user):\n    statement = select(Note.id).where(_reachable_notes(user))"


def module(functions: dict[str, str], *, imports: tuple[str, ...] = (), constants: tuple[str, ...] = ()) -> RouteModule:
    """Give a module whose one route calls all of its functions."""
    helpers = Helpers()
    helpers.functions = dict(functions)
    helpers.imports = set(imports)
    helpers.constants = {name: f"{name} = 1" for name in constants}
    return RouteModule(helpers, ["\n".join(f"{name}(user)" for name in functions)])


def test_what_two_modules_need_stands_once_under_a_public_name() -> None:
    model = "from app.models.note import Note"
    notes = module({"_reachable_notes": OWN}, imports=(model,))
    links = module({"_reachable_notes": OWN, "_require_note": LOOK}, imports=(model,))
    assert share([notes, links]) == Shared((OWN.replace("_reach", "reach"),), (model,))
    assert notes.routes == ["reachable_notes(user)"]
    assert links.helpers.functions == {"_require_note": LOOK.replace("_reach", "reach")}
    assert "from app.dependencies import reachable_notes" in notes.helpers.imports & links.helpers.imports


def test_what_one_shared_function_calls_is_called_by_its_public_name() -> None:
    both = {"_require_note": LOOK, "_reachable_notes": OWN}
    shared = share([module(both), module(both)])
    assert [text.partition("(")[0] for text in shared.functions] == ["async def require_note", "def reachable_notes"]
    assert "where(reachable_notes(user))" in shared.functions[0]


@pytest.mark.parametrize(
    "modules",
    [
        [module({"_reachable_notes": OWN})],
        [module({"_reachable_notes": OWN}), module({"_reachable_notes": OWN.replace("==", "!=")})],
        [module({"_reachable_notes": OWN}), module({"_reachable_notes": OWN, "reachable_notes": ""})],
        [module({"_reachable_notes": OWN}, constants=("Note",)), module({"_reachable_notes": OWN})],
        [module({"_require_caller": "def _require_caller(user): ..."})] * 2,
        [module({"_own": "_other()", "_other": text}) for text in ("1", "2")],
        [module({"_seen": "select_note(user)"}, imports=("from app.database.views import select_note",))] * 2,
    ],
)
def test_what_cannot_stand_elsewhere_stays(modules: list[RouteModule]) -> None:
    before = [dict(each.helpers.functions) for each in modules]
    assert share(modules) == Shared()
    assert [each.helpers.functions for each in modules] == before


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_no_two_modules_decide_alike_about_access(name: str) -> None:
    routes = [file.text for file in generate(EXAMPLES[name]) if file.path.startswith("app/routes/")]
    functions = (node for text in routes for node in ast.parse(text).body)
    texts = Counter(ast.unparse(node) for node in functions if getattr(node, "name", "").startswith("_reachable"))
    assert [text for text, number in texts.items() if number > 1] == []
