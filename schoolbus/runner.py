"""Starting and stopping a whole stack from the command line: in the foreground, detached, and down again."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from core.settings import Settings, get_settings
from schoolbus import parts, runfile, summary
from schoolbus.stack.errors import ServerFailedError
from schoolbus.stack.stack import OUR_PORTS, Ports
from schoolbus.supervise import StopRequested, Supervisor, alone, stop_on_signals

FOLLOW_EVERY_S = 0.2
STOP_S = 120.0
DEMO_OPENS = ("nmea_plain", "jt809")  # doors that are shut elsewhere unless they are asked for


class Seeded(Protocol):
    """What a seed lets a visitor use, in the shapes of `info --json`."""

    @property
    def accounts(self) -> list[dict[str, str]]:
        """username, password, role."""

    @property
    def devices(self) -> list[dict[str, Any]]:
        """id, secret, vehicle_id, protocol; bound and otherwise unused."""


Seed = Callable[[Settings], Seeded]


def run_up(ports: Ports = OUR_PORTS) -> None:
    """Private servers (on `ports`) and all processes, until Ctrl-C. Raises StackError."""
    _run(parts.PROCESSES, None, ports)


def run_demo(seed: Seed) -> None:
    """The same with the district that `seed` fills, and its driver. Raises StackError."""
    _run(parts.DEMO_PROCESSES, seed, OUR_PORTS)


def run_detached(command: str) -> None:
    """Start `schoolbus <command>` as a process of its own, show what it says until it is ready, and return.

    Raises ServerFailedError when it ends before that.
    """
    data_dir = get_settings().data_dir.absolute()
    with alone(data_dir):
        pass  # nobody else's; the child takes the lock for itself
    log = data_dir / "log" / "supervisor.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-u", "-m", "schoolbus", command],
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _follow(process, log, data_dir)
    except KeyboardInterrupt:
        process.send_signal(signal.SIGTERM)
        process.wait()
        raise


def stop() -> bool:
    """Stop the stack of this data directory and wait until it is gone; False when none runs."""
    running = runfile.load(get_settings().data_dir.absolute())
    if running is None:
        return False
    running.supervisor.signal(signal.SIGTERM)
    if not running.supervisor.wait(STOP_S):
        raise ServerFailedError(f"process {running.supervisor.pid} does not stop after {STOP_S:.0f} s")
    return True


def _run(processes: tuple[str, ...], seed: Seed | None, ports: Ports) -> None:
    settings = get_settings()
    if seed is not None:  # the demo's own buses, and a visitor's first try
        opened = {name: True for name in DEMO_OPENS if name not in settings.model_fields_set}
        settings = settings.model_copy(update=opened)
    data_dir = settings.data_dir.absolute()
    with alone(data_dir):
        stop_on_signals()
        supervisor: Supervisor | None = None
        try:
            supervisor = Supervisor(settings, processes, _say, ports)
            leading_to_servers = supervisor.start_servers()
            if seed is None:
                supervisor.start_processes(None, None)
            else:
                _say("filling the demo district")
                seeded = seed(leading_to_servers)
                supervisor.start_processes(seeded.accounts, seeded.devices)
            _say(f"\n{summary.text(supervisor.public)}\n\nTo stop it: `make down`, or Ctrl-C where it runs in front")
            supervisor.watch()
        except StopRequested:
            _say("stopping")
        finally:
            if supervisor is not None:
                supervisor.stop()
    _say("stopped")


def _say(line: str) -> None:
    with suppress(OSError):  # a full disk under the log ends nobody
        print(line, flush=True)


def _follow(process: "subprocess.Popen[bytes]", log: Path, data_dir: Path) -> None:
    """Copy the log to the terminal until the stack says it is ready."""
    with log.open() as lines:
        while True:
            running = runfile.load(data_dir)
            ready = running is not None and running.ready and running.supervisor.pid == process.pid
            sys.stdout.write(lines.read())
            sys.stdout.flush()
            if ready:
                return
            if process.poll() is not None:
                raise ServerFailedError(f"it did not start; all it said is in {log}")
            time.sleep(FOLLOW_EVERY_S)
