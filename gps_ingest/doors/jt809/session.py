"""A lower platform that has logged in: its two links, and what is said of them."""

import secrets
from collections import Counter
from collections.abc import Callable

import structlog

from core import clock
from gps_ingest.decode.bad import BadFrame
from gps_ingest.decode.jt808.framing import Skipped
from gps_ingest.decode.jt809.framing import opened
from gps_ingest.decode.jt809.header import Edition, Header, read, wire
from gps_ingest.decode.jt809.kinds import Kind
from gps_ingest.decode.jt809.links import Break, Login, Verdict, first_byte, login, login_answer
from gps_ingest.doors.jt809.desk import Desk
from gps_ingest.doors.jt809.link import Link
from gps_ingest.doors.jt809.reports import Reports
from gps_ingest.doors.jt809.slave import Called, Slave
from gps_ingest.platforms.book import Known

log = structlog.get_logger(__name__)
Heard = Callable[[Link, Header, bytes], None]
WORD_BITS = 32


class Session:
    """Lives while one of the links does. Everything is taken on either link, for when one breaks all is sent on the other."""

    def __init__(self, known: Known, desk: Desk, ended: Callable[["Session"], None]) -> None:
        self.known = known
        self._desk = desk
        self._ended = ended
        self._main: Link | None = None
        self._reports = Reports(known, desk, self.down)
        self._slave = Slave(self, desk.settings, desk.states, lambda: desk.new_link(self.hear, self.lost))
        self._serials: Counter[int] = Counter()
        self._encrypts = False
        self._over = False
        self._answers: dict[int, Heard] = {
            Kind.UP_CONNECT_REQ: self._logs_in_again,
            Kind.UP_LINKTEST_REQ: lambda link, _header, _body: self.say(link, Kind.UP_LINKTEST_RSP),
            Kind.UP_DISCONNECT_REQ: self._logs_out,
            Kind.UP_DISCONNECT_INFORM: self._misses_its_main_link,
            Kind.UP_CLOSELINK_INFORM: lambda _link, _header, _body: self.leave(),
            Kind.DOWN_CONNECT_RSP: lambda _link, _header, body: self._slave.answered(first_byte(body)),
            Kind.DOWN_LINKTEST_RSP: lambda _link, _header, _body: self._slave.shown(),
            **dict.fromkeys(
                (  # notices of 2019 that we do nothing with
                    Kind.DOWN_DISCONNECT_RSP, Kind.UP_MANAGE_MSG_RSP, Kind.UP_MANAGE_MSG_SN_INFORM, Kind.TOTAL_RECV_BACK_MSG
                ),
                lambda _link, _header, _body: None,
            ),
        }  # fmt: skip

    def enter(self, link: Link, said: Login, header: Header) -> None:
        """It has logged in on a link, which is its main link from now on; an older one is left."""
        if self._main is not None and self._main is not link:
            log.info("a platform logs in anew: its older main link is left", platform=self.known.name)
            self._main.close()
        self._main = link
        self._encrypts = header.encrypted and self.known.cipher is not None
        code = secrets.randbits(WORD_BITS)
        self.say(link, Kind.UP_CONNECT_RSP, login_answer(Verdict.WELCOME, code, self.known.edition))
        self._desk.states.main(self.known.id, up=True)
        self._slave.call(Called(said.address, said.port, code))

    def hear(self, link: Link, frame: bytes | Skipped) -> None:
        """A frame came on either link."""
        if self._over:
            return
        self._desk.states.heard(self.known.id)
        if isinstance(frame, Skipped):
            self._reports.park(link, frame.head, "too_long", frame.size)
            return
        try:
            header, body = read(opened(frame), self.known.edition, self.known.cipher)
            answer = self._answers.get(header.kind)
            if answer is not None:
                answer(link, header, body)
            else:
                self._reports.take(link, frame, header, body)
        except BadFrame as bad:
            self._reports.park(link, frame, bad.reason, len(frame))

    def lost(self, link: Link) -> None:
        """A link has gone. The slave link stays while it lasts."""
        if link is not self._main:
            return
        self._main = None
        self._desk.states.main(self.known.id, up=False)
        log.info("a platform's main link has gone", platform=self.known.name)
        if self._slave.link is None:
            self.leave()

    def lost_slave(self) -> None:
        """The slave link has gone, and there is no main link for which it were made again."""
        if self._main is None:
            self.leave()

    def leave(self, reason: int | None = None) -> None:
        """End both links; with a reason the lower platform is told (0x9008)."""
        if self._over:
            return
        main, self._main, self._over = self._main, None, True
        if main is not None:
            if reason is not None:
                self.say(main, Kind.DOWN_CLOSELINK_INFORM, bytes((reason,)))
            main.close()
        self._slave.close()
        self._desk.states.main(self.known.id, up=False)
        self._desk.states.slave(self.known.id, up=False)
        self._ended(self)

    @property
    def main_is_up(self) -> bool:
        """Whether the lower platform is logged in."""
        return self._main is not None and self._main.up

    def down(self, kind: Kind, body: bytes) -> None:
        """Say something that belongs on the slave link, on the main link while that one is not up."""
        link = self._slave.link or self._main
        if link is not None:
            self.say(link, kind, body)

    def inform(self, reason: Break) -> None:
        """Tell that the slave link is not there (0x9007)."""
        if self._main is not None:
            self.say(self._main, Kind.DOWN_DISCONNECT_INFORM, bytes((reason,)))

    def say(self, link: Link, kind: Kind, body: bytes = b"") -> None:
        """Send a message on a link, encrypted where the lower platform encrypts. 2019 counts each type by itself."""
        in_2019 = self.known.edition == Edition.Y2019
        counted = kind if in_2019 else 0
        self._serials[counted] += 1
        serial = self._serials[counted] & 0xFFFFFFFF
        key = secrets.randbits(WORD_BITS) if self._encrypts else 0
        header = Header(kind, serial, self.known.access_code, key=key, time_s=int(clock.epoch()) if in_2019 else 0)
        link.send(wire(header, body, self.known.edition, self.known.cipher if self._encrypts else None))

    def _logs_in_again(self, link: Link, header: Header, body: bytes) -> None:
        """On a link on which it is logged in: it missed our answer."""
        said = login(body)
        if link is self._main and self.known.verdict(said, link.address) == Verdict.WELCOME:
            self.enter(link, said, header)
        else:
            link.close()

    def _logs_out(self, link: Link, _header: Header, _body: bytes) -> None:
        self.say(link, Kind.UP_DISCONNECT_RSP)
        self.leave()

    def _misses_its_main_link(self, link: Link, _header: Header, _body: bytes) -> None:
        """It says on the slave link that its main link broke: what we still hold of it is a corpse."""
        if self._main is not None and link is not self._main:
            self._main.close()
