"""What is turned away at the gate: other sites' requests, bodies that are not JSON, bodies that are too large."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core import problems
from core.errors import BadRequest, Failure, NotAllowed, Text
from core.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
JSON = "application/json"
DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
FROM_FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
CROSS_SITE = Text("请求来自其他网站，已拒绝。", "This request comes from another site and is refused.")


def comes_from_elsewhere(headers: Headers, public_origins: frozenset[str]) -> bool:
    """Whether a browser sent this from a page that is not ours (no CSRF token: the browser itself says so).

    A scripted client sends neither Origin nor Sec-Fetch-Site, and no cookie that it does not own.
    """
    origin = headers.get("origin")
    if origin is not None:
        return origin not in public_origins and not _same_host(origin, headers.get("host", ""))
    return headers.get("sec-fetch-site", "none") not in ("same-origin", "none")


def _same_host(origin: str, host: str) -> bool:
    theirs, ours = _host_and_port(origin), _host_and_port(f"{origin.split('://', maxsplit=1)[0]}://{host}")
    return theirs is not None and theirs == ours


def _host_and_port(origin: str) -> tuple[str, int] | None:
    """The host and port of an origin, None when it has none ("null" among them).

    Behind a proxy that ends TLS our own scheme is not known: a Host without port has the default port of the Origin's.
    """
    try:
        parts = urlsplit(origin)
        port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    except ValueError:
        return None
    return (parts.hostname, port) if parts.hostname and port else None


class Gate:
    """ASGI middleware in front of every route; safe methods pass.

    `files`: the paths that also take a body of other media types. None of these may be one that a form can send.
    `larger`: the paths that take a body of more bytes than others.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        files: Mapping[str, frozenset[str]],
        larger: Mapping[str, int] | None = None,
    ) -> None:
        assert not any(FROM_FORMS & media_types for media_types in files.values())
        self._app = app
        self._settings = settings
        self._files = files
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse with a problem, or hand on with the body's size watched."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
            await self._app(scope, receive, send)
            return
        max_bytes = max(self._settings.request_body_max_bytes, self._larger.get(scope["path"], 0))
        failure = self._refusal(Headers(scope=scope), self._files.get(scope["path"], frozenset()), max_bytes)
        if failure is not None:
            await problems.response(HTTPConnection(scope), failure)(scope, receive, send)
            return
        await self._app(scope, _Limited(receive, max_bytes), send)

    def _refusal(self, headers: Headers, files: frozenset[str], max_bytes: int) -> Failure | None:
        if comes_from_elsewhere(headers, self._settings.own_origins):
            return NotAllowed("request", code="cross_site", detail=CROSS_SITE)
        length = headers.get("content-length", "0")
        has_body = length != "0" or "transfer-encoding" in headers
        media_type = headers.get("content-type", "").split(";")[0].strip().lower()
        if has_body and media_type != JSON and media_type not in files:
            return BadRequest(
                415,
                "not_json",
                zh="请求内容应为 JSON（Content-Type: application/json）。",
                en="Send the body as application/json.",
            )
        if not length.isdecimal():
            return BadRequest(400, "bad_request", zh="无法读懂此请求。", en="This request cannot be read.")
        if len(length) > 15 or int(length) > max_bytes:
            return too_large()
        return None


class _Limited:
    """A receive that stops a body without a declared length where the limit is."""

    def __init__(self, receive: Receive, max_bytes: int) -> None:
        self._receive = receive
        self._left = max_bytes

    async def __call__(self) -> Message:
        """The next message. Raises BadRequest 413 past the limit."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                raise too_large()
        return message


def too_large() -> BadRequest:
    """413."""
    return BadRequest(413, "too_large", zh="请求内容过大。", en="The body is too large.")
