"""Postman collections."""

import json
from typing import Any

import pytest

from workbench.reading.documents import Document
from workbench.reading.facts import EndpointFact
from workbench.reading.project import read_document

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def read(*items: dict[str, Any], auth: str = "bearer") -> list[EndpointFact]:
    collection = {"info": {"name": "Boats", "schema": SCHEMA}, "item": list(items), "auth": {"type": auth}}
    facts = read_document(Document("specs/api/boats.json", json.dumps(collection, indent=1))).facts
    return [fact for fact in facts if isinstance(fact, EndpointFact)]


def request(method: str, raw: str, **more: object) -> dict[str, Any]:
    return {"name": f"{method} it", "request": {"method": method, "url": {"raw": raw}, **more}}


def test_requests_in_folders_are_endpoints_of_an_area() -> None:
    (fact,) = read({"name": "Fleet", "item": [request("GET", "{{base}}/api/boats/:id")]})
    assert (fact.method, fact.path, fact.area, fact.summary) == ("GET", "/api/boats/{id}", "Fleet", "GET it")


@pytest.mark.parametrize(
    "raw", ["https://api.example.com/boats/17", "http://{{host}}/boats/17", "{{base}}/boats/{{id}}"]
)
def test_values_in_an_address_are_parameters(raw: str) -> None:
    (fact,) = read(request("DELETE", raw))
    assert fact.path in ("/boats/{id}", "/boats/{boat_id}", "/boats/{boatId}")


def test_a_query_is_read_from_its_list_and_its_address() -> None:
    item = request("GET", "{{base}}/boats?rig=sloop")
    item["request"]["url"]["query"] = [{"key": "limit", "description": "At most 50"}]
    (fact,) = read(item)
    assert [one.name for one in fact.query] == ["limit", "rig"]


def test_a_raw_body_and_its_examples_show_fields() -> None:
    item = request("POST", "{{base}}/boats", body={"mode": "raw", "raw": '{\n "name": "Ida",\n "length": 9\n}'})
    item["response"] = [{"name": "Created", "code": 201, "body": '{"id": 7}'}]
    (fact,) = read(item)
    assert [(one.name, one.type) for one in fact.body or ()] == [("name", "string"), ("length", "integer")]
    assert [(one.status, [field.name for field in one.fields]) for one in fact.responses] == [(201, ["id"])]


def test_a_form_is_a_body_too() -> None:
    (fact,) = read(
        request("POST", "{{base}}/photos", body={"mode": "formdata", "formdata": [{"key": "photo", "type": "file"}]})
    )
    assert [(one.name, one.type) for one in fact.body or ()] == [("photo", "file")]


def test_who_may_call_is_said_by_the_request_or_what_holds_it() -> None:
    free, guarded = read(request("POST", "/login", auth={"type": "noauth"}), request("GET", "/boats"))
    assert (free.auth, guarded.auth) == ("public", "required")
    (silent,) = read(request("GET", "/boats"), auth="")
    assert silent.auth is None


def test_a_request_that_is_saved_twice_is_one_endpoint() -> None:
    assert len(read(request("GET", "{{base}}/boats"), request("GET", "{{base}}/boats"))) == 1


def test_a_collection_that_is_no_json_is_told() -> None:
    (finding,) = read_document(
        Document("specs/api/boats.json", f'{{"info": {{"schema": "{SCHEMA}"}}, "item": [')
    ).findings
    assert finding.text.startswith("This is not valid JSON (")
    assert finding.source.line == 1
