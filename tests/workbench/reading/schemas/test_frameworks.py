"""Tables that the code of web frameworks declares: Django's models, the migrations of Rails and Laravel."""

from textwrap import dedent

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, IndexFact, TableFact
from workbench.reading.schemas import notations


def read(language: str, code: str) -> tuple[dict[str, TableFact], list[IndexFact]]:
    text = f"# Schema\n\n```{language}\n{dedent(code).strip()}\n```\n"
    facts = notations.read(Document("specs/database/schema.md", text)).facts
    tables = {fact.name: fact for fact in facts if isinstance(fact, TableFact)}
    return tables, [fact for fact in facts if isinstance(fact, IndexFact)]


def told(column: ColumnFact) -> tuple[object, ...]:
    return column.field.name, column.field.type, column.field.nullable, column.references, column.on_delete


DJANGO = """
    class Sailor(AbstractUser):
        email = models.EmailField(unique=True)

    class Boat(models.Model):
        class Rig(models.TextChoices):
            SLOOP = "sloop", "Sloop"
            KETCH = "ketch", "Ketch"

        owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
        name = models.CharField(max_length=80)
        rig = models.CharField(max_length=10, choices=Rig.choices)
        length = models.DecimalField(max_digits=5, decimal_places=2, null=True)
        crew = models.ManyToManyField(Sailor)
        built = models.DateTimeField(auto_now_add=True)

        class Meta:
            db_table = "fleet"
            unique_together = ("owner", "name")

        def __str__(self):
            return self.name

    class Dated(models.Model):
        at = models.DateField()

        class Meta:
            abstract = True
"""


def test_a_django_model_is_a_table_with_its_key_and_the_columns_of_its_links() -> None:
    tables, indexes = read("python", DJANGO)
    assert list(tables) == ["Sailor", "boat_crew", "fleet"]
    assert [told(column) for column in tables["fleet"].columns] == [
        ("id", "bigint", False, None, None),
        ("owner_id", None, False, "User", "RESTRICT"),
        ("name", "varchar(80)", False, None, None),
        ("rig", "varchar(10)", False, None, None),
        ("length", "numeric(5, 2)", True, None, None),
        ("built", "timestamptz", False, None, None),
    ]
    assert [one.field.choices for one in tables["fleet"].columns if one.field.name == "rig"] == [("sloop", "ketch")]
    assert [(index.columns, index.unique) for index in indexes] == [(("owner_id", "name"), True)]


def test_accounts_of_django_have_what_its_own_have() -> None:
    names = [column.field.name for column in read("python", DJANGO)[0]["Sailor"].columns]
    assert names == ["id", "username", "password", "email"]


def test_many_to_many_makes_a_table_of_both_keys() -> None:
    joining = read("python", DJANGO)[0]["boat_crew"]
    assert (joining.key, [column.references for column in joining.columns]) == (
        ("boat_id", "sailor_id"),
        ["Boat", "Sailor"],
    )


RAILS = """
    create_table :boats, id: :uuid do |t|
      t.string :name, null: false, limit: 80, index: { unique: true }
      t.belongs_to :harbour, foreign_key: { on_delete: :cascade }
      t.decimal :length, precision: 5, scale: 2, default: 0 # metres
      t.timestamps
      t.index ["name", "length"]
    end

    create_table "harbours" do |t|
      t.text "note"
    end
"""


def test_a_rails_migration_builds_tables() -> None:
    tables, indexes = read("ruby", RAILS)
    assert [told(column) for column in tables["boats"].columns] == [
        ("id", "uuid", False, None, None),
        ("name", "varchar(80)", False, None, None),
        ("harbour_id", None, True, "harbours", "CASCADE"),
        ("length", "numeric(5, 2)", True, None, None),
        ("created_at", "timestamptz", False, None, None),
        ("updated_at", "timestamptz", False, None, None),
    ]
    assert [one.field.name for one in tables["boats"].columns if one.unique] == ["name"]
    assert [(index.columns, index.unique) for index in indexes] == [(("name", "length"), False)]
    assert [column.field.name for column in tables["harbours"].columns] == ["id", "note"]


LARAVEL = """
    Schema::create('boats', function (Blueprint $table) {
        $table->id();
        $table->string('name', 80)->unique();
        $table->foreignId('harbour_id')->nullable()->constrained()->nullOnDelete();
        $table->enum('rig', ['sloop', 'ketch'])->default('sloop');
        $table->softDeletes();
        $table->unique(['name', 'rig']);
    });
"""


def test_a_laravel_migration_builds_tables() -> None:
    tables, indexes = read("php", LARAVEL)
    assert [told(column) for column in tables["boats"].columns] == [
        ("id", "bigint", False, None, None),
        ("name", "varchar(80)", False, None, None),
        ("harbour_id", "bigint", True, "harbours", "SET NULL"),
        ("rig", "varchar", False, None, None),
        ("deleted_at", "timestamptz", True, None, None),
    ]
    rig = next(column.field for column in tables["boats"].columns if column.field.name == "rig")
    assert (rig.choices, rig.default) == (("sloop", "ketch"), "sloop")
    assert [(index.columns, index.unique) for index in indexes] == [(("name", "rig"), True)]


def test_code_that_is_none_of_theirs_holds_no_tables() -> None:
    assert read("python", "import models.\nclass Boat(:\n")[0] == {}
    assert read("php", "$table->string('name');")[0] == {}


KNEX = """
exports.up = (knex) => knex.schema
  .createTable('skippers', (t) => {
    t.uuid('id').primary().defaultTo(knex.fn.uuid());
    t.string('email', 120).notNullable().unique();
    t.timestamps(true, true);
  })
  .createTable("boats", function (table) {
    table.increments();
    table.uuid('skipper_id')
      .notNullable()
      .references('id').inTable('skippers')
      .onDelete('CASCADE');
    table.integer('berth_id').references('berths.id')
    table.enu('rig', ['sloop', 'ketch']).notNullable().defaultTo('ketch');
    table.decimal('draught', 5, 2);
    table.timestamp('seen_at').notNullable().defaultTo(knex.fn.now());
    table.unique(['skipper_id', 'rig']);
  });
"""


def test_a_knex_migration_builds_tables() -> None:
    facts = notations.read(Document("specs/database/a.md", f"# Data\n\n```js\n{KNEX}```\n")).facts
    skippers, boats = (fact for fact in facts if isinstance(fact, TableFact))
    assert [(one.field.name, one.field.type, one.field.nullable) for one in skippers.columns] == [
        ("id", "uuid", False), ("email", "varchar(120)", False),
        ("created_at", "timestamptz", False), ("updated_at", "timestamptz", False),
    ]  # fmt: skip
    columns = {one.field.name: one for one in boats.columns}
    assert [(name, one.field.type, one.references, one.on_delete) for name, one in columns.items()] == [
        ("id", "integer", None, None), ("skipper_id", "uuid", "skippers.id", "CASCADE"),
        ("berth_id", "integer", "berths.id", None), ("rig", "varchar", None, None),
        ("draught", "numeric(5, 2)", None, None), ("seen_at", "timestamptz", None, None),
    ]  # fmt: skip
    assert (columns["rig"].field.choices, columns["rig"].field.default) == (("sloop", "ketch"), "ketch")
    assert [one.columns for one in facts if isinstance(one, IndexFact) and one.unique] == [("skipper_id", "rig")]
