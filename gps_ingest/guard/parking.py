"""How much of what cannot be used is listed: each frame of a device up to a rate, then only how many more there were."""

from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from gps_ingest.frames import Bad
from gps_ingest.guard.limiter import Limiter

# Listed always: fixes that are kept once their device speaks for a vehicle, what the database refused, and our own words.
ALWAYS = frozenset({"unknown_device", "not_bound", "disabled_device", "refused", "flooding", "shut_out"})
TELL_EVERY_S = 60.0
MOST_KEYS = 5000
Key = tuple[str, str]  # door, device; all those that nobody knows share one


@dataclass(slots=True)
class Unlisted:
    """What of a device was only counted, since when: frames and their bytes by reason."""

    since_s: float
    times: Counter[str] = field(default_factory=Counter)
    sizes: Counter[str] = field(default_factory=Counter)

    def rows(self, key: Key, now_s: float) -> list[Bad]:
        """As a row for each reason."""
        door, device = key
        return [
            Bad(door, device, now_s, reason, b"", self.sizes[reason], f"{times} more, only counted", times=times)
            for reason, times in self.times.most_common()
        ]


@dataclass(frozen=True, slots=True)
class Admitted:
    """What of a batch is listed, what is only counted, and the rows that say so of what was counted a while ago.

    `settle` is told once it is committed.
    """

    listed: list[Bad]
    counted: list[Bad]
    unlisted: list[tuple[Key, Bad]]
    taken: Counter[Key]
    told: list[Key]
    now_s: float


class Parking:
    """Decides what is listed. Nothing is remembered before the commit, so that a batch tried again is decided the same."""

    def __init__(self, per_minute: float, burst: int) -> None:
        self._limiter = Limiter(per_minute / 60, burst, MOST_KEYS)
        self._unlisted: dict[Key, Unlisted] = {}

    def admit(self, bad: Sequence[Bad], knows: Container[str], now_s: float) -> Admitted:
        """What is to be written of what is bad in a batch, and of what was only counted a while ago."""
        told = [key for key, held in self._unlisted.items() if now_s - held.since_s >= TELL_EVERY_S]
        counted = [row for key in told for row in self._unlisted[key].rows(key, now_s)]
        made = Admitted([], counted, [], Counter(), told, now_s)
        for each in bad:
            if each.reason in ALWAYS:
                made.listed.append(each)
                continue
            key = _key(each, knows)
            if made.taken[key] < self._limiter.room(_name(key), now_s):
                made.taken[key] += 1
                made.listed.append(each)
            else:
                made.unlisted.append((key, each))
        return made

    def settle(self, admitted: Admitted) -> None:
        """It is committed."""
        for key in admitted.told:
            self._unlisted.pop(key, None)
        for key, count in admitted.taken.items():
            self._limiter.allow(_name(key), count, admitted.now_s)
        for key, bad in admitted.unlisted:
            held = self._unlisted.setdefault(key, Unlisted(admitted.now_s))
            held.times[bad.reason] += 1
            held.sizes[bad.reason] += bad.size


def _key(bad: Bad, knows: Container[str]) -> Key:
    return bad.door, bad.device if bad.device in knows else ""


def _name(key: Key) -> str:
    return "\0".join(key)
