"""What a lower platform reports of vehicles, into the queue: of those that are ours, and of no others."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
import structlog

from core import clock
from gps_ingest.decode.jt809.alarm import alarm, static_info
from gps_ingest.decode.jt809.header import Edition, Header, plain
from gps_ingest.decode.jt809.kinds import Kind, Sub
from gps_ingest.decode.jt809.links import received
from gps_ingest.decode.jt809.location import LOCATIONS, count
from gps_ingest.decode.jt809.vehicle import Vehicle, refusal, registered, registration, vehicle
from gps_ingest.doors.jt809.desk import Desk
from gps_ingest.doors.jt809.link import Link
from gps_ingest.frames import RAW_KEPT, Frame, Stream
from gps_ingest.platforms.book import Known
from gps_ingest.platforms.plates import NAME, Place, Subject

log = structlog.get_logger(__name__)
OF_A_VEHICLE = frozenset({Kind.UP_EXG_MSG, Kind.UP_BASE_MSG})
NOTICE_EVERY = 10_000  # positions: the example of both editions
AGAIN_S = 1.0
Down = Callable[[Kind, bytes], None]


class Reports:
    """Of one lower platform. `down` sends an answer down to it."""

    def __init__(self, known: Known, desk: Desk, down: Down) -> None:
        self._known = known
        self._desk = desk
        self._down = down
        self._stored = 0
        self._since_s = clock.epoch()

    def take(self, link: Link, frame: bytes, header: Header, body: bytes) -> None:
        """A message that is about no link. Raises BadFrame."""
        if header.kind in OF_A_VEHICLE:
            self._take_vehicle(link, frame, header, body)
        elif header.kind == Kind.UP_WARN_MSG:
            said = alarm(body, self._known.edition)
            if said is not None and said.plate and self._place(said.plate, "").vehicle is None:
                return
            self._put(link, header, body, self._name)
        else:
            self._put(link, header, body, self._name)

    def park(self, link: Link, raw: bytes, reason: str, size: int) -> None:
        """Set a frame aside that cannot be read."""
        stream = Stream(device=self._name, proven=True, address=link.address)
        self._desk.frames.put(
            Frame(NAME, stream, raw[:RAW_KEPT], clock.epoch(), format=NAME, unreadable=reason, size=size)
        )

    def stored(self, locations: int) -> None:
        """So many are committed. In 2011 the upper platform tells how many came, every so many (0x9101)."""
        self._stored += locations
        if self._stored >= NOTICE_EVERY:
            now_s = clock.epoch()
            self._down(Kind.TOTAL_RECV_BACK_MSG, received(self._stored, int(self._since_s), int(now_s)))
            self._stored, self._since_s = 0, now_s

    @property
    def _name(self) -> str:
        return f"p{self._known.access_code}"

    def _place(self, plate: str, colour: str) -> Place:
        return self._desk.plates.place(self._known, Subject(plate, colour))

    def _take_vehicle(self, link: Link, frame: bytes, header: Header, body: bytes) -> None:
        said = vehicle(body)
        answer = refusal(said, header.serial, self._known.edition)
        if answer is not None:
            self._down(Kind.DOWN_EXG_MSG, answer)
            return
        place = self._place(said.plate, said.colour)
        if place.key is not None:
            if place.key.protocol == NAME and not place.key.disabled:
                self._take_ours(link, header, body, said, place.device)
        elif place.vehicle is not None:  # its first report: it is read once more when it has its device
            link.hold(frame)
            self._desk.spawn(self._make(link, place.vehicle, said.plate))
        else:
            self._take_stranger(link, header, said)

    def _take_ours(self, link: Link, header: Header, body: bytes, said: Vehicle, device: str) -> None:
        if said.sub == Sub.REGISTER:
            self._desk.plates.registered(device, registration(said.data))
            self._answer_registration(header, known=True)
        elif said.sub in LOCATIONS:
            history, many = said.sub == Sub.HISTORY_LOCATION, count(said.sub, said.data)
            self._put(link, header, body, device, weight=many, again=history)
        elif said.sub != Sub.VEHICLE_ADDED_ACK:
            self._put(link, header, body, device)

    def _take_stranger(self, link: Link, header: Header, said: Vehicle) -> None:
        """A vehicle that we do not have: listed for whoever may add it; nothing is kept of where it is."""
        more = {}
        if said.sub == Sub.REGISTER:
            more = registration(said.data)
            self._answer_registration(header, known=False)
        elif said.sub == Sub.VEHICLE_ADDED_ACK:
            more = {"owner": static_info(said.data, self._known.edition).get("OWERS_NAME", "")}
        self._desk.plates.list(self._known, Subject(said.plate, said.colour), link.address, **more)

    def _answer_registration(self, header: Header, *, known: bool) -> None:
        if self._known.edition == Edition.Y2019:
            self._down(Kind.DOWN_EXG_MSG, registered(header.serial, known=known))

    async def _make(self, link: Link, vehicle_id: int, plate: str) -> None:
        """Make the device of a vehicle, however long that takes; the link waits."""
        while True:
            try:
                await self._desk.plates.make(self._known, vehicle_id, plate)
            except (psycopg.Error, OSError) as error:
                log.warning("a platform's bus cannot be bound now; its link waits", plate=plate, error=str(error))
                await asyncio.sleep(AGAIN_S)
                continue
            log.info("a platform reports a bus of ours for the first time", platform=self._known.name, plate=plate)
            link.release()
            return

    def _put(
        self, link: Link, header: Header, body: bytes, device: str, *, weight: int = 1, again: bool = False
    ) -> None:
        edition = self._known.edition
        self._desk.frames.put(
            Frame(
                NAME,
                Stream(device=device, proven=True, address=link.address),
                plain(header, body, edition),
                clock.epoch(),
                receipt=Stored(self, weight) if edition == Edition.Y2011 else None,
                weight=weight,
                format=NAME,
                start=edition.header_size,
                again=again,
            )
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """Counts what is committed of a platform; no answer to the one message, of which the protocol knows none."""

    reports: Reports
    locations: int

    def give(self) -> None:
        self.reports.stored(self.locations)
