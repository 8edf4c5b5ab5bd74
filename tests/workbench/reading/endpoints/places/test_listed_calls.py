"""Endpoints as a list of values."""

import pytest

from tests.workbench.reading.endpoints.found import defined, names

YAML = """
endpoints:
  - method: GET
    path: /boats
    auth: none
    query:
      - rig: string
      - limit: integer
    returns: 200 list of Boat
  - method: POST
    path: /boats/{id}/notes
    auth: skipper
    body:
      text: string, max 40
      pinned: boolean
    errors: [404, 409]
"""
JSON = """
[{"endpoint": "GET /boats", "public": "yes", "query": ["rig", "limit"]},
 {"endpoint": "POST /boats/{id}/notes", "body": [{"name": "text", "type": "string"}, {"name": "pinned"}]}]
"""


def test_each_says_what_it_takes_and_gives() -> None:
    boats, note = defined(f"# API\n\n```yaml\n{YAML}```\n")
    assert (boats.route, boats.auth, names(boats.query)) == ("GET /boats", "public", ["rig", "limit"])
    assert (note.route, note.roles, names(note.body)) == ("POST /boats/{id}/notes", ("skipper",), ["text", "pinned"])
    assert (note.body or ())[0].max_length == 40
    assert [one.status for one in boats.responses] == [200]
    assert [one.status for one in note.responses] == [404, 409]


def test_names_may_be_texts_or_values_with_a_name() -> None:
    boats, note = defined(f"# API\n\n```json\n{JSON}```\n")
    assert names(boats.query) == ["rig", "limit"]
    assert [(one.name, one.type) for one in note.body or ()] == [("text", "string"), ("pinned", None)]


@pytest.mark.parametrize(
    "text", ["- method: [GET\n  path: /boats\n", "- method: walk\n  path: /boats\n", "method: GET\npath: x\n"]
)
def test_what_names_no_endpoint_is_none(text: str) -> None:
    assert defined(f"# API\n\n```yaml\n{text}```\n") == []
