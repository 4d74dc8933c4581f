"""Tables of the permit desk: an application with its life, the opinions asked for, its clocks and pauses, its papers, its sign."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import one_of
from permits.procedure.application import KINDS, STATES
from permits.procedure.clocks import CLOCKS
from permits.procedure.consultation import OPINIONS, POLICE_STATES
from permits.procedure.granted import SIGN_STATES

OFFICES = ("police", "transport")
PAPERS = (
    "application_form", "vehicle_licence", "inspection", "driver_licence", "plan", "safety_system", "insurance",
    "responsibility_letter", "identity", "reply", "decision", "photo", "other",
)  # fmt: skip

RECEIVED = "number IS NOT NULL OR state IN ('draft', 'discarded')"


class Application(Base):
    """An application for a school-bus use permit: who asks what for which vehicle, how far it is, and what is due next.

    `content` is what is asked for (`permits.desk.draft.Plan`); it is the applicant's to change until it is received.
    `portal_number` is its number in the provincial service portal. `received_on` is the day by which the clocks run.
    `permit_version_id` is what it ended in. `due_on` is the earliest day of a clock that runs, `due_clock` which; null while none
    runs. `provisional`: a year in between has no announced holidays yet. `version` rises with every step.
    """

    __tablename__ = "application"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("state", tuple(STATES)),
        CheckConstraint(RECEIVED, name="numbered_once_received"),
        Index("ix_application_due", text("coalesce(due_on, '9999-12-31'::date)"), "id"),
        Index(None, "state", "id"),
    )

    id: Mapped[Key]
    number: Mapped[str | None] = mapped_column(unique=True)
    portal_number: Mapped[str | None] = mapped_column(unique=True)
    kind: Mapped[str]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    applicant_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"), index=True)
    permit_id: Mapped[int | None] = mapped_column(ForeignKey("permit.id"), index=True)
    permit_version_id: Mapped[int | None] = mapped_column(ForeignKey("permit_version.id"))
    content: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]
    received_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    decision_number: Mapped[str | None]
    recommended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    corrected: Mapped[bool] = mapped_column(server_default=text("false"))
    extended: Mapped[bool] = mapped_column(server_default=text("false"))
    due_on: Mapped[date | None]
    due_clock: Mapped[str | None]
    provisional: Mapped[bool] = mapped_column(server_default=text("false"))


class ApplicationEvent(Base):
    """One step of an application, of an opinion (`subject` its office) or of its sign (`subject` "sign"). Append-only by trigger.

    `account_id` null: the program. `dated_on` is the day by which the clocks run; where the desk recorded another office's step it
    is the paper's, and `recorded` says so.
    """

    __tablename__ = "application_event"

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    subject: Mapped[str] = mapped_column(server_default="application")
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    step: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    dated_on: Mapped[date]
    recorded: Mapped[bool] = mapped_column(server_default=text("false"))
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class Consultation(Base):
    """The opinion of one office on one application (征求意见)."""

    __tablename__ = "consultation"
    __table_args__ = (
        UniqueConstraint("application_id", "office"),
        one_of("office", OFFICES),
        one_of("state", tuple(POLICE_STATES)),
        one_of("opinion", OPINIONS),
        Index("ix_consultation_office", "office", "state", "application_id"),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    office: Mapped[str]
    state: Mapped[str]
    opinion: Mapped[str | None]
    note: Mapped[str | None]
    appointment: Mapped[datetime | None]
    sent_on: Mapped[date]
    replied_on: Mapped[date | None]


class ApplicationClock(Base):
    """A statutory clock of an application: since when, for how many working days, until when; one of a name runs at a time.

    `due_on` and `provisional` are reckoned anew when it is paused, when it goes on, and when the calendar changes.
    """

    __tablename__ = "application_clock"
    __table_args__ = (
        one_of("name", tuple(CLOCKS)),
        CheckConstraint("days > 0", name="has_days"),
        Index(
            "ix_application_clock_runs",
            "application_id",
            "name",
            unique=True,
            postgresql_where=text("stopped_on IS NULL"),
        ),
        Index("ix_application_clock_ended", "stopped_on", "name", postgresql_where=text("stopped_on IS NOT NULL")),
    )

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    name: Mapped[str]
    days: Mapped[int]
    began_on: Mapped[date]
    stopped_on: Mapped[date | None]
    due_on: Mapped[date]
    provisional: Mapped[bool]


class ApplicationPause(Base):
    """A time in which the clocks of an application stand, told in writing; with `clock`, that one only."""

    __tablename__ = "application_pause"
    __table_args__ = (one_of("clock", tuple(CLOCKS)),)

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    clock: Mapped[str | None]
    since: Mapped[date]
    expected_until: Mapped[date | None]
    until: Mapped[date | None]
    note: Mapped[str | None]


class ApplicationDocument(Base):
    """A paper of an application; the next one of its kind is its next version. Append-only by trigger."""

    __tablename__ = "application_document"
    __table_args__ = (one_of("kind", PAPERS), UniqueConstraint("application_id", "kind", "version"))

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    kind: Mapped[str]
    version: Mapped[int]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class SignFile(Base):
    """The life of one pair of signs (校车标牌), from the collection form to its end; `sign_id` once police have issued it."""

    __tablename__ = "sign_file"
    __table_args__ = (one_of("state", tuple(SIGN_STATES)),)

    id: Mapped[Key]
    application_id: Mapped[int | None] = mapped_column(ForeignKey("application.id"), index=True)
    permit_version_id: Mapped[int] = mapped_column(ForeignKey("permit_version.id"))
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    state: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    filed_on: Mapped[date]
    sign_id: Mapped[int | None] = mapped_column(ForeignKey("sign.id"), unique=True)


class DocumentNumber(Base):
    """The last number given in a series and a year: no number is given twice."""

    __tablename__ = "document_number"

    series: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
