"""Applications read: the work list by what is due first, one file with all that belongs to it, and what the viewer may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, Select, and_, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.errors import Missing
from core.models import Account, Organisation
from core.pagination import Column, PageQuery, page_rows
from fleet.models import Line, LineVersion, Person, Vehicle
from permits.desk import clocks
from permits.desk.act import facts_of
from permits.desk.draft import Plan
from permits.desk.happening import LIVES, Hand
from permits.desk.letters.first import offered
from permits.desk.letters.models import Letter
from permits.desk.models import (
    Application,
    ApplicationClock,
    ApplicationDocument,
    ApplicationEvent,
    ApplicationPause,
    Consultation,
    SignFile,
)
from permits.desk.schemas import (
    ApplicationDetail,
    ApplicationOut,
    ClockOut,
    DeedByOut,
    DocumentOut,
    EventOut,
    MayOut,
    NamedOut,
    OpinionOut,
    SignFileOut,
    Summary,
)
from permits.desk.service import may_edit
from permits.models import Permit, Sign
from permits.procedure.acts import Facts, Procedure
from permits.procedure.application import APPLICATION
from permits.procedure.clocks import CLOCKS, days_left

Applicant = aliased(Organisation, name="applicant")
NO_DAY = literal_column("'9999-12-31'::date", Date)  # as the index has it
SOON_DAYS = 2  # working days
SAME = (
    "id",
    "number",
    "portal_number",
    "kind",
    "state",
    "version",
    "received_on",
    "due_on",
    "due_clock",
    "provisional",
)
TOLD = ("created_at", "accepted_on", "decided_on", "decision_number")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader asked of the work list; None or empty asks nothing. `office`: what this office is asked for and has not
    answered.
    """

    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    applicant_id: int | None = None
    vehicle_id: int | None = None
    office: str | None = None
    overdue: bool | None = None
    q: str | None = None


async def list_applications(
    session: AsyncSession, *, hand: Hand, query: PageQuery, filters: Filters
) -> tuple[list[ApplicationOut], str | None]:
    """Applications, what is due first at the head, what nothing is due of at the end."""
    assert hand.viewer is not None
    statement = _applications().where(visible(hand.viewer, "application"), *_conditions(filters, hand.today))
    keys: dict[str, Column] = {"due_on": due_first(), "id": Application.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="due_on", unique=Application.id)
    return [_shown(row, hand) for row in rows], following


async def applications_of(
    session: AsyncSession, *, hand: Hand, filters: Filters, among: ColumnElement[bool], most: int
) -> list[ApplicationOut]:
    """Those among a set that a filter leaves, what is due first at the head: for those who work on many at once."""
    assert hand.viewer is not None
    statement = _applications().where(visible(hand.viewer, "application"), among, *_conditions(filters, hand.today))
    rows = await session.execute(statement.order_by(due_first(), Application.id).limit(most))
    return [_shown(row, hand) for row in rows]


async def summary(session: AsyncSession, *, hand: Hand) -> Summary:
    """How many there are in each state, and how many are over time or soon due."""
    assert hand.viewer is not None
    seen = visible(hand.viewer, "application")
    states = await session.execute(
        select(Application.state, func.count()).where(seen).group_by(Application.state).order_by(Application.state)
    )
    soon_on, _ = hand.calendar.add_working_days(hand.today, SOON_DAYS)
    late, soon = (
        await session.execute(
            select(
                func.count().filter(Application.due_on < hand.today),
                func.count().filter(Application.due_on.between(hand.today, soon_on)),
            ).where(seen, Application.due_on.is_not(None))
        )
    ).one()
    return Summary(states=dict(states.all()), overdue=late, soon=soon)


