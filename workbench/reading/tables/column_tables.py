"""Column tables: a Markdown table with a row for each column of one database table."""

import re
from dataclasses import dataclass, replace

from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact
from workbench.reading.layout.markdown import Row, Table
from workbench.reading.literals import NOT_STATED, read_default, strip_marks
from workbench.reading.values.constraints import find_on_delete, find_reference, read_column, silent_is_null
from workbench.reading.values.letters import read_letters, spell_out
from workbench.reading.values.phrases import read_phrase

_HEADERS = {
    "name": (
        "column, columns, col, column name, field, fields, field name, attribute, attributes, property, name, "
        "spalte, feld, columna, campo, nombre, atributo, colonne, champ, nom, attribut, alan, sütun, coluna, "
        "nome, поле, столбец, 필드, 컬럼, 컬럼명, 필드명, 이름, 字段, 字段名, 列, 列名, "
        "欄位, 欄位名稱, 名稱, フィールド, カラム, "
        "属性, 名前, variable, member, kolom, veld"
    ),
    "type": (
        "type, data type, datatype, sql type, db type, column type, postgres type, postgresql type, "
        "python type, field type, tipo, tipo de dato, tipo de dado, typ, datentyp, type de données, tür, "
        "veri tipi, тип, 타입, 자료형, 데이터 타입, 유형, 类型, 数据类型, 類型, 型別, "
        "資料型別, 資料類型, 型, データ型, format, kind"
    ),
    "nullable": "nullable, null, nulls, is null, allow null, nullbar, nulo, null 허용, null 여부, 널 허용, "
    "可空, 可为空, 允许为空, 允许空, "
    "是否为空, null許可, null可, nul",
    "not_null": (
        "not null, required, required?, mandatory, requis, requerido, obligatorio, pflicht, 필수, 必須, "
        "必填, 是否必填, 必须, 非空, 必要, req, obrigatório, zorunlu, must, must have, needed, obligatory"
    ),
    "optional": "optional, optional?, opcional, optionnel",
    "key": (
        "key, keys, pk, fk, pk/fk, primary key, foreign key, clave, 키, キー, 键, 主键, 外键, 主键/外键, 鍵, 主鍵, "
        "外鍵, key type, "
        "pk?, fk?"
    ),
    "unique": "unique, unique?, único, 고유",
    "index": "index, indexed, indexed?, index?",
    "default": (
        "default, default value, defaults, por defecto, vorgabe, standardwert, padrão, predefinito, défaut, "
        "standard, 기본값, 默认值, 預設值, 預設, デフォルト, "
        "valor por defecto, varsayılan"
    ),
    "reference": "references, reference, fk reference, foreign key to, relation, ref",
    "constraints": (
        "constraint, constraints, attributes, rule, rules, validation, validations, validation rules, properties, "
        "options, modifiers, modifier, restricciones, restrição, restrições, reglas, regras, règles, regeln, "
        "contraintes, einschränkungen, vincoli, regole, 제약, 제약조건, 제약 조건, 约束, 約束, 限制, "
        "制約, extra, flags, limits, kısıtlamalar"
    ),
}
_ROLES = {name: role for role, names in _HEADERS.items() for name in names.split(", ")}
_YES_WORDS = "1|evet|ja|null|nullable|o|oui|si|sim|sí|true|x|y|yes|да|○|☑|✅|✓|✔|✔️|是|예"
_YES = frozenset(_YES_WORDS.split("|"))
_NO_WORDS = "|-|0|false|hayır|n|nein|never|no|non|not null|não|×|нет|–|—|✗|✘|❌|否|아니오"
_NO = frozenset(_NO_WORDS.split("|"))
_NAME = regex(r"[\"'`*~_]*([A-Za-z_][\w.$-]{0,62})[\"'`*~_]*(.*)\Z", re.DOTALL)
_TARGET = regex(r"[`\s]*[a-z_]\w{0,62}(?:\.[a-z_]\w{0,62}|\([a-z_]\w{0,62}\))[`\s]*\Z", re.IGNORECASE)
"""A key cell that names nothing but the column that is referenced: ``clubs.id``, ``clubs(id)``."""
_TIE = regex(r"\bFK `?(?!to\b|references\b)([a-z_]\w{1,62})`?(?=\s*(?:,|\Z))", re.IGNORECASE)
"""A key cell that names the table behind the mark: ``PK, FK boats``."""
_SEPARATOR = regex(r"\s*(?:,|/|&|\band\b)\s*")
_SQL_TYPE = regex(
    r"\b(?:varchar|serial|timestamp|timestamptz|boolean|integer|uuid|text|bigint|jsonb?|decimal|numeric)\b",
    re.IGNORECASE,
)
_SHORT_TYPE = regex(
    r"(?i:(?:small|tiny)?int|bool|char|date(?:time)?|time|year|float|double|real|blob)(?=\s*(?:\(|\Z)|\s+[A-Z]{2})"
)
"""Types that are everyday words, too; here nothing follows them but more of SQL: ``INT PK``."""


