"""Use cases of declarations: made, carried on, ended early, listed. Each holds by its own stated time, and ends by itself."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, TypeVar

from geoalchemy2.shape import from_shape
from sqlalchemy import DateTime, Select, func, or_, select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.ext.asyncio import AsyncSession

from core import audit
from core.access import Viewer, visible
from core.errors import Invalid, Missing, Refused, field
from core.models import Account, Parameter
from core.pagination import PageQuery, page_rows
from fleet.geojson import geometry_of
from fleet.models import Line
from geofences.conditions import LOW_VISIBILITY_M, SURFACES
from geofences.declared.schemas import (
    LONGEST,
    ConditionIn,
    ConditionOut,
    ExemptionIn,
    ExemptionOut,
    Scope,
    State,
)
from geofences.declared.scope import outline_of
from geofences.models import Condition, Exemption
from geofences.validity import Ground
from geofences.versions import SHORTEST, now_of

Table = TypeVar("Table", Condition, Exemption)
JUST_NOW = timedelta(minutes=5)  # a clock or a form may be so much behind; what is older would be dated back


async def declare_condition(
    session: AsyncSession, *, viewer: Viewer, given: ConditionIn, ground: Ground, address: str | None = None
) -> ConditionOut:
    """A condition of Art 35. Raises Invalid: low visibility needs the metres that were observed, a surface has none."""
    is_surface = given.kind in SURFACES
    if is_surface and given.visibility_m is not None:
        raise Invalid(field("visibility_m", zh="路面状况不填能见度", en="a surface has no visibility"))
    if not is_surface and given.visibility_m is None:
        raise Invalid(field("visibility_m", zh="请填写观测到的能见度（米）", en="needs the metres that one can see"))
    own = {"kind": given.kind, "visibility_m": given.visibility_m}
    made = await _declare(session, viewer, Condition, given, given, own, ground, address)
    return _condition(made, viewer.display_name, await low_visibility_m(session))


async def declare_exemption(
    session: AsyncSession, *, viewer: Viewer, given: ExemptionIn, ground: Ground, address: str | None = None
) -> ExemptionOut:
    """An exemption of Art 30: until it ends, leaving the approved line there is no finding. Raises Invalid."""
    own: dict[str, Any] = {"kind": given.kind, "reason": given.reason, "line_id": given.line_id}
    if given.line_id is not None:
        seen = select(Line.name).where(Line.id == given.line_id, visible(viewer, "line"))
        own["scope"] = await session.scalar(seen)
        if own["scope"] is None:
            raise Invalid(field("line_id", zh="没有这条线路", en="is no line"))
    made = await _declare(session, viewer, Exemption, given, given, own, ground, address)
    return _exemption(made, viewer.display_name)


async def list_conditions(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, state: State, now: datetime
) -> tuple[list[ConditionOut], str | None]:
    """Declared conditions, the last declared first."""
    rows, following = await _listed(session, viewer, Condition, query, state, now)
    low_m = await low_visibility_m(session)
    return [_condition(one, name, low_m) for one, name in rows], following


async def list_exemptions(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, state: State, now: datetime
) -> tuple[list[ExemptionOut], str | None]:
    """Declared exemptions, the last declared first."""
    rows, following = await _listed(session, viewer, Exemption, query, state, now)
    return [_exemption(one, name) for one, name in rows], following


async def renew(
    session: AsyncSession, *, viewer: Viewer, table: type[Table], id_: int, until: datetime, address: str | None = None
) -> Table:
    """Carry one on that has not ended: the next begins where it ends. Raises Missing, Refused, Invalid."""
    one = await _locked(session, viewer, table, id_)
    ends = one.during.upper
    if ends is None or ends <= await now_of(session):
        raise _over()
    if await session.scalar(select(table.id).where(table.renews == id_)):
        raise Refused("renewed", zh="已经续期，请对新的一条再续。", en="It is renewed already; renew the one after it.")
    _lasts(table.__tablename__, ends, until)
    kept = ("kind", "area", "scope", "source", *(("visibility_m",) if table is Condition else ("reason", "line_id")))
    made = table(
        **{name: getattr(one, name) for name in kept},
        renews=id_,
        during=Range(ends, until),
        declared_by=viewer.account_id,
    )
    session.add(made)
    await session.flush()
    await _tell(session, viewer, "renew", made, {"renews": str(id_)}, address)
    return made


async def end(
    session: AsyncSession, *, viewer: Viewer, table: type[Table], id_: int, address: str | None = None
) -> Table:
    """End one early, with what carries it on. Raises Missing, Refused when it is over."""
    one = await _locked(session, viewer, table, id_)
    now = await now_of(session)
    if one.during.upper is not None and one.during.upper <= now:
        raise _over()
    following: Table | None = one
    while following is not None:
        begins = following.during.lower
        assert begins is not None
        following.during = Range(begins, max(now, begins + SHORTEST))
        await session.flush()
        await _tell(session, viewer, "end", following, {}, address)
        following = await session.scalar(select(table).where(table.renews == following.id).with_for_update())
    return one


async def low_visibility_m(session: AsyncSession) -> float:
    """The visibility below which it is low, as the district has set it: the rule's own dated parameter."""
    newest = (
        select(Parameter.value)
        .where(Parameter.name == "R24.visibility_m", Parameter.since <= func.now())
        .order_by(Parameter.since.desc())
        .limit(1)
    )
    value = await session.scalar(newest)
    return LOW_VISIBILITY_M if value is None else value


