"""Tables of things and people: vehicles, devices and their bindings, people, lines; and where each vehicle was."""

from datetime import date, datetime, time
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import (
    ARRAY,
    REAL,
    BigInteger,
    Double,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import a_stretch, one_of
from core.personal import Personal, is_sealed

VEHICLE_TYPES = ("kindergarten_bus", "primary_bus", "primary_middle_bus", "other_bus")
PROTOCOLS = ("nmea_mqtt", "nmea_tcp", "nmea_udp", "jt808", "jt809", "osmand", "owntracks")
DIRECTIONS = ("to_school", "from_school")
PERSON_KINDS = ("driver", "attendant", "safety", "leader")
PLATFORM_RANK = 100  # of what another platform reports: behind every device that reports to us itself, which have 0


class Vehicle(Base):
    """A vehicle that is watched; whether it is a school bus in law is what its permit says."""

    __tablename__ = "vehicle"
    __table_args__ = (one_of("type", VEHICLE_TYPES),)

    id: Mapped[Small]
    plate: Mapped[str] = mapped_column(unique=True)
    plate_colour: Mapped[str] = mapped_column(server_default="yellow")
    type: Mapped[str]
    seats: Mapped[int | None]
    operator_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    vin: Mapped[str | None]
    registered_on: Mapped[date | None]
    inspection_valid_to: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), comment="所有人, REG 16")
    licence_class: Mapped[str | None] = mapped_column(String(2), comment="准驾车型, LIC 89")
    inspection_requested_on: Mapped[date | None] = mapped_column(comment="申请检验合格标志, VEH 62")


class Device(Base):
    """A terminal (车载终端); `id` is what it calls itself, `no` is our short number for the track tables.

    `secret_hash` is of what we gave out; `code_hash` of the code that a terminal got by registering (JT/T 808), whose
    maker, model, terminal id and plate are pinned in `registration`: another terminal that calls itself the same is refused.
    A `registration` that names nothing is that of a terminal which works by its secret: it has no code.
    Until `throttled_until` the broker does not let it in: it had sent far beyond its rate.
    """

    __tablename__ = "device"
    __table_args__ = (one_of("protocol", PROTOCOLS),)

    id: Mapped[str] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(Integer, Identity(), unique=True)
    protocol: Mapped[str]
    name: Mapped[str | None]
    secret_hash: Mapped[str]
    code_hash: Mapped[str | None]
    registration: Mapped[dict[str, Any] | None]
    silent_after_s: Mapped[int | None]
    disabled: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[CreatedAt]
    throttled_until: Mapped[datetime | None]


class Binding(Base):
    """Which vehicle a device speaks for, and when; never two vehicles at one moment. The lowest `rank` is judged first."""

    __tablename__ = "binding"
    __table_args__ = (
        ExcludeConstraint(("device_no", "="), ("during", "&&"), using="gist", name="one_vehicle_at_a_time"),
        a_stretch("during"),
    )

    id: Mapped[Key]
    device_no: Mapped[int] = mapped_column(ForeignKey("device.no"))
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    rank: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    created_at: Mapped[CreatedAt]


class Person(Base):
    """A driver (驾驶人), an attendant (随车照管人员), a safety person or a leader (负责人) of an organisation."""

    __tablename__ = "person"
    __table_args__ = (one_of("kind", PERSON_KINDS), is_sealed("phone"))

    id: Mapped[Small]
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    name: Mapped[str]
    name_en: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(Personal("person.phone"))
    born_on: Mapped[date | None]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    left_on: Mapped[date | None] = mapped_column(comment="the last day of work there")


class Line(Base):
    """A line (线路): one direction of a service to one school; its content is in its versions.

    `proposed_by_id`: the operator or school that drew it for an application; null for the bureau's own.
    """

    __tablename__ = "line"
    __table_args__ = (one_of("direction", DIRECTIONS),)

    id: Mapped[Small]
    code: Mapped[str] = mapped_column(unique=True)
    direction: Mapped[str]
    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    name_en: Mapped[str | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)


