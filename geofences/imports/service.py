"""Use cases of imported places: looked at row by row with all that is wrong, then taken over as one change, or not at all."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import numpy as np
import shapely
from geoalchemy2.shape import to_shape
from pydantic import ValidationError
from shapely.geometry.base import BaseGeometry
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Field, Invalid, Text
from core.problem_texts import text_of
from geofences.imports.datum import Datum, to_wgs84
from geofences.imports.rows import Row
from geofences.models import Place
from geofences.schemas import PlaceIn
from geofences.validity import Ground, examined, shape_of
from geofences.versions import columns, newest_of, now_of, succeed

NO_GEOMETRY = Text("没有几何，或几何无法识别", "has no geometry, or one that cannot be read")
TWICE = Text("文件中重复", "stands in the file twice")
FROM_OSM = "OpenStreetMap "
COMPARED = (
    "category", "kind", "name", "name_en", "limit_kmh", "direction", "guard_rail", "limit_sign", "warning_sign",
    "width_m", "season", "hours",
)  # fmt: skip


@dataclass(slots=True)
class Wish:
    """A row as it is understood. `wrong` is by column; `there` is the place that it changes, or is already."""

    row: Row
    geometry: Mapping[str, Any] | None = None
    place: PlaceIn | None = None
    shape: BaseGeometry | None = None
    there: Place | None = None
    same: bool = False
    wrong: dict[str, Text] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """What would be done with it."""
        if self.wrong:
            return "wrong"
        return "same" if self.same else "new" if self.there is None else "change"


def understood(rows: Iterable[Row], *, datum: Datum, usual: Mapping[str, Any], ground: Ground) -> list[Wish]:
    """The rows with all that is wrong with each. `usual` fills cells that a row leaves empty."""
    wishes = [_wish(row, datum, usual, ground) for row in rows]
    seen: set[tuple[Any, ...]] = set()
    for wish in wishes:
        if wish.place is not None and wish.shape is not None and not wish.wrong:
            identity = _identity(wish.place, wish.shape)
            if identity in seen:
                wish.wrong["name"] = TWICE
            seen.add(identity)
    return wishes


async def compared(session: AsyncSession, *, viewer: Viewer, wishes: Sequence[Wish]) -> None:
    """Find for each wish the place that is there already. An extract that is imported again changes what has changed."""
    statement = select(Place).where(visible(viewer, "place"), func.upper_inf(Place.during))
    there = {_identity(one, to_shape(one.geom)): one for one in await session.scalars(statement)}
    for wish in wishes:
        if wish.wrong or wish.place is None or wish.shape is None:
            continue
        wish.there = there.get(_identity(wish.place, wish.shape))
        if wish.there is not None:
            content = columns(wish.place, wish.shape)
            moved = _rounded(to_shape(wish.there.geom)) != _rounded(wish.shape)
            wish.same = not moved and all(getattr(wish.there, name) == content[name] for name in COMPARED)


async def take_over(
    session: AsyncSession, *, viewer: Viewer, wishes: Sequence[Wish], file: Mapping[str, Any], address: str | None
) -> None:
    """All that are new or changed, in this transaction. Raises Invalid with every field at fault (`rows.7.kind`)."""
    wrong = [Field(f"rows.{wish.row.number}.{name}", text) for wish in wishes for name, text in wish.wrong.items()]
    if wrong:
        raise Invalid(*wrong)
    now = await now_of(session)
    keys = []
    for wish in wishes:
        assert wish.place is not None
        assert wish.shape is not None
        content = columns(wish.place, wish.shape)
        if wish.there is None:
            key = uuid4()
            keys.append(str(key))
            session.add(Place(key=key, version=1, **content, changed_by=viewer.account_id, during=Range(now, None)))
        elif not wish.same:
            newest = await newest_of(session, viewer=viewer, place_id=wish.there.id)
            await succeed(
                session, viewer=viewer, newest=newest, content=content, action="place.import", address=address
            )
    await session.flush()
    told = {**file, "new": len(keys), "keys": keys[:200]}
    await audit.record(
        session, viewer=viewer, action="place.import", kind="place", id="file", detail=told, address=address
    )


def counted(wishes: Iterable[Wish]) -> Counter[tuple[str, str]]:
    """How many places of each category and kind can be taken over."""
    return Counter((wish.place.category, wish.place.kind) for wish in wishes if wish.place and not wish.wrong)


def _wish(row: Row, datum: Datum, usual: Mapping[str, Any], ground: Ground) -> Wish:
    wish = Wish(row, row.geometry)
    told = {name: value for name, value in row.cells.items() if value is not None}
    geometry = row.geometry
    if geometry is None:
        wish.wrong["geometry"] = NO_GEOMETRY
    elif datum != "wgs84":
        geometry = wish.geometry = _moved(geometry, datum)
    extent = {"Point": "radius_m", "LineString": "width_m", "MultiLineString": "width_m"}.get(
        str((geometry or {}).get("type"))
    )
    for name, value in usual.items():
        if value is not None and (name not in ("width_m", "radius_m") or name == extent):
            told.setdefault(name, value)
    try:
        wish.place = PlaceIn.model_validate({**told, "geometry": geometry or {"type": "Point"}})
    except ValidationError as error:
        for one in error.errors():
            column = str(one["loc"][0]) if one["loc"] else "row"
            wish.wrong.setdefault(column, text_of(one))
        return wish
    if geometry is not None:
        wish.shape, wrong = examined(wish.place, ground)
        for bad in wrong:
            wish.wrong.setdefault(bad.field, bad.message)
    return wish


def _moved(geometry: Mapping[str, Any], datum: Datum) -> Mapping[str, Any]:
    """The geometry in WGS-84; one that is none stays, and is refused as such."""
    shape, wrong = shape_of(geometry)
    if shape is None or wrong is not None:
        return geometry
    moved = shapely.transform(shape, lambda degrees: to_wgs84(degrees, datum))
    made: dict[str, Any] = shapely.geometry.mapping(moved)
    return made


def _identity(place: Place | PlaceIn, shape: BaseGeometry) -> tuple[Any, ...]:
    """What makes two rows the same place: the object of OpenStreetMap, else what it is, its name and its shape."""
    if place.source.startswith(FROM_OSM):
        return (place.source, place.direction, _bearing(shape))
    return (place.category, place.kind, place.name, place.direction, _rounded(shape))


def _bearing(shape: BaseGeometry) -> bool:
    """Which of the two directions of a way this is."""
    ends = shapely.get_coordinates(shape)[[0, -1]]
    return bool(tuple(ends[0]) <= tuple(ends[1]))


def _rounded(shape: BaseGeometry) -> bytes:
    found: bytes = shapely.to_wkb(shapely.transform(shape, lambda degrees: np.round(degrees, 7) + 0.0))
    return found
