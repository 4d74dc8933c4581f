"""What an attempt is worth, and how it ends: handed in by the person, or by the clock as it was saved."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from permits.training import results
from permits.training.exam.models import TrainingAnswer, TrainingAttempt, TrainingQuestion
from permits.training.models import TrainingCourse, TrainingEvent, TrainingSeat, TrainingSession
from permits.training.steps import HANDED_IN

FULL = 100


def is_right(right: Collection[int], chosen: Collection[int] | None) -> bool:
    """All right options and no wrong one."""
    return chosen is not None and set(chosen) == set(right)


def score_of(right: int, asked: int) -> int:
    """Of a hundred, rounded down: nobody passes by rounding."""
    return FULL * right // asked


async def hand_in(
    session: AsyncSession, one: TrainingSession, attempt: TrainingAttempt, *, at: datetime, by: str, now: datetime
) -> None:
    """Score an attempt on what is saved and put it into the seat. The session and the attempt are locked by the caller."""
    answers = await session.execute(
        select(TrainingAnswer.chosen, TrainingQuestion.right_options)
        .join(TrainingQuestion, TrainingQuestion.id == TrainingAnswer.question_id)
        .where(TrainingAnswer.attempt_id == attempt.id)
    )
    marks = [is_right(row.right_options, row.chosen) for row in answers]
    course = await session.get_one(TrainingCourse, one.course_id)
    seat = await session.get_one(TrainingSeat, (one.id, attempt.person_id))
    score = score_of(sum(marks), len(marks))
    attempt.right_answers, attempt.score, attempt.passed = sum(marks), score, results.reaches(course, score)
    attempt.handed_in_at, attempt.handed_in_by = at, by
    results.enter(seat, course, hours=course.hours if seat.hours is None else seat.hours, score=score)
    one.version += 1
    told = {"person": str(attempt.person_id), "attempt": str(attempt.id), "by": by, "score": score}
    session.add(
        TrainingEvent(
            session_id=one.id, at=now, account_id=None, step=HANDED_IN, from_state=one.state, to_state=one.state,
            note=None, detail=told,
        )
    )  # fmt: skip
    await audit.record(
        session, viewer=None, action=f"training_session.{HANDED_IN}", kind="training_session", id=one.id, detail=told
    )


async def settle(session: AsyncSession, one: TrainingSession, *, now: datetime) -> None:
    """Hand in whatever the clock has ended in a session that is held. The session is locked by the caller."""
    if one.state != "held":
        return
    for attempt in await session.scalars(_under_way(one.id).where(TrainingAttempt.ends_at <= now).with_for_update()):
        await hand_in(session, one, attempt, at=attempt.ends_at, by="clock", now=now)


async def under_way(session: AsyncSession, session_id: int) -> set[int]:
    """Who sits the examination now."""
    return {one.person_id for one in await session.scalars(_under_way(session_id))}


async def scores(session: AsyncSession, session_id: int) -> dict[int, int]:
    """The score that counts of whoever has handed in: the newest."""
    found = await session.execute(
        select(TrainingAttempt.person_id, TrainingAttempt.score)
        .where(TrainingAttempt.session_id == session_id, TrainingAttempt.score.is_not(None))
        .order_by(TrainingAttempt.number)
    )
    return {row.person_id: row.score for row in found}


def _under_way(session_id: int) -> Select[TrainingAttempt]:
    return (
        select(TrainingAttempt)
        .where(TrainingAttempt.session_id == session_id, TrainingAttempt.handed_in_at.is_(None))
        .order_by(TrainingAttempt.id)
    )