async def one_application(session: AsyncSession, *, hand: Hand, application_id: int) -> ApplicationDetail:
    """One file with all that belongs to it. Raises Missing."""
    assert hand.viewer is not None
    statement = _applications().where(Application.id == application_id, visible(hand.viewer, "application"))
    row = (await session.execute(statement)).one_or_none()
    if row is None:
        raise Missing("application", application_id)
    one: Application = row[0]
    plan = Plan.model_validate(one.content)
    permit = None if one.permit_id is None else await session.get(Permit, one.permit_id)
    people = await _people(session, [*plan.driver_ids, *plan.attendant_ids])
    facts = await facts_of(session, one, hand.viewer)
    return ApplicationDetail.model_validate(
        _shown(row, hand).model_dump()
        | {name: getattr(one, name) for name in TOLD}
        | {
            "content": plan,
            "permit": None if permit is None else NamedOut(id=str(permit.id), name=permit.number),
            "drivers": [people[id_] for id_ in plan.driver_ids if id_ in people],
            "attendants": [people[id_] for id_ in plan.attendant_ids if id_ in people],
            "lines": await _lines(session, plan.line_version_ids),
            "clocks": await _clocks(session, one, hand),
            "opinions": await _opinions(session, one, hand),
            "documents": await _documents(session, one),
            "signs": await _signs(session, one, hand),
            "events": await _events(session, hand.viewer, one),
            "may": may(APPLICATION, hand, facts),
            "may_edit": may_edit(one, hand),
        }
    )


def may(procedure: Procedure, hand: Hand, facts: Facts) -> list[MayOut]:
    """The steps that the viewer may take now, in the order of the table."""
    return [
        MayOut(step=act.name, recorded=act.is_recorded_by(hand.role), needs=list(act.needs_of(hand.role)))
        for act in procedure.allowed(hand.role, facts)
    ]


def due_first() -> ColumnElement[date]:
    """The day by which the list is sorted: as the index has it."""
    return func.coalesce(Application.due_on, NO_DAY)


def _applications() -> Select[*tuple[Any, ...]]:
    stands = exists().where(
        ApplicationPause.application_id == Application.id,
        ApplicationPause.until.is_(None),
        or_(ApplicationPause.clock.is_(None), ApplicationPause.clock == Application.due_clock),
    )
    return (
        select(
            Application, Vehicle.plate, Applicant.name.label("applicant"), stands.label("stands")
        )
        .join(Applicant, Applicant.id == Application.applicant_id)
        .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
    )  # fmt: skip


def _conditions(filters: Filters, today: date) -> list[ColumnElement[bool]]:
    late = and_(Application.due_on.is_not(None), Application.due_on < today)
    asked = exists().where(
        Consultation.application_id == Application.id,
        Consultation.office == filters.office,
        Consultation.state.not_in(("replied", "ended")),
    )
    conditions: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (filters.states or None, Application.state.in_(filters.states)),
        (filters.kinds or None, Application.kind.in_(filters.kinds)),
        (filters.applicant_id, Application.applicant_id == filters.applicant_id),
        (filters.vehicle_id, Application.vehicle_id == filters.vehicle_id),
        (filters.office, asked),
        (filters.overdue, late if filters.overdue else ~late),
        (filters.q, _named((filters.q or "").lower())),
    )
    return [condition for value, condition in conditions if value is not None]


def _named(text: str) -> ColumnElement[bool]:
    """That a number, the plate or the applicant contains the text; the few plates and names that do are found first."""

    def has(column: Column) -> ColumnElement[bool]:
        return func.strpos(func.lower(column), text) > 0

    return or_(
        func.coalesce(has(Application.number), False),
        func.coalesce(has(Application.portal_number), False),
        Application.vehicle_id.in_(select(Vehicle.id).where(has(Vehicle.plate)).correlate(None)),
        Application.applicant_id.in_(select(Organisation.id).where(has(Organisation.name)).correlate(None)),
    )


def _shown(row: Row[*tuple[Any, ...]], hand: Hand) -> ApplicationOut:
    one: Application = row[0]
    return ApplicationOut.model_validate(
        {
            **{name: getattr(one, name) for name in SAME},
            "applicant": NamedOut(id=str(one.applicant_id), name=row.applicant),
            "vehicle": None if one.vehicle_id is None else NamedOut(id=str(one.vehicle_id), name=row.plate),
            "days_left": None if one.due_on is None else days_left(hand.calendar, one.due_on, hand.today),
            "stands": row.stands,
        }
    )


async def _people(session: AsyncSession, ids: Iterable[int]) -> dict[int, NamedOut]:
    rows = await session.execute(select(Person.id, Person.name).where(Person.id.in_(list(ids))))
    return {id_: NamedOut(id=str(id_), name=name) for id_, name in rows}


