"""Telephones: the OsmAnd protocol from the request to the fix, and OwnTracks."""

from base64 import b64encode

from fuzz.pieces import Pieces
from fuzz.promises import NOW_S, decoded, harmless
from gps_ingest.decode.osmand import reports
from gps_ingest.doors.osmand_answers import RefusedError, answer_to
from gps_ingest.doors.osmand_request import said
from gps_ingest.frames import Frame, Stream

WORDS = (
    b"id=phone-01&lat=34.72&lon=119.38&timestamp=1795505400&speed=19.4", b"&speed_kmh=", b"&speed_mps=", b"&hdop=",
    b"&altitude=", b"&bearing=", b"&sat=", b"&valid=false", b"&ignition=true", b"&alarm=sos", b"&accuracy=", b"&token=",
    b"location=34.7,119.4", b"2026-11-24T15:30:00+08:00", b"%00", b"%ED%A0%80", b"%", b"+",
    b'{"location":', b'{"timestamp":"2021-07-21T08:06:34.444Z","coords":{"latitude":34.7,"longitude":119.4}}',
    b'"device_id":"phone-01"', b'"id":', b'"speed":', b'"heading":', b'"altitude":', b'"accuracy":', b'"mock":true',
    b'{"_type":"location","lat":34.7,"lon":119.4,"tst":1795505400}', b'"vel":', b'"cog":', b'"alt":', b'"acc":', b'"ign":',
    b"null", b"true", b"1e308", b"-1e308", b"1e-320", b"18446744073709551615", b"-0", b'"\\u0000"', b'"\\ud800"', b"[", b"{}",
    b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59", b"2026-W48-2", b"20261124T153000",
)  # fmt: skip


def osmand(data: bytes) -> None:
    """A request ends as fixes, as what is parked, or as one without a place; and the telephone can be told which."""
    frame = Frame("osmand", _device(), data, NOW_S, whole=True, format="osmand")
    answer_to(decoded([frame])).en.encode()
    harmless(lambda: list(reports(data)))


def request(data: bytes) -> None:
    """Whatever query, head and body hold: who sends is told as text without the secret, or the request is refused."""
    pieces = Pieces(data)
    kind, query, given = pieces.choice((b"", b"Basic ", b"Bearer ", b"basic")), pieces.block(), pieces.block()
    value = kind + (b64encode(given) if kind == b"Basic " else given)
    try:
        who = said(query, [(b"host", b"x"), (b"authorization", value)], pieces.rest())
    except RefusedError as refused:
        refused.answer.en.encode()
        return
    who.device.encode()
    who.secret.encode()
    decoded([Frame("osmand", _device(), who.raw, NOW_S, whole=True, format="osmand")])


def owntracks(data: bytes) -> None:
    """A message ends as a fix, as what is parked, or as none of a position."""
    made = decoded([Frame("mqtt", _device(), data, NOW_S, whole=True, format="owntracks")])
    assert len(made) + len(made.bad) + made.no_fix == 1


def _device() -> Stream:
    return Stream("phone-01", proven=True)
