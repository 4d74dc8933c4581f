"""What the page is measured with: live messages of the real API, recorded at 5,000 fixes a second, and told again at their pace."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx
import orjson
from websockets.asyncio.client import connect
from websockets.asyncio.server import ServerConnection, serve

from core import clock
from web.live import QUIET_S
from web.live_state import rfc3339

HOST = "127.0.0.1"


async def cookie_of(base: str, username: str, password: str) -> str:
    """The login's cookie, as a header has it."""
    async with httpx.AsyncClient(base_url=base, headers={"Origin": base}) as client:
        answer = await client.post("/api/v1/session", json={"username": username, "password": password})
        answer.raise_for_status()
        return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


def listening(base: str, cookie: str) -> connect:
    """The API's live socket, as the page opens it."""
    headers = {"Cookie": cookie, "Origin": base}
    return connect(f"{base.replace('http', 'ws', 1)}/api/v1/live", additional_headers=headers, max_size=None)


@dataclass(frozen=True)
class Recorded:
    """Messages that changed something, each with the seconds since the one before."""

    messages: list[tuple[float, dict[str, object]]]


async def record(base: str, cookie: str, *, warm_s: float, seconds: float) -> Recorded:
    """Listen for `seconds` after a warm-up."""
    messages: list[tuple[float, dict[str, object]]] = []
    async with listening(base, cookie) as live:
        loop = asyncio.get_running_loop()
        since = loop.time() + warm_s
        before = since
        while (now := loop.time()) < since + seconds:
            message = orjson.loads(await live.recv())
            if now >= since and message["buses"]:
                messages.append((loop.time() - before, message))
                before = loop.time()
    return Recorded(messages)


async def snapshot(base: str, cookie: str) -> dict[str, object]:
    """What the API tells first."""
    async with listening(base, cookie) as live:
        first: dict[str, object] = orjson.loads(await live.recv())
        return first


@dataclass
class Teller:
    """A live socket for one page that tells what it is told to; `url` is where."""

    url: str
    first: dict[str, object]
    page: ServerConnection | None = None
    seq: int = 1
    connected: asyncio.Event = field(default_factory=asyncio.Event)

    async def say(self, message: dict[str, object]) -> None:
        """The next message, of now."""
        assert self.page is not None
        self.seq += 1
        await self.page.send(_text({**message, "type": "delta", "seq": self.seq}))

    async def idle(self, seconds: float) -> None:
        """Say only that we live, as the API does when nothing changes."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while loop.time() < end:
            await self.say({"behind_s": 0, "buses": [], "gone": [], "findings": []})
            await asyncio.sleep(min(QUIET_S, max(0.0, end - loop.time())))

    async def tell(self, recorded: Recorded, until: Callable[[], bool]) -> int:
        """The recorded messages at their pace, again and again, until it is enough; how many were told."""
        told = 0
        while not until():
            for gap_s, message in recorded.messages:
                await asyncio.sleep(gap_s)
                await self.say(message)
                told += 1
                if until():
                    break
        return told


@asynccontextmanager
async def teller(first: dict[str, object]) -> AsyncIterator[Teller]:
    """A live socket whose first word is `first`."""
    one = Teller("", first)

    async def _serve(page: ServerConnection) -> None:
        one.page, one.seq = page, 1
        await page.send(_text({**first, "seq": 1}))
        one.connected.set()
        await page.wait_closed()

    async with serve(_serve, HOST, 0, compression=None, ping_interval=None) as server:
        port = server.sockets[0].getsockname()[1]
        one.url = f"ws://{HOST}:{port}/api/v1/live"
        yield one


def _text(message: dict[str, object]) -> str:
    return json.dumps({**message, "now": rfc3339(clock.epoch())}, ensure_ascii=False)
