"""The outermost middleware: every request has an id, a log line and a count; a bug is an incident, never a traceback."""

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import problems
from core.errors import Failure, OurFault
from core.metrics import Metrics

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
SECRET = ("/answer/",)  # what follows opens something by itself: never written down
log = structlog.get_logger(__name__)


class Requests:
    """ASGI middleware around everything else."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, count, log. A WebSocket only gets its id."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        given = connection.headers.get("x-request-id", "")
        request_id = given if GIVEN_ID.fullmatch(given) else uuid4().hex
        with structlog.contextvars.bound_contextvars(request_id=request_id):
            if scope["type"] == "websocket":
                await self._app(scope, receive, send)
            else:
                await self._answer(connection, request_id, scope, receive, send)

    async def _answer(
        self, connection: HTTPConnection, request_id: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        status = 0
        began = time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Failure as failure:
            await problems.response(connection, failure)(scope, receive, sending)
        except Exception:
            incident = uuid4().hex[:12]
            log.exception("incident", incident=incident, method=scope["method"], path=told_path(scope["path"]))
            if status:  # the answer has begun: all that is left is to break it off
                raise
            await problems.response(connection, OurFault(incident))(scope, receive, sending)
        finally:
            self._count(scope, status, time.perf_counter() - began)

    def _count(self, scope: Scope, status: int, took_s: float) -> None:
        route = getattr(scope.get("route"), "path", "-")
        self._metrics.requests.labels(scope["method"] if route != "-" else "-", route, str(status)).inc()
        self._metrics.request_s.labels(route).observe(took_s)
        if scope["path"] not in QUIET:
            log.info(
                "request",
                method=scope["method"],
                path=told_path(scope["path"]),
                status=status,
                ms=round(took_s * 1000, 1),
            )


def told_path(path: str) -> str:
    """A path as the log may hold it."""
    return next((f"{secret}…" for secret in SECRET if path.startswith(secret)), path)
