"""What the ingest writes down for the statistics of quality, in the batch's own transaction: so none of it is ever lost."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from fleet.fixes import Fixes, Ints
from fleet.quality.days import date_of, local_days
from gps_ingest.store import Connection

EVERY_S = 10.0  # how often the time that the doors are open is written
BREAK_S = 60.0  # longer without a batch through every door is a break
DUE = "INSERT INTO quality_due (vehicle_id, day) SELECT * FROM unnest(%s::int[], %s::date[])"
REPEATED = """INSERT INTO repeated_day AS old (vehicle_id, day, repeated)
    SELECT * FROM unnest(%s::int[], %s::date[], %s::int[])
    ON CONFLICT (vehicle_id, day) DO UPDATE SET repeated = old.repeated + excluded.repeated"""
# The newest stretch goes on when its end is near enough, whoever wrote it (a quick restart is no break); else one begins.
OPEN = """WITH extended AS (
        UPDATE up_time SET until = greatest(until, %(now)s)
        WHERE share = %(share)s AND since = (SELECT max(since) FROM up_time WHERE share = %(share)s)
            AND until >= %(now)s::timestamptz - make_interval(secs => %(break_s)s)
        RETURNING since)
    INSERT INTO up_time (share, since, until) SELECT %(share)s, %(now)s, %(now)s WHERE NOT EXISTS (SELECT FROM extended)
    ON CONFLICT DO NOTHING"""


@dataclass(slots=True)
class Ledger:
    """The ledger of a share of the vehicles. It is held with the rest of the writer's memory and forgotten with it: then
    the time open is written with the next batch, which harms nothing.
    """

    share: int
    zone: ZoneInfo
    written_s: float = -np.inf
    watermark_s: float = -np.inf

    async def write(self, tx: Connection, fixes: Fixes, fresh: Fixes, now_s: float, watermark_s: float | None) -> None:
        """Note which days over already got fixes, what was sent again (`fixes` without `fresh`), and that the doors are open."""
        if len(fixes):
            await self._note_days(tx, fixes, fresh, now_s)
        if watermark_s is None or watermark_s <= self.watermark_s:
            return  # not every door has delivered since: the broker may be away
        self.watermark_s = watermark_s
        if now_s - self.written_s >= EVERY_S:
            now = datetime.fromtimestamp(now_s, UTC)
            await tx.execute(OPEN, {"share": self.share, "now": now, "break_s": BREAK_S})
            self.written_s = now_s

    async def _note_days(self, tx: Connection, fixes: Fixes, fresh: Fixes, now_s: float) -> None:
        days = local_days(fixes.time_s, self.zone)
        over = days < local_days(np.array([now_s]), self.zone)
        if over.any():
            vehicles, dates, _counts = _by_day(fixes.vehicle[over], days[over])
            await tx.execute(DUE, (vehicles, dates))
        if len(fresh) < len(fixes):
            again = ~np.isin(fixes.frame, fresh.frame, assume_unique=True)
            await tx.execute(REPEATED, _by_day(fixes.vehicle[again], days[again]))


def _by_day(vehicle: Ints, day: Ints) -> tuple[list[int], list[object], list[int]]:
    """The distinct vehicles and days, and how many there are of each."""
    pairs, counts = np.unique(vehicle << 20 | day, return_counts=True)
    return (pairs >> 20).tolist(), [date_of(number) for number in (pairs & 0xFFFFF).tolist()], counts.tolist()
