"""After the commit: what the live channel and the metrics hear of it. Telling may fail; the table has it all."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isnan
from typing import Any

import numpy as np
import orjson
import structlog
from numpy.typing import NDArray
from redis.asyncio import Redis
from redis.exceptions import RedisError

from core import clock, heartbeat
from core.metrics import Metrics
from fleet.fixes import Floats, Mark
from gps_ingest.batches import Frames
from gps_ingest.pipeline import Committed, Out
from rules.evidence import FindingChange
from rules.judge import Live
from rules.states import MOVING_MPS, NAMES

log = structlog.get_logger(__name__)
CHANNEL = "live"
BEAT_S = 1.0
WAITING = 200  # messages; a reader that misses one asks for everything again


@dataclass(frozen=True, slots=True)
class Listeners:
    """Several who want to hear of what is committed."""

    outs: Sequence[Out]

    def tell(self, committed: Committed) -> None:
        """Tell each of one transaction."""
        for out in self.outs:
            out.tell(committed)


class Teller:
    """Tells the live channel, in order, in the background; forgets the oldest when Redis is away for long.

    A message is JSON: `{share, batch, watermark, behind_s, buses, findings}`; a heartbeat each second is one with the last
    batch number and null for buses and findings, so that whoever missed that batch knows it.
    """

    def __init__(
        self,
        redis: Redis,
        metrics: Metrics,
        share: int,
        frames: Frames,
        behind_s: Callable[[], float],
        trouble: Callable[[], str],
    ) -> None:
        self._redis = redis
        self._metrics = metrics
        self._share = share
        self._frames = frames
        self._received: Counter[str] = Counter()
        self._turned_away: Counter[tuple[str, str]] = Counter()
        self._throttled: Counter[str] = Counter()
        self._behind_s = behind_s
        self._trouble = trouble
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(WAITING)
        self._batch = 0
        self._watermark_s: float | None = None
        self._said_away = False

    def tell(self, committed: Committed) -> None:
        """Hear of one transaction; returns at once."""
        self._batch = committed.number
        if committed.reached.watermark_s is not None:
            self._watermark_s = committed.reached.watermark_s
        judgement = committed.judgement
        buses = [] if judgement.live is None else _buses(judgement.live)
        self._later(buses, [_finding(change) for change in judgement.findings if not change.trial])
        self._count(committed)

    async def speak(self) -> None:
        """Publish what waits, for ever."""
        while True:
            message = await self._waiting.get()
            try:
                await self._redis.publish(CHANNEL, message)
                self._said_away = False
            except (RedisError, OSError) as error:
                if not self._said_away:
                    log.warning("the live channel is away; the table has what is not told", error=str(error))
                self._said_away = True

    async def beat(self) -> None:
        """Say each second how far we are, also when nothing comes."""
        beaten_s = 0.0
        while True:
            self._later(None, None)
            self._metrics.behind_s.set(self._behind_s())
            oldest_s = self._frames.oldest_s()
            self._metrics.oldest_s.set(0.0 if oldest_s is None else max(0.0, clock.epoch() - oldest_s))
            self._count_doors()
            if clock.epoch() - beaten_s >= heartbeat.EVERY_S:
                beaten_s = clock.epoch()
                with suppress(RedisError, OSError):  # said by `speak`
                    await heartbeat.beat(self._redis, f"ingest:{self._share}", self._trouble())
            await asyncio.sleep(BEAT_S)

    def _later(self, buses: list[dict[str, Any]] | None, findings: list[dict[str, Any]] | None) -> None:
        message = {
            "share": self._share,
            "batch": self._batch,
            "watermark": self._watermark_s,
            "behind_s": round(self._behind_s(), 3),
            "buses": buses,
            "findings": findings,
        }
        if self._waiting.full():
            self._waiting.get_nowait()
        self._waiting.put_nowait(orjson.dumps(message))

    def _count_doors(self) -> None:
        """What came, what was not taken in, and what was too much, since the last time; who is connected now."""
        for door, frames in self._frames.received.items():
            self._metrics.frames.labels(door).inc(frames - self._received[door])
        for which, times in self._frames.turned_away.items():
            self._metrics.turned_away.labels(*which).inc(times - self._turned_away[which])
        for door, times in self._frames.throttled.items():
            self._metrics.throttled.labels(door).inc(times - self._throttled[door])
        for door, connections in self._frames.connected.items():
            self._metrics.connections.labels(door).set(connections)
        self._received, self._turned_away = Counter(self._frames.received), Counter(self._frames.turned_away)
        self._throttled = Counter(self._frames.throttled)

    def _count(self, committed: Committed) -> None:
        metrics, fresh = self._metrics, committed.fresh
        metrics.batches.inc()
        metrics.repeated.inc(committed.repeated)
        metrics.no_fix.inc(committed.no_fix)
        for door, kept in committed.by_door.items():
            metrics.fixes.labels(door).inc(kept)
        for bad in (*committed.parked, *committed.unlisted):
            metrics.parked.labels(bad.door, bad.reason).inc()
        for bad in committed.unlisted:
            metrics.unlisted.labels(bad.door).inc()
        for change in committed.judgement.findings:
            if change.ended_s is None and not change.trial:
                metrics.findings.labels(change.rule.id).inc()
        received_s = fresh.received_s[~fresh.delayed]  # what was parked and is read again has waited for nobody
        if len(received_s):
            metrics.batch_s.observe(max(0.0, clock.epoch() - float(received_s[0])))


def _buses(live: Live) -> list[dict[str, Any]]:
    """What the map draws of each vehicle whose state changed; plate and line names are the reader's to add."""
    known = ~np.isneginf(live.base["time"])
    base = live.base[known]
    columns = (
        live.vehicle[known],
        base["lon"].round(7),
        base["lat"].round(7),
        base["course"].round(1),
        (base["speed"] * 3.6).round(1),
        base["state"],
        _millis(base["time"]),
        base["run"],
        base["late"].round(),
        base["speed"] >= MOVING_MPS,
        (base["flags"] & int(Mark.UNPROVEN)) != 0,
    )
    return [
        {
            "id": vehicle,
            "lon": lon,
            "lat": lat,
            "course_deg": None if isnan(course) else course,
            "speed_kmh": speed,
            "state": NAMES[state],
            "fix_time": time + "Z",
            "run_id": None if run < 0 else run,
            "late_s": None if isnan(late) else int(late),
            "moving": moving,
            "unproven": unproven,
        }
        for vehicle, lon, lat, course, speed, state, time, run, late, moving, unproven in zip(
            *(column.tolist() for column in columns), strict=True
        )
    ]


def _finding(change: FindingChange) -> dict[str, Any]:
    """Which finding began or ended; all of it is in the table."""
    return {
        "id": str(change.id),
        "rule": change.rule.id,
        "vehicle_id": change.vehicle,
        "began": _rfc3339(change.began_s),
        "ended": None if change.ended_s is None else _rfc3339(change.ended_s),
        "delayed": change.delayed,
    }


def _millis(time_s: Floats) -> NDArray[np.str_]:
    """Moments as text, UTC, cut to whole milliseconds."""
    millis = np.round(time_s * 1e6).astype(np.int64) // 1000
    return np.datetime_as_string(millis.astype("datetime64[ms]"))


def _rfc3339(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
