"""What lower platforms report beside locations: alarms of their own (0x1402) and what they know of a vehicle (0x1601)."""

import struct
from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt809.header import Edition
from gps_ingest.decode.jt809.kinds import Sub
from gps_ingest.decode.jt809.links import octets
from gps_ingest.decode.jt809.vehicle import vehicle

MILLISECONDS_FROM = 10**11  # a "UTC time" past the year 5138 in seconds is one in milliseconds: seen of a real platform
_2011 = struct.Struct(">BHQII")
_2019 = struct.Struct(">11sHQQQ21sB11sII")
_2019_SHORT = struct.Struct(">11sHQQ21sB11sII")  # one time less: seen of the same platform


class Alarm(NamedTuple):
    """An alarm that a platform reports. `kind` is of tables 3 and 4 of the standard, `time_s` in seconds since 1970 UTC.

    `plate` is empty where the alarm is of no vehicle.
    """

    plate: str
    kind: int
    time_s: float
    text: str


def alarm(body: bytes, edition: Edition) -> Alarm | None:
    """Read 0x1400; None where it is not 0x1402. In 2011 it begins with the plate, in 2019 not. Raises BadFrame `bad_length`."""
    if edition == Edition.Y2011:
        said = vehicle(body)
        return _alarm_2011(said.plate, said.data) if said.sub == Sub.ADPT_INFO else None
    sub, data = _exchange(body)
    return _alarm_2019(data) if sub == Sub.ADPT_INFO else None


def static_info(data: bytes, edition: Edition) -> dict[str, str]:
    """Read 0x1601: `VIN:=苏G12345;VEHICLE_COLOR:=2;…`; 2019 puts 6 bytes of the question before. What has no `:=` is left out."""
    pairs = (pair.partition(":=") for pair in octets(data[6 if edition == Edition.Y2019 else 0 :]).split(";"))
    return {name.strip(): value.strip() for name, mark, value in pairs if mark and name.strip()}


def _alarm_2011(plate: str, data: bytes) -> Alarm:
    if len(data) < _2011.size:
        raise BadFrame("bad_length", f"{len(data)} bytes are no alarm")
    _, kind, time_s, _, size = _2011.unpack_from(data)
    return Alarm(plate, kind, _seconds(time_s), _text(data[_2011.size :], size))


def _alarm_2019(data: bytes) -> Alarm:
    for layout in (_2019, _2019_SHORT):
        if len(data) < layout.size:
            continue
        _, kind, time_s, *_, plate, _, _, _, size = layout.unpack_from(data)
        if layout.size + size == len(data):
            return Alarm(octets(plate), kind, _seconds(time_s), _text(data[layout.size :], size))
    raise BadFrame("bad_length", f"{len(data)} bytes are no alarm")


def _exchange(body: bytes) -> tuple[int, bytes]:
    if len(body) < 6:
        raise BadFrame("bad_length", "shorter than type and length")
    sub, size = struct.unpack_from(">HI", body)
    if len(body) < 6 + size:
        raise BadFrame("bad_length", f"{len(body) - 6} bytes, the message says {size}")
    return sub, body[6 : 6 + size]


def _seconds(time: int) -> float:
    return time / 1000 if time > MILLISECONDS_FROM else float(time)


def _text(rest: bytes, size: int) -> str:
    if len(rest) < size:
        raise BadFrame("bad_length", f"{len(rest)} bytes of text, the message says {size}")
    return octets(rest[:size])
