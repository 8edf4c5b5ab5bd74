"""OpenAPI documents: endpoints, references, access, stored resources; and what is refused."""

import json
from textwrap import dedent, indent

import pytest

from workbench.reading.api import openapi
from workbench.reading.documents import Document
from workbench.reading.facts import DocumentFacts, EndpointFact, SettingFact, TableFact, Topic
from workbench.reading.layout.yaml_nodes import Unparsable, parse_document

HEAD = "openapi: 3.1.0\ninfo: {title: Library, version: '1'}\n"


def read(text: str, file: str = "specs/api/openapi.yaml", linked: tuple[tuple[str, str], ...] = ()) -> DocumentFacts:
    return openapi.read(Document(file, text, linked))


def endpoints(
    text: str, file: str = "specs/api/openapi.yaml", linked: tuple[tuple[str, str], ...] = ()
) -> list[EndpointFact]:
    return [fact for fact in read(text, file, linked).facts if isinstance(fact, EndpointFact)]


def api(paths: str, rest: str = "") -> str:
    return f"{HEAD}paths:\n{indent(dedent(paths).strip(), '  ')}\n{dedent(rest)}"


BOOKS = """
/books/{isbn}:
  parameters:
    - {name: isbn, in: path, required: true, schema: {type: string}}
    - {name: full, in: query, schema: {type: boolean, default: false}}
  put:
    tags: [Books]
    summary: Replace a book
    parameters:
      - {name: full, in: query, required: true, schema: {type: boolean}}
    requestBody:
      content:
        application/json:
          schema: {$ref: '#/components/schemas/BookInput'}
    responses:
      '200':
        description: The book
        content: {application/json: {schema: {$ref: '#/components/schemas/Book'}}}
      '204': {description: Nothing}
  get:
    responses:
      '200':
        description: All
        content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Book'}}}}
"""

SCHEMAS = """
components:
  schemas:
    BookInput:
      type: object
      required: [title]
      properties:
        title: {type: string, minLength: 1, maxLength: 80}
        shelf: {type: string, enum: [a, b], default: a}
        price: {type: number, exclusiveMinimum: 0}
        note: {type: [string, 'null']}
        tags: {type: array, items: {type: string}}
        due: {type: string, format: date-time, nullable: true}
    Book:
      allOf:
        - $ref: '#/components/schemas/BookInput'
        - type: object
          required: [id]
          properties:
            id: {type: string, format: uuid}
            author: {$ref: '#/components/schemas/Author'}
    Author:
      type: object
      properties:
        id: {type: integer}
        books: {type: array, items: {$ref: '#/components/schemas/Book'}}
"""


def test_an_operation_is_read_with_all_its_parts() -> None:
    replace, _ = endpoints(api(BOOKS, SCHEMAS))
    assert (replace.method, replace.path, replace.area, replace.summary) == (
        "PUT",
        "/books/{isbn}",
        "Books",
        "Replace a book",
    )
    assert [field.name for field in replace.path_parameters] == ["isbn"]
    assert [(field.name, field.required) for field in replace.query] == [("full", True)]
    assert [response.status for response in replace.responses] == [200, 204]
    assert replace.responses[0].refers == "Book"
    assert replace.responses[1].body is False


def test_operations_know_their_lines() -> None:
    text = api(BOOKS, SCHEMAS)
    replace, get = endpoints(text)
    lines = text.split("\n")
    assert lines[replace.source.line - 1].strip() == "put:"
    assert "Nothing" in lines[replace.source.end_line - 1]
    assert lines[get.source.line - 1].strip() == "get:"


def test_fields_carry_what_their_schemas_say() -> None:
    fields = {field.name: field for field in endpoints(api(BOOKS, SCHEMAS))[0].body or ()}
    assert (fields["title"].required, fields["title"].min_length, fields["title"].max_length) == (True, 1, 80)
    assert (fields["shelf"].choices, fields["shelf"].default, fields["shelf"].required) == (("a", "b"), "a", False)
    assert (fields["price"].minimum, fields["price"].exclusive_minimum) == (0, True)
    assert (fields["note"].type, fields["note"].nullable) == ("string", True)
    assert (fields["due"].type, fields["due"].nullable) == ("datetime", True)
    assert fields["tags"].type == "string[]"


