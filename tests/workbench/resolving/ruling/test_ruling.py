"""Exact rules in a blueprint: what each clause changes, what it is proven by, and what is refused."""

import pytest

from generators.blueprint import (
    Access,
    Adjustment,
    Blueprint,
    Counted,
    CountLimit,
    Deadline,
    DefaultKind,
    Derivation,
    DerivationKind,
    Effect,
    EffectValue,
    Grant,
    Hidden,
    Limits,
    Occasion,
    Operation,
    Period,
    Plan,
    QueryUse,
    RecordValue,
    Recurrence,
    RequirementStatus,
    RuleKind,
    Stamp,
)
from tests.workbench.resolving.readings import (
    CRUD,
    at,
    column,
    endpoint,
    field,
    reading,
    table,
    tasks_table,
    users_table,
)
from workbench.reading.facts import Fact, RuleFact
from workbench.reading.notation.lines import read_rule
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

FACTS: tuple[Fact, ...] = (
    users_table(),
    tasks_table(
        column("status", "text", nullable=False, choices=("open", "busy", "done"), default="open", has_default=True),
        column("starts_at", "timestamptz", nullable=True),
        column("due_at", "timestamptz", nullable=True),
        column("rhythm", "varchar(10)", nullable=True, choices=("daily", "monthly")),
        column("ends_on", "date", nullable=True),
        column("done_at", "timestamptz", nullable=True),
        column("internal", "boolean", nullable=False, default=False, has_default=True),
        column("slug", "varchar(80)", nullable=False),
        column("number", "integer", nullable=False),
        column("price", "numeric(10,2)", nullable=False),
        column("count", "integer", nullable=False),
        column("total", "numeric(10,2)", nullable=False),
        column("item_id", "uuid", nullable=True, references="items.id"),
    ),
    table(
        "items",
        column("id", "uuid", primary_key=True),
        column("stock", "integer", nullable=False),
        column("price", "numeric(10,2)", nullable=False),
        column("plan", "varchar(10)", nullable=False),
        line=60,
    ),
    table(
        "events",
        column("id", "uuid", primary_key=True),
        column("task_id", "uuid", nullable=False, references="tasks.id"),
        column("before", "text", nullable=True),
        line=80,
    ),
    *CRUD,
    endpoint("POST /api/items", line=10, body=(field("stock", "integer"), field("price", "number"), field("plan"))),
    endpoint("GET /api/items", line=11),
    endpoint("PATCH /api/tasks/{id}", line=12),
)  # fmt: skip


def ruled(*lines: str) -> Resolution:
    facts = [
        RuleFact(*read_rule(text), text, at(line, "specs/clarifications.md")) for line, text in enumerate(lines, 1)
    ]
    return resolve(reading(*FACTS, *facts))


def blueprint(*lines: str) -> Blueprint:
    found = ruled(*lines)
    assert [notice for notice in found.notices if "clarifications" in notice] == []
    return found.blueprint


def operation(built: Blueprint, method: str, path: str) -> Operation:
    return next(one for one in built.operations if (one.method, one.path) == (method, path))


def test_lengths_and_presence_reach_the_column_and_every_body() -> None:
    built = blueprint("tasks.description: required; length 5..90")
    assert built.entity("tasks").column("description").limits == Limits(5, 90)
    assert not built.entity("tasks").column("description").nullable
    bodies = [one.body for one in built.operations if one.name in ("create_task", "replace_task", "update_task")]
    found = [field for body in bodies for field in body if field.name == "description"]
    assert found
    assert {(field.limits.min_length, field.limits.max_length) for field in found} == {(5, 90)}
    assert any(field.required for field in found)


@pytest.mark.parametrize(
    ("line", "limits"),
    [
        ("items.stock: range 0..9", Limits(minimum=0, maximum=9)),
        ("items.stock: above 0", Limits(minimum=0, exclusive_minimum=True)),
        ("items.stock: below 5", Limits(maximum=5, exclusive_maximum=True)),
        ('items.plan: pattern "[a-z]+"', Limits(pattern="[a-z]+")),
        ("items.plan: one of free, pro", Limits(choices=("free", "pro"))),
    ],
)
def test_a_value_is_limited(line: str, limits: Limits) -> None:
    name = line.partition(":")[0].partition(".")[2]
    built = blueprint(line)
    found = built.entity("items").column(name).limits
    assert (found.minimum, found.maximum, found.exclusive_minimum, found.exclusive_maximum) == (
        limits.minimum, limits.maximum, limits.exclusive_minimum, limits.exclusive_maximum,
    )  # fmt: skip
    assert (found.pattern, found.choices) == (limits.pattern, limits.choices)
    body = next(one for one in operation(built, "POST", "/api/items").body if one.name == name)
    assert body.limits.choices == limits.choices


