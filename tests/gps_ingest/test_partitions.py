"""A missing partition never loses a fix, also when it is made in the middle of the stream."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import psycopg
import pytest

from fleet.retention import patiently
from tests.gps_ingest.conftest import Fleet, Ingest, rmc, send_tcp, until

BEGAN = datetime(2006, 1, 2, 12, tzinfo=UTC)  # a Monday; nobody made partitions then
WEEKS = 12
EVERY_S = 360.0


def make(database_url: str, week: int) -> int:
    """Make the partition of one week, as the nightly task does."""
    day = BEGAN + timedelta(weeks=week)
    with psycopg.connect(database_url, autocommit=True) as connection:
        made = patiently(
            connection,
            lambda: connection.execute("SELECT ensure_position_partitions(%s::date, %s::date)", [day, day]).fetchone(),
        )
    assert made is not None
    return int(made[0])


@pytest.mark.slow
def test_partitions_made_while_an_ingest_writes_cost_no_fix(ingest: Ingest, fleet: Fleet) -> None:
    """Fixes of weeks without a partition are kept; made meanwhile, the partitions take what waited and what comes."""
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    times = [BEGAN.timestamp() + number * EVERY_S for number in range(int((WEEKS - 1) * 7 * 86_400 / EVERY_S))]
    lines = [rmc(at) + b"\n" for at in times]
    repeated = [line for at in range(0, len(lines), 100) for line in (*lines[at : at + 100], *lines[at : at + 20])]
    sending = Thread(target=send_tcp, args=(ingest.tcp_port, b"bus-0001\n", *repeated))
    sending.start()
    until(lambda: ingest.count() > 0, "the first fixes, without a partition")
    for week in range(WEEKS):
        until(lambda: ingest.count() > len(times) * week // (2 * WEEKS), "some fixes")  # noqa: B023 - asked at once
        assert make(ingest.database_url, week) == 1
    sending.join()
    until(lambda: ingest.count() == len(times), f"all of them\n{ingest.log.read_text()}")
    ingest.ready()
    kept = ingest.rows("SELECT extract(epoch FROM fix_time)::float8, tableoid::regclass::text FROM position ORDER BY 1")
    assert [time_s for time_s, _ in kept] == times
    assert {partition for _, partition in kept} == {
        f"position_{BEGAN + timedelta(weeks=week):%Y%m%d}" for week in range(WEEKS)
    }
    assert ingest.parked() == {}
    assert "without the passing of time" not in ingest.log.read_text()


def test_a_writer_that_had_chosen_the_default_partition_is_sent_to_the_new_one(ingest: Ingest, fleet: Fleet) -> None:
    """The moment itself: the partition is made and not yet there for the others while the fix comes in."""
    fleet.bus("苏G00001", "bus-0001")
    ingest.start()
    ingest.ready()
    send_tcp(
        ingest.tcp_port, b"bus-0001\n", rmc(BEGAN.timestamp() - 86_400) + b"\n"
    )  # the week before; from then on it asks no more
    until(lambda: ingest.count() == 1, "the fix before")
    with psycopg.connect(ingest.database_url) as making:
        making.execute("SELECT ensure_position_partitions(%s::date, %s::date)", [BEGAN, BEGAN])
        send_tcp(ingest.tcp_port, b"bus-0001\n", rmc(BEGAN.timestamp()) + b"\n")
        until(
            lambda: ingest.one(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'position_default'::regclass"
            ),
            "the ingest to wait for the partition",
        )
        making.commit()
    until(lambda: ingest.count() + sum(ingest.parked().values()) == 2, f"the fix\n{ingest.log.read_text()}")
    ingest.ready()
    assert ingest.parked() == {}
    assert ingest.rows("SELECT tableoid::regclass::text FROM position ORDER BY fix_time") == [
        ("position_default",), ("position_20060102",)
    ]  # fmt: skip
