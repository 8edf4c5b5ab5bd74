"""Watching which rows the tests and the application store, so that it is known whose a row is."""

from collections.abc import Callable
from typing import Any

import sqlalchemy
from sqlalchemy import UniqueConstraint, event
from sqlalchemy.orm import Session

Report = Callable[[str, dict[str, str]], None]


class RowWatch:
    """Reports the table and the keys, its own and those that it references, of every row that a session adds."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def install(self) -> None:
        """Start to watch all sessions."""
        event.listen(Session, "after_flush", self._flushed)

    def uninstall(self) -> None:
        """Stop to watch."""
        event.remove(Session, "after_flush", self._flushed)

    def _flushed(self, session: Session, _context: object) -> None:
        for row in session.new:
            state = sqlalchemy.inspect(row)
            for table in state.mapper.tables:
                self._report(str(table.name), keys_of(table, state))


def keys_of(table: Any, state: Any) -> dict[str, str]:  # noqa: ANN401 - SQLAlchemy's inspection is not typed
    """Give the values of the key columns that are known without asking the database."""
    alone = {
        next(iter(constraint.columns)).name
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint) and len(constraint.columns) == 1
    }
    columns = [each for each in table.columns if each.primary_key or each.foreign_keys or each.name in alone]
    values = {column.name: state.dict.get(state.mapper.get_property_by_column(column).key) for column in columns}
    return {name: str(value) for name, value in values.items() if value is not None}
