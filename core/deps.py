"""What a route may ask for: the settings, one transaction, who asks, and whether they may do this."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from ipaddress import ip_address
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket

from core import sessions
from core.access import Viewer, may_do
from core.database import session_scope
from core.errors import NotAllowed, NotLoggedIn, NotSetUp, Text
from core.gate import comes_from_elsewhere
from core.pagination import PageQuery, page_query
from core.settings import Settings

CHOOSE_FIRST = Text("请先设置自己的密码。", "Choose a password of your own first.")
NOT_LOGGED_IN = 4401
WRONG_ORIGIN = 4403
EVERY_ADDRESS = ("0.0.0.0", "::", "")  # noqa: S104 - what listens everywhere is reached at none of these


def get_conf(connection: HTTPConnection) -> Settings:
    """The settings this app was made with."""
    return cast(Settings, connection.app.state.settings)


Conf = Annotated[Settings, Depends(get_conf)]


async def get_db(connection: HTTPConnection) -> AsyncIterator[AsyncSession]:
    """One transaction a request: committed when the route has returned and before its answer leaves.

    A route that holds what others wait for ends it earlier (`core.database.commit_now`) and reads its answer in another.
    """
    async with session_scope(connection.app.state.sessions) as session:
        yield session


Db = Annotated[AsyncSession, Depends(get_db, scope="function")]


async def newcomer(request: Request, session: Db, settings: Conf) -> Viewer:
    """Who is logged in, also with a password for one login: for that person's own session alone. Raises NotLoggedIn."""
    viewer = await sessions.viewer_of(session, request.cookies.get(sessions.COOKIE), settings, request.app.state.access)
    if viewer is None:
        raise NotLoggedIn
    request.state.locale = viewer.locale
    return viewer


Newcomer = Annotated[Viewer, Depends(newcomer)]


async def current_viewer(viewer: Newcomer) -> Viewer:
    """Who is logged in, with a password of their own. Raises NotLoggedIn, NotAllowed("new_password_needed")."""
    if viewer.password_once:
        raise NotAllowed("anything", code="new_password_needed", detail=CHOOSE_FIRST)
    return viewer


Me = Annotated[Viewer, Depends(current_viewer)]


def allowed(action: str) -> Callable[[Viewer], Awaitable[Viewer]]:
    """A dependency: the viewer, when the role may do this. Raises NotAllowed (and NotLoggedIn)."""

    async def permitted(viewer: Me) -> Viewer:
        if not may_do(viewer, action):
            raise NotAllowed(action)
        return viewer

    return permitted


Paging = Annotated[PageQuery, Depends(page_query)]


def caller_of(connection: HTTPConnection) -> sessions.Caller:
    """From where a request comes; behind a trusted proxy uvicorn has put the real address there."""
    address = None
    if connection.client is not None:
        with contextlib.suppress(ValueError):  # a client on a Unix socket has no address
            address = str(ip_address(connection.client.host))
    agent = connection.headers.get("user-agent")
    return sessions.Caller(address=address, user_agent=None if agent is None else agent[:400])


def origin_of(settings: Settings) -> str:
    """Under which address people reach us, for what is printed: of the settings alone, since in a request's headers stands what its
    sender likes. Raises NotSetUp where the settings name no address that anybody could open.
    """
    if settings.public_origin is not None:
        return settings.public_origin
    if settings.public_origins:
        return min(settings.public_origins)
    if settings.http_host in EVERY_ADDRESS:
        raise NotSetUp(
            "no_public_origin",
            zh="尚未设置本系统的对外网址，二维码无处可指。请管理员设置 SCHOOLBUS_PUBLIC_ORIGIN（例如 https://bus.example.cn）。",
            en="The address under which people reach this service is not set, so a code would lead nowhere: an administrator sets"
            " SCHOOLBUS_PUBLIC_ORIGIN (https://bus.example.cn, say).",
        )
    return f"http://{settings.http_host}:{settings.http_port}"


class SocketRefused(Exception):  # noqa: N818 - it says what happened
    """A WebSocket that must be closed with `code` (after accept: a browser sees no code otherwise)."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


async def socket_viewer(websocket: WebSocket) -> Viewer:
    """Who opens a WebSocket, by the same cookie. Raises SocketRefused with 4403 (another origin) or 4401 (no login)."""
    state = websocket.app.state
    if comes_from_elsewhere(websocket.headers, state.settings.own_origins):
        raise SocketRefused(WRONG_ORIGIN)
    async with session_scope(state.sessions) as session:
        token = websocket.cookies.get(sessions.COOKIE)
        viewer = await sessions.viewer_of(session, token, state.settings, state.access)
    if viewer is None or viewer.password_once:
        raise SocketRefused(NOT_LOGGED_IN)
    return viewer
