"""Use cases of sightings told: one or many, from whomever they come; looked at, put in one spelling, kept once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.errors import Field, Invalid, Text
from core.models import Organisation
from findings.suspects.models import Sighting
from findings.suspects.telling.plates import plate_of

NEAR_M = 300.0  # a point this near to a school is at it
AHEAD = timedelta(minutes=5)  # clocks of cameras differ
OLDEST = timedelta(days=366)
LONGEST_STAY = timedelta(hours=24)
AT_ONCE = 500
NO_SCHOOL = Text("没有这所学校", "is no school")
IN_FUTURE = Text("时间在将来", "lies in the future")


@dataclass(frozen=True, slots=True)
class Seen:
    """A plate seen at a time, as somebody told it. `source` is camera, gate, report or officer; longitude and latitude WGS-84.

    `reference` is what the teller calls it (the number of a public report); `photo` says where its photograph is.
    """

    plate: str
    seen_at: datetime
    source: str
    left_at: datetime | None = None
    source_id: int | None = None
    school_id: int | None = None
    place: str | None = None
    lon: float | None = None
    lat: float | None = None
    colour: str | None = None
    vehicle_kind: str | None = None
    children: int | None = None
    photo: str | None = None
    reference: str | None = None
    note: str | None = None
    account_id: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one thing told: the plate in our spelling and the row's id; `new` False: it was told before."""

    plate: str
    id: int
    new: bool


def wrong_with(seen: Seen, now: datetime) -> dict[str, Text]:
    """By field, why a sighting cannot be; empty when it can."""
    wrong: dict[str, Text] = {}
    plate = plate_of(seen.plate)
    if isinstance(plate, Text):
        wrong["plate"] = plate
    if seen.seen_at > now + AHEAD:
        wrong["seen_at"] = IN_FUTURE
    elif seen.seen_at < now - OLDEST:
        wrong["seen_at"] = Text("时间在一年以前", "is more than a year ago")
    if seen.left_at is not None and (left_at := _wrong_leaving(seen.seen_at, seen.left_at, now)) is not None:
        wrong["left_at"] = left_at
    if (seen.lon is None) != (seen.lat is None):
        wrong["lon"] = Text("经度和纬度应同时填写", "longitude and latitude belong together")
    if seen.school_id is None and seen.lon is None and not seen.place:
        wrong["place"] = Text("请填写学校、地点或坐标", "give the school, the place or a point")
    return wrong


def _wrong_leaving(seen_at: datetime, left_at: datetime, now: datetime) -> Text | None:
    """A stay without end would swallow every later visit."""
    if left_at < seen_at:
        return Text("离开早于到达", "is before it came")
    if left_at > now + AHEAD:
        return IN_FUTURE
    if left_at - seen_at > LONGEST_STAY:
        return Text("离开比到达晚 24 小时以上", "is more than 24 hours after it came")
    return None


async def add_sighting(session: AsyncSession, seen: Seen, *, now: datetime) -> Kept:
    """Keep one sighting, in the session's transaction. Raises Invalid that names the fields at fault.

    A point near a school is taken as seen at that school. Who tells has to be allowed to by the caller.
    """
    return (await add_sightings(session, [seen], now=now))[0]


async def take_back(session: AsyncSession, reference: str) -> None:
    """Delete what a public report of this number told, in the session's transaction: its plate was another, or it was nothing."""
    await session.execute(delete(Sighting).where(Sighting.source == "report", Sighting.reference == reference))


