"""The program's own processes in the order in which they start: each is `python -m schoolbus <name>`."""

import sys
from collections.abc import Mapping
from pathlib import Path

from schoolbus.stack.child import Child
from schoolbus.stack.places import Places

# Stopped in the reverse order: the ingest last but for the servers, so that it can finish its batch and acknowledge.
FIRST = ("ingest", "api")
DRIVER = "drive"
AFTERWARDS = ("worker", "beat")  # nobody waits for these: they start when the page answers, and the rest is quicker
PROCESSES = (*FIRST, *AFTERWARDS)
DEMO_PROCESSES = (*FIRST, DRIVER, *AFTERWARDS)


def child(name: str, places: Places, environment: Mapping[str, str]) -> Child:
    """The process `name`, not yet started, with its log and its pid file in `places`."""
    return Child(
        name=name,
        command=[sys.executable, "-m", "schoolbus", name],
        log=places.log / f"{name}.log",
        pid_file=places.pids / f"{name}.pid",
        cwd=Path.cwd(),
        env=environment,
        stop_timeout_s=20.0,
    )
