"""What an organiser sees of an examination: how far each is, what the QR holds, and the papers as they were handed in."""

from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Missing
from core.models import Organisation
from fleet.models import Person
from permits.desk.happening import Hand
from permits.training.access import BANK
from permits.training.act import may, sees_sheets
from permits.training.exam import scoring
from permits.training.exam.models import TrainingAnswer, TrainingAttempt, TrainingQuestion
from permits.training.exam.opening import in_bank
from permits.training.exam.schemas import (
    Evidence,
    EvidenceAnswer,
    Evidences,
    ExamOut,
    ExamSeat,
    HandedInBy,
    Kind,
    SeatState,
)
from permits.training.models import TrainingCourse, TrainingSeat, TrainingSession
from permits.training.public import token
from permits.training.schemas import Named
from permits.training.steps import ORGANISERS


async def exam_of(session: AsyncSession, *, hand: Hand, session_id: int) -> ExamOut:
    """The examination of a session, whatever the clock has ended handed in. Raises Missing."""
    one = await _session(session, hand, session_id)
    course = await session.get_one(TrainingCourse, one.course_id)
    if one.exam_opened_at is not None and one.state == "held":
        await _settle(session, one, hand)
    organises = hand.role in ORGANISERS and may(one, hand)
    path, valid_s = None, None
    if organises and one.exam_opened_at is not None and one.state == "held":
        text, valid_s = token.token(hand.settings, one.id, hand.now, token.EXAM)
        path = f"/exam/{text}"
    opened = one.exam_opened_at is not None
    return ExamOut(
        questions=one.exam_questions if opened else course.exam_questions,
        minutes=one.exam_minutes if opened else course.exam_minutes, pass_mark=course.pass_mark,
        in_bank=await in_bank(session, course.id), opened_at=one.exam_opened_at, path=path, valid_s=valid_s,
        seats=await _seats(session, one, hand, gives_codes=path is not None) if opened else [],
    )  # fmt: skip


async def evidence(session: AsyncSession, *, hand: Hand, session_id: int, person_id: int) -> Evidences:
    """The papers of somebody on the list, as handed in: for the organiser and the offices. Raises Missing."""
    one = await _session(session, hand, session_id)
    assert hand.viewer is not None
    person = (
        await session.execute(
            select(Person.id, Person.name)
            .join(TrainingSeat, TrainingSeat.person_id == Person.id)
            .where(TrainingSeat.session_id == one.id, Person.id == person_id, visible(hand.viewer, "person"))
        )
    ).one_or_none()
    if person is None or not sees_sheets(one, hand):
        raise Missing("training_session", session_id)
    attempts = await session.scalars(
        select(TrainingAttempt)
        .where(
            TrainingAttempt.session_id == one.id,
            TrainingAttempt.person_id == person.id,
            TrainingAttempt.handed_in_at.is_not(None),
        )
        .order_by(TrainingAttempt.number.desc())
    )
    told = one.state != "held" or hand.role in BANK  # else who hands in first would bring the answers to all others
    shown = [await _evidence(session, attempt, told=told) for attempt in attempts.all()]
    return Evidences(person=Named(id=str(person.id), name=person.name), attempts=shown)


async def _session(session: AsyncSession, hand: Hand, session_id: int) -> TrainingSession:
    assert hand.viewer is not None
    one = await session.scalar(
        select(TrainingSession).where(TrainingSession.id == session_id, visible(hand.viewer, "training_session"))
    )
    if one is None:
        raise Missing("training_session", session_id)
    return one


async def _settle(session: AsyncSession, one: TrainingSession, hand: Hand) -> None:
    overdue = select(TrainingAttempt.id).where(
        TrainingAttempt.session_id == one.id,
        TrainingAttempt.handed_in_at.is_(None),
        TrainingAttempt.ends_at <= hand.now,
    )
    if await session.scalar(overdue.limit(1)) is None:
        return
    await session.refresh(one, with_for_update=True)
    await scoring.settle(session, one, now=hand.now)
    await session.flush()


async def _seats(session: AsyncSession, one: TrainingSession, hand: Hand, *, gives_codes: bool) -> list[ExamSeat]:
    assert hand.viewer is not None
    answered = (
        select(func.count())
        .where(TrainingAnswer.attempt_id == TrainingAttempt.id, TrainingAnswer.chosen.is_not(None))
        .correlate(TrainingAttempt)
        .scalar_subquery()
    )
    newest = (
        select(TrainingAttempt, answered.label("answered"))
        .where(TrainingAttempt.session_id == one.id)
        .order_by(TrainingAttempt.number)
    )
    last = {row[0].person_id: (row[0], row.answered) for row in await session.execute(newest)}
    statement = (
        select(TrainingSeat, Person.name, Organisation.name.label("organisation"))
        .join(Person, Person.id == TrainingSeat.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(TrainingSeat.session_id == one.id, visible(hand.viewer, "person"))
        .order_by(Organisation.name, Person.name, Person.id)
    )
    return [
        ExamSeat(
            person_id=str(row[0].person_id), name=row.name, organisation_name=row.organisation,
            code=token.personal_code(hand.settings, one.id, row[0].person_id) if gives_codes else None,
            allowed=row[0].attempts_allowed, **_how_far(row[0], *last.get(row[0].person_id, (None, 0))),
        )
        for row in await session.execute(statement)
    ]  # fmt: skip


def _how_far(seat: TrainingSeat, attempt: TrainingAttempt | None, answered: int) -> dict[str, Any]:
    state: SeatState = "absent" if seat.signed_at is None else "not_begun"
    if attempt is not None:
        state = "under_way" if attempt.handed_in_at is None else "handed_in"
    columns = ("begun_at", "ends_at", "handed_in_at", "handed_in_by", "score", "passed")
    return {
        "state": state,
        "attempts": 0 if attempt is None else attempt.number,
        "answered": answered,
    } | {name: getattr(attempt, name, None) for name in columns}


async def _evidence(session: AsyncSession, attempt: TrainingAttempt, *, told: bool) -> Evidence:
    assert attempt.handed_in_at is not None
    assert attempt.score is not None
    rows = await session.execute(
        select(TrainingAnswer, TrainingQuestion)
        .join(TrainingQuestion, TrainingQuestion.id == TrainingAnswer.question_id)
        .where(TrainingAnswer.attempt_id == attempt.id)
        .order_by(TrainingAnswer.seq)
    )
    return Evidence(
        number=attempt.number, begun_at=attempt.begun_at, ends_at=attempt.ends_at, handed_in_at=attempt.handed_in_at,
        handed_in_by=cast(HandedInBy, attempt.handed_in_by), score=attempt.score, passed=bool(attempt.passed),
        answers=[
            EvidenceAnswer(
                seq=answered.seq, question_id=str(question.id), version=question.version, kind=cast(Kind, question.kind),
                text=question.text, options=question.options, chosen=answered.chosen,
                right=question.right_options if told else None,
                answered_at=answered.answered_at, source=question.source,
                is_right=scoring.is_right(question.right_options, answered.chosen) if told else None,
            )
            for answered, question in rows
        ],
    )  # fmt: skip
