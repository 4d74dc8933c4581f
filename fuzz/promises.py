"""What decoders promise whatever the bytes: no exception but BadFrame, and nothing that the database could not take.

A row, a reason or a word that PostgreSQL refuses stops more than itself: a batch of what is bad has nothing to halve, and is
tried for ever.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from math import isnan
from typing import ParamSpec, TypeVar

import numpy as np

from fleet.fixes import Mark
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.frames import FUTURE_S, decode
from gps_ingest.decode.possible import MAX_SPEED_MPS
from gps_ingest.frames import COLUMNS, DETAIL_KEPT, RAW_KEPT, Bad, Decoded, Frame, Note, storable
from gps_ingest.notes import WRITERS

NOW_S = 1_795_505_400.0  # 2026-11-24T07:30:00Z: when everything here is received
DWORD, SMALLINT = 2**32, 2**15
REASON = re.compile(r"[a-z][a-z0-9_]{2,31}")
Given = ParamSpec("Given")
Made = TypeVar("Made")


def harmless(call: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made | None:
    """What a parser makes of its input, None where it raises a BadFrame that can be parked. All else it raises escapes."""
    try:
        return call(*args, **kwargs)
    except BadFrame as bad:
        raised = bad
    _reason(raised.reason, raised.detail)
    return None


def decoded(frames: Sequence[Frame]) -> Decoded:
    """Frames through the decoders as the pipeline has it, and all that comes out held to what the database takes."""
    return held(decode(frames, knows={"bus-0001", "bus-0002"}))


def held(made: Decoded) -> Decoded:
    """What decoders made, held to what the database takes."""
    _columns(made)
    for bad in made.bad:
        _bad(bad)
    for note in made.notes:
        _note(note)
    return made


def sound(text: str) -> bool:
    """Whether PostgreSQL takes it as it is."""
    return storable(text) == text


def _columns(made: Decoded) -> None:
    assert all(len(getattr(made, name)) == len(made.sources) for name in COLUMNS)
    placed = (made.flags & int(Mark.PLACELESS)) == 0
    assert np.isfinite(made.time_s).all()
    assert (made.time_s <= NOW_S + FUTURE_S).all()
    assert (made.time_s >= 0).all()
    assert (np.abs(made.lon[placed]) <= 180).all()
    assert (np.abs(made.lat[placed]) <= 90).all()
    speed, course = made.speed_mps[placed], made.course_deg
    assert ((speed >= 0) & (speed <= MAX_SPEED_MPS)).all(), speed
    assert (np.isnan(course) | ((course >= 0) & (course <= 360))).all(), course
    for whole, most in ((made.satellites, SMALLINT), (made.ignition, 2), (made.status, DWORD)):
        assert ((whole >= -1) & (whole < most)).all(), whole
    assert ((made.alarm >= 0) & (made.alarm < DWORD)).all()
    assert (made.signals >= 0).all()
    assert all(sound(source.device) for source in made.sources)


def _bad(bad: Bad) -> None:
    _reason(bad.reason, bad.detail)
    assert sound(bad.device), bad.device
    assert len(bad.detail) <= DETAIL_KEPT
    assert len(bad.raw) <= min(RAW_KEPT, bad.size)


def _reason(reason: str, detail: str) -> None:
    assert REASON.fullmatch(reason), reason
    assert sound(detail), detail


def _note(note: Note) -> None:
    assert note.kind in WRITERS
    assert not isnan(note.time_s)
    for value in note.said.values():
        assert value is None or isinstance(value, str | int | date), value
        assert not isinstance(value, str) or sound(value), value
        assert not isinstance(value, int) or 0 <= value < DWORD, value
