"""How fast history is judged again from its stored fixes: a whole district, and one vehicle alone, which is the slow case."""

import asyncio
from datetime import UTC, datetime

import psycopg

from bench.figure import Figure
from bench.figures.ceilings import COPY, TYPES, Row, fix_row
from bench.figures.rates import PLACES
from bench.ground.places import Ground
from bench.ground.town import LONGEST_S, SPEED_MPS, Town, build
from core.settings import Settings
from findings.rejudge.report import Report, rejudge
from findings.rejudge.walk import Span
from gps_ingest.decode.jt808.items import warnings

BUSES = 300  # of a district
SINCE_S = 2 * LONGEST_S  # ago: its runs began
MONTH = 30_000_000  # fixes of a district
ALONE_S = 24 * 3600.0  # of one vehicle, before its run
ALONE_EVERY_S = 10.0


def rejudging(ground: Ground) -> list[Figure]:
    """`rejudge`: an hour of a district on its runs, a fix a second each; `rejudge_alone`: a day of one vehicle that sends at
    all hours. Both read, judge, compare and store the report, as `schoolbus rejudge` does.
    """
    with ground.database() as database:
        town = build(database, BUSES, PLACES, ago_s=SINCE_S, bends=PLACES)
        until_s = town.began_s + LONGEST_S
        _drive(database, town, until_s)
        settings = Settings(database_url=database, redis_url=ground.stack.redis_url)
        all_ = _judged(settings, Span(town.began_s, until_s))
        alone = _judged(settings, Span(town.began_s - ALONE_S, until_s, [1]))
    rate, alone_rate = all_.fixes / all_.lasted_s, alone.fixes / alone.lasted_s
    says = (
        f"{all_.fixes:,} fixes of {BUSES} buses, {all_.count('new'):,} findings;"
        f" a month of {MONTH / 1e6:.0f} M in {MONTH / rate / 3600:.1f} h on one core"
    )
    days = (ALONE_S + LONGEST_S) / 86_400
    says_alone = f"{alone.fixes:,} fixes in {days:.2f} days; its month in {alone.lasted_s / days * 30 / 60:.0f} minutes"
    return [
        Figure("rejudge", rate, "fixes/s", None, "≥ 700", says),
        Figure("rejudge_alone", alone_rate, "fixes/s", None, "", says_alone),
    ]


def _judged(settings: Settings, span: Span) -> Report:
    return asyncio.run(rejudge(settings, span, rules=None, stretches=(), warned=warnings))


def _drive(database_url: str, town: Town, until_s: float) -> None:
    """Every bus on its line, a fix a second; before it the first bus stands at its start, a fix each ten seconds."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        first = _time(town.began_s - ALONE_S)
        connection.execute("SELECT ensure_position_partitions(%s::date, %s::date)", (first, _time(until_s)))
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            copy.set_types(TYPES)
            for number in range(int(ALONE_S / ALONE_EVERY_S)):
                copy.write_row(_fix(town, 0, town.began_s - ALONE_S + number * ALONE_EVERY_S, stands=True))
            for number in range(int(until_s - town.began_s)):
                for bus in range(len(town.devices)):
                    copy.write_row(_fix(town, bus, town.began_s + number, stands=False))
        connection.execute("VACUUM (ANALYZE) position")


def _fix(town: Town, bus: int, at_s: float, *, stands: bool) -> Row:
    at = _time(at_s)
    return fix_row(bus, at, at, town.at(bus, town.began_s if stands else at_s), 0.0 if stands else SPEED_MPS)


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
