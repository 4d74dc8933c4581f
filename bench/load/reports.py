"""What the buses of a town send: RMC sentences, and location reports of JT/T 808 with two items."""

import struct
import time
from collections.abc import Iterator

from bench.ground.town import SECRET, SPEED_MPS, Town
from gps_ingest.decode.jt808 import platform
from gps_ingest.decode.jt808.ids import Said
from gps_ingest.decode.xor import checksum

GMT8_S = 8 * 3600
ITEMS = bytes.fromhex("0104000003e8310109")  # the mileage, and nine satellites
POSITIONED = 0b11  # status: ignition on, located


def sentences(town: Town, time_s: float) -> Iterator[bytes]:
    """The RMC of every bus at a moment, with milliseconds."""
    when = _when(time_s)
    return (_rmc(*town.at(bus, time_s), *when) for bus in range(len(town.devices)))


def sentence(town: Town, bus: int, time_s: float) -> bytes:
    """The RMC of one bus."""
    return _rmc(*town.at(bus, time_s), *_when(time_s))


def locations(town: Town, time_s: float) -> Iterator[bytes]:
    """The body of a 0x0200 of every bus at a moment; its time has whole seconds."""
    at = bytes.fromhex(time.strftime("%y%m%d%H%M%S", time.gmtime(time_s + GMT8_S)))
    for bus in range(len(town.devices)):
        lon, lat = town.at(bus, time_s)
        place = struct.pack(">IIII", 0, POSITIONED, round(lat * 1e6), round(lon * 1e6))
        yield place + struct.pack(">HHH", 40, round(SPEED_MPS * 36), 90) + at + ITEMS


def reports(town: Town, time_s: float, serial: int) -> Iterator[bytes]:
    """Whole frames with a 0x0200."""
    for device, body in zip(town.devices, locations(town, time_s), strict=True):
        yield platform.message(Said.LOCATION, device, serial & 0xFFFF, body, 0)


def authentication(device: str) -> bytes:
    """A whole frame with a 0x0102: the code is the device's secret."""
    return platform.message(Said.AUTHENTICATE, device, 0, SECRET.encode("gbk"), 0)


def _when(time_s: float) -> tuple[str, str]:
    """Time and date as a sentence has them."""
    millis = int(time_s * 1000)
    whole = time.gmtime(millis // 1000)
    return f"{time.strftime('%H%M%S', whole)}.{millis % 1000:03d}", time.strftime("%d%m%y", whole)


def _rmc(lon: float, lat: float, at: str, date: str) -> bytes:
    body = (
        f"GNRMC,{at},A,{int(lat):02d}{lat % 1 * 60:08.5f},N,{int(lon):03d}{lon % 1 * 60:08.5f},E,15.55,90.0,{date},,,A"
    ).encode()
    return b"$%s*%02X" % (body, checksum(body))
