"""Statements that add to tables defined elsewhere in a document."""

from textwrap import dedent

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, Fact, IndexFact, TableFact
from workbench.reading.statements import statements

LOANS = """# Schema

### loans

| Column | Type | Constraints |
|---|---|---|
| id | SERIAL | PRIMARY KEY |
| reader_id | UUID | NOT NULL |
| title | VARCHAR(80) | NOT NULL |
| done | BOOLEAN | |

### readers

- id: uuid (primary key)
- mail: string

"""


def read(text: str) -> tuple[Fact, ...]:
    return statements.read(Document("specs/database/schema.md", LOANS + dedent(text).lstrip("\n"))).facts


def indexes(text: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(fact.table, fact.columns, fact.unique) for fact in read(text) if isinstance(fact, IndexFact)]


def added(text: str) -> list[tuple[str, ColumnFact]]:
    return [(fact.name, column) for fact in read(text) if isinstance(fact, TableFact) for column in fact.columns]


def test_what_is_stated_adds_to_tables_and_makes_none() -> None:
    facts = read("## Constraints\n\n- `title` must be unique\n")
    assert [fact.notation for fact in facts if isinstance(fact, TableFact)] == ["statement"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- loans.reader_id (to filter by reader)", [("loans", ("reader_id",), False)]),
        ("- Index on `title` for searching", [("loans", ("title",), False)]),
        ("- Unique index: `mail`", [("readers", ("mail",), True)]),
        ("- Regular Index: `(reader_id, done)` (both at once)", [("loans", ("reader_id", "done"), False)]),
        ("- Composite index on `reader_id` and `done` for lists", [("loans", ("reader_id", "done"), False)]),
        ("- `UNIQUE INDEX ux ON readers(mail)` - one account each", [("readers", ("mail",), True)]),
        ("- Primary Key: `id`", []),
        ("- Indexes make reading fast", []),
    ],
)
def test_bullets_about_indexes(line: str, expected: list[tuple[str, tuple[str, ...], bool]]) -> None:
    assert indexes(f"## Indexes\n\n{line}\n") == expected


def test_a_table_of_indexes() -> None:
    text = "## Indexes\n\n| Index Name | Table | Columns |\n|---|---|---|\n| ix_a | loans | reader_id, done |\n"
    assert indexes(text) == [("loans", ("reader_id", "done"), False)]


def test_a_table_of_indexes_without_table_names() -> None:
    text = "## Indexes\n\n| Index Name | Columns |\n|---|---|\n| ix_a | title |\n"
    assert indexes(text) == [("loans", ("title",), False)]


def test_a_labelled_line_about_an_index() -> None:
    assert indexes("## More\n\n**Index:** `ix_loans_title` on `title` for searching.\n") == [
        ("loans", ("title",), False)
    ]


def test_a_sentence_about_the_indexes_of_a_table() -> None:
    text = "- **FR-004**: Loans table MUST have indexes on title and (reader_id, done) for lists\n"
    assert sorted(each[1] for each in indexes(text)) == [("reader_id", "done"), ("title",)]


def test_foreign_keys_as_bullets_with_their_rule_below() -> None:
    text = (
        "### Foreign Keys\n\n- `loans.reader_id` → `readers.id`\n- ON DELETE CASCADE (all loans go with their reader)\n"
    )
    found = added(text)
    assert {(table, column.field.name, column.references) for table, column in found} == {
        ("loans", "reader_id", "readers.id")
    }
    assert "CASCADE" in [column.on_delete for _, column in found]


def test_foreign_keys_as_a_table() -> None:
    text = """
        ### Foreign Keys

        | Child Table | Child Column | Parent Table | Parent Column | On Delete |
        |---|---|---|---|---|
        | loans | reader_id | readers | id | SET NULL |
    """
    ((table, column),) = added(text)
    assert (table, column.references, column.on_delete) == ("loans", "readers.id", "SET NULL")


def test_not_null_as_bullets_and_rows() -> None:
    bullets = added("### NOT NULL Constraints\n\n- `loans.id`, `loans.title`\n")
    rows = added("### Not Null Constraints\n\n| Table | Column |\n|---|---|\n| loans | id, title |\n")
    for found in (bullets, rows):
        assert [(table, column.field.name, column.field.nullable) for table, column in found] == [
            ("loans", "id", False),
            ("loans", "title", False),
        ]


