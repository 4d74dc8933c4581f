"""Use cases of vehicles and of what schools and lines there are: found through the one question of who may see them."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.models import Organisation
from core.pagination import PageQuery, page, page_rows
from fleet.geojson import geometry_of, point_of
from fleet.models import Line, LineStop, LineVersion, Vehicle
from fleet.schemas import LineDetail, LineOut, OrganisationOut, StopOut, VehicleIn, VehicleOut

# Blanks, dots, lines: every separator that people type or copy into a plate, signs of no width. No class of an expression: to
# Python and to the database the same signs are meant.
NOT_IN_A_PLATE = " \t\n\r\f\v·•・‧∙⋅.-_‐‒–—―−/\\\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
SEPARATORS = re.compile(f"[{re.escape(NOT_IN_A_PLATE)}]+")
NFKC: ColumnElement[str] = literal_column("NFKC")  # a word of SQL's normalize()
Operator = aliased(Organisation, name="operator")
School = aliased(Organisation, name="school")


def plain_plate(plate: str) -> str:
    """A plate as everything here compares it: half width, capitals, no dots, no blanks (苏Ｇ·X1018 and 苏gx1018 are one)."""
    return SEPARATORS.sub("", unicodedata.normalize("NFKC", plate)).upper()


def plain_plate_column() -> ColumnElement[str]:
    """The same of the stored plate, in SQL."""
    return func.upper(func.translate(func.normalize(Vehicle.plate, NFKC), NOT_IN_A_PLATE, ""))


async def list_organisations(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, kind: str | None
) -> tuple[list[OrganisationOut], str | None]:
    """Organisations in use, by name."""
    statement = select(Organisation).where(visible(viewer, "organisation"), Organisation.retired_at.is_(None))
    if kind is not None:
        statement = statement.where(Organisation.kind == kind)
    keys = {"name": Organisation.name, "id": Organisation.id}
    found, following = await page(session, statement, query, keys=keys, default="name", unique=Organisation.id)
    return [
        OrganisationOut(
            id=one.id, name=one.name, name_en=one.name_en, kind=one.kind, stage=one.stage, point=point_of(one.point)
        )
        for one in found
    ], following


async def list_lines(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, school_id: int | None, direction: str | None
) -> tuple[list[LineOut], str | None]:
    """Lines by code."""
    rows, following = await _line_rows(session, viewer, query, school_id, direction)
    return [LineOut(**_line(row)) for row in rows], following


async def list_line_details(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    school_id: int | None,
    direction: str | None,
    of: ColumnElement[bool],
) -> tuple[list[LineDetail], str | None]:
    """The same with paths and stops of the newest version that `of` leaves: what a map shows, in a page of lines a request."""
    rows, following = await _line_rows(session, viewer, query, school_id, direction)
    return await _detailed(session, rows, of), following


async def line_detail(session: AsyncSession, *, viewer: Viewer, line_id: int, of: ColumnElement[bool]) -> LineDetail:
    """A line with its newest version that `of`, a condition on versions, leaves. Raises Missing."""
    rows = (await session.execute(_lines(viewer).where(Line.id == line_id))).all()
    if not rows:
        raise Missing("line", line_id)
    return (await _detailed(session, rows, of))[0]


async def _line_rows(
    session: AsyncSession, viewer: Viewer, query: PageQuery, school_id: int | None, direction: str | None
) -> tuple[Sequence[Row[*tuple[Any, ...]]], str | None]:
    statement = _lines(viewer)
    if school_id is not None:
        statement = statement.where(Line.school_id == school_id)
    if direction is not None:
        statement = statement.where(Line.direction == direction)
    keys = {"code": Line.code, "name": Line.name, "id": Line.id}
    return await page_rows(session, statement, query, keys=keys, default="code", unique=Line.id)


async def _detailed(
    session: AsyncSession, rows: Sequence[Row[*tuple[Any, ...]]], of: ColumnElement[bool]
) -> list[LineDetail]:
    """Lines with their newest versions; one of which there is none yet has no path and no stops."""
    newest = (
        select(LineVersion)
        .where(LineVersion.line_id.in_([row[0].id for row in rows]), of)
        .ext(distinct_on(LineVersion.line_id))
        .order_by(LineVersion.line_id, LineVersion.version.desc())
    )
    versions = {version.line_id: version for version in await session.scalars(newest)}
    stops = await _stops_of(session, [version.id for version in versions.values()])
    found = []
    for row in rows:
        version = versions.get(row[0].id)
        if version is None:
            found.append(LineDetail(**_line(row), version=None, path=None, stops=[]))
            continue
        path = geometry_of(version.path)
        found.append(LineDetail(**_line(row), version=version.version, path=path, stops=stops.get(version.id, [])))
    return found


async def stops_of(session: AsyncSession, *, line_version_id: int) -> list[StopOut]:
    """The stops of a line version, in order."""
    return (await _stops_of(session, [line_version_id])).get(line_version_id, [])


async def _stops_of(session: AsyncSession, line_version_ids: list[int]) -> dict[int, list[StopOut]]:
    statement = select(LineStop).where(LineStop.line_version_id.in_(line_version_ids)).order_by(LineStop.seq)
    stops: dict[int, list[StopOut]] = {}
    for stop in await session.scalars(statement):
        point = point_of(stop.point)
        assert point is not None
        shown = StopOut(seq=stop.seq, name=stop.name, name_en=stop.name_en, point=point, offset_s=stop.offset_s)
        stops.setdefault(stop.line_version_id, []).append(shown)
    return stops


async def list_vehicles(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    plate: str | None,
    operator_id: int | None,
    school_id: int | None,
    kind: str | None,
) -> tuple[list[VehicleOut], str | None]:
    """Vehicles by plate."""
    statement = _vehicles(viewer)
    if plate is not None:
        statement = statement.where(plain_plate_column() == plain_plate(plate))
    for column, wanted in ((Vehicle.operator_id, operator_id), (Vehicle.school_id, school_id), (Vehicle.type, kind)):
        if wanted is not None:
            statement = statement.where(column == wanted)
    keys = {"plate": Vehicle.plate, "id": Vehicle.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="plate", unique=Vehicle.id)
    return [_vehicle(row) for row in rows], following


async def vehicle(session: AsyncSession, *, viewer: Viewer, vehicle_id: int) -> VehicleOut:
    """One vehicle. Raises Missing."""
    row = (await session.execute(_vehicles(viewer).where(Vehicle.id == vehicle_id))).one_or_none()
    if row is None:
        raise Missing("vehicle", vehicle_id)
    return _vehicle(row)


async def add_vehicle(session: AsyncSession, *, viewer: Viewer, given: VehicleIn, address: str | None) -> VehicleOut:
    """Watch one more vehicle. Raises Refused("plate_taken"), Invalid for an organisation that is none."""
    taken = select(Vehicle.id).where(plain_plate_column() == plain_plate(given.plate))
    if not plain_plate(given.plate):
        raise Invalid(field("plate", zh="号牌不能为空", en="a plate has letters and figures"))
    if await session.scalar(taken.limit(1)) is not None:
        raise Refused("plate_taken", zh="该号牌已登记。", en="A vehicle with this plate is already there.")
    await _is_organisation(session, "operator_id", given.operator_id, "operator")
    await _is_organisation(session, "school_id", given.school_id, "school")
    made = Vehicle(
        plate=given.plate,
        plate_colour=given.plate_colour,
        type=given.type,
        seats=given.seats,
        operator_id=given.operator_id,
        school_id=given.school_id,
    )
    session.add(made)
    await session.flush()
    await audit.record(
        session,
        viewer=viewer,
        action="vehicle.add",
        kind="vehicle",
        id=made.id,
        detail=given.model_dump(mode="json"),
        address=address,
    )
    return await vehicle(session, viewer=viewer, vehicle_id=made.id)


async def _is_organisation(session: AsyncSession, name: str, organisation_id: int | None, kind: str) -> None:
    """Raise Invalid on the field when there is no such organisation. A school may run its own buses (REG 14)."""
    if organisation_id is None:
        return
    kinds = ("operator", "school") if kind == "operator" else (kind,)
    found = select(Organisation.id).where(Organisation.id == organisation_id, Organisation.kind.in_(kinds))
    if await session.scalar(found) is None:
        raise Invalid(field(name, zh="没有这个单位", en="there is no such organisation"))


def _lines(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    newest = select(func.max(LineVersion.id)).where(LineVersion.line_id == Line.id).scalar_subquery()
    return (
        select(Line, School.name.label("school_name"), newest.label("version_id"))
        .join(School, School.id == Line.school_id)
        .where(visible(viewer, "line"))
    )


def _line(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    line: Line = row[0]
    return {
        "id": line.id,
        "code": line.code,
        "name": line.name,
        "name_en": line.name_en,
        "direction": line.direction,
        "school_id": line.school_id,
        "school_name": row[1],
        "version_id": row[2],
    }


def _vehicles(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    return (
        select(Vehicle, Operator.name.label("operator_name"))
        .outerjoin(Operator, Operator.id == Vehicle.operator_id)
        .where(visible(viewer, "vehicle"))
    )


def _vehicle(row: Row[*tuple[Any, ...]]) -> VehicleOut:
    one: Vehicle = row[0]
    return VehicleOut.model_validate(
        {
            name: getattr(one, name)
            for name in ("id", "plate", "plate_colour", "type", "seats", "operator_id", "school_id")
        }
        | {"operator_name": row[1]}
    )
