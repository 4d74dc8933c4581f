"""An application of the own operator with its papers in order, as the tests of the review make it."""

from datetime import date, timedelta
from typing import Any

from core import clock
from tests.api import Api

DAY = timedelta(days=1)
ELSEWHERE = "SRID=4326;LINESTRING(119.6 34.9, 119.61 34.9)"


def today(api: Api) -> date:
    """The local day of the served district."""
    return clock.today(api.served.settings.zone)


async def a_driver(api: Api, slug: str) -> int:
    """A driver of the own operator with all papers in order; the id."""
    id_ = await _person(api, slug, "driver")
    await api.served.execute(
        "INSERT INTO qualification (person_id, classes, licence_first_on, endorsed_on, offences_queried_on, during)"
        " VALUES (:id, '{A1}', '2010-01-01', '2020-01-01', :queried, '[2020-01-01,)')",
        id=id_, queried=today(api) - 5 * DAY,
    )  # fmt: skip
    for years in (1, 2, 3):
        await api.served.execute(
            "INSERT INTO scoring_cycle (person_id, ends, points, reviewed_on, source) VALUES (:id, :ends, 0, :ends, '公安')",
            id=id_, ends=today(api) - timedelta(days=365 * years - 200),
        )  # fmt: skip
    return id_


async def an_attendant(api: Api, slug: str) -> int:
    """An attendant of the own operator whose training is valid; the id."""
    id_ = await _person(api, slug, "attendant")
    await api.served.execute(
        "INSERT INTO training (person_id, course, hours, score, passed_on, valid_to) VALUES (:id, '岗前', 8, 90, :on, :to)",
        id=id_, on=today(api) - 30 * DAY, to=today(api) + 300 * DAY,
    )  # fmt: skip
    return id_


async def drawn_anew(api: Api, whose: str, departs: str) -> int:
    """The next version of a line of the district: the same path and stops, from Monday to Friday at a time; its id."""
    line = int(api.world.ids["line"][whose])
    await api.served.execute(
        "WITH old AS (SELECT * FROM line_version WHERE line_id = :line), made AS ("
        "  INSERT INTO line_version (line_id, version, path) SELECT line_id, 2, path FROM old RETURNING id),"
        " timed AS (INSERT INTO running_time (line_version_id, departs) SELECT id, CAST(:departs AS time) FROM made)"
        " INSERT INTO line_stop (line_version_id, seq, name, point, offset_s)"
        " SELECT made.id, seq, name, point, offset_s FROM made, line_stop WHERE line_version_id = (SELECT id FROM old)",
        line=line, departs=departs,
    )  # fmt: skip
    [[id_]] = await api.served.fetch("SELECT id FROM line_version WHERE line_id = :line AND version = 2", line=line)
    assert isinstance(id_, int)
    return id_


async def permitted(api: Api, whose: str, version: int, driver: int) -> None:
    """From now on the permit of a bus approves this line version, with this driver alone."""
    permit = int(api.world.ids["permit"][whose])
    await api.served.execute(
        "INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from)"
        " SELECT permit_id, 2, owner_id, seats, granted_on, valid_from FROM permit_version WHERE permit_id = :permit",
        permit=permit,
    )  # fmt: skip
    await api.served.execute(
        "INSERT INTO permit_line SELECT id, :line FROM permit_version WHERE permit_id = :permit AND version = 2",
        permit=permit, line=version,
    )  # fmt: skip
    await api.served.execute(
        "INSERT INTO permit_driver SELECT id, :driver FROM permit_version WHERE permit_id = :permit AND version = 2",
        permit=permit, driver=driver,
    )  # fmt: skip
    vehicle = int(api.world.ids["vehicle"][whose])
    await api.served.execute(
        "UPDATE in_force SET during = tstzrange(lower(during), now()) WHERE vehicle_id = :vehicle", vehicle=vehicle
    )
    await api.served.execute(
        "INSERT INTO in_force (permit_version_id, vehicle_id, during)"
        " SELECT id, :vehicle, tstzrange(now(), NULL) FROM permit_version WHERE permit_id = :permit AND version = 2",
        permit=permit, vehicle=vehicle,
    )  # fmt: skip


async def vehicle_in_order(api: Api, *, bend: str = ELSEWHERE) -> None:
    """The own bus registered, inspected, heard of just now; its school a primary school; one road, and one bend there."""
    await api.served.execute(
        "INSERT INTO equipment (vehicle_id, kind, count, checked_on, expires_on) SELECT :id, kind, 1, :on, :to"
        " FROM unnest('{hammer,extinguisher,first_aid,locator}'::text[]) AS kind",
        id=int(api.own("vehicle")), on=today(api) - 5 * DAY, to=today(api) + 300 * DAY,
    )  # fmt: skip
    now = today(api)
    await api.served.execute(
        "UPDATE vehicle SET registered_on = '2022-08-01', inspection_valid_to = :to, licence_class = 'A1' WHERE id = :id",
        to=now + 100 * DAY, id=int(api.own("vehicle")),
    )  # fmt: skip
    await api.served.execute(
        "UPDATE vehicle_state SET fix_time = now() WHERE vehicle_id = :id", id=int(api.own("vehicle"))
    )
    await api.served.execute("UPDATE organisation SET stage = 'primary' WHERE kind = 'school'")
    await _put_places(api, bend)