@dataclass(frozen=True, slots=True)
class Headers:
    """Which role each column of a Markdown table plays; ``None`` for descriptions and unknown ones."""

    roles: tuple[str | None, ...]
    first: str

    def has(self, role: str) -> bool:
        """Tell whether one of the columns plays that role."""
        return role in self.roles


def read_headers(table: Table) -> Headers:
    """Read the header row; each role is played once, by the first that can.

    Where no header speaks of a type, the cells tell which column holds it, alone or with the constraints:
    ``| Column | Definition |``, ``| Column | SQL | Remark |``; they tell the other roles, too, where the header is in
    a language that is not known here: ``| Medan | Jenis | Kekangan |`` over ``| id | UUID | NOT NULL |``.
    """
    roles: list[str | None] = []
    for cell in table.header:
        said = strip_marks(cell).lower().strip(" :.*")
        role = _ROLES.get(said) or _ROLES.get(said.rstrip("?"))
        if role == "key" and role in roles and said.rstrip("?") in ("fk", "foreign key"):
            role = "reference"  # a column of its own beside the one for primary keys
        roles.append(None if role in roles else role)
    if "type" not in roles and (place := _defining_place(table, roles)) is not None:
        if "name" not in roles and place and roles[0] is None and _holds_names(table):
            roles[0] = "name"
            _tell_constraints(table, roles)
        if "name" in roles:
            roles[place] = "definition"
    return Headers(tuple(roles), strip_marks(table.header[0]).lower() if table.header else "")


def _defining_place(table: Table, roles: list[str | None]) -> int | None:
    """Find the column of which at least two of three cells begin with an SQL type."""
    for place, role in enumerate(roles):
        if role not in (None, "constraints"):
            continue
        cells = [strip_marks(row.cells[place]) for row in table.rows if place < len(row.cells)]
        hits = sum(1 for cell in cells if _SQL_TYPE.match(cell) or _SHORT_TYPE.match(cell))
        if cells and hits * 3 >= len(cells) * 2:
            return place
    return None


def _holds_names(table: Table) -> bool:
    """Tell whether the first column of a table holds a name of its own in each row, as columns have them."""
    names = [strip_marks(row.cells[0]) for row in table.rows if row.cells]
    return len(set(names)) == len(names) and all(_COLUMN_NAME.match(name) for name in names)


def _tell_constraints(table: Table, roles: list[str | None]) -> None:
    """Give the role of constraints to the first column of which at least half of the cells that say something do so
    in the words of SQL."""
    for place in range(1, len(roles)):
        cells = [strip_marks(row.cells[place]) for row in table.rows if place < len(row.cells)]
        cells = [cell for cell in cells if cell.strip("-–—")]
        hits = sum(1 for cell in cells if _SQL_CONSTRAINT.match(cell))
        if hits and hits * 2 >= len(cells) and roles[place] is None and "constraints" not in roles:
            roles[place] = "constraints"


def is_column_table(table: Table) -> bool:
    """Tell whether the table lists fields with their types (of a database table or of anything else)."""
    headers = read_headers(table)
    words = {strip_marks(cell).lower() for cell in table.header}
    several = words & {"table", "table name", "entity", "model"}
    typed = headers.has("type") or headers.has("definition")
    return not several and headers.has("name") and typed and _leads(table, headers)


def _leads(table: Table, headers: Headers) -> bool:
    """Tell whether the names come first, but for a number or short answers about them: ``| # | Null? | Field |``."""
    place = headers.roles.index("name")
    before = zip(headers.roles[:place], table.header[:place], strict=True)
    return place < 2 or all(role in _ANSWERED or strip_marks(head).lower() in _COUNTED for role, head in before)


_OWNERS = (
    "table",
    "table name",
    "entity",
    "model",
    "tabla",
    "tabelle",
    "tabela",
    "entidad",
    "entität",
    "테이블",
    "表",
    "表名",
)


def split_by_table(table: Table) -> list[tuple[str, Table]]:
    """Split a data dictionary, with a row for each column of all tables, into the column tables of each; an empty
    cell goes on with the table above. Nothing where no column of it names tables.

    Example: ``| Table | Column | Type |`` over ``| boats | id | uuid |`` and ``| | name | text |``.
    """
    heads = [strip_marks(cell).lower() for cell in table.header]
    place = next((position for position, head in enumerate(heads) if head in _OWNERS), None)
    if place is None:
        return []
    header = (*table.header[:place], *table.header[place + 1 :])
    parts: dict[str, list[Row]] = {}
    owner = ""
    for row in table.rows:
        owner = strip_marks(row.cells[place] if place < len(row.cells) else "") or owner
        rest = replace(row, cells=(*row.cells[:place], *row.cells[place + 1 :]))
        parts.setdefault(owner, []).append(rest)
    found = [(owner, Table(header, tuple(rows), rows[0].line, rows[-1].line)) for owner, rows in parts.items() if owner]
    return found if found and all(is_column_table(part) for _, part in found) else []


