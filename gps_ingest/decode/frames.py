"""From frames to fixes: each by the decoder of its format, then all held to the same, in order of arrival."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass

from gps_ingest.decode import nmea, osmand, owntracks, terminals
from gps_ingest.decode.jt809 import fixes as jt809
from gps_ingest.decode.possible import possible
from gps_ingest.frames import Decoded, Frame

FUTURE_S = 300.0


@dataclass(frozen=True, slots=True)
class Known:
    """What decoders are told: the ids of the devices there are, and the most bytes of an NMEA line."""

    devices: Container[str]
    line_max: int


Decoder = Callable[[list[Frame], Known], Decoded]
FORMATS: Mapping[str, Decoder] = {
    "jt808": lambda frames, known: terminals.decode(frames),
    "nmea": lambda frames, known: nmea.decode(frames, knows=known.devices, line_max=known.line_max),
    "osmand": lambda frames, known: osmand.decode(frames),
    "owntracks": lambda frames, known: owntracks.decode(frames),
    "jt809": lambda frames, _known: jt809.decode(frames),
}


def decode(
    frames: Iterable[Frame], *, knows: Container[str], future_s: float = FUTURE_S, line_max: int = 1024
) -> Decoded:
    """Fixes in order of arrival, what else was reported, and everything else as `bad`. Raises nothing, whatever the bytes."""
    known, by_format = Known(knows, line_max), dict[str, list[Frame]]()
    for place, frame in enumerate(frames):
        frame.place = place
        by_format.setdefault(frame.format, []).append(frame)
    parts = [FORMATS[name](own, known) for name, own in by_format.items()]
    return possible(Decoded.joined(parts or [Decoded.of([])]), future_s)