def test_unique_as_bullets() -> None:
    ((table, column),) = added("### UNIQUE Constraints\n\n- `readers.mail` - nobody twice\n")
    assert (table, column.field.name, column.unique) == ("readers", "mail", True)


def test_several_columns_are_unique_together() -> None:
    text = "### Unique Constraints\n\n| Table | Columns |\n|---|---|\n| loans | reader_id, title |\n"
    assert indexes(text) == [("loans", ("reader_id", "title"), True)]


def test_defaults_as_bullets() -> None:
    ((table, column),) = added("### Default values\n\n- `loans.done` → `FALSE`\n")
    assert (table, column.field.default) == ("loans", False)


def test_checks_as_rows() -> None:
    text = (
        "### Check Constraints\n\n| Table | Column | Constraint |\n|---|---|---|\n| loans "
        "| title | LENGTH(title) >= 1 AND LENGTH(title) <= 80 |\n"
    )
    ((_, column),) = added(text)
    assert (column.field.min_length, column.field.max_length) == (1, 80)


@pytest.mark.parametrize(
    ("line", "least", "most"),
    [
        ("- `title` must be between 1 and 80 characters", 1, 80),
        ("- loans.title must be 1-80 characters", 1, 80),
        ("- title: at most 60 characters", None, 60),
    ],
)
def test_rules_about_lengths(line: str, least: int | None, most: int | None) -> None:
    ((table, column),) = added(f"## Rules\n\n{line}\n")
    assert (table, column.field.min_length, column.field.max_length) == ("loans", least, most)


def test_a_statement_never_states_a_type() -> None:
    ((_, column),) = added("## Rules\n\n- `title` must be a string of at most 60 characters\n")
    assert column.field.type is None


@pytest.mark.parametrize("line", ["- `colour` is nice", "- Loans belong to readers", "- See `title`"])
def test_other_sentences_add_nothing(line: str) -> None:
    assert added(f"## Rules\n\n{line}\n") == []


def test_what_is_for_later_adds_nothing() -> None:
    assert read("## Future enhancements\n\n- `title` must be unique\n") == ()


def test_a_document_without_tables_is_not_searched() -> None:
    assert statements.read(Document("specs/features/a.md", "## Rules\n\n- `title` must be unique\n")).facts == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Unique: (reader_id, title). Index: (done).", [(("reader_id", "title"), True), (("done",), False)]),
        ("Indexes: (`reader_id`, `title`), (`done`)", [(("reader_id", "title"), False), (("done",), False)]),
        ("Unique constraint: (reader_id, title)", [(("reader_id", "title"), True)]),
        ("Eindeutig: (`reader_id`, `title`)", [(("reader_id", "title"), True)]),
        ("Unique: (reader_id, title) for rows that are not done.", []),
    ],
)
def test_a_line_lists_indexes_and_uniques(line: str, expected: list[tuple[tuple[str, ...], bool]]) -> None:
    columns = "- id: uuid (primary key)\n- reader_id: uuid\n- title: text\n- done: boolean\n"
    text = f"# Schema\n\n### loans\n\n{columns}\n{line}\n"
    facts = statements.read(Document("specs/database/schema.md", text)).facts
    assert [(fact.columns, fact.unique) for fact in facts if isinstance(fact, IndexFact)] == expected


def test_a_row_about_qualified_columns_speaks_of_each() -> None:
    rows = "| where | what |\n|---|---|\n| loans.title, readers.mail | nullable |\n| loans.done | default true |\n"
    found = added(f"Extras:\n\n{rows}")
    assert [(table, each.field.name, each.field.nullable, each.field.default) for table, each in found] == [
        ("loans", "title", True, None),
        ("readers", "mail", True, None),
        ("loans", "done", None, True),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "`reader_id` and `done` point to readers.",
        "`loans.reader_id` refers to the table `readers`.",
        "## Notes\n\n- `reader_id` is a reference to readers.id",
        "`reader_id` verweist auf `readers`",
    ],
)
def test_a_sentence_says_where_columns_point(line: str) -> None:
    found = {(table, column.field.name): column.references for table, column in added(line)}
    assert found["loans", "reader_id"] == "readers.id"


