"""Use cases of the school calendar: terms, and the days that differ from it. What a rule sees of it counts from the next batch."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.administration.calendar_schemas import (
    MOST_DAYS,
    SchoolCalendar,
    SchoolDayIn,
    SchoolDayOut,
    TermIn,
    TermOut,
)  # fmt: skip
from core.errors import Invalid, Missing, field
from core.models import SchoolDay, Term


async def school_calendar(session: AsyncSession) -> SchoolCalendar:
    """All terms and all days that differ: public in the verdicts that they shape."""
    terms = await session.scalars(select(Term).order_by(Term.starts.desc()))
    days = await session.scalars(select(SchoolDay).order_by(SchoolDay.day.desc()))
    return SchoolCalendar(
        items=[TermOut.model_validate(one) for one in terms], days=[SchoolDayOut.model_validate(one) for one in days]
    )


async def keep_term(
    session: AsyncSession, *, viewer: Viewer, term_id: int | None, given: TermIn, address: str | None
) -> None:
    """Enter a term, or change one. Raises Invalid when it ends before it starts or overlaps another; Missing."""
    one = Term() if term_id is None else await _held(session, viewer, term_id)
    if given.ends < given.starts:
        raise Invalid(field("ends", zh="早于开始日", en="is before its start"))
    overlaps = select(Term.name).where(
        Term.starts <= given.ends, Term.ends >= given.starts, Term.id.is_distinct_from(term_id)
    )
    other = await session.scalar(overlaps.limit(1))
    if other is not None:
        raise Invalid(field("starts", zh=f"与“{other}”重叠", en=f"overlaps “{other}”"))
    one.name, one.starts, one.ends, one.source = given.name, given.starts, given.ends, given.source
    session.add(one)
    await session.flush()
    await audit.record(
        session, viewer=viewer, action="term.set", kind="term", id=one.id, detail=given.model_dump(mode="json"),
        address=address,
    )  # fmt: skip


async def drop_term(session: AsyncSession, *, viewer: Viewer, term_id: int, address: str | None) -> None:
    """Take a term out; of two who do it at once both are told that it is out."""
    statement = select(Term).where(Term.id == term_id, visible(viewer, "term")).with_for_update()
    one = await session.scalar(statement)
    if one is None:
        return
    await session.delete(one)
    await session.flush()
    await audit.record(
        session, viewer=viewer, action="term.remove", kind="term", id=term_id, detail={"name": one.name}, address=address
    )  # fmt: skip


async def set_school_day(session: AsyncSession, *, viewer: Viewer, given: SchoolDayIn, address: str | None) -> None:
    """Enter a day that differs, or every day of a holiday, or take them out. Raises Invalid."""
    check_kind(given)
    days = days_of(given)
    if given.classes is None:
        await session.execute(delete(SchoolDay).where(SchoolDay.day.in_(days)))
    else:
        content = content_of(given)
        statement = insert(SchoolDay).values([{"day": day, **content} for day in days])
        await session.execute(statement.on_conflict_do_update(index_elements=[SchoolDay.day], set_=content))
    await audit.record(
        session, viewer=viewer, action="school_day.set", kind="school_day", id=given.day.isoformat(),
        detail=given.model_dump(mode="json"), address=address,
    )  # fmt: skip


def check_kind(given: SchoolDayIn) -> None:
    """Raises Invalid with all that does not go together."""
    wrong = []
    if given.classes is not True and given.counts_as is not None:
        wrong.append(field("counts_as", zh="不上课的日子不按星期几的课表", en="is of a day with classes"))
    if given.classes is not True and given.ends_at is not None:
        wrong.append(field("ends_at", zh="不上课的日子没有半天", en="is of a day with classes"))
    if given.leaves_at is not None and given.ends_at is None:
        wrong.append(field("leaves_at", zh="请同时填写半天结束的时间", en="needs the hour at which the half day ends"))
    if given.counts_as is not None and given.until not in (None, given.day):
        wrong.append(field("counts_as", zh="补课日请逐日填写", en="is said of one day at a time"))
    if given.until is not None and not given.day <= given.until < given.day + timedelta(days=MOST_DAYS):
        wrong.append(
            field(
                "until", zh=f"应在开始日之后{MOST_DAYS}天之内", en=f"must be within {MOST_DAYS} days of the first day"
            )
        )
    if wrong:
        raise Invalid(*wrong)


def days_of(given: SchoolDayIn) -> list[date]:
    """Every day that is meant."""
    until = given.until or given.day
    return [given.day + timedelta(days=number) for number in range((until - given.day).days + 1)]


def content_of(given: SchoolDayIn) -> dict[str, Any]:
    """What is kept of such a day."""
    return {
        "classes": given.classes, "counts_as": given.counts_as, "ends_at": given.ends_at, "leaves_at": given.leaves_at,
        "note": given.note or None, "source": given.source or None,
    }  # fmt: skip


async def _held(session: AsyncSession, viewer: Viewer, term_id: int) -> Term:
    statement = select(Term).where(Term.id == term_id, visible(viewer, "term")).with_for_update()
    found = await session.scalar(statement)
    if found is None:
        raise Missing("term", term_id)
    return found
