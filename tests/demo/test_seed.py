"""The demo's seed: whatever the hour, buses are on runs now; a second start changes nothing but the scenario."""

from collections import Counter
from datetime import datetime
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from core.database import make_engine, make_sessions
from core.settings import Settings
from findings.world import World
from runs.making.write import make_runs
from schoolbus.demo import memo, plan, seed
from schoolbus.demo.accounts import ACCOUNTS
from schoolbus.demo.district import District
from schoolbus.simulate.district import load as load_simulated
from tests.demo.conftest import HOURS

LATE, NEVER = "bus-08", "bus-24"
KEPT = (
    "organisation", "vehicle", "device", "binding", "person", "line", "place", "permit", "sign", "account", "term",
    "hazard", "hazard_event", "sighting", "suspect", "public_report", "report_event", "duty",
)  # fmt: skip


def _rows(database_url: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database_url) as connection:
        return connection.execute(query.encode()).fetchall()


def _counts(database_url: str) -> dict[str, int]:
    return {table: _rows(database_url, f"SELECT count(*) FROM {table}")[0][0] for table in KEPT}  # noqa: S608


def test_a_second_start_adds_nothing_and_keeps_the_secrets(settings: Settings, database_url: str) -> None:
    """Nothing is sown twice; accounts and secrets stay what they were."""
    first = seed.seed(settings)
    counts, hashes = _counts(database_url), _rows(database_url, "SELECT id, secret_hash FROM device ORDER BY id")
    assert seed.seed(settings) == first
    assert _counts(database_url) == counts
    assert _rows(database_url, "SELECT id, secret_hash FROM device ORDER BY id") == hashes
    assert counts["account"] == len(ACCOUNTS)


def test_the_secrets_are_for_their_owner_alone_and_open_the_broker(settings: Settings, mqtt: Any) -> None:
    """Two free devices a protocol are listed, bound to the spare buses, for which no simulated device speaks."""
    done = seed.seed(settings)
    assert (settings.data_dir / memo.FILE).stat().st_mode & 0o777 == 0o600
    assert set(Counter(device["protocol"] for device in done.devices).values()) == {2}
    assert {each["protocol"] for each in done.devices} == {
        *("nmea_mqtt", "nmea_tcp", "nmea_udp", "jt808", "osmand", "owntracks")
    }
    speaking = _rows(settings.database_url, "SELECT vehicle_id, device_no, rank FROM binding WHERE upper_inf(during)")
    free = {int(device["vehicle_id"]) for device in done.devices}
    ranked = [(vehicle, rank) for vehicle, _, rank in speaking if vehicle in free]
    assert len(ranked) == len(set(ranked)) == len(done.devices)
    for device in done.devices:
        assert memo.load(settings.data_dir).secrets[device["id"]] == device["secret"]


def test_lost_secrets_are_replaced(settings: Settings, database_url: str) -> None:
    """Without the file nobody knows the old ones any more: the devices get new ones."""
    before = seed.seed(settings)
    (settings.data_dir / memo.FILE).unlink()
    after = seed.seed(settings)
    assert {device["id"] for device in before.devices} == {device["id"] for device in after.devices}
    assert all(old["secret"] != new["secret"] for old, new in zip(before.devices, after.devices, strict=True))
    assert _counts(database_url)["device"] == 20 + len(before.devices)


@pytest.mark.parametrize("moment", HOURS.values(), ids=HOURS)
async def test_at_any_hour_buses_are_on_their_runs_now(
    settings: Settings, engine: Engine, database_url: str, district: District, moment: datetime
) -> None:
    """Every driving bus with a permit has a run that covers this moment, on a line that its permit approves."""
    seed.seed(settings)
    simulated, now_s = load_simulated(), moment.timestamp()
    seed.begin(settings, engine, simulated, now_s=now_s)
    with Session(engine) as session:
        vehicles = plan.vehicle_ids(session, district)
    async with await psycopg.AsyncConnection.connect(database_url) as conn:
        world = await World.load(conn, settings, now_s)
    runs, permits = world.rules.runs, world.rules.permits
    for part in simulated.parts:
        if part.parked_at is not None or part.vehicle == NEVER:
            assert vehicles[part.vehicle] not in runs.vehicle
            continue
        now = (runs.vehicle == vehicles[part.vehicle]) & (runs.start_s <= now_s)
        assert now.sum() == 1, part.vehicle
        assert runs.end_s[now][0] > now_s or part.vehicle == LATE
        approved = permits.approved_line(runs.permit_version[now], runs.line[now])
        assert approved[0] == runs.line_version[now][0]
        assert (runs.vehicle == vehicles[part.vehicle]).sum() > 3  # and it goes on
    assert world.rules.class_day(world.rules.runs.start_s[:1])[0]


