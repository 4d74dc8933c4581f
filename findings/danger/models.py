"""Tables of dangerous segments: walks through history, the events they saw, where these lie, what an office said of it.

Runs go with everything below them after `danger_retention_days` (but for the newest that is done): they can be made again from
the tracks. What an office said is kept: it is the office's record, and holds for the runs to come.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, Date, Double, ForeignKey, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import one_of
from findings.danger.seen.events import KINDS

STATES = ("asked", "events", "passages", "done", "failed")
UNDER_WAY = STATES[:3]
IS_UNDER_WAY = "state IN ('asked', 'events', 'passages')"
SAID = ("dismissed", "reopened", "promoted")


class DangerRun(Base):
    """One walk through a stretch of history, in slices: up to where it has come in which of its two passes, and how it came out.

    `reached` moves in the transaction that writes what the slice led to: a walk that is killed goes on where it was.
    """

    __tablename__ = "danger_run"
    __table_args__ = (
        one_of("state", STATES),
        Index("ix_danger_run_under_way", text("(true)"), unique=True, postgresql_where=text(IS_UNDER_WAY)),
    )  # fmt: skip

    id: Mapped[Small]
    since: Mapped[datetime]
    until: Mapped[datetime]
    state: Mapped[str] = mapped_column(server_default="asked")
    reached: Mapped[datetime]
    limits: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    fixes: Mapped[int] = mapped_column(BigInteger, server_default="0")
    lasted_s: Mapped[float] = mapped_column(Double, server_default="0")
    tries: Mapped[int] = mapped_column(SmallInteger, server_default="0", comment="that the step under way was begun")
    error: Mapped[str | None]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[CreatedAt]
    done_at: Mapped[datetime | None]


class DangerEvent(Base):
    """Something that happened to a bus on the road: `value` is m/s² of brake and turn, km/h of speeding, s of a stop."""

    __tablename__ = "danger_event"
    __table_args__ = (one_of("kind", KINDS), Index(None, "run_id", "cluster_id"))

    id: Mapped[Key]
    run_id: Mapped[int] = mapped_column(ForeignKey("danger_run.id", ondelete="CASCADE"))
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("danger_cluster.id", ondelete="SET NULL"), index=True)
    kind: Mapped[str]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    at: Mapped[datetime]
    geom: Mapped[WKBElement] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    value: Mapped[float | None] = mapped_column(Double)
    finding_id: Mapped[UUID | None]


class DangerCluster(Base):
    """A short piece of road at which events lie close together, with how often buses passed it.

    `hits` are the passages with an event, so never more than `passages`; `dense` those whose fixes could show a braking.
    `score` is what ranks (`seen/bounds.py`); `low` and `high` are the interval of hits / passages. `kinds` counts the events by
    kind, `hours` passages and hits by the local hour. `road` is the road section that it lies on, `near` the nearest known point.
    """

    __tablename__ = "danger_cluster"
    __table_args__ = (Index(None, "run_id", "rank"),)

    id: Mapped[Small]
    run_id: Mapped[int] = mapped_column(ForeignKey("danger_run.id", ondelete="CASCADE"))
    rank: Mapped[int]
    geom: Mapped[WKBElement] = mapped_column(Geometry("LINESTRING", 4326))
    road: Mapped[str | None]
    road_en: Mapped[str | None]
    near: Mapped[str | None]
    near_en: Mapped[str | None]
    near_m: Mapped[float | None] = mapped_column(Double)
    events: Mapped[int]
    kinds: Mapped[dict[str, Any]]
    passages: Mapped[int] = mapped_column(server_default="0")
    dense: Mapped[int] = mapped_column(server_default="0")
    hits: Mapped[int] = mapped_column(server_default="0")
    buses: Mapped[int] = mapped_column(server_default="0", comment="that passed")
    buses_hit: Mapped[int] = mapped_column(server_default="0")
    low: Mapped[float] = mapped_column(Double, server_default="0")
    high: Mapped[float] = mapped_column(Double, server_default="1")
    score: Mapped[float] = mapped_column(Double, server_default="0")
    hours: Mapped[list[Any]] = mapped_column(JSONB, server_default=text("'[]'"), comment="[[hour, passages, hits], …]")


class DangerPassage(Base):
    """How often one bus passed a cluster in an hour of the day, over the whole run; added up slice by slice."""

    __tablename__ = "danger_passage"

    cluster_id: Mapped[int] = mapped_column(ForeignKey("danger_cluster.id", ondelete="CASCADE"), primary_key=True)
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), primary_key=True)
    hour: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    passages: Mapped[int]
    dense: Mapped[int]
    hits: Mapped[int]


class DangerWord(Base):
    """What an office said of a place, append-only: the newest that lies at a cluster, of whatever run, holds for it."""

    __tablename__ = "danger_word"
    __table_args__ = (one_of("said", SAID),)

    id: Mapped[Small]
    said: Mapped[str]
    geom: Mapped[WKBElement] = mapped_column(Geometry("LINESTRING", 4326))
    reason: Mapped[str]
    place_key: Mapped[UUID | None]
    hazard_id: Mapped[int | None] = mapped_column(BigInteger)
    since: Mapped[datetime] = mapped_column(comment="with until: the span of the walk that showed the place")
    until: Mapped[datetime]
    said_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    said_at: Mapped[CreatedAt]


class DangerDay(Base):
    """A day of a place that a hazard is about: passages, those with an event and those with a finding, and how many of each.

    One row a place and local day, for at most `days.DAYS` before the hazard and after its measure; kept with the ledger. It is
    of the outline of the place that began with `place_version`.
    """

    __tablename__ = "danger_day"

    place_key: Mapped[UUID] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    place_version: Mapped[int]
    passages: Mapped[int]
    dense: Mapped[int]
    event_hits: Mapped[int]
    events: Mapped[int]
    finding_hits: Mapped[int]
    findings: Mapped[int]
