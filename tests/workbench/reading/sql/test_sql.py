"""SQL DDL in files and fences, valid and broken."""

from textwrap import dedent

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, IndexFact, TableFact
from workbench.reading.sql import sql
from workbench.reading.sql.columns import read_comment_choices
from workbench.reading.sql.text import split_statements


def read(text: str, file: str = "specs/database/schema.sql") -> DocumentFacts:
    return sql.read(Document(file, dedent(text).lstrip("\n")))


def table(found: DocumentFacts) -> TableFact:
    return next(fact for fact in found.facts if isinstance(fact, TableFact))


def column(found: DocumentFacts, name: str) -> ColumnFact:
    return next(each for each in table(found).columns if each.field.name == name)


LOANS = """
    -- What is lent to whom
    CREATE TABLE IF NOT EXISTS loans (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        reader_id UUID NOT NULL REFERENCES readers(id) ON DELETE CASCADE,
        copy INT,
        state VARCHAR(20) NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'back')),
        rating INT CHECK (rating BETWEEN 1 AND 5),
        remark TEXT CHECK (remark IS NULL OR length(remark) <= 300),
        colour VARCHAR(9), -- red, green, blue
        lent_at TIMESTAMP WITH TIME ZONE DEFAULT NOW(), -- when it left
        UNIQUE (reader_id, copy),
        CONSTRAINT fk_copy FOREIGN KEY (copy) REFERENCES copies (number) ON DELETE SET NULL,
        CHECK (lent_at < now() OR state = 'open')
    );
    CREATE UNIQUE INDEX one_open ON loans (copy) WHERE state = 'open';
    CREATE INDEX by_day ON loans (lent_at DESC, reader_id);
"""


def test_a_table_is_read_with_its_lines() -> None:
    found = table(read(LOANS))
    assert (found.name, found.notation, found.source.line, found.source.end_line) == ("loans", "sql", 2, 14)
    assert [each.source.line for each in found.columns] == list(range(3, 11))


def test_sql_without_not_null_says_nullable() -> None:
    found = read(LOANS)
    assert [column(found, name).field.nullable for name in ("id", "reader_id", "copy")] == [False, False, True]


def test_references_in_line_and_below() -> None:
    found = read(LOANS)
    assert (column(found, "reader_id").references, column(found, "reader_id").on_delete) == ("readers.id", "CASCADE")
    assert (column(found, "copy").references, column(found, "copy").on_delete) == ("copies.number", "SET NULL")


def test_checks_on_one_column_become_its_limits() -> None:
    found = read(LOANS)
    assert column(found, "state").field.choices == ("open", "back")
    assert (column(found, "rating").field.minimum, column(found, "rating").field.maximum) == (1, 5)
    assert column(found, "remark").field.max_length == 300


def test_a_check_across_columns_stays_with_the_table() -> None:
    assert table(read(LOANS)).checks == ("lent_at < CURRENT_TIMESTAMP OR state = 'open'",)


def test_a_comment_that_lists_words_enumerates() -> None:
    found = read(LOANS)
    assert column(found, "colour").field.choices == ("red", "green", "blue")
    assert column(found, "lent_at").field.choices == ()


def test_indexes_and_uniques() -> None:
    found = [fact for fact in read(LOANS).facts if isinstance(fact, IndexFact)]
    assert [(each.columns, each.unique, each.where) for each in found] == [
        (("reader_id", "copy"), True, None),
        (("copy",), True, "state = 'open'"),
        (("lent_at", "reader_id"), False, None),
    ]


def test_a_composite_key_marks_its_columns() -> None:
    found = read("CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (a, b));")
    assert table(found).key == ("a", "b")
    assert [each.primary_key for each in table(found).columns] == [True, True, None]


def test_enums_give_their_values_to_later_columns() -> None:
    found = read("CREATE TYPE mood AS ENUM ('sad', 'ok');\nCREATE TABLE t (a mood NOT NULL DEFAULT 'ok');")
    assert (column(found, "a").field.choices, column(found, "a").field.default) == (("sad", "ok"), "ok")


def test_casts_of_defaults_are_left_out() -> None:
    assert column(read("CREATE TABLE t (a JSONB DEFAULT '[]'::jsonb);"), "a").field.default == "[]"


def test_alter_table_adds_to_a_table() -> None:
    found = read("""
        ALTER TABLE t ADD COLUMN a INT NOT NULL;
        ALTER TABLE t ADD CONSTRAINT c CHECK (length(b) >= 2);
        ALTER TABLE t ADD CONSTRAINT u UNIQUE (a, b);
        ALTER TABLE t ALTER COLUMN d SET NOT NULL;
        ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (e) REFERENCES o (id) ON DELETE CASCADE;
    """)
    columns = {each.field.name: each for fact in found.facts if isinstance(fact, TableFact) for each in fact.columns}
    assert {fact.notation for fact in found.facts if isinstance(fact, TableFact)} == {"statement"}
    assert columns["a"].field.nullable is False
    assert columns["b"].field.min_length == 2
    assert columns["d"].field.nullable is False
    assert (columns["e"].references, columns["e"].on_delete) == ("o.id", "CASCADE")
    assert [fact.columns for fact in found.facts if isinstance(fact, IndexFact)] == [("a", "b")]


