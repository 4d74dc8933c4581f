"""Frames as the doors for telephones queue them."""

from math import isnan
from typing import Any

from gps_ingest.decode.frames import decode
from gps_ingest.frames import Decoded, Frame, Stream

NOW = 1_795_505_400.0  # 2026-11-24T07:30:00Z


def decoded(format_: str, *raws: bytes, device: str = "phone-01") -> Decoded:
    """What becomes of requests or messages of one device, received at NOW."""
    stream = Stream(device=device, proven=True)
    return decode([Frame("test", stream, raw, NOW, whole=True, format=format_) for raw in raws], knows=())


def fix(result: Decoded, row: int = 0) -> dict[str, Any]:
    """One fix by column; what is not known is None."""
    columns = (
        "time_s",
        "lat",
        "lon",
        "speed_mps",
        "course_deg",
        "altitude_m",
        "hdop",
        "satellites",
        "ignition",
        "flags",
    )
    values = {name: getattr(result, name)[row].item() for name in columns}
    return {name: None if isnan(value) else value for name, value in values.items()}


def parked(result: Decoded) -> list[tuple[str, str]]:
    """Reason and detail of all that is bad."""
    return [(bad.reason, bad.detail) for bad in result.bad]
