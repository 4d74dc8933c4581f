"""A running ingest, seen through its metrics; and waiting for what has to come."""

import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg

POLL_S = 0.1


@dataclass(frozen=True)
class Ingest:
    """The process and its doors."""

    pid: int
    nmea_port: int
    jt808_port: int
    metrics_port: int
    database_url: str

    def fixes(self) -> int:
        """How many fixes are committed."""
        return int(self._metric("schoolbus_ingest_fixes_total"))

    def batches(self) -> int:
        """How many batches are committed."""
        return int(self._metric("schoolbus_ingest_batches_total"))

    def stored(self) -> int:
        """How many positions the table holds."""
        with psycopg.connect(self.database_url) as connection:
            row = connection.execute("SELECT count(*) FROM position").fetchone()
        return int(row[0]) if row else 0

    def resident_bytes(self) -> int:
        """Resident memory of the process."""
        for line in Path(f"/proc/{self.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
        return 0

    def _metric(self, name: str) -> float:
        try:
            url = f"http://127.0.0.1:{self.metrics_port}/metrics"
            with urllib.request.urlopen(url, timeout=5) as answer:
                text = answer.read().decode()
        except OSError:
            return 0.0
        return sum(float(line.rpartition(" ")[2]) for line in text.splitlines() if line.startswith(name))


def wait_for(true: Callable[[], bool], what: str, patience_s: float = 180.0) -> None:
    """Wait; raises TimeoutError naming what did not come."""
    deadline = time.monotonic() + patience_s
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        time.sleep(POLL_S / 2)