def test_composed_schemas_are_joined_and_lists_are_lists() -> None:
    _, get = endpoints(api(BOOKS, SCHEMAS))
    response = get.responses[0]
    assert response.array
    assert [field.name for field in response.fields] == [
        "title",
        "shelf",
        "price",
        "note",
        "tags",
        "due",
        "id",
        "author",
    ]


def test_schemas_that_hold_each_other_end() -> None:
    author = next(field for field in endpoints(api(BOOKS, SCHEMAS))[1].responses[0].fields if field.name == "author")
    assert [field.name for field in author.fields] == ["id", "books"]
    assert author.fields[1].fields == ()


def test_choices_between_schemas_require_nothing() -> None:
    text = api(
        """
        /pay:
          post:
            requestBody:
              content:
                application/json:
                  schema:
                    oneOf:
                      - {type: object, required: [card], properties: {card: {type: string}}}
                      - {type: object, required: [iban], properties: {iban: {type: string}}}
        """
    )
    assert [(field.name, field.required) for field in endpoints(text)[0].body or ()] == [
        ("card", False),
        ("iban", False),
    ]


def test_an_operation_without_a_body_has_none() -> None:
    assert endpoints(api("/a:\n  get: {}\n"))[0].body == ()


@pytest.mark.parametrize(
    ("root", "own", "auth"),
    [
        ("security: [{bearer: []}]", "", "required"),
        ("security: [{bearer: []}]", "security: []", "public"),
        ("security: [{bearer: []}]", "security: [{}, {bearer: []}]", "optional"),
        ("", "security: [{bearer: []}]", "required"),
        ("security: []", "", "public"),
        ("", "", None),
    ],
)
def test_access_is_what_security_says(root: str, own: str, auth: str | None) -> None:
    text = HEAD + root + f"\npaths:\n  /a:\n    get:\n      summary: A\n      {own}\n"
    assert endpoints(text)[0].auth == auth


def test_where_some_operations_are_guarded_the_others_are_public() -> None:
    text = api("/a:\n  get: {summary: A}\n/b:\n  get:\n    security: [{key: []}]\n")
    assert [endpoint.auth for endpoint in endpoints(text)] == ["public", "required"]


@pytest.mark.parametrize(
    ("server", "path"),
    [
        ("http://localhost:8000", "/books"),
        ("https://x.org/api/v1", "/api/v1/books"),
        ("/api", "/api/books"),
        ("https://{host}/api", "/api/books"),
    ],
)
def test_the_server_gives_the_base_path(server: str, path: str) -> None:
    text = HEAD + f"servers:\n  - url: '{server}'\npaths:\n  /books:\n    get: {{}}\n"
    assert endpoints(text)[0].path == path


def test_a_base_path_is_not_doubled() -> None:
    text = HEAD + "servers: [{url: 'http://localhost/api'}]\npaths:\n  /api/books:\n    get: {}\n"
    assert endpoints(text)[0].path == "/api/books"


def test_title_and_default_access_are_settings() -> None:
    facts = read(HEAD + "security: [{bearer: []}]\npaths: {}\n").facts
    assert {fact.topic: fact.value for fact in facts if isinstance(fact, SettingFact)} == {
        Topic.TITLE: "Library",
        Topic.AUTH_DEFAULT: "required",
    }


def test_schemas_with_an_id_may_be_tables() -> None:
    tables = [fact for fact in read(api(BOOKS, SCHEMAS)).facts if isinstance(fact, TableFact)]
    assert [(table.name, table.notation, table.implied) for table in tables] == [
        ("Book", "openapi", True),
        ("Author", "openapi", True),
    ]
    assert [column.field.name for column in tables[1].columns if column.primary_key] == ["id"]