async def _lines(session: AsyncSession, ids: list[int]) -> list[NamedOut]:
    rows = await session.execute(
        select(LineVersion.id, Line.name)
        .join(Line, Line.id == LineVersion.line_id)
        .where(LineVersion.id.in_(ids))
        .order_by(Line.code, LineVersion.id)
    )
    return [NamedOut(id=str(id_), name=name) for id_, name in rows]


async def _clocks(session: AsyncSession, one: Application, hand: Hand) -> list[ClockOut]:
    stood = await clocks.pauses(session, one)
    rows = await session.scalars(
        select(ApplicationClock)
        .where(ApplicationClock.application_id == one.id)
        .order_by(ApplicationClock.stopped_on.is_not(None), ApplicationClock.due_on, ApplicationClock.id)
    )
    return [
        ClockOut(
            name=clock.name,
            article=CLOCKS[clock.name].article,
            days=clock.days,
            began_on=clock.began_on,
            stopped_on=clock.stopped_on,
            due_on=clock.due_on,
            days_left=None if clock.stopped_on is not None else days_left(hand.calendar, clock.due_on, hand.today),
            provisional=clock.provisional,
            stands=clock.stopped_on is None
            and any(pause.until is None for pause in clocks.pauses_of(stood, clock.name)),
        )
        for clock in rows
    ]


async def _opinions(session: AsyncSession, one: Application, hand: Hand) -> list[OpinionOut]:
    rows = await session.scalars(
        select(Consultation).where(Consultation.application_id == one.id).order_by(Consultation.office)
    )
    return [
        OpinionOut.model_validate(
            {name: getattr(each, name) for name in OpinionOut.model_fields if name != "may"}
            | {"may": may(LIVES[each.office], hand, Facts(each.state, account=hand.account_id))}
        )
        for each in rows
    ]


async def _documents(session: AsyncSession, one: Application) -> list[DocumentOut]:
    rows = await session.execute(
        select(ApplicationDocument, Account)
        .join(Account, Account.id == ApplicationDocument.account_id)
        .where(ApplicationDocument.application_id == one.id)
        .order_by(ApplicationDocument.kind, ApplicationDocument.version.desc())
    )
    return [
        DocumentOut.model_validate(
            {name: getattr(each, name) for name in DocumentOut.model_fields if name != "by"} | {"by": _by(account)}
        )
        for each, account in rows
    ]


async def _signs(session: AsyncSession, one: Application, hand: Hand) -> list[SignFileOut]:
    assert hand.viewer is not None
    rows = await session.execute(
        select(SignFile, Sign)
        .outerjoin(Sign, Sign.id == SignFile.sign_id)
        .where(SignFile.application_id == one.id)
        .order_by(SignFile.id)
    )
    is_mine = hand.viewer.organisation_id == one.applicant_id
    return [
        SignFileOut(
            id=str(file.id),
            state=file.state,
            version=file.version,
            filed_on=file.filed_on,
            number=None if sign is None else sign.number,
            valid_to=None if sign is None else sign.valid_to,
            may=may(LIVES["sign"], hand, Facts(file.state, account=hand.account_id, is_mine=is_mine)),
        )
        for file, sign in rows
    ]


async def _events(session: AsyncSession, viewer: Viewer, one: Application) -> list[EventOut]:
    rows = await session.execute(
        select(ApplicationEvent, Account, Letter.id)
        .outerjoin(Account, Account.id == ApplicationEvent.account_id)
        .outerjoin(Letter, Letter.event_id == ApplicationEvent.id)
        .where(ApplicationEvent.application_id == one.id)
        .order_by(ApplicationEvent.id)
    )
    return [
        EventOut.model_validate(
            {name: getattr(event, name) for name in EventOut.model_fields if name not in ("by", "letter")}
            | {
                "by": None if account is None else _by(account),
                "letter": offered(viewer, LIVES[event.subject].life.steps.get(event.step), made=made is not None),
            }
        )
        for event, account, made in rows
    ]


def _by(account: Account) -> DeedByOut:
    return DeedByOut(id=str(account.id), name=account.display_name, role=account.role)
