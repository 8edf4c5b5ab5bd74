"""Runs inside a generated backend: sends every operation hostile requests, and expects documented errors.

Exits with a message at the first answer of the class 5xx (501 of a port aside), with an undocumented
status, or with a body that is not the documented one.
"""

import asyncio
import json
import os
import sys
import time
import uuid
from typing import Any

import httpx
import jwt
from app.main import app, lifespan
from app.schemas.error import ErrorResponse

BODIES = [
    b"",
    b"{",
    b"[]",
    b'"text"',
    b"null",
    b"\xff\xfe",
    b"[" * 100_000,
    b"1" * 5_000,
    b'{"\\ud800": 1}',
    b'{"\\u0000": "\\u0000"}',
    b"x" * 2_000_000,
]
VALUES = ["null", '"\\u0000"', '"\\ud800"', "1e400", "NaN", "-1", "99999999999999999999", '"9999-99-99"', "{}", "[[]]"]
TEXTS = ["%00", "%ff", "99999999999999999999", "-1", "x" * 3000, "%F0%9F%98%80", "null"]


def token(subject: str, **claims: object) -> dict[str, str]:
    """Give the header of a validly signed token."""
    payload = {"sub": subject, "exp": time.time() + 300, **claims}
    if key := os.environ.get("PROBE_KEY"):
        signed = jwt.encode(payload, key, "EdDSA", headers={"kid": "probe"})
    else:
        signed = jwt.encode(payload, os.environ["BETTER_AUTH_SECRET"], "HS256")
    return {"Authorization": f"Bearer {signed}"}


def fields_of(document: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    """Give the names of the fields of an operation's body."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = content.get("$ref", "").rpartition("/")[2]
    return list(document["components"]["schemas"].get(name, {}).get("properties", {}))


def requests_for(document: dict[str, Any], path: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """Give hostile requests for one operation."""
    fitting = path.replace("{", "").replace("}", "")
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "path":
            kind = parameter["schema"].get("format") or parameter["schema"].get("type")
            value = {"uuid": str(uuid.uuid4()), "integer": "1"}.get(kind, "someone")
            fitting = fitting.replace(parameter["name"], value)
    found: list[dict[str, Any]] = [{"url": fitting}]
    if "{" in path:
        found += [{"url": path.replace("{", text + "#").split("#")[0] + path.partition("}")[2]} for text in TEXTS]
    names = [parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "query"]
    found += [{"url": f"{fitting}?{name}={text}"} for name in names for text in TEXTS]
    if "requestBody" in operation:
        found += [{"url": fitting, "content": body} for body in BODIES]
        for field in fields_of(document, operation):
            found += [{"url": fitting, "content": f'{{"{field}": {value}}}'.encode()} for value in VALUES]
    return found


def judge(response: httpx.Response, request: dict[str, Any], operation: dict[str, Any]) -> None:
    """Stop the probe where an answer is not as documented."""
    told = (
        f"{response.request.method} {request['url'][:80]} {request.get('content', b'')[:60]!r}: {response.status_code}"
    )
    if response.status_code >= 500 and response.status_code != 501:
        sys.exit(f"{told} {response.text}")
    if str(response.status_code) not in operation["responses"] and response.status_code not in (404, 405, 307):
        sys.exit(f"{told} is not documented")
    if response.status_code >= 400:
        ErrorResponse.model_validate(json.loads(response.text))
    if response.status_code == 401 and "WWW-Authenticate" not in response.headers and "login" not in request["url"]:
        sys.exit(f"{told} without WWW-Authenticate")


async def probe() -> None:
    """Send everything."""
    document = app.openapi()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    subjects = ["someone", "1", str(uuid.uuid4()), "\x00", "99999999999999999999"]
    async with lifespan(app), httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        for path, methods in document["paths"].items():
            for method, operation in methods.items():
                for number, request in enumerate(requests_for(document, path, operation)):
                    headers = {"Content-Type": "application/json", **token(subjects[number % 3])}
                    response = await client.request(method, headers=headers, **request)
                    judge(response, request, operation)
                for subject in subjects:
                    response = await client.request(
                        method, path.replace("{", "").replace("}", ""), headers=token(subject)
                    )
                    judge(response, {"url": path}, operation)


if __name__ == "__main__":
    asyncio.run(probe())
