"""DDL written for other engines: its types in PostgreSQL's words, and a finding that says so."""

from textwrap import dedent

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, IndexFact, TableFact
from workbench.reading.sql import sql

MYSQL = """
    CREATE TABLE `parcels` (
      `id` BIGINT UNSIGNED NOT NULL AUTO_INCREMENT,
      `sender_id` INT UNSIGNED NOT NULL,
      `code` CHAR(12) NOT NULL,
      `fragile` TINYINT(1) NOT NULL DEFAULT 0,
      `state` ENUM('new','sent') NOT NULL DEFAULT 'new',
      `weight` DECIMAL(8,2) COMMENT 'in kilograms',
      `note` MEDIUMTEXT,
      PRIMARY KEY (`id`),
      UNIQUE KEY `uq_code` (`code`),
      KEY `by_state` (`state`, `sender_id`),
      CONSTRAINT `fk_sender` FOREIGN KEY (`sender_id`) REFERENCES `senders` (`id`) ON DELETE CASCADE
    ) ENGINE=InnoDB;
"""


def read(text: str) -> DocumentFacts:
    return sql.read(Document("specs/database/schema.sql", dedent(text).lstrip("\n")))


def columns_of(found: DocumentFacts) -> dict[str, ColumnFact]:
    (table,) = [fact for fact in found.facts if isinstance(fact, TableFact)]
    return {column.field.name: column for column in table.columns}


class TestMySQL:
    def test_unsigned_numbers_flags_and_long_texts_have_types_of_postgresql(self) -> None:
        types = {name: column.field.type for name, column in columns_of(read(MYSQL)).items()}
        assert types["id"] == "BIGINT"
        assert types["sender_id"] == "INTEGER"
        assert types["fragile"] == "BOOLEAN"
        assert types["note"] == "TEXT"

    def test_a_flag_has_a_default_that_is_true_or_false(self) -> None:
        assert columns_of(read(MYSQL))["fragile"].field.default is False

    def test_keys_and_enumerations_are_those_of_the_table(self) -> None:
        columns = columns_of(read(MYSQL))
        assert columns["id"].primary_key
        assert columns["id"].auto_increment
        assert columns["code"].unique
        assert columns["sender_id"].references == "senders.id"
        assert columns["state"].field.choices == ("new", "sent")

    def test_a_key_is_an_index_and_no_column(self) -> None:
        found = read(MYSQL)
        assert "key" not in {name.lower() for name in columns_of(found)}
        assert [fact.columns for fact in found.facts if isinstance(fact, IndexFact)] == [("state", "sender_id")]

    def test_a_comment_describes_its_column(self) -> None:
        assert columns_of(read(MYSQL))["weight"].field.description == "in kilograms"

    def test_a_finding_says_which_types_were_taken_for_which(self) -> None:
        (finding,) = read(MYSQL).findings
        assert "MySQL" in finding.text
        assert "TINYINT(1) as BOOLEAN" in finding.text
        assert "ENUM" not in finding.text


def test_sql_server_is_read_with_its_brackets_and_types() -> None:
    columns = columns_of(
        read("CREATE TABLE [dbo].[Boats] ([Id] INT IDENTITY(1,1) PRIMARY KEY, [Key] UNIQUEIDENTIFIER, [Open] BIT)")
    )
    assert [columns[name].field.type for name in ("Id", "Key", "Open")] == ["INT", "UUID", "BOOLEAN"]
    assert columns["Id"].primary_key


def test_sqlite_counts_its_keys() -> None:
    columns = columns_of(read("CREATE TABLE boats (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL)"))
    assert columns["id"].primary_key
    assert columns["id"].auto_increment


def test_ddl_for_postgresql_gives_no_finding() -> None:
    assert read("CREATE TABLE boats (id SERIAL PRIMARY KEY, open BOOLEAN NOT NULL DEFAULT true)").findings == ()


def test_sqlite_keeps_moments_in_texts() -> None:
    columns = columns_of(
        read("CREATE TABLE trips (id TEXT PRIMARY KEY, left_at TEXT NOT NULL DEFAULT (datetime('now')), to_port TEXT);")
    )
    assert [(one.field.type, one.field.default) for one in columns.values()] == [
        ("TEXT", None), ("TIMESTAMPTZ", "now()"), ("TEXT", None),
    ]  # fmt: skip
