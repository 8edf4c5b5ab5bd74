"""What both hand-written backends share: the request log and the token check."""

import logging
import os
import time
import uuid

import jwt
from fastapi import HTTPException
from fastapi.security import HTTPBearer
from starlette.types import ASGIApp, Message, Receive, Scope, Send

bearer = HTTPBearer()
logger = logging.getLogger("requests")
logger.addHandler(logging.StreamHandler())
logger.setLevel("INFO")


class RequestLog:
    """Logs each request with its status and duration."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap ``app``."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and log how it ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), 0

        async def send_noting(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await self.app(scope, receive, send_noting)
        elapsed = 1000 * (time.perf_counter() - started)
        logger.info("%s %s %s %.2f ms", scope["method"], scope["path"], status, elapsed)


def subject_of(token: str) -> uuid.UUID:
    """Give the subject of a valid token."""
    try:
        claims = jwt.decode(
            token, os.environ["BETTER_AUTH_SECRET"], algorithms=["HS256"], options={"require": ["exp", "sub"]}
        )
        return uuid.UUID(claims["sub"])
    except (jwt.PyJWTError, ValueError) as error:
        raise HTTPException(401, "Not authenticated.") from error
