"""What is sealed is neither changed nor deleted by anybody, until two different people lift it with a reason."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from findings.evidence.keep import keep_due
from findings.tasks import delete_findings
from fleet import retention
from gps_ingest.tasks import delete_parked
from tests.api import Api, api, code_of, refused_fields

__all__ = ["api"]
SPAN = {"since": "2026-11-23T22:00:00Z", "until": "2026-11-24T00:00:00Z"}
# the district has two seals of its own: the third is that of the test
REASON = {"reason": "早班事故调查，交警大队来函"}
# what somebody with the program's own access to the database might try
TAMPERING = {
    "a fix is moved": "UPDATE position SET geom = 'SRID=4326;POINT(119 34)' WHERE vehicle_id = {own}",
    "a fix is deleted": "DELETE FROM position WHERE vehicle_id = {own}",
    "all tracks are emptied": "TRUNCATE position",
    "one week's tracks are emptied": "TRUNCATE {week}",
    "a finding is changed": "UPDATE finding SET measured = 19, evidence = '{{}}' WHERE vehicle_id = {own}",
    "a finding is deleted": "DELETE FROM finding WHERE vehicle_id = {own}",
    "all findings are emptied": "TRUNCATE finding CASCADE",
    "a raw frame is changed": "UPDATE parked SET raw = '' WHERE device = 'device-own'",
    "a raw frame is deleted": "DELETE FROM parked WHERE device = 'device-own'",
    "a photograph is replaced": "UPDATE media SET data = '' WHERE vehicle_id = {own}",
    "a photograph is deleted": "DELETE FROM media WHERE vehicle_id = {own}",
    "a driver's card is deleted": "DELETE FROM driver_card WHERE vehicle_id = {own}",
    "the run is planned otherwise": "UPDATE run SET planned_start = planned_start + interval '1 hour' WHERE vehicle_id = {own}",
    "the run is deleted": "DELETE FROM run WHERE vehicle_id = {own}",
    "the arrival at a stop is changed": "UPDATE run_stop SET arrived_at = planned_at",
    "the permit is ended before": "UPDATE in_force SET during = tstzrange(lower(during), '2026-11-01') WHERE vehicle_id = {own}",
    "the place is ended before": "UPDATE place SET during = tstzrange(lower(during), '2026-11-01')",
    "the binding is ended before": "UPDATE binding SET during = tstzrange(lower(during), '2026-11-01') WHERE vehicle_id = {own}",
    "a parameter is changed": "UPDATE parameter SET value = 500",
    "a parameter is deleted": "DELETE FROM parameter",
    "the audit trail is changed": "UPDATE audit_entry SET action = 'nothing'",
    "the seal is changed": "UPDATE seal SET until = until - interval '1 hour'",
    "the seal is deleted": "DELETE FROM seal_stretch",
    "a permit version is changed": "UPDATE permit_version SET seats = 1",
}


@pytest.fixture
async def sealed(api: Api) -> AsyncIterator[Api]:
    """The own bus's morning is sealed by an officer; a stop was reached, a parameter holds."""
    await api.served.execute(
        "INSERT INTO run_stop (run_id, seq, planned_at, arrived_at) SELECT id, 0, planned_start, planned_start FROM run"
    )
    await api.served.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('late_s', 300, '2026-01-01', '区')"
    )
    async with api.as_role("officer") as officer:
        answer = await officer.post(
            "/api/v1/seals", json={"kind": "vehicle", "vehicle_id": api.own("vehicle"), **SPAN, **REASON}
        )
        assert answer.status_code == 201, answer.text
        yield api


def database(api: Api) -> psycopg.Connection[Any]:
    """The database with the program's own rights, committing by itself."""
    return psycopg.connect(api.served.settings.database_url, autocommit=True)


def week_of(when: datetime) -> str:
    """The partition of a moment."""
    return f"position_{when - timedelta(days=when.weekday()):%Y%m%d}"


@pytest.mark.parametrize("attempt", TAMPERING)
async def test_what_is_sealed_is_not_altered_even_in_the_database(sealed: Api, attempt: str) -> None:
    """Whoever tries is told that it is refused, and nothing has changed."""
    statement = TAMPERING[attempt].format(own=sealed.own("vehicle"), week=week_of(datetime(2026, 11, 23, tzinfo=UTC)))
    with database(sealed) as connection, pytest.raises(psycopg.DatabaseError) as refused:
        connection.execute(statement.encode())
    assert refused.value.sqlstate == "SB001"


