"""Example blueprint: projects with what lies below them, and labels tied to it."""

from generators.blueprint import (
    Blueprint,
    BodyField,
    Check,
    Column,
    ColumnRole,
    Entity,
    EntityPurpose,
    Index,
    Limits,
    OwnerPath,
    QueryParameter,
    QueryUse,
    Settings,
    TypeName,
)
from tests.generators.examples.parts import (
    BIGINT,
    BOOLEAN,
    DATE,
    INTEGER,
    LIMIT,
    OFFSET,
    K,
    changes,
    created_at,
    field,
    foreign,
    key_column,
    literal,
    operation,
    parent,
    row,
    updated_at,
    varchar,
)


def projects_blueprint() -> Blueprint:
    """Give parents, children owned through them, and labels linked through a join table."""
    project, task = parent("project_id", "projects", BIGINT), parent("task_id", "tasks", BIGINT)
    label = parent("label_id", "labels", BIGINT)
    of_project, of_task = (row("project_id", "projects", BIGINT),), (row("task_id", "tasks", BIGINT),)
    # Notes lie below a task that lies below a project: three keys, each within the one before.
    below, of_note = (project, task), (project, task, row("note_id", "notes", BIGINT))
    text = BodyField("text", varchar(200), "text", limits=Limits(min_length=1, max_length=200))
    name = BodyField("name", varchar(80), "name", limits=Limits(min_length=1, max_length=80))

    def plain(table: str, singular: str, *, unique: bool = False) -> Entity:
        return Entity(
            name=table,
            singular=singular,
            columns=(
                key_column(TypeName.BIGINT),
                foreign("owner_id", "users", BIGINT, role=ColumnRole.OWNER),
                Column("name", varchar(80), limits=Limits(min_length=1)),
                created_at(),
            ),
            indexes=(Index(("owner_id", "name"), unique=True),) if unique else (),
            owner=OwnerPath(("owner_id",)),
            visible=("id", "name", "created_at"),
        )

    users = Entity(
        name="users",
        singular="user",
        purpose=EntityPurpose.USERS,
        columns=(
            key_column(TypeName.BIGINT),
            Column("email", varchar(255), unique=True, limits=Limits(format="email")),
            Column("is_active", BOOLEAN, default=literal(True)),
        ),
    )
    tasks = Entity(
        name="tasks",
        singular="task",
        columns=(
            key_column(TypeName.BIGINT),
            foreign("project_id", "projects", BIGINT),
            Column("title", varchar(120), limits=Limits(min_length=1)),
            Column("estimate", INTEGER, nullable=True, limits=Limits(minimum=0, maximum=1000)),
            Column("starts_on", DATE, nullable=True),
            Column("ends_on", DATE, nullable=True),
            Column("done", BOOLEAN, default=literal(False)),
            created_at(),
            updated_at(),
        ),
        checks=(Check("dates_in_order", "starts_on IS NULL OR ends_on IS NULL OR starts_on <= ends_on"),),
        owner=OwnerPath(("project_id", "owner_id")),
        visible=("id", "project_id", "title", "estimate", "starts_on", "ends_on", "done"),
    )
    notes = Entity(
        name="notes",
        singular="note",
        columns=(
            key_column(TypeName.BIGINT),
            foreign("task_id", "tasks", BIGINT),
            Column("text", varchar(200), limits=Limits(min_length=1)),
        ),
        owner=OwnerPath(("task_id", "project_id", "owner_id")),
        visible=("id", "text"),
    )
    task_labels = Entity(
        name="task_labels",
        singular="task_label",
        purpose=EntityPurpose.JOIN,
        columns=(
            foreign("task_id", "tasks", BIGINT, index=False, primary_key=True),
            foreign("label_id", "labels", BIGINT, index=False, primary_key=True),
        ),
        owner=OwnerPath(("task_id", "project_id", "owner_id")),
    )
    task_body = (
        BodyField("title", varchar(120), "title", limits=Limits(min_length=1, max_length=120)),
        *(field(column) for column in tasks.columns if column.name in ("estimate", "starts_on", "ends_on")),
    )
    move = BodyField("project_id", BIGINT, "project_id")
    done = QueryParameter("done", QueryUse.FILTER, BOOLEAN, column="done")
    tasks_of, labels_of = "/api/v1/projects/{project_id}/tasks", "/api/v1/tasks/{task_id}/labels/{label_id}"
    notes_of = f"{tasks_of}/{{task_id}}/notes"
    operations = (
        operation("projects.create", "POST /api/v1/projects", K.CREATE, "create_project", body=(name,),
                  errors=(401, 409, 422)),
        operation("projects.list", "GET /api/v1/projects", K.LIST, "list_projects", query=(LIMIT, OFFSET)),
        operation("projects.read", "GET /api/v1/projects/{project_id}", K.READ, "read_project",
                  path_parameters=of_project),
        operation("projects.delete", "DELETE /api/v1/projects/{project_id}", K.DELETE, "delete_project",
                  path_parameters=of_project),
        operation("labels.create", "POST /api/v1/labels", K.CREATE, "create_label", body=(name,)),
        operation("tasks.create", f"POST {tasks_of}", K.CREATE, "create_task", path_parameters=(project,),
                  body=task_body),
        operation("tasks.list", f"GET {tasks_of}", K.LIST, "list_tasks", path_parameters=(project,),
                  query=(done, LIMIT, OFFSET)),
        operation("tasks.read", "GET /api/v1/tasks/{task_id}", K.READ, "read_task", path_parameters=of_task),
        operation("tasks.patch", "PATCH /api/v1/tasks/{task_id}", K.PATCH, "update_task", path_parameters=of_task,
                  body=changes(*task_body, move)),
        operation("tasks.delete", "DELETE /api/v1/tasks/{task_id}", K.DELETE, "delete_task", path_parameters=of_task),
        operation("tasks.add_label", f"PUT {labels_of}", K.LINK, "add_label", entity="task_labels",
                  path_parameters=(task, label)),
        operation("tasks.remove_label", f"DELETE {labels_of}", K.UNLINK, "remove_label", entity="task_labels",
                  path_parameters=(task, label)),
        operation("notes.create", f"POST {notes_of}", K.CREATE, "create_note", path_parameters=below, body=(text,)),
        operation("notes.list", f"GET {notes_of}", K.LIST, "list_notes", path_parameters=below, query=(LIMIT, OFFSET)),
        operation("notes.patch", f"PATCH {notes_of}/{{note_id}}", K.PATCH, "update_note", path_parameters=of_note,
                  body=(text,)),
        operation("notes.delete", f"DELETE {notes_of}/{{note_id}}", K.DELETE, "delete_note", path_parameters=of_note),
        operation("tasks.export", "POST /api/v1/tasks/{task_id}/export", K.PORT, "export_task",
                  path_parameters=of_task, errors=(401, 404, 422, 501)),
    )  # fmt: skip
    entities = (users, plain("projects", "project", unique=True), plain("labels", "label"), tasks, notes, task_labels)
    return Blueprint(Settings(name="projects-backend", title="Projects"), entities, operations)
