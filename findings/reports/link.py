"""What a plate in a report leads to: a vehicle of ours with its findings, or, of a stranger, a sighting among the suspects'."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from findings.models import Finding
from findings.reports.models import PublicReport, ReportPhoto
from findings.reports.schemas import NearFinding
from findings.suspects.service import Seen, add_sighting, wrong_with
from fleet.geojson import point_of
from fleet.models import Vehicle
from fleet.service import plain_plate, plain_plate_column

AROUND = timedelta(hours=2)
MOST_FINDINGS = 20
SAYS_ALL = 500  # characters of the report's words that go with a sighting


async def vehicle_of(session: AsyncSession, plate: str | None) -> int | None:
    """The id of the vehicle of ours that has this plate."""
    if plate is None or not plain_plate(plate):
        return None
    return await session.scalar(select(Vehicle.id).where(plain_plate_column() == plain_plate(plate)))


async def findings_near(session: AsyncSession, report: PublicReport) -> list[NearFinding]:
    """What we found ourselves of the vehicle around the time reported; all finding viewers of reports see findings too."""
    if report.vehicle_id is None:
        return []
    at = report.happened_at or report.received_at
    rows = await session.scalars(
        select(Finding)
        .where(Finding.vehicle_id == report.vehicle_id, Finding.began.between(at - AROUND, at + AROUND), ~Finding.trial)
        .order_by(Finding.began.desc())
        .limit(MOST_FINDINGS)
    )
    return [NearFinding(id=str(one.id), rule=one.rule, severity=one.severity, began=one.began) for one in rows]


async def tell_suspects(session: AsyncSession, report: PublicReport, *, account_id: int, now: datetime) -> int | None:
    """Make an accepted report about a stranger's plate a sighting; its id, None where it can be none (no plate that is one)."""
    if report.plate is None or report.vehicle_id is not None:
        return None
    point = point_of(report.point)
    lon, lat = (None, None) if point is None else point.coordinates
    photo = await session.scalar(
        select(ReportPhoto.id).where(ReportPhoto.report_id == report.id).order_by(ReportPhoto.id)
    )
    seen = Seen(
        plate=report.plate, seen_at=report.happened_at or report.received_at, source="report", place=report.place,
        lon=lon, lat=lat,
        photo=None if photo is None else f"/report-photos/{photo}", reference=report.number,
        note=report.words[:SAYS_ALL], account_id=account_id,
    )  # fmt: skip
    if wrong_with(seen, now):
        return None
    return (await add_sighting(session, seen, now=now)).id
