"""Where the server programs of this machine are, and which version they have."""

import re
import shutil
import subprocess
from pathlib import Path

from schoolbus.stack.errors import ProgramMissingError

POSTGRES_OLDEST = 15
POSTGRES_ROOTS = (Path("/usr/lib/postgresql"), Path("/usr/local/pgsql"))
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
INSTALL = "run `make bootstrap`, which installs it or prints the command that does"


def postgres_bin() -> Path:
    """The folder with `postgres` and `initdb` of the newest installed PostgreSQL, 15 or later, that has PostGIS.

    Raises ProgramMissingError.
    """
    found: list[tuple[int, Path]] = []
    for root in POSTGRES_ROOTS:
        for initdb in root.glob("*/bin/initdb"):
            major = initdb.parent.parent.name
            if major.isdigit() and int(major) >= POSTGRES_OLDEST and (initdb.parent / "postgres").exists():
                found.append((int(major), initdb.parent))
    with_postgis = [(major, bin_dir) for major, bin_dir in found if has_postgis(major)]
    if with_postgis:
        return max(with_postgis)[1]
    if found:
        raise ProgramMissingError(f"PostgreSQL {max(found)[0]} is installed but its PostGIS is not: {INSTALL}")
    raise ProgramMissingError(f"PostgreSQL {POSTGRES_OLDEST} or later is not installed: {INSTALL}")


def has_postgis(major: int) -> bool:
    """Whether Debian's PostGIS for PostgreSQL `major` is there."""
    return Path(f"/usr/share/postgresql/{major}/extension/postgis.control").exists()


def program(name: str) -> Path:
    """The path of a server program, also where /usr/sbin is not on PATH. Raises ProgramMissingError."""
    found = shutil.which(name) or shutil.which(name, path=SYSTEM_PATH)
    if found is None:
        raise ProgramMissingError(f"{name} is not installed: {INSTALL}")
    return Path(found)


def version(command: list[str]) -> str:
    """The first dotted number a program prints about itself, or "unknown"."""
    try:
        # mosquitto says its version with -h and then exits 3: the exit code means nothing here
        result = subprocess.run(command, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    number = re.search(r"\d+(\.\d+)+", result.stdout + result.stderr)
    return number.group(0) if number else "unknown"
