"""NMEA: a stream cut anywhere, a message, and one sentence by itself."""

from dataclasses import replace

from fuzz.pieces import Pieces, segments, summed
from fuzz.promises import NOW_S, decoded, harmless
from gps_ingest.batches import Frames
from gps_ingest.decode.sentences import (
    COMPLETING,
    completing,
    fast_gga,
    fast_rmc,
    kind_of,
    midnight,
    number,
    rmc,
    seconds_of,
)
from gps_ingest.doors.nmea_tcp import Connection
from gps_ingest.frames import Decoded, Frame, Stream

LINE_MAX = 1024
LONGEST = 256  # what the quick readers take; they do not ask how long a line may be
PROVEN, WHOLE, SUMMED = 1, 2, 4  # bits of the first byte
WORDS = (
    b"$GNRMC,073000.00,A,3442.0000,N,11924.0000,E,16.2,90.0,241126,,,A*00",
    b"$GNGGA,073000.00,3442.0000,N,11924.0000,E,1,14,0.8,12.5,M,7.1,M,,*00",
    b"$GPVTG,87.5,T,,M,16.2,N,30.0,K,A*00", b"$GNGSA,A,3,01,02,03,,,,,,,,,,1.5,0.8,1.2*00",
    b"$GNZDA,073000.00,24,11,2026,00,00*00", b"$PGID,bus-0002*00", b"imei:868120000000001;", b"bus-0001",
    b"$", b"*00", b"\r\n", b",,", b",A,", b",V,", b",N", b",-1", b"24", b"60", b"9999", b"1e308", b"nan", b"inf", b"_",
    b"29022", b"2080", b"2359599",
)  # fmt: skip


def stream(data: bytes) -> None:
    """A connection gives the same however it is cut, byte by byte too, and holds no more than a line may have."""
    pieces = Pieces(data)
    settled, sizes = pieces.byte(), pieces.block()
    sent = pieces.rest()
    sent = summed(sent) if settled & SUMMED else sent
    whole, cut = _through([sent] if sent else []), _through(list(segments(sent, sizes)))
    assert _told(whole) == _told(cut)


def message(data: bytes) -> None:
    """A message or a stretch of a stream ends as fixes and as what is parked."""
    pieces = Pieces(data)
    settled, raw = pieces.byte(), pieces.rest()
    raw = summed(raw) if settled & SUMMED else raw
    device = Stream("bus-0001", proven=True) if settled & PROVEN else Stream()
    decoded([Frame("fuzz", device, raw, NOW_S, whole=bool(settled & WHOLE))])


def sentence(data: bytes) -> None:
    """One sentence is read or is a BadFrame by every reader, and the quick reader tells what the slow one tells."""
    line = summed(data.replace(b"\r", b"").replace(b"\n", b""))
    quick = harmless(fast_rmc, line)
    kind = harmless(kind_of, line)
    if quick is not None:
        assert kind == "RMC"
        assert [repr(value) for value in quick] == [repr(value) for value in rmc(line) or ()]
        assert len(line) <= LONGEST
    gga = harmless(fast_gga, line)
    if gga is not None:
        assert kind == "GGA"
        assert len(line) <= LONGEST
        told = completing(kind, line)
        slow = (number(told.altitude), number(told.horizontal_dil), number(told.num_sats))
        assert repr(slow) == repr((gga.altitude_m, gga.hdop, float(gga.satellites)))
    harmless(rmc, line)
    for each in COMPLETING:
        harmless(completing, each, line)
    if kind is not None:  # then all of it can be printed
        harmless(seconds_of, line.decode("latin-1"))
        harmless(midnight, line)


def _through(chunks: list[bytes]) -> Decoded:
    """The chunks as one connection delivers them, held to the promises; the frames then decoded as one batch."""
    queue = Frames(10**9)
    connection = Connection(LINE_MAX, queue, lambda *_: True, lambda _: None)
    for chunk in chunks:
        connection.data_received(chunk)
        assert connection.held <= max(LINE_MAX, 4096)
    connection.connection_lost(None)
    return decoded([replace(frame, received_s=NOW_S) for frame in queue.take(10**9).frames])


def _told(result: Decoded) -> list[object]:
    """What of it must not depend on the cut."""
    columns = ("time_s", "lon", "lat", "speed_mps", "course_deg", "altitude_m", "hdop", "satellites", "flags")
    return [
        [repr(getattr(result, name).tolist()) for name in columns],
        [(source.device, source.line) for source in result.sources],
        [(bad.device, bad.reason, bad.raw, bad.size, bad.detail) for bad in result.bad],
        result.no_fix,
    ]
