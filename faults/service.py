"""The service as a user runs it, `schoolbus up`, in a folder of its own; and `kill -9` of one of its parts, by pid."""

import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import redis

from faults.plan import PARTS
from schoolbus import device_ports, ready, runfile
from schoolbus.runfile import Running
from schoolbus.stack import identity, places
from schoolbus.stack.child import Child

ROOT = Path(__file__).resolve().parents[1]
START_S, STOP_S = 240.0, 120.0
PING_S = 0.5
ALL = frozenset({*PARTS, "api", "worker", "beat"})


class Service:
    """One running service. Nothing is killed but children of its own supervisor."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder
        self.log = folder / "log" / "supervisor.log"
        self._supervisor = Child(
            name="schoolbus up",
            command=[*_clean_environment(folder), sys.executable, "-u", "-m", "faults.up"],
            log=self.log,
            pid_file=folder / "supervisor.pid",  # not among the pids of the stack, which ends what it finds there
            cwd=ROOT,
            stop_timeout_s=STOP_S,
        )

    def start(self) -> None:
        """Start it and wait until it is ready. Raises RuntimeError with its last words."""
        self._supervisor.start()
        deadline = time.monotonic() + START_S
        while not ((running := runfile.load(self.data_dir)) and running.ready):
            if self._supervisor.exit_code is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the service does not start:\n{self._supervisor.last_words(20)}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it and all it started."""
        self._supervisor.stop()

    @property
    def info(self) -> Running:
        """What `schoolbus info --json` tells. Raises RuntimeError when the supervisor itself has gone."""
        running = runfile.load(self.data_dir)
        if running is None:
            raise RuntimeError(f"the supervisor has gone:\n{self._supervisor.last_words(20)}")
        return running.public

    @property
    def pids(self) -> dict[str, int]:
        """The parts that run now; one that was killed and is not buried yet does not."""
        own = self._supervisor.pid
        return {
            part: pid for part, pid in self.info.pids.items() if _parent(pid) == own and identity.of(pid) is not None
        }

    def kill(self, part: str) -> bool:
        """`kill -9`, and wait until it is dead; False when it does not run now."""
        pid = self.pids.get(part)
        known = None if pid is None else identity.of(pid)
        if known is None:
            return False
        known.signal(signal.SIGKILL)
        return known.wait(10.0)

    def all_run(self) -> bool:
        """Whether every part of the service has a process."""
        return self.pids.keys() >= ALL

    def cache_answers(self) -> bool:
        """Whether Redis takes requests: of all the parts the one that no sender asks anything."""
        with redis.Redis.from_url(self.info.redis or "", socket_timeout=PING_S, socket_connect_timeout=PING_S) as cache:
            try:
                return bool(cache.ping())
            except redis.RedisError:
                return False

    def answers(self) -> bool:
        """Whether every part runs and the service says of itself that it is well."""
        return self.all_run() and ready.answers(self.info.web or "")

    def deaths(self) -> Counter[str]:
        """How often which part died, as the supervisor says."""
        lines = self.log.read_text(errors="replace").splitlines()
        return Counter(line.split()[0] for line in lines if "starting it again in" in line)


@contextmanager
def service(keep: Path | None = None, say: Callable[[str], None] = print) -> Iterator[Service]:
    """A service that is gone at the end, with its folder; `keep` is where its logs go then."""
    folder = Path(tempfile.mkdtemp(prefix="schoolbus-faults-"))
    folder.chmod(0o711)  # as root the servers' users must be able to enter
    made = Service(folder)
    try:
        say(f"starting a service of its own in {folder}")
        made.start()
        yield made
    finally:
        made.stop()
        if keep is not None:
            shutil.copytree(folder / "log", keep, dirs_exist_ok=True)
        places.remove(places.find(folder))


def _clean_environment(folder: Path) -> list[str]:
    """`env`, with nothing of the caller's own service: servers that he named are not ours to kill."""
    foreign = [name for name in os.environ if name.startswith("SCHOOLBUS_") or name == "PROMETHEUS_MULTIPROC_DIR"]
    ports = [f"{each.variable}=0" for each in device_ports.PORTS]
    return ["env", *(f"-u{name}" for name in foreign), f"SCHOOLBUS_DATA_DIR={folder}", "SCHOOLBUS_HTTP_PORT=0", *ports]


def _parent(pid: int) -> int:
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    return -1
