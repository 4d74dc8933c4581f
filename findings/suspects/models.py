"""Tables of sightings (目击记录) and suspects (疑似非法接送车辆): who told of a plate, what was seen, what became of it."""

from datetime import date, datetime, time
from typing import Any

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, Double, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import one_of
from findings.suspects.steps import STATES
from findings.suspects.words import LISTS, RESULTS, SOURCES, VEHICLE_KINDS, WITH_TOKEN


class SightingSource(Base):
    """A camera or a gate that tells of plates by the API, with a token of which only a hash is kept.

    Where it stands is what its sightings have that name no place. `last_heard` is when it last told anything.
    """

    __tablename__ = "sighting_source"
    __table_args__ = (one_of("kind", WITH_TOKEN),)

    id: Mapped[Small]
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    school_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    token_hash: Mapped[str]
    disabled: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[CreatedAt]
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    last_heard: Mapped[datetime | None]


class Sighting(Base):
    """A plate seen somewhere at a time. `plate` is in one spelling (苏G12345); `left_at` where it was seen to go.

    `reference` is what the teller calls it (the number of a public report), `photo` where its photograph is kept. The same
    thing told twice is one row. Deleted when `sighting_retention_days` are over, unless the plate is of a live suspect.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        one_of("source", SOURCES),
        one_of("vehicle_kind", VEHICLE_KINDS),
        CheckConstraint("children BETWEEN 0 AND 99", name="children_are_counted"),
        CheckConstraint("left_at >= seen_at", name="leaves_after_it_comes"),
        UniqueConstraint(
            "plate", "seen_at", "source", "source_id", "school_id", "reference", name="told_once",
            postgresql_nulls_not_distinct=True,
        ),
        Index(None, "seen_at"),
        Index(None, "created_at"),
    )  # fmt: skip

    id: Mapped[Key]
    plate: Mapped[str]
    seen_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    source: Mapped[str]
    source_id: Mapped[int | None] = mapped_column(ForeignKey("sighting_source.id"))
    school_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    place: Mapped[str | None]
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    colour: Mapped[str | None]
    vehicle_kind: Mapped[str | None]
    children: Mapped[int | None] = mapped_column(SmallInteger)
    photo: Mapped[str | None]
    reference: Mapped[str | None]
    note: Mapped[str | None]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class KnownPlate(Base):
    """A plate that explains itself: a taxi, a parent's car that the school registered; gone when `until` is over."""

    __tablename__ = "known_plate"
    __table_args__ = (one_of("kind", LISTS), CheckConstraint("source <> ''", name="source_is_named"))

    plate: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[date]
    source: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class SchoolHours(Base):
    """When pupils of a school come and go, as the school told; without it the usual hours, widened by its lines."""

    __tablename__ = "school_hours"
    __table_args__ = (
        CheckConstraint(
            "arrival_from < arrival_to AND arrival_to < leaving_from AND leaving_from < leaving_to", name="in_order"
        ),
    )

    school_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    arrival_from: Mapped[time]
    arrival_to: Mapped[time]
    leaving_from: Mapped[time]
    leaving_to: Mapped[time]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[CreatedAt]


class Suspect(Base):
    """A plate that behaves like a school bus and has no sign, with the score that listed it and what became of it.

    `features` are the values that the score weighed (by reason), `weights` the version of the weights: both as of
    `scored_at`, and no more changed once it was handed over. One that nobody has touched goes when its score does.
    """

    __tablename__ = "suspect"
    __table_args__ = (
        one_of("state", STATES),
        one_of("result", RESULTS),
        CheckConstraint("(state = 'decided') = (result IS NOT NULL)", name="decided_has_a_result"),
        Index(None, "score"),
    )

    id: Mapped[Key]
    plate: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str] = mapped_column(server_default=text("'new'"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    score: Mapped[float] = mapped_column(Double)
    features: Mapped[dict[str, Any]]
    facts: Mapped[dict[str, Any]]
    weights: Mapped[int]
    sightings: Mapped[int]
    days: Mapped[int]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    listed_at: Mapped[CreatedAt]
    scored_at: Mapped[datetime]
    handed_at: Mapped[datetime | None]
    result: Mapped[str | None]
    decided_at: Mapped[datetime | None]


class SuspectEvent(Base):
    """One step that somebody took with a suspect; append-only by trigger: a record of the office's handling."""

    __tablename__ = "suspect_event"

    id: Mapped[Key]
    suspect_id: Mapped[int] = mapped_column(ForeignKey("suspect.id"), index=True)
    at: Mapped[CreatedAt]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    step: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class SuspectWeights(Base):
    """A version of the score's weights, learned from so many results of the police; append-only, the newest counts."""

    __tablename__ = "suspect_weights"

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    made_at: Mapped[CreatedAt]
    weights: Mapped[dict[str, Any]] = mapped_column(JSONB)
    learned_from: Mapped[int]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("suspect_event.id"))
