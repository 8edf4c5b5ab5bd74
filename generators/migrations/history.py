"""History: the revisions that there are already, and the schema that they lead to.

Beside each revision that was generated lies a JSON document of the same name with the tables that it
changes, as they are once it ran. Read in the order of the revisions they give the schema without a
database, on any machine that holds the backend's files.
"""

import ast
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from generators.blueprint import from_json, to_json
from generators.migrations.renames import NO_RENAMES, Renames
from generators.migrations.tables import Schema, Table

VERSIONS = "migrations/versions"
_FORMAT = 1


class HistoryUnclear(ValueError):
    """The revisions that are there do not tell which schema they lead to; says which and what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a revision leads to: ``tables`` as they are afterwards, where it changes them, the names of
    those that are no longer there, and what was renamed rather than dropped and added."""

    revision: str
    tables: tuple[Table, ...] = ()
    gone: tuple[str, ...] = ()
    renames: Renames = NO_RENAMES

    def after(self, schema: Schema) -> Schema:
        """Give the schema that the step leads to from ``schema``."""
        tables = {table.name: table for table in schema if table.name not in self.gone}
        tables |= {table.name: table for table in self.tables}
        return tuple(tables.values())


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision on disk. ``step`` is missing where a person wrote it; ``document`` is its text."""

    path: str
    text: str
    id: str
    down: tuple[str, ...]
    step: Step | None = None
    document: str = ""


@dataclass(frozen=True)
class History:
    """Revisions, each after those that it follows."""

    revisions: tuple[Revision, ...] = ()

    @property
    def head(self) -> Revision | None:
        """The revision that none follows."""
        return self.revisions[-1] if self.revisions else None

    @cached_property
    def schema(self) -> Schema:
        """What the database holds once all of them ran."""
        schema: Schema = ()
        for revision in self.revisions:
            schema = revision.step.after(schema) if revision.step else schema
        return schema

    def generated(self) -> Iterator[tuple[Revision, Schema, Step]]:
        """Give each generated revision with the schema before it and the step that it takes."""
        schema: Schema = ()
        for revision in self.revisions:
            if revision.step is not None:
                yield revision, schema, revision.step
                schema = revision.step.after(schema)

    def without_last(self) -> "History":
        """Give the history before its newest revision."""
        return History(self.revisions[:-1])


NO_HISTORY = History()
"""Nothing was generated yet."""


def step_between(revision: str, old: Schema, new: Schema, renames: Renames) -> Step:
    """Give the step that leads from one schema to another."""
    names = {table.name for table in new}
    return Step(
        revision,
        tuple(table for table in new if table not in old),
        tuple(table.name for table in old if table.name not in names),
        renames,
    )


def step_path(path: str) -> str:
    """Give the name of the document beside a revision."""
    return PurePosixPath(path).with_suffix(".json").as_posix()


def step_document(step: Step) -> str:
    """Write a step down, one line a column."""
    data = {"format": _FORMAT, **to_json(step)}
    return _indented(data, 0) + "\n"


def _indented(value: object, depth: int) -> str:
    flat = json.dumps(value, ensure_ascii=True)
    if (len(flat) <= 140 and not _holds_tables(value)) or not isinstance(value, dict | list) or not value:
        return flat
    margin, inner = "  " * depth, "  " * (depth + 1)
    if isinstance(value, dict):
        parts = [f"{inner}{json.dumps(key)}: {_indented(member, depth + 1)}" for key, member in value.items()]
        return "{\n" + ",\n".join(parts) + f"\n{margin}}}"
    return "[\n" + ",\n".join(inner + _indented(member, depth + 1) for member in value) + f"\n{margin}]"


def _holds_tables(value: object) -> bool:
    return isinstance(value, dict) and ("tables" in value or ("columns" in value and "key" in value))


def read_history(files: Mapping[str, str]) -> History:
    """Read the files of the folder of revisions, by path; others are not looked at.

    Raises ``HistoryUnclear`` where they do not lead to one schema.
    """
    revisions = [revision for path in sorted(files) if (revision := _read_revision(path, files))]
    ordered = _in_order(revisions)
    if ordered and ordered[0].step is None:
        raise HistoryUnclear(
            f"{ordered[0].path} is the first revision and nothing beside it says which tables it leads to; restore "
            f"{step_path(ordered[0].path)} from version control, or start over with --restart-migrations."
        )
    _refuse_unmerged(ordered)
    return History(tuple(ordered))


def _read_revision(path: str, files: Mapping[str, str]) -> Revision | None:
    if not path.endswith(".py"):
        return None
    try:
        names = dict(_constants(ast.parse(files[path])))
    except (SyntaxError, ValueError) as error:
        raise HistoryUnclear(f"{path} cannot be read as Python ({error}); repair it and try again.") from error
    if not isinstance(names.get("revision"), str):
        return None
    down = names.get("down_revision")
    before = (down,) if isinstance(down, str) else tuple(down) if isinstance(down, tuple | list) else ()
    name = str(names["revision"])
    document = files.get(step_path(path))
    step = None if document is None else _read_step(step_path(path), document)
    return Revision(path, files[path], name, before, step, document or "")


def _constants(module: ast.Module) -> Iterator[tuple[str, object]]:
    for node in module.body:
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=value)
                | ast.AnnAssign(target=ast.Name(id=name), value=value)
            ) if value is not None and name in ("revision", "down_revision"):
                yield name, ast.literal_eval(value)


def _read_step(path: str, document: str) -> Step:
    try:
        data = json.loads(document)
        if data.pop("format") != _FORMAT:
            raise ValueError("another format")
        return from_json(Step, data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise HistoryUnclear(
            f"{path} is damaged ({error}), so the tables that its revision leads to are not known; "
            "restore it from version control."
        ) from error


def _in_order(revisions: list[Revision]) -> list[Revision]:
    """Order revisions so that each comes after those that it follows; there must be one end."""
    known = {revision.id for revision in revisions}
    for revision in revisions:
        if missing := [name for name in revision.down if name not in known]:
            raise HistoryUnclear(f"{revision.path} follows a revision {missing[0]} that is not there; restore it.")
    followed = {name for revision in revisions for name in revision.down}
    heads = [revision for revision in revisions if revision.id not in followed]
    if len(heads) > 1:
        names = " and ".join(PurePosixPath(head.path).name for head in heads)
        raise HistoryUnclear(
            f"{names} both come last in {VERSIONS}; delete the one that ran on no shared database together with "
            "its .json, and generate again."
        )
    ordered: list[Revision] = []
    waiting = list(revisions)
    while waiting:
        done = {revision.id for revision in ordered}
        ready = next((revision for revision in waiting if done.issuperset(revision.down)), None)
        if ready is None:
            raise HistoryUnclear(f"The revisions in {VERSIONS} follow each other in a circle; restore them.")
        ordered.append(ready)
        waiting.remove(ready)
    return ordered


def _refuse_unmerged(ordered: list[Revision]) -> None:
    """Refuse branches that were joined by hand and that both change the same table."""
    before: dict[str, set[str]] = {}
    for revision in ordered:
        before[revision.id] = {name for down in revision.down for name in (down, *before[down])}
    for index, later in enumerate(ordered):
        for earlier in ordered[:index]:
            shared = _tables(earlier) & _tables(later)
            if shared and earlier.id not in before[later.id]:
                raise HistoryUnclear(
                    f"{earlier.path} and {later.path} both change {', '.join(sorted(shared))} and neither follows the "
                    "other; let one follow the other by hand, and generate again."
                )


def _tables(revision: Revision) -> set[str]:
    step = revision.step
    return {*step.gone, *(table.name for table in step.tables)} if step else set()
