"""Tables of public reports (举报): what a passer-by told, his contact apart from it, photographs, and what was done with it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import one_of
from core.personal import Personal, is_sealed
from findings.reports.steps import KINDS, REFUSALS, STATES, WAITING

ATTEMPTS = ("report", "guess")


class PublicReport(Base):
    """What somebody without a login told of a school bus or a road.

    `number` is said aloud and printed; `code_hash` is that of the code which only the reporter has; `ticket_hash` that of the form
    it was written in, so that sending it twice is one report. `due_at` is the end of the working day by which it is accepted or
    transferred (Art 8), `decided_at` when that was done. `answer` is told to the reporter, as are office and receipt.
    Reports and their steps are kept: they are the record of what was done with them; contact and photographs are let go
    (`findings/reports/tasks.py`).
    """

    __tablename__ = "public_report"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("state", STATES),
        one_of("refusal", REFUSALS),
        Index("ix_public_report_waiting", "due_at", postgresql_where=text(f"state = '{WAITING}'")),
        Index(None, "received_at"),
        Index(None, "plain_plate"),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    ticket_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    received_at: Mapped[datetime]
    kind: Mapped[str]
    words: Mapped[str]
    place: Mapped[str | None]
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    happened_at: Mapped[datetime | None]
    plate: Mapped[str | None]
    plain_plate: Mapped[str | None]
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"), index=True)
    locale: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text(f"'{WAITING}'"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    due_at: Mapped[datetime]
    provisional: Mapped[bool]
    decided_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    transferred_to: Mapped[str | None]
    receipt_number: Mapped[str | None]
    receipt_on: Mapped[date | None]
    refusal: Mapped[str | None]
    answer: Mapped[str | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("public_report.id"), index=True)


class ReportContact(Base):
    """How the reporter may be reached, if he said so; a table of its own, seen by fewer and deleted sooner."""

    __tablename__ = "report_contact"
    __table_args__ = (is_sealed("name"), is_sealed("phone"))

    report_id: Mapped[int] = mapped_column(ForeignKey("public_report.id"), primary_key=True)
    name: Mapped[str | None] = mapped_column(Personal("report_contact.name"))
    phone: Mapped[str | None] = mapped_column(Personal("report_contact.phone"))


class ReportPhoto(Base):
    """A photograph of a report, drawn anew without whatever the file said beside it; the bytes lie under `data_dir` by `file`."""

    __tablename__ = "report_photo"

    id: Mapped[Key]
    report_id: Mapped[int] = mapped_column(ForeignKey("public_report.id"), index=True)
    at: Mapped[CreatedAt]
    file: Mapped[UUID]
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    sha256: Mapped[str]


class ReportEvent(Base):
    """One thing that happened to a report, by an account or (null) the program; `note` stays inside. Append-only by trigger."""

    __tablename__ = "report_event"

    id: Mapped[Key]
    report_id: Mapped[int] = mapped_column(ForeignKey("public_report.id"), index=True)
    at: Mapped[CreatedAt]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    step: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class ReportAttempt(Base):
    """A report sent or a code that did not fit, of an address of which only keyed hashes are kept; gone when its window is.

    `wide_hash` is that of the wider network around it (IPv6: its /48).
    """

    __tablename__ = "report_attempt"
    __table_args__ = (
        one_of("what", ATTEMPTS),
        Index(None, "what", "address_hash", "at"),
        Index(None, "what", "wide_hash", "at"),
        Index(None, "what", "at"),
    )

    id: Mapped[Key]
    at: Mapped[datetime]
    what: Mapped[str]
    address_hash: Mapped[bytes] = mapped_column(LargeBinary)
    wide_hash: Mapped[bytes] = mapped_column(LargeBinary)
