"""Tables that every room stands on: organisations, accounts, sessions, audit, parameters, the world's number."""

from datetime import date, datetime
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
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


class Term(Base):
    """A school term (学期): class days are the working days in it, unless a school day says otherwise."""

    __tablename__ = "term"

    id: Mapped[Small]
    name: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]


class SchoolDay(Base):
    """One day that differs from the calendar: a make-up class day, a storm day without classes."""

    __tablename__ = "school_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    classes: Mapped[bool]
    note: Mapped[str | None]


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
