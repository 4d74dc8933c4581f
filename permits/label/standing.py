"""How a label stands at a moment: valid, or why not, by its sign, its permit and what is in force then."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from permits.desk.models import SignFile
from permits.label.models import Label, LabelVoid
from permits.models import InForce, PermitVersion, Sign

Standing = Literal[
    "valid", "void", "sign_lost", "sign_damaged", "sign_returned", "sign_taken_back", "sign_replaced", "sign_ended", "superseded",
    "permit_not_in_force", "not_yet", "expired",
]  # fmt: skip
OF_SIGN: dict[str, Standing] = {
    "lost": "sign_lost",
    "damaged": "sign_damaged",
    "returned": "sign_returned",
    "taken_back": "sign_taken_back",
    "replaced": "sign_replaced",
    "expired": "expired",
}
Other = aliased(PermitVersion, name="other")


async def standings(
    session: AsyncSession, *, label_ids: Iterable[int], now: datetime, today: date
) -> dict[int, Standing]:
    """How each of these labels stands, by id."""
    rows = await session.execute(_facts(now).where(Label.id.in_(list(label_ids))))
    return {row.label_id: _standing(row, now, today) for row in rows}


def _standing(row: Row[Any], now: datetime, today: date) -> Standing:
    """What is wrong with it first of all; the sign before the permit, since it is the sign that is on the bus."""
    if row.is_void:
        return "void"
    if row.sign_state in OF_SIGN:
        return OF_SIGN[row.sign_state]
    if row.is_superseded:
        return "superseded"
    return _by_time(row, now, today)


def _by_time(row: Row[Any], now: datetime, today: date) -> Standing:
    if row.during.upper is not None and row.during.upper <= now:
        return "expired" if row.valid_to < today else "sign_ended"
    if row.is_in_force:
        return "valid" if row.during.lower <= now else "not_yet"
    if row.will_be_in_force:
        return "not_yet"
    return "expired" if row.permit_to is not None and row.permit_to < today else "permit_not_in_force"


def _facts(now: datetime) -> Select[*tuple[Any, ...]]:
    rules: ColumnElement[bool] = InForce.during.contains(now)
    of_version = InForce.permit_version_id == PermitVersion.id
    follows = (
        select(InForce.id)
        .join(Other, Other.id == InForce.permit_version_id)
        .where(Other.permit_id == PermitVersion.permit_id, Other.version > PermitVersion.version, rules)
    )
    state = select(SignFile.state).where(SignFile.sign_id == Sign.id).limit(1)
    return (
        select(
            Label.id.label("label_id"),
            exists(select(LabelVoid.label_id).where(LabelVoid.label_id == Label.id)).label("is_void"),
            state.scalar_subquery().label("sign_state"),
            exists(follows).label("is_superseded"),
            Sign.during,
            Sign.valid_to,
            PermitVersion.valid_to.label("permit_to"),
            exists(select(InForce.id).where(of_version, rules)).label("is_in_force"),
            exists(select(InForce.id).where(of_version, func.lower(InForce.during) > now)).label("will_be_in_force"),
        )
        .join(Sign, Sign.id == Label.sign_id)
        .join(PermitVersion, PermitVersion.id == Sign.permit_version_id)
    )
