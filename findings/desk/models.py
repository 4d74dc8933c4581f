"""Tables of the desk: cases, what belongs to each, what was done with them, and known faults."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, SmallInteger, text
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import a_stretch, one_of
from findings.desk.steps import LIVE, STATES

LIVE_SQL = "state IN (" + ", ".join(f"'{state}'" for state in LIVE) + ")"
ONE_LIVE_CASE = "one_live_case"


class DeskCase(Base):
    """A case (处置单): what one bus did against one rule, grown with each repeat until it is closed.

    `level` says whose turn it is: 0 the operator or school, 1 the bureau, above it the next on the rota. `due_at` is when the
    turn is over, null once handled; `answer_due_at` is the first line's own time, kept for the handling rate. `round` rises
    with each opening anew: its turns begin again, and whoever is to be told is told again. `version` rises with every step of a
    person, not with a repeat.
    """

    __tablename__ = "desk_case"
    __table_args__ = (
        one_of("state", STATES),
        Index(ONE_LIVE_CASE, "vehicle_id", "rule", unique=True, postgresql_where=text(LIVE_SQL)),
        Index("one_record", "vehicle_id", "rule", unique=True, postgresql_where=text("state = 'record'")),
        Index(None, "opened_at"),
        Index("ix_desk_case_rejected", "id", postgresql_where=text("state = 'rejected'")),
        Index("ix_desk_case_due", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    )

    id: Mapped[Key]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    rule: Mapped[str]
    article: Mapped[str]
    severity: Mapped[str]
    state: Mapped[str]
    level: Mapped[int] = mapped_column(SmallInteger)
    round: Mapped[int] = mapped_column(server_default=text("1"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    findings: Mapped[int] = mapped_column(server_default=text("1"))
    first_began: Mapped[datetime]
    last_began: Mapped[datetime]
    opened_at: Mapped[CreatedAt]
    due_at: Mapped[datetime | None]
    answer_due_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    handled_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    taken_over: Mapped[bool] = mapped_column(server_default=text("false"))
    sampled: Mapped[bool] = mapped_column(server_default=text("false"))
    verified: Mapped[bool] = mapped_column(server_default=text("false"))
    decision: Mapped[str | None]


class CaseFinding(Base):
    """A finding that belongs to a case; it goes with the finding when that is forgotten."""

    __tablename__ = "case_finding"

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("desk_case.id"), index=True)


class CaseEvent(Base):
    """One thing that happened to a case, by an account or (null) by the program; append-only by trigger."""

    __tablename__ = "case_event"

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("desk_case.id"), index=True)
    at: Mapped[CreatedAt]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    step: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class CaseAttachment(Base):
    """A photograph, a document or a sound of a case; the bytes lie under `data_dir` by their hash. Append-only."""

    __tablename__ = "case_attachment"

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("desk_case.id"), index=True)
    at: Mapped[CreatedAt]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class KnownFault(Base):
    """A fault that is known and on its way to be repaired: of a bus, for one rule or (null) all, or of one device."""

    __tablename__ = "known_fault"
    __table_args__ = (a_stretch("during"),)

    id: Mapped[Key]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    rule: Mapped[str | None]
    device_no: Mapped[int | None] = mapped_column(ForeignKey("device.no"))
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    reason: Mapped[str]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class SavedView(Base):
    """A person's own filter of the desk's list, by name; `query` is the address's."""

    __tablename__ = "saved_view"
    __table_args__ = (Index(None, "account_id", "name", unique=True),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    query: Mapped[str]


class PoliceNotice(Base):
    """One offence of the traffic police's monthly notice (REG 37), as imported; never a finding of ours."""

    __tablename__ = "police_notice"
    __table_args__ = (Index(None, "month"), Index(None, "month", "plate", "at", "offence", unique=True))

    id: Mapped[Key]
    month: Mapped[date]
    plate: Mapped[str]
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"))
    at: Mapped[datetime]
    place: Mapped[str | None]
    offence: Mapped[str]
    driver: Mapped[str | None]
    decision: Mapped[str | None]
    imported_at: Mapped[CreatedAt]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sheet_row: Mapped[int] = mapped_column(BigInteger)
