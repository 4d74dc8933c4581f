"""The fuzzer's own parts: a decoder that broke a promise would be caught, by counting and not by the clock."""

from dataclasses import replace
from math import nan
from typing import Any

import pytest

from fleet.fixes import Mark
from fuzz.pieces import Pieces, segments, summed
from fuzz.promises import NOW_S, harmless, held
from fuzz.shrink import breaks, shrink
from fuzz.work import work_of
from gps_ingest.decode.bad import BadFrame
from gps_ingest.frames import Bad, Decoded, Frame, Note, Source, Stream

SOURCE = Source(Frame("fuzz", Stream("bus-0001"), b"raw", NOW_S), b"raw", "bus-0001")
GOOD: dict[str, Any] = {
    "time_s": NOW_S,
    "received_s": NOW_S,
    "lon": 119.4,
    "lat": 34.7,
    "speed_mps": 8.0,
    "course_deg": nan,
}


def made(**columns: Any) -> Decoded:
    """What a decoder makes of one report."""
    return Decoded.of([SOURCE], **{name: [value] for name, value in (GOOD | columns).items()})


@pytest.mark.parametrize(
    "columns",
    [
        {"time_s": nan}, {"time_s": NOW_S + 301}, {"time_s": -1.0}, {"lon": 181.0}, {"lat": nan}, {"speed_mps": -1.0},
        {"speed_mps": 84.0}, {"course_deg": -1.0}, {"satellites": 40_000},
        {"ignition": 2}, {"alarm": -1}, {"status": 2**32}, {"signals": -1},
    ],
)  # fmt: skip
def test_a_fix_that_the_database_would_refuse_is_caught(columns: dict[str, Any]) -> None:
    """Each column has its range; a report without a place needs none."""
    held(made())
    held(made(lon=nan, lat=nan, speed_mps=nan, flags=int(Mark.PLACELESS)))
    with pytest.raises(AssertionError):
        held(made(**columns))


@pytest.mark.parametrize(
    ("field", "value"),
    [("reason", ""), ("reason", "Two words"), ("detail", "a\0b"), ("detail", "\ud800"), ("device", "\0"), ("size", 2)],
)
def test_a_parked_frame_that_the_database_would_refuse_is_caught(field: str, value: object) -> None:
    """A zero in a word would stop everything behind it: what is parked cannot be parked again."""
    bad = Bad.of(SOURCE, "bad_field", "x")
    held(replace(made(), bad=[bad]))
    with pytest.raises(AssertionError):
        held(replace(made(), bad=[replace(bad, **{field: value})]))  # type: ignore[arg-type]


@pytest.mark.parametrize("said", [{"name": "a\0"}, {"media_no": -1}, {"media_no": 2**32}, {"event": 1.5}])
def test_a_note_that_the_database_would_refuse_is_caught(said: dict[str, Any]) -> None:
    """Cards and pictures too."""
    note = Note(SOURCE, "media", NOW_S, {"media_no": 1})
    held(replace(made(), notes=[note]))
    with pytest.raises(AssertionError):
        held(replace(made(), notes=[replace(note, said=said)]))


def test_only_a_badframe_with_a_reason_is_harmless() -> None:
    """Anything else that a parser raises escapes."""

    def parse(error: Exception) -> None:
        raise error

    assert harmless(parse, BadFrame("bad_length")) is None
    with pytest.raises(KeyError):
        harmless(parse, KeyError("x"))
    with pytest.raises(AssertionError):
        harmless(parse, BadFrame("bad_field", "a\0b"))


def tails(text: bytes) -> int:
    """A reader as it should not be: it hands on all that is left for each of its bytes."""
    return len(text) and 1 + tails(text[1:])


def lines(text: bytes) -> int:
    """A reader as it should be."""
    return sum(map(len_of, text.split(b"\n")))


def len_of(line: bytes) -> int:
    return len(line)


def test_work_is_counted_the_same_each_time_and_shows_what_grows_with_the_square() -> None:
    """Twice the input is twice the work where each byte is read once, and four times where the rest is copied for each."""
    for call, least, most in ((lines, 1.8, 2.2), (tails, 3.0, 4.2)):
        few, many = (work_of(lambda call=call, size=size: call(b"ab\n" * size)) for size in (100, 200))  # type: ignore[misc]
        assert few == work_of(lambda call=call: call(b"ab\n" * 100))  # type: ignore[misc]
        assert least <= many / few <= most


def test_a_find_is_made_as_small_as_it_can_be() -> None:
    """What is left breaks in the same place; what breaks elsewhere is another find."""

    def feed(data: bytes) -> None:
        if b"$" in data:
            raise ValueError
        assert len(data) < 3

    found = b"noise before" + b"$" + b"and behind"
    assert shrink(feed, found) == b"$"
    assert len(shrink(feed, b"abcdefgh")) == 3
    assert breaks(feed, b"ab") == ""
    assert shrink(feed, b"ab") == b"ab"


def test_the_same_bytes_always_make_the_same_input() -> None:
    """No fuzzer is needed to replay a find."""
    pieces = Pieces(b"\x02ab\x00\x05\x01c")
    assert (pieces.block(), pieces.word(), list(pieces.blocks()), pieces.byte()) == (b"ab", 5, [b"c"], 0)
    assert list(segments(b"abcdef", b"\x01\x02")) == [b"a", b"bc", b"d", b"ef"]
    assert list(segments(b"ab", b"")) == [b"a", b"b"]
    assert summed(b"$A,1*00\r\n$B*zz") == b"$A,1*5C\r\n$B*zz"