def test_references_reach_into_other_documents_of_the_project() -> None:
    text = HEAD + "paths:\n  /books: {$ref: './paths/books.yaml'}\n"
    linked = (
        (
            "specs/api/paths/books.yaml",
            "post:\n  requestBody:\n    content:\n      application/json:\n        schema: {$ref: "
            "'../models.yaml#/Book'}\n",
        ),
        (
            "specs/api/models.yaml",
            "Book:\n  type: object\n  properties:\n    title: {$ref: '#/Title'}\nTitle: {type: string, "
            "maxLength: 80}\n",
        ),
    )
    (create,) = endpoints(text, linked=linked)
    assert create.source.file == "specs/api/paths/books.yaml"
    (title,) = create.body or ()
    assert (title.name, title.max_length) == ("title", 80)
    assert title.source is not None
    assert (title.source.file, title.source.line) == ("specs/api/models.yaml", 4)


@pytest.mark.parametrize(
    "reference", ["https://x.org/a.yaml#/A", "../../etc/passwd", "#/nowhere", "./missing.yaml", "#/paths//x"]
)
def test_references_to_nowhere_give_nothing(reference: str) -> None:
    text = (
        HEAD
        + "paths:\n  /a:\n    post:\n"
        + f"      requestBody: {{content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}\n"
    )
    assert endpoints(text)[0].body == ()


def test_json_is_read_like_yaml() -> None:
    data = {"openapi": "3.0.3", "paths": {"/a": {"get": {"parameters": [{"name": "q", "in": "query"}]}}}}
    (get,) = endpoints(json.dumps(data, indent=2), "specs/api/openapi.json")
    assert ([field.name for field in get.query], get.source.line) == (["q"], 5)


def test_swagger_2_is_read_too() -> None:
    text = """
        swagger: '2.0'
        basePath: /api
        paths:
          /a:
            post:
              parameters:
                - {name: body, in: body, schema: {$ref: '#/definitions/New'}}
        definitions:
          New: {type: object, properties: {name: {type: string}}}
    """
    (create,) = endpoints(dedent(text))
    assert (create.path, [field.name for field in create.body or ()]) == ("/api/a", ["name"])


def test_a_fence_in_markdown_is_read_in_place() -> None:
    text = "# API\n\n```yaml\n" + api("/a:\n  get: {summary: A}\n") + "```\n"
    (get,) = endpoints(text, "specs/api/contract.md")
    assert text.split("\n")[get.source.line - 1].strip().startswith("get:")


@pytest.mark.parametrize(
    ("file", "text", "applies"),
    [
        ("specs/a.yaml", "openapi: 3.0.0\n", True),
        ("specs/a.yaml", "swagger: '2.0'\n", True),
        ("specs/a.json", '{\n  "openapi": "3.1.0"\n}', True),
        ("specs/a.yaml", "services:\n  db: {}\n", False),
        ("specs/a.sql", "openapi: 3.0.0\n", False),
    ],
)
def test_documents_are_told_by_their_version_line(file: str, text: str, *, applies: bool) -> None:
    assert openapi.applies(Document(file, text)) is applies


@pytest.mark.parametrize(
    ("text", "suffix", "line"),
    [
        ("a: [\nb: }\n", ".yaml", 2),
        ("a: &a [*a]\nb: '\n", ".yaml", 3),
        ("[" * 5_000, ".yaml", 1),
        ('{\n"a": }', ".json", 2),
        ("[" * 100_000, ".json", 1),
    ],
)
def test_what_is_no_yaml_or_json_is_refused_with_its_line(text: str, suffix: str, line: int) -> None:
    with pytest.raises(Unparsable) as caught:
        parse_document(text, suffix)
    assert caught.value.line == line


def test_aliases_that_blow_up_are_refused() -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 20))
    with pytest.raises(Unparsable, match="aliases that stand for more"):
        parse_document(bomb, ".yaml")


def test_anchors_and_merge_keys_are_followed() -> None:
    node = parse_document("base: &b {x: 1, y: 2}\none:\n  <<: *b\n  y: 3\nitself: &s [*s]\n", ".yaml")
    assert {name: member.text for name, member in node.members["one"].members.items()} == {"x": "1", "y": "3"}
    assert len(node.members["itself"].items) == 1