def test_a_time_is_held_against_the_present_where_it_is_given() -> None:
    built = blueprint("tasks.due_at: not past on create", "tasks.starts_at: future")
    create, patch = operation(built, "POST", "/api/tasks"), operation(built, "PATCH", "/api/tasks/{id}")
    assert {one.name: one.limits.moment for one in create.body if one.limits.moment} == {
        "due_at": "not_past",
        "starts_at": "future",
    }
    assert {one.name: one.limits.moment for one in patch.body if one.limits.moment} == {"starts_at": "future"}
    assert [one.status for one in built.requirements] == [RequirementStatus.ENFORCED] * 2


def test_uniqueness_within_a_scope_is_an_index() -> None:
    (index,) = [one for one in blueprint("tasks.title: unique within user_id").entity("tasks").indexes if one.unique]
    assert (index.columns, index.where) == (("user_id", "title"), None)


def test_uniqueness_of_some_rows_is_a_partial_index() -> None:
    built = blueprint("tasks: unique user_id, title where status in open, busy")
    (index,) = [one for one in built.entity("tasks").indexes if one.unique]
    assert (index.columns, index.where) == (("user_id", "title"), "status IN ('open', 'busy')")


def test_a_check_compares_two_columns() -> None:
    (check,) = blueprint("tasks: check due_at > starts_at").entity("tasks").checks
    assert check.expression == "due_at > starts_at"


def test_counts_are_limited_within_a_scope() -> None:
    (limit,) = blueprint("tasks: at most 5 where status = open within user_id").entity("tasks").count_limits
    assert limit == CountLimit(5, "user_id", "status", ("open",), sources=limit.sources)


def test_quotas_differ_by_plan_and_period() -> None:
    built = blueprint("tasks: at most 3 for free, any for pro within item_id per day by plan")
    (limit,) = built.entity("tasks").count_limits
    assert (limit.period, limit.plan, limit.plans) == (Period.DAY, "plan", (Plan("free", 3), Plan("pro", None)))


def test_new_passwords_are_long_and_of_many_kinds_where_accounts_are_made_here() -> None:
    lines = ("all: password at least 12; password needs upper, digit",)
    facts = [
        RuleFact(*read_rule(text), text, at(line, "specs/clarifications.md")) for line, text in enumerate(lines, 1)
    ]
    register = endpoint("POST /api/auth/register", line=20, body=(field("email"), field("password")))
    login = endpoint("POST /api/auth/login", line=21, body=(field("email"), field("password")))
    built = resolve(reading(*FACTS, register, login, *facts)).blueprint
    body = next(one.body for one in built.operations if one.kind.value == "register")
    assert next(one.limits for one in body if one.name == "password") == Limits(12, 128, needs=("upper", "digit"))
    assert [one.status for one in built.requirements] == [RequirementStatus.ENFORCED]


def test_messages_are_said_on_their_occasion() -> None:
    built = blueprint(
        'all: message no token "Sign in first" code UNAUTHORIZED',
        'tasks: message missing "No task #{key}"',
        'task.title: message required "A title, please"',
    )
    assert [(one.occasion, one.text, one.entity, one.column, one.code) for one in built.settings.messages] == [
        (Occasion.NO_TOKEN, "Sign in first", None, None, "UNAUTHORIZED"),
        (Occasion.MISSING, "No task #{key}", "tasks", None, None),
        (Occasion.REQUIRED, "A title, please", "tasks", "title", None),
    ]
    assert [one.status for one in built.requirements] == [RequirementStatus.ENFORCED] * 3


@pytest.mark.parametrize(
    "line",
    [
        'all: message credentials "Wrong password"',  # nobody logs in here
        'tasks.title: message taken "There is one"',  # a title is not unique
        'events: message missing "No such event"',  # no operation asks for one
        'tasks.description: message too short "Say more"',  # it may be of any length
    ],
)
def test_a_message_that_nothing_can_say_stays_open(line: str) -> None:
    (found,) = blueprint(line).requirements
    assert found.status is RequirementStatus.OPEN


def test_a_message_about_nothing_is_refused() -> None:
    notices = ruled('tasks.colour: message wrong "No colour"').notices
    assert "specs/clarifications.md:1: column 15: there is no column colour in tasks." in notices


def test_states_and_their_transitions() -> None:
    states = blueprint("tasks.status: open -> busy, done by agent; busy -> done; frozen done").entity("tasks").states
    assert states is not None
    assert [(one.origin, one.target, one.roles) for one in states.transitions] == [
        ("open", "busy", ("agent",)),
        ("open", "done", ("agent",)),
        ("busy", "done", ()),
    ]
    assert states.frozen == ("done",)


