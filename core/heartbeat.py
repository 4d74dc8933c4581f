"""Signs of life between processes, in Redis: a key that its process renews and that expires when it does not."""

from redis.asyncio import Redis

from core import clock

LASTS_S = 30
EVERY_S = 5.0


def _key(name: str) -> str:
    return f"schoolbus:heartbeat:{name}"


async def beat(redis: Redis, name: str) -> None:
    """Say that `name` ("ingest:0") lives; to be called every EVERY_S."""
    await redis.set(_key(name), repr(clock.epoch()), ex=LASTS_S)


async def age_s(redis: Redis, name: str) -> float | None:
    """Seconds since the last beat of `name`; None when there was none within LASTS_S."""
    value = await redis.get(_key(name))
    return None if value is None else max(0.0, clock.epoch() - float(value))
