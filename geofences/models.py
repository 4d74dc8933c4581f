"""Tables of places: zones, risk segments, road sections and the exemptions of Art 30."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Small
from core.models import a_stretch, one_of

ZONE_KINDS = ("school", "depot", "petrol_station", "no_go", "inspection_station", "district")
ART_35_KINDS = ("sharp_bend", "steep_slope", "narrow_road", "narrow_bridge")
ART_28_KINDS = ("cliff_side", "water_side")
ROAD_CLASSES = ("motorway", "urban_expressway", "other")
EXEMPTION_KINDS = ("traffic_control", "road_works", "disaster", "weather", "major_accident")


class Place(Base):
    """One version of a place. `key` is the place, `id` this version of it; `during` is when the version is the true one.

    category zone          kind of ZONE_KINDS, any polygon
    category risk_segment  kind of Art 35 or Art 28, a line with `width_m` or a polygon; `limit_kmh` only where a sign posts one
    category road_section  kind of ROAD_CLASSES, a line with `width_m`; `limit_kmh` null means that the posted limit is unknown
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
    hours: Mapped[list[Any] | None] = mapped_column(JSONB, comment='[["07:00","09:00"], …] local; null: always')
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    source: Mapped[str] = mapped_column(server_default="")
    surveyed_on: Mapped[date | None]
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE, server_default=text("tstzrange(now(), null)"))
    created_at: Mapped[CreatedAt]


class Exemption(Base):
    """A declared reason of Art 30 to leave the approved line: for an area or one line, for a time."""

    __tablename__ = "exemption"
    __table_args__ = (one_of("kind", EXEMPTION_KINDS), a_stretch("during"))

    id: Mapped[Small]
    kind: Mapped[str]
    reason: Mapped[str]
    area: Mapped[WKBElement | None] = mapped_column(Geometry("GEOMETRY", 4326))
    line_id: Mapped[int | None] = mapped_column(ForeignKey("line.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]
