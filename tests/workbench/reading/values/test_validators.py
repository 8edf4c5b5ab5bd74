"""What TypeScript's validators say of a value, and the chains of calls that they are written in."""

import pytest

from generators.blueprint import Source
from workbench.reading.documents import Document
from workbench.reading.endpoints.endpoints import read_endpoints
from workbench.reading.facts import EndpointFact, FieldFact
from workbench.reading.values.chains import split_chain
from workbench.reading.values.validators import read_validator

SOURCE = Source("specs/api/boats.md", 1, 1)


def read(text: str) -> FieldFact:
    field = read_validator("value", text, SOURCE)
    assert field is not None
    return field


def endpoints_of(fence: str) -> dict[str, EndpointFact]:
    text = f"# API\n\n## GET /boats\n\n**Request Schema:**\n\n```ts\n{fence}\n```\n"
    facts = read_endpoints(Document("specs/api/boats.md", text)).facts
    return {f"{fact.method} {fact.path}": fact for fact in facts if isinstance(fact, EndpointFact)}


def test_a_chain_is_split_outside_of_its_brackets_and_quotes() -> None:
    assert split_chain('z.string().regex(/^[a.b]{2}$/, "no. never").optional()') == (
        ("z", ""), ("string", ""), ("regex", '/^[a.b]{2}$/, "no. never"'), ("optional", ""),
    )  # fmt: skip


@pytest.mark.parametrize("text", ["a plain sentence. Then more", "z.string(", "3.14", "", "obj.member is (odd)"])
def test_what_is_no_chain_of_calls_is_no_validator(text: str) -> None:
    assert read_validator("value", text, SOURCE) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("z.string()", "string"),
        ("z.string().uuid()", "uuid"),
        ("z.number().int()", "integer"),
        ("z.coerce.number()", "number"),
        ("z.array(z.string()).max(3)", "string[]"),
        ("z.enum(['sail', 'motor'])", "string"),
        ("yup.boolean()", "boolean"),
        ("Joi.date().required()", "datetime"),
        ("addressSchema.partial().optional()", "object"),
    ],
)
def test_the_call_after_the_library_names_the_type(text: str, kind: str) -> None:
    assert read(text).type == kind


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("z.string()", True),
        ("z.string().optional()", False),
        ("z.number().default(20)", False),
        ("yup.string()", False),
        ("Joi.string().required()", True),
    ],
)
def test_each_library_asks_for_values_in_its_own_way(text: str, required: bool) -> None:
    assert read(text).required is required


def test_bounds_are_lengths_of_texts_and_values_of_numbers() -> None:
    name, length = read("z.string().min(2, 'Too short').max(40)"), read("z.number().gt(0).max(9_000)")
    assert (name.min_length, name.max_length) == (2, 40)
    assert (length.minimum, length.exclusive_minimum, length.maximum) == (0, True, 9000)


def test_choices_defaults_and_formats_are_kept() -> None:
    rig = read("z.enum(['sloop', 'ketch']).nullable().default('sloop')")
    assert (rig.choices, rig.nullable, rig.default) == (("sloop", "ketch"), True, "sloop")
    assert read("z.string().email()").format == "email"


def test_the_members_of_an_object_are_fields() -> None:
    berth = read("z.object({ quay: z.string(), number: z.number().int().optional() })")
    assert [(one.name, one.type, one.required) for one in berth.fields] == [
        ("quay", "string", True), ("number", "integer", False),
    ]  # fmt: skip


def test_the_schema_of_a_list_request_is_its_query() -> None:
    found = endpoints_of(
        "const listBoats = z.object({\n  rig: z.string().optional(),\n  limit: z.number().max(50),\n});"
    )
    assert [(one.name, one.maximum) for one in found["GET /boats"].query] == [("rig", None), ("limit", 50)]


def test_a_call_may_go_over_several_lines() -> None:
    berth = "  berth: z.object({\n    quay: z.string(), // where\n    number: z.number(),\n  }).optional(),\n"
    found = endpoints_of(f"const listBoats = z.object({{\n{berth}  rig: z.string(),\n}});")
    assert [(one.name, one.required) for one in found["GET /boats"].query] == [("berth", False), ("rig", True)]


def test_a_schema_takes_the_fields_of_another() -> None:
    boat = "const boat = z.object({\n  name: z.string(),\n  rig: z.string(),\n});\n"
    text = f"# API\n\n## PATCH /boats/{{id}}\n\n```ts\n{boat}const updateBoat = boat.partial();\n```\n"
    facts = read_endpoints(Document("specs/api/boats.md", text)).facts
    patch = next(fact for fact in facts if isinstance(fact, EndpointFact) and fact.method == "PATCH")
    assert [one.name for one in patch.body or ()] == ["name", "rig"]
