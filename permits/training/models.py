"""Tables of training: courses, yearly plans, sessions with who came and how it ended, certificates, what was reminded of."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key, Small
from core.models import one_of
from fleet.models import PERSON_KINDS
from permits.training.steps import STATES

SIGNED_BY = ("qr", "organiser")
REMIND_DAYS = (30, 15, 7)


class TrainingCourse(Base):
    """A course as the bureau lays it down: for whom, how many hours, what is passed with, how long its certificate is valid.

    `article` is its source. `pass_mark` null: there is no examination. `exam_questions` null: none on the telephone.
    """

    __tablename__ = "training_course"
    __table_args__ = (
        one_of("audience", PERSON_KINDS),
        CheckConstraint("hours > 0 AND validity_months > 0", name="asks_and_gives_something"),
        CheckConstraint("pass_mark BETWEEN 0 AND 100", name="mark_is_of_a_hundred"),
        CheckConstraint(
            "(exam_questions IS NULL) = (exam_minutes IS NULL) AND (exam_questions IS NULL OR pass_mark IS NOT NULL)",
            name="exam_is_whole",
        ),
        CheckConstraint("exam_questions > 0 AND exam_minutes > 0", name="exam_asks_something"),
    )

    id: Mapped[Small]
    name: Mapped[str] = mapped_column(unique=True)
    audience: Mapped[str]
    hours: Mapped[float]
    pass_mark: Mapped[int | None] = mapped_column(SmallInteger)
    validity_months: Mapped[int] = mapped_column(SmallInteger)
    topics: Mapped[list[str]] = mapped_column(ARRAY(String))
    article: Mapped[str]
    exam_questions: Mapped[int | None] = mapped_column(SmallInteger)
    exam_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class TrainingPlan(Base):
    """What an organiser (bureau, school, operator) means to train in a year."""

    __tablename__ = "training_plan"
    __table_args__ = (UniqueConstraint("organiser_id", "year", "name"),)

    id: Mapped[Small]
    year: Mapped[int] = mapped_column(SmallInteger)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]
    note: Mapped[str | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class TrainingSession(Base):
    """One session of a course; `version` rises with every step. The examination is as it was when it was opened."""

    __tablename__ = "training_session"
    __table_args__ = (
        one_of("state", STATES),
        CheckConstraint("capacity > 0", name="has_room"),
        CheckConstraint("num_nulls(exam_opened_at, exam_questions, exam_minutes) IN (0, 3)", name="exam_is_whole"),
        Index(None, "starts_at", "id"),
    )

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(ForeignKey("training_course.id"), index=True)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("training_plan.id"), index=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    starts_at: Mapped[datetime]
    place: Mapped[str]
    teacher: Mapped[str]
    capacity: Mapped[int]
    state: Mapped[str]
    version: Mapped[int] = mapped_column(server_default=text("1"))
    exam_opened_at: Mapped[datetime | None]
    exam_questions: Mapped[int | None] = mapped_column(SmallInteger)
    exam_minutes: Mapped[int | None] = mapped_column(SmallInteger)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class TrainingSeat(Base):
    """Somebody on the list of a session: whether and how they signed in, and their result. `passed` follows from the course."""

    __tablename__ = "training_seat"
    __table_args__ = (one_of("signed_by", SIGNED_BY),)

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    signed_at: Mapped[datetime | None]
    signed_by: Mapped[str | None]
    hours: Mapped[float | None]
    score: Mapped[int | None] = mapped_column(SmallInteger)
    passed: Mapped[bool | None]
    attempts_allowed: Mapped[int] = mapped_column(SmallInteger, server_default=text("1"))


class TrainingEvent(Base):
    """One step of a session; `account_id` null: somebody signed in over the QR. Append-only by trigger."""

    __tablename__ = "training_event"

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    step: Mapped[str]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    note: Mapped[str | None]
    detail: Mapped[dict[str, Any]] = mapped_column(server_default=text("'{}'"))


class TrainingPaper(Base):
    """A photographed sheet of signatures, as evidence. Append-only by trigger."""

    __tablename__ = "training_paper"

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    at: Mapped[datetime]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]


class TrainingCertificate(Base):
    """A certificate as issued. Rules judge by the row of `training` it made; withdrawn, that ends the day before."""

    __tablename__ = "training_certificate"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"), unique=True)
    hours: Mapped[float]
    score: Mapped[int | None] = mapped_column(SmallInteger)
    issued_on: Mapped[date]
    valid_to: Mapped[date]
    withdrawn_on: Mapped[date | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    withdrawn_reason: Mapped[str | None]


class TrainingReminder(Base):
    """That a person's training ends in so many days or less, told once."""

    __tablename__ = "training_reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "valid_to", "days"),
        CheckConstraint("days IN (30, 15, 7)", name="days_are_told_of"),
    )

    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    valid_to: Mapped[date]
    days: Mapped[int] = mapped_column(SmallInteger)
    told_on: Mapped[date]


class TrainingTry(Base):
    """A code that did not fit at a sign-in, of an address of which only a keyed hash is kept; gone when its window is."""

    __tablename__ = "training_try"
    __table_args__ = (Index(None, "person_id", "at"), Index(None, "address_hash", "at"), Index(None, "at"))

    id: Mapped[Key]
    at: Mapped[datetime]
    person_id: Mapped[int]
    address_hash: Mapped[bytes] = mapped_column(LargeBinary)
