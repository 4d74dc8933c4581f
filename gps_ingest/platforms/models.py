"""Tables of other platforms that report to us over JT/T 809."""

from datetime import datetime

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, SmallInteger, String, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Small


class Platform(Base):
    """A lower platform (下级平台): an operator's or a vendor's, to which buses report already.

    We give it `access_code` (接入码), `user_id`, a password and, where it encrypts, M1, IA1, IC1. It may log in from
    `networks` only, and we connect back to addresses in them only. `version` is the edition of the standard that it speaks.
    How its links stand is written by the ingest: since when each is up (NULL: it is not), when anything was last heard on
    either, and what went wrong last (`problem`, a stable word).
    """

    __tablename__ = "platform"
    __table_args__ = (
        CheckConstraint("version IN (2011, 2019)", name="version_is_known"),
        CheckConstraint("num_nulls(m1, ia1, ic1) IN (0, 3)", name="cipher_is_whole"),
    )

    id: Mapped[Small]
    name: Mapped[str] = mapped_column(unique=True)
    access_code: Mapped[int] = mapped_column(BigInteger, unique=True)
    user_id: Mapped[int] = mapped_column(BigInteger)
    password_hash: Mapped[str]
    version: Mapped[int] = mapped_column(SmallInteger)
    m1: Mapped[int | None] = mapped_column(BigInteger)
    ia1: Mapped[int | None] = mapped_column(BigInteger)
    ic1: Mapped[int | None] = mapped_column(BigInteger)
    networks: Mapped[list[str]] = mapped_column(ARRAY(String))
    disabled: Mapped[bool] = mapped_column(server_default=text("false"))
    created_at: Mapped[CreatedAt]
    main_since: Mapped[datetime | None]
    slave_since: Mapped[datetime | None]
    last_heard: Mapped[datetime | None]
    problem: Mapped[str | None]
    problem_at: Mapped[datetime | None]
