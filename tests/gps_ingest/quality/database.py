"""A database with buses, devices and fixes of their days, written as the ingest writes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from core.copying import HEADER, TRAILER
from core.settings import Settings
from fleet.fixes import Fixes
from fleet.quality.days import span
from gps_ingest.store import COPY, position_rows
from tests.fleet.quality.road import LON, north

SHANGHAI = ZoneInfo("Asia/Shanghai")


def midnight_s(day: date) -> float:
    """When a day begins in the office."""
    return span(day, SHANGHAI)[0]


@dataclass
class Database:
    """The database; `no` of a device is its number, `vehicles` are ids by plate."""

    url: str
    vehicles: dict[str, int] = field(default_factory=dict)
    devices: dict[str, int] = field(default_factory=dict)

    @property
    def settings(self) -> Settings:
        """Settings that lead here."""
        return Settings(database_url=self.url)

    def execute(self, statement: str, *arguments: Any) -> list[Any]:
        """One statement, committed; its rows where it has some."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            found = connection.execute(statement.encode(), arguments)
            return found.fetchall() if found.description else []

    def bus(self, plate: str, operator_id: int | None = None) -> int:
        """A bus with a device bound to it for ever."""
        (vehicle,) = self.execute(
            "INSERT INTO vehicle (plate, type, operator_id) VALUES (%s, 'primary_bus', %s) RETURNING id",
            plate,
            operator_id,
        )[0]
        name = f"device-{vehicle}"
        (device,) = self.execute(
            "INSERT INTO device (id, protocol, secret_hash) VALUES (%s, 'nmea_mqtt', '') RETURNING no", name
        )[0]
        self.execute(
            "INSERT INTO binding (device_no, vehicle_id, during) VALUES (%s, %s, '[2020-01-01,)')", device, vehicle
        )
        self.vehicles[plate], self.devices[plate] = vehicle, device
        return int(vehicle)

    def keep(self, plate: str, time_s: Sequence[float], places_m: Sequence[float], **columns: Any) -> None:
        """Fixes of a bus at these moments, so many metres north of the start, received a second later."""
        size = len(time_s)
        ordinary = {
            "vehicle": [self.vehicles[plate]] * size,
            "device": [self.devices[plate]] * size,
            "time_s": time_s,
            "received_s": [moment + 1 for moment in time_s],
            "lon": [LON] * size,
            "lat": north(*places_m),
            "speed_mps": [10.0] * size,
        }
        fixes = Fixes.of(size, **(ordinary | columns))
        with psycopg.connect(self.url) as connection, connection.cursor() as cursor, cursor.copy(COPY) as copy:
            copy.write(HEADER + position_rows(fixes) + TRAILER)

    def drive(self, plate: str, day: date, metres: int = 3000) -> None:
        """Half a minute a 300 m from eight in the morning, without a fault."""
        steps = range(metres // 300 + 1)
        self.keep(plate, [midnight_s(day) + 8 * 3600 + 30 * step for step in steps], [300.0 * step for step in steps])

    def park(self, plate: str, received_s: float, reasons: Mapping[str, int]) -> None:
        """Frames of a bus that could not be used."""
        for reason, times in reasons.items():
            for _ in range(times):
                self.execute(
                    "INSERT INTO parked (received_at, door, device, reason, raw, size) VALUES (%s, 'mqtt', %s, %s, '', 1)",
                    datetime.fromtimestamp(received_s, UTC), f"device-{self.vehicles[plate]}", reason,
                )  # fmt: skip

    def figures(self, plate: str, day: date) -> dict[str, Any]:
        """The row of a bus's day; empty where there is none."""
        with psycopg.connect(self.url, row_factory=psycopg.rows.dict_row) as connection:
            row = connection.execute(
                "SELECT * FROM quality_day WHERE vehicle_id = %s AND day = %s", (self.vehicles[plate], day)
            ).fetchone()
        return row or {}
