"""Findings by operator, school, driver, rule or place, beside the span before and against what each drove."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.models import Organisation
from findings.figures.ask import Ask, By
from findings.figures.counted import KEYS, from_findings, rejected, told, within_both
from findings.figures.exposure import Keys
from findings.figures.schemas import Group, Spread
from findings.figures.trend import exposed
from findings.models import Finding
from findings.schemas import Both
from fleet.models import Person
from geofences.models import Place
from rules.catalogue import CATALOGUE

MOST_GROUPS = 500
SEVERITIES = tuple(Spread.model_fields)


async def groups(
    session: AsyncSession, *, viewer: Viewer, ask: Ask, runs: Keys | None, metres: Keys | None
) -> tuple[list[Group], bool]:
    """Those with most findings first, then who drove and was found nothing of; and whether some were cut off."""
    false, key = rejected(), KEYS[ask.by]
    right = false.c.finding_id.is_(None)
    of_now = Finding.began >= ask.begin
    statement = (
        from_findings(
            key.label("grouped_by"),
            func.count().filter(of_now, right),
            func.count().filter(of_now, ~right),
            func.count().filter(~of_now, right),
            *(func.count().filter(of_now, right, Finding.severity == severity) for severity in SEVERITIES),
            only=ask.only, by=ask.by,
        )
        .outerjoin(false, false.c.finding_id == Finding.id)
        .where(told(viewer), within_both(ask))
        .group_by("grouped_by")
    )  # fmt: skip
    counted = {row[0]: tuple(row[1:]) for row in await session.execute(statement)}
    of_all = ask.by == "rule"  # every rule judges every run
    others = set() if of_all else {*(runs or {}), *(metres or {})}
    nothing = (0,) * (3 + len(SEVERITIES))
    every: dict[Any, tuple[int, ...]] = dict.fromkeys(others, nothing) | counted
    names = await names_of(session, ask.by, every)
    made = [_group(ask.by, key, counts, names, runs, metres) for key, counts in every.items()]
    made.sort(key=lambda one: (-one.findings, -one.before, -one.rejected, one.key is None, one.key or ""))
    return made[:MOST_GROUPS], len(made) > MOST_GROUPS


def _group(
    by: By, key: Any, counts: tuple[int, ...], names: dict[Any, Both], runs: Keys | None, metres: Keys | None
) -> Group:
    findings, false, before, *severities = counts
    driven = None if by == "rule" else key
    return Group(
        key=None if key is None else str(key), name=names.get(key), findings=findings, rejected=false, before=before,
        severities=Spread(**dict(zip(SEVERITIES, severities, strict=True))),
        **exposed(
            findings, None if runs is None else runs.get(driven, 0), None if metres is None else metres.get(driven, 0.0)
        ),
    )  # fmt: skip


async def names_of(session: AsyncSession, by: By, keys: Iterable[Any]) -> dict[Any, Both]:
    """The names of what findings are grouped by; a place has that of its newest version."""
    known = [key for key in keys if key is not None]
    if by == "rule":
        return {one.id: Both(zh=one.title_zh, en=one.title_en) for one in CATALOGUE if one.id in known}
    if by == "place":
        newest = select(Place.key, Place.name, Place.name_en).where(Place.key.in_(known)).ext(distinct_on(Place.key))
        rows = await session.execute(newest.order_by(Place.key, Place.version.desc()))
    else:
        table = Person if by == "driver" else Organisation
        rows = await session.execute(select(table.id, table.name, table.name_en).where(table.id.in_(known)))
    return {key: Both(zh=name, en=name_en or name) for key, name, name_en in rows}


def key_of(by: By, text: str) -> Any:
    """A key as an answer gave it. Raises ValueError."""
    if by == "rule":
        return text
    if by == "place":
        return UUID(text)
    number = int(text)
    if not 0 < number < 2**31:
        raise ValueError(text)
    return number
