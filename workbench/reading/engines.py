"""What reads Markdown, SQL and YAML, loaded by the first document that holds some: it takes as long as ten others."""

from typing import TYPE_CHECKING

from workbench.late import LateModule

if TYPE_CHECKING:
    import markdown_it
    import sqlglot
    import yaml
    from sqlglot import exp
else:
    sqlglot = LateModule("sqlglot")
    exp = LateModule("sqlglot.expressions")
    yaml = LateModule("yaml")
    markdown_it = LateModule("markdown_it")

__all__ = ["exp", "markdown_it", "sqlglot", "yaml"]
