"""Tables of the road in: what could not be used, who is unknown, what else devices report, what they are told."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, SmallInteger, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import one_of

MEDIA_KINDS = ("photo", "audio", "video")
COMMANDS = ("text", "locate", "interval", "confirm_alarm", "snapshot")
COMMAND_LAPSES_S = 600  # "stop at the next car park" an hour later is worse than never


class Parked(Base):
    """A frame that was not kept as a fix, with the reason and its raw bytes (cut at 4 KiB; `size` is the whole).

    Where a device sends too many of them `times` more are only counted, in one row without bytes.
    """

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
    times: Mapped[int] = mapped_column(server_default=text("1"))


class Share(Base):
    """A share of the vehicles and the number of its last committed batch; the number rises in the batch's own transaction."""

    __tablename__ = "share"

    share: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    batch: Mapped[int] = mapped_column(BigInteger)
    committed_at: Mapped[datetime]
    watermark: Mapped[datetime | None]


class UpTime(Base):
    """A stretch of time during which the doors of a share were open: its batches were committed without a break."""

    __tablename__ = "up_time"

    share: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class UnknownDevice(Base):
    """A device that knocked and that nobody has let in: by its registration (808), a refused login, or its id line.

    `detail` is what it says of itself: maker, model, terminal id, plate. One that somebody ignores keeps its row.
    """

    __tablename__ = "unknown_device"
    __table_args__ = (UniqueConstraint("door", "device"), Index(None, "last_at"))

    id: Mapped[Key]
    door: Mapped[str]
    device: Mapped[str]
    address: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))
    first_at: Mapped[CreatedAt]
    last_at: Mapped[CreatedAt]
    times: Mapped[int] = mapped_column(server_default=text("1"))
    ignored_at: Mapped[datetime | None]


class Reread(Base):
    """That a device speaks for a vehicle since a moment, and what was parked of it since then has to be read again.

    Written by a trigger of `binding`, told on the channel of this name; `doors/parked.py` does it.
    """

    __tablename__ = "reread"
    __table_args__ = (Index("ix_reread_waiting", "id", postgresql_where=text("done_at IS NULL")),)

    id: Mapped[Key]
    device: Mapped[str]
    since: Mapped[datetime]
    asked_at: Mapped[CreatedAt]
    done_at: Mapped[datetime | None]


class Media(Base):
    """A photograph, sound or film that a terminal sent, with when and where it says that it was made."""

    __tablename__ = "media"
    __table_args__ = (
        one_of("kind", MEDIA_KINDS),
        UniqueConstraint("device_no", "media_no", "taken_at"),
        Index(None, "vehicle_id", "taken_at"),
    )

    id: Mapped[Key]
    device_no: Mapped[int] = mapped_column(ForeignKey("device.no"))
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"))
    media_no: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    format: Mapped[str]
    event: Mapped[int] = mapped_column(SmallInteger)
    channel: Mapped[int] = mapped_column(SmallInteger)
    taken_at: Mapped[datetime]
    received_at: Mapped[CreatedAt]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class DriverCard(Base):
    """A driver's card put into a terminal or taken out of it (驾驶员身份信息采集上报)."""

    __tablename__ = "driver_card"
    __table_args__ = (
        UniqueConstraint("device_no", "at", "inserted"),
        Index(None, "vehicle_id", "at"),
    )

    id: Mapped[Key]
    device_no: Mapped[int] = mapped_column(ForeignKey("device.no"))
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"))
    at: Mapped[datetime]
    inserted: Mapped[bool]
    result: Mapped[int | None] = mapped_column(SmallInteger)
    name: Mapped[str | None]
    licence: Mapped[str | None]
    authority: Mapped[str | None]
    valid_to: Mapped[date | None]
    received_at: Mapped[CreatedAt]


class Command(Base):
    """What an officer has a terminal told or asked (JT/T 808 downlink), when it was sent, and what it answered.

    `result` is the terminal's: 0 done, 1 failed, 2 wrong, 3 not supported; NULL while it has not answered.
    """

    __tablename__ = "command"
    __table_args__ = (
        one_of("kind", COMMANDS),
        Index(None, "device_no", "id"),
        Index("ix_command_waiting", "device_no", postgresql_where=text("sent_at IS NULL")),
    )

    id: Mapped[Key]
    device_no: Mapped[int] = mapped_column(ForeignKey("device.no"))
    kind: Mapped[str]
    body: Mapped[dict[str, Any]]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]
    sent_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    result: Mapped[int | None] = mapped_column(SmallInteger)
    answer: Mapped[dict[str, Any] | None]
