"""One connection between two platforms, over a real socket."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.doors.jt809.link import Link

PATIENCE_S = 20.0


@dataclass
class Ours:
    """Our end, and what happened to it."""

    heard: list[bytes | Skipped] = field(default_factory=list)
    lost: asyncio.Event = field(default_factory=asyncio.Event)
    holds: bytes = b""
    link: Link | None = None

    def made(self, link: Link) -> bool:
        self.link = link
        return True

    def hears(self, link: Link, frame: bytes | Skipped) -> None:
        if frame == self.holds:
            self.holds = b""
            link.hold(frame)
        else:
            self.heard.append(frame)

    def is_lost(self, _link: Link) -> None:
        self.lost.set()


@asynccontextmanager
async def connected(ours: Ours) -> AsyncIterator[socket.socket]:
    """Their end of a connection to us."""
    server = await asyncio.get_running_loop().create_server(
        lambda: Link(4096, made=ours.made, hears=ours.hears, lost=ours.is_lost), "127.0.0.1", 0
    )
    with socket.create_connection(server.sockets[0].getsockname()) as theirs:
        yield theirs
        if ours.link is not None:
            ours.link.close()
    server.close()
    await asyncio.wait_for(ours.lost.wait(), PATIENCE_S)


async def until(true: object) -> None:
    """Wait for what the other end makes true."""
    assert callable(true)
    async with asyncio.timeout(PATIENCE_S):
        while not true():  # noqa: ASYNC110 - what it waits for has no event
            await asyncio.sleep(0.01)


async def test_a_link_that_waits_for_one_message_hands_the_others_on_behind_it() -> None:
    """In their order, also where the connection has gone in between; the end is told once, after the last."""
    ours = Ours(holds=b"b")
    async with connected(ours) as theirs:
        theirs.sendall(b"\x5ba\x5d\x5bb\x5d\x5bc\x5d")
        await until(lambda: ours.link is not None and ours.link.held)
        assert ours.link is not None
        assert (ours.heard, ours.link.silent_s) == ([b"a"], 0.0)
        theirs.close()
        ours.link.close()
        await asyncio.wait_for(ours.link.gone(), PATIENCE_S)
        assert not ours.lost.is_set()
        ours.link.release()
        assert ours.heard == [b"a", b"b", b"c"]
        assert ours.lost.is_set()


async def test_a_paused_link_reads_nothing_and_goes_on_where_it_was() -> None:
    """The queue is full: TCP holds back what the other side sends; its silence is not counted."""
    ours = Ours()
    async with connected(ours) as theirs:
        await until(lambda: ours.link is not None)
        assert ours.link is not None
        ours.link.pause()
        theirs.sendall(b"\x5bone\x5d")
        await asyncio.sleep(0.1)
        assert (ours.heard, ours.link.silent_s) == ([], 0.0)
        ours.link.resume()
        await until(lambda: ours.heard == [b"one"])


async def test_who_does_not_read_what_we_say_is_cut_off() -> None:
    """Memory is bounded in this direction too."""
    ours = Ours()
    async with connected(ours) as theirs:
        theirs.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        await until(lambda: ours.link is not None)
        assert ours.link is not None
        said = 0
        while ours.link.up and said < 64_000_000:
            ours.link.send(bytes(65_536))
            said += 65_536
            await asyncio.sleep(0)
        await asyncio.wait_for(ours.lost.wait(), PATIENCE_S)
        assert said < 64_000_000
