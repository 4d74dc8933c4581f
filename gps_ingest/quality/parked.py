"""Frames that could not be used, as records of a vehicle: received, and not qualified."""

from datetime import date, timedelta
from typing import LiteralString
from zoneinfo import ZoneInfo

from core import clock
from fleet.quality.compute import Parked
from fleet.quality.days import span
from fleet.quality.read import Connection

# These say nothing of the quality of a vehicle's records: whose they are is not known or not admitted, they are no report
# of a position, or it was we who could not take them.
NO_RECORD = (
    "unknown_device", "not_bound", "disabled_device", "no_identity", "bad_identity", "not_nmea", "unsupported", "refused",
    "no_fix", "platform_alarm", "bad_part", "flooding", "shut_out",
)  # fmt: skip
# whose they were: the vehicle that the device spoke for when it was received
COUNT: LiteralString = """SELECT b.vehicle_id, p.reason, sum(p.times) FROM parked p
    JOIN device d ON d.id = p.device
    JOIN binding b ON b.device_no = d.no AND b.during @> p.received_at
    WHERE p.received_at >= to_timestamp(%s) AND p.received_at < to_timestamp(%s) AND p.reason <> ALL(%s)
    GROUP BY b.vehicle_id, p.reason"""


def parked_of(connection: Connection, day: date, zone: ZoneInfo, *, retention_days: int) -> Parked | None:
    """The frames of a day by vehicle and reason; None of a day whose frames are, at least in part, deleted already."""
    since_s, until_s = span(day, zone)
    if since_s < clock.epoch() - timedelta(days=retention_days).total_seconds():
        return None
    found: dict[int, dict[str, int]] = {}
    for vehicle_id, reason, count in connection.execute(COUNT, (since_s, until_s, list(NO_RECORD))):
        found.setdefault(vehicle_id, {})[reason] = int(count)
    return found