async def _put_places(api: Api, geom: str) -> None:
    """Nothing of the district's risk segments is left but one sharp bend, not looked at, there; and one road, elsewhere."""
    await api.served.execute(
        "UPDATE place SET during = tstzrange(lower(during), now() - interval '1 day') WHERE category = 'risk_segment'"
    )
    statement = (
        "INSERT INTO place (key, version, category, kind, name, geom, width_m)"
        " VALUES (gen_random_uuid(), 1, :category, :kind, :name, ST_GeomFromEWKT(:geom), 20)"
    )
    await api.served.execute(statement, category="risk_segment", kind="sharp_bend", name="花果山急弯", geom=geom)
    await api.served.execute(statement, category="road_section", kind="other", name="县道", geom=ELSEWHERE)


async def content_in_order(api: Api) -> dict[str, Any]:
    """What an application asks for that lacks nothing: the own line at 07:00, a driver, an attendant, insurance."""
    now, version = today(api), await drawn_anew(api, "own", "07:00")
    return {
        "driver_ids": [str(await a_driver(api, "driver-1"))],
        "attendant_ids": [str(await an_attendant(api, "attendant-1"))],
        "line_version_ids": [str(version)],
        "seats": 40,
        "insurer": "人保财险",
        "insurance_number": "PZ-1",
        "insured_from": (now - 10 * DAY).isoformat(),
        "insured_until": (now + 300 * DAY).isoformat(),
        "safety_system": True,
        "safety_officer": "王安全",
        "letter_signed_on": (now - 20 * DAY).isoformat(),
    }


async def ask(api: Api, content: dict[str, Any], kind: str = "change") -> int:
    """A draft that the clerk types in for the own operator and its bus; a change is of the bus's own permit."""
    body = {
        "kind": kind, "applicant_id": str(api.world.operator_id), "vehicle_id": api.own("vehicle"), "content": content,
        "permit_id": api.own("permit") if kind == "change" else None,
    }  # fmt: skip
    made = await api.post("/applications", body)
    assert made.status_code == 201, made.text
    return int(made.json()["id"])


async def file_papers(api: Api, application: int) -> None:
    """The papers of conditions four and five are in the file."""
    for kind in ("safety_system", "responsibility_letter", "insurance"):
        await api.served.execute(
            "INSERT INTO application_document (application_id, kind, version, at, account_id, name, media_type, size, sha256)"
            " SELECT :id, :kind, 1, now(), min(id), 'a.pdf', 'application/pdf', 3, repeat('0', 64) FROM account",
            id=application, kind=kind,
        )  # fmt: skip


async def offices_agree(api: Api, application: int) -> None:
    """Traffic police and the transport office have replied today that they agree."""
    for office in ("police", "transport"):
        await api.served.execute(
            "INSERT INTO consultation (application_id, office, state, opinion, sent_on, replied_on)"
            " VALUES (:id, :office, 'replied', 'agrees', :on, :on)",
            id=application, office=office, on=today(api),
        )  # fmt: skip


async def drive(api: Api, where: str) -> None:
    """A quarter of an hour of driving at a fix every ten seconds, at 07:00 of each of the last 14 days, at a place on the map."""
    await api.served.execute(
        "INSERT INTO position (vehicle_id, fix_time, device_no, received_at, geom, speed_mps, flags)"
        " SELECT :vehicle, at, no, at, ST_GeomFromEWKT(:where), 10, 0 FROM device,"
        " generate_series(1, 14) AS day, generate_series(2, 892, 10) AS second,"
        " LATERAL (SELECT (CAST(:today AS date) - day + time '07:00') AT TIME ZONE 'Asia/Shanghai'"
        " + second * interval '1 second' AS at) AS moment WHERE device.id = 'device-own'",
        vehicle=int(api.own("vehicle")), where=where, today=today(api),
    )  # fmt: skip


async def _person(api: Api, slug: str, kind: str) -> int:
    await api.served.execute(
        "INSERT INTO person (slug, kind, name, born_on, organisation_id) VALUES (:slug, :kind, :slug, '1985-05-05', :operator)",
        slug=slug, kind=kind, operator=api.world.operator_id,
    )  # fmt: skip
    [[id_]] = await api.served.fetch("SELECT id FROM person WHERE slug = :slug", slug=slug)
    assert isinstance(id_, int)
    return id_