def test_an_added_column_that_says_nothing_of_null_can_be_null() -> None:
    assert column(read("ALTER TABLE t ADD COLUMN a INT;"), "a").field.nullable is True


def test_comment_on_column_describes() -> None:
    found = column(read("COMMENT ON COLUMN t.a IS 'how it went';"), "a").field
    assert found.description == "how it went"


def test_broken_sql_is_read_line_by_line_and_reported() -> None:
    found = read("""
        CREATE TABLE t (
            id UUID PRIMARY KEY,
            day DATE NULLABLE,
            size INT NOT NULL CHECK (size > 0)
        );
    """)
    assert [(each.field.name, each.field.nullable) for each in table(found).columns] == [
        ("id", False),
        ("day", True),
        ("size", False),
    ]
    assert column(found, "day").source.line == 3
    assert "no valid SQL" in found.findings[0].text


def test_a_statement_that_cannot_be_read_is_reported() -> None:
    found = read("CREATE INDEX ON ON (;")
    assert (found.facts, len(found.findings)) == ((), 1)


def test_queries_and_policies_are_passed_over() -> None:
    text = (
        "SELECT * FROM t;\nINSERT INTO t VALUES ('create table x "
        "(a int)');\nCREATE POLICY p ON t FOR ALL USING (a = 1);"
    )
    assert read(text).facts == ()


def test_a_function_body_is_no_table() -> None:
    text = "CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN CREATE TABLE x (a int); END; $$ LANGUAGE plpgsql;"
    assert read(text).facts == ()


def test_fences_keep_the_lines_of_the_document() -> None:
    found = read("# T\n\n```sql\nCREATE TABLE t (\n  a INT\n);\n```\n", "specs/database/schema.md")
    assert (table(found).source.line, column(found, "a").source.line) == (4, 5)


def test_an_outline_of_columns_is_read() -> None:
    found = read(
        "# T\n\n```sql\nloans\n  id UUID PRIMARY KEY\n  size INT NULLABLE -- in pages\n```\n", "specs/features/loans.md"
    )
    assert [(each.field.name, each.field.nullable) for each in table(found).columns] == [("id", None), ("size", True)]


def test_an_outline_may_end_in_what_is_unique() -> None:
    text = "# T\n\n```sql\nloans\n  book INT\n  day DATE\n  UNIQUE(book, day)\n```\n"
    found = read(text, "specs/features/loans.md").facts
    assert [(one.columns, one.unique) for one in found if isinstance(one, IndexFact)] == [(("book", "day"), True)]


def test_sql_below_a_heading_for_later_is_left_out() -> None:
    assert read("# T\n\n## Future\n\n```sql\nCREATE TABLE t (a INT);\n```\n", "specs/database/schema.md").facts == ()


def test_a_sentence_above_may_say_who_manages_the_table() -> None:
    text = "## users\n\nManaged by Auth0.\n\n```sql\nCREATE TABLE users (id TEXT PRIMARY KEY);\n```\n"
    assert table(read(text, "specs/database/schema.md")).external is True


def test_statements_are_split_outside_quotes_and_bodies() -> None:
    found = [(part.text, part.line) for part in split_statements("-- a;\nSELECT ';' ;\n\nDO $$ x; y; $$;\nB")]
    assert found == [("SELECT ';'", 2), ("DO $$ x; y; $$", 4), ("B", 5)]


def test_a_statement_without_its_semicolon_ends_where_the_next_begins() -> None:
    found = read("CREATE TABLE a (x INT)\nCREATE TABLE b (y INT)\n")
    assert [fact.name for fact in found.facts if isinstance(fact, TableFact)] == ["a", "b"]


@pytest.mark.parametrize(
    ("comment", "choices"),
    [("low, high", ("low", "high")), ("in minutes", ()), ("one", ()), ("A|B", ("A", "B")), ("yes, as said above", ())],
)
def test_which_comments_enumerate(comment: str, choices: tuple[str, ...]) -> None:
    assert read_comment_choices(comment) == choices


def test_a_table_by_name_and_body_alone_is_read_as_sql() -> None:
    found = read(
        """
        # Schema

        ```sql
        Berths (
          QuayId  UNIQUEIDENTIFIER NOT NULL,
          Number  INT NOT NULL,
          IsFree  BIT NOT NULL DEFAULT 1,
          CONSTRAINT PK_Berths PRIMARY KEY (QuayId, Number)
        )

        Indexes:
          IX_Berths_Free ON Berths (IsFree)
        ```
        """,
        "specs/database/schema.md",
    )
    berths = table(found)
    assert (berths.name, berths.key, berths.source.line) == ("Berths", ("QuayId", "Number"), 4)
    assert [(each.field.name, each.field.type, each.source.line) for each in berths.columns] == [
        ("QuayId", "UUID", 5), ("Number", "INT", 6), ("IsFree", "BOOLEAN", 7),
    ]  # fmt: skip
