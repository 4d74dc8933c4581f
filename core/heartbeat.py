"""Signs of life between processes, in Redis: a key that its process renews and that expires when it does not."""

from dataclasses import dataclass

from redis.asyncio import Redis

from core import clock

LASTS_S = 30
EVERY_S = 5.0


def _key(name: str) -> str:
    return f"schoolbus:heartbeat:{name}"


@dataclass(frozen=True, slots=True)
class Beat:
    """The last sign of life: how many seconds ago, and what troubles that process ("" when nothing does)."""

    age_s: float
    trouble: str


async def beat(redis: Redis, name: str, trouble: str = "") -> None:
    """Say that `name` ("ingest:0") lives, and what keeps it from its work; to be called every EVERY_S."""
    await redis.set(_key(name), f"{clock.epoch()!r} {trouble}", ex=LASTS_S)


async def last(redis: Redis, name: str) -> Beat | None:
    """The last beat of `name`; None when there was none within LASTS_S."""
    value = await redis.get(_key(name))
    if value is None:
        return None
    at_s, _, trouble = (value.decode() if isinstance(value, bytes) else str(value)).partition(" ")
    return Beat(max(0.0, clock.epoch() - float(at_s)), trouble)
