"""Tables of what judging again led to: a report beside the findings, which it never changes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Double, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import one_of
from findings.rejudge.compare import KINDS


class Rejudgement(Base):
    """One walk through a stretch of history: what of, by which world and program, how long it took, and how it came out."""

    __tablename__ = "rejudgement"

    id: Mapped[Small]
    since: Mapped[datetime]
    until: Mapped[datetime]
    rules: Mapped[list[Any] | None] = mapped_column(JSONB, comment="null: all")
    vehicles: Mapped[list[Any] | None] = mapped_column(JSONB, comment="ids; null: all")
    world: Mapped[int] = mapped_column(BigInteger)
    program: Mapped[str]
    fixes: Mapped[int] = mapped_column(BigInteger)
    lasted_s: Mapped[float] = mapped_column(Double)
    same: Mapped[int]
    changed: Mapped[int]
    gone: Mapped[int]
    new: Mapped[int]
    started_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class RejudgementDifference(Base):
    """What judging again does not find as it stands, or what does not stand: `then_…` stood, `now_…` is found."""

    __tablename__ = "rejudgement_difference"
    __table_args__ = (one_of("kind", KINDS[1:]), Index(None, "rejudgement_id", "id"))

    id: Mapped[Key]
    rejudgement_id: Mapped[int] = mapped_column(ForeignKey("rejudgement.id", ondelete="CASCADE"))
    kind: Mapped[str]
    rule: Mapped[str]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    finding_id: Mapped[UUID | None]
    then_began: Mapped[datetime | None]
    then_ended: Mapped[datetime | None]
    then_measured: Mapped[float | None] = mapped_column(Double)
    then_allowed: Mapped[float | None] = mapped_column(Double)
    then_permit_version_id: Mapped[int | None]
    now_began: Mapped[datetime | None]
    now_ended: Mapped[datetime | None]
    now_measured: Mapped[float | None] = mapped_column(Double)
    now_allowed: Mapped[float | None] = mapped_column(Double)
    now_permit_version_id: Mapped[int | None]
