"""The public register of decisions on permits (行政许可法 40), searched and paged; and what of each is told.

What was granted is open to everybody, with holder, vehicle and term. Of what was refused the law asks no such thing: number, day
and result alone. No natural person is named: a provider whose name is a person's (REG 9 knows individual operators) is masked.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.models import Organisation
from core.pagination import PageQuery, page_rows
from fleet.models import Vehicle
from permits.desk.models import Application, ApplicationEvent
from permits.models import Permit, PermitVersion
from permits.published.schemas import DecisionOut, Result

RESULTS: dict[str, Result] = {
    "grant": "granted",
    "renew_by_silence": "renewed_by_silence",
    "refuse": "refused",
    "strike_off": "struck_off",
}
OPEN = ("grant", "renew_by_silence", "strike_off")
LONGEST_PERSON = 4  # signs of a Chinese name with a double surname


async def list_decisions(
    session: AsyncSession, *, query: PageQuery, search: str | None, result: Result | None
) -> tuple[list[DecisionOut], str | None]:
    """Decisions, the newest first. `search` finds what is told: the number of any, holder, plate and permit of what is open."""
    event = ApplicationEvent
    statement: Select[*tuple[Any, ...]] = (
        select(event, Application, Organisation, Vehicle.plate, Permit.number, PermitVersion)
        .select_from(event)
        .join(Application, Application.id == event.application_id)
        .join(Organisation, Organisation.id == Application.applicant_id)
        .outerjoin(Vehicle, Vehicle.id == Application.vehicle_id)
        .outerjoin(Permit, Permit.id == Application.permit_id)
        .outerjoin(PermitVersion, PermitVersion.id == Application.permit_version_id)
        .where(event.subject == "application", event.step.in_(RESULTS))
    )
    if result is not None:
        steps = [step for step, word in RESULTS.items() if word == result]
        statement = statement.where(event.step.in_(steps))
    if search:
        statement = statement.where(_found(search))
    keys = {"decided_on": event.dated_on}
    rows, following = await page_rows(
        session, statement, query, keys=keys, default="-decided_on", unique=ApplicationEvent.id
    )
    return [_told(row) for row in rows], following


def public_name(organisation: Organisation) -> str:
    """An organisation's name; of a provider that bears a person's the first sign alone."""
    name = organisation.name
    if organisation.kind == "operator" and len(name) <= LONGEST_PERSON:
        return name[0] + "＊" * (len(name) - 1)
    return name


def _found(search: str) -> ColumnElement[bool]:
    """Contained, as it is written: no sign of it is a pattern."""
    nameable = or_(Organisation.kind != "operator", func.length(Organisation.name) > LONGEST_PERSON)
    return or_(
        _number().icontains(search, autoescape=True),
        and_(
            ApplicationEvent.step.in_(OPEN),
            or_(
                and_(nameable, Organisation.name.icontains(search, autoescape=True)),
                Vehicle.plate.icontains(search, autoescape=True),
                Permit.number.icontains(search, autoescape=True),
            ),
        ),
    )


def _number() -> ColumnElement[Any]:
    """The decision's own number; an ending has the application's."""
    return case(
        (ApplicationEvent.step == "strike_off", Application.number),
        else_=func.coalesce(ApplicationEvent.detail["document_number"].astext, Application.decision_number, ""),
    )


def _told(row: Any) -> DecisionOut:
    event, one, version = row.ApplicationEvent, row.Application, row.PermitVersion
    is_open = event.step in OPEN
    number = one.number if event.step == "strike_off" else event.detail.get("document_number") or one.decision_number
    return DecisionOut(
        id=str(event.id),
        number=number,
        decided_on=event.dated_on,
        kind=one.kind,
        result=RESULTS[event.step],
        holder_name=public_name(row.Organisation) if is_open else None,
        plate=row.plate if is_open else None,
        permit_number=row.number if is_open else None,
        valid_from=version.valid_from if is_open and version is not None else None,
        valid_to=version.valid_to if is_open and version is not None else None,
    )
