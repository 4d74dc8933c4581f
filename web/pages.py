"""The page's files: what no route answers is a file of the built page, or the page itself; with strict headers on all."""

from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import BadRequest
from core.problems import NEVER_THERE, response
from core.settings import Settings

STATIC = Path(__file__).parent / "static"
NOT_BUILT = "The page is not built yet: run `make page`.\n页面尚未构建：请运行 make page。\n"
PERMISSIONS = "camera=(), geolocation=({geolocation}), microphone=(), payment=(), usb=()"
ASKS_WHERE = "/report"  # the one page that may ask a telephone where it is, when the person wants it
A_YEAR = "public, max-age=31536000, immutable"


class Pages:
    """ASGI app for the router's `default`: files under `folder`, and index.html for every address of the page itself."""

    def __init__(self, folder: Path = STATIC) -> None:
        self._folder = folder
        self._files = StaticFiles(directory=folder, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, the page, or a 404 problem (everything under /api is the routes' own)."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000, "reason": ""})
            return
        answer = await self._find(scope) or _nothing(Request(scope))
        await answer(scope, receive, send)

    async def _find(self, scope: Scope) -> Response | None:
        path: str = scope["path"].lstrip("/")
        if scope["method"] not in ("GET", "HEAD") or path.startswith("api/") or path == "api":
            return None
        if path and (found := await self._file(path, scope)) is not None:
            found.headers["Cache-Control"] = A_YEAR if path.startswith("assets/") else "no-cache"
            return found
        if "." in path.rsplit("/", maxsplit=1)[-1]:
            return None
        page = await self._file("index.html", scope)
        if page is None:
            return PlainTextResponse(NOT_BUILT, status_code=503, headers={"Retry-After": "30"})
        page.headers["Cache-Control"] = "no-cache"
        return page

    async def _file(self, path: str, scope: Scope) -> Response | None:
        try:
            return await self._files.get_response(path, scope)
        except (HTTPException, ValueError, OSError):  # not there, or no name a file can have
            return None


def _nothing(request: Request) -> Response:
    return response(request, BadRequest(404, "no_such_address", zh=NEVER_THERE.zh, en=NEVER_THERE.en))


def content_security_policy(settings: Settings) -> str:
    """What the page may load: itself; MapLibre's workers and images as blobs; the tile source's host, when there is one."""
    tiles = tile_host(settings.tiles_url)
    directives = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",  # Ant Design writes its styles into the page
        "img-src": f"'self' data: blob: {tiles}",
        "font-src": "'self' data:",
        "connect-src": f"'self' {tiles}",
        "worker-src": "'self' blob:",
        "child-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value.strip()}" for name, value in directives.items())


def tile_host(url: str | None) -> str:
    """The tile source's origin for the policy; a placeholder in the host ({s}, t{0-7}) becomes a wildcard label."""
    if not url:
        return ""
    parts = urlsplit(url)
    if "{" not in parts.netloc:
        return f"{parts.scheme}://{parts.netloc}"
    return f"{parts.scheme}://*.{parts.netloc.split('}', 1)[1].split('.', 1)[1]}"


class StrictHeaders:
    """ASGI middleware: the same strict headers on every answer; what a route sets itself stays."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": content_security_policy(settings),
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Permissions-Policy": PERMISSIONS.format(geolocation=""),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on, and add the headers where the answer begins."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if scope["path"] == ASKS_WHERE or scope["path"].startswith(ASKS_WHERE + "/"):
                    headers.setdefault("Permissions-Policy", PERMISSIONS.format(geolocation="self"))
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "private, no-store")
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", "max-age=31536000")
            await send(message)

        await self._app(scope, receive, sending)
