"""The track around a finding, read: as it was kept with it, or from the tracks while it has not been kept yet."""

import hashlib
import zlib
from dataclasses import dataclass
from uuid import UUID

import numpy as np
import orjson
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing
from findings.evidence.models import EvidenceTrack
from findings.models import Finding
from findings.playback.columns import Columns
from findings.playback.track import columns_of
from fleet.tracks import Window

MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class FindingTrack:
    """The fixes from before a finding to after it; `sha256` of what was kept, None where it is read from the tracks."""

    vehicle_id: int
    window: Window
    columns: Columns
    sha256: str | None


class Altered(Exception):  # noqa: N818 - it says what happened
    """What was kept does not have the hash that was kept with it."""


async def track_of(session: AsyncSession, *, viewer: Viewer, finding_id: UUID) -> FindingTrack:
    """The track of a finding that the viewer may see; for its page and its case file. Raises Missing, Altered."""
    window = func.evidence_window(Finding.began, Finding.ended)
    statement = select(Finding.vehicle_id, func.lower(window), func.upper(window)).where(
        Finding.id == finding_id, visible(viewer, "finding")
    )
    found = (await session.execute(statement)).one_or_none()
    if found is None:
        raise Missing("finding", finding_id)
    vehicle_id, since, until = found
    kept = await session.scalar(
        select(EvidenceTrack)
        .where(EvidenceTrack.finding_id == finding_id)
        .order_by(EvidenceTrack.version.desc())
        .limit(1)
    )
    if kept is not None:
        columns = unpacked(kept.data, kept.sha256)
        return FindingTrack(vehicle_id, Window(kept.since, kept.until), columns, kept.sha256)
    asked = Window(since, until)
    return FindingTrack(vehicle_id, asked, await columns_of(session, vehicle_id=vehicle_id, window=asked), None)


async def kept_between(session: AsyncSession, *, viewer: Viewer, vehicle_id: int, window: Window) -> list[Columns]:
    """What is kept of a vehicle's time with the findings that the viewer may see. Raises Altered."""
    statement = (
        select(EvidenceTrack.data, EvidenceTrack.sha256)
        .join(Finding, Finding.id == EvidenceTrack.finding_id)
        .where(
            Finding.vehicle_id == vehicle_id,
            EvidenceTrack.since <= window.until,
            EvidenceTrack.until >= window.since,
            visible(viewer, "finding"),
        )
        .order_by(Finding.began, EvidenceTrack.version)
        .limit(MOST_KEPT)
    )
    since_s, until_s = window.since.timestamp(), window.until.timestamp()
    kept = [unpacked(data, sha256) for data, sha256 in await session.execute(statement)]
    return [one.only((one.time_s >= since_s) & (one.time_s <= until_s)) for one in kept]


def unpacked(data: bytes, sha256: str) -> Columns:
    """What was kept, in columns. Raises Altered when its hash is another."""
    plain = zlib.decompress(data)
    if hashlib.sha256(plain).hexdigest() != sha256:
        raise Altered(sha256)
    kept = orjson.loads(plain)
    numbers = {name: np.array(kept[name], np.float64) for name in ("lon", "lat", "speed_mps", "course_deg")}
    return Columns(
        time_s=np.array(kept["time_us"], np.float64) / 1e6,
        device=np.array(kept["device_no"], np.int64),
        flags=np.array(kept["flags"], np.int64),
        **numbers,
    )
