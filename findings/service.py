"""Use cases of findings read: listed, one by one, for a bus's card, and as the live socket tells them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Missing, NotAllowed
from core.pagination import PageQuery, page_rows
from findings.access import BUREAU
from findings.models import Finding
from findings.schemas import FindingOut, FindingPlace
from fleet.geojson import point_of
from fleet.models import Line, LineVersion, Vehicle
from geofences.models import Place
from permits.models import Permit, PermitVersion
from runs.models import Run

LIVE_FOR = timedelta(hours=24)
LIVE_MOST = 200
BETWEEN_MOST = 500
DECIMALS = 2
SAME = (
    "id",
    "rule",
    "article",
    "severity",
    "vehicle_id",
    "began",
    "ended",
    "unit",
    "permit_version_id",
    "run_id",
    "delayed",
    "trial",
)


async def list_findings(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    vehicle_id: int | None,
    rule: str | None,
    since: datetime | None,
    until: datetime | None,
    is_open: bool | None,
    trial: bool,
) -> tuple[list[FindingOut], str | None]:
    """Findings, the newest first; `since` and `until` are of their beginning; with `trial` those of rules in trial instead.

    Raises NotAllowed for who may not see those.
    """
    if trial and viewer.role not in BUREAU:
        raise NotAllowed("finding.trial")
    statement = _findings().where(visible(viewer, "finding"), Finding.trial == trial)
    if vehicle_id is not None:
        statement = statement.where(Finding.vehicle_id == vehicle_id)
    if rule is not None:
        statement = statement.where(Finding.rule == rule)
    if since is not None:
        statement = statement.where(Finding.began >= since)
    if until is not None:
        statement = statement.where(Finding.began < until)
    if is_open is not None:
        statement = statement.where(Finding.ended.is_(None) if is_open else Finding.ended.is_not(None))
    keys = {"began": Finding.began, "found_at": Finding.found_at, "rule": Finding.rule}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-began", unique=Finding.id)
    return [_shown(row) for row in rows], following


async def finding(session: AsyncSession, *, viewer: Viewer, finding_id: UUID) -> FindingOut:
    """One finding. Raises Missing."""
    statement = _findings().where(Finding.id == finding_id, visible(viewer, "finding"))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("finding", finding_id)
    return _shown(row)


async def open_findings(session: AsyncSession, *, viewer: Viewer, vehicle_id: int) -> list[FindingOut]:
    """What is open of one vehicle, the newest first."""
    statement = (
        _findings()
        .where(Finding.vehicle_id == vehicle_id, Finding.ended.is_(None), ~Finding.trial, visible(viewer, "finding"))
        .order_by(Finding.began.desc(), Finding.id)
        .limit(LIVE_MOST)
    )
    return [_shown(row) for row in await session.execute(statement)]


async def findings_between(
    session: AsyncSession, *, viewer: Viewer, vehicle_id: int, since: datetime, until: datetime
) -> list[FindingOut]:
    """Those of one vehicle that lasted at some moment of a time, in order of their beginning, BETWEEN_MOST of them."""
    statement = (
        _findings()
        .where(
            Finding.vehicle_id == vehicle_id,
            Finding.began <= until,
            or_(Finding.ended.is_(None), Finding.ended >= since),
            ~Finding.trial,
            visible(viewer, "finding"),
        )
        .order_by(Finding.began, Finding.id)
        .limit(BETWEEN_MOST)
    )
    return [_shown(row) for row in await session.execute(statement)]


async def live_findings(session: AsyncSession, *, now: datetime) -> list[FindingOut]:
    """Everybody's, for the live hub, which asks for each socket who may see them: the open ones, and the last 24 hours'."""
    newer = or_(Finding.ended.is_(None), Finding.began >= now - LIVE_FOR)
    statement = _findings().where(newer, ~Finding.trial)
    return [_shown(row) for row in await session.execute(statement)]


async def findings_by_id(session: AsyncSession, *, ids: Iterable[UUID]) -> list[FindingOut]:
    """Everybody's, for the live hub: these, as they are now."""
    statement = _findings().where(Finding.id.in_(list(ids)), ~Finding.trial)
    return [_shown(row) for row in await session.execute(statement)]


def _findings() -> Select[*tuple[Any, ...]]:
    return (
        select(Finding, Vehicle.plate, Place, Permit.number, Line.name)
        .join(Vehicle, Vehicle.id == Finding.vehicle_id)
        .outerjoin(Place, Place.id == Finding.place_id)
        .outerjoin(PermitVersion, PermitVersion.id == Finding.permit_version_id)
        .outerjoin(Permit, Permit.id == PermitVersion.permit_id)
        .outerjoin(Run, Run.id == Finding.run_id)
        .outerjoin(LineVersion, LineVersion.id == func.coalesce(Run.line_version_id, _judged_by()))
        .outerjoin(Line, Line.id == LineVersion.line_id)
    )


def _judged_by() -> Any:
    """The line version that the evidence names, where no run does."""
    return Finding.evidence["line_version"].as_integer()


def _shown(row: Row[*tuple[Any, ...]]) -> FindingOut:
    found, plate, place, number, line_name = row[:5]
    evidence: dict[str, Any] = found.evidence
    return FindingOut.model_validate(
        {
            **{name: getattr(found, name) for name in SAME},
            "plate": plate,
            "measured": _rounded(found.measured),
            "allowed": _rounded(found.allowed),
            "point": point_of(found.geom),
            "place": None if place is None else FindingPlace(id=str(place.id), name=place.name, kind=place.kind),
            "condition": evidence.get("condition"),
            "permit_number": number,
            "line_name": line_name,
            "aboard": evidence.get("aboard", "presumed"),
            "notes": [*evidence.get("notes", []), *_graded(evidence)],
            "versions": {name: _version(value) for name, value in evidence.get("versions", {}).items()},
        }
    )


def _version(value: object) -> object:
    """The rules write -1 where there was none."""
    return None if value == -1 else value


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _graded(evidence: dict[str, Any]) -> list[str]:
    """What the points table may give for the worst moment (R25, R19), as a note; none where it gives nothing."""
    points = evidence.get("points", 0)
    return [f"points_{points}"] if points else []
