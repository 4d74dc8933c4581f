"""Tables of what happens today: runs as planned from permits, and beside them how far each has come."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Key
from core.models import one_of

RUN_STATES = ("planned", "under_way", "ended", "cancelled")
REASONS = ("no_classes", "half_day", "weekday", "season", "no_permit", "not_approved", "planned_otherwise")


class Run(Base):
    """A run (班次): one passage of a line on one day, as planned. How far it has come is in RunProgress.

    One with a `running_time_id` was made from that of its permit; one without was planned by somebody. `reason` says why one that
    was made is cancelled, or leaves at another time than approved.
    """

    __tablename__ = "run"
    __table_args__ = (
        Index(None, "vehicle_id", "planned_start"),
        Index(None, "day"),
        Index(None, "planned_start"),
        one_of("reason", REASONS),
        UniqueConstraint("line_version_id", "planned_start", "vehicle_id"),
    )

    id: Mapped[Key]
    day: Mapped[date]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    line_version_id: Mapped[int] = mapped_column(ForeignKey("line_version.id"))
    permit_version_id: Mapped[int | None] = mapped_column(ForeignKey("permit_version.id"))
    running_time_id: Mapped[int | None] = mapped_column(ForeignKey("running_time.id"))
    driver_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    attendant_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    planned_start: Mapped[datetime]
    planned_end: Mapped[datetime]
    cancelled: Mapped[bool] = mapped_column(server_default=text("false"))
    reason: Mapped[str | None]


class RunProgress(Base):
    """How far a run has come, written by the ingest with the batch that moved it."""

    __tablename__ = "run_progress"
    __table_args__ = (one_of("state", RUN_STATES), {"postgresql_with": {"fillfactor": "70"}})

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    state: Mapped[str]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    last_stop: Mapped[int] = mapped_column(SmallInteger)
    late_s: Mapped[int | None]


class RunStop(Base):
    """When a run came to a stop of its line."""

    __tablename__ = "run_stop"

    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    planned_at: Mapped[datetime]
    arrived_at: Mapped[datetime]


class RunDay(Base):
    """A day whose runs were made, and the number of the world by which: made again when something that they hang on changes."""

    __tablename__ = "run_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
