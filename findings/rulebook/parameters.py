"""Use cases of the rules' dated parameters: what each is, was and may be, and dating a new value."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer
from core.errors import Conflict, Invalid, field
from core.models import Parameter
from findings.rulebook.modes import from_now_on
from findings.rulebook.schemas import ParameterIn, ParameterOut, ParameterRowOut, Parameters
from rules.book.dated import KNOWN, Known, finite


async def parameters(session: AsyncSession, *, now: datetime) -> Parameters:
    """Every parameter, its dated values the newest first."""
    rows: dict[str, list[Parameter]] = {}
    for row in await session.scalars(select(Parameter).order_by(Parameter.since.desc())):
        rows.setdefault(row.name, []).append(row)
    return Parameters(items=[_shown(known, rows.get(name, []), now) for name, known in KNOWN.items()])


async def set_parameter(
    session: AsyncSession, *, viewer: Viewer, given: ParameterIn, now: datetime, address: str | None
) -> None:
    """Date a new value. Raises Invalid (no such parameter, out of bounds, a moment gone by), Conflict."""
    known = KNOWN.get(given.name)
    if known is None:
        raise Invalid(field("name", zh="没有这个参数", en="there is no such parameter"))
    if not known.fits(given.value):
        between = f"{known.least:g} – {known.most:g} {known.unit}"
        whole = (" 的整数", ", a whole number") if known.whole else ("", "")
        raise Invalid(field("value", zh=f"应在 {between} 之间{whole[0]}", en=f"must lie between {between}{whole[1]}"))
    since = from_now_on(given.since, now)
    session.add(Parameter(name=given.name, value=given.value, since=since, source=given.source))
    try:
        await session.flush()
    except IntegrityError as error:
        raise Conflict(
            "parameter_taken", zh="该参数在这一时刻已有取值。", en="It already has a value for that very moment."
        ) from error
    await audit.record(
        session,
        viewer=viewer,
        action="parameter.set",
        kind="parameter",
        id=given.name,
        detail={"value": given.value, "since": since.isoformat(), "source": given.source},
        address=address,
    )


def _shown(known: Known, rows: list[Parameter], now: datetime) -> ParameterOut:
    holds = next((row.value for row in rows if row.since <= now), known.default)
    return ParameterOut(
        name=known.name,
        rule=known.rule,
        unit=known.unit,
        value=finite(holds),
        default=finite(known.default),
        source=known.source,
        least=finite(known.least),
        most=finite(known.most),
        history=[ParameterRowOut(value=row.value, since=row.since, source=row.source) for row in rows],
    )