async def shown_condition(session: AsyncSession, one: Condition) -> ConditionOut:
    """One, as the lists show it."""
    name = await session.scalar(select(Account.display_name).where(Account.id == one.declared_by))
    return _condition(one, name, await low_visibility_m(session))


async def shown_exemption(session: AsyncSession, one: Exemption) -> ExemptionOut:
    """One, as the lists show it."""
    return _exemption(one, await session.scalar(select(Account.display_name).where(Account.id == one.declared_by)))


async def _declare(
    session: AsyncSession,
    viewer: Viewer,
    table: type[Table],
    given: ConditionIn | ExemptionIn,
    scope: Scope,
    own: Mapping[str, Any],
    ground: Ground,
    address: str | None,
) -> Table:
    now = await now_of(session)
    since = given.since or now
    if since < now - JUST_NOW:
        raise Invalid(field("since", zh="不能追溯过去", en="must not lie in the past"))
    since = max(since, now)
    _lasts(table.__tablename__, since, given.until)
    area, name = await outline_of(session, viewer=viewer, given=scope, ground=ground)
    made = table(
        **{"scope": name, **own},
        area=None if area is None else from_shape(area, 4326),
        source=given.source,
        during=Range(since, given.until),
        declared_by=viewer.account_id,
    )
    session.add(made)
    await session.flush()
    await _tell(session, viewer, "declare", made, {}, address)
    return made


def _lasts(kind: str, since: datetime, until: datetime) -> None:
    if until <= since:
        raise Invalid(field("until", zh="应在开始之后", en="must lie after the beginning"))
    longest = LONGEST[kind]
    if until - since > longest:
        hours = round(longest.total_seconds() / 3600)
        raise Invalid(
            field("until", zh=f"一次最长 {hours} 小时，到期可续期", en=f"lasts {hours} hours at most; renew it later")
        )


async def _locked(session: AsyncSession, viewer: Viewer, table: type[Table], id_: int) -> Table:
    noun = table.__tablename__
    found = await session.scalar(select(table).where(table.id == id_, visible(viewer, noun)).with_for_update())
    if found is None:
        raise Missing(noun, id_)
    return found


async def _listed(
    session: AsyncSession, viewer: Viewer, table: type[Table], query: PageQuery, state: State, now: datetime
) -> tuple[list[Any], str | None]:
    named: Select[*tuple[Any, ...]] = select(table, Account.display_name)
    statement = named.outerjoin(Account, Account.id == table.declared_by).where(visible(viewer, table.__tablename__))
    moment = DateTime(timezone=True)
    since, until = func.lower(table.during, type_=moment), func.upper(table.during, type_=moment)
    taken_back = until <= since + SHORTEST  # ended before it began
    if state == "current":
        statement = statement.where(table.during.contains(now))
    elif state == "planned":
        statement = statement.where(since > now, ~taken_back)
    elif state == "past":
        statement = statement.where(or_(until <= now, taken_back))
    keys = {"declared": table.created_at}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-declared", unique=table.id)
    return [row[:2] for row in rows], following


def _over() -> Refused:
    return Refused("declaration_over", zh="已经结束，请重新发布。", en="It is over; declare it again.")


async def _tell(
    session: AsyncSession,
    viewer: Viewer,
    deed: str,
    one: Condition | Exemption,
    detail: Mapping[str, Any],
    address: str | None,
) -> None:
    noun = one.__tablename__
    ends = one.during.upper
    told = {"kind": one.kind, "scope": one.scope, "until": None if ends is None else ends.isoformat(), **detail}
    await audit.record(
        session, viewer=viewer, action=f"{noun}.{deed}", kind=noun, id=one.id, detail=told, address=address
    )


def _common(one: Condition | Exemption, name: str | None) -> dict[str, Any]:
    return {
        "id": one.id,
        "area": None if one.area is None else geometry_of(one.area),
        "scope": one.scope,
        "source": one.source,
        "since": one.during.lower,
        "until": one.during.upper,
        "declared_by": name,
        "renews": one.renews,
        "kind": one.kind,
    }


def _condition(one: Condition, name: str | None, low_m: float) -> ConditionOut:
    lowers = one.kind in SURFACES or (one.visibility_m is not None and one.visibility_m < low_m)
    return ConditionOut.model_validate({**_common(one, name), "visibility_m": one.visibility_m, "lowers": lowers})


def _exemption(one: Exemption, name: str | None) -> ExemptionOut:
    return ExemptionOut.model_validate({**_common(one, name), "reason": one.reason, "line_id": one.line_id})
