"""Tables of places: zones, risk segments, road sections; what is declared: weather and surface (Art 35), exemptions (Art 30)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Small
from core.models import a_stretch, one_of

ZONE_KINDS = ("school", "depot", "petrol_station", "no_go", "inspection_station", "district", "bus_stop")
ART_35_KINDS = ("sharp_bend", "steep_slope", "narrow_road", "narrow_bridge")
ART_28_KINDS = ("cliff_side", "water_side")
ROAD_CLASSES = ("motorway", "urban_expressway", "other")
LOW_VISIBILITY_KINDS = ("fog", "rain", "snow", "sand", "hail")
SURFACE_KINDS = ("ice", "snow_cover", "mud")
EXEMPTION_KINDS = ("traffic_control", "road_works", "disaster", "weather", "major_accident")


class Place(Base):
    """One version of a place. `key` is the place, `id` this version of it; `during` is when the version is the true one.

    category zone          kind of ZONE_KINDS: a polygon, or a point
    category risk_segment  kind of Art 35 or Art 28: a line, a polygon or a point; `limit_kmh` only where a sign posts one
    category road_section  kind of ROAD_CLASSES: a line; `limit_kmh` null means that the posted limit is unknown

    `width_m` is a line's width and a point's diameter. `guard_rail`, `limit_sign`, `warning_sign` are the facilities that Art 28
    asks for: there, missing, or (null) not looked at. `season` and `hours` say when the limit or the zone holds.
    """

    __tablename__ = "place"
    __table_args__ = (
        UniqueConstraint("key", "version"),
        one_of("category", ("zone", "risk_segment", "road_section")),
        one_of("kind", ZONE_KINDS + ART_35_KINDS + ART_28_KINDS + ROAD_CLASSES),
        one_of("direction", ("both", "forward")),
        a_stretch("during"),
    )

    id: Mapped[Small]
    key: Mapped[UUID]
    version: Mapped[int]
    category: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str | None]
    geom: Mapped[WKBElement] = mapped_column(Geometry("GEOMETRY", 4326))
    width_m: Mapped[float | None]
    limit_kmh: Mapped[float | None]
    direction: Mapped[str] = mapped_column(server_default="both")
    season: Mapped[list[Any] | None] = mapped_column(
        JSONB, comment='["06-01","09-30"] local, both included; null: all year'
    )
    hours: Mapped[list[Any] | None] = mapped_column(JSONB, comment='[["07:00","09:00"], …] local; null: always')
    guard_rail: Mapped[bool | None]
    limit_sign: Mapped[bool | None]
    warning_sign: Mapped[bool | None]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    source: Mapped[str] = mapped_column(server_default="")
    surveyed_on: Mapped[date | None]
    changed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE, server_default=text("tstzrange(now(), null)"))
    created_at: Mapped[CreatedAt]


class Exemption(Base):
    """A declared reason of Art 30 to leave the approved line: for an area, one line or the district, for a time.

    `scope` says in words where: the name of a place or road whose outline `area` is. `renews` is the one that it carries on.
    """

    __tablename__ = "exemption"
    __table_args__ = (one_of("kind", EXEMPTION_KINDS), a_stretch("during"))

    id: Mapped[Small]
    kind: Mapped[str]
    reason: Mapped[str]
    area: Mapped[WKBElement | None] = mapped_column(Geometry("GEOMETRY", 4326))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("line.id"))
    scope: Mapped[str | None]
    source: Mapped[str] = mapped_column(server_default="")
    renews: Mapped[int | None] = mapped_column(ForeignKey("exemption.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class Condition(Base):
    """Weather or surface that Art 35 names (天气与路面), declared for a time: `area` null is the whole district.

    `visibility_m` as observed, for fog, rain, snow, sand and hail; ice, snow cover and mud have none.
    """

    __tablename__ = "condition"
    __table_args__ = (one_of("kind", LOW_VISIBILITY_KINDS + SURFACE_KINDS), a_stretch("during"))

    id: Mapped[Small]
    kind: Mapped[str]
    visibility_m: Mapped[float | None]
    area: Mapped[WKBElement | None] = mapped_column(Geometry("GEOMETRY", 4326))
    scope: Mapped[str | None]
    source: Mapped[str] = mapped_column(server_default="")
    renews: Mapped[int | None] = mapped_column(ForeignKey("condition.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]
