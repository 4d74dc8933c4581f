"""What a terminal is told once the database has its message."""

from dataclasses import dataclass

from gps_ingest.decode.jt808 import platform
from gps_ingest.decode.jt808.header import Header
from gps_ingest.decode.jt808.ids import Sent
from gps_ingest.doors.jt808.house import House, Speaker


@dataclass(slots=True, eq=False)
class Answer:
    """The receipt of a message: 0x8001."""

    session: Speaker
    header: Header
    result: int

    def give(self) -> None:
        self.session.answer(self.header, self.result)


@dataclass(slots=True, eq=False)
class MediaKept:
    """The receipt of a photograph: 0x8800, all of it is here."""

    session: Speaker
    header: Header
    media_id: int

    def give(self) -> None:
        self.session.send(Sent.MEDIA, platform.media_answer(self.media_id), self.header)


@dataclass(slots=True, eq=False)
class Told:
    """A position that we asked for is kept: whoever asked may know."""

    house: House
    device: str
    serial: int

    def give(self) -> None:
        self.house.answered(self.device, self.serial, platform.OK, None)
