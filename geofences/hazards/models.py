"""Tables of the hazard ledger (隐患台账): a hazard, its life, its files, and the one-time links by which an office answers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, SmallInteger, text
from sqlalchemy.dialects.postgresql import INET
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import one_of
from geofences.hazards.steps import GRADES, LIVE, STATES, SUBJECTS

LIVE_SQL = "state IN (" + ", ".join(f"'{state}'" for state in LIVE) + ")"
NAMES_ITS_SUBJECT = """(subject_kind = 'bus') = (vehicle_id IS NOT NULL) AND (subject_kind = 'person') = (person_id IS NOT NULL)
 AND (subject_kind IN ('school', 'operator')) = (organisation_id IS NOT NULL) AND (subject_kind = 'road' OR place_key IS NULL)"""


class Hazard(Base):
    """A hidden danger (隐患) of a road, a bus, a person, a school or an operator, from finding to closing.

    `subject_kind` says what is in danger: a bus has `vehicle_id`, a person `person_id`, a school or operator
    `organisation_id`, a road the `place_key` of a place on the map (or `location` in words only). `point` is where, if known.
    Who removes it is `owner_id`, or an office without an account: `office`, `office_contact`, `office_phone`.
    五落实 (five things settled): `responsible` person, `measure`, `funds`, `due_on` (a local day), `plan` (for meanwhile).
    `level` is how far up it is (geofences.hazards.steps); `round` rises with each answer sent back; `version` with every step.
    `submitted_at` is when the last answer came: with `verified_at` set, that is when the measure was in place.
    Kept for good: the ledger is the record that SAFE 41 asks for.
    """

    __tablename__ = "hazard"
    __table_args__ = (
        one_of("subject_kind", SUBJECTS),
        one_of("state", STATES),
        one_of("grade", GRADES),
        CheckConstraint(NAMES_ITS_SUBJECT, name="names_its_subject"),
        Index(None, "place_key", postgresql_where=text("place_key IS NOT NULL")),
        Index("ix_hazard_due", "due_on", postgresql_where=text(LIVE_SQL)),
        Index(None, "found_at"),
    )

    id: Mapped[Key]
    subject_kind: Mapped[str]
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    place_key: Mapped[UUID | None]
    location: Mapped[str | None]
    point: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    title: Mapped[str]
    description: Mapped[str]
    source: Mapped[str]
    state: Mapped[str]
    grade: Mapped[str | None]
    level: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))
    round: Mapped[int] = mapped_column(server_default=text("1"))
    version: Mapped[int] = mapped_column(server_default=text("1"))
    found_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    found_at: Mapped[datetime]
    opened_at: Mapped[CreatedAt]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    office: Mapped[str | None]
    office_contact: Mapped[str | None]
    office_phone: Mapped[str | None]
    responsible: Mapped[str | None]
    measure: Mapped[str | None]
    funds: Mapped[str | None]
    plan: Mapped[str | None]
    due_on: Mapped[date | None]
    assigned_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    verified_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class HazardEvent(Base):
    """One thing that happened to a hazard: by an account, over a link (then `said_by` is the name given), or by the program.

    Append-only by trigger.
    """

    __tablename__ = "hazard_event"

    id: Mapped[Key]
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("hazard_link.id"))
    said_by: Mapped[str | None]
    step: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    round: Mapped[int]
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class HazardAttachment(Base):
    """A photograph or a document: of what was found, or the evidence of a round's measure. Append-only by trigger."""

    __tablename__ = "hazard_attachment"
    __table_args__ = (one_of("purpose", ("found", "evidence")),)

    id: Mapped[Key]
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    link_id: Mapped[int | None] = mapped_column(ForeignKey("hazard_link.id"))
    purpose: Mapped[str]
    round: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class HazardLink(Base):
    """A one-time link by which an office without an account answers; only a hash of its token is kept.

    It ends when it expires, is withdrawn, or the answer is accepted. Kept with the hazard: it says who was asked, and by whom.
    """

    __tablename__ = "hazard_link"

    id: Mapped[Key]
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazard.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    created_at: Mapped[datetime]
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class LinkAttempt(Base):
    """A link that was tried and did not open, by address, for the limit; those past the limit's window are let go."""

    __tablename__ = "link_attempt"
    __table_args__ = (Index(None, "address", "at"),)

    id: Mapped[Key]
    at: Mapped[datetime]
    address: Mapped[str] = mapped_column(INET)
