"""Use cases of figures: the report of a span, and the lists that its figures are made of."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Invalid, field
from core.models import Organisation
from core.pagination import PageQuery, page_rows
from findings.desk import cases
from findings.desk.schemas import CaseOut
from findings.figures import exposure, groups, handling, overdue, trend
from findings.figures.ask import ONE_DAY, Ask, By
from findings.figures.counted import (
    KEYS,
    case_sets,
    driven,
    from_findings,
    is_rejected,
    of_cases,
    of_runs,
    told,
    within,
    within_before,
)  # fmt: skip
from findings.figures.schemas import BusOut, CaseSet, Chosen, Report, RunSet, Window
from findings.figures.today import of_buses, seen_today
from findings.models import Finding
from findings.schemas import FindingOut
from findings.service import findings_by_id
from fleet.models import Vehicle, VehicleState
from runs.models import Run
from runs.schemas import RunOut
from runs.service import runs_where, state_of_run

NOBODY = "none"  # the key of those of which it is not known


async def report(session: AsyncSession, *, viewer: Viewer, ask: Ask) -> Report:
    """Everything of a span: sums, trend, groups, handling; and what is overdue now."""
    rows = await trend.counted_by_day(session, viewer=viewer, ask=ask)
    all_runs = await exposure.runs(session, viewer=viewer, ask=ask, by=None)
    all_metres = await exposure.metres(session, viewer=viewer, ask=ask, by=None)
    if ask.by == "rule":  # every rule judges every run
        runs, metres = all_runs, all_metres
    else:
        runs = await exposure.runs(session, viewer=viewer, ask=ask, by=ask.by)
        metres = await exposure.metres(session, viewer=viewer, ask=ask, by=ask.by)
    grouped, cut = await groups.groups(session, viewer=viewer, ask=ask, runs=runs, metres=metres)
    handled = await handling.handling(session, viewer=viewer, ask=ask)
    return Report(
        first=ask.first,
        last=ask.last,
        before_first=ask.first - timedelta(days=ask.days),
        before_last=ask.first - ONE_DAY,
        complete=ask.now.astimezone(ask.zone).date() > ask.last,
        by=ask.by,
        step=ask.step,
        chosen=await _chosen(session, viewer, ask),
        total=trend.total(
            trend.totals(rows),
            runs=None if all_runs is None else all_runs[None],
            metres=None if all_metres is None else all_metres[None],
        ),
        trend=trend.buckets(ask, rows),
        groups=grouped,
        cut=cut,
        handling=handled,
        handling_total=handling.together(handled),
        overdue=await overdue.overdue(session, viewer=viewer, ask=ask),
    )


async def findings_of(
    session: AsyncSession,
    *,
    viewer: Viewer,
    query: PageQuery,
    ask: Ask,
    key: str | None,
    false: bool,
    window: Window,
) -> tuple[list[FindingOut], str | None]:
    """The findings that a figure counts: of the span or the one before, of one key of the grouping, rejected or not."""
    statement = from_findings(Finding.id, only=ask.only, by=None if key is None else ask.by).where(
        told(viewer),
        within(ask) if window == "now" else within_before(ask),
        is_rejected() if false else ~is_rejected(),
        *_is(ask.by, key),
    )
    keys = {"began": Finding.began}
    rows, following = await page_rows(session, statement, query, keys=keys, default="-began", unique=Finding.id)
    shown = {one.id: one for one in await findings_by_id(session, ids=[row[0] for row in rows])}
    return [shown[str(row[0])] for row in rows], following


async def cases_of(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, ask: Ask, named: CaseSet, key: str | None
) -> tuple[list[CaseOut], str | None]:
    """The cases that a figure counts; `key` is that of an operator."""
    conditions = [case_sets(ask)[named], *of_cases(ask.only), *_is("operator", key)]
    return await cases.cases_where(session, viewer=viewer, query=query, conditions=conditions, now=ask.now)


async def buses_of(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, ask: Ask, seen: bool | None
) -> tuple[list[BusOut], str | None]:
    """The buses that have sent a position today, or those that have not."""
    statement: Select[*tuple[Any, ...]] = (
        select(Vehicle.id, Vehicle.plate, Organisation.name.label("operator"), VehicleState.fix_time.label("last_fix"))
        .outerjoin(VehicleState, VehicleState.vehicle_id == Vehicle.id)
        .outerjoin(Organisation, Organisation.id == Vehicle.operator_id)
        .where(visible(viewer, "vehicle"), *of_buses(ask))
    )
    if seen is not None:
        statement = statement.where(seen_today(ask) if seen else ~seen_today(ask))
    keys = {"plate": Vehicle.plate}
    rows, following = await page_rows(session, statement, query, keys=keys, default="plate", unique=Vehicle.id)
    return [_bus(*tuple(row)[:4]) for row in rows], following


def _bus(id_: int, plate: str, operator: str | None, last_fix: datetime | None) -> BusOut:
    return BusOut(id=str(id_), plate=plate, operator=operator, last_fix=last_fix)


async def runs_of(
    session: AsyncSession, *, viewer: Viewer, query: PageQuery, ask: Ask, state: RunSet | None, key: str | None
) -> tuple[list[RunOut], str | None]:
    """The runs of the span: all, those of one state, or those that were driven, of one key of the grouping."""
    conditions = of_runs(ask)
    if state is not None:
        conditions.append(driven() if state == "driven" else state_of_run() == state)
    if ask.by in exposure.RUN_KEYS:
        conditions += _is(ask.by, key, exposure.RUN_KEYS)
    return await runs_where(session, viewer=viewer, query=query, conditions=conditions)


def _is(by: By, key: str | None, columns: Mapping[By, ColumnElement[Any]] = KEYS) -> list[ColumnElement[bool]]:
    """That a finding (a case, a run) is of a key of the grouping. Raises Invalid."""
    if key is None:
        return []
    if key == NOBODY:
        return [columns[by].is_(None)]
    try:
        return [columns[by] == groups.key_of(by, key)]
    except ValueError as error:
        raise Invalid(field("key", zh="不是该分组中的编号", en="is no key of this grouping")) from error


async def _chosen(session: AsyncSession, viewer: Viewer, ask: Ask) -> list[Chosen]:
    """The filters by name, for the head of a page or paper; a driver is named to those who may see a run of theirs."""
    only = ask.only
    asked: tuple[tuple[By, object], ...] = (
        ("operator", only.operator_id),
        ("school", only.school_id),
        ("driver", only.driver_id),
        ("rule", only.rule),
        ("place", only.place),
    )
    chosen = []
    for by, key in asked:
        if key is not None:
            known = by != "driver" or await _drives_for(session, viewer, only.driver_id)
            names = await groups.names_of(session, by, [key]) if known else {}
            chosen.append(Chosen(filter=by, key=str(key), name=names.get(key)))
    if only.severity is not None:
        chosen.append(Chosen(filter="severity", key=only.severity, name=None))
    return chosen


async def _drives_for(session: AsyncSession, viewer: Viewer, driver_id: int | None) -> bool:
    seen = select(Run.id).where(Run.driver_id == driver_id, visible(viewer, "run")).limit(1)
    return await session.scalar(seen) is not None
