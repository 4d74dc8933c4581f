"""What a lower platform says of one vehicle (0x1200): which vehicle, which message; its registration, and our answers."""

import struct
from typing import NamedTuple

from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt809.header import Edition
from gps_ingest.decode.jt809.kinds import Sub
from gps_ingest.decode.jt809.links import octets

HEAD = 22  # bytes of plate and colour
_ENVELOPE = struct.Struct(">21sBHI")
_WORDS = ("platform_id", "maker", "model", "terminal_id", "sim")
# By the length of the body: 8 bytes for the model in the text of 2011, 20 in its supplement, 30 and the IMEI in 2019.
_REGISTRATIONS = {
    49: (struct.Struct("11s11s8s7s12s"), _WORDS),
    61: (struct.Struct("11s11s20s7s12s"), _WORDS),
    110: (struct.Struct("11s11s30s15s30s13s"), ("platform_id", "maker", "model", "imei", "terminal_id", "sim")),
}
# Plates by the codes of JT/T 697.7 (of JT/T 415 in 2011, which ends at 9); 91, 92 are tractors' and none of ours.
_COLOURS = {1: "blue", 2: "yellow", 3: "black", 4: "white", 5: "green", 93: "green", 94: "green"}
_REQUESTS = {
    Sub.APPLY_FOR_MONITOR_STARTUP: (Sub.APPLY_FOR_MONITOR_STARTUP_ACK, 0x01),  # there is no data of this vehicle
    Sub.APPLY_FOR_MONITOR_END: (Sub.APPLY_FOR_MONITOR_END_ACK, 0x01),  # nothing was asked for before
    Sub.APPLY_HISGNSSDATA_REQ: (Sub.APPLY_HISGNSSDATA_ACK, 0x02),  # there is no data to send again
}


class Vehicle(NamedTuple):
    """One message of a vehicle. `head` is plate and colour as they came; `colour` a word of ours, "" where none is told."""

    plate: str
    colour: str
    sub: int
    data: bytes
    head: bytes


def vehicle(body: bytes) -> Vehicle:
    """Read 0x1200 (and what else begins with a plate). Raises BadFrame `bad_length`."""
    if len(body) < _ENVELOPE.size:
        raise BadFrame("bad_length", "shorter than plate, colour, type and length")
    plate, colour, sub, size = _ENVELOPE.unpack_from(body)
    data = body[_ENVELOPE.size : _ENVELOPE.size + size]
    if len(data) < size:
        raise BadFrame("bad_length", f"{len(data)} bytes, the message says {size}")
    return Vehicle(octets(plate), _COLOURS.get(colour, ""), sub, data, body[:HEAD])


def message(head: bytes, sub: Sub, data: bytes) -> bytes:
    """The body of a message of a vehicle. `head` is empty where an edition has none."""
    return head + struct.pack(">HI", sub, len(data)) + data


def registration(data: bytes) -> dict[str, str]:
    """Read 0x1201: the platform's number, the terminal's maker, model, id, SIM card. Raises BadFrame."""
    layout, words = _REGISTRATIONS.get(len(data), (None, ()))
    if layout is None:
        raise BadFrame("bad_length", f"{len(data)} bytes are no registration")
    return dict(zip(words, map(octets, layout.unpack(data)), strict=True))


def registered(serial: int, *, known: bool) -> bytes:
    """The body with which 2019 has 0x1201 answered (0x9201): 0x01 registered; 0x00 "with a remark" for a vehicle not ours.

    Without plate and colour: so does its table 40, and so do real upper platforms.
    """
    return message(b"", Sub.REGISTER_ACK, struct.pack(">HIB", Sub.REGISTER, serial, int(known)))


def refusal(asked: Vehicle, serial: int, edition: Edition) -> bytes | None:
    """Our answer to a lower platform that asks for positions: it gets none from us. None: it asked for nothing of the kind."""
    answer = _REQUESTS.get(Sub(asked.sub)) if asked.sub in _REQUESTS else None
    if answer is None:
        return None
    sub, result = answer
    source = struct.pack(">HI", asked.sub, serial) if edition == Edition.Y2019 else b""
    return message(asked.head, sub, source + bytes((result,)))