def test_computed_columns() -> None:
    built = blueprint(
        "tasks.slug: slug of title",
        "tasks.number: next within user_id",
        "tasks.price: copy item_id.price",
        "tasks.total: product price * count",
        "tasks.due_at: due 1 hours when status = open, 2 hours when status = busy, 3 hours when status = done",
    )
    tasks = built.entity("tasks")
    defaults = [tasks.column(name).default for name in ("slug", "number")]
    assert [(one.kind, one.value) for one in defaults if one] == [
        (DefaultKind.SLUG, "title"),
        (DefaultKind.NEXT, "user_id"),
    ]
    assert tasks.column("price").derivation == Derivation(DerivationKind.COPY, "price", "item_id")
    assert tasks.column("total").derivation == Derivation(DerivationKind.PRODUCT, factors=("price", "count"))
    deadline = tasks.column("due_at").deadline
    assert deadline is not None
    assert deadline == Deadline("status", (("open", 3600), ("busy", 7200), ("done", 10800)), deadline.sources)
    sent = {one.column for one in operation(built, "POST", "/api/tasks").body}
    assert not sent & {"slug", "number", "price", "total", "due_at"}


def test_a_time_follows_a_state() -> None:
    built = blueprint("tasks.starts_at: stamp when status = busy keep done", "tasks.due_at: stamp when internal = true")
    tasks = built.entity("tasks")
    starts, due = tasks.column("starts_at").stamp, tasks.column("due_at").stamp
    assert starts == Stamp("status", "busy", ("done",), starts.sources if starts else ())
    assert due == Stamp("internal", True, (), due.sources if due else ())


def test_rows_come_again_when_they_are_done() -> None:
    line = "tasks: repeats by rhythm every count moving due_at, starts_at when status = done until ends_on left number"
    built = blueprint(line)
    again = built.entity("tasks").recurrence
    source = at(1, "specs/clarifications.md")
    assert again == Recurrence(
        "rhythm", "status", "done", ("due_at", "starts_at"), "count", "ends_on", "number", sources=(source,)
    )
    (rule,) = [one for one in built.rules if one.kind is RuleKind.RECURRENCE]
    assert rule.operations == ("tasks.replace", "tasks.update")


def test_rows_are_hidden_from_all_but_some_roles() -> None:
    (hidden,) = blueprint("tasks: hide where internal = true except agent").entity("tasks").hidden
    assert hidden == Hidden("internal", True, ("agent",), hidden.sources)


def test_what_a_client_may_do_to_a_column() -> None:
    built = blueprint("tasks.title: immutable", "tasks.description: hidden", "tasks.user_id: on delete restrict")
    assert "title" not in {one.column for one in operation(built, "PATCH", "/api/tasks/{id}").body}
    assert "title" in {one.column for one in operation(built, "POST", "/api/tasks").body}
    assert "description" not in built.entity("tasks").visible
    references = built.entity("tasks").column("user_id").references
    assert references is not None
    assert references.on_delete == "RESTRICT"


def test_effects_of_a_change() -> None:
    built = blueprint("PATCH /api/tasks/{key}: clear starts_at; set status = busy; set due_at = now")
    found = operation(built, "PATCH", "/api/tasks/{id}")
    assert found.effects == (
        Effect("starts_at", EffectValue.NULL),
        Effect("status", EffectValue.LITERAL, "busy"),
        Effect("due_at", EffectValue.NOW),
    )
    assert "status" not in {one.column for one in found.body}
    (requirement,) = [one for one in built.requirements if one.id == "clarifications#L1"]
    assert requirement.by == (f"rule:{found.id}.written.effect",)


def test_effects_of_a_change_to_one_state() -> None:
    built = blueprint(
        "tasks.status: open -> busy; busy -> done", "PATCH /api/tasks/{id}: set starts_at = now when busy"
    )
    effects = operation(built, "PATCH", "/api/tasks/{id}").effects
    assert Effect("starts_at", EffectValue.NOW, None, "busy") in effects


def test_records_are_written_along() -> None:
    built = blueprint("PATCH /api/tasks/{id}: record events with task_id = key, before = before status on status")
    (record,) = operation(built, "PATCH", "/api/tasks/{id}").records
    assert [(one.column, one.holds, one.value) for one in record.fields] == [
        ("task_id", RecordValue.KEY, None),
        ("before", RecordValue.BEFORE, "status"),
    ]
    assert (record.entity, record.on) == ("events", "status")


