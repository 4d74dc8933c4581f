"""Pictures, sounds and films of a terminal: that there is one, the thing itself, and the answer of its camera."""

from dataclasses import dataclass

from gps_ingest.decode.jt808.fields import Fields
from gps_ingest.decode.jt808.location import BASIC

JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class MediaEvent:
    """0x0800, and the head of 0x0801.

    kind    0 picture, 1 sound, 2 film
    format  0 JPEG, 1 TIF, 2 MP3, 3 WAV, 4 WMV
    event   0 we asked, 1 by the clock, 2 robbery alarm, 3 collision or rollover, 4 door opened, 5 door closed, 6 doors closed and
            faster than 20 km/h, 7 by distance
    """

    id: int
    kind: int
    format: int
    event: int
    channel: int


@dataclass(frozen=True, slots=True)
class Media:
    """0x0801, its parts put together. `location` is the basic part of a 0x0200 body, b"" of a terminal that sends none."""

    of: MediaEvent
    location: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Camera:
    """0x0805: the answer to our snapshot. `result` 0 done, 1 failed, 2 no such channel; `ids` of what was taken."""

    serial: int
    result: int
    ids: tuple[int, ...]


def media_event(body: bytes) -> MediaEvent:
    """0x0800. Raises BadFrame `bad_length`."""
    return _event(Fields(body))


def media(body: bytes) -> Media:
    """0x0801. Raises BadFrame `bad_length`.

    Where a JPEG begins at once there is no location: no location report has such alarms.
    """
    fields = Fields(body)
    event = _event(fields)
    location = b"" if body[8:11] == JPEG else fields.take(BASIC)
    return Media(event, location, fields.rest())


def camera(body: bytes) -> Camera:
    """0x0805. Raises BadFrame `bad_length`. Only a good result is followed by ids."""
    fields = Fields(body)
    serial, result = fields.word(), fields.byte()
    count = fields.word() if result == 0 and fields.left else 0
    return Camera(serial, result, tuple([fields.dword() for _ in range(count)]))


def _event(fields: Fields) -> MediaEvent:
    return MediaEvent(fields.dword(), fields.byte(), fields.byte(), fields.byte(), fields.byte())
