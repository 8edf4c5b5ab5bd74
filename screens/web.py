"""The same screens in a browser, by textual-serve: on this machine only, and for whoever has the address.

Whoever reaches the screens can run tests and write files. So the server listens on the loopback address, the
printed address holds a secret that becomes a cookie, and pages of other sites are turned away.
"""

from __future__ import annotations

import secrets
import shlex
import sys
from collections.abc import Awaitable, Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from workbench.errors import UsageError

_HOST = "127.0.0.1"
_COOKIE = "workbench"
_PAGE = Path(__file__).parent / "browser"
"""The page around the screens: it asks no other site for anything."""

Handler = Callable[[Any], Awaitable[Any]]


def serve(folder: Path | None, port: int) -> int:
    """Serve the screens on a project, or on the welcome screen, until interrupted.

    Raises ``UsageError`` where textual-serve is not installed or the port is taken.
    """
    if find_spec("textual_serve") is None:
        raise UsageError("The browser needs textual-serve, which is not installed: pip install 'workbench[web]'.")
    web = import_module("aiohttp.web")
    key = secrets.token_urlsafe(24)
    address = f"http://{_HOST}:{port}"

    async def application() -> Any:  # noqa: ANN401 - aiohttp's application; the extra may be missing
        served = await _server(folder, port, address)._make_app()
        served.middlewares.append(web.middleware(guard(web, key, address)))
        return served

    def listening(_: str) -> None:
        print(f"Serving the workbench at {address}/?key={key}\nEnd with Ctrl+C.", flush=True)

    try:
        web.run_app(application(), host=_HOST, port=port, print=listening)
    except (OSError, OverflowError) as error:
        raise UsageError(f"Port {port} cannot be used ({error}); choose another with --port.") from error
    return 0


def _server(folder: Path | None, port: int, address: str) -> Any:  # noqa: ANN401 - as above
    words = [sys.executable, "-m", "workbench", *([str(folder)] if folder else [])]
    server = import_module("textual_serve.server").Server(
        shlex.join(words), host=_HOST, port=port, title="workbench", public_url=address, templates_path=_PAGE
    )
    server.console.quiet = True
    return server


def guard(web: Any, key: str, address: str) -> Callable[[Any, Handler], Awaitable[Any]]:  # noqa: ANN401 - as above
    """Give the check of every request: it was meant for ``address``, comes from no other site, and has the key."""

    async def check(request: Any, handler: Handler) -> Any:  # noqa: ANN401 - as above
        own = request.headers.get("Host") == address.partition("://")[2]
        origin = request.headers.get("Origin", address)
        given = request.query.get("key", request.cookies.get(_COOKIE, ""))
        if not own or origin != address or not secrets.compare_digest(given.encode(), key.encode()):
            raise web.HTTPForbidden(text="Open the address that `workbench --web` has printed.")
        if "key" not in request.query:
            return await handler(request)
        response = web.HTTPFound("/")
        response.set_cookie(_COOKIE, key, httponly=True, samesite="Strict")
        return response

    return check
