"""Tables written as Python classes."""

from textwrap import dedent

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, DocumentFacts, IndexFact, TableFact
from workbench.reading.schemas import python_models


def read(code: str, heading: str = "## Models", language: str = "python") -> DocumentFacts:
    text = f"{heading}\n\n```{language}\n{dedent(code).strip()}\n```\n"
    return python_models.read(Document("specs/database/models.md", text))


def tables(found: DocumentFacts) -> list[TableFact]:
    return [fact for fact in found.facts if isinstance(fact, TableFact)]


def column(found: DocumentFacts, name: str) -> ColumnFact:
    return next(each for each in tables(found)[-1].columns if each.field.name == name)


BOOK = """
    class Genre(str, Enum):
        NOVEL = "novel"
        ESSAY = "essay"

    class Book(SQLModel, table=True):
        __tablename__ = "books"
        __table_args__ = (UniqueConstraint("owner_id", "title"), Index("ix", "genre"))

        id: Optional[int] = Field(default=None, primary_key=True)
        owner_id: UUID = Field(foreign_key="readers.id", index=True, ondelete="CASCADE")
        title: str = Field(min_length=1, max_length=80, unique=True)
        note: str | None = Field(default=None, max_length=500)
        genre: Genre = Field(default=Genre.NOVEL)
        tags: list[str] = Field(default_factory=list, sa_column=Column(JSON))
        sold_at: Optional[datetime] = Field(default=None, sa_column=Column(DateTime(timezone=True)))
        created_at: datetime = Field(default_factory=lambda: datetime.now(UTC))
        owner: "Reader" = Relationship(back_populates="books")
        loans: list["Loan"] = Relationship()
"""


def test_a_table_class_is_read_under_its_table_name() -> None:
    (book,) = tables(read(BOOK))
    assert (book.name, book.notation, book.implied) == ("books", "python", False)
    assert [each.field.name for each in book.columns] == [
        "id", "owner_id", "title", "note", "genre", "tags", "sold_at", "created_at",
    ]  # fmt: skip


def test_keys_and_references() -> None:
    found = read(BOOK)
    assert (column(found, "id").primary_key, column(found, "id").auto_increment) == (True, True)
    owner = column(found, "owner_id")
    assert (owner.references, owner.on_delete, owner.index) == ("readers.id", "CASCADE", True)


def test_an_annotation_says_whether_null_is_allowed() -> None:
    found = read(BOOK)
    assert [column(found, name).field.nullable for name in ("id", "title", "note", "sold_at")] == [
        False,
        False,
        True,
        True,
    ]


def test_limits_choices_and_defaults() -> None:
    found = read(BOOK)
    assert (column(found, "title").field.min_length, column(found, "title").field.max_length) == (1, 80)
    assert (column(found, "genre").field.choices, column(found, "genre").field.default) == (("novel", "essay"), "novel")
    assert column(found, "created_at").field.default == "now()"


def test_types_of_the_column_win_over_the_annotation() -> None:
    found = read(BOOK)
    assert (column(found, "tags").field.type, column(found, "sold_at").field.type) == ("json", "timestamptz")


def test_table_arguments_give_indexes() -> None:
    found = [fact for fact in read(BOOK).facts if isinstance(fact, IndexFact)]
    assert [(each.columns, each.unique) for each in found] == [(("owner_id", "title"), True), (("genre",), False)]


def test_lines_are_those_of_the_document() -> None:
    assert column(read(BOOK), "id").source.line == 12


def test_sqlalchemy_columns_are_read() -> None:
    found = read("""
        class Book(Base):
            __tablename__ = "books"
            id = Column(Integer, primary_key=True, autoincrement=True)
            title = Column(String(80), nullable=False, unique=True)
            owner_id = Column(UUID, ForeignKey("readers.id", ondelete="SET NULL"))
    """)
    assert (column(found, "title").field.type, column(found, "title").field.nullable) == ("varchar(80)", False)
    assert (column(found, "owner_id").references, column(found, "owner_id").on_delete) == ("readers.id", "SET NULL")
    assert column(found, "owner_id").field.nullable is True


def test_mapped_columns_are_read() -> None:
    found = read("""
        class Book(Base):
            __tablename__ = "books"
            id: Mapped[int] = mapped_column(primary_key=True)
            note: Mapped[Optional[str]] = mapped_column(Text)
    """)
    assert (column(found, "note").field.type, column(found, "note").field.nullable) == ("text", True)


def test_a_class_inherits_the_columns_of_its_base() -> None:
    found = read("""
        class BookBase(SQLModel):
            title: str

        class Book(BookBase, table=True):
            id: int = Field(primary_key=True)
    """)
    assert [each.field.name for each in tables(found)[-1].columns] == ["title", "id"]


def test_request_and_response_classes_are_no_tables() -> None:
    assert tables(read("class BookCreate(SQLModel):\n    id: int\n    title: str\n")) == []


def test_a_plain_model_with_an_id_is_only_implied() -> None:
    assert [each.implied for each in tables(read("class Book(BaseModel):\n    id: int\n    title: str\n"))] == [True]


def test_a_sketch_that_is_no_python_is_read_line_by_line() -> None:
    found = read("""
        class Book(SQLModel, table=True):
            id:    Optional[int]  — primary key, auto-increment
            title: str            — max_length=80
            note:  Optional[str]  — free text
    """)
    assert [(each.field.name, each.field.nullable) for each in tables(found)[0].columns] == [
        ("id", False),
        ("title", False),
        ("note", True),
    ]
    assert column(found, "title").field.max_length == 80
    assert "not valid" in found.findings[0].text


def test_code_below_a_heading_for_later_is_left_out() -> None:
    assert read(BOOK, "## Future models").facts == ()
