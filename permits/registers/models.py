"""Tables of the registers (一车一档): insurance, equipment, maintenance, what police confirmed, duties, scanned papers.

What a row was before a change is in the audit trail, under the file it belongs to.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, Key
from core.models import one_of
from permits.registers.duties import DUTIES
from permits.registers.kinds import CONFIRMED, EQUIPMENT, INSURANCES, MAINTENANCE


class RegisterFile(Base):
    """A scan or a photograph in the file of one vehicle, person or organisation. Append-only by trigger."""

    __tablename__ = "register_file"
    __table_args__ = (CheckConstraint("num_nonnulls(vehicle_id, person_id, organisation_id) = 1", name="of_one_file"),)

    id: Mapped[Key]
    vehicle_id: Mapped[int | None] = mapped_column(ForeignKey("vehicle.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class Insurance(Base):
    """An insurance policy of a vehicle (REG 14(5)): both days included; the amount in yuan."""

    __tablename__ = "insurance"
    __table_args__ = (
        one_of("kind", tuple(INSURANCES)),
        CheckConstraint("valid_from <= valid_to", name="ends_after_it_begins"),
        UniqueConstraint("vehicle_id", "kind", "number"),
    )

    id: Mapped[Key]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    kind: Mapped[str]
    insurer: Mapped[str]
    number: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    amount_per_seat: Mapped[int | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("register_file.id"))


class Equipment(Base):
    """What a vehicle carries of a kind (REG 17, 21), as it was last looked at; `expires_on` for what does."""

    __tablename__ = "equipment"
    __table_args__ = (
        one_of("kind", tuple(EQUIPMENT)),
        CheckConstraint("count >= 0", name="counted"),
        UniqueConstraint("vehicle_id", "kind"),
    )

    id: Mapped[Key]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    kind: Mapped[str]
    count: Mapped[int] = mapped_column(SmallInteger)
    checked_on: Mapped[date]
    expires_on: Mapped[date | None]
    note: Mapped[str | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("register_file.id"))


class Maintenance(Base):
    """A line of a vehicle's maintenance file (安全维护档案, REG 22): when, at how many km, what, where."""

    __tablename__ = "maintenance"
    __table_args__ = (
        one_of("kind", tuple(MAINTENANCE)),
        CheckConstraint("odometer_km >= 0", name="driven"),
        Index(None, "vehicle_id", "done_on"),
    )

    id: Mapped[Key]
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id"))
    kind: Mapped[str]
    done_on: Mapped[date]
    odometer_km: Mapped[int | None]
    work: Mapped[str]
    place: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("register_file.id"))


class Confirmation(Base):
    """That police confirmed a driver's condition of crime or health on a day, by a document: that and nothing else is kept."""

    __tablename__ = "confirmation"
    __table_args__ = (one_of("about", tuple(CONFIRMED)),)

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    about: Mapped[str]
    confirmed_on: Mapped[date]
    document_number: Mapped[str]


class SafetyDuty(Base):
    """A duty of a school or a provider in one period (REG 10-12), which begins on `since`.

    `counterpart_id` of a letter is the provider. `due_on`: a day of its own, else the table's. `done_on` null: not done yet.
    """

    __tablename__ = "safety_duty"
    __table_args__ = (
        one_of("kind", tuple(DUTIES)),
        UniqueConstraint("organisation_id", "kind", "since", "counterpart_id", postgresql_nulls_not_distinct=True),
    )

    id: Mapped[Key]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str]
    since: Mapped[date]
    counterpart_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    note: Mapped[str | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("register_file.id"))
