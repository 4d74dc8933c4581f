"""Tables of letters: the texts that the office wrote in place of the default ones, and each letter as it was first made."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Key, Small


class LetterTemplate(Base):
    """A letter's text with its fields in braces; the newest of a name is used. Append-only by trigger."""

    __tablename__ = "letter_template"
    __table_args__ = (UniqueConstraint("name", "version"), CheckConstraint("version > 0", name="counts_from_one"))

    id: Mapped[Small]
    name: Mapped[str]
    version: Mapped[int]
    text: Mapped[str]
    since: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class Letter(Base):
    """The letter that a step made, as it was first printed: later ones say the same. Append-only by trigger.

    `number` is its own, or the one that the office gave that decided or replied; `account_id` is who first asked for it.
    """

    __tablename__ = "letter"

    id: Mapped[Key]
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("application_event.id"), unique=True)
    name: Mapped[str]
    number: Mapped[str]
    title: Mapped[str]
    text: Mapped[str]
    issuer: Mapped[str]
    dated_on: Mapped[date]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
