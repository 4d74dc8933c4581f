"""The list of permits: what of permit and sign ends first at the head, what has ended at the end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Date, Row, Select, and_, case, exists, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.access import Viewer, visible
from core.models import Organisation
from core.pagination import Column, PageQuery, page_rows
from fleet.models import Vehicle
from permits.desk.happening import Hand
from permits.desk.models import Application, SignFile
from permits.desk.schemas import NamedOut
from permits.held.access import told_of
from permits.held.life import LIVING
from permits.held.models import Penalty
from permits.held.penalties import OVER
from permits.held.schemas import HeldPermitOut, HeldSignOut, HeldState, HeldSummary
from permits.held.signs.steps import newest_first, state_without_file
from permits.models import Permit, PermitVersion, Sign
from permits.procedure.application import UNDECIDED
from permits.procedure.clocks import RENEWAL_ASKED_BEFORE, renewal_asked_by

Holder = aliased(Organisation, name="holder")
NO_DAY = literal_column("'9999-12-31'::date", Date)
FIRST_REMINDER = timedelta(days=30)  # before the last day on which it is asked for in time
SIGN_SOON = timedelta(days=30)  # VEH 62: the inspection is asked for within its last month
STATE: TypeAdapter[HeldState] = TypeAdapter(HeldState)
USED = ("issued", "lost", "damaged", "expired")  # a sign that is not given back yet


@dataclass(frozen=True, slots=True)
class HeldFilters:
    """What a reader asked of the list; None or empty asks nothing."""

    states: tuple[str, ...] = ()
    holder_id: int | None = None
    vehicle_id: int | None = None
    renewal: bool | None = None
    sign_ends: bool | None = None
    penalty: bool | None = None
    q: str | None = None


def _newest_version() -> Any:
    return (
        select(PermitVersion.id, PermitVersion.valid_from, PermitVersion.valid_to)
        .where(PermitVersion.permit_id == Permit.id)
        .order_by(PermitVersion.version.desc())
        .limit(1)
        .correlate(Permit)
        .lateral("newest")
    )


def _newest_sign() -> Any:
    return (
        select(Sign.id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
        .where(PermitVersion.permit_id == Permit.id)
        .order_by(*newest_first())
        .limit(1)
        .correlate(Permit)
        .lateral("newest_sign")
    )


VERSION, SIGN_KEY = _newest_version(), _newest_sign()
ASKED = exists().where(
    Application.permit_id == Permit.id,
    Application.kind == "renewal",
    Application.state.in_((*UNDECIDED.split(), "granted")),
)
ALIVE_NOW = Permit.state.in_(LIVING)


def ends_first() -> ColumnElement[date]:
    """The day by which the list is sorted: the earlier end of permit and sign; none of one that has ended."""
    earlier = func.least(func.coalesce(VERSION.c.valid_to, NO_DAY), func.coalesce(Sign.valid_to, NO_DAY))
    return case((ALIVE_NOW, earlier), else_=NO_DAY)


async def list_held(
    session: AsyncSession, *, hand: Hand, query: PageQuery, filters: HeldFilters
) -> tuple[list[HeldPermitOut], str | None]:
    """Permits that the viewer may see."""
    assert hand.viewer is not None
    viewer = hand.viewer
    statement = held_permits(viewer).where(visible(viewer, "granted"), *_conditions(filters, viewer, hand.today))
    keys: dict[str, Column] = {"ends_on": ends_first(), "number": Permit.number, "id": Permit.id}
    rows, following = await page_rows(session, statement, query, keys=keys, default="ends_on", unique=Permit.id)
    return [shown_permit(row, hand) for row in rows], following


async def summary(session: AsyncSession, *, hand: Hand) -> HeldSummary:
    """How many there are in each state, and how many ask for something."""
    assert hand.viewer is not None
    seen = visible(hand.viewer, "granted")
    states = await session.execute(
        select(Permit.state, func.count()).where(seen).group_by(Permit.state).order_by(Permit.state)
    )
    renewals, signs, penalties = (
        await session.execute(
            _joined(
                select(
                    func.count().filter(_renewal_is_due(hand.today)),
                    func.count().filter(_sign_ends(hand.today)),
                    func.count().filter(_penalised(hand.viewer)),
                )
            ).where(seen, ALIVE_NOW)
        )
    ).one()
    return HeldSummary(states=dict(states.all()), renewals=renewals, signs=signs, penalties=penalties)


def held_permits(viewer: Viewer) -> Select[*tuple[Any, ...]]:
    """Permits, each with its newest version, its newest sign and what is under way of it that the viewer may know of."""
    columns = select(
        Permit, Vehicle.plate, Holder.name.label("holder"), VERSION.c.valid_from, VERSION.c.valid_to, Sign, SignFile,
        ASKED.label("asked"), _penalised(viewer).label("penalised"),
    )  # fmt: skip
    return _joined(columns)


def renewal_under_way() -> ColumnElement[bool]:
    """That a renewal of the permit is asked for, and not issued yet."""
    return ASKED


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Permit)
        .join(Vehicle, Vehicle.id == Permit.vehicle_id)
        .join(Holder, Holder.id == Permit.holder_id)
        .outerjoin(VERSION, literal_column("true"))
        .outerjoin(SIGN_KEY, literal_column("true"))
        .outerjoin(Sign, Sign.id == SIGN_KEY.c.id)
        .outerjoin(SignFile, SignFile.sign_id == Sign.id)
    )


def _penalised(viewer: Viewer) -> ColumnElement[bool]:
    return exists().where(Penalty.permit_id == Permit.id, Penalty.state.not_in(OVER), told_of(viewer))


def _renewal_is_due(today: date) -> ColumnElement[bool]:
    """That it is called to mind: thirty days before the last day on which it is asked for in time (行政许可法 50)."""
    return and_(ALIVE_NOW, VERSION.c.valid_to <= today + RENEWAL_ASKED_BEFORE + FIRST_REMINDER, ~ASKED)


def _sign_ends(today: date) -> ColumnElement[bool]:
    used = or_(SignFile.id.is_(None), SignFile.state.in_(USED))
    return and_(ALIVE_NOW, Sign.valid_to <= today + SIGN_SOON, used)


def _conditions(filters: HeldFilters, viewer: Viewer, today: date) -> Iterable[ColumnElement[bool]]:
    due, ends, penalised = _renewal_is_due(today), _sign_ends(today), _penalised(viewer)
    text = (filters.q or "").lower()
    conditions: tuple[tuple[object, ColumnElement[bool]], ...] = (
        (filters.states or None, Permit.state.in_(filters.states)),
        (filters.holder_id, Permit.holder_id == filters.holder_id),
        (filters.vehicle_id, Permit.vehicle_id == filters.vehicle_id),
        (filters.renewal, due if filters.renewal else ~func.coalesce(due, False)),
        (filters.sign_ends, ends if filters.sign_ends else ~func.coalesce(ends, False)),
        (filters.penalty, penalised if filters.penalty else ~penalised),
        (
            filters.q,
            or_(
                *(
                    func.strpos(func.lower(column), text.replace("·", "")) > 0
                    for column in (Permit.number, Vehicle.plate, Holder.name)
                )
            ),
        ),
    )
    return [condition for value, condition in conditions if value is not None]


def shown_permit(row: Row[*tuple[Any, ...]], hand: Hand) -> HeldPermitOut:
    """A permit as the list shows it."""
    permit: Permit = row.Permit
    sign: Sign | None = row.Sign
    valid_to: date | None = row.valid_to
    alive = permit.state in LIVING
    ends = [day for day in (valid_to, None if sign is None else sign.valid_to) if day is not None]
    return HeldPermitOut(
        id=str(permit.id),
        number=permit.number,
        state=STATE.validate_python(permit.state),
        version=permit.version,
        vehicle=NamedOut(id=str(permit.vehicle_id), name=row.plate),
        holder=NamedOut(id=str(permit.holder_id), name=row.holder),
        valid_from=row.valid_from,
        valid_to=valid_to,
        sign=None if sign is None else _shown_sign(sign, row.SignFile, hand),
        ends_on=min(ends) if alive and ends else None,
        renewal=_renewal(permit, valid_to, hand.today, asked=row.asked),
        renew_by=None if valid_to is None or not alive else renewal_asked_by(valid_to),
        penalty=row.penalised,
    )


def _shown_sign(sign: Sign, file: SignFile | None, hand: Hand) -> HeldSignOut:
    state = state_without_file(sign, hand) if file is None else file.state
    return HeldSignOut(number=sign.number, valid_to=sign.valid_to, state=state)


def _renewal(permit: Permit, valid_to: date | None, today: date, *, asked: bool) -> Any:
    if permit.state not in LIVING or valid_to is None:
        return None
    if asked:
        return "asked"
    by = renewal_asked_by(valid_to)
    if today > by:
        return "late"
    return "due" if today >= by - FIRST_REMINDER else None
