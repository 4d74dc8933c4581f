"""A disk that is full: nothing is taken, nothing is acknowledged, it is said, and it goes on by itself when there is room."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from core.settings import Settings
from schoolbus.stack import places
from schoolbus.stack.stack import Stack
from tests.conftest import Broker
from tests.gps_ingest.answered import AnsweredDevice
from tests.gps_ingest.conftest import Fleet, Ingest, rmc, send_tcp, until
from tests.gps_ingest.own_stack import OwnStack, own_stack
from tests.small_disk import SmallDisk, open_folder, small_disk
from tests.web.serving import serving

FIXES = 6000


def this_week() -> float:
    """A moment from which FIXES seconds lie in one week that has a partition."""
    day = int(time.time() // 86_400)
    return float((day - (day + 3) % 7) * 86_400)  # Monday 00:00 UTC


def readyz(settings: Settings) -> dict[str, Any]:
    """What `/readyz` answers."""

    async def asked() -> dict[str, Any]:
        async with serving(settings) as served, served.client() as client:
            return dict((await client.get("/readyz")).json())

    return asyncio.run(asked())


def kept(ingest: Ingest, vehicle: int, since: float) -> set[int]:
    """Which of a vehicle's fixes are in the table, by their second."""
    rows = ingest.rows("SELECT extract(epoch FROM fix_time)::float8 FROM position WHERE vehicle_id = %s", vehicle)
    return {round(time_s - since) for (time_s,) in rows}


def fill_journal(database_url: str) -> None:
    """Write to PostgreSQL's journal (WAL), and to nothing else, until the server dies of it."""
    with psycopg.connect(database_url, autocommit=True) as connection:
        while True:
            connection.execute("SELECT pg_logical_emit_message(false, 'journal', repeat(md5(random()::text), 30000))")


@pytest.fixture
def small_tablespace(stack: Stack) -> Iterator[SmallDisk]:
    """A tablespace `small` of half a megabyte in the suite's own cluster."""
    password = places.secrets_of(stack.places, ("postgres_superuser",))["postgres_superuser"]
    superuser = f"postgresql://postgres:{password}@{stack.database_url.rpartition('@')[2].rpartition('/')[0]}/postgres"
    with open_folder() as folder, small_disk(folder / "small", "512k") as disk:
        places.give(disk.folder, places.server_user("postgres"))
        with psycopg.connect(superuser, autocommit=True) as connection:
            where = sql.Literal(str(disk.folder))
            connection.execute(sql.SQL("CREATE TABLESPACE small OWNER schoolbus LOCATION {}").format(where))
            yield disk
            connection.execute("DROP TABLESPACE small")


@pytest.mark.slow
def _write_journal(connection: psycopg.Connection[Any]) -> None:
    """Until the database takes no more."""
    while True:
        connection.execute("SELECT pg_logical_emit_message(false, 'journal', repeat(md5(random()::text), 30000))")


def test_while_the_disk_of_the_tracks_is_full_nothing_is_acknowledged_and_afterwards_all_is_there(
    small_tablespace: SmallDisk, ingest: Ingest, fleet: Fleet, mqtt: Broker, redis_url: str
) -> None:
    """The database says 53100. Nothing is parked for it, the log says it once, `/readyz` until it is over."""
    since = this_week()
    over_mqtt, over_tcp = fleet.bus("苏G00001", "bus-0001"), fleet.bus("苏G00002", "bus-0002")
    with psycopg.connect(ingest.database_url, autocommit=True) as connection:
        week = sql.Identifier(f"position_{time.strftime('%Y%m%d', time.gmtime(since))}")
        connection.execute(sql.SQL("ALTER TABLE {} SET TABLESPACE small").format(week))
    ingest.start()
    ingest.ready()
    settings = Settings(database_url=ingest.database_url, redis_url=redis_url, mqtt_url=mqtt.url)
    device = AnsweredDevice(mqtt, "bus-0001")
    for number in range(FIXES):
        device.send(rmc(since + number))
    until(lambda: "no room" in readyz(settings)["checks"]["ingest"]["detail"], f"the trouble\n{ingest.log.read_text()}")
    batch, answered = ingest.batch(), set(device.answered)
    assert readyz(settings)["status"] == "degraded"
    assert 0 < len(answered) < FIXES
    assert answered <= kept(ingest, over_mqtt, since)
    time.sleep(3.0)  # several tries
    assert (ingest.batch(), device.answered) == (batch, answered)
    assert ingest.log.read_text().count("No space left on device") == 1

    small_tablespace.grow("64m")
    send_tcp(ingest.tcp_port, b"bus-0002\n", *(rmc(since + number) + b"\n" for number in range(FIXES // 2)))
    until(lambda: len(device.answered) == FIXES, f"all answers\n{ingest.log.read_text()}")
    until(lambda: len(kept(ingest, over_tcp, since)) == FIXES // 2, "what came over TCP")
    until(lambda: readyz(settings)["checks"]["ingest"]["ok"], "all to be well again")
    device.leave()
    assert kept(ingest, over_mqtt, since) == set(range(FIXES))
    assert ingest.count() == FIXES + FIXES // 2
    assert ingest.parked() == {}


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[tuple[OwnStack, SmallDisk]]:
    """A whole stack, broker and all, on one small file system."""
    with (
        open_folder() as folder,
        small_disk(folder / "data", "300m") as disk,
        own_stack(disk.folder, tmp_path) as own,
    ):
        yield own, disk


@pytest.mark.slow
def test_a_cluster_that_dies_of_a_full_disk_comes_back_when_there_is_room_and_has_all(
    crowded: tuple[OwnStack, SmallDisk],
) -> None:
    """The hard case: no room for its journal, PostgreSQL panics and cannot recover. Nothing is acknowledged meanwhile."""
    own, disk = crowded
    since = this_week()
    vehicle = own.fleet.bus("苏G00001", "bus-0001")
    own.ingest.start()
    own.ingest.ready()
    device = AnsweredDevice(own.broker, "bus-0001")
    for number in range(1000):
        device.send(rmc(since + number))
    until(lambda: len(device.answered) == 1000, "the first thousand")

    disk.fill()
    with pytest.raises(psycopg.OperationalError):
        fill_journal(own.stack.database_url)
    for number in range(1000, 3000):
        device.send(rmc(since + number))
    own.tended(lambda: own.said("postgres cannot be started") or own.said("postgres ended"), "PostgreSQL to give up")
    for _ in range(10):
        own.stack.tend()
        time.sleep(0.5)
    assert len(device.answered) == 1000

    disk.empty()
    own.tended(lambda: len(device.answered) == 3000, f"the others\n{own.ingest.log.read_text()}")
    device.leave()
    assert kept(own.ingest, vehicle, since) == set(range(3000))
    assert own.ingest.process is not None
    assert own.ingest.process.poll() is None
    assert own.ingest.parked() == {}
