"""Use case: an officer corrects a posted limit from a finding ("the sign here says 40"); the finding itself stays as it is."""

from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from geoalchemy2.shape import to_shape
from pydantic import Field
from shapely import LineString
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.shapes import In
from findings.models import Finding
from fleet.geojson import geometry_of
from fleet.schemas import Name
from fleet.tracks import Window, points
from geofences import versions
from geofences.models import Place
from geofences.schemas import LIMIT_KMH, PlaceFeature, PlaceIn
from geofences.service import feature
from geofences.validity import POINT, Ground

ROAD_OF = {"R22": "motorway", "R23": "other"}  # the rules that a posted limit is asked of
AROUND = timedelta(seconds=15)
LONGEST = timedelta(minutes=5)
NEW_WIDTH_M = 20.0
SIMPLER_DEG = 0.00003


class SignSeen(In):
    """What the sign says, and who saw it. `name` is asked for where no road section is known yet."""

    limit_kmh: float = Field(ge=LIMIT_KMH[0], le=LIMIT_KMH[1])
    note: Name
    name: Name | None = None


async def correct_limit(
    session: AsyncSession,
    *,
    viewer: Viewer,
    finding_id: UUID,
    seen: SignSeen,
    ground: Ground,
    today: date,
    address: str | None = None,
) -> PlaceFeature:
    """A new version of the place whose limit the finding is measured by; a new road section where none was known.

    Raises Missing, Invalid, Refused: a limit of the law itself (Art 35) is on no sign.
    """
    found = await session.scalar(select(Finding).where(Finding.id == finding_id, visible(viewer, "finding")))
    if found is None:
        raise Missing("finding", finding_id)
    if found.rule not in ROAD_OF:
        raise Refused(
            "no_posted_limit",
            zh="此类报警不依据限速标志，不能由此更正限速。",
            en="This finding is not measured by a sign; its limit cannot be corrected from here.",
        )
    source = f"{seen.note}（报警 {finding_id}）"
    if found.place_id is None:
        given = await _stretch(session, found, seen, source, today)
        made = await versions.add(session, viewer=viewer, given=given, ground=ground, address=address)
        return feature(made)
    newest = await versions.newest_of(session, viewer=viewer, place_id=found.place_id)
    if newest.limit_kmh == seen.limit_kmh:
        raise Refused("place_same", zh="现行限速已是此值。", en="This is the limit that holds already.")
    made = await versions.succeed(
        session,
        viewer=viewer,
        newest=newest,
        content=versions.content_of(_corrected(newest, seen, source, today), ground),
        action="place.correct",
        detail={"finding": str(finding_id)},
        address=address,
    )
    return feature(made)


def _corrected(newest: Place, seen: SignSeen, source: str, today: date) -> PlaceIn:
    is_point = to_shape(newest.geom).geom_type in POINT
    kept = {name: getattr(newest, name) for name in versions.SAME if name not in ("limit_kmh", "source", "surveyed_on")}
    return PlaceIn.model_validate(
        {
            **kept,
            "geometry": geometry_of(newest.geom),
            "width_m": None if is_point else newest.width_m,
            "radius_m": newest.width_m / 2 if is_point and newest.width_m else None,
            "season": newest.season,
            "hours": newest.hours,
            "limit_sign": True,
            "limit_kmh": seen.limit_kmh,
            "source": source,
            "surveyed_on": today,
        }
    )


async def _stretch(session: AsyncSession, found: Finding, seen: SignSeen, source: str, today: date) -> PlaceIn:
    """The road that the bus drove on during the finding, as a section."""
    if seen.name is None:
        raise Invalid(field("name", zh="此处没有登记路段，请填写道路名称", en="no road section is known here: name it"))
    until = min(found.ended or found.began + LONGEST, found.began + LONGEST)
    window = Window(found.began - AROUND, until + AROUND)
    track = [(one.lon, one.lat) for one in await points(session, vehicle_id=found.vehicle_id, window=window)]
    path = [here for here, _ in groupby(track)]  # standing still is one place
    if len(path) < 2:
        raise Invalid(
            field("name", zh="轨迹过短，请在“地点”页画出路段", en="the track is too short: draw the section on the map")
        )
    line = LineString(path).simplify(SIMPLER_DEG)
    return PlaceIn.model_validate(
        {
            "category": "road_section",
            "kind": ROAD_OF[found.rule],
            "name": seen.name,
            "geometry": {"type": "LineString", "coordinates": [list(here) for here in line.coords]},
            "width_m": NEW_WIDTH_M,
            "limit_kmh": seen.limit_kmh,
            "limit_sign": True,
            "source": source,
            "surveyed_on": today,
        }
    )
