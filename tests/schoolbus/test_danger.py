"""`schoolbus danger` as it is typed: it walks, says the ranking, and refuses in a sentence what cannot be meant."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

from core.settings import Settings
from findings.danger.walk.run import connect
from schoolbus.danger import LOCK, go_on_alone
from tests.findings.danger import roads

ROOT = Path(__file__).resolve().parents[2]


def danger(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a database."""
    return subprocess.run(
        [sys.executable, "-m", "schoolbus", "danger", *arguments],
        env={**os.environ, "SCHOOLBUS_DATABASE_URL": database_url},
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_it_prints_the_ranking_and_goes_on_with_a_walk_that_is_under_way(database_url: str) -> None:
    """Twelve of forty passages; asked for on the page before, it is that walk which is done."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        roads.sow(connection)
        roads.keep(connection, roads.week([1, 2], aside_m=0, passages=40, braked=12))
        connection.execute(
            "INSERT INTO danger_run (since, until, reached) VALUES ('2026-09-06Z', '2026-09-08Z', '2026-09-06Z')"
        )
    done = danger(database_url, "--since", "2026-09-01", "--until", "2026-09-02")
    assert done.returncode == 0, done.stderr
    assert "another walk is under way" in done.stderr
    assert "12 of     40 passages" in done.stdout
    refused = danger(database_url, "--since", "2026-09-02", "--until", "2026-09-01")
    assert refused.returncode != 0
    assert "--since must lie before --until" in refused.stderr


def test_the_minutely_task_leaves_off_while_another_is_at_it(database_url: str) -> None:
    """One at the walk and one at the days of hazards would hold both of the worker's slots."""
    settings = Settings(database_url=database_url, map_center=roads.CENTER)
    state = "SELECT state FROM danger_run"
    with connect(settings) as connection:
        connection.execute(
            "INSERT INTO danger_run (since, until, reached) VALUES ('2026-09-06Z', '2026-09-08Z', '2026-09-06Z')"
        )
        connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))
        assert go_on_alone(settings, lambda: True) == (0, 0)
        assert connection.execute(state).fetchall() == [("asked",)]
        connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))
        steps, _ = go_on_alone(settings, lambda: True)
        assert steps > 0
        assert connection.execute(state).fetchall() == [("done",)]
