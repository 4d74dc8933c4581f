"""Who may be given a case, and whom to call about it."""

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, field
from core.models import Account, Organisation
from findings.desk.cases import who
from findings.desk.models import CaseFinding, DeskCase
from findings.desk.schemas import NumberOut, Who
from findings.desk.steps import DESK, FIRST
from findings.models import Finding
from fleet.models import Line, LineVersion, Person, Vehicle
from runs.models import Run


async def assignees(session: AsyncSession, *, viewer: Viewer, case_id: int) -> list[Who]:
    """The accounts that the viewer may give a case to. Raises Missing."""
    case = await session.scalar(select(DeskCase).where(DeskCase.id == case_id, visible(viewer, "case")))
    if case is None:
        raise Missing("case", case_id)
    statement = select(Account).where(await _may_have(session, viewer, case)).order_by(Account.display_name, Account.id)
    return [who(account) for account in await session.scalars(statement)]


async def assignee(session: AsyncSession, *, viewer: Viewer, case: DeskCase, account_id: int) -> Account:
    """The account, when the case may be given to it. Raises Invalid."""
    person = await session.scalar(
        select(Account).where(Account.id == account_id, await _may_have(session, viewer, case))
    )
    if person is None:
        raise Invalid(field("assignee_id", zh="此单不能指派给该账户", en="this account may not be given the case"))
    return person


async def _may_have(session: AsyncSession, viewer: Viewer, case: DeskCase) -> ColumnElement[bool]:
    """The first line gives it to its own people; the desk to the desk, and to the bus's operator and school."""
    able = and_(Account.disabled.is_(False))
    own = Account.role.in_(FIRST)
    if viewer.role not in DESK:
        if viewer.organisation_id is None:
            return false()
        return and_(able, own, Account.organisation_id == viewer.organisation_id)
    vehicle = await session.get_one(Vehicle, case.vehicle_id)
    organisations = [one for one in (vehicle.operator_id, vehicle.school_id) if one is not None]
    return and_(able, or_(Account.role.in_(DESK), and_(own, Account.organisation_id.in_(organisations))))


async def numbers(
    session: AsyncSession, *, viewer: Viewer, case_id: int, purpose: str, address: str | None
) -> list[NumberOut]:
    """Whom to call: who is on the run, else on the bus's operator and school. That they were looked at is recorded."""
    case = await session.scalar(select(DeskCase).where(DeskCase.id == case_id, visible(viewer, "case")))
    if case is None:
        raise Missing("case", case_id)
    await audit.record(
        session,
        viewer=viewer,
        action="case.numbers",
        kind="case",
        id=case_id,
        detail={"purpose": purpose},
        address=address,
    )
    run = await session.scalar(
        select(Run)
        .join(Finding, Finding.run_id == Run.id)
        .join(CaseFinding, CaseFinding.finding_id == Finding.id)
        .where(CaseFinding.case_id == case_id)
        .order_by(Finding.began.desc())
        .limit(1)
    )
    vehicle = await session.get_one(Vehicle, case.vehicle_id)
    found: list[NumberOut] = []
    for role, person_id in () if run is None else (("driver", run.driver_id), ("attendant", run.attendant_id)):
        person = None if person_id is None else await session.get(Person, person_id)
        if person is not None:
            found.append(NumberOut.model_validate({"role": role, "name": person.name, "phone": person.phone}))
    school_id = vehicle.school_id
    if run is not None:
        statement = select(Line.school_id).join(LineVersion, LineVersion.line_id == Line.id)
        school_id = await session.scalar(statement.where(LineVersion.id == run.line_version_id))
    for role, organisation_id in (("school", school_id), ("operator", vehicle.operator_id)):
        one = None if organisation_id is None else await session.get(Organisation, organisation_id)
        if one is not None:
            found.append(NumberOut.model_validate({"role": role, "name": one.name, "phone": one.phone}))
            found.extend(await _safety(session, one, role))
    return found


async def _safety(session: AsyncSession, one: Organisation, role: str) -> list[NumberOut]:
    """The safety people of an operator or a school."""
    people = await session.scalars(
        select(Person).where(Person.organisation_id == one.id, Person.kind == "safety").order_by(Person.name)
    )
    return [NumberOut.model_validate({"role": role, "name": person.name, "phone": person.phone}) for person in people]
