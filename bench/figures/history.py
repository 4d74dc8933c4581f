"""The history of one bus and day, read out of a table that is full: the time that the database itself takes."""

from datetime import UTC, datetime, timedelta

import psycopg
from sqlalchemy.dialects import postgresql

from bench.figure import Figure
from bench.figures.rates import BUSES
from bench.ground.stored import EVERY_S
from core import clock
from fleet import tracks

TIMES = 9
A_DAY = int(86_400 / EVERY_S)  # fixes


def history_day(database_url: str, rows: int) -> Figure:
    """Milliseconds by EXPLAIN ANALYZE of the query that the page's track is read by; the middle of nine, after two to warm.

    Raises RuntimeError where the day does not have its 8,640 fixes.
    """
    until = datetime.fromtimestamp(clock.epoch() // EVERY_S * EVERY_S - 7200.0, UTC)
    window = tracks.Window(until - timedelta(days=1) + timedelta(seconds=EVERY_S), until)
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    statement = tracks.points_of(BUSES // 2, window).compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    took = []
    with psycopg.connect(database_url) as connection:
        for _ in range(2 + TIMES):
            row = connection.execute(f"EXPLAIN (ANALYZE, TIMING off, FORMAT json) {statement}".encode()).fetchone()
            assert row is not None
            said = row[0][0]
            if said["Plan"]["Actual Rows"] != A_DAY:
                raise RuntimeError(f"{said['Plan']['Actual Rows']} fixes of {A_DAY} were found")
            took.append(said["Execution Time"])
    says = f"{A_DAY:,} fixes of one of {BUSES:,} buses out of {rows / 1e6:,.0f} M rows, hot cache, EXPLAIN ANALYZE"
    return Figure("history_day", sorted(took[2:])[TIMES // 2], "ms", None, "≤ 10 ms", says)