def test_numbers_in_other_rows_are_moved() -> None:
    built = blueprint("POST /api/tasks: subtract count from item_id.stock")
    assert operation(built, "POST", "/api/tasks").adjustments == (
        Adjustment("stock", "item_id", None, "count", subtract=True),
    )


def test_who_may_call() -> None:
    built = blueprint(
        "GET /api/items: public", "DELETE /api/tasks/{id}: only user_id or role admin", "POST /api/items: role admin"
    )
    assert operation(built, "GET", "/api/items").access is Access.PUBLIC
    assert operation(built, "POST", "/api/items").roles == ("admin",)
    assert operation(built, "DELETE", "/api/tasks/{id}").permits == (Grant(column="user_id"), Grant(roles=("admin",)))


def test_only_a_role_is_a_role() -> None:
    found = operation(blueprint("DELETE /api/tasks/{id}: only role admin"), "DELETE", "/api/tasks/{id}")
    assert (found.roles, found.permits) == (("admin",), ())
    assert 403 in found.errors


def test_order_pages_and_rates_of_calls() -> None:
    built = blueprint("GET /api/tasks: order by due_at desc, title; page 7..70; 9 calls per minute by user")
    found = operation(built, "GET", "/api/tasks")
    assert [(one.column, one.descending) for one in found.order_by] == [
        ("due_at", True), ("title", False), ("id", False),
    ]  # fmt: skip
    (limit,) = [one for one in found.query if one.use is QueryUse.LIMIT]
    assert (limit.default, limit.limits.maximum) == (7, 70)
    (rate,) = found.rate_limits
    assert (rate.calls, rate.seconds, rate.per) == (9, 60, Counted.USER)
    assert 429 in found.errors


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("task.titel: required", "column 13: there is no column titel in tasks."),
        ("houses.size: required", "column 14: there is no table houses."),
        ("GET /api/houses: public", "column 18: there is no GET /api/houses."),
        ("tasks.status: open -> lost", "column 15: lost is none of the values of tasks.status."),
        ("tasks.user_id: on delete set null", "column 16: tasks.user_id can not be null."),
        ("tasks.title: future", "column 14: tasks.title is no date or time."),
        ("tasks.title: length 9..3", "column 14: no text is that long."),
        ("all: access token 5 minutes", "column 6: tokens are issued elsewhere, which decides how long they live."),
        ("GET /api/tasks/{id}: set status = done", "column 22: GET /api/tasks/{id} changes no row."),
        (
            "POST /api/tasks: only user_id",
            "column 18: POST /api/tasks is about no single row of tasks, whose columns could say who may do it.",
        ),
        ("POST /api/tasks: flip internal", "column 18: POST /api/tasks flips nothing: it stores its body."),
        ("DELETE /api/tasks/{id}: clear due_at", "column 25: DELETE /api/tasks/{id} changes no row."),
        (
            "PATCH /api/tasks/{id}: set due_at = now when busy",
            "column 24: due_at follows no transition here; write 'tasks.due_at: stamp when …' for a time that follows"
            " a column.",
        ),
        ("tasks.due_at: due 1 hour when status = open", "column 15: nothing is said for status = busy, done."),
        ("tasks.due_at: stamp when status = lost", "column 15: lost is none of the values of tasks.status."),
        ("tasks.title: stamp when status = done", "column 14: tasks.title is no time that may be null."),
        (
            "tasks: repeats by status when internal = true",
            "column 8: tasks.status holds none of daily, weekly, monthly, yearly.",
        ),
        ("tasks: repeats by rhythm when status = lost", "column 8: tasks.status cannot be lost."),
        ("tasks: repeats by rhythm moving title when status = done", "column 8: tasks.title is no date or time."),
        ("tasks: repeats by rhythm every due_at when status = done", "column 8: tasks.due_at is no whole number."),
        ("tasks.due_at: stamp when internal = open", "column 15: tasks.internal cannot be open."),
    ],
)
def test_what_means_nothing_is_refused_at_its_column_and_changes_nothing(line: str, says: str) -> None:
    found = ruled(line)
    assert f"specs/clarifications.md:1: {says}" in found.notices
    assert found.blueprint.entities == ruled().blueprint.entities
    (rule,) = [one for one in found.blueprint.requirements if one.id == "clarifications#L1"]
    assert (rule.status, rule.by, rule.reason) == (RequirementStatus.OPEN, (), says.removesuffix("."))


def test_a_rule_that_the_backend_enforces_is_a_requirement_with_what_enforces_it() -> None:
    found = blueprint("tasks.title: required; length 3..30")
    (rule,) = [one for one in found.requirements if one.id == "clarifications#L1"]
    assert rule.status is RequirementStatus.ENFORCED
    assert rule.by == ("rule:tasks.title.required", "rule:tasks.title.length")
