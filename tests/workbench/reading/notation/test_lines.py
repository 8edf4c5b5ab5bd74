"""The exact notation: each line becomes a subject with clauses, or an error that points at the column."""

import re
from pathlib import Path

import pytest

import workbench
from workbench.reading.documents import CLARIFICATIONS, Document
from workbench.reading.facts import DocumentFacts, RuleFact
from workbench.reading.notation.clauses import Clause, Subject
from workbench.reading.notation.lines import read, read_rule
from workbench.reading.notation.words import NotationError

PAGE = (Path(workbench.__file__).parent / "docs" / "rules.md").read_text()


def values(text: str) -> list[tuple[str, dict[str, object]]]:
    return [(clause.word, dict(clause.values)) for clause in read_rule(text)[1]]


def rules_in(text: str) -> DocumentFacts:
    return read(Document(CLARIFICATIONS, text))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("tasks.title: required", Subject("tasks", "title")),
        ("tasks: shared", Subject("tasks")),
        ("GET /tasks/{id}/notes: public", Subject(method="GET", path="/tasks/{id}/notes")),
        ("GET /tasks/:id: public", Subject(method="GET", path="/tasks/:id")),
        ("all: access token 1 hour", Subject()),
    ],
)
def test_a_line_begins_with_what_it_is_about(text: str, subject: Subject) -> None:
    assert read_rule(text)[0] == subject


def test_a_line_holds_several_clauses_each_with_its_column() -> None:
    assert read_rule("tasks.title: required; length 1..200")[1] == (
        Clause("required", 14),
        Clause("length", 24, (("min", 1), ("max", 200))),
    )