def test_a_document_that_cannot_be_parsed_is_a_finding_of_one_sentence() -> None:
    found = read("openapi: 3.0.0\npaths: [\n")
    assert found.facts == ()
    (finding,) = found.findings
    assert finding.text.startswith("This is not valid YAML (")
    assert str(finding.source) == "specs/api/openapi.yaml:3"
    assert finding.unread


def test_schemas_that_fan_out_are_cut_off() -> None:
    members = ", ".join(f"k{n}: {{$ref: '#/components/schemas/B'}}" for n in range(40))
    others = ", ".join(f"k{n}: {{$ref: '#/components/schemas/C'}}" for n in range(40))
    rest = f"""
components:
  schemas:
    A: {{type: object, properties: {{{members}}}}}
    B: {{type: object, properties: {{{others}}}}}
    C: {{type: object, properties: {{{", ".join(f"k{n}: {{type: string}}" for n in range(40))}}}}}
"""
    text = (
        api(
            "/a:\n  post:\n    requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}\n"
        )
        + rest
    )
    assert len(endpoints(text)[0].body or ()) == 40


def test_a_description_in_one_line_of_json_is_recognised() -> None:
    (fact,) = endpoints('{"openapi": "3.0.0", "paths": {"/books": {"get": {"responses": {}}}}}', "specs/api/a.json")
    assert (fact.method, fact.path) == ("GET", "/books")


def test_variables_in_the_address_of_a_server_have_their_defaults() -> None:
    text = """
        openapi: 3.1.0
        servers:
          - url: https://clubs.example/{stage}/v1
            variables: { stage: { default: live } }
        paths:
          /clubs: { get: { responses: { "200": { description: ok } } } }
    """
    facts = openapi.read(Document("specs/api/openapi.yaml", dedent(text))).facts
    assert [fact.path for fact in facts if isinstance(fact, EndpointFact)] == ["/live/v1/clubs"]


@pytest.mark.parametrize(
    ("scheme", "word"),
    [
        ("{type: http, scheme: bearer}", "Bearer"),
        (
            "{type: apiKey, in: header, name: Authorization, description: 'Send a valid JWT token: Token <key>'}",
            "Token",
        ),
        ("{type: apiKey, in: header, name: Authorization, description: A JWT token is needed}", None),
        ("{type: apiKey, in: header, name: X-Key, description: Token YOUR_KEY}", None),
    ],
)
def test_the_word_before_the_token_is_read_from_the_security_scheme(scheme: str, word: str | None) -> None:
    text = api(BOOKS, f"components:\n  securitySchemes:\n    Sign: {scheme}\n")
    said = [
        fact.value for fact in read(text).facts if isinstance(fact, SettingFact) and fact.topic is Topic.TOKEN_SCHEME
    ]
    assert said == ([word] if word else [])


def test_an_outline_says_nothing_of_what_an_operation_takes() -> None:
    (outlined, stated) = endpoints(
        api("/boats:\n  post: {summary: Add a boat}\n/boats/launch:\n  post: {responses: {'204': {description: Done}}}")
    )
    assert (outlined.body, stated.body) == (None, ())


ERROR = """
/books:
  get:
    responses:
      '404':
        description: No such book
        content:
          application/json:
            schema:
              type: object
              properties: {message: {type: string}, errors: {type: object}}
"""


@pytest.mark.parametrize(
    ("beside", "shown"),
    [
        ("example: {message: Gone, errors: {book: [is lost]}}", ['"Gone"', '{"book": ["is lost"]}']),
        ("examples: {lost: {value: {message: Gone}}}", ['"Gone"', None]),
        ("examples: {lost: {value: {message: Gone}}, lent: {value: {message: Lent}}}", [None, None]),
    ],
)
def test_an_error_shows_what_the_only_example_beside_its_schema_shows(beside: str, shown: list[str | None]) -> None:
    (found,) = endpoints(api(f"{ERROR.strip()}\n            {beside}"))
    assert [one.example for one in found.responses[0].fields] == shown
