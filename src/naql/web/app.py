"""The desk as one ASGI application over an open archive: routes, headers, and what is shown when something fails.

Nothing is loaded from elsewhere, no script or style stands in a page, and every answer carries a policy that forbids it. A request whose
Host is a name we do not know is refused, so that no web site can reach a desk on this machine through a name of its own.
"""

from __future__ import annotations

import ipaddress
import mimetypes
import socket
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.staticfiles import StaticFiles
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from naql.archive.store import Archive, open_archive
from naql.errors import ArchiveError, NotFound, QueryError
from naql.web import api, pages

HEADERS: Final = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_FOREVER: Final = "public, max-age=31536000, immutable"

mimetypes.add_type("font/woff2", ".woff2")


def create_app(archive: Archive, hosts: Iterable[str] = ()) -> FastAPI:
    """The desk over an open archive. `hosts` are names it may be reached by, beside `localhost` and any IP address."""
    app = FastAPI(title="Naql", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.state.archive = archive
    app.state.remembered = {}
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    app.add_middleware(Guard, hosts=frozenset(name.lower() for name in hosts))
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(RequestValidationError, _failed)
    app.add_exception_handler(ArchiveError, _failed)
    app.add_exception_handler(QueryError, _failed)
    app.add_exception_handler(Exception, _failed)
    return app


def serve(where: str | Path, host: str = "127.0.0.1", port: int = 8000, hosts: Iterable[str] = ()) -> None:
    """Serve the archive at `where` until interrupted. `hosts` as in `create_app`; the machine's own name is always among them.

    Raises ArchiveError where the archive cannot be opened.
    """
    import uvicorn

    with open_archive(where) as archive:
        names = {host, socket.gethostname(), *hosts}
        uvicorn.run(create_app(archive, names), host=host, port=port, log_level="warning", server_header=False)


class Guard:
    """Refuses unknown hosts and puts the safety headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        kept = scope["path"].startswith("/static/") and b"v=" in scope["query_string"]

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers["Cache-Control"] = _FOREVER if kept and message["status"] == 200 else "no-cache"
            await send(message)

        if not is_known_host(Headers(scope=scope).get("host", ""), self.hosts):
            await PlainTextResponse("This desk is not reached by that name.\n", 421)(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)


def is_known_host(header: str, hosts: frozenset[str]) -> bool:
    """Whether a Host header names this desk: `localhost`, one of `hosts`, or an IP address, which no foreign name server can give out.

    >>> is_known_host("127.0.0.1:8000", frozenset()), is_known_host("evil.example", frozenset())
    (True, False)
    """
    name = header.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0]
    if name == "localhost" or name in hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


async def _failed(request: Request, error: Exception) -> Response:
    """A failure as a page, or as JSON under /api."""
    status, detail = _explained(error)
    if request.url.path.startswith("/api/"):
        answer: Response = JSONResponse({"error": detail or "internal error"}, status)
    else:
        answer = pages.error(request, status, error)
    answer.headers.update(HEADERS)  # the answer to an unforeseen error is made outside of the guard
    return answer


def _explained(error: Exception) -> tuple[int, str]:
    """The status of a failure and what may be told of it."""
    match error:
        case NotFound():
            return 404, str(error)
        case QueryError():
            return 400, str(error)
        case RequestValidationError():
            return 400, "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in error.errors())
        case ArchiveError():
            return 503, str(error)
        case HTTPException():
            return error.status_code, error.detail
    return 500, ""
