"""What reads SQL and YAML, loaded by the first document that holds some: it takes as long as ten others."""

from typing import TYPE_CHECKING

from workbench.late import LateModule

if TYPE_CHECKING:
    import sqlglot
    import yaml
    from sqlglot import exp
else:
    sqlglot = LateModule("sqlglot")
    exp = LateModule("sqlglot.expressions")
    yaml = LateModule("yaml")

__all__ = ["exp", "sqlglot", "yaml"]
