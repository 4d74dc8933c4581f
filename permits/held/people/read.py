"""Drivers' qualifications read: as they stand, what police did to them, and what the viewer may do."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Missing
from core.models import Account
from fleet.models import Person
from permits.desk.happening import Hand
from permits.desk.read import may
from permits.desk.schemas import DeedByOut, NamedOut
from permits.held.models import HeldDocument, QualificationEvent
from permits.held.paper.files import documents_of
from permits.held.people.qualifications import newest, review_due, state_of, version_of
from permits.held.schemas import HeldEventOut, QualificationOut
from permits.models import Qualification
from permits.procedure.acts import Facts
from permits.procedure.granted import QUALIFICATION


async def qualification(session: AsyncSession, *, hand: Hand, person_id: int) -> QualificationOut:
    """One driver's. Raises Missing."""
    assert hand.viewer is not None
    seen = select(Person.id).where(Person.id == person_id, Person.kind == "driver", visible(hand.viewer, "person"))
    if await session.scalar(seen) is None:
        raise Missing("driver", person_id)
    [found] = await qualifications(session, hand=hand, ids=[person_id])
    return found


async def qualifications(session: AsyncSession, *, hand: Hand, ids: Collection[int]) -> list[QualificationOut]:
    """Of these drivers, whom the viewer sees by the permit that names them."""
    people = await session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id))
    return [await _one(session, person, hand) for person in people.all()]


async def _one(session: AsyncSession, person: Person, hand: Hand) -> QualificationOut:
    held = await newest(session, person.id, hand)
    state = state_of(held, hand)
    return QualificationOut(
        person=NamedOut(id=str(person.id), name=person.name),
        state=state,
        version=await version_of(session, person.id),
        classes=[] if held is None else list(held.classes),
        endorsed_on=None if held is None else held.endorsed_on,
        reviewed_on=None if held is None else held.reviewed_on,
        licence_first_on=None if held is None else held.licence_first_on,
        ended_on=_ended_on(held, hand) if held is not None and state == "cancelled" else None,
        review_due=await review_due(session, person.id, hand.today) if state == "held" else None,
        documents=await documents_of(session, HeldDocument.person_id == person.id),
        events=await _events(session, person.id),
        may=may(QUALIFICATION, hand, Facts(state, account=hand.account_id)),
    )


def _ended_on(held: Qualification, hand: Hand) -> date | None:
    until = held.during.upper
    return None if until is None else until.astimezone(hand.zone).date()


async def _events(session: AsyncSession, person_id: int) -> list[HeldEventOut]:
    rows = await session.execute(
        select(QualificationEvent, Account)
        .outerjoin(Account, Account.id == QualificationEvent.account_id)
        .where(QualificationEvent.person_id == person_id)
        .order_by(QualificationEvent.id)
    )
    return [
        HeldEventOut(
            id=f"qualification-{event.id}",
            event_id=str(event.id),
            application_id=None,
            subject="qualification",
            at=event.at,
            by=None if account is None else DeedByOut(id=str(account.id), name=account.display_name, role=account.role),
            step=event.step,
            from_state=event.from_state,
            to_state=event.to_state,
            dated_on=event.dated_on,
            recorded=event.recorded,
            note=event.note,
            detail=event.detail,
            letter=None,
        )
        for event, account in rows
    ]
