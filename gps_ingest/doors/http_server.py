"""An HTTP server inside the ingest's own loop: uvicorn, without its signals and logs, and with the limits that it lacks."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

REQUEST_S = 20.0  # a request that is not whole by then is cut off, also one that never begins
KEEP_ALIVE_S = 75  # between two requests of a connection
HEAD_MAX_BYTES = 32_768
LAST_WORDS_S = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How many connections, and how long over a request; `refused` is told why one was cut: `too_many`, `too_long`, `slow`."""

    connections: int
    refused: Callable[[str], None]
    request_s: float = REQUEST_S


class Connection(HttpToolsProtocol):
    """One client. It is cut off when it takes too long over a request, or when the head of one has no end."""

    def __init__(self, limits: Limits, **given: Any) -> None:
        super().__init__(**given)
        self._limits = limits
        self._late: asyncio.TimerHandle | None = None
        self._head = 0  # bytes since the request began, while its head is not whole

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        super().connection_made(transport)
        if len(self.connections) > self._limits.connections:
            self._cut("too_many")
        else:
            self._hurry()

    def data_received(self, data: bytes) -> None:
        if self._late is None and (self.cycle is None or self.cycle.response_complete):
            self._hurry()
        self._head += len(data)
        super().data_received(data)
        if self._head > HEAD_MAX_BYTES:
            self._cut("too_long")

    def on_headers_complete(self) -> None:
        super().on_headers_complete()
        self._head = -(1 << 62)  # no head: what comes now is body, and the application's to limit

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._head = 0
        self._no_hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        self._no_hurry()
        super().connection_lost(exc)

    def _hurry(self) -> None:
        self._late = self.loop.call_later(self._limits.request_s, self._cut, "slow")

    def _no_hurry(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _cut(self, why: str) -> None:
        self._no_hurry()
        if not self.transport.is_closing():
            self._limits.refused(why)
            self.transport.abort()


class _Server(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """The process has handlers of its own."""
        yield


class HttpServer:
    """Serves an ASGI application. `open`, then `run` until cancelled; `close` lets nobody in any more."""

    def __init__(
        self, app: Any, *, host: str, port: int, cert: Path | None, key: Path | None, proxies: str, limits: Limits
    ) -> None:
        self._where = (host, port)
        self._socket: socket.socket | None = None
        config = uvicorn.Config(
            app,
            http=cast(Any, partial(Connection, limits)),  # a class in all but name
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            log_level="error",
            access_log=False,
            server_header=False,
            date_header=False,
            forwarded_allow_ips=proxies,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=LAST_WORDS_S,
            ssl_certfile=cert,
            ssl_keyfile=key,
        )
        self._server = _Server(config)

    def open(self) -> int:
        """Listen, and say where. Raises OSError where the port is taken or the certificate cannot be read."""
        self._server.config.load()
        family = socket.AF_INET6 if ":" in self._where[0] else socket.AF_INET
        self._socket = socket.create_server(self._where, family=family, backlog=self._server.config.backlog)
        self._socket.setblocking(False)
        return int(self._socket.getsockname()[1])

    async def run(self) -> None:
        """Serve; cancelled, it gives the answers that are ready a moment to leave."""
        assert self._socket is not None
        serving = asyncio.create_task(self._server.serve(sockets=[self._socket]))
        try:
            await asyncio.shield(serving)
        finally:
            self._server.should_exit = True
            await asyncio.wait({serving})

    def close(self) -> None:
        """Let nobody in any more; those who are in get their answers."""
        for server in getattr(self._server, "servers", ()):  # there once it serves
            server.close()
