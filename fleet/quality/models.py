"""Tables of quality: the figures of each vehicle's day, which days are to be reckoned again, what was sent twice."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Double, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key


class QualityDay(Base):
    """What one local day of one vehicle came to; a vehicle of which nothing came has no row. Reckoned again at any time.

    `kept` are the fixes of that day, by their own time; `parked` the frames received that day that could not be used.
    Both together were received. `reasons` and `parked_reasons` say how many, by the word of the reason.
    """

    __tablename__ = "quality_day"
    __table_args__ = (Index(None, "day"),)

    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    kept: Mapped[int]
    qualified: Mapped[int]
    parked: Mapped[int]
    repeated: Mapped[int]
    drift: Mapped[int]
    reasons: Mapped[dict[str, Any]]
    parked_reasons: Mapped[dict[str, Any]]
    complete_m: Mapped[float] = mapped_column(Double)
    total_m: Mapped[float] = mapped_column(Double)
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    computed_at: Mapped[datetime]


class QualityDue(Base):
    """A day of a vehicle, over already, of which a fix came: noted with the fix, taken away when the day is reckoned again.

    It may stand here several times: nobody waits for anybody to write it.
    """

    __tablename__ = "quality_due"

    id: Mapped[Key]
    vehicle_id: Mapped[int] = mapped_column(Integer)
    day: Mapped[date]


class QualityDone(Base):
    """A day that was reckoned for all vehicles after it was over."""

    __tablename__ = "quality_done"

    day: Mapped[date] = mapped_column(primary_key=True)
    computed_at: Mapped[CreatedAt]


class RepeatedDay(Base):
    """How many fixes of a vehicle's day were sent again after they were kept; counted with the batch that brought them."""

    __tablename__ = "repeated_day"

    vehicle_id: Mapped[int] = mapped_column(Integer, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    repeated: Mapped[int]
