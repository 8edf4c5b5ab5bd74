"""Tables become entities: merged, tied, owned."""

from dataclasses import replace

from generators.blueprint import ColumnRole, Default, DefaultKind, DeleteRule, Entity, EntityPurpose, OwnerPath
from tests.workbench.resolving.readings import (
    answer,
    column,
    endpoint,
    index,
    reading,
    table,
    tasks_table,
    users_table,
)
from workbench.reading.facts import Fact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve


def resolved(*facts: Fact) -> Resolution:
    return resolve(reading(*facts))


def entity(name: str, *facts: Fact) -> Entity:
    return resolved(*facts).blueprint.entity(name)


ID = column("id", "integer", primary_key=True)


def test_a_class_and_its_table_are_one_entity() -> None:
    mirror = table("Task", ID, column("title", "str"), file="specs/architecture.md", notation="python")
    tables = resolved(users_table(), tasks_table(), mirror).blueprint.entities
    assert [one.name for one in tables] == ["users", "tasks"]


def test_a_name_in_prose_becomes_the_plural_table() -> None:
    assert entity("line_items", table("Line Item", ID, notation="table")).singular == "line_item"


def test_a_column_keeps_the_sources_of_all_who_describe_it() -> None:
    mirror = table(
        "tasks", column("title", "str", line=7, file="specs/plan.md"), file="specs/plan.md", notation="python"
    )
    title = entity("tasks", users_table(), tasks_table(), mirror).column("title")
    assert [source.file for source in title.sources] == ["specs/database/schema.md", "specs/plan.md"]


def test_a_schema_class_is_no_table() -> None:
    mirror = table("TaskCreate", column("title", "str"), notation="python", implied=True)
    assert [one.name for one in resolved(users_table(), tasks_table(), mirror).blueprint.entities] == ["users", "tasks"]


def test_a_suggested_table_is_made_only_where_an_endpoint_needs_it() -> None:
    suggested = table("Note", ID, column("text", "string"), notation="openapi", implied=True)
    assert resolved(suggested).blueprint.entities == ()
    assert [one.name for one in resolved(suggested, endpoint("GET /notes")).blueprint.entities] == ["notes"]


def test_a_table_without_a_key_gets_its_id_as_one() -> None:
    assert entity("tags", table("tags", column("id", "integer"), column("name", "text"))).key[0].name == "id"


def test_a_table_without_any_id_gets_one() -> None:
    key = entity("tags", table("tags", column("name", "text"))).key[0]
    assert (key.name, key.default.kind if key.default else None) == ("id", DefaultKind.UUID)


def test_a_counted_key_counts() -> None:
    key = entity("tags", table("tags", ID)).key[0]
    assert key.default is not None
    assert key.default.kind is DefaultKind.SERIAL


def test_a_composite_key_makes_all_its_columns_keys() -> None:
    parts = table("parts", column("a", "uuid"), column("b", "uuid"), key=("a", "b"))
    assert [one.name for one in entity("parts", parts).key] == ["a", "b"]


def test_a_reference_names_key_and_delete_rule() -> None:
    reference = entity("tasks", users_table(), tasks_table()).column("user_id").references
    assert reference is not None
    assert (reference.entity, reference.column, reference.on_delete) == ("users", "id", DeleteRule.CASCADE)


def test_a_reference_to_a_table_that_nobody_describes_is_a_plain_column() -> None:
    assert entity("tasks", tasks_table()).column("user_id").references is None


def test_a_reference_takes_the_type_of_what_it_refers_to() -> None:
    assert str(entity("tasks", users_table(), tasks_table(owner="varchar(255)")).column("user_id").type) == "uuid"


def test_a_reference_of_another_type_is_asked_about() -> None:
    questions = resolved(users_table(), tasks_table(owner="varchar(255)")).questions
    assert [question.id for question in questions] == ["tasks.user_id.type"]


