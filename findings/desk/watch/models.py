"""Tables of the watch: who is on duty when, what was handed over, and who is to be told of a grave case."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, SmallInteger, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB, TSTZRANGE, Range
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import a_stretch


class Duty(Base):
    """A turn on the rota (值班): who is on duty from when to when; the lowest `rank` is told first."""

    __tablename__ = "duty"
    __table_args__ = (a_stretch("during"),)

    id: Mapped[Key]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    during: Mapped[Range[datetime]] = mapped_column(TSTZRANGE)
    rank: Mapped[int] = mapped_column(SmallInteger, server_default=text("0"))


class Handover(Base):
    """A shift taken over (交接班): from whom, by whom, with what note, and the cases that were open at that moment.

    Append-only. `cases` is a list of {id, plate, rule, severity, state}.
    """

    __tablename__ = "handover"

    id: Mapped[Key]
    at: Mapped[CreatedAt]
    from_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str]
    cases: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)


class Summons(Base):
    """Who is to be told of a case at one level of its escalation, once a round; telling is another room's work. Append-only."""

    __tablename__ = "summons"
    __table_args__ = (UniqueConstraint("case_id", "level", "round"),)

    id: Mapped[Key]
    case_id: Mapped[int] = mapped_column(ForeignKey("desk_case.id"))
    level: Mapped[int] = mapped_column(SmallInteger)
    round: Mapped[int] = mapped_column(server_default=text("1"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    on_duty: Mapped[bool]
    at: Mapped[CreatedAt]