async def test_what_is_not_sealed_is_kept_and_goes_as_ever(sealed: Api) -> None:
    """Another bus's data, and the same bus's of another time."""
    other = sealed.world.ids["vehicle"]["other"]
    with database(sealed) as connection:
        for table in ("position", "media", "driver_card", "finding"):
            assert connection.execute(f"DELETE FROM {table} WHERE vehicle_id = {other}".encode()).rowcount == 1  # noqa: S608
        assert connection.execute("DELETE FROM parked WHERE device = 'device-other'").rowcount == 1
        later = "INSERT INTO parameter (name, value, since, source) VALUES ('late_s', 200, '2027-01-01', '区')"
        connection.execute(later.encode())
        assert connection.execute("UPDATE parameter SET value = 250 WHERE since > '2026-12-31'").rowcount == 1
        ended = f"UPDATE in_force SET during = tstzrange(lower(during), '2027-01-01') WHERE vehicle_id = {sealed.own('vehicle')}"  # noqa: S608
        assert connection.execute(ended.encode()).rowcount == 1


async def test_a_breach_under_way_when_it_was_sealed_may_still_end(api: Api) -> None:
    """The rules go on: its end is written once, and then it is as all that is sealed."""
    await api.served.execute("UPDATE finding SET ended = NULL")
    async with api.as_role("police") as police:
        body = {"kind": "vehicle", "vehicle_id": api.own("vehicle"), **SPAN, **REASON}
        assert (await police.post("/api/v1/seals", json=body)).status_code == 201
    end = "UPDATE finding SET ended = began + interval '1 min', measured = 33, batch = 2 WHERE vehicle_id = %s"
    with database(api) as connection:
        assert connection.execute(end.encode(), [api.own("vehicle")]).rowcount == 1
        with pytest.raises(psycopg.DatabaseError):
            connection.execute(end.encode(), [api.own("vehicle")])


async def test_a_late_upload_does_not_change_a_sealed_finding_and_does_not_stop_the_ingest(api: Api) -> None:
    """What the rules would write of a delayed finding is passed over, without an error that would park the fix."""
    await api.served.execute("UPDATE finding SET ended = began, delayed = true")
    async with api.as_role("admin") as admin:
        body = {"kind": "vehicle", "vehicle_id": api.own("vehicle"), **SPAN, **REASON}
        assert (await admin.post("/api/v1/seals", json=body)).status_code == 201
    with database(api) as connection:
        change = "UPDATE finding SET ended = now(), measured = 99, allowed = 1, batch = 7 WHERE vehicle_id = %s"
        assert connection.execute(change.encode(), [api.own("vehicle")]).rowcount == 0


async def test_sealed_data_outlive_every_retention_until_two_people_lift_it(sealed: Api) -> None:
    """Tracks, findings and raw frames, past their days; the first to ask changes nothing, the second lifts it."""
    url = sealed.served.settings.database_url

    def forget() -> tuple[int, int, int]:
        keep_due(url)
        retention.drop_old_partitions(url, older_than_days=-400)
        retention.delete_old_fixes(url, older_than_days=-400)
        delete_findings(url, older_than_days=-400)
        delete_parked(url, older_than_days=-400)
        with database(sealed) as connection:
            own = sealed.own("vehicle")
            counts = (
                f"SELECT (SELECT count(*) FROM position WHERE vehicle_id = {own}), (SELECT count(*) FROM finding WHERE"  # noqa: S608
                f" vehicle_id = {own}), (SELECT count(*) FROM parked WHERE device = 'device-own')"
            )
            row = connection.execute(counts.encode()).fetchone()
        assert row is not None
        return row[0], row[1], row[2]

    assert forget() == (1, 1, 1)
    for role, state in (("police", "lifting"), ("admin", "lifted")):
        async with sealed.as_role(role) as person:
            answer = await person.post("/api/v1/seals/3/releases", json={"reason": "调查终结，移交归档"})
        assert answer.json()["state"] == state
        expected = (1, 1, 1) if state == "lifting" else (0, 0, 0)
        assert forget() == expected


async def test_one_person_alone_does_not_lift_a_seal(sealed: Api) -> None:
    """Not by asking twice, and not by a second row in the database."""
    async with sealed.as_role("police") as police:
        assert (await police.post("/api/v1/seals/3/releases", json=REASON)).status_code == 201
        again = await police.post("/api/v1/seals/3/releases", json=REASON)
    assert (again.status_code, code_of(again)) == (409, "second_person_needed")
    twice = (
        "INSERT INTO seal_release (seal_id, account_id, reason) SELECT seal_id, account_id, reason FROM seal_release"
    )
    with database(sealed) as connection, pytest.raises(psycopg.IntegrityError):
        connection.execute(twice.encode())


async def test_a_lifted_seal_is_not_lifted_again(sealed: Api) -> None:
    for role in ("police", "admin"):
        async with sealed.as_role(role) as person:
            assert (await person.post("/api/v1/seals/3/releases", json=REASON)).status_code == 201
    await sealed.served.execute("UPDATE finding SET measured = 1")  # and what it held is free again
    await sealed.served.add_account("second", "officer")
    async with sealed.served.client() as client:
        await client.post("/api/v1/session", json={"username": "second", "password": "correct horse battery"})
        answer = await client.post("/api/v1/seals/3/releases", json=REASON)
    assert (answer.status_code, code_of(answer)) == (409, "already_lifted")