def test_a_name_that_says_so_refers_to_the_table() -> None:
    labels = table("labels", ID, column("task_id", "uuid"))
    reference = entity("labels", users_table(), tasks_table(), labels).column("task_id").references
    assert reference is not None
    assert reference.entity == "tasks"


def test_the_owner_is_the_reference_to_the_user() -> None:
    tasks = entity("tasks", users_table(), tasks_table())
    assert (tasks.owner, tasks.column("user_id").role) == (OwnerPath(("user_id",)), ColumnRole.OWNER)


def test_rows_have_an_owner_without_a_users_table() -> None:
    assert entity("tasks", tasks_table()).owner == OwnerPath(("user_id",))


def test_a_child_is_owned_through_its_parent() -> None:
    steps = table("steps", ID, column("task_id", "uuid", nullable=False, references="tasks.id"))
    assert entity("steps", users_table(), tasks_table(), steps).owner == OwnerPath(("task_id", "user_id"))


def test_a_reference_that_may_be_empty_leads_to_no_owner() -> None:
    steps = table("steps", ID, column("task_id", "uuid", nullable=True, references="tasks.id"))
    assert entity("steps", users_table(), tasks_table(), steps).owner is None


def test_a_table_of_two_references_joins() -> None:
    tags = table("tags", column("id", "uuid", primary_key=True), column("name", "text"))
    join = table(
        "task_tags",
        column("task_id", "uuid", references="tasks.id"),
        column("tag_id", "uuid", references="tags.id"),
        key=("task_id", "tag_id"),
    )
    assert entity("task_tags", users_table(), tasks_table(), tags, join).purpose is EntityPurpose.JOIN


def test_passwords_and_secrets_are_never_visible() -> None:
    users = entity("users", users_table())
    assert "password_hash" not in users.visible


def test_parents_come_before_their_children() -> None:
    assert [one.name for one in resolved(tasks_table(), users_table()).blueprint.entities] == ["users", "tasks"]


def test_a_unique_index_over_one_column_makes_it_unique() -> None:
    assert (
        entity("tags", table("tags", ID, column("name", "text")), index("tags", "name", unique=True))
        .column("name")
        .unique
    )


def test_an_index_over_several_columns_stays_with_the_table() -> None:
    tasks = entity("tasks", users_table(), tasks_table(), index("tasks", "user_id", "completed"))
    assert [one.columns for one in tasks.indexes] == [("user_id", "completed")]


def test_an_index_that_names_no_column_is_left_out() -> None:
    assert entity("tags", table("tags", ID), index("tags", "lower(name)")).indexes == ()


def test_a_check_over_two_columns_is_kept() -> None:
    slots = table("slots", ID, column("a", "integer"), column("b", "integer"), checks=("a < b",))
    assert [check.expression for check in entity("slots", slots).checks] == ["a < b"]


def test_a_check_against_the_clock_is_not_made_a_constraint() -> None:
    slots = table("slots", ID, column("at", "timestamptz"), checks=("at > now()",))
    result = resolved(slots)
    assert result.blueprint.entity("slots").checks == ()
    assert any("does not check" in assumption.text for assumption in result.assumptions)


def rivals() -> tuple[Fact, ...]:
    lead = table("tags", ID, column("name", "varchar(50)"), column("colour", "text"), column("rank", "integer"))
    other = table(
        "tags",
        ID,
        column("name", "varchar(80)"),
        column("colour", "text"),
        column("icon", "text"),
        file="specs/overview.md",
    )
    return lead, other


def test_two_whole_descriptions_are_asked_about_and_the_database_document_leads() -> None:
    result = resolved(*rivals())
    assert [one.name for one in result.blueprint.entity("tags").columns] == ["id", "name", "colour", "rank"]
    assert "tags.description" in [question.id for question in result.questions]


def test_the_answer_chooses_the_description() -> None:
    result = resolved(*rivals(), answer("tags.description", "specs/overview.md"))
    assert [one.name for one in result.blueprint.entity("tags").columns] == ["id", "name", "colour", "icon"]


