"""Tables written as Python classes in fences: SQLModel, SQLAlchemy, Pydantic, and class sketches that are no Python."""

import ast
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, Fact, FieldFact, Finding, IndexFact, TableFact
from workbench.reading.layout.outline import Place, is_future
from workbench.reading.schemas.python_fields import Enums, name_of, read_attribute
from workbench.reading.tables.table_names import find_external, is_payload
from workbench.reading.values.constraints import read_column

_LANGUAGES = frozenset({"python", "py", "python3", ""})
_CLASS = regex(r"^class\s+([A-Za-z_]\w{0,80})\s*(?:\(([^)]{0,300})\))?\s*:", re.MULTILINE)
_MEMBER = regex(r"[ \t]+([a-z_]\w{0,62})\s*:\s*(\S.*)\Z")
_MODEL_BASES = frozenset(
    {"SQLModel", "Base", "DeclarativeBase", "Model", "BaseModel", "MappedAsDataclass", "AsyncAttrs"}
)
_ENUM_BASES = frozenset({"Enum", "StrEnum", "IntEnum", "str"})


@dataclass(slots=True)
class _Class:
    """A class as read: ``stored`` when it says itself that it is a table."""

    name: str
    line: int
    end_line: int
    bases: tuple[str, ...]
    columns: dict[str, ColumnFact] = field(default_factory=dict)
    table: str | None = None
    stored: bool = False
    indexes: list[tuple[tuple[str, ...], bool, int]] = field(default_factory=list)


def applies(document: Document) -> bool:
    """Tell whether the document is Markdown."""
    return document.is_markdown


@lru_cache(maxsize=256)
def read(document: Document) -> DocumentFacts:
    """Read the table classes of all Python fences; a class may inherit from one in an earlier fence."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    known: dict[str, _Class] = {}
    enums: Enums = {}
    for place in document.places:
        code = place.code
        if (
            code is None
            or code.language not in _LANGUAGES
            or not _CLASS.search(code.text)
            or is_future((*place.titles, place.lead))
        ):
            continue
        tree = _parse(code.text)
        if tree is None:
            classes = _read_sketch(document, code.text, code.text_line)
            if code.language and any(each.stored for each in classes):
                where = document.source(code.line, code.end_line)
                findings.append(Finding(where, "This Python is not valid; its classes were read line by line."))
        else:
            enums.update(_read_enums(tree))
            classes = [
                _read_class(document, node, code.text_line, enums)
                for node in tree.body
                if isinstance(node, ast.ClassDef)
            ]
        for each in classes:
            _inherit(each, known)
            known[each.name] = each
            facts += _facts(document, place, each)
    return DocumentFacts(document.file, tuple(facts), (), tuple(findings))


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _read_enums(tree: ast.Module) -> Enums:
    found: Enums = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(name_of(base) in ("Enum", "StrEnum") for base in node.bases):
            values = [
                str(item.value.value)
                for item in node.body
                if isinstance(item, ast.Assign) and isinstance(item.value, ast.Constant)
            ]
            found[node.name] = tuple(values)
    return found


def _read_class(document: Document, node: ast.ClassDef, first_line: int, enums: Enums) -> _Class:
    shift = first_line - 1
    stored = any(
        keyword.arg == "table" and isinstance(keyword.value, ast.Constant) and keyword.value.value is True
        for keyword in node.keywords
    )
    found = _Class(
        node.name,
        node.lineno + shift,
        (node.end_lineno or node.lineno) + shift,
        tuple(map(name_of, node.bases)),
        stored=stored,
    )
    for item in node.body:
        if isinstance(item, ast.Assign) and len(item.targets) == 1 and name_of(item.targets[0]) == "__tablename__":
            if isinstance(item.value, ast.Constant):
                found.table, found.stored = str(item.value.value), True
        elif isinstance(item, ast.Assign) and len(item.targets) == 1 and name_of(item.targets[0]) == "__table_args__":
            found.indexes += _table_arguments(item.value, shift)
        else:
            source = document.source(item.lineno + shift, (item.end_lineno or item.lineno) + shift)
            column = read_attribute(item, source, enums)
            if column is not None:
                found.columns[column.field.name] = column
    return found


def _table_arguments(node: ast.expr, shift: int) -> list[tuple[tuple[str, ...], bool, int]]:
    found = []
    for call in node.elts if isinstance(node, ast.Tuple | ast.List) else [node]:
        if not isinstance(call, ast.Call) or name_of(call.func) not in ("UniqueConstraint", "Index"):
            continue
        names = [
            argument.value
            for argument in call.args
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        unique = name_of(call.func) == "UniqueConstraint"
        marked = any(
            word.arg == "unique" and isinstance(word.value, ast.Constant) and bool(word.value.value)
            for word in call.keywords
        )
        columns = tuple(names if unique else names[1:])
        if columns:
            found.append((columns, unique or marked, call.lineno + shift))
    return found


def _inherit(each: _Class, known: dict[str, _Class]) -> None:
    for base in each.bases:
        if base in known and base != each.name:
            each.columns = {**known[base].columns, **each.columns}


def _facts(document: Document, place: Place, each: _Class) -> list[Fact]:
    if not each.columns or set(each.bases) & _ENUM_BASES or not (each.stored or _may_be_table(each)):
        return []
    external = find_external((place.title, *place.before))
    name = each.table or each.name
    table = TableFact(
        name,
        tuple(each.columns.values()),
        document.source(each.line, each.end_line),
        "python",
        external=external,
        implied=not each.stored,
    )
    indexes = [IndexFact(name, columns, document.source(line), unique) for columns, unique, line in each.indexes]
    return [table, *indexes]


def _may_be_table(each: _Class) -> bool:
    """A class that does not say so may still be a table: a model with an id and a plain name."""
    return (
        not is_payload(each.name) and "id" in each.columns and (not each.bases or bool(set(each.bases) & _MODEL_BASES))
    )


def _read_sketch(document: Document, text: str, first_line: int) -> list[_Class]:
    """Read ``class Task(SQLModel, table=True):`` with lines such as ``id: int — primary key`` below."""
    found: list[_Class] = []
    for number, line in enumerate(text.split("\n"), first_line):
        if heading := _CLASS.match(line):
            words = tuple(word.strip() for word in (heading[2] or "").split(","))
            found.append(_Class(heading[1], number, number, words, stored="table=True" in words))
            continue
        member = _MEMBER.match(line[:500])
        if found and member and not line.lstrip().startswith(("#", '"', "def ", "return", "if ")):
            source = document.source(number)
            found[-1].columns[member[1]] = _sketched(member[1], member[2], document, number)
            found[-1].end_line = source.line
        elif found and "__tablename__" in line and "=" in line:
            found[-1].table, found[-1].stored = line.partition("=")[2].strip(" \"'"), True
    return found


def _sketched(name: str, phrase: str, document: Document, line: int) -> ColumnFact:
    kind, _, rest = phrase.partition(" ")
    separate = re.split(r"\s+(?:[—–-]|#)\s+|\s{2,}", phrase, maxsplit=1)
    if len(separate) == 2:
        kind, rest = separate[0], separate[1]
    column = read_column(name, rest.lstrip("—–-= "), document.source(line), kind=kind)
    optional = "Optional" in kind or "None" in kind
    nullable = column.field.nullable
    if nullable is None:
        nullable = optional and not column.primary_key
    described: FieldFact = replace(column.field, nullable=False if column.primary_key else nullable)
    return replace(column, field=described)
