"""The examination on the telephone: say who one is, get the own paper, answer one question at a time, hand in.

The paper is drawn here and kept; the right options never leave before it is handed in. Locks are taken session first, then attempt.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from secrets import SystemRandom
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Invalid, Refused, field
from core.settings import Settings
from fleet.models import Person
from permits.training.exam import scoring
from permits.training.exam.models import TrainingAnswer, TrainingAttempt, TrainingQuestion
from permits.training.exam.opening import too_few
from permits.training.exam.schemas import (
    AnswerOut,
    ExamDoor,
    ExamResult,
    HandedInBy,
    Kind,
    PaperOut,
    PaperQuestion,
    WrongAnswer,
)
from permits.training.models import TrainingCourse, TrainingSeat, TrainingSession
from permits.training.public import token
from permits.training.public.sign_in import at_the_door, does_not_fit, identified, masked_name, open_session

CHANCE = SystemRandom()


async def door(session: AsyncSession, *, given: str, now: datetime, settings: Settings) -> ExamDoor:
    """The page of a token that is on the screen now. Raises Refused."""
    session_id = token.session_of_token(settings, given, now, token.EXAM)
    one, course, organiser = await open_session(session, session_id)
    questions, minutes = _opened(one)
    return ExamDoor(
        ticket=token.ticket(settings, one.id, now, token.EXAM), course=course.name, place=one.place, organiser=organiser,
        questions=questions, minutes=minutes, pass_mark=course.pass_mark or 0,
        people=await at_the_door(session, one.id, TrainingSeat.signed_at.is_not(None)),
    )  # fmt: skip


async def enter(
    session: AsyncSession, *, given: str, person_id: int, code: str, now: datetime, settings: Settings
) -> PaperOut:
    """The paper of who shows the own code: that under way, or one drawn now, or how the last one ended.

    Raises Refused, Invalid on `code`.
    """
    session_id = token.session_of_ticket(settings, given, now, token.EXAM)
    one, course, _organiser = await open_session(session, session_id, lock=True)
    _opened(one)
    seat, _name = await identified(session, one.id, person_id=person_id, code=code, settings=settings)
    if seat.signed_at is None:
        raise does_not_fit()
    await scoring.settle(session, one, now=now)
    attempt = await session.scalar(
        select(TrainingAttempt)
        .where(TrainingAttempt.session_id == one.id, TrainingAttempt.person_id == person_id)
        .order_by(TrainingAttempt.number.desc())
        .limit(1)
    )
    if attempt is None or (attempt.handed_in_at is not None and attempt.number < seat.attempts_allowed):
        attempt = await _draw(session, one, person_id, number=1 if attempt is None else attempt.number + 1, now=now)
    return await _shown(session, attempt, course, key=token.key(settings, attempt.id, now), now=now)


async def paper(session: AsyncSession, *, key: str, now: datetime, settings: Settings) -> PaperOut:
    """The paper of a key, with what is answered; handed in by the clock when its time is over. Raises Refused."""
    one, attempt = await _of_key(session, key, now, settings)
    if attempt.handed_in_at is None and attempt.ends_at <= now:
        await scoring.hand_in(session, one, attempt, at=attempt.ends_at, by="clock", now=now)
    course = await session.get_one(TrainingCourse, one.course_id)
    return await _shown(session, attempt, course, key=key, now=now)


async def answer(
    session: AsyncSession, *, key: str, seq: int, chosen: Sequence[int], now: datetime, settings: Settings
) -> AnswerOut:
    """Save one answer; the same once more answers alike. Raises Refused once it is over, Invalid."""
    attempt = await _locked(session, token.attempt_of_key(settings, key, now))
    state = await session.scalar(select(TrainingSession.state).where(TrainingSession.id == attempt.session_id))
    if attempt.handed_in_at is not None or attempt.ends_at <= now or state != "held":
        raise Refused(
            "exam_over",
            zh="考试已结束，此后的作答不再计入。",
            en="The examination is over: answers are no longer taken.",
        )
    row = (
        await session.execute(
            select(TrainingAnswer, TrainingQuestion.kind)
            .join(TrainingQuestion, TrainingQuestion.id == TrainingAnswer.question_id)
            .where(TrainingAnswer.attempt_id == attempt.id, TrainingAnswer.seq == seq)
        )
    ).one_or_none()
    if row is None:
        raise Invalid(field("seq", zh="试卷中没有这道题", en="is no question of this paper"))
    kept: TrainingAnswer = row[0]
    places = sorted(set(chosen))
    if (places and places[-1] >= len(kept.shown)) or (row.kind != "multiple" and len(places) > 1):
        raise Invalid(field("chosen", zh="不是本题的选项，或选了多个", en="is no option of this question, or too many"))
    kept.chosen = sorted(kept.shown[place] for place in places) or None
    kept.answered_at = now
    await session.flush()
    return AnswerOut(seq=seq, left_s=(attempt.ends_at - now).total_seconds())


async def hand_in(session: AsyncSession, *, key: str, now: datetime, settings: Settings) -> PaperOut:
    """Hand in what is saved; once more answers alike. Raises Refused."""
    one, attempt = await _of_key(session, key, now, settings)
    if attempt.handed_in_at is None:
        by = "clock" if attempt.ends_at <= now else "person"
        await scoring.hand_in(session, one, attempt, at=min(now, attempt.ends_at), by=by, now=now)
    course = await session.get_one(TrainingCourse, one.course_id)
    return await _shown(session, attempt, course, key=key, now=now)


def _opened(one: TrainingSession) -> tuple[int, int]:
    """How many questions and minutes. Raises Refused where the examination is not open."""
    if one.exam_questions is None or one.exam_minutes is None:
        raise _no_exam()
    return one.exam_questions, one.exam_minutes


def _no_exam() -> Refused:
    return Refused(
        "no_exam",
        zh="该场次现在没有考试，请向组织者询问。",
        en="There is no examination at this session now; ask the organiser.",
    )


async def _draw(
    session: AsyncSession, one: TrainingSession, person_id: int, *, number: int, now: datetime
) -> TrainingAttempt:
    """A paper by chance, each question's options in an order by chance. Raises Refused."""
    need, minutes = _opened(one)
    bank = (
        await session.execute(
            select(TrainingQuestion.id, TrainingQuestion.kind, func.cardinality(TrainingQuestion.options).label("options"))
            .where(TrainingQuestion.course_id == one.course_id, TrainingQuestion.retired_at.is_(None))
        )
    ).all()  # fmt: skip
    if len(bank) < need:
        raise too_few(len(bank), need)
    attempt = TrainingAttempt(
        session_id=one.id, person_id=person_id, number=number, begun_at=now, ends_at=now + timedelta(minutes=minutes),
        handed_in_at=None, handed_in_by=None, right_answers=None, score=None, passed=None,
    )  # fmt: skip
    session.add(attempt)
    await session.flush()
    for seq, question in enumerate(CHANCE.sample(bank, need), 1):
        places = list(range(question.options))
        shown = places if question.kind == "true_false" else CHANCE.sample(places, len(places))
        session.add(
            TrainingAnswer(
                attempt_id=attempt.id, seq=seq, question_id=question.id, shown=shown, chosen=None, answered_at=None
            )
        )
    await session.flush()
    return attempt


