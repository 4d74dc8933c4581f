"""Tables of rounds: the round, its files, what was done to many at once with an answer for each, its papers and letters."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import one_of
from permits.desk.models import PAPERS
from permits.rounds.steps import ROUND


class Round(Base):
    """A named set of files that are to be done by one day. `organisation_id` null: of a season, not of one applicant.

    `target_on` is the first day of term. Vehicles are inspected at `place` from `inspect_from` on, at most `capacity_per_day` of
    them a day, between `opens_at` and `closes_at` of the local clock; null: not agreed with police yet.
    """

    __tablename__ = "round"
    __table_args__ = (
        one_of("state", tuple(ROUND.states)),
        CheckConstraint("capacity_per_day > 0", name="has_capacity"),
        CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_on_a_day"),
    )

    id: Mapped[Small]
    name: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    target_on: Mapped[date]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    place: Mapped[str | None]
    capacity_per_day: Mapped[int | None]
    inspect_from: Mapped[date | None]
    opens_at: Mapped[time] = mapped_column(server_default=text("'09:00'"))
    closes_at: Mapped[time] = mapped_column(server_default=text("'17:00'"))
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]
    closed_on: Mapped[date | None]


class RoundFile(Base):
    """A file in a round, `until` it was dropped out alone (with a reason) or the round was closed (without one).

    A file is in one open round at a time.
    """

    __tablename__ = "round_file"
    __table_args__ = (
        UniqueConstraint("round_id", "application_id", "since"),
        CheckConstraint("reason IS NULL OR until IS NOT NULL", name="dropped_at_a_time"),
        Index(
            "ix_round_file_held", "application_id", unique=True, postgresql_where=text("until IS NULL")
        ),
    )  # fmt: skip

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    since: Mapped[datetime]
    put_in_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    until: Mapped[datetime | None]
    dropped_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None]


class RoundDeed(Base):
    """A step that was taken of many files at once. Append-only by trigger; what came of each file is in `round_deed_file`."""

    __tablename__ = "round_deed"

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    subject: Mapped[str]
    step: Mapped[str]
    dated_on: Mapped[date]
    recorded: Mapped[bool]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class RoundDeedFile(Base):
    """What came of one file: the event that the step wrote, or why it was refused (`code` and both languages)."""

    __tablename__ = "round_deed_file"
    __table_args__ = (CheckConstraint("(event_id IS NULL) = (code IS NOT NULL)", name="done_or_refused"),)

    deed_id: Mapped[int] = mapped_column(ForeignKey("round_deed.id"), primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("application_event.id"))
    code: Mapped[str | None]
    zh: Mapped[str | None]
    en: Mapped[str | None]


class RoundPaper(Base):
    """Another office's paper about many files, kept once; each file to which it is recorded gets it among its own papers."""

    __tablename__ = "round_paper"
    __table_args__ = (one_of("kind", PAPERS),)

    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class RoundLetter(Base):
    """The one letter of a deed with its annexed list, as it was first printed. Append-only by trigger.

    `annex` is a list of rows of text, the first one the heading.
    """

    __tablename__ = "round_letter"

    id: Mapped[Key]
    deed_id: Mapped[int] = mapped_column(ForeignKey("round_deed.id"), unique=True)
    name: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    annex: Mapped[list[list[str]]] = mapped_column(JSONB)
    issuer: Mapped[str]
    dated_on: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