class LineVersion(Base):
    """What a permit approves of a line: its path; stops and running times hang on it. Immutable."""

    __tablename__ = "line_version"
    __table_args__ = (UniqueConstraint("line_id", "version"),)

    id: Mapped[Small]
    line_id: Mapped[int] = mapped_column(ForeignKey("line.id"))
    version: Mapped[int]
    path: Mapped[WKBElement] = mapped_column(Geometry("LINESTRING", 4326))
    created_at: Mapped[CreatedAt]


class LineStop(Base):
    """A stop (停靠站点) of a line version, in order; `offset_s` is the default time after departure."""

    __tablename__ = "line_stop"

    line_version_id: Mapped[int] = mapped_column(ForeignKey("line_version.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str | None]
    point: Mapped[WKBElement] = mapped_column(Geometry("POINT", 4326))
    offset_s: Mapped[int]


class RunningTime(Base):
    """An approved departure (开行时间): on which weekdays, on class days or not, in which season, with its own offsets."""

    __tablename__ = "running_time"

    id: Mapped[Key]
    line_version_id: Mapped[int] = mapped_column(ForeignKey("line_version.id"), index=True)
    departs: Mapped[time]
    weekdays: Mapped[int] = mapped_column(SmallInteger, server_default="31", comment="bit 0 Monday … bit 6 Sunday")
    class_days_only: Mapped[bool] = mapped_column(server_default=text("true"))
    season_from: Mapped[str | None] = mapped_column(comment="MM-DD")
    season_to: Mapped[str | None] = mapped_column(comment="MM-DD")
    offsets_s: Mapped[list[int] | None] = mapped_column(ARRAY(Integer))


class Position(Base):
    """One kept fix (定位点); range partitions by `fix_time`, written by gps_ingest alone. See docs/decisions."""

    __tablename__ = "position"
    __table_args__ = ({"postgresql_partition_by": "RANGE (fix_time)"},)

    vehicle_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    fix_time: Mapped[datetime] = mapped_column(primary_key=True)
    device_no: Mapped[int] = mapped_column(Integer, primary_key=True)
    received_at: Mapped[datetime]
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    speed_mps: Mapped[float] = mapped_column(Double)
    course_deg: Mapped[float | None] = mapped_column(REAL)
    altitude_m: Mapped[float | None] = mapped_column(REAL)
    hdop: Mapped[float | None] = mapped_column(REAL)
    satellites: Mapped[int | None] = mapped_column(SmallInteger)
    flags: Mapped[int] = mapped_column(Integer)
    alarm: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[int | None] = mapped_column(BigInteger)
    items: Mapped[bytes | None] = mapped_column(LargeBinary)


class VehicleState(Base):
    """Where each vehicle is now and what the rules remember of it: one row, saved with every batch."""

    __tablename__ = "vehicle_state"
    __table_args__ = ({"postgresql_with": {"fillfactor": "50"}},)

    vehicle_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    fix_time: Mapped[datetime | None]
    lon: Mapped[float | None] = mapped_column(Double)
    lat: Mapped[float | None] = mapped_column(Double)
    speed_mps: Mapped[float | None] = mapped_column(Double)
    course_deg: Mapped[float | None] = mapped_column(REAL)
    state: Mapped[str]
    moving: Mapped[bool]
    run_id: Mapped[int | None] = mapped_column(BigInteger)
    late_s: Mapped[int | None]
    flags: Mapped[int] = mapped_column(server_default=text("0"))
    memory: Mapped[bytes] = mapped_column(LargeBinary)
    delayed_memory: Mapped[bytes | None] = mapped_column(LargeBinary)


class MemoryLayout(Base):
    """How a saved memory is laid out, by fingerprint, so that a newer program can still read an older row."""

    __tablename__ = "memory_layout"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    layout: Mapped[list[Any]] = mapped_column(JSONB)
