"""Tables that every room stands on: organisations, accounts, sessions, audit, parameters, the world's number."""

from datetime import date, datetime, time
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import INET
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small

ROLES = (
    "admin",
    "officer",
    "clerk",
    "police",
    "transport",
    "emergency",
    "government",
    "school",
    "teacher",
    "operator",
    "driver",
    "attendant",
    "parent",
    "auditor",
)
ORGANISATION_KINDS = (
    "education",
    "police",
    "transport",
    "emergency",
    "government",
    "road_keeper",
    "town",
    "school",
    "operator",
)
STAGES = ("kindergarten", "primary", "junior_middle", "nine_year")


def one_of(column: str, values: tuple[str, ...]) -> CheckConstraint:
    """A check that a text column holds one of the standard words."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_is_known")


def a_stretch(column: str) -> CheckConstraint:
    """A check that a range is a stretch of time: it begins somewhere and is not empty, so that closing it loses nothing."""
    return CheckConstraint(f"NOT isempty({column}) AND NOT lower_inf({column})", name=f"{column}_is_a_stretch")


class Organisation(Base):
    """An office, a school or a school-bus service provider (校车服务提供者). One that is retired is no longer offered."""

    __tablename__ = "organisation"
    __table_args__ = (one_of("kind", ORGANISATION_KINDS), one_of("stage", STAGES))

    id: Mapped[Small]
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    stage: Mapped[str | None]
    name: Mapped[str]
    name_en: Mapped[str | None]
    phone: Mapped[str | None]
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    retired_at: Mapped[datetime | None]


class Account(Base):
    """Someone who may log in, in one role, for one organisation.

    With `password_once` only to choose a password of their own, and with that password not after `password_once_until`.
    """

    __tablename__ = "account"
    __table_args__ = (one_of("role", ROLES),)

    id: Mapped[Small]
    username: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    display_name: Mapped[str]
    role: Mapped[str]
    locale: Mapped[str] = mapped_column(server_default="zh-CN")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    disabled: Mapped[bool] = mapped_column(server_default=text("false"))
    password_once: Mapped[bool] = mapped_column(server_default=text("false"))
    password_once_until: Mapped[datetime | None]
    created_at: Mapped[CreatedAt]


class LoginSession(Base):
    """A cookie's other half; only a hash of the token is kept, and it can be revoked."""

    __tablename__ = "login_session"

    id: Mapped[Key]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[CreatedAt]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    address: Mapped[str | None] = mapped_column(INET)
    user_agent: Mapped[str | None]


class LoginAttempt(Base):
    """A login under way or failed, of a known or unknown name; a good one takes those of its name away."""

    __tablename__ = "login_attempt"
    __table_args__ = (Index(None, "username", "at"), Index(None, "address", "at"))

    id: Mapped[Key]
    at: Mapped[datetime]
    username: Mapped[str]
    address: Mapped[str | None] = mapped_column(INET)


class AuditEntry(Base):
    """Who did what to which object, written in the same transaction; append-only by trigger."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "object_kind", "object_id"), Index(None, "at"), Index(None, "account_id", "at"))

    id: Mapped[Key]
    at: Mapped[CreatedAt]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str]
    object_kind: Mapped[str]
    object_id: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    address: Mapped[str | None] = mapped_column(INET)


class Parameter(Base):
    """A dated setting of a rule with its source, e.g. how many seconds speeding must last; the newest since wins."""

    __tablename__ = "parameter"
    __table_args__ = (UniqueConstraint("name", "since"),)

    id: Mapped[Small]
    name: Mapped[str]
    value: Mapped[float]
    since: Mapped[datetime]
    source: Mapped[str]


class TermDates:
    """From when to when there are classes, and by which paper."""

    name: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    source: Mapped[str | None]


class DayKind:
    """What is said of one day that differs from the calendar.

    `counts_as`: a make-up day follows the timetable of that weekday (0 Monday … 6 Sunday). A half day has `ends_at`: departures of
    class days at that hour and later do not run, but the way home leaves at `leaves_at`, where one is given.
    """

    classes: Mapped[bool]
    counts_as: Mapped[int | None] = mapped_column(SmallInteger)
    ends_at: Mapped[time | None]
    leaves_at: Mapped[time | None]
    note: Mapped[str | None]
    source: Mapped[str | None]


def day_kind_is_sound() -> tuple[CheckConstraint, ...]:
    """A day has at most one timetable, and is half only with classes."""
    return (
        CheckConstraint("counts_as BETWEEN 0 AND 6", name="counts_as_is_a_weekday"),
        CheckConstraint("classes OR (counts_as IS NULL AND ends_at IS NULL)", name="without_classes_is_nothing_else"),
        CheckConstraint("leaves_at IS NULL OR ends_at IS NOT NULL", name="leaves_on_a_half_day"),
    )


class Term(TermDates, Base):
    """A school term (学期): class days are the working days in it, unless a school day says otherwise."""

    __tablename__ = "term"

    id: Mapped[Small]


class SchoolDay(DayKind, Base):
    """One day that differs from the calendar, in the whole district: a make-up class day, a storm day without classes."""

    __tablename__ = "school_day"
    __table_args__ = day_kind_is_sound()

    day: Mapped[date] = mapped_column(primary_key=True)


class OwnTerm(TermDates, Base):
    """A term of one school, or of the schools of one stage: instead of those of the district that it overlaps."""

    __tablename__ = "own_term"
    __table_args__ = (
        one_of("stage", STAGES),
        CheckConstraint("num_nonnulls(school_id, stage) = 1", name="of_a_school_or_a_stage"),
    )

    id: Mapped[Small]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    stage: Mapped[str | None]


class OwnSchoolDay(DayKind, Base):
    """One day that differs in one school, or in the schools of one stage (the days of an examination): wins over the district's."""

    __tablename__ = "own_school_day"
    __table_args__ = (
        *day_kind_is_sound(),
        one_of("stage", STAGES),
        CheckConstraint("num_nonnulls(school_id, stage) = 1", name="of_a_school_or_a_stage"),
        UniqueConstraint("school_id", "day"),
        UniqueConstraint("stage", "day"),
    )

    id: Mapped[Small]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    stage: Mapped[str | None]
    day: Mapped[date]


class WorkingDay(Base):
    """One day on which the office differs from the library's calendar; wins over it, with its source."""

    __tablename__ = "working_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    works: Mapped[bool]
    source: Mapped[str]


class World(Base):
    """The number that every change a rule can see raises in its own transaction (one row)."""

    __tablename__ = "world"
    __table_args__ = (CheckConstraint("single", name="one_row"),)

    single: Mapped[bool] = mapped_column(primary_key=True, server_default=text("true"))
    number: Mapped[int] = mapped_column(BigInteger, server_default="0")


class WorldChange(Base):
    """What each number changed: the kind of thing and its key (a vehicle, a place); 0 when there is no single key."""

    __tablename__ = "world_change"
    __table_args__ = (Index(None, "number"),)

    id: Mapped[Key]
    number: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    key: Mapped[int] = mapped_column(BigInteger)
