"""Tables of imports: each file that was taken over, and each row of the database that it made."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Integer
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import one_of

KINDS = ("vehicles", "drivers", "attendants", "lines", "permits")


class RegisterImport(Base):
    """A table that was taken over whole, by whom and when; undone whole, or not. `rows` of the file, `made` of the registers."""

    __tablename__ = "register_import"
    __table_args__ = (one_of("kind", KINDS),)

    id: Mapped[Key]
    kind: Mapped[str]
    name: Mapped[str]
    sha256: Mapped[str]
    rows: Mapped[int]
    made: Mapped[int]
    at: Mapped[CreatedAt]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class RegisterImportItem(Base):
    """A row that an import made: of which table, its id, from which line of the file, and what it was then.

    `fingerprint` is a digest of the row as it was made, so that a later change is seen.
    """

    __tablename__ = "register_import_item"
    __table_args__ = (Index(None, "table_name", "object_id"),)

    import_id: Mapped[int] = mapped_column(ForeignKey("register_import.id"), primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    row: Mapped[int] = mapped_column(Integer)
    fingerprint: Mapped[str]
