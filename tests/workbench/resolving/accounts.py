"""Tasks of people with accounts: what the tests of sentences hold these against."""

from tests.workbench.resolving.readings import column, endpoint, field, index, table, tasks_table, users_table
from workbench.reading.facts import Fact

TITLE = field("title", "string", required=True, min_length=1, max_length=200)
TEXT = field("description", "string", required=False, max_length=1000)
PRIORITY = field("priority", "string", required=False, choices=("low", "high"))
FACTS: tuple[Fact, ...] = (
    users_table(),
    tasks_table(
        column("priority", "varchar(10)", nullable=False, choices=("low", "high"), default="low", has_default=True),
        column("completed_at", "timestamptz", nullable=True),
        column("updated_at", "timestamptz", nullable=False),
    ),
    table("labels", column("id", "uuid", primary_key=True), column("name", "text"), line=60),
    index("labels", "name", unique=True),
    endpoint("POST /api/auth/register", line=1, body=(field("email", "email"), field("password", "string"))),
    endpoint("POST /api/auth/login", line=2),
    endpoint("GET /api/users/me", line=3),
    endpoint("POST /api/tasks", line=10, body=(TITLE, TEXT, PRIORITY)),
    endpoint("POST /api/labels", line=11, body=(field("name", "string", required=True),)),
    endpoint(
        "GET /api/tasks",
        line=12,
        query=(
            field("priority", "string"),
            field("search", "string"),
            field("limit", "integer", default=20, has_default=True, maximum=50),
            field("sort", "string", choices=("created_at", "title")),
        ),
    ),
    endpoint("GET /api/tasks/{id}", line=13),
    endpoint("PUT /api/tasks/{id}", line=14, body=(TITLE, TEXT, PRIORITY)),
    endpoint("DELETE /api/tasks/{id}", line=15),
    endpoint("PATCH /api/tasks/{id}/complete", line=16),
)
