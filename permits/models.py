"""Tables of the paper: permits, their immutable versions and terms, when each is in force, signs, qualifications, training."""

from datetime import date, datetime

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import a_stretch, one_of
from permits.procedure.granted import PERMIT_STATES

OFFENCE_KINDS = ("overload", "speeding", "drink_driving", "other")


def once_given(table: str) -> Index:
    """An index that lets no two papers have one number, but for those whose import was undone."""
    return Index(f"uq_{table}_number", "number", unique=True, postgresql_where=text("NOT undone"))


class Permit(Base):
    """A school-bus use permit (校车使用许可), granted by the government (REG 15), and how its life stands.

    `version` rises with every step. `reminded_on` is the last day on which its renewal was called to mind.
    `undone`: only an import laid it down, and that was undone; its number is free again.
    """

    __tablename__ = "permit"
    __table_args__ = (one_of("state", tuple(PERMIT_STATES)), once_given("permit"))

    id: Mapped[Small]
    number: Mapped[str]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[str] = mapped_column(server_default="in_force")
    version: Mapped[int] = mapped_column(server_default=text("1"))
    reminded_on: Mapped[date | None]
    undone: Mapped[bool] = mapped_column(server_default=text("false"))


class PermitVersion(Base):
    """What was granted at one time. Its content never changes (trigger); a change is the next version."""

    __tablename__ = "permit_version"
    __table_args__ = (UniqueConstraint("permit_id", "version"),)

    id: Mapped[Small]
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"))
    version: Mapped[int]
    owner_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    seats: Mapped[int]
    granted_on: Mapped[date]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[CreatedAt]


class PermitDriver(Base):
    """A driver whom a permit version names (REG 16)."""

    __tablename__ = "permit_driver"

    permit_version_id: Mapped[int] = mapped_column(ForeignKey("permit_version.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)


class PermitLine(Base):
    """A line version with its times and stops that a permit version approves (REG 14(3), 16)."""

    __tablename__ = "permit_line"

    permit_version_id: Mapped[int] = mapped_column(ForeignKey("permit_version.id"), primary_key=True)
    line_version_id: Mapped[int] = mapped_column(ForeignKey("line_version.id"), primary_key=True)


class InForce(Base):
    """A stretch of time in which a permit version rules its vehicle: one per vehicle and moment; only an open end may change."""

    __tablename__ = "in_force"
    __table_args__ = (
        ExcludeConstraint(("vehicle_id", "="), ("during", "&&"), using="gist", name="one_permit_at_a_time"),
        a_stretch("during"),
    )

    id: Mapped[Key]
    permit_version_id: Mapped[int] = mapped_column(ForeignKey("permit_version.id"), index=True)
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    created_at: Mapped[CreatedAt]


class Sign(Base):
    """A school-bus sign (校车标牌) made by traffic police; valid to the earlier of inspection and permit (VEH 61).

    `during` is when it may be used; only its end may be moved nearer (returned, taken back, replaced). `undone` as a permit's.
    """

    __tablename__ = "sign"
    __table_args__ = (Index(None, "vehicle_id"), a_stretch("during"), once_given("sign"))

    id: Mapped[Small]
    number: Mapped[str]
    permit_version_id: Mapped[int] = mapped_column(ForeignKey("permit_version.id"))
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    issued_on: Mapped[date]
    valid_to: Mapped[date]
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    undone: Mapped[bool] = mapped_column(server_default=text("false"))


class Qualification(Base):
    """A driver's endorsement for school buses (校车驾驶资格), given by police for vehicle classes (REG 23-26, LIC 89)."""

    __tablename__ = "qualification"

    id: Mapped[Small]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    classes: Mapped[list[str]] = mapped_column(ARRAY(String(4)))
    licence_first_on: Mapped[date | None]
    endorsed_on: Mapped[date]
    reviewed_on: Mapped[date | None]
    offences_queried_on: Mapped[date | None] = mapped_column(comment="VEH 65")
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)


class ScoringCycle(Base):
    """A driver's scoring cycle (记分周期) of twelve months: its points, and the review (审验) after it (REG 23(2), LIC 90)."""

    __tablename__ = "scoring_cycle"
    __table_args__ = (
        UniqueConstraint("person_id", "ends"),
        CheckConstraint("points >= 0", name="points_are_none_or_some"),
    )

    id: Mapped[Small]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ends: Mapped[date]
    points: Mapped[int | None] = mapped_column(SmallInteger)
    reviewed_on: Mapped[date | None]
    source: Mapped[str]


class DriverOffence(Base):
    """An offence in a passenger vehicle as police told of it (REG 23(4), 37; VEH 65)."""

    __tablename__ = "driver_offence"
    __table_args__ = (one_of("kind", OFFENCE_KINDS),)

    id: Mapped[Small]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    committed_on: Mapped[date]
    kind: Mapped[str]
    serious: Mapped[bool]
    source: Mapped[str]


class Training(Base):
    """A driver's or an attendant's training certificate (REG 10, 38)."""

    __tablename__ = "training"

    id: Mapped[Small]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    course: Mapped[str]
    hours: Mapped[float]
    score: Mapped[int | None] = mapped_column(SmallInteger)
    passed_on: Mapped[date]
    valid_to: Mapped[date]
