"""Tables of a permit's later life: events, revocations with clocks, papers and letters; drivers' events; who is barred."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Key
from core.models import one_of
from permits.procedure.clocks import CLOCKS
from permits.procedure.granted import PENALTY_STATES

SUBJECTS = ("permit", "penalty", "sign")
HELD_PAPERS = ("reply", "decision", "photo", "list", "other")
GROUNDS = ("false_papers", "fraud")


class Penalty(Base):
    """A revocation as a penalty (吊销, REG 54), from the proposal to the decision; a permit has one at a time."""

    __tablename__ = "penalty"
    __table_args__ = (
        one_of("state", tuple(PENALTY_STATES)),
        Index(
            "ix_penalty_open",
            "permit_id",
            unique=True,
            postgresql_where=text("state NOT IN ('decided', 'dropped')"),
        ),
    )

    id: Mapped[Key]
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    opened_on: Mapped[date]
    opened_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reasons: Mapped[str]


class PermitEvent(Base):
    """One step of a permit, of its revocation or of its sign (`subject`). Append-only; columns as an application's."""

    __tablename__ = "permit_event"
    __table_args__ = (one_of("subject", SUBJECTS),)

    id: Mapped[Key]
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"), index=True)
    penalty_id: Mapped[int | None] = mapped_column(ForeignKey("penalty.id"))
    sign_id: Mapped[int | None] = mapped_column(ForeignKey("sign.id"))
    subject: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    step: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    dated_on: Mapped[date]
    recorded: Mapped[bool] = mapped_column(server_default=text("false"))
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class PermitClock(Base):
    """A statutory clock of a revocation (`penalty_id`), or of a sign that has to be made again (`sign_id`)."""

    __tablename__ = "permit_clock"
    __table_args__ = (
        one_of("name", tuple(CLOCKS)),
        CheckConstraint("days > 0", name="has_days"),
        CheckConstraint("(penalty_id IS NULL) <> (sign_id IS NULL)", name="of_one"),
        Index(
            "ix_permit_clock_runs",
            "penalty_id",
            "sign_id",
            "name",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("stopped_on IS NULL"),
        ),
    )

    id: Mapped[Key]
    penalty_id: Mapped[int | None] = mapped_column(ForeignKey("penalty.id"))
    sign_id: Mapped[int | None] = mapped_column(ForeignKey("sign.id"))
    name: Mapped[str]
    days: Mapped[int]
    began_on: Mapped[date]
    stopped_on: Mapped[date | None]
    due_on: Mapped[date]
    provisional: Mapped[bool]


class HeldDocument(Base):
    """A paper of a permit or of a driver; of neither: a list that names many, which the offices see. Append-only by trigger."""

    __tablename__ = "held_document"
    __table_args__ = (
        one_of("kind", HELD_PAPERS),
        CheckConstraint("permit_id IS NULL OR person_id IS NULL", name="of_one_at_most"),
    )

    id: Mapped[Key]
    permit_id: Mapped[int | None] = mapped_column(ForeignKey("permit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class HeldLetter(Base):
    """The letter that a step of a permit made, as it was first printed. Append-only by trigger."""

    __tablename__ = "held_letter"

    id: Mapped[Key]
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("permit_event.id"), unique=True)
    name: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    issuer: Mapped[str]
    dated_on: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class QualificationEvent(Base):
    """What police did to a driver's qualification: by whom, by which paper, of which day. Append-only by trigger."""

    __tablename__ = "qualification_event"

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    step: Mapped[str]
    from_state: Mapped[str]
    to_state: Mapped[str]
    dated_on: Mapped[date]
    recorded: Mapped[bool]
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class Bar(Base):
    """An applicant who may not apply for a time (行政许可法 78, 79), both days included. Append-only by trigger."""

    __tablename__ = "bar"
    __table_args__ = (one_of("ground", GROUNDS), CheckConstraint("until >= since", name="ends_after_it_began"))

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    ground: Mapped[str]
    since: Mapped[date]
    until: Mapped[date]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"))
    permit_id: Mapped[int | None] = mapped_column(ForeignKey("permit.id"))
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
