"""One process that we start, watch and stop: a server of the stack or a part of the program."""

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from schoolbus.stack import identity

OPEN_FILES = 65_536  # one a connection; Debian's soft limit of 1,024 would be the limit on the fleet
LOG_KEPT_BYTES = 10_000_000


@dataclass
class Child:
    """A process with a pid file and a log. It dies with the process that started it, also when that is killed.

    `user` is a system user to run as; None means ours. `stop_signal` asks it to leave, `stop_timeout_s` = our patience.
    """

    name: str
    command: Sequence[str]
    log: Path
    pid_file: Path
    cwd: Path
    user: str | None = None
    env: Mapping[str, str] = field(default_factory=dict)
    stop_signal: signal.Signals = signal.SIGTERM
    stop_timeout_s: float = 20.0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    @property
    def exit_code(self) -> int | None:
        """How it ended (negative: the signal that ended it); None while it runs or before it ran."""
        return None if self._process is None else self._process.poll()

    def start(self) -> None:
        """Start it. It gets a process group of its own, so that Ctrl-C reaches us alone and we stop in order."""
        if self._process is not None:
            _end_group(self._process.pid)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        _roll(self.log)
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*self._wrapper(), *self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.cwd,
                env={**os.environ, **self.env},
                process_group=0,
            )
        known = identity.of(self._process.pid)
        if known is not None:
            with suppress(OSError):  # on a full disk it runs all the same, and dies with us
                known.save(self.pid_file)

    def trim_log(self) -> None:
        """Start its log anew once it is long; it writes at the end, wherever that is. A line or two may get lost."""
        if self.log.exists() and self.log.stat().st_size > LOG_KEPT_BYTES:
            shutil.copyfile(self.log, _older(self.log))
            os.truncate(self.log, 0)

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal if it runs."""
        if self.pid is not None and self._process is not None:
            self._process.send_signal(number)

    def wait(self, timeout_s: float) -> bool:
        """Wait for its end; False when it still runs after `timeout_s`."""
        if self._process is None:
            return True
        try:
            self._process.wait(timeout_s)
        except subprocess.TimeoutExpired:
            return False
        return True

    def stop(self) -> None:
        """Ask it to leave, wait, and only then end it (and what it left in its process group) by force."""
        if self._process is None:
            return
        group = self._process.pid
        self.signal(self.stop_signal)
        if not self.wait(self.stop_timeout_s):
            self._process.kill()
            self._process.wait()
        _end_group(group)
        self.pid_file.unlink(missing_ok=True)
        self._process = None

    def _wrapper(self) -> list[str]:
        """util-linux programs that exec the next: no Python runs between fork and exec, so threads do no harm."""
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        limit = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        wrapper = [_tool("prlimit"), f"--nofile={limit}:", _tool("setpriv"), "--pdeathsig", self.stop_signal.name[3:]]
        if self.user is not None:
            wrapper += [f"--reuid={self.user}", f"--regid={self.user}", "--init-groups"]
        return [*wrapper, "--"]

    def last_words(self, lines: int = 4) -> str:
        """The end of its log, for a message."""
        try:
            text = self.log.read_bytes()[-4000:].decode(errors="replace")
        except OSError:
            return ""
        return "\n".join(text.strip().splitlines()[-lines:])


def _tool(name: str) -> str:
    return shutil.which(name) or f"/usr/bin/{name}"


def _end_group(group: int) -> None:
    """End what is left in a stopped child's process group (a pool of workers whose parent had to be killed)."""
    for _ in range(20):
        try:
            os.killpg(group, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return
        time.sleep(identity.POLL_S)


def _roll(log: Path) -> None:
    """Keep one older log once this one is long."""
    if log.exists() and log.stat().st_size > LOG_KEPT_BYTES:
        log.replace(_older(log))


def _older(log: Path) -> Path:
    return log.with_suffix(".old.log")
