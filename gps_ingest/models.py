"""Tables of the road in: frames that could not be used, and how far the pipeline of each share has come."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, SmallInteger
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Key


class Parked(Base):
    """A frame that was not kept as a fix, with the reason and its raw bytes (cut at 4 KiB; `size` is the whole)."""

    __tablename__ = "parked"
    __table_args__ = (Index(None, "received_at"), Index(None, "reason", "id"), Index(None, "device", "id"))

    id: Mapped[Key]
    received_at: Mapped[datetime]
    door: Mapped[str]
    device: Mapped[str | None]
    reason: Mapped[str]
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int]
    detail: Mapped[str | None]


class Share(Base):
    """A share of the vehicles and the number of its last committed batch; the number rises in the batch's own transaction."""

    __tablename__ = "share"

    share: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    batch: Mapped[int] = mapped_column(BigInteger)
    committed_at: Mapped[datetime]
    watermark: Mapped[datetime | None]
