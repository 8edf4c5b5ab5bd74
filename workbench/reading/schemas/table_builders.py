"""Tables as migrations build them: Rails' ``create_table :boats do |t|``, Laravel's ``Schema::create('boats', …)``,
Knex' ``createTable('boats', (t) => …)``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import inflection

from generators.blueprint import Source
from workbench.patterns import regex
from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, FieldFact, IndexFact, TableFact
from workbench.reading.literals import read_literal
from workbench.reading.schemas.braces import Text
from workbench.reading.values.code_parts import bracketed

_OPENED = regex(
    r"\bcreate_table[\s(]+[:\"'](?P<rails>\w{1,62})[\"']?(?P<options>[^\n]{0,200}?)\s+do\s*\|"
    r"|\bSchema::create\(\s*[\"'](?P<laravel>\w{1,62})[\"']"
)
_CALL = regex(
    r"\s*(?:t\.(?P<rails>\w{1,40})[\s(]*(?P<given>[^\n]{0,300}?)\)?"
    r"|\$table->(?P<laravel>\w{1,40})\((?P<args>[^()]{0,300}(?:\([^()]{0,60}\))?)\)(?P<chain>(?:->\w{1,40}\([^()]{0,100}\)){0,8})\s*;)"
    r"\s*(?:(?:#|//).*)?\Z"
)
_END = regex(r"\s{0,40}(?:end\b|\}\s*\))")
_QUOTED = regex(r"[:\"'](\w{1,62})")
_OPTION = regex(r"\b(\w{1,30}):\s*(\{[^{}]{0,100}\}|[^,{}]{1,80})")
_LINK = regex(r"->(\w{1,40})\(([^()]{0,100})\)")
_KNEX = regex(r"\bcreateTable(?:IfNotExists)?(?=\(\s*[\"'`](?:\w{1,40}\.)?(?P<name>\w{1,62})[\"'`]\s*,)")
_WITHIN = r"((?:[^()]|\([^()]{0,100}\)){0,300})"
_STEP = regex(rf"(?<![\w.])\w{{1,20}}\.(\w{{1,40}})\({_WITHIN}\)((?:\s*\.\w{{1,40}}\({_WITHIN}\)){{0,10}})")
_CHAINED = regex(rf"\.(\w{{1,40}})\({_WITHIN}\)")
_TYPES = {
    "string": "varchar", "text": "text", "mediumText": "text", "longText": "text", "integer": "integer",
    "unsignedInteger": "integer", "tinyInteger": "smallint", "smallInteger": "smallint", "bigint": "bigint",
    "bigInteger": "bigint", "unsignedBigInteger": "bigint", "float": "double precision", "double": "double precision",
    "decimal": "numeric", "boolean": "boolean", "date": "date", "time": "time", "datetime": "timestamptz",
    "dateTime": "timestamptz", "timestamp": "timestamptz", "timestamptz": "timestamptz", "timestampTz": "timestamptz",
    "json": "jsonb", "jsonb": "jsonb", "binary": "bytea", "uuid": "uuid", "ulid": "varchar(26)", "enum": "varchar",
    "char": "char", "inet": "inet", "ipAddress": "inet", "enu": "varchar",
}  # fmt: skip
_KEYS = {"id": "bigint", "bigIncrements": "bigint", "increments": "integer"}
_TIMES = {"timestamps": ("created_at", "updated_at"), "softDeletes": ("deleted_at",), "rememberToken": ()}


@dataclass(slots=True)
class _Table:
    """A table being built: its columns, the groups that are unique or indexed, and its key."""

    columns: dict[str, ColumnFact] = field(default_factory=dict)
    groups: list[tuple[tuple[str, ...], bool, Source]] = field(default_factory=list)
    key: tuple[str, ...] = ()

    def add(self, name: str, kind: str | None, source: Source, said: dict[str, str]) -> None:
        """Add a column; ``said`` may hold ``null``, ``default``, ``choices``, ``to``, ``rule``, and as marks
        ``primary``, ``unique``, ``index`` and ``serial``."""
        default = read_literal(said["default"].strip().strip("'\":")) if "default" in said else None
        value = FieldFact(
            name,
            type=kind,
            nullable=said.get("null") == "true",
            choices=tuple(filter(None, said.get("choices", "").split("|"))),
            has_default=default is not None,
            default=default,
            source=source,
        )
        marks = {word: True if word in said else None for word in ("primary", "unique", "index", "serial")}
        self.columns[name] = ColumnFact(
            value,
            source,
            primary_key=marks["primary"],
            unique=marks["unique"],
            index=marks["index"],
            auto_increment=marks["serial"],
            references=said.get("to"),
            on_delete=said.get("rule"),
        )


def read_built(document: Document, text: Text) -> list[Fact]:
    """Read the tables that the code creates; a line that adds nothing known is passed over."""
    code, first = text
    facts: list[Fact] = []
    for opened in _OPENED.finditer(code):
        line = first + code.count("\n", 0, opened.start())
        table, last = _Table(), line
        if opened["rails"]:
            _rails_key(table, opened["options"], document.source(line))
        for last, said in enumerate(code[opened.end() :].split("\n")[1:], line + 1):
            if _END.match(said):
                break
            if (call := _CALL.match(said[:800])) is not None:
                add = _add_rails if call["rails"] else _add_laravel
                add(table, call, document.source(last))
        name = opened["rails"] or opened["laravel"]
        if table.columns:
            facts.append(
                TableFact(name, tuple(table.columns.values()), document.source(line, last), "code", key=table.key)
            )
            facts += [IndexFact(name, names, where, unique=unique) for names, unique, where in table.groups]
    return [*facts, *_read_knex(document, text)]


def _read_knex(document: Document, text: Text) -> Iterator[Fact]:
    """Read the tables that Knex creates, each step of which may go over several lines."""
    code, first = text
    for opened in _KNEX.finditer(code):
        body = bracketed(code, opened.end()) or ""
        line, table = first + code.count("\n", 0, opened.end()), _Table()
        for step in _STEP.finditer(body):
            _add_knex(table, step, document.source(line + body.count("\n", 0, step.start())))
        if table.columns:
            source = document.source(line, line + body.count("\n"))
            yield TableFact(opened["name"], tuple(table.columns.values()), source, "code", key=table.key)
            for names, unique, where in table.groups:
                yield IndexFact(opened["name"], names, where, unique=unique)


def _add_knex(table: _Table, step: re.Match[str], source: Source) -> None:
    """Add what a step of Knex states: ``t.string('name', 80).notNullable().unique()``."""
    verb, args, chain = step[1], step[2], dict(_CHAINED.findall(step[3]))
    quoted = re.findall(r"[\"'`](\w[\w .\[\]-]{0,60})[\"'`]", args)
    sizes = re.findall(r"\b\d{1,4}\b", args)
    said = {"null": str("notNullable" not in chain and "primary" not in chain).lower()}
    said |= {word: "" for word in ("primary", "unique", "index") if word in chain}
    said |= (
        {"default": "now()" if ".now(" in chain["defaultTo"] else chain["defaultTo"]} if "defaultTo" in chain else {}
    )
    if "fn.uuid" in said.get("default", "") or "raw(" in said.get("default", ""):
        del said["default"]
    target = ".".join(
        name for given in ("inTable", "references") for name in re.findall(r"[\w.]+", chain.get(given, ""))
    )
    said |= {"to": target, **_rule(chain.get("onDelete", ""))} if target else {}
    if verb in ("increments", "bigIncrements", "bigincrements"):
        kind = "integer" if verb == "increments" else "bigint"
        table.add(quoted[0] if quoted else "id", kind, source, {"primary": "", "serial": ""})
    elif verb == "timestamps":
        for name in _TIMES[verb]:
            table.add(name, "timestamptz", source, {"null": str(args.count("true") < 2).lower()})
    elif verb == "primary" and quoted:
        table.key = tuple(quoted)
    elif verb in ("unique", "index") and quoted:
        table.groups.append((tuple(quoted), verb == "unique", source))
    elif verb == "foreign" and quoted and quoted[0] in table.columns:
        known = table.columns[quoted[0]]
        table.columns[quoted[0]] = replace(known, references=target or None, on_delete=said.get("rule"))
    elif verb == "specificType" and len(quoted) > 1:
        table.add(quoted[0], quoted[1], source, said)
    elif verb in _TYPES and quoted:
        more = {"choices": "|".join(quoted[1:])} if verb in ("enu", "enum") else {}
        given = sizes[:1] if verb in ("string", "char") else ["", *sizes[:2]]
        table.add(quoted[0], _sized(_TYPES[verb], *given), source, said | more)


def _rails_key(table: _Table, options: str, source: Source) -> None:
    kind = dict(_OPTION.findall(options)).get("id", "bigint").strip(" :\"'")
    if kind != "false":
        table.add("id", _TYPES.get(kind, kind), source, {"primary": "", **({} if kind == "uuid" else {"serial": ""})})


def _add_rails(table: _Table, call: re.Match[str], source: Source) -> None:
    """Add what a line of Rails states: ``t.string :name, null: false, index: { unique: true }``."""
    verb, given = call["rails"], call["given"]
    options = dict(_OPTION.findall(given))
    names = _QUOTED.findall(re.split(r",\s*\w+:", given, maxsplit=1)[0])
    said = {"null": str(options.get("null", "true").strip() != "false").lower()}
    said |= {word: options[word] for word in ("default",) if word in options}
    indexed = options.get("index", "")
    said |= {"unique": ""} if "unique" in indexed else {"index": ""} if indexed.strip() == "true" else {}
    if verb == "timestamps":
        for name in _TIMES[verb]:
            table.add(name, "timestamptz", source, {"null": "false"})
    elif verb == "index" and names:
        table.groups.append((tuple(names), "unique" in options, source))
    elif verb in ("references", "belongs_to"):
        for name in names:
            tie = options.get("foreign_key", "")
            to = {"to": inflection.pluralize(name)} if tie.strip() not in ("", "false") else {}
            table.add(
                f"{name}_id", options["type"].strip(" :") if "type" in options else None, source, said | to | _rule(tie)
            )
    elif verb in _TYPES:
        for name in names:
            table.add(
                name,
                _sized(_TYPES[verb], options.get("limit"), options.get("precision"), options.get("scale")),
                source,
                said,
            )


def _add_laravel(table: _Table, call: re.Match[str], source: Source) -> None:
    """Add what a line of Laravel states: ``$table->string('name', 80)->nullable()->unique();``."""
    verb, args = call["laravel"], call["args"]
    chain = dict(_LINK.findall(call["chain"]))
    quoted = re.findall(r"[\"'](\w[\w -]{0,60})[\"']", args)
    sizes = re.findall(r"\b\d{1,4}\b", args)
    said = {"null": str("nullable" in chain).lower()}
    said |= {word: chain[word] for word in ("default",) if word in chain}
    said |= {word: "" for word in ("primary", "unique", "index") if word in chain}
    if "useCurrent" in chain:
        said["default"] = "now()"
    if verb in _KEYS:
        table.add(quoted[0] if quoted else "id", _KEYS[verb], source, {"primary": "", "serial": ""})
    elif verb in _TIMES:
        for name in _TIMES[verb]:
            table.add(name, "timestamptz", source, {"null": "true"})
    elif verb in ("unique", "index", "primary") and quoted:
        if verb == "primary":
            table.key = tuple(quoted)
        table.groups += [] if verb == "primary" else [(tuple(quoted), verb == "unique", source)]
    elif verb in ("foreignId", "foreignUuid") and quoted:
        named = re.findall(r"\w+", chain.get("constrained", "") or chain.get("on", ""))
        to = {"to": named[0] if named else inflection.pluralize(quoted[0].removesuffix("_id"))}
        table.add(quoted[0], "bigint" if verb == "foreignId" else "uuid", source, said | to | _rule(call["chain"]))
    elif verb == "foreign" and quoted and quoted[0] in table.columns:
        target = re.findall(r"\w+", chain.get("on", ""))
        rule = _rule(call["chain"]).get("rule")
        table.columns[quoted[0]] = replace(
            table.columns[quoted[0]], references=target[0] if target else None, on_delete=rule
        )
    elif verb in _TYPES and quoted:
        more = {"choices": "|".join(quoted[1:])} if verb == "enum" else {}
        table.add(
            quoted[0],
            _sized(_TYPES[verb], *(sizes[:1] if verb in ("string", "char") else ["", *sizes[:2]])),
            source,
            said | more,
        )


def _sized(kind: str, length: str | None = None, precision: str | None = None, scale: str | None = None) -> str:
    if length and kind in ("varchar", "char"):
        return f"{kind}({length.strip()})"
    return f"numeric({precision.strip()}, {(scale or '0').strip()})" if precision and kind == "numeric" else kind


def _rule(text: str) -> dict[str, str]:
    """Tell what becomes of the row when the one that it refers to goes."""
    low = text.lower()
    if "cascade" in low and "update" not in low:
        return {"rule": "CASCADE"}
    if "nullify" in low or "nullondelete" in low or "set null" in low:
        return {"rule": "SET NULL"}
    return {"rule": "RESTRICT"} if "restrict" in low else {}
