"""What only a process of its own can show: its log, and counts shared with other processes of the machine."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

LOGS = """
import logging, structlog
from core import log
from core.settings import Settings
log.configure(Settings(log_format="json", log_level="info"))
def check(password):
    raise RuntimeError("refused")
try:
    check("hunter2-secret")
except RuntimeError:
    with structlog.contextvars.bound_contextvars(request_id="abc"):
        structlog.get_logger("test").exception("incident", incident="42", place="校门")
logging.getLogger("library").warning("said by %s", "a library")
structlog.get_logger("test").debug("not this")
"""
COUNTS = """
from core.metrics import make_metrics
metrics = make_metrics()
metrics.parked.labels("nmea_tcp", "bad_checksum").inc(3)
metrics.behind_s.set(1.5)
"""
SHOWS = """
from core.metrics import make_metrics, metrics_text
metrics = make_metrics()
metrics.parked.labels("nmea_tcp", "bad_checksum").inc()
print(metrics_text(metrics).decode())
"""


def run(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python program in the house."""
    alone = {name: value for name, value in os.environ.items() if name != "PROMETHEUS_MULTIPROC_DIR"}
    env = {**alone, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True, env=env, cwd=ROOT
    )


def test_the_log_is_one_json_object_a_line_with_the_request_and_without_local_variables() -> None:
    lines = [json.loads(line) for line in run(LOGS).stderr.splitlines()]
    assert [line["event"] for line in lines] == ["incident", "said by a library"]
    assert lines[0]["request_id"] == "abc"
    assert lines[0]["place"] == "校门"
    assert lines[0]["level"] == "error"
    assert "refused" in json.dumps(lines[0]["exception"])
    assert "hunter2" not in json.dumps(lines)


def test_processes_that_share_a_folder_are_counted_together(tmp_path: Path) -> None:
    run(COUNTS, PROMETHEUS_MULTIPROC_DIR=str(tmp_path))
    shown = run(SHOWS, PROMETHEUS_MULTIPROC_DIR=str(tmp_path)).stdout
    assert 'schoolbus_ingest_parked_total{door="nmea_tcp",reason="bad_checksum"} 4.0' in shown
    assert "schoolbus_ingest_behind_seconds 1.5" in shown


def test_without_a_folder_a_process_counts_for_itself() -> None:
    shown = run(SHOWS).stdout
    assert 'schoolbus_ingest_parked_total{door="nmea_tcp",reason="bad_checksum"} 1.0' in shown