def test_the_expired_permit_is_not_in_force(settings: Settings, database_url: str) -> None:
    """Its bus is planned by it all the same: that is what the officer finds."""
    seed.seed(settings)
    rows = _rows(
        database_url,
        "SELECT v.plate FROM run r JOIN vehicle v ON v.id = r.vehicle_id WHERE NOT EXISTS"
        " (SELECT FROM in_force f WHERE f.vehicle_id = r.vehicle_id AND f.during @> r.planned_start) GROUP BY 1",
    )
    assert rows == [("苏G·X2056",)]


def test_what_an_earlier_scenario_planned_is_taken_back(settings: Settings, engine: Engine, database_url: str) -> None:
    """Its runs that nobody drove are gone, the one under way is cancelled, the ended one stays."""
    seed.seed(settings)
    simulated = load_simulated()
    first = seed.begin(settings, engine, simulated, now_s=HOURS["a Monday morning"].timestamp())
    with psycopg.connect(database_url) as connection:
        driven = connection.execute("SELECT array_agg(id ORDER BY id) FROM run").fetchone()
        assert driven is not None
        connection.execute(
            "INSERT INTO run_progress (run_id, state, last_stop) VALUES (%s, 'ended', 4), (%s, 'under_way', 1)",
            driven[0][:2],
        )
    second = seed.begin(settings, engine, simulated, now_s=HOURS["a Monday morning"].timestamp() + 600)
    assert first.started_s is not None
    assert second.started_s == first.started_s + 600
    ended, under_way, dropped = driven[0][:3]
    left = dict(_rows(database_url, "SELECT id, cancelled FROM run"))
    assert left[ended] is False
    assert left[under_way] is True
    assert dropped not in left


def test_planning_further_ahead_keeps_what_is_planned(
    settings: Settings, engine: Engine, database_url: str, district: District
) -> None:
    """A demo that runs for days is planned on and on; nothing is planned twice."""
    seed.seed(settings)
    simulated, start_s = load_simulated(), HOURS["a Sunday at noon"].timestamp()
    seed.begin(settings, engine, simulated, now_s=start_s)
    before = set(_rows(database_url, "SELECT id, vehicle_id, planned_start FROM run"))
    with Session(engine) as session, session.begin():
        until_s = start_s + 2 * seed.PLANNED_AHEAD_S
        plan.plan(session, district, simulated, start_s=start_s, until_s=until_s, zone=settings.zone)
    after = set(_rows(database_url, "SELECT id, vehicle_id, planned_start FROM run"))
    assert before < after
    assert len(after) == len({(vehicle, starts) for _, vehicle, starts in after})


async def test_a_bus_that_the_demo_drives_has_no_second_plan_from_its_permit(
    settings: Settings, engine: Engine, district: District, database_url: str
) -> None:
    """Runs are made for the days that the demo has not planned yet; once it has, it is the only one, and nobody is waited for."""
    seed.seed(settings)
    simulated, start = load_simulated(), HOURS["a Sunday at noon"]
    seed.begin(settings, engine, simulated, now_s=start.timestamp())
    wide = make_engine(settings)
    try:
        made = await make_runs(make_sessions(wide), now=start, zone=settings.zone, ahead=1)
        assert sum(one.added for one in made.values()) > 0
        driven = "SELECT DISTINCT vehicle_id, day FROM run WHERE running_time_id IS NULL AND NOT cancelled"
        live = "SELECT DISTINCT vehicle_id, day FROM run WHERE running_time_id IS NOT NULL AND NOT cancelled"
        assert not set(_rows(database_url, driven)) & set(_rows(database_url, live))
        with Session(engine) as session, session.begin():
            until_s = start.timestamp() + 86_400
            plan.plan(session, district, simulated, start_s=start.timestamp(), until_s=until_s, zone=settings.zone)
        assert not set(_rows(database_url, driven)) & set(_rows(database_url, live))
        await make_runs(make_sessions(wide), now=start, zone=settings.zone, ahead=1)
        assert not set(_rows(database_url, driven)) & set(_rows(database_url, live))
    finally:
        await wide.dispose()
