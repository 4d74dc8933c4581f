"""`schoolbus danger` as it is typed: it walks, says the ranking, and refuses in a sentence what cannot be meant."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg

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
