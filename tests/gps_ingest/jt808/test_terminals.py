"""Messages of terminals as fixes: what a place, a clock and a signal each are worth without the others."""

import struct

import pytest

from fleet.fixes import Mark
from fleet.signals import Signal
from gps_ingest.decode.frames import decode
from gps_ingest.frames import Decoded, Frame, Stream
from tests.gps_ingest.jt808.terminal import place

NOW = 1_790_000_000.0
LOCATED, DOOR, SHIFTED = 0b11, 1 << 13, 1 << 5


def read(body: bytes, id_: int = 0x0200) -> Decoded:
    """One message of a terminal that is known, through the decoder of all formats."""
    raw = struct.pack(">HH", id_, len(body)) + bytes(8) + body
    return decode([Frame("jt808", Stream("13900000001", proven=True), raw, NOW, format="jt808", start=12)], knows=())


def without_time(body: bytes) -> bytes:
    """The same body with a clock that tells nothing."""
    return body[:22] + bytes(6) + body[28:]


@pytest.mark.parametrize(
    ("body", "fixes", "placeless", "no_fix", "parked"),
    [
        (place(NOW), 1, 0, 0, []),
        (place(NOW, status=1), 0, 0, 1, []),
        (place(NOW, status=1 | DOOR), 0, 0, 1, []),
        (without_time(place(NOW, status=1)), 0, 0, 1, []),
        (without_time(place(NOW)), 0, 0, 0, ["bad_time"]),
        (place(NOW, status=1, alarm=1), 1, 1, 0, ["no_fix"]),
        (place(NOW, status=1, alarm=1 << 4), 1, 1, 0, []),
        (without_time(place(NOW, status=1, alarm=1)), 1, 1, 0, ["no_fix"]),
        (without_time(place(NOW, alarm=1)), 1, 1, 0, ["no_fix"]),
        (place(NOW)[:27], 0, 0, 0, ["bad_length"]),
        (place(NOW, lat=0, lon=0), 0, 0, 0, ["no_position"]),
        (place(NOW, status=LOCATED | SHIFTED), 0, 0, 0, ["shifted_position"]),
        (place(NOW, status=LOCATED | SHIFTED, alarm=1), 1, 1, 0, ["no_fix"]),
        (place(NOW, status=1 | SHIFTED), 0, 0, 1, []),
        (without_time(place(NOW, status=LOCATED | SHIFTED)), 0, 0, 0, ["bad_time"]),
    ],
)
def test_a_report_is_a_fix_a_signal_without_a_place_no_fix_or_parked(
    body: bytes, fixes: int, placeless: int, no_fix: int, parked: list[str]
) -> None:
    made = read(body)
    flags = made.flags & int(Mark.PLACELESS)
    assert (len(made), int((flags != 0).sum()), made.no_fix) == (fixes, placeless, no_fix)
    assert [bad.reason for bad in made.bad] == parked
    assert all(made.time_s == NOW)


def test_what_the_terminal_says_of_itself_travels_with_the_fix() -> None:
    made = read(place(NOW, alarm=1 | 1 << 29, status=LOCATED | DOOR, items=b"\x31\x01\x0b"))
    assert (made.alarm[0], made.status[0], made.ignition[0], made.satellites[0]) == (1 | 1 << 29, LOCATED | DOOR, 1, 11)
    assert made.signals[0] == int(Signal.SOS | Signal.COLLISION | Signal.DOOR_OPEN)
    assert made.sources[0].items == b"\x31\x01\x0b"


def test_a_batch_keeps_the_order_of_its_points_and_one_bad_point_harms_no_neighbour() -> None:
    bodies = [place(NOW - 2), place(NOW - 1)[:20], place(NOW)]
    made = read(struct.pack(">HB", 3, 1) + b"".join(struct.pack(">H", len(b)) + b for b in bodies), 0x0704)
    assert made.time_s.tolist() == [NOW - 2, NOW]
    assert [bad.reason for bad in made.bad] == ["bad_length"]


def test_a_message_that_is_no_report_is_parked_whatever_brought_it_here() -> None:
    """The door takes these itself; a decoder stumbles over none all the same."""
    made = read(b"", 0x0002)
    assert (len(made), [(bad.reason, bad.detail) for bad in made.bad]) == (0, [("unsupported", "0x0002")])
