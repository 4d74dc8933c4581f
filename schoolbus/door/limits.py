"""How much may wait in the broker for the ingest, and how much does: past a limit its door for devices is shut."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from core.settings import Settings

# While the ingest keeps up, what the broker holds is not for it: answers for devices that are not connected now.
KEEPS_UP_S = 10.0
REOPEN_SHARE = 0.5  # of each limit, so that the door does not swing
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Most messages, bytes and seconds that may wait, and the bytes that must be free on the broker's disk."""

    messages: int
    bytes: int
    age_s: float
    free_bytes: int

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """The limits that the settings name."""
        return cls(
            settings.mqtt_max_backlog,
            settings.mqtt_max_backlog_bytes,
            settings.mqtt_max_backlog_age_s,
            settings.mqtt_min_free_bytes,
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits: messages, their bytes, for how long the ingest has not taken all that it was sent; bytes free."""

    messages: int
    bytes: int
    age_s: float
    free_bytes: int

    @classmethod
    def now(cls, messages: int, bytes_: int, age_s: float, disk: Path) -> Self:
        """With what is free on the disk that `disk` lies on."""
        return cls(messages, bytes_, age_s, shutil.disk_usage(disk).free)

    def past(self, limits: Limits) -> str | None:
        """Which limit is passed, in words; None when none is."""
        if self.messages > limits.messages and not self._keeps_up:
            return f"{self.messages} messages wait for the ingest"
        if self.bytes > limits.bytes and not self._keeps_up:
            return f"messages of {self.bytes // MIB} MiB wait for the ingest"
        if self.age_s > limits.age_s:
            return f"for {self.age_s:.0f} s the ingest has not taken all that was sent"
        if self.free_bytes < limits.free_bytes:
            return f"only {self.free_bytes // MIB} MiB are free on the broker's disk"
        return None

    def is_well_below(self, limits: Limits) -> bool:
        """Whether it is so far below each limit that the door may be opened again."""
        few = self.messages < limits.messages * REOPEN_SHARE and self.bytes < limits.bytes * REOPEN_SHARE
        return (
            (few or self._keeps_up)
            and self.age_s < limits.age_s * REOPEN_SHARE
            and self.free_bytes * REOPEN_SHARE > limits.free_bytes
        )

    @property
    def _keeps_up(self) -> bool:
        return self.age_s < KEEPS_UP_S

    def __str__(self) -> str:
        return f"{self.messages} messages wait for the ingest"
