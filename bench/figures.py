"""The figures: each is measured on a fresh database, beside the ceiling that bounds it."""

import struct
import time
from dataclasses import dataclass
from datetime import UTC, datetime

import psycopg

from bench.places import COUNTED, Ground, Ingest, rate, wait_for
from bench.town import Town, build
from core import clock
from gps_ingest.store import COLUMNS

BUSES = PERMITS = ZONES = 500
MANY_BUSES = 5000
STEP_S = 0.04  # between two fixes of a bus, so that its clock keeps up with ours at 12,500 fixes/s
AHEAD = 10_000  # messages on the way
WARM = 0.25


@dataclass(frozen=True)
class Figure:
    """A line of the table. `reach` is what the issue asks: of the ratio, or of the value where `ceiling` is None."""

    name: str
    value: float
    unit: str
    ceiling: float | None
    reach: str
    says: str

    @property
    def ratio(self) -> float | None:
        return None if self.ceiling is None else self.value / self.ceiling


def ingest_mqtt(ground: Ground, seconds: float) -> Figure:
    """Durable ingest over MQTT, one fix a message, beside a bare aiomqtt subscriber."""
    database = ground.database()
    town = build(database, BUSES, PERMITS, ZONES)
    rounds = max(20, int(seconds * 12_000 / BUSES))
    ground.let_in(town)
    value = 0.0
    with ground.ingest(database) as ingest:
        value = _driven(ground, ingest, town, "mqtt", ground.device_port, rounds)
    ground.let_in(town)
    shared = ground.shared()
    arguments = ("bench.subscriber", ground.stack.mqtt_url, str(ground.folder / "shared"), "8000")
    load = ground.generator(
        town, shared, door="mqtt", port=ground.device_port, rounds=rounds, step_s=STEP_S, since_s=clock.epoch()
    )
    with ground.process(*arguments), load:
        ceiling = rate(lambda: shared.get(COUNTED), shared, rounds * BUSES, warm=WARM, ahead=AHEAD)
        shared.put(0, -1)
    return Figure(
        "ingest_mqtt", value, "fixes/s", ceiling, "ratio ≥ 0.4", "MQTT QoS 1; ceiling: bare aiomqtt subscriber"
    )


def ingest_nmea_tcp(ground: Ground, seconds: float) -> Figure:
    """Durable ingest over TCP, beside a bare COPY of the same rows."""
    database = ground.database()
    town = build(database, BUSES, PERMITS, ZONES)
    rounds = max(20, int(seconds * 15_000 / BUSES))
    with ground.ingest(database) as ingest:
        value = _driven(ground, ingest, town, "nmea_tcp", ingest.tcp_port, rounds)
    ceiling = bare_copy(ground.database(), town, rounds)
    return Figure("ingest_nmea_tcp", value, "fixes/s", ceiling, "ratio ≥ 0.1", "NMEA over TCP; ceiling: bare COPY")


def _driven(ground: Ground, ingest: Ingest, town: Town, door: str, port: int, rounds: int) -> float:
    shared, total = ground.shared(), rounds * len(town.devices)
    load = ground.generator(town, shared, door=door, port=port, rounds=rounds, step_s=STEP_S, since_s=clock.epoch())
    with load:
        value = rate(ingest.fixes, shared, total, warm=WARM, ahead=AHEAD)
        shared.put(0, -1)
    if ingest.stored() != total:
        raise RuntimeError(f"{door}: {ingest.stored()} fixes are stored, {total} were sent")
    return value


def bare_copy(database_url: str, town: Town, rounds: int) -> float:
    """psycopg's binary COPY by write_row into the same table, 1,000 rows a commit, alone. Rows a second."""
    since_s, received = clock.epoch(), datetime.now(UTC)
    rows = [
        (bus + 1, datetime.fromtimestamp(since_s + number * STEP_S, UTC), bus + 1, received, _point(town, bus, since_s),
         8.0, 90.0, None, None, None, 0, None, None, None)
        for number in range(rounds)
        for bus in range(len(town.devices))
    ]  # fmt: skip
    types = (
        "int4",
        "timestamptz",
        "int4",
        "timestamptz",
        "bytea",
        "float8",
        "float4",
        "float4",
        "float4",
        "int2",
        "int4",
        "int8",
        "int8",
        "bytea",
    )
    with psycopg.connect(database_url) as connection:
        began = time.monotonic()
        for start in range(0, len(rows), 1000):
            statement = f"COPY position ({COLUMNS}) FROM STDIN (FORMAT binary)".encode()
            with connection.cursor() as cursor, cursor.copy(statement) as copy:
                copy.set_types(types)
                for row in rows[start : start + 1000]:
                    copy.write_row(row)
            connection.commit()
        return len(rows) / (time.monotonic() - began)


def _point(town: Town, bus: int, time_s: float) -> bytes:
    return struct.pack("<BIIdd", 1, 0x20000001, 4326, *town.at(bus, time_s))


def memory_5000_buses(ground: Ground) -> Figure:
    """Resident memory of the ingest once it has heard 5,000 buses, each with its permit."""
    database = ground.database()
    town = build(database, MANY_BUSES, MANY_BUSES, ZONES)
    with ground.ingest(database) as ingest:
        shared = ground.shared()
        load = ground.generator(
            town, shared, door="nmea_tcp", port=ingest.tcp_port, rounds=10, step_s=1.0, since_s=clock.epoch()
        )
        with load:
            shared.put(0, 10 * MANY_BUSES)
            wait_for(lambda: ingest.fixes() >= 10 * MANY_BUSES, "the fixes of 5,000 buses")
            value = ingest.resident_bytes()
            shared.put(0, -1)
    return Figure("memory_5000_buses", value / 2**20, "MiB", None, "-", "resident, 5,000 TCP connections and permits")
