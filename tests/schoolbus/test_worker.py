"""A worker outlives Redis: it may start before it, and takes its tasks up when it comes."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from schoolbus.stack.ports import any_free
from schoolbus.stack.programs import program
from tests.schoolbus.test_stack_life import eventually

pytestmark = pytest.mark.slow
DONE = re.compile(r"Task gps_ingest\.reckon_quality\[[^]]*\] succeeded")


def test_a_worker_that_starts_while_redis_is_away_waits_for_it_and_then_has_the_figures_reckoned(
    tmp_path: Path, database_url: str
) -> None:
    url = f"redis://127.0.0.1:{any_free()}/0"
    environment = {
        **os.environ,
        "SCHOOLBUS_REDIS_URL": url,
        "SCHOOLBUS_DATABASE_URL": database_url,
        "SCHOOLBUS_DATA_DIR": str(tmp_path),
    }
    log = tmp_path / "worker.log"
    with log.open("wb") as out:
        worker = subprocess.Popen(
            [sys.executable, "-m", "schoolbus", "worker"], env=environment, stdout=out, stderr=out
        )
    server = None
    try:
        assert eventually(lambda: worker.poll() is not None or "Trying again" in log.read_text()), log.read_text()
        assert worker.poll() is None, log.read_text()
        options = ["--port", str(urlsplit(url).port), "--bind", "127.0.0.1", "--save", "", "--dir", str(tmp_path)]
        server = subprocess.Popen([program("redis-server"), *options], stdout=subprocess.DEVNULL)
        assert eventually(lambda: DONE.search(log.read_text()) is not None), log.read_text()
    finally:
        for process in (worker, server):
            if process is not None:
                process.terminate()
                process.wait()
