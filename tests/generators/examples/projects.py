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
    OperationKind,
    OwnerPath,
    PathParameter,
    PathUse,
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
    created_at,
    foreign,
    key_column,
    literal,
    operation,
    updated_at,
    varchar,
)


def projects_blueprint() -> Blueprint:
    """Give parents, children owned through them, and labels linked through a join table."""
    project_id = PathParameter("project_id", PathUse.ROW, BIGINT, "projects", "id")
    parent = PathParameter("project_id", PathUse.PARENT, BIGINT, "projects", "id", "project_id")
    task_id = PathParameter("task_id", PathUse.ROW, BIGINT, "tasks", "id")
    label_id = PathParameter("label_id", PathUse.PARENT, BIGINT, "labels", "id", "label_id")
    link_task = PathParameter("task_id", PathUse.PARENT, BIGINT, "tasks", "id", "task_id")
    # Notes lie below a task that lies below a project: three keys, each within the one before.
    below = (parent, PathParameter("task_id", PathUse.PARENT, BIGINT, "tasks", "id", "task_id"))
    note_id = PathParameter("note_id", PathUse.ROW, BIGINT, "notes", "id")
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
        BodyField(
            "estimate", INTEGER, "estimate", required=False, nullable=True, limits=Limits(minimum=0, maximum=1000)
        ),
        BodyField("starts_on", DATE, "starts_on", required=False, nullable=True),
        BodyField("ends_on", DATE, "ends_on", required=False, nullable=True),
    )
    move = BodyField("project_id", BIGINT, "project_id", required=False)
    return Blueprint(
        Settings(name="projects-backend", title="Projects"),
        (users, plain("projects", "project", unique=True), plain("labels", "label"), tasks, notes, task_labels),
        (
            operation(
                "projects.create",
                "POST /api/v1/projects",
                OperationKind.CREATE,
                "create_project",
                body=(name,),
                errors=(401, 409, 422),
            ),
            operation(
                "projects.list", "GET /api/v1/projects", OperationKind.LIST, "list_projects", query=(LIMIT, OFFSET)
            ),
            operation(
                "projects.read",
                "GET /api/v1/projects/{project_id}",
                OperationKind.READ,
                "read_project",
                path_parameters=(project_id,),
            ),
            operation(
                "projects.delete",
                "DELETE /api/v1/projects/{project_id}",
                OperationKind.DELETE,
                "delete_project",
                path_parameters=(project_id,),
            ),
            operation("labels.create", "POST /api/v1/labels", OperationKind.CREATE, "create_label", body=(name,)),
            operation(
                "tasks.create",
                "POST /api/v1/projects/{project_id}/tasks",
                OperationKind.CREATE,
                "create_task",
                path_parameters=(parent,),
                body=task_body,
            ),
            operation(
                "tasks.list",
                "GET /api/v1/projects/{project_id}/tasks",
                OperationKind.LIST,
                "list_tasks",
                path_parameters=(parent,),
                query=(QueryParameter("done", QueryUse.FILTER, BOOLEAN, column="done"), LIMIT, OFFSET),
            ),
            operation(
                "tasks.read", "GET /api/v1/tasks/{task_id}", OperationKind.READ, "read_task", path_parameters=(task_id,)
            ),
            operation(
                "tasks.patch",
                "PATCH /api/v1/tasks/{task_id}",
                OperationKind.PATCH,
                "update_task",
                path_parameters=(task_id,),
                body=tuple(
                    BodyField(field.name, field.type, field.column, False, field.nullable, field.limits)
                    for field in (*task_body, move)
                ),
            ),
            operation(
                "tasks.delete",
                "DELETE /api/v1/tasks/{task_id}",
                OperationKind.DELETE,
                "delete_task",
                path_parameters=(task_id,),
            ),
            operation(
                "tasks.add_label",
                "PUT /api/v1/tasks/{task_id}/labels/{label_id}",
                OperationKind.LINK,
                "add_label",
                entity="task_labels",
                path_parameters=(link_task, label_id),
            ),
            operation(
                "tasks.remove_label",
                "DELETE /api/v1/tasks/{task_id}/labels/{label_id}",
                OperationKind.UNLINK,
                "remove_label",
                entity="task_labels",
                path_parameters=(link_task, label_id),
            ),
            operation(
                "notes.create",
                "POST /api/v1/projects/{project_id}/tasks/{task_id}/notes",
                OperationKind.CREATE,
                "create_note",
                path_parameters=below,
                body=(text,),
            ),
            operation(
                "notes.list",
                "GET /api/v1/projects/{project_id}/tasks/{task_id}/notes",
                OperationKind.LIST,
                "list_notes",
                path_parameters=below,
                query=(LIMIT, OFFSET),
            ),
            operation(
                "notes.patch",
                "PATCH /api/v1/projects/{project_id}/tasks/{task_id}/notes/{note_id}",
                OperationKind.PATCH,
                "update_note",
                path_parameters=(*below, note_id),
                body=(text,),
            ),
            operation(
                "notes.delete",
                "DELETE /api/v1/projects/{project_id}/tasks/{task_id}/notes/{note_id}",
                OperationKind.DELETE,
                "delete_note",
                path_parameters=(*below, note_id),
            ),
            operation(
                "tasks.export",
                "POST /api/v1/tasks/{task_id}/export",
                OperationKind.PORT,
                "export_task",
                path_parameters=(task_id,),
                errors=(401, 404, 422, 501),
            ),
        ),
    )
