"""The table of tracks kept with findings: they outlive the partition of the tracks that they were read from."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt


class EvidenceTrack(Base):
    """The fixes around a finding: a version of them, of which the newest counts; late uploads make a new one.

    `data` is zlib over JSON in columns (`findings/evidence/keep.py`), `sha256` the hash of that JSON in hexadecimal. A row never
    changes, and goes only with its finding.
    """

    __tablename__ = "evidence_track"
    __table_args__ = (Index(None, "kept_at"),)

    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime]
    fixes: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str]
    kept_at: Mapped[CreatedAt]
