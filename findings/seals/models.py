"""The tables of seals (封存): what is frozen, which bus's which time that is, and who wants it lifted. Append-only."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import a_stretch, one_of

KINDS = ("vehicle", "run", "person")
LEAST_REASON = 5
TO_LIFT = 2  # different people; the SQL function seal_holds() says the same


def a_reason() -> CheckConstraint:
    """A check that somebody said why."""
    return CheckConstraint(f"length(btrim(reason)) >= {LEAST_REASON}", name="reason_is_given")


class Seal(Base):
    """One act of sealing: of a bus, a run or a person for a time. The counts are of what there was then."""

    __tablename__ = "seal"
    __table_args__ = (
        one_of("kind", KINDS),
        a_reason(),
        CheckConstraint(
            "(kind = 'vehicle') = (vehicle_id IS NOT NULL) AND (kind = 'run') = (run_id IS NOT NULL)"
            " AND (kind = 'person') = (person_id IS NOT NULL)",
            name="names_what_it_seals",
        ),
        CheckConstraint("until > since", name="ends_after_it_begins"),
    )

    id: Mapped[Small]
    kind: Mapped[str]
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    since: Mapped[datetime]
    until: Mapped[datetime]
    reason: Mapped[str]
    finding_id: Mapped[UUID | None]
    fixes: Mapped[int]
    findings: Mapped[int]
    parked: Mapped[int]
    sealed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sealed_at: Mapped[CreatedAt]


class SealStretch(Base):
    """A bus and a time that a seal freezes: one for a bus or a run, one for each run of a person."""

    __tablename__ = "seal_stretch"
    __table_args__ = (a_stretch("during"),)

    id: Mapped[Key]
    seal_id: Mapped[int] = mapped_column(ForeignKey("seal.id"), index=True)
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), index=True)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)


class SealRelease(Base):
    """That one person wants a seal lifted, and why; with those of two different people it is."""

    __tablename__ = "seal_release"
    __table_args__ = (a_reason(), UniqueConstraint("seal_id", "account_id"))

    id: Mapped[Small]
    seal_id: Mapped[int] = mapped_column(ForeignKey("seal.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str]
    at: Mapped[CreatedAt]
