"""Tables that code declares: Drizzle, Mongoose, TypeORM and JPA in the fences of a document."""

from textwrap import dedent

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, IndexFact, TableFact
from workbench.reading.schemas import notations
from workbench.reading.values.code_parts import bracketed, split_parts


def read(language: str, code: str) -> tuple[list[TableFact], list[IndexFact]]:
    text = f"# Schema\n\n```{language}\n{dedent(code).strip()}\n```\n"
    facts = notations.read(Document("specs/database/schema.md", text)).facts
    tables = [fact for fact in facts if isinstance(fact, TableFact)]
    return tables, [fact for fact in facts if isinstance(fact, IndexFact)]


def column(table: TableFact, name: str) -> ColumnFact:
    return next(each for each in table.columns if each.field.name == name)


DRIZZLE = """
    export const rigEnum = pgEnum("rig", ["sloop", "ketch"]);

    export const owners = pgTable("owners", {
      id: uuid("id").defaultRandom().primaryKey(), // their key
      email: varchar("email", { length: 255 })
        .notNull()
        .unique(),
    });

    export const boats = pgTable("boats", {
      ownerId: uuid("owner_id").notNull().references(() => owners.id, { onDelete: "cascade" }),
      number: integer("number").notNull(),
      rig: rigEnum("rig").default("sloop"),
      price: numeric("price", { precision: 10, scale: 2 }),
      tags: text("tags").array(),
      createdAt: timestamp("created_at", { withTimezone: true }).defaultNow().notNull(),
    }, (t) => [primaryKey({ columns: [t.ownerId, t.number] }), index("by_time").on(t.createdAt)]);
"""


class TestDrizzle:
    def test_a_chain_over_several_lines_is_one_column(self) -> None:
        (owners, _), _ = read("ts", DRIZZLE)
        email = column(owners, "email")
        assert (email.field.type, email.field.nullable, email.unique) == ("varchar(255)", False, True)
        assert (email.source.line, email.source.end_line) == (8, 10)

    def test_columns_are_called_as_in_the_database(self) -> None:
        (_, boats), _ = read("typescript", DRIZZLE)
        assert [(one.field.name, one.field.type, one.field.nullable) for one in boats.columns] == [
            ("owner_id", "uuid", False), ("number", "integer", False), ("rig", "varchar", True),
            ("price", "numeric(10, 2)", True), ("tags", "text[]", True), ("created_at", "timestamptz", False),
        ]  # fmt: skip

    def test_references_choices_and_defaults_are_kept(self) -> None:
        (_, boats), _ = read("ts", DRIZZLE)
        owner, rig = column(boats, "owner_id"), column(boats, "rig")
        assert (owner.references, owner.on_delete) == ("owners.id", "CASCADE")
        assert (rig.field.choices, rig.field.default) == (("sloop", "ketch"), "sloop")

    def test_keys_and_indexes_stand_behind_the_columns(self) -> None:
        (_, boats), (index,) = read("ts", DRIZZLE)
        assert boats.key == ("owner_id", "number")
        assert (index.columns, index.unique) == (("created_at",), False)


def test_drizzle_tables_refer_to_those_of_other_fences() -> None:
    first = (
        "const rig = pgEnum('rig', ['sloop']);\n"
        "const boatTypes = pgTable('boat_types', { code: text('type_code').primaryKey() });"
    )
    second = (
        "const boats = pgTable('boats', {\n  kind: text('kind').references(() => boatTypes.code),\n  rig: rig('rig'),\n"
        "  parts: jsonb('parts').$type<{\n    name: string;\n  }[]>().default([]),\n});\n"
        "const boatIndexes = { kind: index('by_kind').on(boats.kind, boats.rig) };"
    )
    text = f"# Schema\n\n```ts\n{first}\n```\n\n## Boats\n\n```ts\n{second}\n```\n"
    facts = notations.read(Document("specs/database/schema.md", text)).facts
    boats = next(fact for fact in facts if isinstance(fact, TableFact) and fact.name == "boats")
    assert column(boats, "kind").references == "boat_types.type_code"
    assert column(boats, "rig").field.choices == ("sloop",)
    assert column(boats, "parts").field.type == "jsonb"
    assert [fact.columns for fact in facts if isinstance(fact, IndexFact)] == [("kind", "rig")]


def test_a_mongoose_schema_is_a_table_called_as_its_model() -> None:
    (berth,), _ = read(
        "javascript",
        """
        const berthSchema = new mongoose.Schema({
          label: { type: String, required: true, maxlength: 40 },
          quay: { type: mongoose.Schema.Types.ObjectId, ref: 'Quay' },
          state: { type: String, enum: ['free', 'taken'], default: 'free' },
          place: { lat: Number, lng: Number },
        }, { timestamps: true });
        module.exports = mongoose.model('Berth', berthSchema);
        """,
    )
    label, state = column(berth, "label").field, column(berth, "state").field
    assert (berth.name, label.nullable, label.max_length) == ("Berth", False, 40)
    assert (state.choices, state.default, column(berth, "quay").references) == (("free", "taken"), "free", "Quay.id")
    assert [one.field.name for one in berth.columns][-3:] == ["place", "createdAt", "updatedAt"]


