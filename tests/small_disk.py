"""A file system of a few megabytes, for what happens when a disk is full. Only who may mount can have one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class SmallDisk:
    """A mounted file system; `folder` is its root."""

    folder: Path

    def fill(self) -> None:
        """Write until nothing more fits."""
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            try:
                while ballast.write(bytes(65_536)) == 65_536:
                    pass
            except OSError:
                pass

    def empty(self) -> None:
        """Take away what filled it."""
        (self.folder / "ballast").unlink()

    def grow(self, size: str) -> None:
        """As when an operator gives it more room ("64m")."""
        subprocess.run(["mount", "-o", f"remount,size={size}", self.folder], check=True)


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[SmallDisk]:
    """Mount a file system in memory of that size ("300m") at a folder, which is made; skips where that is not allowed."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=711", "tmpfs", str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        pytest.skip(
            f"a full disk needs a small file system, and user {os.geteuid()} may not mount one: {done.stderr.strip()}"
        )
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder of the test's own that the servers' users may enter, as pytest's is not."""
    made = Path(tempfile.mkdtemp(prefix="schoolbus-test-"))
    made.chmod(0o711)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
