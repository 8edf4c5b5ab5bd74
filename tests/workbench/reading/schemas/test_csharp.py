"""Entities as classes of C#."""

from workbench.reading.documents import Document
from workbench.reading.facts import ColumnFact, IndexFact, TableFact
from workbench.reading.schemas import notations

CODE = """
public DbSet<Boat> Fleet => Set<Boat>();
model.Entity<Boat>().HasIndex(b => new { b.Name, b.SkipperId }).IsUnique();

[Table("people")]
[Index(nameof(Email), IsUnique = true)]
public class Skipper
{
    [Key] public Guid SkipperId { get; set; }
    [Required, StringLength(80, MinimumLength = 2)] public string Email { get; set; } = null!;
    public ICollection<Boat> Boats { get; set; } = new List<Boat>();
}

public class Boat
{
    public int Id { get; set; }
    [MaxLength(40)] public string Name { get; set; } = "nameless";
    public Rig Rig { get; set; } = Rig.Ketch;
    [Range(0.5, 9)] public decimal? Draught { get; set; }
    public Guid SkipperId { get; set; }
    public Skipper Skipper { get; set; } = null!;
    public virtual Berth? Berth { get; set; }
    public DateTimeOffset LaunchedAt { get; set; } = DateTimeOffset.UtcNow;
}

public class Berth { public int Id { get; set; } }
public class BoatDto { public int Id { get; set; } }
public enum Rig { Sloop, Ketch = 2 }
"""


def facts() -> dict[str, TableFact]:
    found = notations.read(Document("specs/database/a.md", f"# Data\n\n```csharp{CODE}```\n")).facts
    return {fact.name: fact for fact in found if isinstance(fact, TableFact)}


def column(table: str, name: str) -> ColumnFact:
    return next(one for one in facts()[table].columns if one.field.name == name)


def test_classes_with_a_key_are_tables_by_their_own_name_or_that_of_their_set() -> None:
    assert list(facts()) == ["people", "fleet", "berth"]


def test_members_are_columns_in_the_words_of_a_database() -> None:
    told = {one.field.name: (one.field.type, one.field.nullable) for one in facts()["fleet"].columns}
    assert told == {
        "id": ("integer", False), "name": ("varchar", False), "rig": ("varchar", False), "draught": ("numeric", True),
        "skipper_id": ("uuid", False), "berth_id": (None, True), "launched_at": ("timestamptz", False),
    }  # fmt: skip


def test_what_stands_in_brackets_limits_them() -> None:
    email, draught = column("people", "email").field, column("fleet", "draught").field
    assert (email.min_length, email.max_length) == (2, 80)
    assert (draught.minimum, draught.maximum) == (0.5, 9)


def test_defaults_are_values_members_of_enumerations_and_the_present() -> None:
    rig = column("fleet", "rig").field
    assert (rig.choices, rig.default) == (("Sloop", "Ketch"), "Ketch")
    assert [column("fleet", name).field.default for name in ("name", "launched_at")] == ["nameless", "now()"]


def test_a_member_that_leads_to_another_entity_is_told_by_its_key() -> None:
    assert column("fleet", "skipper_id").references == "people.skipper_id"
    assert column("fleet", "berth_id").references == "berth.id"


def test_unique_indexes_are_those_of_attributes_and_of_the_context() -> None:
    found = notations.read(Document("specs/database/a.md", f"# Data\n\n```csharp{CODE}```\n")).facts
    assert [(one.table, one.columns) for one in found if isinstance(one, IndexFact)] == [
        ("people", ("email",)), ("fleet", ("name", "skipper_id")),
    ]  # fmt: skip