@pytest.mark.parametrize(
    ("text", "word", "said"),
    [
        ("a.b: length ..9", "length", {"max": 9}),
        ("a.b: range -1.5..2", "range", {"min": -1.5, "max": 2}),
        ("a.b: above 0", "above", {"value": 0}),
        ('a.b: pattern "[A-Z]{3}"', "pattern", {"value": "[A-Z]{3}"}),
        ("a.b: one of low, 'very high'", "choices", {"values": ("low", "very high")}),
        ("a.b: default false", "default", {"value": False}),
        ("a.b: unique within c, d ignoring case", "unique", {"within": ("c", "d"), "case": True}),
        (
            "a.b: references users on delete set null",
            "references",
            {"table": "users", "column": "", "on_delete": "set null"},
        ),
        (
            "a.b: in-progress -> done, open by agent",
            "transition",
            {"origin": "in-progress", "targets": ("done", "open"), "roles": ("agent",)},
        ),
        (
            "a.b: due 4 hours when p = high, 3 days when p = low",
            "due",
            {"by": "p", "times": (("high", 14400), ("low", 259200))},
        ),
        ("a.b: stamp when p = done", "stamp", {"by": "p", "equals": "done", "kept": ()}),
        ("a.b: stamp when p = true", "stamp", {"by": "p", "equals": True, "kept": ()}),
        ("a.b: stamp when p = sent keep got, back", "stamp", {"by": "p", "equals": "sent", "kept": ("got", "back")}),
        ("a.b: not past on create", "not_past", {"on": "create"}),
        ("a.b: future", "future", {}),
        ("a.b: product c * d", "product", {"factors": ("c", "d")}),
        ("a.b: next within c", "next", {"within": "c"}),
        ("a: check b >= 2", "check", {"left": "b", "operator": ">=", "right": 2, "literal": True}),
        (
            "a: at most 5 where s in x, y within u",
            "at_most",
            {"maximum": 5, "where": "s", "among": ("x", "y"), "within": "u"},
        ),
        (
            "a: at most 3 for free, any for pro within u per day by plan",
            "at_most",
            {"plans": (("free", 3), ("pro", None)), "within": "u", "period": "day", "plan": "plan"},
        ),
        (
            "a: hide where internal = true except agent, admin",
            "hide",
            {"where": "internal", "equals": True, "roles": ("agent", "admin")},
        ),
        ("PUT /a: only author_id or role admin", "only", {"columns": ("author_id",), "roles": ("admin",)}),
        ("GET /a: order by due desc, id", "order", {"columns": (("due", True), ("id", False))}),
        ("PUT /a: set s = now when done", "set", {"column": "s", "value": "now", "when": "done"}),
        (
            "PUT /a: record log with a_id = key, old = before s, kind = 'x y' on s",
            "record",
            {"table": "log", "fields": (("a_id", "key"), ("old", "before s"), ("kind", "= x y")), "on": "s"},
        ),
        (
            "POST /a: subtract lines.count from item_id.stock",
            "subtract",
            {"table": "lines", "by": "count", "via": "item_id", "column": "stock", "at_most": ""},
        ),
        (
            "POST /a: add 1 to item_id.sold at most stock",
            "add",
            {"table": "", "by": "", "via": "item_id", "column": "sold", "at_most": "stock"},
        ),
        (
            'all: message no token "Sign in" code X',
            "message",
            {"occasion": "no_token", "value": "Sign in", "code": "X"},
        ),
        ('a: message missing "None #{key}"', "message", {"occasion": "missing", "value": "None #{key}"}),
        ('a.b: message too long "Too much"', "message", {"occasion": "too_long", "value": "Too much"}),
        ("all: password needs upper, digit", "password_needs", {"needs": ("upper", "digit")}),
        ("all: password at least 12", "password_length", {"min": 12}),
        ("POST /a: 5 calls per 10 minutes by address", "calls", {"calls": 5, "seconds": 600, "per": "address"}),
    ],
)
def test_a_clause_says(text: str, word: str, said: dict[str, object]) -> None:
    assert values(text) == [(word, said)]


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("tasks.title: lenght 1..2", 14, "expected a rule for a column, found 'lenght'"),
        ("tasks.title: length five", 21, "expected '..', found 'five'"),
        ("tasks.title: length ..", 23, "expected a number, the line ends"),
        ("tasks.title required", 13, "expected ':', found 'required'"),
        ("tasks.title: required, length 1..2", 22, "expected ';', found ','"),
        ("tasks: at most", 15, "expected a whole number, the line ends"),
        ("tasks: at most 1.5", 16, "expected a whole number, found '1.5'"),
        ("GET tasks: public", 5, "expected a path, found 'tasks'"),
        ("tasks: check a b", 16, "expected a comparison, found 'b'"),
        ("POST /a: 5 calls per fortnight by user", 22, "expected second, minute, hour or day, found 'fortnight'"),
        ("a.b: due 1 hour when p = x, 2 hours when q = y", 42, "expected the same column 'p', found 'q'"),
        ("a.b: message gone 'x'", 14, "expected one of taken, required, too short, too long, wrong, found 'gone'"),
        ("a: message missing words", 20, "expected a text in quotes, found 'words'"),
        ("all: password needs runes", 21, "expected one of upper, lower, letter, digit, special, found 'runes'"),
        ("a.b: § 5", 6, "'§' means nothing here"),
        ("", 1, "expected a table, a column as table.column, an endpoint, or 'all', the line ends"),
    ],
)
def test_a_line_that_is_no_rule_says_where_and_what_was_expected(text: str, column: int, says: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_rule(text)
    assert (caught.value.column, caught.value.text) == (column, says)


def test_rules_stand_as_bullets_below_their_heading_alone() -> None:
    text = (
        "## Clarifications\n\n- Q: a? → A: b\n\n## Rules\n\n- `a.b: required` <!-- why -->\n- a: shared\n\n"
        "## More\n\n- c.d: x\n"
    )
    found = rules_in(text)
    assert [(fact.source.line, fact.text) for fact in found.facts if isinstance(fact, RuleFact)] == [
        (7, "a.b: required"),
        (8, "a: shared"),
    ]
    assert found.findings == ()


def test_a_fence_of_rules_holds_lines_and_comments() -> None:
    found = rules_in("```rules\n# a comment\n\n  a.b: required\n```\n\n```sql\nselect 1;\n```\n")
    assert [fact.source.line for fact in found.facts] == [4]


def test_a_mistake_is_a_finding_at_its_line_with_its_column() -> None:
    found = rules_in("## Rules\n\n- a.b: requird\n- a: shared\n")
    assert [(str(one.source), one.text) for one in found.findings] == [
        (f"{CLARIFICATIONS}:3", "column 8: expected a rule for a column, found 'requird'")
    ]
    assert len(found.facts) == 1


@pytest.mark.parametrize(
    "text", re.findall(r"`([^`]+)`", PAGE.partition("## One example a rule")[2].partition("## In the examples")[0])
)
def test_every_example_of_the_page_is_a_rule(text: str) -> None:
    assert read_rule(text)[1]


@pytest.mark.parametrize("size", [20_000])
def test_a_line_without_end_is_refused(size: int) -> None:
    with pytest.raises(NotationError):
        read_rule("a.b: one of " + "x, " * size)
