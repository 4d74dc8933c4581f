"""Frames of all formats in one batch: none harms its neighbour."""

from functools import partial

from fuzz.pieces import Pieces, summed
from fuzz.promises import NOW_S, decoded
from gps_ingest.decode.frames import FORMATS
from gps_ingest.frames import COLUMNS, Decoded, Frame, Stream

NAMES = ("jt808", "nmea", "osmand", "owntracks", "jt809")  # inputs name them by place: a new one goes to the end


def mixed(data: bytes) -> None:
    """What each frame gives in company is what it gives alone, in order of arrival."""
    assert set(NAMES) == set(FORMATS), "a format is missing here"
    pieces, made = Pieces(data), []
    while pieces:
        made.append(partial(_frame, pieces.choice(NAMES), pieces.block()))
    company = decoded([make() for make in made])
    alone = [decoded([make()]) for make in made]
    for name in COLUMNS:
        apart = [value for one in alone for value in getattr(one, name).tolist()]
        assert repr(getattr(company, name).tolist()) == repr(apart), name
    assert sorted(_aside(company)) == sorted(each for one in alone for each in _aside(one))
    assert company.no_fix == sum(one.no_fix for one in alone)


def _frame(format_: str, raw: bytes) -> Frame:
    """A frame, its stream new: nothing of an earlier reading is remembered. The first byte says where a content begins."""
    start = raw[0] if raw else 0
    raw = summed(raw) if format_ == "nmea" else raw
    return Frame("fuzz", Stream("bus-0001", proven=True), raw, NOW_S, whole=True, format=format_, start=start)


def _aside(made: Decoded) -> list[tuple[str, bytes]]:
    """What is no fix: what is parked, and what else was reported."""
    return [(bad.reason, bad.raw) for bad in made.bad] + [(note.kind, note.source.line) for note in made.notes]
