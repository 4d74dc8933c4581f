"""Use cases of the school calendar of one school or one stage, and of a month as it is in one school.

The bureau keeps that of every school and stage, a school its own. What anybody entered is seen by everybody: it shapes verdicts.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, may_do
from core.administration.calendar_schemas import (
    DayOut,
    Month,
    OwnDayIn,
    OwnTermIn,
    OwnTermOut,
    SchoolDayOut,
    TermOut,
    WhoseIn,
)  # fmt: skip
from core.administration.schemas import Stage
from core.administration.school_calendar import check_kind, content_of, days_of
from core.calendar import holiday_of
from core.errors import Invalid, Missing, NotAllowed, Text, field
from core.models import Organisation, OwnSchoolDay, OwnTerm, SchoolDay, Term
from core.school_days import SchoolDays, load_school_days

KEPT_BY_THE_BUREAU = Text("学校只能维护本校的校历。", "A school keeps its own calendar only.")
ONE_DAY = timedelta(days=1)


async def month(
    session: AsyncSession, *, viewer: Viewer, today: date, month: str | None, school_id: int | None, stage: Stage | None
) -> Month:
    """Every day of a month (None: this one) in a stage, in a school; without either in the district.

    Raises Invalid for both, Missing for what is no school.
    """
    if school_id is not None and stage is not None:
        raise Invalid(field("stage", zh="学校和学段只能选一个", en="either a school or a stage"))
    school = None if school_id is None else await _school(session, school_id)
    own_stage = stage if school is None else school.stage
    calendar = await load_school_days(session)
    first = date.fromisoformat(f"{month or f'{today:%Y-%m}'}-01")
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - ONE_DAY
    entries = await _entries(session, first, last, school_id, stage)
    days = [first + number * ONE_DAY for number in range((last - first).days + 1)]
    terms = await session.scalars(select(Term).order_by(Term.starts.desc()))
    own = await session.scalars(
        select(OwnTerm).where(_whose(OwnTerm, school_id, stage)).order_by(OwnTerm.starts.desc())
    )
    return Month(
        month=f"{first:%Y-%m}",
        today=today,
        school_id=None if school_id is None else str(school_id),
        stage=stage,
        no_term=not calendar.terms_of(school_id=school_id, stage=own_stage),
        may_edit=_may_edit(viewer, school_id, stage),
        days=[_day(calendar, day, school_id, own_stage, entries) for day in days],
        terms=[TermOut.model_validate(one) for one in terms],
        own_terms=[OwnTermOut.model_validate(one) for one in own] if school_id or stage else [],
    )


async def add_term(session: AsyncSession, *, viewer: Viewer, given: OwnTermIn, address: str | None) -> None:
    """Enter a term. Raises Invalid when it ends before it starts or overlaps another of the same; NotAllowed, Missing."""
    await _check_whose(session, viewer, given)
    if given.ends < given.starts:
        raise Invalid(field("ends", zh="早于开始日", en="is before its start"))
    overlaps = select(OwnTerm.name).where(
        _whose(OwnTerm, given.school_id, given.stage), OwnTerm.starts <= given.ends, OwnTerm.ends >= given.starts
    )
    other = await session.scalar(overlaps.limit(1))
    if other is not None:
        raise Invalid(field("starts", zh=f"与“{other}”重叠", en=f"overlaps “{other}”"))
    one = OwnTerm(**given.model_dump())
    session.add(one)
    await session.flush()
    await audit.record(
        session, viewer=viewer, action="own_term.set", kind="own_term", id=one.id, detail=given.model_dump(mode="json"),
        address=address,
    )  # fmt: skip


async def drop_term(session: AsyncSession, *, viewer: Viewer, term_id: int, address: str | None) -> None:
    """Take a term out. Raises Missing, NotAllowed."""
    one = await session.scalar(select(OwnTerm).where(OwnTerm.id == term_id).with_for_update())
    if one is None:
        raise Missing("own_term", term_id)
    if not _may_edit(viewer, one.school_id, one.stage):
        raise NotAllowed("school_calendar.own", detail=KEPT_BY_THE_BUREAU)
    await session.delete(one)
    await session.flush()
    await audit.record(
        session, viewer=viewer, action="own_term.remove", kind="own_term", id=term_id, detail={"name": one.name},
        address=address,
    )  # fmt: skip


async def set_day(session: AsyncSession, *, viewer: Viewer, given: OwnDayIn, address: str | None) -> None:
    """Enter a day that differs, or every day of a holiday, or take them out. Raises Invalid, NotAllowed, Missing."""
    await _check_whose(session, viewer, given)
    check_kind(given)
    days = days_of(given)
    whose = {"school_id": given.school_id, "stage": given.stage}
    if given.classes is None:
        gone = delete(OwnSchoolDay).where(
            _whose(OwnSchoolDay, given.school_id, given.stage), OwnSchoolDay.day.in_(days)
        )
        await session.execute(gone)
    else:
        content = content_of(given)
        keys = [OwnSchoolDay.stage if given.school_id is None else OwnSchoolDay.school_id, OwnSchoolDay.day]
        statement = insert(OwnSchoolDay).values([{"day": day, **whose, **content} for day in days])
        await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=content))
    await audit.record(
        session, viewer=viewer, action="own_school_day.set", kind="own_school_day",
        id=f"{given.school_id or given.stage} {given.day.isoformat()}", detail=given.model_dump(mode="json"), address=address,
    )  # fmt: skip


def _may_edit(viewer: Viewer, school_id: int | None, stage: str | None) -> bool:
    if school_id is None and stage is None:
        return may_do(viewer, "school_calendar.keep")
    if viewer.role == "school":
        return school_id is not None and school_id == viewer.organisation_id
    return may_do(viewer, "school_calendar.own")


async def _check_whose(session: AsyncSession, viewer: Viewer, given: WhoseIn) -> None:
    if given.school_id is None and given.stage is None:
        raise Invalid(field("school_id", zh="请选择学校或学段", en="name a school or a stage"))
    if not _may_edit(viewer, given.school_id, given.stage):
        raise NotAllowed("school_calendar.own", detail=KEPT_BY_THE_BUREAU)
    if given.school_id is not None:
        await _school(session, given.school_id)


async def _school(session: AsyncSession, school_id: int) -> Organisation:
    found = await session.scalar(
        select(Organisation).where(Organisation.id == school_id, Organisation.kind == "school")
    )
    if found is None:
        raise Missing("organisation", school_id)
    return found


def _whose(table: type[OwnTerm | OwnSchoolDay], school_id: int | None, stage: str | None) -> ColumnElement[bool]:
    return table.stage == stage if school_id is None else table.school_id == school_id


async def _entries(
    session: AsyncSession, first: date, last: date, school_id: int | None, stage: str | None
) -> dict[date, SchoolDay | OwnSchoolDay]:
    """What stands in the calendar that is looked at, and not in one above it."""
    found: dict[date, SchoolDay | OwnSchoolDay] = {}
    if school_id is None and stage is None:
        for day in await session.scalars(select(SchoolDay).where(SchoolDay.day.between(first, last))):
            found[day.day] = day
        return found
    own = select(OwnSchoolDay).where(_whose(OwnSchoolDay, school_id, stage), OwnSchoolDay.day.between(first, last))
    for one in await session.scalars(own):
        found[one.day] = one
    return found


def _day(
    calendar: SchoolDays,
    day: date,
    school_id: int | None,
    stage: str | None,
    entries: Mapping[date, SchoolDay | OwnSchoolDay],
) -> DayOut:
    here, entry = calendar.on(day, school_id=school_id, stage=stage), entries.get(day)
    return DayOut(
        day=day,
        classes=here.classes,
        weekday=here.weekday,
        decided=here.decided.value,
        ends_at=here.ends_at,
        leaves_at=here.leaves_at,
        unsaid=here.unsaid,
        note=here.note,
        holiday=holiday_of(day),
        entry=None if entry is None else SchoolDayOut.model_validate(entry),
    )
