"""Tokens, routes and bodies are judged from outside, without the application's help."""

import asyncio
import base64
import hashlib
import hmac
import json
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import BaseModel, Field

from workbench.running.contract import Contract
from workbench.running.traffic import LONGEST_BODY, Recorder, is_forged, subject_of

SECRET = "x" * 32


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def token(header: object, payload: object, secret: str = SECRET) -> str:
    signed = f"{part(header)}.{part(payload)}"
    signature = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


class TestTokens:
    def test_the_subject_is_read_without_verifying(self) -> None:
        assert subject_of(token({"alg": "HS256"}, {"sub": "ann"}, "another")) == "ann"

    @pytest.mark.parametrize("text", ["", "a.b", "a.b.c", "!.!.!", f"{part(1)}.{part([])}.x", f"x.{part({})}.x"])
    def test_what_is_no_token_has_no_subject(self, text: str) -> None:
        assert subject_of(text) is None

    def test_a_token_signed_with_the_secret_is_genuine(self) -> None:
        assert not is_forged(token({"alg": "HS256"}, {"sub": "ann"}), SECRET)

    @pytest.mark.parametrize(
        "text",
        [
            "garbage",
            token({"alg": "HS256"}, {"sub": "ann"}, "another"),
            token({"alg": "none"}, {"sub": "ann"}),
            token({"alg": "HS512"}, {"sub": "ann"}),
            token({}, {"sub": "ann"}),
            base64.urlsafe_b64encode(b"[" * 5000).decode() + ".e30.e30",
        ],
        ids=["garbage", "another secret", "unsigned", "another algorithm", "no algorithm", "deeply nested"],
    )
    def test_anything_else_is_forged(self, text: str) -> None:
        assert is_forged(text, SECRET)

    def test_key_pairs_are_left_to_the_application(self) -> None:
        assert not is_forged(token({"alg": "EdDSA"}, {"sub": "ann"}), SECRET)


class Thing(BaseModel):
    name: str = Field(max_length=3)


def things() -> FastAPI:
    """Give an application of three routes, of which one is shadowed by the order."""
    app = FastAPI()

    @app.get("/things/newest")
    async def newest() -> Thing:
        return Thing(name="new")

    @app.get("/things/{name}")
    async def read(name: str) -> Thing:
        return Thing(name=name)

    @app.post("/things", status_code=201)
    async def create(thing: Thing) -> Thing:
        return thing

    @app.delete("/things/{name}", status_code=204)
    async def delete(name: str) -> None:
        """Delete it."""

    return app


@pytest.fixture
def contract() -> Contract:
    return Contract(things().openapi())


class TestContract:
    @pytest.mark.parametrize(
        ("method", "path", "route"),
        [
            ("GET", "/things/newest", "/things/newest"),
            ("GET", "/things/a", "/things/{name}"),
            ("DELETE", "/things/newest", None),
            ("PUT", "/things/a", None),
            ("GET", "/things/a/b", None),
            ("GET", "/things/", None),
        ],
    )
    def test_the_route_is_the_one_that_answers(
        self, contract: Contract, method: str, path: str, route: str | None
    ) -> None:
        assert contract.route(method, path) == route

    def problem(self, contract: Contract, status: int, body: bytes, media: str = "application/json") -> str:
        return contract.problem_of_response("GET", "/things/{name}", status, media, body)

    def test_a_documented_response_is_no_problem(self, contract: Contract) -> None:
        assert self.problem(contract, 200, b'{"name": "abc"}', "application/json; charset=utf-8") == ""

    @pytest.mark.parametrize(
        ("status", "body", "media", "says"),
        [
            (404, b"{}", "application/json", "status 404 is not documented"),
            (200, b"{}", "application/json", "'name' is a required property"),
            (200, b'{"name": "abcd"}', "application/json", "at name: 'abcd' is too long"),
            (200, b"{", "application/json", "is not JSON"),
            (200, b"<p>", "text/html", "came as text/html"),
            (200, b"", "", "came as no content type"),
        ],
    )
    def test_a_departure_is_told(self, contract: Contract, status: int, body: bytes, media: str, says: str) -> None:
        assert says in self.problem(contract, status, body, media)

    def test_a_body_where_none_is_documented_is_told(self, contract: Contract) -> None:
        problem = contract.problem_of_response("DELETE", "/things/{name}", 204, "application/json", b"{}")

        assert problem == "a body came with status 204, which is documented without one"

    def test_a_request_that_should_not_have_been_accepted_is_told(self, contract: Contract) -> None:
        problem = contract.problem_of_request("POST", "/things", b'{"name": "abcd"}')

        assert problem == "the request departs from its schema at name: 'abcd' is too long"

    def test_blanks_that_are_trimmed_are_no_departure(self, contract: Contract) -> None:
        assert contract.problem_of_request("POST", "/things", b'{"name": "  abc  "}') == ""

    def test_a_long_message_is_shortened(self, contract: Contract) -> None:
        problem = contract.problem_of_request("POST", "/things", json.dumps({"name": "x" * 5000}).encode())

        assert len(problem) < 300


def recorded(*requests: tuple[str, str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Send requests to the application while it is watched, and give what was reported."""
    reports: list[dict[str, Any]] = []
    recorder = Recorder(reports.append)
    recorder.node = "tests/test_x.py::test_x"

    async def send() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(things()), base_url="http://test") as client:
            for method, path, options in requests:
                response = await client.request(method, path, **options)
                assert response.content == await response.aread()

    recorder.install()
    try:
        asyncio.run(send())
    finally:
        recorder.uninstall()
    return reports


class TestRecorder:
    def test_an_exchange_is_reported_with_its_test(self) -> None:
        [report] = recorded(("POST", "/things?x=1", {"json": {"name": "abc"}}))

        assert (report["node"], report["method"], report["path"], report["query"]) == (
            "tests/test_x.py::test_x",
            "POST",
            "/things",
            "x=1",
        )
        assert (report["status"], report["request_body"]) == (201, '{"name":"abc"}')
        assert report["response_body"] == '{"name":"abc"}'

    def test_a_request_that_no_route_answers_has_no_route_and_no_problem(self) -> None:
        [report] = recorded(("GET", "/nowhere", {}))

        assert (report["route"], report["status"], report["problem"]) == (None, 404, "")

    def test_a_large_body_is_cut(self) -> None:
        [report] = recorded(("POST", "/things", {"content": b'"' + b"x" * (2 * LONGEST_BODY)}))

        assert len(report["request_body"]) == LONGEST_BODY

    def test_a_streamed_body_reaches_the_application_whole(self) -> None:
        async def chunks() -> Any:  # noqa: ANN401 - an asynchronous generator
            yield b'{"name":'
            yield b'"abc"}'

        [report] = recorded(("POST", "/things", {"content": chunks(), "headers": {"Content-Type": "application/json"}}))

        assert (report["status"], report["request_body"]) == (201, '{"name":"abc"}')

    def test_afterwards_the_transport_is_as_before(self) -> None:
        before = httpx.ASGITransport.handle_async_request
        recorded(("GET", "/things/a", {}))

        assert httpx.ASGITransport.handle_async_request is before


def test_a_fixed_path_is_no_key_of_the_path_beside_it() -> None:
    contract = Contract({"paths": {"/boats/{id}": {"get": {}, "delete": {}}, "/boats/mine": {"get": {}}}})
    assert contract.route("GET", "/boats/mine") == "/boats/mine"
    assert contract.route("DELETE", "/boats/mine") is None
    assert contract.route("DELETE", "/boats/7") == "/boats/{id}"
