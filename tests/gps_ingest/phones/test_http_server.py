"""The HTTP server under clients that are slow, silent, endless or too many: each is cut off, the others are served."""

import asyncio
import ssl
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from gps_ingest.doors.http_server import HEAD_MAX_BYTES, HttpServer, Limits

REQUEST = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n"
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def ok(scope: Any, receive: Any, send: Send) -> None:
    """Reads the body, then answers "ok"."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


class Client:
    """A connection, byte by byte."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def answer(self) -> bytes:
        """Status and the first two bytes of the next answer."""
        head = await self._reader.readuntil(b"\r\n\r\n")
        return head.split()[1] + b" " + await self._reader.readexactly(2)

    async def cut_off(self) -> bool:
        """Whether the server ends it, having said nothing."""
        with suppress(ConnectionError):
            return await asyncio.wait_for(self._reader.read(), 60) == b""
        return True

    async def leave(self) -> None:
        self._writer.transport.abort()
        with suppress(ConnectionError):
            await self._writer.wait_closed()


@dataclass
class Served:
    """A server on a port of its own, why it cut connections, and its clients."""

    port: int
    refused: Counter[str]
    clients: list[Client] = field(default_factory=list)

    async def client(self) -> Client:
        """One more connection."""
        self.clients.append(Client(*await asyncio.open_connection("127.0.0.1", self.port)))
        return self.clients[-1]


@asynccontextmanager
async def serving(
    *, connections: int = 100, request_s: float = 60.0, cert: Path | None = None
) -> AsyncIterator[Served]:
    """A server while the block lasts."""
    refused: Counter[str] = Counter()
    limits = Limits(connections, lambda why: refused.update([why]), request_s)
    server = HttpServer(ok, host="127.0.0.1", port=0, cert=cert, key=None, proxies="", limits=limits)
    served = Served(server.open(), refused)
    running = asyncio.create_task(server.run())
    try:
        yield served
    finally:
        for client in served.clients:
            await client.leave()
        running.cancel()
        await asyncio.wait({running})


async def test_who_says_nothing_and_who_does_not_finish_is_cut_off() -> None:
    """A silent client, half a head, half a body, and line ends without a request after a good one."""
    async with serving(request_s=0.3) as served:
        clients = [await served.client() for _ in range(4)]
        await clients[1].send(b"GET / HTTP/1.1\r\nhost:")
        await clients[2].send(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf")
        await clients[3].send(REQUEST)
        assert await clients[3].answer() == b"200 ok"
        await clients[3].send(b"\r\n")
        assert [await client.cut_off() for client in clients] == [True] * 4
        assert served.refused == {"slow": 4}


async def test_a_client_that_takes_its_time_between_requests_is_kept() -> None:
    """A telephone reports every so often on one connection."""
    async with serving(request_s=0.2) as served:
        client = await served.client()
        for _ in range(3):
            await client.send(REQUEST)
            assert await client.answer() == b"200 ok"
            await asyncio.sleep(0.4)
        await client.leave()
        assert not served.refused


async def test_a_head_without_an_end_is_cut_off() -> None:
    """Headers past their ceiling; a body of the same length is the application's to limit."""
    async with serving() as served:
        endless = await served.client()
        await endless.send(b"GET / HTTP/1.1\r\n" + b"x: y\r\n" * (HEAD_MAX_BYTES // 6))
        await endless.send(b"x: y\r\n")
        assert await endless.cut_off()
        assert served.refused == {"too_long": 1}
        long = await served.client()
        size = HEAD_MAX_BYTES * 4
        await long.send(b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n" % size + b"x" * size)
        assert await long.answer() == b"200 ok"
        await long.send(REQUEST)
        assert await long.answer() == b"200 ok"
        await long.leave()


async def test_one_connection_more_than_there_may_be_is_refused() -> None:
    """Those who are in are served; when one leaves another gets in."""
    async with serving(connections=2) as served:
        first, second = await served.client(), await served.client()
        for client in (first, second):
            await client.send(REQUEST)
            assert await client.answer() == b"200 ok"
        assert await (await served.client()).cut_off()
        assert served.refused == {"too_many": 1}
        await first.leave()
        await second.send(REQUEST)
        assert await second.answer() == b"200 ok"
        third = await served.client()
        await third.send(REQUEST)
        assert await third.answer() == b"200 ok"


async def test_noise_is_answered_400_and_a_port_in_use_is_said() -> None:
    """What is not HTTP costs nobody anything; two doors on one port cannot be."""
    async with serving() as served:
        client = await served.client()
        await client.send(b"\x00\xff\x16\x03\x01 noise\r\n\r\n")
        assert (await client.answer()).startswith(b"400")
        limits = Limits(1, served.refused.update)
        taken = HttpServer(ok, host="127.0.0.1", port=served.port, cert=None, key=None, proxies="", limits=limits)
        with pytest.raises(OSError, match="in use"):
            taken.open()


async def test_with_a_certificate_it_speaks_tls_and_one_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    """Certificate and key in one file; a client that trusts it is served; a missing file is an error at the start."""
    both, key = tmp_path / "door.pem", tmp_path / "key.pem"
    request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=door -addext subjectAltName=IP:127.0.0.1"
    await run("openssl", *request.split(), "-keyout", str(key), "-out", str(both))
    trusted = ssl.create_default_context(cafile=both)
    both.write_text(both.read_text() + key.read_text())
    async with serving(cert=both) as served, httpx.AsyncClient(verify=trusted, trust_env=False) as client:
        assert (await client.get(f"https://127.0.0.1:{served.port}/")).text == "ok"
    with pytest.raises(FileNotFoundError):
        async with serving(cert=tmp_path / "none.pem"):
            pass


async def run(*command: str) -> None:
    """Run a program that must succeed."""
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
    _, said = await process.communicate()
    assert process.returncode == 0, said.decode()
