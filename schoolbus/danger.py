"""`schoolbus danger` and the worker's tasks of the same: dangerous segments found, and what measures led to reckoned.

They are here and not in findings because the items of a terminal's report are read by gps_ingest.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import structlog
import typer
from celery import shared_task

from core import clock
from core.settings import Settings, get_settings
from findings.danger.walk import days
from findings.danger.walk.run import Run, ask, connect, forget, work
from gps_ingest.decode.jt808.items import warnings
from schoolbus.rejudging import moment_of

log = structlog.get_logger(__name__)
DAYS, DAY_S = 28, 86_400.0
LOCK = 0x5B1A  # of the minutely task: one of the worker's two slots is enough for it
AT_ONCE_S = 240.0  # then the task leaves the worker to others; the next minute's goes on
SAY_EVERY_S = 2.0
BEST = """SELECT rank, coalesce(road, near, '-'), events, hits, passages, low FROM danger_cluster
    WHERE run_id = (SELECT max(id) FROM danger_run WHERE state = 'done') ORDER BY rank LIMIT 10"""


def run(settings: Settings, since: str | None, until: str | None) -> None:
    """Walk, say how far it is, print the ranking. Raises typer.BadParameter for what cannot be meant."""
    until_s = clock.epoch() if until is None else moment_of(until, settings, "--until")
    since_s = until_s - DAYS * DAY_S if since is None else moment_of(since, settings, "--since")
    if not since_s < until_s <= clock.epoch():
        raise typer.BadParameter("--since must lie before --until, and that not in the future")
    with connect(settings) as conn:
        if ask(conn, since_s, until_s) is None:
            typer.echo("another walk is under way: this goes on with it", err=True)
    if work(settings, warned=warnings, heard=_progress(settings)) == 0:
        typer.echo("the worker is at it; the page shows how far it is", err=True)
        return
    with connect(settings) as conn:
        for rank, where, events, hits, passages, low in conn.execute(BEST):
            typer.echo(
                f"{rank:>4}  {hits:>5} of {passages:>6} passages ({low:.1%} at least)  {events:>5} events  {where}"
            )


def _progress(settings: Settings) -> Callable[[Run], None]:
    """Says every few seconds how far it is."""
    said_s = 0.0

    def heard(run: Run) -> None:
        nonlocal said_s
        if time.monotonic() - said_s >= SAY_EVERY_S:
            said_s = time.monotonic()
            at = datetime.fromtimestamp(run.reached_s, UTC).astimezone(settings.zone)
            rate = run.fixes / run.lasted_s if run.lasted_s else 0.0
            typer.echo(
                f"  {run.share:>4.0%}  {run.state} up to {at:%Y-%m-%d %H:%M}  {rate:,.0f} fixes a second", err=True
            )

    return heard


@shared_task(name="danger.ask")
def ask_weekly() -> int | None:
    """Weekly, by beat: the last four weeks."""
    until_s = clock.epoch()
    with connect(get_settings()) as conn:
        return ask(conn, until_s - DAYS * DAY_S, until_s)


@shared_task(name="danger.work")
def go_on() -> tuple[int, int]:
    """Every minute, by beat: go on with the walk under way, then with the days of hazards that are due, for some minutes."""
    until_s = time.monotonic() + AT_ONCE_S
    steps, written = go_on_alone(get_settings(), lambda: time.monotonic() < until_s)
    if steps or written:
        log.info("danger_worked", steps=steps, days_of_places=written)
    return steps, written


def go_on_alone(settings: Settings, on: Callable[[], bool]) -> tuple[int, int]:
    """Steps of the walk and days of places that were done, none of either while another goes on."""
    with connect(settings) as conn:
        (mine,) = conn.execute("SELECT pg_try_advisory_lock(%s)", (LOCK,)).fetchone() or (False,)
        if not mine:
            return 0, 0
        return work(settings, warned=warnings, on=on), days.reckon(settings, warned=warnings, on=on)


@shared_task(name="danger.forget")
def forget_runs() -> int:
    """Daily, by beat."""
    settings = get_settings()
    with connect(settings) as conn:
        gone = forget(conn, older_than_days=settings.danger_retention_days)
    log.info("danger_runs_forgotten", runs=gone, older_than_days=settings.danger_retention_days)
    return gone
