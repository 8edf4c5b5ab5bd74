"""What two documents say of one endpoint: fields of its body, toggling or setting, open or not."""

from dataclasses import replace
from types import MappingProxyType

from generators.blueprint import Access, Operation
from tests.workbench.resolving.readings import API, answer, at, column, endpoint, field, ok, reading, table, users_table
from workbench.reading.facts import Fact
from workbench.resolving.deciding.questions import Resolution
from workbench.resolving.resolver import resolve

FEATURE = "specs/features/lamps.md"
LAMPS = table(
    "lamps",
    column("id", "uuid", primary_key=True),
    column("label", "varchar(40)", nullable=False),
    column("shade", "varchar(40)", nullable=True),
    column("lit", "boolean", nullable=False, default=False, has_default=True),
    column("fitted_at", "timestamptz", nullable=True),
)


def resolved(*facts: Fact, text: str = "") -> Resolution:
    given = reading(users_table(), LAMPS, *facts)
    return resolve(replace(given, texts=MappingProxyType({FEATURE: text})) if text else given)


def operation(resolution: Resolution, path: str) -> Operation:
    return next(one for one in resolution.blueprint.operations if one.path == path)


LABEL, SHADE, LIT = (field(name, kind) for name, kind in (("label", "string"), ("shade", "string"), ("lit", "boolean")))
BODIES = (
    endpoint("POST /lamps", body=(LABEL, LIT, replace(SHADE, source=at(8)))),
    endpoint(
        "POST /lamps",
        file=FEATURE,
        line=20,
        body=(replace(LABEL, source=at(21, FEATURE)), replace(LIT, source=at(22, FEATURE))),
    ),
)


def test_a_field_that_one_of_two_bodies_lacks_is_asked_with_the_lines_of_both() -> None:
    (question,) = resolved(*BODIES).questions
    assert (question.id, question.recommended) == ("endpoint.POST /lamps.takes", "yes")
    assert {(one.file, one.line) for one in question.evidence} == {(API, 8), (FEATURE, 20), (FEATURE, 21)}


def test_the_answer_decides_what_the_body_holds() -> None:
    taken = resolved(*BODIES, answer("endpoint.POST /lamps.takes", "yes"))
    left = resolved(*BODIES, answer("endpoint.POST /lamps.takes", "no"))
    assert [one.name for one in operation(taken, "/lamps").body] == ["label", "lit", "shade"]
    assert [one.name for one in operation(left, "/lamps").body] == ["label", "lit"]


def test_bodies_of_one_document_are_variants_and_not_asked_about() -> None:
    assert resolved(BODIES[0], endpoint("POST /lamps", line=30, body=(LABEL, LIT))).questions == ()


SWITCH = (
    endpoint("PATCH /lamps/{id}/lit", summary="Mark a lamp as lit", line=5),
    endpoint("PATCH /lamps/{id}/lit", summary="Toggle the light", file=FEATURE, line=6),
)


def test_setting_here_and_toggling_there_is_asked_and_decides_the_kind() -> None:
    (question,) = resolved(*SWITCH).questions
    assert (question.id, question.recommended) == ("endpoint.PATCH /lamps/{id}/lit.toggles", "toggle")
    switched = resolved(*SWITCH, answer(question.id, "set"))
    assert operation(resolved(*SWITCH), "/lamps/{id}/lit").kind.value == "toggle"
    assert operation(switched, "/lamps/{id}/lit").kind.value == "act"


ME = endpoint("GET /auth/me", summary="Get the current user")


def test_an_endpoint_that_reads_the_caller_is_not_left_open_unasked() -> None:
    open_auth = "All endpoints except /auth/* require a JWT token."
    (question,) = resolved(ME, text=open_auth).questions
    assert (question.id, question.recommended) == ("endpoint.GET /auth/me.auth", "required")
    answered = resolved(ME, answer(question.id, "optional"), text=open_auth)
    assert operation(answered, "/auth/me").access is Access.OPTIONAL


