"""The public register of decisions on permits (行政许可法 40), searched and paged; and what of each is told.

What was granted is open to everybody, with holder, vehicle and term, and how the permit stands now. So is the decision by which
one was revoked (行政处罚法 48), annulled or recalled, with the article alone for its ground. Of what was refused the law asks no
such thing: number, day and result alone. No natural person is named: a provider whose name is a person's (REG 9 knows individual
operators) is masked.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    Subquery,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession

from core.errors import Text
from core.models import Organisation
from core.pagination import PageQuery, page_rows
from fleet.models import Vehicle
from permits.desk.models import Application, ApplicationEvent
from permits.held.models import PermitEvent
from permits.models import Permit, PermitVersion
from permits.published.schemas import DecisionOut, Result, Said

RESULTS: dict[str, Result] = {
    "grant": "granted",
    "renew_by_silence": "renewed_by_silence",
    "refuse": "refused",
    "strike_off": "struck_off",
    "revoke": "revoked",
    "annul": "annulled",
    "recall": "recalled",
}
OPEN = tuple(step for step in RESULTS if step != "refuse")
GROUNDS = {  # the article alone: what a decision says besides may name people
    "revoke": Text("《校车安全管理条例》第五十四条", "Decree 617, Article 54"),
    "annul": Text("《行政许可法》第六十九条", "Administrative Licensing Law, Article 69"),
    "recall": Text("《行政许可法》第八条", "Administrative Licensing Law, Article 8"),
}
LONGEST_PERSON = 4  # signs of a Chinese name with a double surname
OF_A_PERMIT = 1


async def list_decisions(
    session: AsyncSession, *, query: PageQuery, search: str | None, result: Result | None
) -> tuple[list[DecisionOut], str | None]:
    """Decisions, the newest first. `search` finds what is told: the number of any, holder, plate and permit of what is open."""
    made = _made().subquery("made")
    statement: Select[*tuple[Any, ...]] = (
        select(made, Organisation, Vehicle.plate, Permit.number.label("permit_number"), Permit.state, PermitVersion)
        .select_from(made)
        .join(Organisation, Organisation.id == made.c.holder_id)
        .outerjoin(Vehicle, Vehicle.id == made.c.vehicle_id)
        .outerjoin(Permit, Permit.id == made.c.permit_id)
        .outerjoin(PermitVersion, PermitVersion.id == made.c.permit_version_id)
    )
    if result is not None:
        steps = [step for step, word in RESULTS.items() if word == result]
        statement = statement.where(made.c.step.in_(steps))
    if search:
        statement = statement.where(_found(made, search))
    keys = {"decided_on": made.c.decided_on}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-decided_on", unique=made.c.key)
    return [_told(row) for row in rows], following


def _made() -> CompoundSelect[*tuple[Any, ...]]:
    """Decisions on applications, and those that ended a permit; `key` is unique among both, `number` an ending's application's."""
    event, ended = ApplicationEvent, PermitEvent
    asked = (
        select(
            (event.id * 2).label("key"), event.dated_on.label("decided_on"), event.step,
            case(
                (event.step == "strike_off", Application.number),
                else_=func.coalesce(event.detail["document_number"].astext, Application.decision_number),
            ).label("number"),
            Application.kind, literal(False).label("by_fraud"), Application.applicant_id.label("holder_id"),
            Application.vehicle_id, Application.permit_id, Application.permit_version_id,
        )
        .join(Application, Application.id == event.application_id)
        .where(event.subject == "application", event.step.in_(RESULTS))
    )  # fmt: skip
    of_permits = (
        select(
            ended.id * 2 + OF_A_PERMIT, ended.dated_on, ended.step, ended.detail["document_number"].astext,
            null(), func.coalesce(ended.detail["ground"].astext, "") == "fraud", Permit.holder_id,
            Permit.vehicle_id, Permit.id, cast(null(), PermitVersion.id.type),
        )
        .join(Permit, Permit.id == ended.permit_id)
        .where(ended.subject == "permit", ended.step.in_(GROUNDS))
    )  # fmt: skip
    return union_all(asked, of_permits)


def public_name(organisation: Organisation) -> str:
    """An organisation's name; of a provider that bears a person's the first sign alone."""
    name = organisation.name
    if organisation.kind == "operator" and len(name) <= LONGEST_PERSON:
        return name[0] + "＊" * (len(name) - 1)
    return name


def _found(made: Subquery, search: str) -> ColumnElement[bool]:
    """Contained, as it is written: no sign of it is a pattern."""
    nameable = or_(Organisation.kind != "operator", func.length(Organisation.name) > LONGEST_PERSON)
    return or_(
        func.coalesce(made.c.number, "").icontains(search, autoescape=True),
        and_(
            made.c.step.in_(OPEN),
            or_(
                and_(nameable, Organisation.name.icontains(search, autoescape=True)),
                Vehicle.plate.icontains(search, autoescape=True),
                Permit.number.icontains(search, autoescape=True),
            ),
        ),
    )


def _told(row: Any) -> DecisionOut:
    version = row.PermitVersion
    is_open = row.step in OPEN
    return DecisionOut(
        id=str(row.key),
        number=row.number,
        decided_on=row.decided_on,
        kind=row.kind,
        result=RESULTS[row.step],
        ground=_ground(row.step, by_fraud=row.by_fraud),
        holder_name=public_name(row.Organisation) if is_open else None,
        plate=row.plate if is_open else None,
        permit_number=row.permit_number if is_open else None,
        permit_state=row.state if is_open else None,
        valid_from=version.valid_from if is_open and version is not None else None,
        valid_to=version.valid_to if is_open and version is not None else None,
    )


def _ground(step: str, *, by_fraud: bool) -> Said | None:
    words = GROUNDS.get(step)
    if words is None:
        return None
    if by_fraud:
        return Said(zh=f"{words.zh}第二款：以欺骗等不正当手段取得", en=f"{words.en}: obtained by fraud")
    return Said(zh=words.zh, en=words.en)
