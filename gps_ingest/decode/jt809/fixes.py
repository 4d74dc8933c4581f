"""From JT/T 809 messages to columns: those with locations to fixes, the others aside with what they say."""

from datetime import UTC, datetime

from fleet.signals import signals_of
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.location import BASIC
from gps_ingest.decode.jt808.location import locations as columns_of
from gps_ingest.decode.jt809.alarm import alarm
from gps_ingest.decode.jt809.header import Edition, Header, plain, read
from gps_ingest.decode.jt809.kinds import Kind, Sub
from gps_ingest.decode.jt809.location import LOCATIONS, Location, locations
from gps_ingest.decode.jt809.vehicle import HEAD, message, vehicle
from gps_ingest.frames import Bad, Decoded, Frame, Source

ACC = 1  # of the status
LAST_S = 253_402_300_799.0  # the end of the year 9999
EDITIONS = {edition.header_size: edition for edition in Edition}


def decode(frames: list[Frame]) -> Decoded:
    """Fixes of frames whose `raw` is a message in clear (`header.plain`) and `start` the size of its header. Raises nothing.

    Aside: `shifted_position` (no WGS-84), `platform_alarm`, `unsupported`, and what is broken; a location without a fix of
    the satellites is counted. One that is parked can be read again without its `start`.
    """
    found, bad = list[tuple[Source, Location]](), list[Bad]()
    for frame in frames:
        if frame.unreadable is not None:
            bad.append(Bad.whole(frame, frame.unreadable))
            continue
        try:
            found.extend(_read(frame))
        except BadFrame as error:
            bad.append(Bad.whole(frame, error.reason, error.detail))
    located = [(source, location) for source, location in found if location.located]
    decoded = _columns([(source, location) for source, location in located if not location.shifted])
    decoded.bad = bad + [Bad.of(source, "shifted_position") for source, location in located if location.shifted]
    decoded.no_fix = len(found) - len(located)
    return decoded


def edition_of(raw: bytes) -> Edition:
    """The edition of a kept message of a vehicle: the one by which plate, type and length fit. Raises BadFrame."""
    for edition in Edition:
        at = edition.header_size + HEAD + 2
        if len(raw) >= at + 4 and int.from_bytes(raw[at : at + 4]) == len(raw) - at - 4:
            return edition
    raise BadFrame("bad_length", "fits no edition")


def _read(frame: Frame) -> list[tuple[Source, Location]]:
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
        (_source(frame, location, _alone(header, said.head, location, edition) if history else frame.raw), location)
        for location in locations(said.sub, said.data, edition)
    ]


def _source(frame: Frame, location: Location, line: bytes) -> Source:
    return Source(frame, line, frame.stream.device, location.body[BASIC:])


def _alone(header: Header, head: bytes, location: Location, edition: Edition) -> bytes:
    """One of several locations as a message of its own, so that it alone can be parked and read again."""
    return plain(header, message(head, Sub.REAL_LOCATION, location.raw), edition)


def _raise_alarm(body: bytes, edition: Edition) -> None:
    """Raise what a platform's own alarm is set aside as: an alarm of the terminal comes with its locations."""
    said = alarm(body, edition)
    if said is not None:
        at = datetime.fromtimestamp(min(said.time_s, LAST_S), UTC)
        raise BadFrame("platform_alarm", f"{said.plate} 0x{said.kind:04X} {at:%Y-%m-%dT%H:%M:%SZ} {said.text}")


def _columns(found: list[tuple[Source, Location]]) -> Decoded:
    read = columns_of([location.body for _, location in found])
    return Decoded.of(
        [source for source, _ in found],
        time_s=read.time_s,
        received_s=[source.frame.received_s for source, _ in found],
        lon=read.lon,
        lat=read.lat,
        speed_mps=read.speed_mps,
        course_deg=read.course_deg,
        altitude_m=read.altitude_m,
        satellites=read.satellites,
        ignition=read.status & ACC,
        alarm=read.alarm,
        status=read.status,
        signals=signals_of(read.alarm, read.status, read.warnings),
    )
