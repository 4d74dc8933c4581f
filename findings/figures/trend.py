"""Findings by day or week of a span, each beside the same part of the span before: one query, whatever the span."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, DateTime, case, cast, func
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from findings.figures.ask import ONE_DAY, Ask
from findings.figures.counted import from_findings, rejected, told, within_both
from findings.figures.schemas import Bucket, Spread, Total
from findings.models import Finding

SUNDAY = 6
Counted = tuple[Any, ...]


class Count:
    """What is counted of one stretch of days."""

    def __init__(self) -> None:
        self.findings = self.rejected = self.before = self.before_rejected = 0
        self.severities: dict[str, int] = {}

    def add(self, is_before: bool, severity: str, is_rejected: bool, count: int) -> None:
        """Add findings of one kind."""
        if is_before:
            if is_rejected:
                self.before_rejected += count
            else:
                self.before += count
        elif is_rejected:
            self.rejected += count
        else:
            self.findings += count
            self.severities[severity] = self.severities.get(severity, 0) + count


async def counted_by_day(session: AsyncSession, *, viewer: Viewer, ask: Ask) -> list[Counted]:
    """(first day of the bucket, is of the span before, severity, is rejected, how many)."""
    false = rejected()
    is_before = (Finding.began < ask.begin).label("is_before")
    is_rejected = false.c.finding_id.is_not(None).label("is_rejected")
    bucket = _bucket(ask).label("bucket")
    statement = (
        from_findings(bucket, is_before, Finding.severity, is_rejected, func.count(), only=ask.only)
        .outerjoin(false, false.c.finding_id == Finding.id)
        .where(told(viewer), within_both(ask))
        .group_by("bucket", "is_before", Finding.severity, "is_rejected")
    )
    return [tuple(row) for row in await session.execute(statement)]


def _bucket(ask: Ask) -> ColumnElement[Any]:
    """The local day of a finding, moved into the span where it is of the one before; the Monday of it by week."""
    day: ColumnElement[Any] = cast(func.timezone(ask.zone.key, Finding.began), Date)
    moved = case((Finding.began < ask.begin, day + ask.days), else_=day)
    return moved if ask.step == "day" else cast(func.date_trunc("week", cast(moved, DateTime)), Date)


def totals(rows: Iterable[Counted]) -> Count:
    """All of it together."""
    whole = Count()
    for _bucket_of, is_before, severity, is_rejected, count in rows:
        whole.add(is_before, severity, is_rejected, count)
    return whole


def buckets(ask: Ask, rows: Iterable[Counted]) -> list[Bucket]:
    """Every day or week of the span, also those on which nothing was found."""
    counts: dict[date, Count] = {}
    for first, is_before, severity, is_rejected, count in rows:
        counts.setdefault(first, Count()).add(is_before, severity, is_rejected, count)
    shown = []
    day = ask.first
    while day <= ask.last:
        last = day if ask.step == "day" else min(ask.last, day + timedelta(days=SUNDAY - day.weekday()))
        one = counts.get(day if ask.step == "day" else day - timedelta(days=day.weekday()), Count())
        shown.append(
            Bucket(
                first=day, last=last, findings=one.findings, rejected=one.rejected, before=one.before,
                severities=Spread.model_validate(one.severities),
            )
        )  # fmt: skip
        day = last + ONE_DAY
    return shown


def total(whole: Count, *, runs: int | None, metres: float | None) -> Total:
    """The whole of a span against what was driven in it."""
    return Total(
        findings=whole.findings, rejected=whole.rejected, before=whole.before, before_rejected=whole.before_rejected,
        severities=Spread.model_validate(whole.severities), **exposed(whole.findings, runs, metres),
    )  # fmt: skip


def exposed(findings: int, runs: int | None, metres: float | None) -> dict[str, Any]:
    """Findings per 100 runs and per 1,000 km; null where nothing was driven or it is not known."""
    km = None if metres is None else round(metres / 1000, 1)
    return {
        "runs": runs,
        "km": km,
        "per_100_runs": round(findings * 100 / runs, 2) if runs else None,
        "per_1000_km": round(findings * 1_000_000 / metres, 2) if metres else None,
    }
