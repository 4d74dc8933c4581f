"""A fix in each protocol's words, coded here once more: nothing of what decodes them is asked."""

import struct
import time
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from faults.town import Fix

BEIJING_S = 8 * 3600
REGISTER = struct.pack(">HH", 32, 703) + b"MAKER" + b"MODEL-1".ljust(20, b"\0")


def rmc(fix: Fix) -> bytes:
    """NMEA 0183, with milliseconds."""
    at, millis = time.gmtime(fix.time_s), int(round(fix.time_s % 1, 3) * 1000)
    body = (
        f"GNRMC,{time.strftime('%H%M%S', at)}.{millis:03d},A,"
        f"{int(fix.lat):02d}{fix.lat % 1 * 60:09.6f},N,{int(fix.lon):03d}{fix.lon % 1 * 60:09.6f},E,"
        f"{fix.kmh / 1.852:.3f},90.0,{time.strftime('%d%m%y', at)},,,A"
    ).encode()
    total = 0
    for byte in body:
        total ^= byte
    return b"$%s*%02X" % (body, total)


def report(fix: Fix) -> bytes:
    """A body of JT/T 808's 0x0200: ignition on, located; whole seconds in Beijing time."""
    place = (round(fix.lat * 1e6), round(fix.lon * 1e6), 12, round(fix.kmh * 10), 90)
    at = time.strftime("%y%m%d%H%M%S", time.gmtime(fix.time_s + BEIJING_S))
    return struct.pack(">IIIIHHH", 0, 0b11, *place) + bytes.fromhex(at)


def batch(reports: list[bytes]) -> bytes:
    """A body of 0x0704: positions made up for after a break."""
    return struct.pack(">HB", len(reports), 1) + b"".join(struct.pack(">H", len(each)) + each for each in reports)


def register(device: str, plate: str) -> bytes:
    """A body of 0x0100 in the sizes of 2013."""
    return REGISTER + device[-7:].encode() + b"\x02" + plate.encode("gbk")


def many(fixes: list[Fix]) -> dict[str, Any]:
    """The JSON of the Traccar Client app, for what it kept back."""
    return {
        "device_id": fixes[0].device,
        "location": [
            {
                "timestamp": f"{datetime.fromtimestamp(fix.time_s, UTC):%Y-%m-%dT%H:%M:%S}Z",
                "coords": {"latitude": fix.lat, "longitude": fix.lon, "speed": fix.kmh / 3.6, "heading": 90},
            }
            for fix in fixes
        ],
    }


def query(fix: Fix, secret: str | None = None) -> str:
    """The OsmAnd protocol's fields; without the secret, as they are kept."""
    said = {
        "id": fix.device, "timestamp": f"{fix.time_s:.3f}", "lat": f"{fix.lat:.7f}", "lon": f"{fix.lon:.7f}",
        "speed_kmh": f"{fix.kmh:.2f}", "bearing": "90",
    }  # fmt: skip
    return urlencode(said if secret is None else said | {"token": secret})
