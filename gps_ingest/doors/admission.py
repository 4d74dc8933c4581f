"""Who may speak at a door that asks for a secret with every request; those who only guess are made to wait."""

from collections.abc import Mapping
from hashlib import sha256

from core import clock
from fleet.secrets import broker_hash, opens
from gps_ingest.keys import Keys
from gps_ingest.unknown import Unknown

FAILURES_MAX = 30  # of one address in a window; then only devices that are known by their secret already are let in
WINDOW_S = 60.0
ADDRESSES_MAX = 10_000
NOBODY = broker_hash("", b"nobody")  # compared with for an id that nobody has, so that it takes as long


class TooManyError(Exception):
    """This address has failed too often; `wait_s` from now it may try again."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


class Admission:
    """Compares ids and secrets with the keys, and notes who is not let in. Bounded memory, whoever asks."""

    def __init__(self, door: str, keys: Keys, unknown: Unknown, window_s: float = WINDOW_S) -> None:
        self._door = door
        self._keys = keys
        self._unknown = unknown
        self._window_s = window_s
        self._let_in: dict[str, tuple[tuple[str, ...], bytes]] = {}  # device -> the hashes it fitted, and its secret's
        self._failures: dict[str, tuple[float, int]] = {}  # address -> when its window began, failures since

    def admit(self, device: str, secret: str, address: str) -> bool:
        """Whether the device is who it says. Raises TooManyError."""
        key, digest = self._keys.of(device), sha256(secret.encode()).digest()
        if key is not None and not key.disabled and self._let_in.get(device) == (key.hashes, digest):
            return True  # its neighbours behind the same address may fail as often as they like
        self._wait(address)
        if key is not None and key.fits(secret):
            self._let_in[device] = key.hashes, digest
            return True
        if key is None:
            opens(secret, NOBODY)
        self._failed(address)
        why = "unknown" if key is None else "disabled" if key.disabled else "wrong_secret"
        self._unknown.note(self._door, device, address, {"why": why})
        return False

    @property
    def addresses(self) -> Mapping[str, tuple[float, int]]:
        """The addresses that failed of late."""
        return self._failures

    def _wait(self, address: str) -> None:
        since_s, failures = self._failures.get(address, (0.0, 0))
        wait_s = since_s + self._window_s - clock.epoch()
        if failures >= FAILURES_MAX and wait_s > 0:
            raise TooManyError(wait_s)

    def _failed(self, address: str) -> None:
        now = clock.epoch()
        since_s, failures = self._failures.pop(address, (now, 0))
        if now - since_s >= self._window_s:
            since_s, failures = now, 0
        while len(self._failures) >= ADDRESSES_MAX:
            del self._failures[next(iter(self._failures))]
        self._failures[address] = since_s, failures + 1