def test_a_fragment_adds_its_columns() -> None:
    more = table("tasks", column("due_at", "timestamptz"), file="specs/features/due.md")
    assert entity("tasks", users_table(), tasks_table(), more).has("due_at")


def test_a_time_that_notes_keep_as_a_text_is_no_contradiction() -> None:
    exact = table("tasks", ID, column("born_at", "timestamptz", nullable=False))
    noted = table("tasks", column("born_at", "str"), file="specs/plan.md", notation="bullets")
    result = resolve(reading(exact, noted))
    assert [one.id for one in result.questions if one.id.endswith(".type")] == []
    assert str(result.blueprint.entity("tasks").column("born_at").type) == "timestamptz"


def test_the_parts_of_a_key_refer_to_the_tables_that_they_are_called_after() -> None:
    crews = table("crews", column("boat_id", "integer"), column("sailor_id", "integer"), key=("boat_id", "sailor_id"))
    found = entity("crews", table("boats", ID), table("sailors", ID), crews)
    assert [one.references.entity for one in found.columns if one.references] == ["boats", "sailors"]
    assert [one.name for one in found.key] == ["boat_id", "sailor_id"]


def test_a_key_of_its_own_is_made_whatever_it_is_called() -> None:
    boats = table("boats", column("boat_id", "uuid", primary_key=True), column("name", "text"))
    assert entity("boats", boats).column("boat_id").default == Default(DefaultKind.UUID)
    codes = table("codes", column("code", "varchar(8)", primary_key=True), column("name", "text"))
    assert entity("codes", codes).column("code").default is None


def test_types_that_mirror_a_table_say_nothing_of_it() -> None:
    boats = table("boats", ID, column("rig", "varchar(20)"), notation="table")
    mirror = table("Boat", column("id", "string"), column("rig", "string"), column("label", "string"))
    mirror = replace(mirror, notation="interface")
    assert [one.name for one in entity("boats", boats, mirror).columns] == ["id", "rig"]
    assert [one.name for one in entity("boats", mirror).columns] == ["id", "rig", "label"]


def test_a_class_of_sqlmodel_alone_names_its_table_in_small_letters() -> None:
    log = table("AuditLog", ID, notation="python")
    assert entity("auditlog", log).name == "auditlog"
    assert entity("audit_logs", log, table("Audit Log", ID, notation="table")).name == "audit_logs"


def test_a_column_that_is_set_to_null_can_be_null() -> None:
    crews = table("crews", ID, column("boat_id", "integer", references="boats.id", on_delete="SET NULL"))
    (found,) = [one for one in entity("crews", table("boats", ID), crews).columns if one.references]
    assert (found.nullable, found.references and found.references.on_delete) == (True, DeleteRule.SET_NULL)


def test_the_last_noun_of_a_foreign_key_tells_its_table() -> None:
    members, described = table("members", ID), replace(column("advancing_member_id", "integer"), source=ID.source)
    marked = replace(described, field=replace(described.field, description="nullable FK"))
    for found, target in ((described, None), (marked, "members")):
        (one,) = [one for one in entity("trips", members, table("trips", ID, found)).columns if one.name != "id"]
        assert (one.references and one.references.entity) == target


def test_the_role_of_accounts_is_kept_by_its_name_where_a_table_counts_roles() -> None:
    accounts = table(
        "users",
        column("id", "uuid", primary_key=True),
        column("email", "text", unique=True, nullable=False),
        column("role", "tinyint", nullable=False),
    )
    found = resolve(reading(accounts, endpoint("GET /users", roles=("skipper",))))
    role = found.blueprint.entity("users").column("role")
    assert (str(role.type), role.role) == ("varchar(20)", ColumnRole.USER_ROLE)
    assert "users.role.named" in [one.id for one in found.assumptions]
