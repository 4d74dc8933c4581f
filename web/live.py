"""The live socket: a snapshot, then what changed, as one viewer may see it; the newest state for a slow reader, no queue."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from fastapi import APIRouter, FastAPI, WebSocket, WebSocketDisconnect
from sqlalchemy.exc import SQLAlchemyError

from core import clock
from core.access import Viewer
from core.deps import NOT_LOGGED_IN, SocketRefused, socket_viewer
from core.sessions import still_logged_in
from web.live_hub import Hub
from web.live_view import View

COALESCE_S = 0.1  # no two messages nearer than this
QUIET_S = 4.0  # the contract says every 5 s
SEND_TIMEOUT_S = 20.0  # a reader that takes nothing for so long is gone
RECHECK_S = 15.0
CANCEL_AGAIN_S = 1.0
TOO_SLOW = 1013  # "try again later" (RFC 6455's registry)

router = APIRouter(tags=["live"])
log = structlog.get_logger(__name__)


@asynccontextmanager
async def living_hub(app: FastAPI) -> AsyncIterator[None]:
    """The hub of this process, for as long as the app lives."""
    hub = Hub(app.state.sessions, app.state.redis, app.state.settings.silent_after_s)
    app.state.hub = hub
    app.state.tasks["live"] = task = asyncio.create_task(hub.run())
    try:
        yield
    finally:
        while not task.done():  # a library that is cancelled in a query may raise an error of its own in its place
            task.cancel()
            await asyncio.wait((task,), timeout=CANCEL_AGAIN_S)


@router.websocket("/live")
async def live(websocket: WebSocket) -> None:
    """Closes with 4401 when nobody is logged in (also later, when the login ends) and with 4403 for another origin."""
    try:
        viewer = await socket_viewer(websocket)
    except SocketRefused as refused:
        await websocket.accept()  # without this a browser is not told the code
        await websocket.close(refused.code)
        return
    await websocket.accept()
    sockets = websocket.app.state.metrics.sockets
    sockets.inc()
    try:
        await _serve(websocket, viewer)
    finally:
        sockets.dec()


async def _serve(websocket: WebSocket, viewer: Viewer) -> None:
    """Speak until the reader leaves, reads no more, or may not read any more."""
    hub: Hub = websocket.app.state.hub
    tasks = [
        asyncio.create_task(_speak(websocket, View(viewer), hub)),
        asyncio.create_task(_until_left(websocket)),
        asyncio.create_task(_until_logged_out(websocket, viewer)),
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        code = task.result()
        if code is not None:
            with suppress(RuntimeError, WebSocketDisconnect):
                await websocket.close(code)


async def _speak(websocket: WebSocket, view: View, hub: Hub) -> int | None:
    """Send what changed, at most each COALESCE_S and at least each QUIET_S; returns the code to close with."""
    loop = asyncio.get_running_loop()
    await hub.ready.wait()
    spoke = loop.time() - QUIET_S
    while True:
        changed, now_s = hub.changed, clock.epoch()
        piece = view.look(hub.state, now_s)
        if not piece.is_empty or loop.time() - spoke >= QUIET_S:
            text = view.message(piece, hub.state.behind_s(now_s), now_s)
            try:
                async with asyncio.timeout(SEND_TIMEOUT_S):
                    await websocket.send_text(text)
            except TimeoutError:
                return TOO_SLOW
            except (WebSocketDisconnect, RuntimeError):
                return None
            spoke = loop.time()
            await asyncio.sleep(COALESCE_S)
        with suppress(TimeoutError):
            async with asyncio.timeout_at(spoke + QUIET_S):
                await changed.wait()


async def _until_left(websocket: WebSocket) -> None:
    """Return when the reader goes away; what it says is not listened to."""
    while (await websocket.receive())["type"] != "websocket.disconnect":
        pass


async def _until_logged_out(websocket: WebSocket, viewer: Viewer) -> int:
    """Return the code to close with once the login has ended or the account is not what it was."""
    while True:
        await asyncio.sleep(RECHECK_S)
        try:
            async with websocket.app.state.sessions() as session:
                if not await still_logged_in(session, viewer):
                    return NOT_LOGGED_IN
        except SQLAlchemyError as error:
            log.warning("a live socket could not be checked", error=str(error))