async def _of_key(
    session: AsyncSession, key: str, now: datetime, settings: Settings
) -> tuple[TrainingSession, TrainingAttempt]:
    """The session and the attempt of a key, both held until the transaction ends. Raises Refused."""
    attempt_id = token.attempt_of_key(settings, key, now)
    one = await session.scalar(
        select(TrainingSession)
        .where(
            TrainingSession.id.in_(select(TrainingAttempt.session_id).where(TrainingAttempt.id == attempt_id)),
        )
        .with_for_update()
    )
    attempt = await _locked(session, attempt_id)
    if one is None or (attempt.handed_in_at is None and one.state != "held"):
        raise _no_exam()
    return one, attempt


async def _locked(session: AsyncSession, attempt_id: int) -> TrainingAttempt:
    attempt = await session.scalar(select(TrainingAttempt).where(TrainingAttempt.id == attempt_id).with_for_update())
    if attempt is None:
        raise _no_exam()
    return attempt


async def _shown(
    session: AsyncSession, attempt: TrainingAttempt, course: TrainingCourse, *, key: str, now: datetime
) -> PaperOut:
    name = (await session.scalars(select(Person.name).where(Person.id == attempt.person_id))).one()
    rows = (
        await session.execute(
            select(TrainingAnswer, TrainingQuestion)
            .join(TrainingQuestion, TrainingQuestion.id == TrainingAnswer.question_id)
            .where(TrainingAnswer.attempt_id == attempt.id)
            .order_by(TrainingAnswer.seq)
        )
    ).all()
    over = attempt.handed_in_at is not None
    questions = [] if over else [_question(answered, question) for answered, question in rows]
    return PaperOut(
        key=key, name=masked_name(name), course=course.name, asked=len(rows), ends_at=attempt.ends_at,
        left_s=max(0.0, (attempt.ends_at - now).total_seconds()), questions=questions,
        result=_result(attempt, course, [(answered, question) for answered, question in rows]) if over else None,
    )  # fmt: skip


def _question(answered: TrainingAnswer, question: TrainingQuestion) -> PaperQuestion:
    chosen = None if answered.chosen is None else [answered.shown.index(place) for place in answered.chosen]
    return PaperQuestion(
        seq=answered.seq, kind=cast(Kind, question.kind), text=question.text,
        options=[question.options[place] for place in answered.shown], chosen=None if chosen is None else sorted(chosen),
    )  # fmt: skip


def _result(
    attempt: TrainingAttempt, course: TrainingCourse, rows: Sequence[tuple[TrainingAnswer, TrainingQuestion]]
) -> ExamResult:
    assert attempt.score is not None
    assert attempt.handed_in_at is not None
    return ExamResult(
        score=attempt.score, passed=bool(attempt.passed), pass_mark=course.pass_mark or 0, right=attempt.right_answers or 0,
        handed_in_at=attempt.handed_in_at, handed_in_by=cast(HandedInBy, attempt.handed_in_by),
        wrong=[
            WrongAnswer(
                seq=answered.seq, text=question.text, source=question.source,
                chosen=[question.options[place] for place in answered.chosen or ()],
            )
            for answered, question in rows
            if not scoring.is_right(question.right_options, answered.chosen)
        ],
    )  # fmt: skip
