"""`schoolbus rejudge` as it is typed: what it prints, what it stores, and what it refuses in a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from core import clock
from gps_ingest.uptime import up_times

ROOT = Path(__file__).resolve().parents[2]


def rejudge(database_url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on a database."""
    return subprocess.run(
        [sys.executable, "-m", "schoolbus", "rejudge", *arguments],
        env={**os.environ, "SCHOOLBUS_DATABASE_URL": database_url},
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_it_says_what_it_judged_and_leaves_a_report(database_url: str) -> None:
    """Where there is nothing, too."""
    done = rejudge(database_url, "--since", "2026-09-01", "--until", "2026-09-01T03:00", "--rule", "R24")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("0 fixes in ")
    assert done.stdout.rstrip().endswith("report 1, at /api/v1/rejudgements/1; no finding was changed")
    with psycopg.connect(database_url) as connection:
        row = connection.execute("SELECT rules, vehicles, fixes, since::text FROM rejudgement").fetchone()
    assert row == (["R24"], None, 0, "2026-08-31 16:00:00+00")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "2026-09-01", "--rule", "R99"), "no rule is called R99"),
        (("--since", "yesterday"), "is no date or time"),
        (("--since", "2026-09-02", "--until", "2026-09-01"), "must lie before"),
        (("--since", "2026-09-02", "--until", "2999-01-01"), "not in the future"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_a_sentence(
    database_url: str, arguments: tuple[str, ...], said: str
) -> None:
    done = rejudge(database_url, *arguments)
    assert done.returncode != 0
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Traceback" not in done.stderr


async def test_open_for_everybody_is_what_was_open_in_every_share(database_url: str) -> None:
    """Stretches that touch are one; where one share was shut, its buses were not heard."""
    now = float(int(clock.epoch()))
    with psycopg.connect(database_url, autocommit=True) as connection:
        for share, since, until in ((0, 0, 100), (0, 100, 300), (0, 400, 500), (1, 50, 450)):
            connection.execute(
                "INSERT INTO up_time (share, since, until) VALUES (%s, to_timestamp(%s), to_timestamp(%s))",
                (share, now + since, now + until),
            )
    found = await up_times(database_url, now, now + 1000)
    assert [(since - now, until - now) for since, until in found] == [(50, 300), (400, 450)]
    assert await up_times(database_url, now + 100_000, now + 200_000) == []
