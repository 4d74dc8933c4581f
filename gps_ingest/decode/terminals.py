"""From JT/T 808 messages to fixes and notes: 0x0200, 0x0201 and 0x0704 are places, 0x0702 a card, 0x0801 a photograph.

The door has read the header: a frame's `raw` is the opened message, its body begins at `start`.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from fleet.fixes import Bools, Mark
from fleet.signals import Signal, signals_of
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.driver import driver
from gps_ingest.decode.jt808.ids import Said
from gps_ingest.decode.jt808.location import Locations, locations
from gps_ingest.decode.jt808.media import media
from gps_ingest.decode.jt808.terminal import batch, queried_location
from gps_ingest.frames import Bad, Decoded, Frame, Note, Source

KINDS = ("photo", "audio", "video")
FORMATS = ("jpeg", "tiff", "mp3", "wav", "wmv")
IGNITION, SHIFTED = 1, 1 << 5  # bits of the status; shifted: by a plug-in for secrecy (保密插件), some hundred metres
DOORS = int(Signal.DOOR_OPEN | Signal.DRIVER_DOOR)
FAULTS = DOORS | int(Signal.POWER_CUT | Signal.POWER_LOW | Signal.ANTENNA | Signal.GNSS_FAULT)


class _Report(NamedTuple):
    """A body of 0x0200, wherever it came from."""

    frame: Frame
    body: bytes


def decode(frames: Sequence[Frame]) -> Decoded:
    """Fixes in order of arrival, notes, and everything else as `bad`. Raises nothing, whatever the bytes."""
    reports, notes, bad = list[_Report](), list[Note](), list[Bad]()
    for frame in frames:
        if frame.unreadable is not None:
            bad.append(Bad.whole(frame, frame.unreadable, frame.detail))
            continue
        try:
            _sort(frame, reports, notes)
        except BadFrame as wrong:
            bad.append(Bad.whole(frame, wrong.reason, wrong.detail))
    made = decoded(
        [report.frame for report in reports], [report.body for report in reports], locations([r.body for r in reports])
    )
    made.notes, made.bad = notes, [*bad, *made.bad]
    return made


def _sort(frame: Frame, reports: list[_Report], notes: list[Note]) -> None:
    """Raises BadFrame."""
    id_, body = int.from_bytes(frame.raw[:2]), frame.raw[frame.start :]
    if id_ == Said.LOCATION:
        reports.append(_Report(frame, body))
    else:
        read = _OTHERS.get(id_)
        if read is None:
            raise BadFrame("unsupported", f"0x{id_:04X}")
        read(frame, body, reports, notes)


def decoded(frames: Sequence[Frame], bodies: Sequence[bytes], told: Locations) -> Decoded:
    """Reports as columns.

    A report without a place that can be believed, or with a clock that tells no time, is a fix of no place where it signals
    something (an emergency counts, whatever else is wrong); one without a place that signals nothing is no fix at all.
    """
    status, received_s = told.status, np.array([frame.received_s for frame in frames], np.float64)
    signals = signals_of(told.alarm, status, told.warnings)
    cut, timeless = _rows(told, "bad_length"), _rows(told, "bad_time")
    shifted = told.located & ((status & SHIFTED) != 0)
    placed = told.located & ~timeless & ~shifted
    placeless = ~placed & ((signals & ~DOORS) != 0) & ~cut
    silent = ~told.located & ~placeless & ~cut
    wrong = timeless & ~placeless & ~silent
    astray = shifted & ~placeless & ~wrong & ~cut
    made = Decoded.of(
        [
            Source(frame, body, frame.stream.device, items)
            for frame, body, items in zip(frames, bodies, told.items, strict=True)
        ],
        time_s=np.where(placeless & timeless, received_s, told.time_s),
        received_s=received_s,
        lon=told.lon,
        lat=told.lat,
        speed_mps=told.speed_mps,
        course_deg=told.course_deg,
        altitude_m=told.altitude_m,
        satellites=told.satellites,
        ignition=status & IGNITION,
        alarm=told.alarm,
        status=status,
        signals=signals,
        flags=np.where(placeless, int(Mark.PLACELESS), 0),
    )
    # no position will hold the bytes of these; a fault that lasts would fill the list with itself
    evident = placeless & ((signals & ~FAULTS) != 0)
    made.bad += [Bad.of(made.sources[row], "no_fix") for row in np.flatnonzero(evident)]
    made = made.without({"bad_length": cut, "bad_time": wrong, "shifted_position": astray})
    made.no_fix = int(np.count_nonzero(silent))
    return made.only(~silent[~cut & ~wrong & ~astray]) if silent.any() else made


def _rows(told: Locations, reason: str) -> Bools:
    """Which reports have this reason against them."""
    rows = np.zeros(len(told), np.bool_)
    rows[[row for row, why in told.bad.items() if why == reason]] = True
    return rows


def _batch(frame: Frame, body: bytes, reports: list[_Report], notes: list[Note]) -> None:
    reports += [_Report(frame, each) for each in batch(body).bodies]


def _queried(frame: Frame, body: bytes, reports: list[_Report], notes: list[Note]) -> None:
    reports.append(_Report(frame, queried_location(body).body))


def _card(frame: Frame, body: bytes, reports: list[_Report], notes: list[Note]) -> None:
    said = driver(body)
    columns = {
        "inserted": said.inserted,
        "result": None if said.result < 0 else said.result,
        "name": said.name or None,
        "licence": said.licence or None,
        "authority": said.authority or None,
        "valid_to": said.valid_until,
    }
    notes.append(Note(_source(frame), "driver_card", _or(said.time_s, frame), columns))


def _media(frame: Frame, body: bytes, reports: list[_Report], notes: list[Note]) -> None:
    said = media(body)
    if said.of.kind >= len(KINDS):
        raise BadFrame("bad_field", f"kind of media {said.of.kind}")
    at_s = float(locations([said.location]).time_s[0]) if said.location else float("nan")
    columns = {
        "media_no": said.of.id,
        "kind": KINDS[said.of.kind],
        "format": FORMATS[said.of.format] if said.of.format < len(FORMATS) else "other",
        "event": said.of.event,
        "channel": said.of.channel,
    }
    notes.append(Note(_source(frame), "media", _or(at_s, frame), columns, said.data))


def _source(frame: Frame) -> Source:
    return Source(frame, frame.raw, frame.stream.device)


def _or(time_s: float, frame: Frame) -> float:
    """A time that the terminal told, else when it reached us."""
    return frame.received_s if np.isnan(time_s) else time_s


_OTHERS: dict[int, Callable[[Frame, bytes, list[_Report], list[Note]], None]] = {
    Said.BATCH: _batch,
    Said.QUERIED_LOCATION: _queried,
    Said.DRIVER: _card,
    Said.MEDIA: _media,
}
REPORTS = frozenset({int(Said.LOCATION), *map(int, _OTHERS)})

__all__ = ["REPORTS", "decode", "decoded"]
