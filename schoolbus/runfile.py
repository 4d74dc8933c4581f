"""What a running stack says of itself to other commands: where everything listens, who may log in, which processes."""

import json
import os
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from schoolbus.stack import identity
from schoolbus.stack.identity import Identity
from schoolbus.stack.places import write_private

NAME = "run.json"
SUPERVISOR = "supervisor"


@dataclass
class Running:
    """The contract of `schoolbus info --json` (design section 5); what is not built or not there is None."""

    web: str | None = None
    mqtt: str | None = None
    nmea_tcp: str | None = None
    nmea_udp: str | None = None
    jt808_tcp: str | None = None
    jt809_tcp: str | None = None
    osmand_http: str | None = None
    database: str | None = None
    redis: str | None = None
    accounts: list[dict[str, str]] | None = None
    devices: list[dict[str, Any]] | None = None
    pids: dict[str, int] = field(default_factory=dict)


@dataclass
class RunFile:
    """`run.json`: the public part, and what our own commands need beside it."""

    public: Running
    supervisor: Identity
    ready: bool = False
    environment: dict[str, str] = field(default_factory=dict)

    def save(self, data_dir: Path) -> None:
        """Replace the file; it holds passwords, so only we may read it."""
        write_private(data_dir / NAME, json.dumps(asdict(self), indent=2, ensure_ascii=False), None)


def load(data_dir: Path) -> RunFile | None:
    """The stack that runs in `data_dir`, or None when none does (also when a killed one left its file)."""
    try:
        raw = json.loads((data_dir / NAME).read_text())
        known = {name.name for name in fields(Running)}
        public = Running(**{key: value for key, value in raw["public"].items() if key in known})
        found = RunFile(public, Identity(**raw["supervisor"]), raw["ready"], raw["environment"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return found if found.supervisor.is_alive() else None


def remove(data_dir: Path) -> None:
    """Forget a stack that has stopped."""
    (data_dir / NAME).unlink(missing_ok=True)


def ourselves() -> Identity:
    """The identity of this process, as the supervisor."""
    found = identity.of(os.getpid())
    if found is None:  # pragma: no cover - we run
        raise RuntimeError("this process is not in /proc")
    return found


def data_dir() -> Path:
    """Where what is ours lies: as the environment says, else `.local` in this folder."""
    return Path(os.environ.get("SCHOOLBUS_DATA_DIR") or ".local").absolute()


def find_servers() -> None:
    """Lead a command typed by hand to the stack that runs in this folder, where the user named no server."""
    running = load(data_dir())
    if running is not None:
        for name, value in running.environment.items():
            os.environ.setdefault(name, value)
