"""A lower platform as an operator runs one: logs in, waits for the slave link, answers on it. Written without our codec."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from tests.gps_ingest.conftest import PATIENCE_S, until
from tests.gps_ingest.jt809.wire import Speaker, crc, encrypted, number

KEEP_ALIVE_S = 0.5


@dataclass(frozen=True)
class Heard:
    """One message that the upper platform sent."""

    link: str
    kind: int
    body: bytes
    access_code: int


def next_message(connection: socket.socket, speaker: Speaker, link: str) -> Heard | None:
    """Wait for the next message; None when the connection has gone. CRC and length must be right."""
    raw = bytearray()
    while not raw or raw[-1] != 0x5D:
        piece = connection.recv(1)
        if not piece:
            return None
        raw += piece
    assert raw[0] == 0x5B
    content, at = bytearray(), 1
    pairs = {(0x5A, 1): 0x5B, (0x5A, 2): 0x5A, (0x5E, 1): 0x5D, (0x5E, 2): 0x5E}
    while at < len(raw) - 1:
        if raw[at] in (0x5A, 0x5E):
            content.append(pairs[raw[at], raw[at + 1]])
            at += 2
        else:
            content.append(raw[at])
            at += 1
    assert bytes(content[-2:]) == number(crc(bytes(content[:-2])), 2)
    assert int.from_bytes(content[:4]) == len(content) + 2
    size = 30 if speaker.edition == 2019 else 22
    body = bytes(content[size:-2])
    if content[17] and body:
        assert speaker.secrets is not None
        body = encrypted(body, int.from_bytes(content[18:22]), *speaker.secrets)
    return Heard(link, int.from_bytes(content[8:10]), body, int.from_bytes(content[10:14]))


@dataclass
class LowerPlatform:
    """`port` is ours; `slave_address` where it says that its own server is. What it hears stands in `heard`."""

    port: int
    speaker: Speaker
    user_id: int = 77
    password: str = "secret88"
    slave_address: str = "127.0.0.1"
    welcome: int = 0
    shows_itself: bool = True  # keep-alive on the main link
    answers_keep_alive: bool = True  # on the slave link
    heard: list[Heard] = field(default_factory=list)
    slaves: int = 0

    def __post_init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.slave_port = self._server.getsockname()[1]
        self._main: socket.socket | None = None
        self._slave: socket.socket | None = None
        self._all = [self._server]
        self._welcomed: list[socket.socket] = []
        self._ended: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._code = b""
        self._over = threading.Event()
        self._begin(self._accept)
        self._begin(self._show)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for one in self._all:
            _cut(one)
        for thread in self._threads:
            thread.join(PATIENCE_S)

    def connect(self) -> None:
        """Open the main link; says nothing yet."""

        def connected() -> bool:
            with suppress(OSError):
                self._main = socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S)
                return True
            return False

        until(connected, "the door of JT/T 809")
        assert self._main is not None
        self._main.settimeout(None)
        self._all.append(self._main)
        self._begin(self._listen, self._main, "main")

    def log_in(self, password: str | None = None) -> int:
        """Log in on a new main link; how the upper platform answered."""
        self.connect()
        before = len(self.all_of(0x1002))
        given = self.password if password is None else password
        self.send(self.speaker.login(self.user_id, given, self.slave_address, self.slave_port))
        until(lambda: len(self.all_of(0x1002)) > before, "the answer to the login")
        return self.all_of(0x1002)[-1].body[0]

    def log_in_until_welcome(self) -> None:
        """As real ones do: again while the upper platform says that it is busy, for it has just been started."""
        until(lambda: self.log_in() == 0, "the upper platform to let it in")

    def send(self, *data: bytes) -> None:
        """Send on the main link."""
        assert self._main is not None
        self._main.sendall(b"".join(data))

    def send_on_slave(self, data: bytes) -> None:
        """Send on the slave link."""
        assert self._slave is not None
        self._slave.sendall(data)

    def break_main(self) -> None:
        """The main link breaks."""
        assert self._main is not None
        _cut(self._main)

    def break_slave(self) -> None:
        """The slave link breaks."""
        assert self._slave is not None
        _cut(self._slave)

    def all_of(self, kind: int) -> list[Heard]:
        """What was heard of a kind."""
        return [each for each in self.heard if each.kind == kind]

    def await_slave(self, many: int = 1) -> None:
        """Wait until the upper platform has logged in on the slave link so many times."""
        until(lambda: self.slaves >= many, f"slave link {many}")

    def await_end(self) -> None:
        """Wait until the main link is closed by the other side."""
        until(lambda: self._main in self._ended, "the main link to be closed")

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self._slave, _ = self._server.accept()
                self._all.append(self._slave)
                self._begin(self._listen, self._slave, "slave")

    def _show(self) -> None:
        """Once a minute in life."""
        while not self._over.wait(KEEP_ALIVE_S):
            if self.shows_itself and self._main in self._welcomed and self._main not in self._ended:
                with suppress(OSError):
                    self.send(self.speaker.message(0x1005))

    def _begin(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _listen(self, connection: socket.socket, link: str) -> None:
        with suppress(OSError):
            while message := next_message(connection, self.speaker, link):
                self._answer(connection, message)
        self._ended.append(connection)

    def _answer(self, connection: socket.socket, message: Heard) -> None:
        if message.kind == 0x1002:
            self._code = message.body[1:5]
            if message.body[0] == 0:
                self._welcomed.append(connection)
        elif message.kind == 0x9001:
            until(lambda: message.body == self._code, "the code of our own login")
            connection.sendall(self.speaker.message(0x9002, number(self.welcome, 1)))
            self.slaves += self.welcome == 0
        elif message.kind == 0x9005 and self.answers_keep_alive:
            connection.sendall(self.speaker.message(0x9006))
        self.heard.append(message)


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
