"""The slave link (从链路): our connection to a lower platform's own server, made after it logged in, kept, and made again."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple, Protocol

import structlog

from core import clock
from core.settings import Settings
from gps_ingest.decode.jt809.kinds import Kind
from gps_ingest.decode.jt809.links import Break, verify
from gps_ingest.doors.jt809.link import Link
from gps_ingest.platforms.book import Known
from gps_ingest.platforms.states import States

log = structlog.get_logger(__name__)
CONNECT_S = 10.0
WAITS_S = (1.0, 5.0, 15.0, 30.0, 60.0, 300.0)  # between attempts; the standard says only that they are repeated
TELL_AFTER = 3


class Called(NamedTuple):
    """Where a lower platform said at its login that it waits for us, and the code that shows that it is we."""

    address: str
    port: int
    code: int


class Owner(Protocol):
    """What the slave link needs of the session that it belongs to."""

    known: Known

    @property
    def main_is_up(self) -> bool:
        """Whether the lower platform is logged in."""

    def say(self, link: Link, kind: Kind, body: bytes = b"") -> None:
        """Send a message on a link."""

    def inform(self, reason: Break) -> None:
        """Tell the lower platform, on the main link, that its slave link is not there."""

    def lost_slave(self) -> None:
        """The slave link has gone and is not made again."""


class Slave:
    """Made again and again while the main link is up; when that breaks it stays while it lasts: all is said on it then."""

    def __init__(self, owner: Owner, settings: Settings, states: States, new_link: Callable[[], Link]) -> None:
        self._owner = owner
        self._settings = settings
        self._states = states
        self._new_link = new_link
        self._called: Called | None = None
        self._again = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._link: Link | None = None
        self._answer: asyncio.Future[int] | None = None
        self._welcome = False

    @property
    def link(self) -> Link | None:
        """The link, where we are logged in on it."""
        return self._link if self._welcome and self._link is not None and self._link.up else None

    def call(self, called: Called) -> None:
        """The lower platform has logged in: connect to it now, unless we are. The newest address counts."""
        moved = self._called is not None and called[:2] != self._called[:2]
        self._called = called
        self._again.set()
        if moved and self._link is not None:
            self._link.close()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._keep())

    def answered(self, result: int) -> None:
        """0x9002 came."""
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(result)

    def shown(self) -> None:
        """It showed that it is there, on whichever link."""
        if self._link is not None:
            self._link.heard_s = clock.epoch()

    def close(self) -> None:
        """Leave it, for good."""
        if self._task is not None:
            self._task.cancel()
        if self._link is not None:
            self._link.close()

    async def _keep(self) -> None:
        failed = 0
        while self._called is not None and self._owner.main_is_up:
            self._again.clear()
            problem = await self._once(self._called)
            failed = 1 if problem is None else failed + 1
            if not self._owner.main_is_up:
                break
            self._tell(problem or "slave_lost", failed)
            with suppress(TimeoutError):
                async with asyncio.timeout(WAITS_S[min(failed, len(WAITS_S)) - 1]):
                    await self._again.wait()
        self._owner.lost_slave()

    def _tell(self, problem: str, failed: int) -> None:
        """Note why it is not up; the lower platform is told where it cannot come up, and after attempts in vain (8.3.1.15)."""
        known = self._owner.known
        self._states.wrong(known.id, problem)
        log.info("the slave link is not up", platform=known.name, problem=problem, failed=failed)
        if failed == TELL_AFTER or (failed == 1 and problem != "slave_lost"):
            self._owner.inform(Break.DISCONNECTED if problem == "slave_lost" else Break.CANNOT_CONNECT)

    async def _once(self, called: Called) -> str | None:
        """Connect, log in, and keep it until it is gone; or why it did not come up.

        Never to an address outside the platform's networks: a login must not make us connect anywhere else.
        """
        if not self._owner.known.allows(called.address) or not called.port:
            return "slave_address"
        link = self._new_link()
        try:
            async with asyncio.timeout(CONNECT_S):
                await asyncio.get_running_loop().create_connection(lambda: link, called.address, called.port)
        except (OSError, TimeoutError):
            return "slave_unreachable"
        self._link = link
        try:
            problem = await self._log_in(link, called.code)
            if problem is None:
                await self._stay(link)
            return problem
        finally:
            self._welcome = False
            self._states.slave(self._owner.known.id, up=False)
            link.close()

    async def _log_in(self, link: Link, code: int) -> str | None:
        self._answer = asyncio.get_running_loop().create_future()
        self._owner.say(link, Kind.DOWN_CONNECT_REQ, verify(code))
        try:
            async with asyncio.timeout(CONNECT_S):
                result = await self._answer
        except TimeoutError:
            return "slave_silent"
        return None if result == 0 else "slave_refused"

    async def _stay(self, link: Link) -> None:
        """Show that we are there, until it is gone or says nothing any more."""
        self._welcome = True
        self._states.slave(self._owner.known.id, up=True)
        log.info("the slave link is up", platform=self._owner.known.name)
        while link.up and link.silent_s <= self._settings.jt809_silence_s:
            self._owner.say(link, Kind.DOWN_LINKTEST_REQ)
            try:
                async with asyncio.timeout(self._settings.jt809_keep_alive_s):
                    await link.gone()
            except TimeoutError:
                continue