def has_sql_types(table: Table) -> bool:
    """Tell whether at least a third of the rows name an SQL type: that is the mark of a database table."""
    headers = read_headers(table)
    if not (headers.has("type") or headers.has("definition")):
        return False
    place = headers.roles.index("type" if headers.has("type") else "definition")
    cells = [row.cells[place] for row in table.rows if place < len(row.cells)]
    hits = sum(1 for cell in cells if _SQL_TYPE.search(cell) or (cell[:3].isupper() and _SHORT_TYPE.match(cell)))
    return hits * 3 >= max(1, len(table.rows))


def read_columns(document: Document, table: Table) -> tuple[ColumnFact, ...]:
    """Read every row into its column, or its columns where one row names several."""
    headers = read_headers(table)
    columns: list[ColumnFact] = []
    for row in table.rows:
        columns += _read_row(document, headers, _spelled_out(headers, table, row))
    told = headers.has("constraints") and _answers_in_sql(table, headers)
    if told or headers.has("definition"):
        columns = list(silent_is_null(columns, told=told))
    elif _keeps_documents(table, headers) and any(one.field.required for one in columns):
        columns = [_unless_required(one) for one in columns]
    return tuple({column.field.name: column for column in reversed(columns)}.values())[::-1]


def _keeps_documents(table: Table, headers: Headers) -> bool:
    """Tell whether the types are those of a collection of documents: "String", "[String]", "ObjectId"."""
    place = headers.roles.index("type") if headers.has("type") else None
    kinds = {strip_marks(row.cells[place]) for row in table.rows if place is not None and place < len(row.cells)}
    return bool(kinds & {"String", "[String]", "ObjectId", "Number"})


def _unless_required(column: ColumnFact) -> ColumnFact:
    """In a collection of documents, what is not required need not be there."""
    field = column.field
    silent = field.required is None and field.nullable is None and not field.has_default and not column.primary_key
    return replace(column, field=replace(field, nullable=True)) if silent else column


def _answers_in_sql(table: Table, headers: Headers) -> bool:
    """Tell whether the constraints are SQL and nothing else, or empty, as a database prints them."""
    place = headers.roles.index("constraints")
    cells = [row.cells[place].replace("`", "").strip().lower() for row in table.rows if place < len(row.cells)]
    plain = [cell for cell in cells if cell]
    return any("not null" in cell for cell in plain) and "" in cells and all(_ONLY_SQL.match(cell) for cell in plain)


_ONLY_SQL = regex(
    r"(?:not null|null|unique|primary key|pk|default \S.*|references .*|foreign key.*|fk\W.*|enum|check ?\(.*)(?:\W|\Z)"
)
_COLUMN_NAME = regex(r"[a-z_]\w{0,62}\Z", re.ASCII)
_SQL_CONSTRAINT = regex(r"(?:not null|null|unique|primary key|pk|fk|foreign key|references|default|check)\b", re.I)
_ANSWERED = ("not_null", "nullable", "optional", "unique", "key", "index")
_COUNTED = ("#", "no", "no.", "nr", "nr.", "n°", "№", "pos", "")


def _spelled_out(headers: Headers, table: Table, row: Row) -> Row:
    """Write out the letters of columns that answer yes or no."""
    cells = list(row.cells)
    for place, role in enumerate(headers.roles):
        if role in _ANSWERED and place < len(cells):
            letters = read_letters(one.cells[place] for one in table.rows if place < len(one.cells))
            cells[place] = spell_out(cells[place], letters)
    return replace(row, cells=tuple(cells))


def split_names(cell: str) -> tuple[tuple[str, ...], str]:
    """Split a name cell into the names and what else stands there (``(PK)``, ``*``, ``?``)."""
    names: list[str] = []
    rest = ""
    for part in _SEPARATOR.split(cell.strip()):
        match = _NAME.match(part.strip())
        if match is None:
            rest += " " + part
            continue
        names.append(match[1].rstrip(".-"))
        rest += " " + match[2]
    if len(names) > 1 and any(" " in name for name in names):
        names = names[:1]
    return tuple(names), rest.strip()


