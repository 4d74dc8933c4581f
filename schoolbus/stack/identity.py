"""Which running process is provably one of ours, so that none but ours is ever ended."""

import contextlib
import json
import os
import signal
import time
from dataclasses import asdict, dataclass
from pathlib import Path

BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
POLL_S = 0.05


@dataclass(frozen=True)
class Identity:
    """A process as the kernel knows it: the same pid with another start (ticks since boot) is another process."""

    pid: int
    start_ticks: int
    boot_id: str

    def is_alive(self) -> bool:
        """Whether this very process still runs (a zombie does not)."""
        return self.boot_id == _boot_id() and _start_ticks(self.pid) == self.start_ticks

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, if this very process still runs."""
        if self.is_alive():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def wait(self, timeout_s: float) -> bool:
        """Wait until it is gone; False when it is still there after `timeout_s`."""
        deadline = time.monotonic() + timeout_s
        while self.is_alive():
            if time.monotonic() > deadline:
                return False
            time.sleep(POLL_S)
        return True

    def save(self, file: Path) -> None:
        """Write it down for the next start."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(self)))


def of(pid: int) -> Identity | None:
    """The identity of a running process, or None when there is none."""
    ticks = _start_ticks(pid)
    return None if ticks is None else Identity(pid=pid, start_ticks=ticks, boot_id=_boot_id())


def load(file: Path) -> Identity | None:
    """What `save` wrote, or None when there is nothing readable."""
    try:
        return Identity(**json.loads(file.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def end_leftover(file: Path, polite: signal.Signals, *, timeout_s: float) -> bool:
    """End what `file` names if it still is that very process; returns whether there was one to end.

    The file is removed in any case. A process that took over the pid in the meantime is not touched.
    """
    left = load(file)
    file.unlink(missing_ok=True)
    if left is None or not left.is_alive():
        return False
    for number in (polite, signal.SIGKILL):
        left.signal(number)
        if left.wait(timeout_s):
            break
    return True


def _boot_id() -> str:
    try:
        return BOOT_ID.read_text().strip()
    except OSError:
        return ""


def _start_ticks(pid: int) -> int | None:
    """Field 22 of /proc/pid/stat; None when the process is gone or a zombie."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name before it may hold spaces and parentheses
    return None if fields[0] in {"Z", "X"} else int(fields[19])
