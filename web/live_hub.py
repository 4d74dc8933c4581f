"""One hub an API process: hears the live channel, keeps the newest state, and rings when there is something to show."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
import structlog
from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from core import clock
from findings.schemas import FindingOut
from web.live_load import load, load_known, load_named
from web.live_state import LiveState, Told

CHANNEL = "live"
TICK_S = 1.0
PING_S = 5.0
DEAF_S = 15.0  # without even an answer to a ping the connection is dead
KNOW_S = 60.0  # permits and bindings that begin or end by their date are seen this late at most
RETRY_S = (0.2, 0.5, 1.0, 2.0)
STEADY_S = 60.0  # so long without a break, and the next one is the first of a new streak
AWAY = (RedisError, SQLAlchemyError, OSError)
log = structlog.get_logger(__name__)


class Gap(Exception):  # noqa: N818 - it says what happened
    """A batch number was missed: everything has to be read again."""


class Hub:
    """`state` is what every socket looks at; `changed` is a new event after each ring."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], redis: Redis, silent_after_s: float) -> None:
        self.state = LiveState(heard_s=clock.epoch())
        self.changed = asyncio.Event()
        self.ready = asyncio.Event()
        self._sessions = sessions
        self._redis = redis
        self._silent_after_s = silent_after_s
        self._knew_s = 0.0

    async def run(self) -> None:
        """Follow the live channel for ever; after any break, whatever it is, begin anew from the database."""
        loop = asyncio.get_running_loop()
        breaks, said = 0, set[type[Exception]]()
        while True:
            began = loop.time()
            try:
                await self._follow()
            except Exception as error:  # a message that nobody can read must not end the map of everybody
                if loop.time() - began >= STEADY_S:
                    breaks, said = 0, set()
                if type(error) not in said:
                    said.add(type(error))
                    _say(error)
                await self._wait_showing_time(RETRY_S[min(breaks, len(RETRY_S) - 1)])
                breaks += 1

    async def _follow(self) -> None:
        """Subscribe first, then read: what comes meanwhile waits in the connection and carries its number."""
        async with self._redis.pubsub() as channel:
            await channel.subscribe(CHANNEL)
            await _subscribed(channel)
            while True:
                self.state.reset(await load(self._sessions, self._silent_after_s), clock.epoch())
                self._knew_s = clock.epoch()
                self.ready.set()
                self._ring()
                try:
                    await self._listen(channel)
                except Gap:
                    log.info("a batch was missed: the live state is read anew")

    async def _listen(self, channel: PubSub) -> None:
        now_s = clock.epoch()
        ticked_s = pinged_s = heard_s = now_s
        while True:
            message = await channel.get_message(timeout=TICK_S)
            now_s = clock.epoch()
            if message is not None:
                heard_s = now_s
                if message["type"] == "message":
                    await self._take(orjson.loads(message["data"]), now_s)
            if now_s - ticked_s >= TICK_S:
                ticked_s = now_s
                await self._tick(now_s)
            if now_s - pinged_s >= PING_S:
                pinged_s = now_s
                await channel.ping()
            if now_s - heard_s > DEAF_S:
                raise RedisError("nothing is heard, not even an answer to a ping")

    async def _take(self, message: Mapping[str, Any], now_s: float) -> None:
        """One message. Raises Gap."""
        news = self.state.hear(message, now_s)
        if news == "gap":
            raise Gap
        if news == "nothing":
            return
        buses = [Told.of(bus) for bus in message["buses"]]
        if any(bus.id not in self.state.known for bus in buses):
            await self._know(now_s)
        run_ids = {bus.run_id for bus in buses if bus.run_id is not None} - self.state.lines.keys()
        finding_ids = {UUID(finding["id"]) for finding in message["findings"]}
        lines, findings = dict[int, str](), list[FindingOut]()
        if run_ids or finding_ids:
            lines, findings = await load_named(self._sessions, run_ids, finding_ids)
        if buses or findings:
            self.state.take(buses, findings, lines, now_s)
            self._ring()

    async def _tick(self, now_s: float) -> None:
        before = self.state.epoch
        await self._know(now_s)
        if self.state.pass_time(now_s) or self.state.epoch != before:
            self._ring()

    async def _know(self, now_s: float) -> None:
        in_time = 0.0 <= now_s - self._knew_s < KNOW_S
        found = await load_known(self._sessions, self._silent_after_s, self.state.world if in_time else None)
        if found is not None:
            self._knew_s = now_s
            self.state.know(*found, now_s)

    async def _wait_showing_time(self, seconds: float) -> None:
        """Wait; meanwhile we are further behind, and nobody is silent for it."""
        await asyncio.sleep(seconds)
        self.state.pass_time(clock.epoch())
        self._ring()

    def _ring(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()


def _say(error: Exception) -> None:
    if isinstance(error, AWAY):
        log.warning("the live channel or the database is away", error=str(error))
    else:
        log.error("the live hub broke and begins anew", exc_info=error)


async def _subscribed(channel: PubSub) -> None:
    """Wait until Redis has said that we are subscribed. Raises RedisError when it does not."""
    for _ in range(10):
        message = await channel.get_message(timeout=TICK_S)
        if message is not None and message["type"] == "subscribe":
            return
    raise RedisError("no answer to SUBSCRIBE")
