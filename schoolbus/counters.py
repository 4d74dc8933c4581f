"""Where the processes of a stack count together for `/metrics`: files mapped into memory, of one life of the stack.

They lie in memory where there is such a place: on a disk that is full, whoever counts something new dies (SIGBUS).
"""

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of a name that nobody can guess is made in it
POINTER = "metrics.path"


def make_folder(data_dir: Path) -> Path:
    """An empty folder for the stack of `data_dir`; the one of its life before, if it was killed, is gone."""
    remove_folder(data_dir)
    within = IN_MEMORY if os.access(IN_MEMORY, os.W_OK | os.X_OK) else data_dir
    made = Path(tempfile.mkdtemp(prefix="schoolbus-metrics-", dir=within))
    (data_dir / POINTER).write_text(f"{made}\n")
    return made


def remove_folder(data_dir: Path) -> None:
    """Delete the folder that was made last, if there is one."""
    pointer = data_dir / POINTER
    with suppress(FileNotFoundError):
        shutil.rmtree(Path(pointer.read_text().strip()), ignore_errors=True)
        pointer.unlink()
