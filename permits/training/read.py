"""What the pages show of sessions: each with its list as far as the viewer may see it, and what may be done now."""

from typing import Any, cast

from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import visible
from core.errors import Missing
from core.models import Account, Organisation
from core.pagination import Column, PageQuery, page_rows
from fleet.models import Person
from fleet.people import masked
from permits.desk.happening import Hand
from permits.training.act import allowed, may, sees_sheets
from permits.training.exam.scoring import scores
from permits.training.models import (
    TrainingCertificate,
    TrainingCourse,
    TrainingEvent,
    TrainingPaper,
    TrainingPlan,
    TrainingSeat,
    TrainingSession,
)
from permits.training.public.token import personal_code, token
from permits.training.schemas import (
    CourseOut,
    EventOut,
    MayOut,
    Named,
    PaperOut,
    SeatOut,
    SessionDetail,
    SessionOut,
    SignedBy,
    State,
    TokenOut,
)
from permits.training.steps import BY_THEMSELVES, SESSION


async def list_sessions(
    session: AsyncSession, *, hand: Hand, query: PageQuery, states: tuple[str, ...], plan_id: int | None
) -> tuple[list[SessionOut], str | None]:
    """Sessions, the latest first."""
    statement = _rows(hand)
    if states:
        statement = statement.where(TrainingSession.state.in_(states))
    if plan_id is not None:
        statement = statement.where(TrainingSession.plan_id == plan_id)
    keys: dict[str, Column] = {"starts_at": TrainingSession.starts_at, "id": TrainingSession.id}
    rows, following = await page_rows(
        session, statement, query, keys=keys, default="-starts_at", unique=TrainingSession.id
    )
    return [SessionOut(**_shown(row)) for row in rows], following


async def one_session(session: AsyncSession, *, hand: Hand, session_id: int) -> SessionDetail:
    """One session. Raises Missing."""
    row = (await session.execute(_rows(hand).where(TrainingSession.id == session_id))).one_or_none()
    if row is None:
        raise Missing("training_session", session_id)
    one: TrainingSession = row[0]
    steps = SESSION.allowed(hand.role, one.state, kept_back=lambda step: not allowed(one, step.name, hand))
    return SessionDetail(
        **_shown(row),
        seats=await _seats(session, one, hand),
        papers=await _papers(session, one, hand),
        events=await _events(session, one),
        may=[MayOut(step=step.name, needs=list(step.needs)) for step in steps],
    )


async def door_of(session: AsyncSession, *, hand: Hand, session_id: int) -> TokenOut:
    """What the projector shows now, for who organises the session; to others only how many are there. Raises Missing."""
    row = (await session.execute(_rows(hand).where(TrainingSession.id == session_id))).one_or_none()
    if row is None:
        raise Missing("training_session", session_id)
    one: TrainingSession = row[0]
    if one.state != "held" or not (SESSION.steps["tick"].who & {hand.role} and may(one, hand)):
        return TokenOut(path=None, valid_s=None, present=row.present)
    text, valid_s = token(hand.settings, one.id, hand.now)
    return TokenOut(path=f"/attend/{text}", valid_s=valid_s, present=row.present)


def _rows(hand: Hand) -> Select[*tuple[Any, ...]]:
    assert hand.viewer is not None
    organiser = aliased(Organisation)
    counted = (
        select(
            TrainingSeat.session_id,
            func.count().label("invited"),
            func.count(TrainingSeat.signed_at).label("present"),
            func.count().filter(TrainingSeat.passed.is_(True)).label("passed"),
        )
        .join(Person, Person.id == TrainingSeat.person_id)
        .where(visible(hand.viewer, "person"))
        .group_by(TrainingSeat.session_id)
        .subquery()
    )
    return (
        select(
            TrainingSession,
            TrainingCourse,
            TrainingPlan.id.label("plan"),
            TrainingPlan.name.label("plan_name"),
            organiser.name.label("organiser"),
            func.coalesce(counted.c.invited, 0).label("invited"),
            func.coalesce(counted.c.present, 0).label("present"),
            func.coalesce(counted.c.passed, 0).label("passed"),
        )
        .join(TrainingCourse, TrainingCourse.id == TrainingSession.course_id)
        .join(organiser, organiser.id == TrainingSession.organiser_id)
        .outerjoin(TrainingPlan, TrainingPlan.id == TrainingSession.plan_id)
        .outerjoin(counted, counted.c.session_id == TrainingSession.id)
        .where(visible(hand.viewer, "training_session"))
    )


def _shown(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    one: TrainingSession = row[0]
    return {
        "id": str(one.id), "course": CourseOut.model_validate(row[1]),
        "plan": None if row.plan is None else Named(id=str(row.plan), name=row.plan_name),
        "organiser": Named(id=str(one.organiser_id), name=row.organiser), "starts_at": one.starts_at, "place": one.place,
        "teacher": one.teacher, "capacity": one.capacity, "state": one.state, "version": one.version,
        "invited": row.invited, "present": row.present, "passed": row.passed,
    }  # fmt: skip


async def _seats(session: AsyncSession, one: TrainingSession, hand: Hand) -> list[SeatOut]:
    assert hand.viewer is not None
    gives_codes = may(one, hand) and hand.role in SESSION.steps["tick"].who and one.state in ("planned", "held")
    examined = await scores(session, one.id)
    statement = (
        select(TrainingSeat, Person, Organisation.name, TrainingCertificate)
        .join(Person, Person.id == TrainingSeat.person_id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(
            TrainingCertificate,
            (TrainingCertificate.session_id == TrainingSeat.session_id)
            & (TrainingCertificate.person_id == TrainingSeat.person_id),
        )
        .where(TrainingSeat.session_id == one.id, visible(hand.viewer, "person"))
        .order_by(Organisation.name, Person.name, Person.id)
    )
    return [
        SeatOut(
            person_id=str(person.id), name=person.name, organisation_name=organisation, phone_masked=masked(person.phone),
            code=personal_code(hand.settings, one.id, person.id) if gives_codes else None, signed_at=seat.signed_at,
            signed_by=cast(SignedBy | None, seat.signed_by), hours=seat.hours, score=seat.score, passed=seat.passed,
            examined=seat.person_id in examined, certificate_id=None if certificate is None else str(certificate.id),
            certificate_number=None if certificate is None else certificate.number,
        )
        for seat, person, organisation, certificate in await session.execute(statement)
    ]  # fmt: skip


async def _papers(session: AsyncSession, one: TrainingSession, hand: Hand) -> list[PaperOut]:
    if not sees_sheets(one, hand):
        return []
    found = await session.scalars(
        select(TrainingPaper).where(TrainingPaper.session_id == one.id).order_by(TrainingPaper.id)
    )
    return [PaperOut.model_validate(paper) for paper in found]


async def _events(session: AsyncSession, one: TrainingSession) -> list[EventOut]:
    statement = (
        select(TrainingEvent, Account.display_name)
        .outerjoin(Account, Account.id == TrainingEvent.account_id)
        .where(TrainingEvent.session_id == one.id, TrainingEvent.step.not_in(BY_THEMSELVES))
        .order_by(TrainingEvent.id)
    )
    return [
        EventOut(at=event.at, by=name, step=event.step, to_state=cast(State, event.to_state), note=event.note)
        for event, name in await session.execute(statement)
    ]