async def add_sightings(session: AsyncSession, told: Sequence[Seen], *, now: datetime, path: str = "") -> list[Kept]:
    """Keep them all or, when one cannot be, none. Raises Invalid; with a `path` a field is named with its place in `told`."""
    wrong = [
        Field(f"{path}.{number}.{name}" if path else name, text)
        for number, seen in enumerate(told)
        for name, text in wrong_with(seen, now).items()
    ]
    wrong += await _strange_schools(session, told, path)
    if wrong:
        raise Invalid(*wrong)
    near = await _near_schools(session, told)
    rows = [_row(seen, near.get(number)) for number, seen in enumerate(told)]
    made: dict[tuple[object, ...], int] = {}
    for since in range(0, len(rows), AT_ONCE):
        statement = insert(Sighting).values(rows[since : since + AT_ONCE]).on_conflict_do_nothing()
        returned = await session.execute(statement.returning(Sighting.id, *(getattr(Sighting, name) for name in ONCE)))
        made |= {tuple(values): id_ for id_, *values in returned}
    return [await _kept(session, row, made) for row in rows]


ONCE = ("plate", "seen_at", "source", "source_id", "school_id", "reference")


def _row(seen: Seen, near: int | None) -> dict[str, Any]:
    plate = plate_of(seen.plate)
    assert not isinstance(plate, Text)
    same = {name: getattr(seen, name) for name in Seen.__dataclass_fields__ if name not in ("plate", "lon", "lat")}
    point = None if seen.lon is None else func.ST_SetSRID(func.ST_MakePoint(seen.lon, seen.lat), 4326)
    return same | {"plate": plate.plain, "school_id": seen.school_id or near, "geom": point}


async def _kept(session: AsyncSession, row: Mapping[str, Any], made: dict[tuple[object, ...], int]) -> Kept:
    """The row that was made, or the one that was there."""
    id_ = made.pop(tuple(row[name] for name in ONCE), None)
    if id_ is not None:
        return Kept(row["plate"], id_, new=True)
    return Kept(row["plate"], (await session.scalars(told_before(row))).one(), new=False)


def told_before(row: Mapping[str, Any]) -> Select[int]:
    """The id of the row that says the same; `row` holds the values of ONCE. Each is asked for in the way that the index knows."""
    return select(Sighting.id).where(*(_is(getattr(Sighting, name), row[name]) for name in ONCE))


def _is(column: InstrumentedAttribute[Any], value: object) -> ColumnElement[bool]:
    return column.is_(None) if value is None else column == value


async def is_school(session: AsyncSession, school_id: int | None) -> None:
    """Raise Invalid on `school_id` when there is no such school; none named is none wrong."""
    found = select(Organisation.id).where(Organisation.id == school_id, Organisation.kind == "school")
    if school_id is not None and await session.scalar(found) is None:
        raise Invalid(Field("school_id", NO_SCHOOL))


async def _strange_schools(session: AsyncSession, told: Sequence[Seen], path: str) -> list[Field]:
    """What names a school that is none."""
    named = {seen.school_id for seen in told if seen.school_id is not None}
    if not named:
        return []
    known = set(
        await session.scalars(select(Organisation.id).where(Organisation.id.in_(named), Organisation.kind == "school"))
    )
    return [
        Field(f"{path}.{number}.school_id" if path else "school_id", NO_SCHOOL)
        for number, seen in enumerate(told)
        if seen.school_id is not None and seen.school_id not in known
    ]


async def _near_schools(session: AsyncSession, told: Sequence[Seen]) -> dict[int, int]:
    """The school that each point without one is at, by its place in `told`."""
    points = {(seen.lon, seen.lat) for seen in told if seen.school_id is None and seen.lon is not None}
    at: dict[tuple[float | None, float | None], int] = {}
    for lon, lat in points:
        here = func.ST_SetSRID(func.ST_MakePoint(lon, lat), 4326)
        far_m = func.ST_DistanceSphere(Organisation.point, here)
        nearest = (
            select(Organisation.id)
            .where(Organisation.kind == "school", Organisation.point.is_not(None), far_m <= NEAR_M)
            .order_by(far_m)
            .limit(1)
        )
        school = await session.scalar(nearest)
        if school is not None:
            at[lon, lat] = school
    return {
        number: at[seen.lon, seen.lat]
        for number, seen in enumerate(told)
        if seen.school_id is None and (seen.lon, seen.lat) in at
    }
