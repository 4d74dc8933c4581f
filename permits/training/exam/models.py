"""Tables of examinations: questions in their versions, attempts with the paper that was drawn and what was answered."""

from datetime import datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    SmallInteger,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.database import Base, CreatedAt, Key
from core.models import one_of

KINDS = ("single", "multiple", "true_false")
HANDED_IN_BY = ("person", "clock")


class TrainingQuestion(Base):
    """One version of a question of a course. `right_options` are places in `options`, from 0; `source` is what it stands on.

    Only `retired_at` ever changes, by trigger: an edit retires this row and makes the next version, which `replaces_id` it.
    """

    __tablename__ = "training_question"
    __table_args__ = (
        one_of("kind", KINDS),
        CheckConstraint("cardinality(options) BETWEEN 2 AND 6", name="has_options"),
        CheckConstraint("cardinality(right_options) >= 1", name="has_an_answer"),
        CheckConstraint("kind = 'multiple' OR cardinality(right_options) = 1", name="has_one_answer"),
    )

    id: Mapped[Key]
    course_id: Mapped[int] = mapped_column(ForeignKey("training_course.id"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("training_question.id"), unique=True)
    version: Mapped[int] = mapped_column(SmallInteger)
    kind: Mapped[str]
    text: Mapped[str]
    options: Mapped[list[str]] = mapped_column(ARRAY(String))
    right_options: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    source: Mapped[str]
    retired_at: Mapped[datetime | None]
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[CreatedAt]


class TrainingAttempt(Base):
    """Somebody sits an examination: from when, until when at most, how it ended. Never changed once handed in, by trigger."""

    __tablename__ = "training_attempt"
    __table_args__ = (
        ForeignKeyConstraint(
            ["session_id", "person_id"],
            ["training_seat.session_id", "training_seat.person_id"],
            name="fk_training_attempt_session_id_training_seat",
        ),
        UniqueConstraint("session_id", "person_id", "number"),
        one_of("handed_in_by", HANDED_IN_BY),
        CheckConstraint("(handed_in_at IS NULL) = (score IS NULL)", name="is_scored_when_handed_in"),
        Index(None, "person_id"),
    )

    id: Mapped[Key]
    session_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int]
    number: Mapped[int] = mapped_column(SmallInteger)
    begun_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    handed_in_by: Mapped[str | None]
    right_answers: Mapped[int | None] = mapped_column(SmallInteger)
    score: Mapped[int | None] = mapped_column(SmallInteger)
    passed: Mapped[bool | None]


class TrainingAnswer(Base):
    """A question of an attempt's paper: its place, the order in which its options are shown, and which were chosen.

    `shown` and `chosen` are places in the question's own `options`; `chosen` null: not answered.
    """

    __tablename__ = "training_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "question_id"),)

    attempt_id: Mapped[int] = mapped_column(ForeignKey("training_attempt.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("training_question.id"), index=True)
    shown: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    chosen: Mapped[list[int] | None] = mapped_column(ARRAY(SmallInteger))
    answered_at: Mapped[datetime | None]
