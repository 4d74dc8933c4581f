"""The HTTP door for telephones (OsmAnd, Traccar Client): 200 once the database has it, 503 while nobody can say that."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from core import clock
from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.decode.frames import decode
from gps_ingest.doors import osmand_answers as answers
from gps_ingest.doors.admission import Admission, TooManyError
from gps_ingest.doors.http_server import HttpServer, Limits
from gps_ingest.doors.osmand_answers import Answer, RefusedError, Send
from gps_ingest.doors.osmand_request import Bodies, GoneError, Receive, Said, said
from gps_ingest.frames import Frame, Mark, Stream
from gps_ingest.guard.throttle import Throttle
from gps_ingest.keys import Keys
from gps_ingest.unknown import Unknown

log = structlog.get_logger(__name__)
NAME = "osmand"
PATHS = ("/", "/ingest/osmand")
COMMIT_S = 5.0  # so long without a commit, and the telephone keeps its fix and comes again
Scope = Mapping[str, Any]


@dataclass(slots=True, eq=False)
class Stored:
    """The receipt of a request: its answer waits for it."""

    future: "asyncio.Future[None]"

    def give(self) -> None:
        if not self.future.done():
            self.future.set_result(None)


class Osmand:
    """The door, and the ASGI application behind it. Memory is bounded by connections, bodies and the queue."""

    name = NAME

    def __init__(self, settings: Settings, frames: Frames, keys: Keys, unknown: Unknown) -> None:
        self._settings = settings
        self._frames = frames
        self._keys = keys
        self._admission = Admission(NAME, keys, unknown)
        self._throttle = Throttle(NAME, settings, frames)
        self._closed = False
        self._bodies = Bodies(settings.osmand_body_max_bytes)
        self._server = HttpServer(
            self,
            host=settings.osmand_host,
            port=settings.osmand_port,
            cert=settings.osmand_tls_cert,
            key=settings.osmand_tls_key,
            proxies=settings.forwarded_allow_ips,
            limits=Limits(settings.osmand_connections, self._turn_away),
        )

    async def open(self) -> None:
        """Listen. Raises OSError where the port is taken or the certificate cannot be read."""
        port = self._server.open()
        log.info("open for telephones over HTTP", host=self._settings.osmand_host, port=port)

    async def tend(self) -> None:
        """Serve, for ever."""
        await self._server.run()

    async def close(self) -> None:
        """Take nothing more; who waits for a commit is still answered."""
        self._closed = True
        self._server.close()

    def mark(self, sent_s: float) -> None:
        """What came stands in the queue before this; while we send telephones away there is no such word."""
        if not self._busy():
            self._frames.put(Mark(self.name, sent_s))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        try:
            answer = await self._answer(scope, receive)
        except RefusedError as refused:
            answer = refused.answer
            self._turn_away(str(answer.status))
        except GoneError:
            return
        await answer.send(send)

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        """Raises RefusedError, GoneError."""
        if scope["path"] not in PATHS:
            raise RefusedError(answers.NOT_HERE)
        if scope["method"] not in {"GET", "POST"}:
            raise RefusedError(answers.NOT_SO)
        self._promise()
        body = await self._bodies.read(receive)
        request = said(scope["query_string"], scope["headers"], body)
        address = scope["client"][0] if scope["client"] else ""
        self._admit(request, address)
        self._promise()
        return await self._store(request.raw, Stream(device=request.device, proven=True, address=address))

    def _admit(self, request: Said, address: str) -> None:
        """Raises RefusedError, for all reasons alike."""
        try:
            if request.device and request.secret and self._admission.admit(request.device, request.secret, address):
                return
        except TooManyError as error:
            raise RefusedError(answers.too_many(error.wait_s)) from None
        raise RefusedError(answers.STRANGER)

    async def _store(self, raw: bytes, stream: Stream) -> Answer:
        """Queue it, wait for its commit, and say what became of it.

        What that will be is known beforehand, decoding being pure; only whose fix it is the batch alone can say (a device
        without a vehicle is parked and answered 200: it is no fault of the telephone's, and is kept for the day it has one).
        Raises RefusedError.
        """
        receipt = Stored(asyncio.get_running_loop().create_future())
        frame = Frame(NAME, stream, raw, clock.epoch(), receipt, whole=True, format="osmand")
        decoded = decode([frame], knows=(), future_s=self._settings.future_max_s)
        frame.weight = max(1, len(decoded) + len(decoded.bad))
        wait_s = self._throttle.slow(stream, frame.weight, frame.received_s, raw)
        if wait_s > 0:
            raise RefusedError(answers.too_fast(wait_s))
        self._frames.put(frame)
        try:
            async with asyncio.timeout(COMMIT_S):
                await receipt.future
        except TimeoutError:
            raise RefusedError(answers.BUSY) from None
        return answers.answer_to(decoded)

    def _promise(self) -> None:
        """Raises RefusedError while nothing can be promised."""
        if self._busy():
            raise RefusedError(answers.BUSY)

    def _busy(self) -> bool:
        """Whether nothing can be promised now: we leave, the queue is full, the keys are not read, or commits stay away."""
        if self._closed or self._frames.full or not self._keys.ready.is_set():
            return True
        oldest_s = self._frames.oldest_s()
        return oldest_s is not None and clock.epoch() - oldest_s > COMMIT_S

    def _turn_away(self, why: str) -> None:
        self._frames.turned_away[NAME, why] += 1
