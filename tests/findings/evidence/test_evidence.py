"""The fixes around a finding are kept with it, and are there when the week they came from is long dropped."""

import hashlib
import json
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import psycopg
import pytest

from findings.evidence import keep, tasks
from findings.evidence.read import Altered, unpacked
from fleet import retention
from tests.api import Api, api

__all__ = ["api"]
DAYS = 184


def began() -> datetime:
    """A Wednesday 07:05 local, forty weeks ago."""
    today = datetime.now(UTC).replace(hour=23, minute=5, second=0, microsecond=0)
    return today - timedelta(weeks=40, days=today.weekday() - 1)


@pytest.fixture
async def found(api: Api) -> Api:
    """A finding of forty weeks ago that lasted 40 s, in a track of an hour with a fix a second."""
    when = began()
    await api.served.execute("SELECT ensure_position_partitions(:day, :day)", day=when.date())
    await api.served.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, course_deg, flags)"
        " SELECT :id, cast(:when AS timestamptz) + n * interval '1 s', 1, cast(:when AS timestamptz) + n * interval '1 s',"
        " ST_SetSRID(ST_MakePoint(119.4 + n / 1e5, 34.7), 4326), 5 + n / 1000.0, 90, 0 FROM generate_series(-1800, 1800) AS n",
        id=int(api.own("vehicle")),
        when=when,
    )
    await api.served.execute(
        "UPDATE finding SET began = :began, ended = :ended, found_at = :began WHERE id = :id",
        began=when,
        ended=when + timedelta(seconds=40),
        id=api.own("finding"),
    )
    return api


def url_of(api: Api) -> str:
    return api.served.settings.database_url


def drop(api: Api) -> list[str]:
    """Let the old weeks go."""
    return retention.drop_old_partitions(url_of(api), older_than_days=DAYS)


async def track_of(api: Api, **query: Any) -> Any:
    """The finding's track, as the API gives it."""
    return await api.answer(f"/findings/{api.own('finding')}/track", **query)


async def test_the_track_of_a_finding_is_opened_after_its_week_was_dropped(found: Api) -> None:
    """Ten minutes before it, the finding, and ten minutes after it; to the last digit."""
    before = await track_of(found)
    assert keep.keep_due(url_of(found)) >= 1
    week = began() - timedelta(days=began().weekday())
    assert f"position_{week:%Y%m%d}" in drop(found)
    retention.delete_old_fixes(url_of(found), older_than_days=DAYS)
    assert await found.served.fetch("SELECT count(*) FROM position WHERE fix_time < now() - interval '200 days'") == [
        (0,)
    ]
    after = await track_of(found, limits=True)
    assert after["count"] == before["count"] == 600 + 40 + 600 + 1
    assert {name: after[name] for name in ("time", "lon", "lat", "speed", "course")} == {
        name: before[name] for name in ("time", "lon", "lat", "speed", "course")
    }
    assert (before["source"], after["source"]) == ("tracks", "evidence")
    assert after["limit"] != []
    assert after["time"][0] == round((began() - timedelta(minutes=10)).timestamp() * 1000)


async def test_a_track_that_is_not_kept_yet_does_not_go_with_its_week(found: Api) -> None:
    """The worker was away: what belongs to a finding stays until it is kept, the rest of the week goes."""
    drop(found)
    retention.delete_old_fixes(url_of(found), older_than_days=DAYS)
    count = "SELECT count(*) FROM position WHERE fix_time < now() - interval '200 days'"
    assert await found.served.fetch(count) == [(1241,)]
    keep.keep_due(url_of(found))
    retention.delete_old_fixes(url_of(found), older_than_days=DAYS)
    assert await found.served.fetch(count) == [(0,)]
    assert (await track_of(found))["count"] == 1241


async def test_what_was_sent_later_makes_a_new_version_and_the_old_one_stays(found: Api) -> None:
    keep.keep_due(url_of(found))
    await found.served.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
        " SELECT :id, cast(:when AS timestamptz) + interval '500 ms', 1, now() + interval '1 s',"
        " 'SRID=4326;POINT(119.4 34.7)', 5, 1",
        id=int(found.own("vehicle")),
        when=began(),
    )
    assert keep.keep_changed(url_of(found)) == 1
    versions = await found.served.fetch(
        "SELECT version, fixes FROM evidence_track WHERE finding_id = :id ORDER BY 1", id=found.own("finding")
    )
    assert versions == [(1, 1241), (2, 1242)]
    assert (await track_of(found))["count"] == 1242


