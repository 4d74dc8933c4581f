"""`schoolbus rejudge`: judges history again with the permits and places of its time, and says what differs."""

import asyncio
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import typer

from core import clock
from core.settings import Settings
from findings.rejudge.report import Report, rejudge
from findings.rejudge.walk import Span, Step
from gps_ingest.decode.jt808.items import warnings
from gps_ingest.uptime import up_times
from rules.catalogue import RULES

SAY_EVERY_S = 2.0
KINDS = (
    ("same", "stand and are found again"),
    ("changed", "stand and are found otherwise"),
    ("gone", "stand and are not found any more"),
    ("new", "do not stand and are found now"),
)


def run(settings: Settings, since: str, until: str | None, rules: Sequence[str], vehicles: Sequence[int]) -> None:
    """Judge again, say how far it is, print what differs. Raises typer.BadParameter for what cannot be meant."""
    known = [each.id for each in RULES]
    if unknown := [each for each in rules if each not in known]:
        raise typer.BadParameter(f"no rule is called {unknown[0]}: there are {', '.join(known)}")
    since_s = moment_of(since, settings, "--since")
    until_s = clock.epoch() if until is None else moment_of(until, settings, "--until")
    if not since_s < until_s <= clock.epoch():
        raise typer.BadParameter("--since must lie before --until, and that not in the future")
    _print(asyncio.run(_judged(settings, Span(since_s, until_s, vehicles or None), rules or None)), settings)


def moment_of(text: str, settings: Settings, option: str) -> float:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option}: {text!r} is no date or time like 2026-09-01T07:00") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=settings.zone)).timestamp()


async def _judged(settings: Settings, span: Span, rules: Sequence[str] | None) -> Report:
    stretches = await up_times(settings.database_url, span.since_s, span.until_s)
    heard = _progress(settings)
    return await rejudge(settings, span, rules=rules, stretches=stretches, warned=warnings, heard=heard)


def _progress(settings: Settings) -> Callable[[Step], None]:
    """Says every few seconds how far it is."""
    began_s, said_s, seen = time.monotonic(), 0.0, 0

    def heard(step: Step) -> None:
        nonlocal seen, said_s
        seen += step.fixes
        lasted_s = time.monotonic() - began_s
        if lasted_s - said_s >= SAY_EVERY_S:
            said_s = lasted_s
            typer.echo(
                f"  {_local(step.reached_s, settings)}  {seen:,} fixes, {seen / lasted_s:,.0f} a second", err=True
            )

    return heard


def _print(report: Report, settings: Settings) -> None:
    rate = report.fixes / report.lasted_s
    typer.echo(f"{report.fixes:,} fixes in {report.lasted_s:.1f} s ({rate:,.0f} a second)")
    for kind, says in KINDS:
        typer.echo(f"{report.count(kind):>8}  {says}")
    for each in report.differences:
        if each.kind != "same":
            what = each.what
            typer.echo(
                f"  {each.kind:<8}{what.rule}  vehicle {what.vehicle}  {_local(what.began_s, settings)}  {what.id}"
            )
    typer.echo(f"report {report.id}, at /api/v1/rejudgements/{report.id}; no finding was changed")


def _local(moment_s: float, settings: Settings) -> str:
    return f"{datetime.fromtimestamp(moment_s, UTC).astimezone(settings.zone):%Y-%m-%d %H:%M:%S}"