def test_a_sentence_that_points_to_no_table_says_nothing() -> None:
    assert added("`reader_id` points to the person who reads.") == []


@pytest.mark.parametrize(
    "line",
    [
        "Primary key (reader_id, title).",
        "The primary key is the pair (`reader_id`, `title`).",
        "- Composite primary key: reader_id, title",
    ],
)
def test_a_key_of_several_columns_is_read_below_its_table(line: str) -> None:
    table = "### marks\n\n| Column | Type |\n|---|---|\n| reader_id | UUID |\n| title | TEXT |\n\n"
    facts = [fact for fact in read(f"{table}{line}\n") if isinstance(fact, TableFact)]
    assert [(fact.name, fact.key) for fact in facts] == [("marks", ("reader_id", "title"))]


def test_constraints_as_a_database_prints_them() -> None:
    facts = read(
        """
        ### pages

        Column | Type | Modifiers
        --- | --- | ---
        loan_id | integer | not null
        number | integer | not null
        code | text | not null

        Indexes:
        - "pages_pkey" PRIMARY KEY, btree (loan_id, number)
        - "pages_code_key" UNIQUE CONSTRAINT, btree (code)

        Foreign-key constraints:
        - "pages_loan_fkey" FOREIGN KEY (loan_id) REFERENCES loans(id) ON DELETE CASCADE
        """
    )
    assert IndexFact("pages", ("code",), facts[1].source, unique=True) == facts[1]
    key, tie = (fact for fact in facts if isinstance(fact, TableFact))
    assert (key.name, key.key) == ("pages", ("loan_id", "number"))
    assert (tie.columns[0].references, tie.columns[0].on_delete) == ("loans.id", "CASCADE")


def test_what_describes_a_column_below_it_is_no_column_itself() -> None:
    text = (
        "# Schema\n\n## boats\n\n- **email**: `str` (Unique)\n  - **Description**: Must be unique for each owner.\n"
        "- **description**: `str`\n"
    )
    facts = statements.read(Document("specs/database/schema.md", text)).facts
    assert [fact for fact in facts if isinstance(fact, TableFact)] == []


class TestColumnsOfAllTables:
    @pytest.mark.parametrize("verb", ["has", "additionally has"])
    def test_a_sentence_gives_its_columns_to_every_table_without_them(self, verb: str) -> None:
        found = added(f"Every table {verb} `id` (uuid, auto), `seen_at` and `changed_at` (timestamp).\n")
        assert [(table, column.field.name, column.field.type) for table, column in found] == [
            ("loans", "seen_at", "timestamp"),
            ("loans", "changed_at", "timestamp"),
            ("readers", "seen_at", "timestamp"),
            ("readers", "changed_at", "timestamp"),
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "Every table has `seen_at` (timestamp) except `readers`.\n",
            "Every table has an owner.\n",
            "Every reader has `seen_at` (timestamp).\n",
        ],
    )
    def test_a_sentence_with_exceptions_or_without_columns_gives_none(self, text: str) -> None:
        assert added(text) == []


def test_a_bullet_lists_the_columns_that_are_unique_together() -> None:
    assert indexes("### loans\n\n- Unique constraint: `(reader_id, title)`\n") == [
        ("loans", ("reader_id", "title"), True)
    ]


@pytest.mark.parametrize(
    ("label", "items", "choices"),
    [
        ("**Title Values**:", "- `Ode`\n- `Epic` (long)\n", ("Ode", "Epic")),
        ("**Title enum**:", "- `Ode`\n- `Epic`: long\n", ("Ode", "Epic")),
        ("**Title Values**:", "- `Ode`\n- anything long\n", None),
        ("**Verse Values**:", "- `Ode`\n- `Epic`\n", None),
    ],
)
def test_a_labelled_list_gives_the_values_of_a_column(label: str, items: str, choices: tuple[str, ...] | None) -> None:
    found = [column.field.choices for _, column in added(f"{label}\n{items}") if column.field.choices]
    assert found == ([choices] if choices else [])
