"""Whose training ends: the figure of who holds a valid one, who will soon not, and what they were reminded of, each once."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.models import Organisation
from fleet.models import PERSON_KINDS, Person
from permits.models import Training
from permits.training.models import REMIND_DAYS, TrainingReminder
from permits.training.schemas import Coverage, CoverageOut, EndingOut, Endings, Named

MOST_SHOWN = 500


def _newest() -> Select[int, date]:
    """(person, last valid day) of everybody's training that lasts longest: what the rules judge by."""
    return select(Training.person_id, func.max(Training.valid_to).label("valid_to")).group_by(Training.person_id)


def _works(day: date) -> ColumnElement[bool]:
    """That a person has not left on a day; `left_on` is the last day of work."""
    return or_(Person.left_on.is_(None), Person.left_on >= day)


async def remind(session: AsyncSession, *, today: date) -> int:
    """Tell of every training that ends within thirty, fifteen, seven days, each once; how many were told. Who has left is not
    reminded.
    """
    newest = _newest().subquery()
    within = newest.c.valid_to.between(today, today + timedelta(days=max(REMIND_DAYS)))
    told = 0
    statement = select(newest.c.person_id, newest.c.valid_to).join(Person, Person.id == newest.c.person_id)
    for person_id, valid_to in await session.execute(statement.where(within, _works(today))):
        days = min(step for step in REMIND_DAYS if (valid_to - today).days <= step)
        row = insert(TrainingReminder).values(person_id=person_id, valid_to=valid_to, days=days, told_on=today)
        made = await session.execute(row.on_conflict_do_nothing().returning(TrainingReminder.id))
        told += made.scalar_one_or_none() is not None
    return told


async def coverage(session: AsyncSession, *, viewer: Viewer, today: date) -> Coverage:
    """By organisation and kind, as far as the viewer sees the people; who has left is not counted."""
    newest = _newest().subquery()
    statement = (
        select(
            Organisation.id,
            Organisation.name,
            Organisation.kind.label("organisation_kind"),
            Person.kind,
            func.count(Person.id).label("people"),
            func.count(Person.id).filter(newest.c.valid_to >= today).label("valid"),
        )
        .select_from(Person)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .outerjoin(newest, newest.c.person_id == Person.id)
        .where(visible(viewer, "person"), Person.kind.in_(PERSON_KINDS), _works(today))
        .group_by(Organisation.id, Organisation.name, Organisation.kind, Person.kind)
        .order_by(Organisation.kind, Organisation.name, Person.kind)
    )
    return Coverage(
        items=[
            CoverageOut(
                organisation=Named(id=str(row.id), name=row.name), organisation_kind=row.organisation_kind, kind=row.kind,
                people=row.people, valid=row.valid,
            )
            for row in await session.execute(statement)
        ]
    )  # fmt: skip


async def endings(session: AsyncSession, *, viewer: Viewer, today: date) -> Endings:
    """Whose training ends within thirty days or has ended, the first to end at the head, with what they were told."""
    newest = _newest().subquery()
    statement = (
        select(Person, Organisation.name, newest.c.valid_to)
        .join(newest, newest.c.person_id == Person.id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(visible(viewer, "person"), newest.c.valid_to <= today + timedelta(days=max(REMIND_DAYS)), _works(today))
        .order_by(newest.c.valid_to, Person.id)
        .limit(MOST_SHOWN)
    )
    rows = (await session.execute(statement)).all()
    told: dict[int, dict[int, date]] = {}
    asked = (
        select(TrainingReminder)
        .join(
            newest,
            and_(
                newest.c.person_id == TrainingReminder.person_id,
                newest.c.valid_to == TrainingReminder.valid_to,
            ),
        )
        .where(TrainingReminder.person_id.in_([person.id for person, _organisation, _valid_to in rows]))
    )
    for one in await session.scalars(asked):
        told.setdefault(one.person_id, {})[one.days] = one.told_on
    return Endings(
        items=[
            EndingOut(
                person=Named(id=str(person.id), name=person.name), kind=person.kind, organisation_name=organisation,
                valid_to=valid_to, days_left=(valid_to - today).days, told=told.get(person.id, {}),
            )
            for person, organisation, valid_to in rows
        ]
    )  # fmt: skip
