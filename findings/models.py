"""The table of findings: what the rules found, at the same time the outbox that tells of it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Small
from core.models import one_of
from rules.modes import MODES

# What the figures count by: read from the index alone, for a row is wide with its evidence.
COUNTED = ["id", "rule", "severity", "vehicle_id", "run_id", "place_id"]


class Finding(Base):
    """A finding (报警 / 疑似违规). `id` is made from vehicle, rule, beginning and mark: the same breach is the same row.

    The versions of all that judged it stay in `evidence.versions`; `batch` is the number of the batch that last changed it.
    """

    __tablename__ = "finding"
    __table_args__ = (
        Index(None, "began"),
        Index(None, "vehicle_id", "began"),
        Index("ix_finding_open", "vehicle_id", postgresql_where=text("ended IS NULL")),
        Index(None, "batch"),
        Index("ix_finding_trial", "began", postgresql_where=text("trial")),
        Index("ix_finding_figures", "began", postgresql_include=COUNTED, postgresql_where=text("NOT trial")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    rule: Mapped[str]
    article: Mapped[str]
    severity: Mapped[str]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    device_no: Mapped[int | None]
    began: Mapped[datetime]
    ended: Mapped[datetime | None]
    measured: Mapped[float | None]
    allowed: Mapped[float | None]
    unit: Mapped[str | None]
    geom: Mapped[WKBElement | None] = mapped_column(Geometry("POINT", 4326, spatial_index=False))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"))
    permit_version_id: Mapped[int | None] = mapped_column(ForeignKey("permit_version.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("run.id"))
    delayed: Mapped[bool]
    evidence: Mapped[dict[str, Any]]
    batch: Mapped[int] = mapped_column(BigInteger)
    found_at: Mapped[CreatedAt]
    trial: Mapped[bool] = mapped_column(server_default=text("false"))


class RuleMode(Base):
    """From when a rule is off, in trial or on, for the district or for one operator; append-only, the newest since wins."""

    __tablename__ = "rule_mode"
    __table_args__ = (
        one_of("mode", MODES),
        UniqueConstraint("rule", "organisation_id", "since", postgresql_nulls_not_distinct=True),
        CheckConstraint("source <> ''", name="source_is_named"),
    )

    id: Mapped[Small]
    rule: Mapped[str]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    mode: Mapped[str]
    since: Mapped[datetime]
    source: Mapped[str]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]
