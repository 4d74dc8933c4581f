"""Who sends too much: told to wait where a door can make it wait, shut out where it cannot, and seen by the operator."""

from core.settings import Settings
from gps_ingest.batches import Frames
from gps_ingest.frames import RAW_KEPT, Frame, Stream
from gps_ingest.guard.limiter import Limiter

FLOODING, SHUT_OUT = "flooding", "shut_out"
SAY_EVERY_S = 60.0
SENTENCES = 8  # that usually come with one fix
LONG_LINE_BYTES = 1024


class Throttle:
    """The rates of one door's devices. A device past its rate is listed as parked with the reason, once a minute."""

    def __init__(self, door: str, settings: Settings, frames: Frames) -> None:
        self._door = door
        self._frames = frames
        self._flood_max = settings.device_flood_max
        self._limiter = Limiter(settings.device_rate_max_per_s, settings.device_rate_burst)
        self._said = Limiter(1 / SAY_EVERY_S, 1)
        self._says = f"more than {settings.device_rate_max_per_s:g} fixes a second for long"

    def slow(self, stream: Stream, fixes: float, now_s: float, raw: bytes = b"", key: str = "") -> float:
        """Count what came on a stream; for how many seconds it must not be read, 0.0 while it keeps to its rate.

        `raw` is what came, to be shown if it is too much; `key` names who sends where the stream does not know it.
        For doors that can stop reading: nothing is lost.
        """
        key = stream.device or key or f"stream {id(stream)}"
        wait_s = self._limiter.allow(key, fixes, now_s)
        if wait_s > 0:
            self._frames.throttled[self._door] += 1
            if self._said.room(key, now_s):
                self._said.allow(key, 1, now_s)
                self._say(stream, FLOODING, raw, now_s)
        return wait_s

    def shut(self, stream: Stream, fixes: float, now_s: float, raw: bytes) -> None:
        """The same where the sender cannot be slowed down (MQTT): what came is taken; far beyond its rate it is shut out."""
        if self.slow(stream, fixes, now_s, raw) > 0 and self._limiter.beyond(stream.device, now_s) > self._flood_max:
            self._limiter.forget(stream.device)
            self._say(stream, SHUT_OUT, raw, now_s)

    def _say(self, stream: Stream, reason: str, raw: bytes, now_s: float) -> None:
        self._frames.put(
            Frame(self._door, stream, raw[:RAW_KEPT], now_s, unreadable=reason, detail=self._says, size=len(raw))
        )


def fixes_in(raw: bytes) -> float:
    """As how many fixes a stretch of NMEA is reckoned: its RMCs, more where there is much else in it."""
    fixes = raw.count(b"RMC,")
    if fixes and len(raw) <= LONG_LINE_BYTES and raw.count(b"\n") <= SENTENCES >= raw.count(b"\r"):
        return fixes  # as almost all is
    return max(fixes, sentences_in(raw) / SENTENCES, len(raw) / LONG_LINE_BYTES)


def sentences_in(raw: bytes) -> int:
    """How many lines there are, whatever ends them; at least one."""
    return max(raw.count(b"\n"), raw.count(b"\r")) or 1
