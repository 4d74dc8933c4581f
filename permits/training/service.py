"""Courses are laid down by the bureau, plans and sessions made by who organises."""

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Field, Invalid, field
from core.models import Organisation
from permits.desk.happening import Hand
from permits.training.act import happen
from permits.training.models import TrainingCourse, TrainingPlan, TrainingSession
from permits.training.schemas import CourseIn, CourseOut, Named, PlanIn, PlanOut, SessionIn
from permits.training.steps import BUREAU

ORGANISING = ("education", "school", "operator")


async def list_courses(session: AsyncSession, *, hand: Hand) -> list[CourseOut]:
    """All courses, by name."""
    assert hand.viewer is not None
    found = await session.scalars(
        select(TrainingCourse).where(visible(hand.viewer, "training_course")).order_by(TrainingCourse.name)
    )
    return [CourseOut.model_validate(one) for one in found]


async def add_course(session: AsyncSession, *, hand: Hand, wish: CourseIn) -> CourseOut:
    """Lay down a course. Raises Invalid for a name that is taken."""
    assert hand.viewer is not None
    one = TrainingCourse(**wish.model_dump(), created_by=hand.viewer.account_id)
    await _add(session, one, "name", "已有同名课程", "there is a course of this name")
    told = wish.model_dump(mode="json")
    await audit.record(
        session, viewer=hand.viewer, action="training_course.add", kind="training_course", id=one.id, detail=told,
        address=hand.address,
    )  # fmt: skip
    return CourseOut.model_validate(one)


async def list_plans(session: AsyncSession, *, hand: Hand) -> list[PlanOut]:
    """Plans that the viewer may see, the newest year first."""
    assert hand.viewer is not None
    closed = func.count(TrainingSession.id).filter(TrainingSession.state == "closed")
    live = func.count(TrainingSession.id).filter(TrainingSession.state != "cancelled")
    statement = (
        select(TrainingPlan, Organisation.name, live, closed)
        .join(Organisation, Organisation.id == TrainingPlan.organiser_id)
        .outerjoin(TrainingSession, TrainingSession.plan_id == TrainingPlan.id)
        .where(visible(hand.viewer, "training_plan"))
        .group_by(TrainingPlan.id, Organisation.name)
        .order_by(TrainingPlan.year.desc(), TrainingPlan.name)
        .limit(200)
    )
    return [
        PlanOut(
            id=str(one.id), year=one.year, name=one.name, note=one.note,
            organiser=Named(id=str(one.organiser_id), name=name), sessions=sessions, closed=done,
        )
        for one, name, sessions, done in await session.execute(statement)
    ]  # fmt: skip


async def add_plan(session: AsyncSession, *, hand: Hand, wish: PlanIn) -> None:
    """Make a plan of a year. Raises Invalid."""
    assert hand.viewer is not None
    organiser_id = await _organiser(session, hand, wish.organiser_id)
    one = TrainingPlan(
        year=wish.year, organiser_id=organiser_id, name=wish.name, note=wish.note, created_by=hand.viewer.account_id
    )
    await _add(session, one, "name", "该年度已有同名计划", "there is a plan of this name for that year")
    await audit.record(
        session, viewer=hand.viewer, action="training_plan.add", kind="training_plan", id=one.id,
        detail=wish.model_dump(mode="json"), address=hand.address,
    )  # fmt: skip


async def plan_session(session: AsyncSession, *, hand: Hand, wish: SessionIn) -> int:
    """Plan a session of a course; its id. Raises Invalid."""
    assert hand.viewer is not None
    organiser_id = await _organiser(session, hand, wish.organiser_id)
    wrong: list[Field] = []
    if await session.get(TrainingCourse, wish.course_id) is None:
        wrong.append(field("course_id", zh="没有这门课程", en="there is no such course"))
    if wish.plan_id is not None:
        whose = select(TrainingPlan.organiser_id).where(
            TrainingPlan.id == wish.plan_id, visible(hand.viewer, "training_plan")
        )
        if await session.scalar(whose) is None:
            wrong.append(field("plan_id", zh="没有这份计划", en="there is no such plan"))
    if wrong:
        raise Invalid(*wrong)
    one = TrainingSession(
        course_id=wish.course_id, plan_id=wish.plan_id, organiser_id=organiser_id, starts_at=wish.starts_at, place=wish.place,
        teacher=wish.teacher, capacity=wish.capacity, state="planned", version=1, created_by=hand.viewer.account_id,
    )  # fmt: skip
    session.add(one)
    await session.flush()
    await happen(session, one, "plan", hand, before=None)
    return one.id


async def _organiser(session: AsyncSession, hand: Hand, wished: int | None) -> int:
    """The viewer's own organisation; the bureau may name another, and is itself where its account names none."""
    assert hand.viewer is not None
    own = hand.viewer.organisation_id
    if hand.role in BUREAU:
        own = (
            wished
            or own
            or await session.scalar(
                select(Organisation.id).where(Organisation.kind == "education").order_by(Organisation.id).limit(1)
            )
        )
    kind = await session.scalar(select(Organisation.kind).where(Organisation.id == own))
    if own is None or kind not in ORGANISING:
        raise Invalid(
            field(
                "organiser_id",
                zh="请选定主办单位（教育局、学校或服务提供者）",
                en="say which bureau, school or operator",
            )
        )
    return own


async def _add(session: AsyncSession, one: TrainingCourse | TrainingPlan, name: str, zh: str, en: str) -> None:
    try:
        async with session.begin_nested():
            session.add(one)
    except IntegrityError as error:
        raise Invalid(field(name, zh=zh, en=en)) from error
