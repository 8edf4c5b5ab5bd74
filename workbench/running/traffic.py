"""Watching the requests that tests send to the application, without changing them."""

import base64
import binascii
import hashlib
import hmac
import json
import os
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx

from workbench.running.contract import Contract

LONGEST_BODY = 64 * 1024
_SECRET = "BETTER_AUTH_SECRET"

Signature = tuple[object, ...]
Report = Callable[[dict[str, object]], None]
Handler = Callable[[httpx.ASGITransport, httpx.Request], Awaitable[httpx.Response]]


class Recorder:
    """Reports every exchange with an application, judged by the application's own document."""

    def __init__(self, report: Report) -> None:
        self.node = ""
        """The test that is running."""
        self._report = report
        self._contracts: dict[Signature, tuple[object, Contract | None]] = {}
        self._requests: Counter[Signature] = Counter()
        self._original: Handler | None = None

    def install(self) -> None:
        """Start to watch; the transport's own method does the work as before."""
        original = httpx.ASGITransport.handle_async_request
        self._original = original

        async def watched(transport: httpx.ASGITransport, request: httpx.Request) -> httpx.Response:
            return await self._watch(original, transport, request)

        httpx.ASGITransport.handle_async_request = watched  # type: ignore[assignment,method-assign]

    def uninstall(self) -> None:
        """Give the transport back as it was."""
        if self._original is not None:
            httpx.ASGITransport.handle_async_request = self._original  # type: ignore[method-assign,assignment]
            self._original = None

    def document(self) -> Mapping[str, Any] | None:
        """Give the OpenAPI document of the application that got most requests, or else of ``app.main``."""
        if not self._contracts:
            self._contract(getattr(sys.modules.get("app.main"), "app", None))
        described = {signature: contract for signature, (_, contract) in self._contracts.items() if contract}
        most = max(described, key=lambda signature: self._requests[signature], default=None)
        return described[most].document if most is not None else None

    async def _watch(self, original: Handler, transport: httpx.ASGITransport, request: httpx.Request) -> httpx.Response:
        node = self.node
        sent = await request.aread()
        try:
            response = await original(transport, request)
        except Exception as error:
            problem = f"the application raised {type(error).__name__}: {error}"
            self._note(node, transport.app, request, sent, 500, httpx.Headers(), b"", problem=problem)
            raise
        received = await _read_stream(response)
        self._note(node, transport.app, request, sent, response.status_code, response.headers, received)
        return response

    def _note(
        self,
        node: str,
        app: object,
        request: httpx.Request,
        sent: bytes,
        status: int,
        headers: httpx.Headers,
        received: bytes,
        *,
        problem: str = "",
    ) -> None:
        contract = self._contract(app)
        method, path = request.method, request.url.path
        route = contract.route(method, path) if contract else None
        if contract and route and not problem:
            media = headers.get("content-type", "")
            problem = contract.problem_of_response(method, route, status, media, received)
            if not problem and status == httpx.codes.UNAUTHORIZED and "www-authenticate" not in headers:
                problem = "status 401 came without WWW-Authenticate"
            if not problem and status < httpx.codes.BAD_REQUEST:
                problem = contract.problem_of_request(method, route, sent)
        credentials = request.headers.get("authorization", "")
        token = credentials.split()[-1] if credentials.split() else ""
        self._report(
            {
                "event": "exchange",
                "node": node,
                "method": method,
                "path": path,
                "route": route,
                "status": status,
                "token": bool(credentials),
                "subject": subject_of(token),
                "query": request.url.query.decode("ascii", "replace"),
                "request_body": _as_text(sent),
                "response_body": _as_text(received),
                "problem": problem,
                "forged": bool(credentials) and is_forged(token, _secret()),
            }
        )

    def _contract(self, app: object) -> Contract | None:
        """Give the contract of ``app``; tests make many applications of one kind, which share it.

        The application is kept, so that the identities in its signature stay its own.
        """
        signature = _signature(app)
        self._requests[signature] += 1
        if signature not in self._contracts:
            describe = getattr(app, "openapi", None)
            self._contracts[signature] = (app, Contract(describe()) if callable(describe) else None)
        return self._contracts[signature][1]


def _signature(app: object) -> Signature:
    """Name what an application serves, by its routes: to describe it anew would cost more than a request."""
    routes = getattr(app, "routes", None)
    if routes is None:
        return (id(app),)
    return tuple(
        (getattr(route, "path", ""), getattr(endpoint, "__module__", ""), getattr(endpoint, "__qualname__", ""))
        if (endpoint := getattr(route, "endpoint", None)) is not None
        else id(getattr(route, "original_router", route))
        for route in routes
    )


def subject_of(token: str) -> str | None:
    """Give the subject that a token claims, unverified; none where it is not a token with one."""
    subject = _part(token, 1).get("sub")
    return None if subject is None else str(subject)


def is_forged(token: str, secret: str) -> bool:
    """Tell whether ``token`` is surely not the application's own: no token at all, or not signed with ``secret``.

    Tokens that are signed with a key pair are left to the application's judgement.
    """
    algorithm = _part(token, 0).get("alg")
    if token.count(".") != 2 or not isinstance(algorithm, str) or algorithm.lower() == "none":
        return True
    if algorithm != "HS256":
        return algorithm.startswith("HS")
    if not secret:
        return False
    signed, _, signature = token.rpartition(".")
    expected = hmac.new(secret.encode(), signed.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(expected).rstrip(b"=").decode() != signature.rstrip("=")


def _part(token: str, index: int) -> dict[str, Any]:
    parts = token.split(".")
    if len(parts) != 3:
        return {}
    try:
        value = json.loads(base64.urlsafe_b64decode(parts[index] + "=" * (-len(parts[index]) % 4)))
    except (ValueError, RecursionError, binascii.Error):
        return {}
    return value if isinstance(value, dict) else {}


def _secret() -> str:
    """Give the secret that the application verifies with: of its settings, where it has them, or the environment."""
    settings = getattr(sys.modules.get("app.config"), "get_settings", None)
    value = getattr(settings(), _SECRET.lower(), None) if callable(settings) else None
    reveal = getattr(value, "get_secret_value", None)
    secret = reveal() if callable(reveal) else value
    return secret if isinstance(secret, str) else os.environ.get(_SECRET, "")


async def _read_stream(response: httpx.Response) -> bytes:
    """Read the response's body and put it back as if it had not been read."""
    stream = response.stream
    if not isinstance(stream, httpx.AsyncByteStream):
        return b""
    body = b"".join([part async for part in stream])
    response.stream = httpx.ByteStream(body)
    return body


def _as_text(body: bytes) -> str:
    return body[:LONGEST_BODY].decode("utf-8", "replace")
