"""What an organiser does with the examination of a session: open it, allow somebody another attempt."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, Refused, field
from permits.desk.happening import Hand
from permits.training.exam import scoring
from permits.training.exam.models import TrainingAttempt, TrainingQuestion
from permits.training.models import TrainingCourse, TrainingSeat, TrainingSession


async def in_bank(session: AsyncSession, course_id: int) -> int:
    """How many questions of a course may be drawn."""
    return (
        await session.scalar(
            select(func.count()).where(TrainingQuestion.course_id == course_id, TrainingQuestion.retired_at.is_(None))
        )
        or 0
    )


def too_few(have: int, need: int) -> Refused:
    """The bank holds fewer questions than a paper."""
    return Refused(
        "too_few_questions",
        zh=f"题库中本课程只有 {have} 道可用的题，试卷需要 {need} 道；请先补充题库。",
        en=f"The bank holds {have} questions of this course, a paper needs {need}: add some first.",
    )


async def open_exam(session: AsyncSession, one: TrainingSession, hand: Hand) -> dict[str, int]:
    """Open it with the paper of the course as it is now. Raises Refused."""
    course = await session.get_one(TrainingCourse, one.course_id)
    if course.exam_questions is None or course.exam_minutes is None:
        raise Refused(
            "no_exam",
            zh="本课程没有设定手机考试；请教育局先在课程中设定。",
            en="This course has no examination on the telephone; the bureau sets one first.",
        )
    have = await in_bank(session, course.id)
    if have < course.exam_questions:
        raise too_few(have, course.exam_questions)
    one.exam_opened_at, one.exam_questions, one.exam_minutes = hand.now, course.exam_questions, course.exam_minutes
    return {"questions": course.exam_questions, "minutes": course.exam_minutes}


async def allow_again(session: AsyncSession, one: TrainingSession, seats: Sequence[TrainingSeat], hand: Hand) -> None:
    """One attempt more for each, of whom none is left. Raises Invalid."""
    await scoring.settle(session, one, now=hand.now)
    attempts = await session.execute(
        select(TrainingAttempt.person_id, func.count().label("made"), func.count(TrainingAttempt.score).label("ended"))
        .where(TrainingAttempt.session_id == one.id)
        .group_by(TrainingAttempt.person_id)
    )
    ended = {row.person_id: row.ended for row in attempts if row.made == row.ended}
    if any(ended.get(seat.person_id) != seat.attempts_allowed for seat in seats):
        raise Invalid(
            field(
                "person_ids",
                zh="有人还可以考试或正在考试，不需要再准许",
                en="names somebody who still may sit it, or is sitting it now",
            )
        )
    for seat in seats:
        seat.attempts_allowed += 1