def test_an_exception_of_other_paths_is_no_contradiction() -> None:
    assert resolved(ME, text="All endpoints except /health require a JWT token.").questions == ()


LIST = endpoint("GET /lamps", query=(field("label", "string", source=at(9)),))
FILTERS = "# Lamps\n\nLamps can be filtered by:\n\n- Shade\n- Date range (fitted)\n"


def test_filters_that_the_endpoint_does_not_offer_are_asked_together() -> None:
    (question,) = resolved(LIST, text=FILTERS).questions
    assert question.id == "endpoint.GET /lamps.filtered_by"
    assert {(one.file, one.line) for one in question.evidence} == {(API, 9), (API, 1), (FEATURE, 5), (FEATURE, 6)}
    added = resolved(LIST, answer(question.id, "add"), text=FILTERS)
    names = [parameter.name for parameter in operation(added, "/lamps").query]
    assert names[:4] == ["label", "fitted_at_from", "fitted_at_to", "shade"]


def test_a_filter_for_several_values_is_asked_where_it_is_described_with_one() -> None:
    text = "Lamps can be filtered by label (multi-select)."
    (question,) = resolved(LIST, text=text).questions
    assert question.id == "endpoint.GET /lamps.label.several"
    several = resolved(LIST, answer(question.id, "several"), text=text)
    assert [one.multiple for one in operation(several, "/lamps").query if one.name == "label"] == [True]


def test_a_filter_that_is_offered_is_not_asked_about() -> None:
    assert resolved(LIST, text="Lamps can be filtered by label.").questions == ()


def test_parameters_without_a_column_are_one_question() -> None:
    query = (field("near", "string", source=at(30)), field("far", "string", source=at(31)))
    (question,) = resolved(endpoint("GET /lamps", query=query)).questions
    assert question.id == "endpoint.GET /lamps.far+near"
    known = resolved(endpoint("GET /lamps", query=query), answer(question.id, "leave_out"))
    assert {"near", "far"}.isdisjoint(one.name for one in operation(known, "/lamps").query)


def test_body_fields_without_a_column_are_one_question() -> None:
    body = (LABEL, field("wire", "string"), field("plug", "string"))
    (question,) = resolved(endpoint("POST /lamps", body=body)).questions
    assert question.id == "lamps.plug+wire.stored"
    kept = resolved(endpoint("POST /lamps", body=body), answer(question.id, "refuse"))
    assert [one.name for one in operation(kept, "/lamps").body] == ["label"]


def test_a_field_that_one_of_two_bodies_has_and_no_column_is_asked_about_once() -> None:
    here = endpoint("POST /lamps", line=5, body=(LABEL, field("shade", "text"), field("wires", "int", source=at(8))))
    there = endpoint("POST /lamps", line=5, file=FEATURE, body=(LABEL, field("shade", "text")))
    (question,) = resolved(here, there).questions
    assert question.id == "endpoint.POST /lamps.takes"
    taken = resolved(here, there, answer(question.id, "yes"))
    assert taken.questions == ()
    assert "lamps.wires.stored" in [one.id for one in taken.assumptions]


def test_two_answers_with_one_list_inside_are_one_answer() -> None:
    one = endpoint("GET /lamps", responses=(ok(200, field("lamps", "object[]"), field("count", "object")),))
    other = endpoint(
        "GET /lamps", file=FEATURE, responses=(ok(200, field("lamps"), field("count", "object"), array=True),)
    )
    assert resolved(one, other).questions == ()


def test_an_answer_that_shows_what_is_inside_says_no_other_than_one_that_does_not() -> None:
    shade = field("lamp", "object", fields=(field("shade", "string"),))
    one = endpoint("GET /lamps/{id}", responses=(ok(200, field("state"), field("lamp", "object")),))
    other = endpoint("GET /lamps/{id}", file=FEATURE, responses=(ok(200, field("state"), shade),))
    assert resolved(one, other).questions == ()
