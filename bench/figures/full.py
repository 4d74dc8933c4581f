"""What changes once the table is full: the rate of ingest, and the history of one bus and day out of it."""

from bench.figure import Figure
from bench.figures.history import history_day
from bench.figures.rates import BUSES, mqtt_town, over_mqtt
from bench.ground.places import Ground
from bench.ground.stored import fill


def full(ground: Ground, seconds: float, rows: int) -> list[Figure]:
    """`ingest_mqtt_at_50m` beside the empty table's rate measured just before it, and `history_day`."""
    with ground.database() as database:
        empty, _ = over_mqtt(ground, database, mqtt_town(database, seconds), seconds)
    with ground.database() as database:
        took_s = fill(database, BUSES, rows)
        history = history_day(database, rows)
        value, costs = over_mqtt(ground, database, mqtt_town(database, seconds), seconds)
    says = f"{rows / 1e6:,.0f} M rows, written in {took_s:,.0f} s; ceiling: the empty table; {costs}"
    return [history, Figure("ingest_mqtt_at_50m", value, "fixes/s", empty, "ratio ≥ 0.9", says)]