async def test_lifting_needs_a_reason(sealed: Api) -> None:
    async with sealed.as_role("police") as police:
        assert refused_fields(await police.post("/api/v1/seals/3/releases", json={"reason": "  无 "})) == {"reason"}


async def test_a_seal_says_what_it_holds_who_made_it_and_why(sealed: Api) -> None:
    seal = await sealed.answer("/seals/3")
    listed = (await sealed.answer("/seals"))["items"]
    assert listed[0] == seal
    assert (seal["subject"], seal["state"], seal["sealed_by"]) == ("苏G00001", "sealed", "officer")
    assert (seal["fixes"], seal["findings"], seal["parked"]) == (1, 1, 1)
    assert seal["reason"] == REASON["reason"]
    assert [stretch["plate"] for stretch in seal["stretches"]] == ["苏G00001"]
    entries = await sealed.served.fetch("SELECT action FROM audit_entry WHERE object_kind = 'seal' ORDER BY id")
    assert entries == [("seal.set",)]


async def test_a_run_is_sealed_for_its_own_time(api: Api) -> None:
    """From ten minutes before to ten after."""
    async with api.as_role("officer") as officer:
        answer = await officer.post("/api/v1/seals", json={"kind": "run", "run_id": api.own("run"), **REASON})
    assert answer.status_code == 201, answer.text
    seal = answer.json()
    assert seal["subject"] == "线路 own · 苏G00001"
    assert (seal["since"], seal["until"]) == ("2026-11-23T22:50:00Z", "2026-11-23T23:25:00Z")


async def test_a_person_is_sealed_with_every_run_that_the_person_was_on(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO person (slug, kind, name, organisation_id) SELECT 'd', 'driver', '张海涛', id FROM organisation LIMIT 1"
    )
    await api.served.execute("UPDATE run SET driver_id = (SELECT id FROM person WHERE slug = 'd')")
    async with api.as_role("officer") as officer:
        [person] = (await officer.get("/api/v1/seal-people", params={"q": "海"})).json()["items"]
        answer = await officer.post(
            "/api/v1/seals", json={"kind": "person", "person_id": person["id"], **SPAN, **REASON}
        )
        assert answer.status_code == 201, answer.text
        assert {stretch["plate"] for stretch in answer.json()["stretches"]} == {"苏G00001", "苏G00002"}
        none = await officer.post(
            "/api/v1/seals",
            json={
                "kind": "person",
                "person_id": person["id"],
                "since": "2026-01-01T00:00:00Z",
                "until": "2026-01-02T00:00:00Z",
                **REASON,
            },
        )
        assert refused_fields(none) == {"person_id"}


async def test_nothing_that_has_not_happened_is_sealed_and_no_time_that_ends_before_it_begins(api: Api) -> None:
    body = {"kind": "vehicle", "vehicle_id": api.own("vehicle"), **REASON}
    async with api.as_role("officer") as officer:
        late = await officer.post(
            "/api/v1/seals", json={**body, "since": SPAN["since"], "until": "2190-01-01T00:00:00Z"}
        )
        assert refused_fields(late) == {"until"}
        back = await officer.post("/api/v1/seals", json={**body, "since": SPAN["until"], "until": SPAN["since"]})
        assert refused_fields(back) == {"until"}
        unknown = await officer.post("/api/v1/seals", json={**body, "vehicle_id": "999999", **SPAN})
        assert unknown.status_code == 404


async def test_sealed_fixes_of_the_default_partition_move_into_their_week_when_it_is_made(api: Api) -> None:
    """A device whose clock was far ahead, a worker that was away: making partitions must go on."""
    when = datetime(2005, 1, 5, 8, tzinfo=UTC)
    with database(api) as connection:
        connection.execute(
            "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
            " VALUES (%s, %s, 1, now(), 'SRID=4326;POINT(119 34)', 1, 0)",
            [api.own("vehicle"), when],
        )
        async with api.as_role("officer") as officer:
            span = {"since": "2005-01-05T00:00:00Z", "until": "2005-01-06T00:00:00Z"}
            body = {"kind": "vehicle", "vehicle_id": api.own("vehicle"), **span, **REASON}
            assert (await officer.post("/api/v1/seals", json=body)).status_code == 201
        with pytest.raises(psycopg.DatabaseError):
            connection.execute("DELETE FROM position_default")
        connection.execute("SELECT ensure_position_partitions('2005-01-05', '2005-01-05')")
        rows = connection.execute(
            "SELECT tableoid::regclass::text FROM position WHERE fix_time = %s", [when]
        ).fetchall()
    assert rows == [(week_of(when),)]
