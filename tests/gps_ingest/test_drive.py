"""A real drive, recorded by nobody here, through both doors into the table."""

import pynmea2
import pytest

from tests.conftest import Broker
from tests.gps_ingest.conftest import Fleet, Ingest, MqttDevice, recording, send_tcp, until

DRIVE = "drive-nevada-2005.nmea"


def expected(raw: bytes) -> set[tuple[int, float, float, float]]:
    """The distinct valid RMC fixes as pynmea2 reads them: time in µs, longitude, latitude, m/s. Not by our decoder."""
    fixes: dict[int, tuple[float, float, float]] = {}
    for line in raw.decode("latin-1").splitlines():
        try:
            said = pynmea2.parse(line, check=True)
        except pynmea2.ParseError:
            continue
        if isinstance(said, pynmea2.RMC) and said.status == "A":
            time_us = round(said.datetime.timestamp() * 1e6)
            fixes.setdefault(
                time_us, (round(said.longitude, 9), round(said.latitude, 9), round(said.spd_over_grnd * 1852 / 3600, 6))
            )
    return {(time_us, *where) for time_us, where in fixes.items()}


def stored(ingest: Ingest, vehicle: int) -> list[tuple[int, float, float, float]]:
    return ingest.rows(
        """SELECT (extract(epoch FROM fix_time) * 1000000)::bigint, round(ST_X(geom)::numeric, 9)::float8,
        round(ST_Y(geom)::numeric, 9)::float8, round(speed_mps::numeric, 6)::float8
        FROM position WHERE vehicle_id = %s""",
        vehicle,
    )


@pytest.mark.parametrize("door", ["mqtt", "nmea_tcp"])
def test_a_recorded_drive_ends_as_exactly_its_distinct_valid_fixes_and_sent_again_adds_none(
    door: str, ingest: Ingest, fleet: Fleet, mqtt: Broker
) -> None:
    """A drive of 2005, sent as recorded by a device bound since 2005, is kept fix for fix; a second sending adds nothing."""
    raw = recording(DRIVE)
    vehicle = fleet.bus("苏G00001", "nevada")
    ingest.start()
    wanted = expected(raw)
    for time in ("first", "second"):
        if door == "mqtt":
            device = MqttDevice(mqtt, "nevada")
            for line in raw.splitlines():
                device.send(line)
            device.all_acknowledged()
            device.leave()
        else:
            send_tcp(ingest.tcp_port, b"nevada\r\n", raw)
        until(lambda: ingest.count() >= len(wanted), f"the drive to be kept\n{ingest.log.read_text()}")
        ingest.ready()
        ingest.ready()
        kept = stored(ingest, vehicle)
        assert len(kept) == len(wanted), time
        assert set(kept) == wanted
