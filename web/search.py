"""One box that finds buses by plate, and schools, lines, stops and places by name, in Chinese or English."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from sqlalchemy import ColumnElement, Select, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import clock
from core.access import Viewer, visible
from core.deps import Db, Me
from core.models import Organisation
from core.shapes import Id, Out
from fleet.models import Line, LineStop, LineVersion, Vehicle, VehicleState
from fleet.schemas import PRINTABLE
from fleet.service import Operator, School, plain_plate, plain_plate_column
from geofences.models import Place

MOST = 20
EXACT, PREFIX, CONTAINS, NOT_AT_ALL = range(4)
Rows = Select[*tuple[Any, ...]]

router = APIRouter(tags=["search"])


class Hit(Out):
    """Something found; `point` is where to fly to, [longitude, latitude]."""

    kind: Literal["bus", "school", "line", "stop", "place"]
    id: Id
    title: str
    title_en: str | None
    subtitle: str | None
    point: tuple[float, float] | None


class Hits(Out):
    """What was found, the best first."""

    items: list[Hit]


@router.get("/search")
async def search(
    session: Db,
    viewer: Me,
    q: Annotated[str, Query(min_length=1, max_length=64, pattern=PRINTABLE)],
    limit: Annotated[int, Query(ge=1, le=50)] = MOST,
) -> Hits:
    """What bears this name: exactly, then what begins with it, then what contains it."""
    wanted = q.strip()
    if not wanted:
        return Hits(items=[])
    found: list[tuple[int, Hit]] = []
    for kind, statement in _statements(viewer, wanted).items():
        found += await _hits(session, kind, statement, limit)
    found.sort(key=lambda ranked: ranked[0])  # stable: buses first among equals
    return Hits(items=[hit for _, hit in found[:limit]])


async def _hits(session: AsyncSession, kind: str, statement: Rows, limit: int) -> list[tuple[int, Hit]]:
    rows = await session.execute(statement.limit(limit))
    return [
        (
            row.rank,
            Hit.model_validate(
                {
                    "kind": kind,
                    "id": row.id,
                    "title": row.title,
                    "title_en": row.title_en,
                    "subtitle": row.subtitle,
                    "point": None if row.lon is None else (round(row.lon, 6), round(row.lat, 6)),
                }
            ),
        )
        for row in rows
    ]


def _statements(viewer: Viewer, wanted: str) -> dict[str, Rows]:
    return {
        "bus": _buses(viewer, wanted),
        "school": _schools(viewer, wanted),
        "line": _lines(viewer, wanted),
        "stop": _stops(viewer, wanted),
        "place": _places(viewer, wanted),
    }


def _buses(viewer: Viewer, wanted: str) -> Rows:
    plate = plain_plate(wanted)
    rank = _rank(plate, plain_plate_column()) if plate else literal(NOT_AT_ALL)
    return _ranked(
        select(
            Vehicle.id,
            Vehicle.plate.label("title"),
            literal(None).label("title_en"),
            Operator.name.label("subtitle"),
            VehicleState.lon.label("lon"),
            VehicleState.lat.label("lat"),
        )
        .outerjoin(Operator, Operator.id == Vehicle.operator_id)
        .outerjoin(VehicleState, VehicleState.vehicle_id == Vehicle.id)
        .where(visible(viewer, "vehicle")),
        rank,
        Vehicle.plate,
    )


def _schools(viewer: Viewer, wanted: str) -> Rows:
    return _ranked(
        select(
            Organisation.id,
            Organisation.name.label("title"),
            Organisation.name_en.label("title_en"),
            literal(None).label("subtitle"),
            func.ST_X(Organisation.point).label("lon"),
            func.ST_Y(Organisation.point).label("lat"),
        ).where(Organisation.kind == "school", visible(viewer, "organisation")),
        _rank_of_names(wanted, Organisation.name, Organisation.name_en),
        Organisation.name,
    )


def _lines(viewer: Viewer, wanted: str) -> Rows:
    return _ranked(
        select(
            Line.id,
            Line.name.label("title"),
            Line.name_en.label("title_en"),
            School.name.label("subtitle"),
            literal(None).label("lon"),
            literal(None).label("lat"),
        )
        .join(School, School.id == Line.school_id)
        .where(visible(viewer, "line")),
        _rank_of_names(wanted, Line.name, Line.name_en, Line.code),
        Line.code,
    )


def _stops(viewer: Viewer, wanted: str) -> Rows:
    """Stops of the newest version of each line; one that several lines have is one."""
    newest = select(func.max(LineVersion.id)).group_by(LineVersion.line_id)
    rank = _rank_of_names(wanted, LineStop.name, LineStop.name_en)
    return (
        select(
            func.min(func.concat(Line.id, "-", LineStop.seq)).label("id"),
            LineStop.name.label("title"),
            func.min(LineStop.name_en).label("title_en"),
            func.string_agg(Line.name.distinct(), "、").label("subtitle"),
            func.ST_X(LineStop.point).label("lon"),
            func.ST_Y(LineStop.point).label("lat"),
            func.min(rank).label("rank"),
        )
        .join(LineVersion, LineVersion.id == LineStop.line_version_id)
        .join(Line, Line.id == LineVersion.line_id)
        .where(LineVersion.id.in_(newest), visible(viewer, "line"), rank < NOT_AT_ALL)
        .group_by(LineStop.name, LineStop.point)
        .order_by(func.min(rank), LineStop.name)
    )


def _places(viewer: Viewer, wanted: str) -> Rows:
    middle = func.ST_PointOnSurface(Place.geom)
    return _ranked(
        select(
            Place.id,
            Place.name.label("title"),
            Place.name_en.label("title_en"),
            Place.kind.label("subtitle"),
            func.ST_X(middle).label("lon"),
            func.ST_Y(middle).label("lat"),
        ).where(Place.during.contains(clock.now()), visible(viewer, "place")),
        _rank_of_names(wanted, Place.name, Place.name_en),
        Place.name,
    )


def _ranked(statement: Rows, rank: ColumnElement[int], name: ColumnElement[str] | Any) -> Rows:
    return statement.add_columns(rank.label("rank")).where(rank < NOT_AT_ALL).order_by(rank, name)


def _rank_of_names(wanted: str, *names: Any) -> ColumnElement[int]:
    """The best rank among several names; a name that is null is none."""
    return func.least(*(_rank(wanted.lower(), func.lower(func.coalesce(name, ""))) for name in names))


def _rank(wanted: str, name: ColumnElement[str]) -> ColumnElement[int]:
    return case(
        (name == wanted, EXACT),
        (func.starts_with(name, wanted), PREFIX),
        (func.strpos(name, wanted) > 0, CONTAINS),
        else_=NOT_AT_ALL,
    )
