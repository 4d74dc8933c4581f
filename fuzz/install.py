"""Puts Atheris into a folder of its own under .local: it has no wheel for every machine, so no lock of ours has it."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCAL = ROOT / ".local" / "fuzz"
ATHERIS = LOCAL / "atheris"
LOCK = ROOT / "requirements" / "fuzz.lock"
NONE = """schoolbus: Atheris could not be installed: it has wheels for Linux on x86-64 alone, and is fetched as pip is set up to.
Elsewhere `make fuzz` runs in a container for that platform; `make test` replays all finds and feeds noise on any machine."""


def environment() -> dict[str, str]:
    """The environment in which Atheris can be imported; installs it if it is missing. Raises SystemExit where it cannot be."""
    stamp, locked = ATHERIS / "schoolbus.stamp", sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if not stamp.exists() or stamp.read_text() != locked:
        print("installing Atheris into .local/fuzz", flush=True)
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--no-input",
            "--disable-pip-version-check",
            "--quiet",
            "--upgrade",
        ]
        what = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--target", str(ATHERIS), "-r", str(LOCK)]
        if subprocess.run([*pip, *what], check=False).returncode:
            raise SystemExit(NONE)
        stamp.write_text(locked)
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ATHERIS), str(ROOT)))}