def test_typeorm_entities_say_it_before_their_members() -> None:
    (quay,), _ = read(
        "ts",
        """
        @Entity('quays')
        export class Quay {
          @PrimaryGeneratedColumn('uuid')
          id: string;

          @Column({ type: 'varchar', length: 80, unique: true })
          name: string;

          @Column({ nullable: true })
          note?: string;

          @Column({ type: 'uuid', nullable: true })
          keeper_id?: string;

          @ManyToOne(() => Keeper)
          @JoinColumn({ name: 'keeper_id' })
          keeper: Keeper;

          @DeleteDateColumn()
          deleted_at: Date;

          @ManyToOne(() => Harbour, (h) => h.quays, { onDelete: 'CASCADE' })
          @JoinColumn({ name: 'harbour_id' })
          harbour: Harbour;

          @OneToMany(() => Berth, (b) => b.quay)
          berths: Berth[];
        }
        """,
    )
    assert [(one.field.name, one.field.type, one.field.nullable) for one in quay.columns] == [
        ("id", "uuid", False), ("name", "varchar(80)", False), ("note", "varchar", True),
        ("keeper_id", "uuid", True), ("deleted_at", "timestamp", True), ("harbour_id", None, False),
    ]  # fmt: skip
    assert column(quay, "keeper_id").references == "Keeper.id"
    harbour = column(quay, "harbour_id")
    assert (harbour.references, harbour.on_delete) == ("Harbour.id", "CASCADE")
    assert (column(quay, "id").primary_key, column(quay, "name").unique) == (True, True)


def test_jpa_entities_are_named_as_their_table() -> None:
    (crew,), _ = read(
        "java",
        """
        @Entity
        @Table(name = "crews")
        public class Crew {
            @Id
            @GeneratedValue
            private UUID id;

            @NotBlank
            @Column(length = 100)
            private String fullName;

            @Column(precision = 12, scale = 2)
            private BigDecimal pay;

            @ManyToOne(fetch = FetchType.LAZY)
            @JoinColumn(name = "quay_id", nullable = false)
            private Quay quay;

            public String getFullName() { return fullName; }
        }
        """,
    )
    assert (crew.name, [(one.field.name, one.field.type, one.field.nullable) for one in crew.columns]) == (
        "crews",
        [("id", "uuid", False), ("full_name", "varchar(100)", False), ("pay", "numeric(12, 2)", True),
         ("quay_id", None, False)],
    )  # fmt: skip


def test_parts_know_their_lines_and_leave_out_remarks() -> None:
    parts = list(split_parts('a: f(1, 2), // one, two\nb: "x, y",\n\nc: [3]', 10))
    assert [(part.text, part.line) for part in parts] == [("a: f(1, 2)", 10), ('b: "x, y"', 11), ("c: [3]", 13)]


def test_what_is_never_closed_is_no_body() -> None:
    assert bracketed("f({ a: 1 ", 1) is None
    assert bracketed('f({ a: ")" })', 1) == '{ a: ")" }'


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.sampled_from([*DRIZZLE.split("\n"), "@Entity", "class A {", "new Schema({", "(", "}", "'", "@Id"]),
        max_size=25,
    )
)
def test_code_in_any_order_gives_tables_with_named_columns(lines: list[str]) -> None:
    for language in ("ts", "java"):
        tables, _ = read(language, "\n".join(lines))
        assert all(table.name and all(one.field.name for one in table.columns) for table in tables)


def test_typeorm_relations_and_enumerations_are_read_with_what_stands_beside_them() -> None:
    (berth,), _ = read(
        "typescript",
        """
        export enum Tide { HIGH = 'high', LOW = 'low' }

        @Entity('berths')
        export class Berth {
          @ManyToOne(() => Quay, (quay) => quay.berths, { nullable: true })
          quay: Quay | null;

          @Column({ nullable: true })
          quayId: string | null;

          @Column({ type: 'enum', enum: Tide, default: Tide.LOW })
          tide: Tide;

          @Column({ select: false })  // never shown
          secret: string;

          @OneToOne(() => Buoy, (buoy) => buoy.berth)
          buoy: Buoy;

          @CreateDateColumn()
          madeAt: Date;
        }
        """,
    )
    assert [one.field.name for one in berth.columns] == ["quayId", "tide", "secret", "madeAt"]
    quay, tide = column(berth, "quayId"), column(berth, "tide").field
    assert (quay.references, quay.field.type, quay.field.nullable) == ("Quay.id", None, True)
    assert (tide.choices, tide.default, column(berth, "madeAt").field.default) == (("high", "low"), "low", "now()")


def test_members_of_java_without_annotations_are_columns_too() -> None:
    code = """
@Entity
@Table(name = "boats")
public class Boat {
    private static final long serialVersionUID = 1L;
    // by whom it was named
    private String godmother;

    @Id
    private Long id;

    @Column(nullable = false)
    private String name;
    private Instant soldAt;
}
"""
    found = notations.read(Document("specs/database/a.md", f"# Data\n\n```java{code}```\n")).facts
    (boats,) = (fact for fact in found if isinstance(fact, TableFact))
    assert [(one.field.name, one.field.type, one.field.nullable) for one in boats.columns] == [
        ("godmother", "varchar", True), ("id", "bigint", False), ("name", "varchar", False),
        ("sold_at", "timestamptz", True),
    ]  # fmt: skip