async def test_a_replay_of_a_time_that_is_dropped_shows_what_was_kept_with_findings(found: Api) -> None:
    """From ten minutes before to ten after, once each, whatever is left of the tracks themselves."""
    keep.keep_due(url_of(found))
    span = {"since": (began() - timedelta(hours=1)).isoformat(), "until": (began() + timedelta(hours=1)).isoformat()}
    whole = await found.answer(f"/vehicles/{found.own('vehicle')}/track", **span)
    assert (whole["count"], whole["source"]) == (3601, "evidence")
    drop(found)
    retention.delete_old_fixes(url_of(found), older_than_days=DAYS)
    left = await found.answer(f"/vehicles/{found.own('vehicle')}/track", **span)
    assert (left["count"], left["source"]) == (1241, "evidence")
    async with found.as_role("school") as school:
        assert (await school.get(f"/api/v1/vehicles/{found.own('vehicle')}/track", params=span)).json()["count"] == 1241


async def test_before_and_after_are_dated_parameters(found: Api) -> None:
    await found.served.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('evidence.kept_before_s', 60, '2020-01-01', '区'),"
        " ('evidence.kept_after_s', 120, '2020-01-01', '区'), ('evidence.kept_after_s', 5, '2190-01-01', '区')"
    )
    keep.keep_due(url_of(found))
    assert (await track_of(found))["count"] == 60 + 40 + 120 + 1


async def test_a_finding_that_has_just_ended_waits_for_its_last_fixes(found: Api) -> None:
    await found.served.execute(
        "UPDATE finding SET began = now() - interval '12 min', ended = now() - interval '11 min' WHERE id = :id",
        id=found.own("finding"),
    )
    keep.keep_due(url_of(found))
    kept = await found.served.fetch("SELECT 1 FROM evidence_track WHERE finding_id = :id", id=found.own("finding"))
    assert kept == []


async def test_what_is_kept_is_what_its_hash_says(found: Api) -> None:
    """It is JSON under zlib: whoever has the row can read and check it without the program."""
    keep.keep_due(url_of(found))
    [(data, sha256)] = await found.served.fetch(
        "SELECT data, sha256 FROM evidence_track WHERE finding_id = :id", id=found.own("finding")
    )
    assert isinstance(data, bytes)
    assert isinstance(sha256, str)
    plain = zlib.decompress(data)
    assert hashlib.sha256(plain).hexdigest() == sha256
    columns = json.loads(plain)
    assert len(columns["lon"]) == 1241
    assert columns["speed_mps"][600] == 5.0
    assert np.array_equal(unpacked(data, sha256).lon, np.array(columns["lon"]))
    with pytest.raises(Altered):
        unpacked(zlib.compress(plain.replace(b"119.4", b"119.5", 1)), sha256)


@pytest.mark.parametrize("attempt", ["UPDATE evidence_track SET fixes = 0", "DELETE FROM evidence_track"])
async def test_what_is_kept_is_neither_changed_nor_deleted_while_its_finding_is_there(found: Api, attempt: str) -> None:
    keep.keep_due(url_of(found))
    with psycopg.connect(url_of(found)) as connection, pytest.raises(psycopg.DatabaseError) as refused:
        connection.execute(attempt.encode())
    assert refused.value.sqlstate == "SB001"


async def test_it_goes_with_its_finding(found: Api) -> None:
    keep.keep_due(url_of(found))
    await found.served.execute("DELETE FROM finding")
    assert await found.served.fetch("SELECT count(*) FROM evidence_track") == [(0,)]


async def test_the_workers_tasks_keep_and_renew(found: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "get_settings", lambda: found.served.settings)
    assert tasks.keep_evidence() >= 1
    assert tasks.keep_evidence() == 0
    assert tasks.renew_evidence() == 0
