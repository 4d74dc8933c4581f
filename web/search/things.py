"""What has a place on the map: buses by plate, schools, lines, stops and places by name, in Chinese or English."""

from sqlalchemy import func, literal, select

from core import clock
from core.access import Viewer, visible
from core.models import Organisation
from fleet.models import Line, LineStop, LineVersion, Vehicle, VehicleState
from fleet.service import Operator, School, plain_plate, plain_plate_column
from geofences.models import Place
from web.search.ranking import NOT_AT_ALL, Rows, rank_of, rank_of_names, ranked


def buses(viewer: Viewer, wanted: str) -> Rows:
    plate = plain_plate(wanted)
    rank = rank_of(plate, plain_plate_column()) if plate else literal(NOT_AT_ALL)
    return ranked(
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


def schools(viewer: Viewer, wanted: str) -> Rows:
    return ranked(
        select(
            Organisation.id,
            Organisation.name.label("title"),
            Organisation.name_en.label("title_en"),
            literal(None).label("subtitle"),
            func.ST_X(Organisation.point).label("lon"),
            func.ST_Y(Organisation.point).label("lat"),
        ).where(Organisation.kind == "school", visible(viewer, "organisation")),
        rank_of_names(wanted, Organisation.name, Organisation.name_en),
        Organisation.name,
    )


def lines(viewer: Viewer, wanted: str) -> Rows:
    return ranked(
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
        rank_of_names(wanted, Line.name, Line.name_en, Line.code),
        Line.code,
    )


def stops(viewer: Viewer, wanted: str) -> Rows:
    """Stops of the newest version of each line; one that several lines have is one."""
    newest = select(func.max(LineVersion.id)).group_by(LineVersion.line_id)
    rank = rank_of_names(wanted, LineStop.name, LineStop.name_en)
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


def places(viewer: Viewer, wanted: str) -> Rows:
    middle = func.ST_PointOnSurface(Place.geom)
    return ranked(
        select(
            Place.id,
            Place.name.label("title"),
            Place.name_en.label("title_en"),
            Place.kind.label("subtitle"),
            func.ST_X(middle).label("lon"),
            func.ST_Y(middle).label("lat"),
        ).where(Place.during.contains(clock.now()), visible(viewer, "place")),
        rank_of_names(wanted, Place.name, Place.name_en),
        Place.name,
    )
