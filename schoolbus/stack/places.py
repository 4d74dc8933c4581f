"""Where the stack's files lie: under the data directory, or, for root, where the servers' own users can enter."""

import hashlib
import json
import os
import pwd
import secrets
import shutil
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

SYSTEM_STORE = Path("/var/lib/schoolbus")
POINTER = "servers.path"


@dataclass(frozen=True)
class Places:
    """The folders of one stack. `data_dir` is ours alone; `servers` holds what the servers' users write."""

    data_dir: Path
    servers: Path

    @property
    def log(self) -> Path:
        return self.data_dir / "log"

    @property
    def pids(self) -> Path:
        return self.data_dir / "pid"

    @property
    def secrets_file(self) -> Path:
        return self.data_dir / "secrets.json"

    def of(self, server: str) -> Path:
        """The folder of one server."""
        return self.servers / server


def find(data_dir: Path) -> Places:
    """The places of the stack of `data_dir`, made if they are missing.

    As root the servers run as their packages' users. When those cannot enter the data directory (a clone under /root)
    the servers' files lie under /var/lib/schoolbus and a pointer file in the data directory says where.
    """
    data_dir = data_dir.absolute()
    data_dir.mkdir(parents=True, exist_ok=True)
    pointer = data_dir / POINTER
    if pointer.exists():
        return Places(data_dir=data_dir, servers=Path(pointer.read_text().strip()))
    servers = data_dir / "servers"
    if not servers.exists() and server_user("postgres") is not None and not _may_enter("postgres", data_dir):
        servers = SYSTEM_STORE / _short_name(data_dir)
        pointer.write_text(f"{servers}\n")
    servers.mkdir(parents=True, exist_ok=True)
    return Places(data_dir=data_dir, servers=servers)


def remove(places: Places) -> None:
    """Delete everything of a stopped stack, wherever it lies."""
    shutil.rmtree(places.servers, ignore_errors=True)
    shutil.rmtree(places.data_dir, ignore_errors=True)


def server_user(name: str) -> str | None:
    """The system user a server must run as: its package's when we are root, else None (ourselves)."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(name).pw_name
    except KeyError:
        return None


def give(folder: Path, user: str | None) -> None:
    """Make a folder that only `user` (None: ourselves) can read."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if user is not None:
        shutil.chown(folder, user, user)


def write_private(file: Path, text: str, user: str | None) -> None:
    """Replace a file at once: a reader sees the old text or the new one; only `user` (None: ourselves) may read it."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.{threading.get_ident()}.new")  # two writers do not meet
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:  # noqa: PTH123 - mode at birth
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    if user is not None:
        shutil.chown(draft, user, user)
    draft.replace(file)


def secrets_of(places: Places, names: tuple[str, ...]) -> dict[str, str]:
    """The random secrets of this stack by name, made once and kept beside the data."""
    known: dict[str, str] = {}
    if places.secrets_file.exists():
        known = json.loads(places.secrets_file.read_text())
    missing = [name for name in names if name not in known]
    if missing:
        known |= {name: secrets.token_hex(16) for name in missing}
        write_private(places.secrets_file, json.dumps(known, indent=2), None)
    return known


def _may_enter(user: str, folder: Path) -> bool:
    """Whether `user` can go into `folder` (asked of the kernel: modes of all parents, ACLs, mounts)."""
    command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--", "test", "-x", str(folder)]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL).returncode == 0


def _short_name(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
