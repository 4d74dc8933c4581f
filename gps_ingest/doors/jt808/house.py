"""What one terminal's session and its door need of each other."""

from collections.abc import Mapping
from typing import Protocol

from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.decode.jt808.header import Header
from gps_ingest.decode.jt808.terminal import Register
from gps_ingest.frames import Stream
from gps_ingest.keys import Keys


class Speaker(Protocol):
    """A session as others see it: who is connected, and a way to say something."""

    address: str | None
    device: str | None
    version: int
    stream: Stream
    opened_s: float
    heard_s: float

    def answer(self, header: Header, result: int) -> None:
        """0x8001 to a message."""

    def send(self, id_: int, body: bytes, header: Header | None = None) -> int:
        """Say something; the serial it has."""

    def registered(self, header: Header, result: int, code: str) -> None:
        """The registry's word."""

    def deregistered(self, header: Header) -> None:
        """Its code is void."""

    def flush(self) -> None:
        """Let go what there is to say."""

    def close(self) -> None:
        """Leave."""

    def ask_for_parts(self) -> None:
        """Ask again for what has not come."""

    def pause(self) -> None:
        """Read no more."""

    def resume(self) -> None:
        """Read on."""


class House(Protocol):
    """What a session needs of its door."""

    settings: Settings
    frames: Frames
    keys: Keys

    def opened(self, session: Speaker) -> bool:
        """Whether there is room for one more."""

    def lost(self, session: Speaker) -> None:
        """The connection has gone."""

    def came(self, session: Speaker, fixes: int, raw: bytes) -> None:
        """So many things to store have come; past its device's rate it is left unread for a while."""

    def soon(self, session: Speaker) -> None:
        """Have it flush what it has to say, with all others that have."""

    def authenticated(self, session: Speaker) -> None:
        """It is this device's session from now on; an older one of the same device is cut off."""

    def refused(self, device: str, address: str | None) -> None:
        """Somebody could not say who it is."""

    def register(self, session: Speaker, header: Header, said: Register) -> None:
        """Have the registry see to it; it calls `registered`."""

    def deregister(self, session: Speaker, header: Header) -> None:
        """Have the registry forget its code; it calls `deregistered`."""

    def answered(self, device: str, serial: int, result: int, said: Mapping[str, object] | None) -> None:
        """The terminal's word on a command of ours."""
