"""Use cases of the school calendar: terms, and the days that differ from it. What a rule sees of it counts from the next batch."""

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.administration.schemas import SchoolCalendar, SchoolDayIn, SchoolDayOut, TermIn, TermOut
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
    one.name, one.starts, one.ends = given.name, given.starts, given.ends
    session.add(one)
    await session.flush()
    await audit.record(
        session, viewer=viewer, action="term.set", kind="term", id=one.id, detail=given.model_dump(mode="json"),
        address=address,
    )  # fmt: skip


async def drop_term(session: AsyncSession, *, viewer: Viewer, term_id: int, address: str | None) -> None:
    """Take a term out. Raises Missing."""
    one = await _held(session, viewer, term_id)
    await session.delete(one)
    await session.flush()
    await audit.record(
        session,
        viewer=viewer,
        action="term.remove",
        kind="term",
        id=term_id,
        detail={"name": one.name},
        address=address,
    )


async def set_school_day(session: AsyncSession, *, viewer: Viewer, given: SchoolDayIn, address: str | None) -> None:
    """Enter a day that differs, or take it out."""
    if given.classes is None:
        await session.execute(delete(SchoolDay).where(SchoolDay.day == given.day))
    else:
        content = {"classes": given.classes, "note": given.note or None}
        statement = insert(SchoolDay).values(day=given.day, **content)
        await session.execute(statement.on_conflict_do_update(index_elements=[SchoolDay.day], set_=content))
    await audit.record(
        session, viewer=viewer, action="school_day.set", kind="school_day", id=given.day.isoformat(),
        detail=given.model_dump(mode="json"), address=address,
    )  # fmt: skip


async def _held(session: AsyncSession, viewer: Viewer, term_id: int) -> Term:
    statement = select(Term).where(Term.id == term_id, visible(viewer, "term")).with_for_update()
    found = await session.scalar(statement)
    if found is None:
        raise Missing("term", term_id)
    return found
