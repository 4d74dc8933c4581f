"""A driver's qualification by police: endorsed, reviewed, cancelled, from this moment on; the next batch is judged by it."""

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import visible
from core.errors import Invalid, Missing, Text, field
from core.models import Account
from core.steps import changed_meanwhile
from fleet.models import Person
from permits.desk.happening import Hand
from permits.drivers.papers import REVIEW_WITHIN
from permits.held.happening import day_of
from permits.held.models import QualificationEvent
from permits.held.schemas import QualificationDeed
from permits.models import Qualification, ScoringCycle
from permits.procedure.acts import Act, Facts
from permits.procedure.granted import QUALIFICATION, QUALIFICATION_STATES


async def take_qualification_step(
    session: AsyncSession, *, hand: Hand, person_id: int, name: str, version: int, deed: QualificationDeed
) -> Person:
    """Take a step of a driver's qualification. Raises Missing, Invalid, Refused."""
    assert hand.viewer is not None
    statement = select(Person).where(Person.id == person_id, visible(hand.viewer, "person")).with_for_update(of=Person)
    person = (await session.execute(statement.execution_options(populate_existing=True))).scalar_one_or_none()
    if person is None or person.kind != "driver":
        raise Missing("driver", person_id)
    held = await newest(session, person.id, hand)
    state = state_of(held, hand)
    await _refuse_changed(session, person, version, state, hand)
    act = QUALIFICATION.check(name, hand.role, Facts(state, account=hand.account_id))
    on = await day_of(session, act, deed, hand, person_id=person.id)
    match act.name:
        case "endorse":
            await _endorse(session, person, held if state == "held" else None, deed, hand, on)
        case "review":
            assert held is not None
            await _review(session, person, held, deed, on)
        case "cancel":
            assert held is not None
            held.during = Range(held.during.lower, hand.now)
    await session.flush()
    await _write(session, person, act, deed, hand, on, before=state)
    return person


async def newest(session: AsyncSession, person_id: int, hand: Hand) -> Qualification | None:
    """The endorsement in force, else the last that was."""
    statement = (
        select(Qualification)
        .where(Qualification.person_id == person_id, func.lower(Qualification.during) <= hand.now)
        .order_by(Qualification.during.contains(hand.now).desc(), func.lower(Qualification.during).desc())
        .limit(1)
    )
    return (await session.scalars(statement.execution_options(populate_existing=True))).first()


def state_of(held: Qualification | None, hand: Hand) -> str:
    """How it stands now."""
    if held is None:
        return QUALIFICATION.begins
    return "held" if hand.now in held.during else "cancelled"


async def version_of(session: AsyncSession, person_id: int) -> int:
    """As which version somebody sees it: it rises with every step."""
    steps = select(func.count()).select_from(QualificationEvent).where(QualificationEvent.person_id == person_id)
    return 1 + (await session.scalar(steps) or 0)


async def _refuse_changed(session: AsyncSession, person: Person, version: int, state: str, hand: Hand) -> None:
    if await version_of(session, person.id) == version:
        return
    last = (
        select(QualificationEvent, Account.display_name)
        .outerjoin(Account, Account.id == QualificationEvent.account_id)
        .where(QualificationEvent.person_id == person.id)
        .order_by(QualificationEvent.id.desc())
        .limit(1)
    )
    row = (await session.execute(last)).one_or_none()
    did = Text("登记", "an entry") if row is None else QUALIFICATION.life.steps[row[0].step].words
    at = hand.now if row is None else row[0].at
    raise changed_meanwhile(
        who=None if row is None else row[1], did=did, at=at.astimezone(hand.zone), state=QUALIFICATION_STATES[state]
    )


async def _endorse(
    session: AsyncSession, person: Person, held: Qualification | None, deed: QualificationDeed, hand: Hand, on: date
) -> None:
    """A new endorsement from now on; the former one ends with its beginning."""
    assert deed.classes is not None
    first = deed.licence_first_on or (held.licence_first_on if held is not None else None)
    if first is not None and first > on:
        raise Invalid(
            field("licence_first_on", zh="初次领证日不能晚于签注日", en="must not be after the endorsement's day")
        )
    if held is not None:
        held.during = Range(held.during.lower, hand.now)
        await session.flush()
    session.add(
        Qualification(
            person_id=person.id, classes=sorted(set(deed.classes)), licence_first_on=first, endorsed_on=on,
            reviewed_on=None if held is None else held.reviewed_on,
            offences_queried_on=None if held is None else held.offences_queried_on, during=Range(hand.now, None),
        )
    )  # fmt: skip


async def _review(
    session: AsyncSession, person: Person, held: Qualification, deed: QualificationDeed, on: date
) -> None:
    """The review (审验) of a scoring cycle that has ended (LIC 90)."""
    assert deed.cycle_ends is not None
    if on <= deed.cycle_ends:
        raise Invalid(
            field(
                "cycle_ends",
                zh="审验在记分周期结束之后",
                en="is after the review: a cycle is reviewed once it has ended",
            )
        )
    statement = select(ScoringCycle).where(ScoringCycle.person_id == person.id, ScoringCycle.ends == deed.cycle_ends)
    cycle = (await session.scalars(statement.with_for_update())).one_or_none()
    if cycle is None:
        cycle = ScoringCycle(
            person_id=person.id, ends=deed.cycle_ends, points=deed.points, reviewed_on=on, source=_source(deed)
        )  # fmt: skip
        session.add(cycle)
    cycle.reviewed_on = on
    if deed.points is not None:
        cycle.points = deed.points
    held.reviewed_on = max(on, held.reviewed_on or on)


def _source(deed: QualificationDeed) -> str:
    return f"公安交管 {deed.document_number}" if deed.document_number else "公安交管"


async def _write(
    session: AsyncSession, person: Person, act: Act, deed: QualificationDeed, hand: Hand, on: date, *, before: str
) -> None:
    told: dict[str, Any] = deed.model_dump(
        mode="json", include=set(QualificationDeed.model_fields), exclude={"note", "dated_on"}, exclude_none=True
    )  # fmt: skip
    recorded = act.is_recorded_by(hand.role)
    session.add(
        QualificationEvent(
            person_id=person.id, at=hand.now, account_id=hand.account_id, step=act.name, from_state=before,
            to_state=act.to or before, dated_on=on, recorded=recorded, note=deed.note, detail=told,
        )
    )  # fmt: skip
    await session.flush()
    await audit.record(
        session, viewer=hand.viewer, action=f"qualification.{act.name}", kind="person", id=person.id,
        detail=told | {"dated_on": on.isoformat(), "recorded": recorded}, address=hand.address,
    )  # fmt: skip


async def review_due(session: AsyncSession, person_id: int, today: date) -> date | None:
    """The last day for the review of the newest cycle that has ended and was not reviewed; None: nothing is due, or on record."""
    cycle = (
        select(ScoringCycle.ends)
        .where(ScoringCycle.person_id == person_id, ScoringCycle.ends < today, ScoringCycle.reviewed_on.is_(None))
        .order_by(ScoringCycle.ends.desc())
        .limit(1)
    )
    ends = await session.scalar(cycle)
    return None if ends is None else ends + REVIEW_WITHIN
