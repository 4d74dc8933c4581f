"""From JT/T 809 messages to columns: those with locations to fixes, the others aside with what they say."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from gps_ingest.decode import terminals
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.location import locations as columns_of
from gps_ingest.decode.jt809.alarm import alarm
from gps_ingest.decode.jt809.header import Edition, Header, plain, read
from gps_ingest.decode.jt809.kinds import Kind, Sub
from gps_ingest.decode.jt809.location import LOCATIONS, Location, locations
from gps_ingest.decode.jt809.vehicle import HEAD, message, vehicle
from gps_ingest.frames import Bad, Decoded, Frame, Source

LAST_S = 253_402_300_799.0  # the end of the year 9999
EDITIONS = {edition.header_size: edition for edition in Edition}


class _Found(NamedTuple):
    """A location, the frame it came in, and the message of its own as which it alone can be parked and read again."""

    frame: Frame
    line: bytes
    location: Location

    @property
    def source(self) -> Source:
        return Source(self.frame, self.line, self.frame.stream.device)


def decode(frames: Sequence[Frame]) -> Decoded:
    """Fixes of frames whose `raw` is a message in clear (`header.plain`) and `start` the size of its header. Raises nothing.

    Locations are taken as those of terminals are (`terminals.decoded`). Aside: `shifted_position` (no WGS-84),
    `platform_alarm`, `unsupported`, and what is broken. One that is parked can be read again without its `start`.
    """
    found, bad = list[_Found](), list[Bad]()
    for frame in frames:
        if frame.unreadable is not None:
            bad.append(Bad.whole(frame, frame.unreadable, frame.detail))
            continue
        try:
            found.extend(_read(frame))
        except BadFrame as error:
            bad.append(Bad.whole(frame, error.reason, error.detail))
    straight = [each for each in found if not each.location.shifted]
    decoded = terminals.decoded(
        [each.frame for each in straight],
        [each.line for each in straight],
        columns_of([each.location.body for each in straight]),
    )
    shifted = [Bad.of(each.source, "shifted_position") for each in found if each.location.shifted]
    decoded.bad = [*bad, *decoded.bad, *shifted]
    return decoded


def edition_of(raw: bytes) -> Edition:
    """The edition of a kept message of a vehicle: the one by which plate, type and length fit. Raises BadFrame."""
    for edition in Edition:
        at = edition.header_size + HEAD + 2
        if len(raw) >= at + 4 and int.from_bytes(raw[at : at + 4]) == len(raw) - at - 4:
            return edition
    raise BadFrame("bad_length", "fits no edition")


def _read(frame: Frame) -> list[_Found]:
    """The locations of one message. Raises BadFrame."""
    edition = EDITIONS.get(frame.start) or edition_of(frame.raw)
    header, body = read(frame.raw, edition, None)
    if header.kind == Kind.UP_WARN_MSG:
        _raise_alarm(body, edition)
    if header.kind != Kind.UP_EXG_MSG:
        raise BadFrame("unsupported", f"0x{header.kind:04X}")
    said = vehicle(body)
    if said.sub not in LOCATIONS:
        raise BadFrame("unsupported", f"0x{said.sub:04X}")
    history = said.sub == Sub.HISTORY_LOCATION
    return [
        _Found(frame, _alone(header, said.head, location, edition) if history else frame.raw, location)
        for location in locations(said.sub, said.data, edition)
    ]


def _alone(header: Header, head: bytes, location: Location, edition: Edition) -> bytes:
    """One of several locations as a message of its own, so that it alone can be parked and read again."""
    return plain(header, message(head, Sub.REAL_LOCATION, location.raw), edition)


def _raise_alarm(body: bytes, edition: Edition) -> None:
    """Raise what a platform's own alarm is set aside as: an alarm of the terminal comes with its locations."""
    said = alarm(body, edition)
    if said is not None:
        at = datetime.fromtimestamp(min(said.time_s, LAST_S), UTC)
        raise BadFrame("platform_alarm", f"{said.plate} 0x{said.kind:04X} {at:%Y-%m-%dT%H:%M:%SZ} {said.text}")