def _read_row(document: Document, headers: Headers, row: Row) -> list[ColumnFact]:
    cells: dict[str, str] = {}
    notes: list[str] = []
    for role, cell in zip(headers.roles, row.cells, strict=False):
        if role is None:
            notes.append(cell)
        else:
            cells[role] = cell
    names, rest = split_names(cells.get("name", ""))
    kind = strip_marks(cells.get("type", ""))
    if len(names) > 1 and not kind:
        names = names[:1]
    source = document.source(row.line)
    found = []
    for name in names:
        column = read_column(name, _constraints(cells, rest), source, kind=None if kind.lower() in NOT_STATED else kind)
        if not headers.has("constraints") and not headers.has("definition"):
            column = _with_notes(column, read_column(name, ", ".join(notes), source), by_word=not headers.has("key"))
        if kind.endswith("?"):  # a type as TypeScript and Prisma mark it that may be null: ``DateTime?``
            column = replace(column, field=replace(column.field, nullable=True, required=False))
        column = _with_cells(_with_details(column, " ".join(notes)), cells)
        if (column.field.type or "").endswith("[]"):  # a list of keys is no key
            column = replace(column, references=None)
        found.append(column)
    return found


def _constraints(cells: dict[str, str], rest: str) -> str:
    key = cells.get("key", "")
    if _TARGET.match(key):
        key = f"references {key}"
    key = _TIE.sub(r"FK references \1", key)
    words = [
        rest,
        cells.get("definition", ""),
        cells.get("constraints", ""),
        {"pri": "primary key", "uni": "unique", "uk": "unique", "mul": "indexed"}.get(key.lower(), key),
    ]
    if cells.get("reference", "").strip().lower() not in NOT_STATED:
        words.append("references " + cells["reference"].replace("references", ""))
    return ", ".join(word for word in words if word.strip() and word.strip() not in ("-", "–", "—"))


def _with_notes(column: ColumnFact, noted: ColumnFact, *, by_word: bool) -> ColumnFact:
    """Add what the description says where there is no cell of its own for constraints."""
    field, other = column.field, noted.field
    field = replace(
        field,
        required=other.required if field.required is None else field.required,
        nullable=other.nullable if field.nullable is None else field.nullable,
        default=field.default if field.has_default else other.default,
        has_default=field.has_default or other.has_default,
    )
    return replace(
        column,
        field=field,
        primary_key=column.primary_key or (noted.primary_key if by_word else None),
        unique=column.unique or noted.unique,
        index=column.index or noted.index,
        auto_increment=column.auto_increment or noted.auto_increment,
        check=column.check or noted.check,
    )


def _with_details(column: ColumnFact, notes: str) -> ColumnFact:
    """Add limits, choices and the reference that only the description names."""
    if not notes.strip():
        return column
    field = column.field
    noted = read_phrase(field.name, f"{field.type or ''}, {notes}", column.source)
    plain = notes.replace("`", "").replace("**", "")
    field = replace(
        field,
        choices=field.choices or noted.choices,
        min_length=noted.min_length if field.min_length is None else field.min_length,
        max_length=noted.max_length if field.max_length is None else field.max_length,
        minimum=noted.minimum if field.minimum is None else field.minimum,
        maximum=noted.maximum if field.maximum is None else field.maximum,
        exclusive_minimum=field.exclusive_minimum or (field.minimum is None and noted.exclusive_minimum),
        exclusive_maximum=field.exclusive_maximum or (field.maximum is None and noted.exclusive_maximum),
        pattern=field.pattern or noted.pattern,
        format=field.format or noted.format,
        description=plain.strip(),
    )
    return replace(
        column,
        field=field,
        references=column.references or find_reference(plain),
        on_delete=column.on_delete or find_on_delete(plain),
    )


def _with_cells(column: ColumnFact, cells: dict[str, str]) -> ColumnFact:
    """Add what stands in cells of its own: null, default, unique, index."""
    field = column.field
    for role, when_yes in (("nullable", True), ("not_null", False), ("optional", True)):
        answer = _yes_or_no(cells.get(role))
        if answer is not None:
            nullable = answer if when_yes else not answer
            field = replace(field, nullable=nullable, required=not nullable)
    if "default" in cells:
        has_default, default = read_default(cells["default"])
        automatic = isinstance(default, str) and default.lower().startswith(("auto", "serial", "generated"))
        if has_default and not automatic:
            field = replace(field, has_default=True, default=default)
        column = replace(column, auto_increment=column.auto_increment or (True if automatic else None))
    return replace(
        column,
        field=field,
        unique=column.unique or _yes_or_no(cells.get("unique")) or None,
        index=column.index or _yes_or_no(cells.get("index")) or None,
    )


def _yes_or_no(cell: str | None) -> bool | None:
    if cell is None:
        return None
    text = strip_marks(cell).lower()
    first = text.split()[0].strip(".,;()") if text.split() else ""
    if text in _NO or first in _NO:
        return False
    return True if text in _YES or first in _YES else None
