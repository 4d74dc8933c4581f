"""Tables of labels: the public keys that verify them, each label as it was printed, which are void, and what strangers tried."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Key
from core.models import one_of

TRIES = ("label", "receipt")


class LabelKey(Base):
    """A public key (Ed25519, 32 bytes) that signed labels from `since` on; one that signs no more (`until`) still verifies."""

    __tablename__ = "label_key"
    __table_args__ = (CheckConstraint("length(public) = 32", name="is_ed25519"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class Label(Base):
    """A verification label (核验标贴) of a sign, as it was signed; a reprint is another with its own serial. Append-only.

    `code` is what its QR code carries (`permits.label.code`).
    """

    __tablename__ = "label"
    __table_args__ = (Index(None, "sign_id", "id"),)

    id: Mapped[Key]
    serial: Mapped[str] = mapped_column(unique=True)
    sign_id: Mapped[int] = mapped_column(ForeignKey("sign.id"))
    key_id: Mapped[str] = mapped_column(ForeignKey("label_key.id"))
    code: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class LabelVoid(Base):
    """That a label is void, since when, by whom and why. Append-only by trigger."""

    __tablename__ = "label_void"

    label_id: Mapped[int] = mapped_column(ForeignKey("label.id"), primary_key=True)
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str]


class PublicTry(Base):
    """A label that was checked or a receipt that was asked for, of an address of which only keyed hashes are kept; gone when its
    window is. `about` is the keyed hash of the receipt's number.
    """

    __tablename__ = "public_try"
    __table_args__ = (
        one_of("what", TRIES),
        Index(None, "what", "address_hash", "at"),
        Index(None, "what", "wide_hash", "at"),
        Index("ix_public_try_about", "about", "at", postgresql_where=text("about IS NOT NULL")),
        Index(None, "what", "at"),
    )

    id: Mapped[Key]
    at: Mapped[datetime]
    what: Mapped[str]
    address_hash: Mapped[bytes] = mapped_column(LargeBinary)
    wide_hash: Mapped[bytes] = mapped_column(LargeBinary)
    about: Mapped[bytes | None] = mapped_column(LargeBinary)
