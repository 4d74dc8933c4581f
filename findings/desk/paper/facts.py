"""All that a case file says, as plain data: the same bytes for the same facts, so that a hash proves them."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.access import Viewer
from core.models import Organisation
from core.settings import Settings
from findings.desk.cases import one_case
from findings.desk.models import CaseFinding
from findings.desk.schemas import CaseDetail
from findings.limits import limits_kmh
from findings.models import Finding
from fleet import tracks
from fleet.geojson import geometry_of
from fleet.models import LineVersion, Person, Vehicle
from geofences.models import Place
from permits.models import Permit, PermitDriver, PermitVersion, Sign
from permits.service import lines_of
from rules.catalogue import CATALOGUE
from runs.models import Run

FORMAT = "schoolbus-case-file-1"
BEFORE = AFTER = timedelta(minutes=10)
NEAR_DEG = 0.004
MOST_PLACES = 60


async def facts_of(session: AsyncSession, *, viewer: Viewer, case_id: int, settings: Settings) -> dict[str, Any]:
    """The facts of a case as JSON. The track is that of the newest finding, ten minutes before to ten after. Raises Missing."""
    case = await one_case(session, viewer=viewer, case_id=case_id, now=clock.now(), settings=settings)
    vehicle = await session.get_one(Vehicle, int(case.vehicle_id))
    newest = await session.scalar(
        select(Finding)
        .join(CaseFinding, CaseFinding.finding_id == Finding.id)
        .where(CaseFinding.case_id == case_id)
        .order_by(Finding.began.desc(), Finding.id)
        .limit(1)
    )
    run = None if newest is None or newest.run_id is None else await session.get(Run, newest.run_id)
    rule = next((one for one in CATALOGUE if one.id == case.rule), None)
    told = case.model_dump(mode="json", exclude={"may", "chart", "overdue", "version"})
    track = await _track(session, case, newest, settings)
    return {
        "format": FORMAT,
        "case": told,
        "rule": None if rule is None else {"id": rule.id, "title": rule.title_zh, "sentence": rule.sentence_zh},
        "article": {"number": case.article, "text": None if rule is None else rule.article_text_zh},
        "vehicle": await _vehicle(session, vehicle),
        "permit": await _permit(session, newest),
        "sign": await _sign(session, vehicle.id, newest),
        "people": await _people(session, run),
        "track": track,
        "line": await _line(session, run, newest),
        "places": await _places(session, track, newest),
    }


def canonical(facts: dict[str, Any]) -> bytes:
    """Keys in order, no blanks, UTF-8: what the hash is of."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def sha256_of(facts: dict[str, Any]) -> str:
    """The hash that the case file prints."""
    return hashlib.sha256(canonical(facts)).hexdigest()


async def _track(
    session: AsyncSession, case: CaseDetail, newest: Finding | None, settings: Settings
) -> list[dict[str, Any]]:
    began = case.last_began if newest is None else newest.began
    ended = began if newest is None or newest.ended is None else newest.ended
    window = tracks.Window(began - BEFORE, min(ended, began + timedelta(hours=1)) + AFTER)
    points = await tracks.points(session, vehicle_id=int(case.vehicle_id), window=window)
    limits = await limits_kmh(session, points=points, settings=settings)
    return [
        {
            "time": point.time.isoformat(),
            "lon": point.lon,
            "lat": point.lat,
            "speed_kmh": point.speed_kmh,
            "limit_kmh": limit,
            "delayed": point.delayed,
        }
        for point, limit in zip(points, limits, strict=True)
    ]


async def _vehicle(session: AsyncSession, vehicle: Vehicle) -> dict[str, Any]:
    return {
        "plate": vehicle.plate,
        "plate_colour": vehicle.plate_colour,
        "type": vehicle.type,
        "seats": vehicle.seats,
        "operator": await _name(session, vehicle.operator_id),
        "school": await _name(session, vehicle.school_id),
    }


async def _name(session: AsyncSession, organisation_id: int | None) -> str | None:
    one = None if organisation_id is None else await session.get(Organisation, organisation_id)
    return None if one is None else one.name


async def _permit(session: AsyncSession, newest: Finding | None) -> dict[str, Any] | None:
    """The version that judged the newest finding."""
    if newest is None or newest.permit_version_id is None:
        return None
    version = await session.get_one(PermitVersion, newest.permit_version_id)
    permit = await session.get_one(Permit, version.permit_id)
    drivers = await session.scalars(
        select(Person.name)
        .join(PermitDriver, PermitDriver.person_id == Person.id)
        .where(PermitDriver.permit_version_id == version.id)
        .order_by(Person.name)
    )
    return {
        "number": permit.number,
        "version": version.version,
        "version_id": version.id,
        "owner": await _name(session, version.owner_id),
        "seats": version.seats,
        "granted_on": version.granted_on.isoformat(),
        "valid_from": version.valid_from.isoformat(),
        "valid_to": None if version.valid_to is None else version.valid_to.isoformat(),
        "lines": [line.name for line in await lines_of(session, version_id=version.id)],
        "drivers": list(drivers),
    }


async def _sign(session: AsyncSession, vehicle_id: int, newest: Finding | None) -> dict[str, Any] | None:
    if newest is None:
        return None
    statement = select(Sign).where(Sign.vehicle_id == vehicle_id, Sign.during.contains(newest.began)).limit(1)
    sign = await session.scalar(statement)
    return None if sign is None else {"number": sign.number, "valid_to": sign.valid_to.isoformat()}


async def _people(session: AsyncSession, run: Run | None) -> dict[str, str | None]:
    """Who was on the run, by name."""
    found: dict[str, str | None] = {}
    for role, person_id in (("driver", run and run.driver_id), ("attendant", run and run.attendant_id)):
        person = None if person_id is None else await session.get(Person, person_id)
        found[role] = None if person is None else person.name
    return found


async def _line(session: AsyncSession, run: Run | None, newest: Finding | None) -> dict[str, Any] | None:
    """The approved path: of the run, else of the line that the evidence names."""
    judged_by = None if newest is None else newest.evidence.get("line_version")
    version_id = run.line_version_id if run is not None else judged_by
    version = None if version_id in (None, -1) else await session.get(LineVersion, version_id)
    return None if version is None else {"version_id": version.id, "path": geometry_of(version.path)}


async def _places(session: AsyncSession, track: list[dict[str, Any]], newest: Finding | None) -> list[dict[str, Any]]:
    """The places near the track as they were at the time of the finding."""
    if not track or newest is None:
        return []
    lon, lat = [point["lon"] for point in track], [point["lat"] for point in track]
    box = func.ST_MakeEnvelope(min(lon) - NEAR_DEG, min(lat) - NEAR_DEG, max(lon) + NEAR_DEG, max(lat) + NEAR_DEG, 4326)
    statement = (
        select(Place)
        .where(func.ST_Intersects(Place.geom, box), Place.during.contains(newest.began), Place.kind != "district")
        .order_by((Place.id == newest.place_id).desc(), Place.id)
        .limit(MOST_PLACES)
    )
    return [
        {
            "id": place.id, "name": place.name, "kind": place.kind, "category": place.category, "limit_kmh": place.limit_kmh,
            "is_the_place": place.id == newest.place_id, "geometry": geometry_of(place.geom),
        }
        for place in await session.scalars(statement)
    ]  # fmt: skip
