"""Before a run departs its papers are checked: what is in order, what blocks, what nobody has recorded."""

from typing import Any

from tests.api import Api, code_of
from tests.web.world import OTHER

PREFIX = "/api/v1"


async def complete(api: Api) -> None:
    """Every paper of the own bus is there and good: the run of 2026-11-24, 07:00, with a driver and an attendant."""
    vehicle, operator = int(api.own("vehicle")), api.world.operator_id
    for statement in (
        "UPDATE vehicle SET owner_id = :operator, licence_class = 'A1', inspection_valid_to = '2027-01-31' WHERE id = :vehicle",
        (
            "INSERT INTO person (slug, kind, name, born_on, organisation_id) VALUES"
            " ('d', 'driver', '张师傅', '1980-05-04', :operator), ('a', 'attendant', '李老师', NULL, :operator)"
        ),
        (
            "INSERT INTO permit_version (permit_id, version, owner_id, seats, granted_on, valid_from, valid_to)"
            " VALUES (1, 2, :operator, 40, '2026-09-01', '2026-09-01', '2027-08-31')"
        ),
        "INSERT INTO permit_line VALUES (3, 1)",
        "INSERT INTO permit_driver SELECT 3, id FROM person WHERE slug = 'd'",
        "INSERT INTO running_time (line_version_id, departs) SELECT 1, '07:00' WHERE false",
        "UPDATE in_force SET during = tstzrange(lower(during), '2026-10-01') WHERE vehicle_id = :vehicle",
        "INSERT INTO in_force (permit_version_id, vehicle_id, during) VALUES (3, :vehicle, '[2026-10-01,)')",
        (
            "INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during)"
            " VALUES ('S1', 3, :vehicle, '2026-10-01', '2027-01-31', '[2026-10-01, 2027-02-01)')"
        ),
        (
            "INSERT INTO qualification (person_id, classes, licence_first_on, endorsed_on, offences_queried_on, during)"
            " SELECT id, '{A1}', '2005-01-01', '2020-01-01', '2026-11-01', '[2020-01-01,)' FROM person WHERE slug = 'd'"
        ),
        (
            "INSERT INTO scoring_cycle (person_id, ends, points, reviewed_on, source) SELECT id, ends, 0, ends + 5, '交警'"
            " FROM person, unnest('{2024-06-01,2025-06-01,2026-06-01}'::date[]) AS ends WHERE slug = 'd'"
        ),
        (
            "INSERT INTO training (person_id, course, hours, passed_on, valid_to)"
            " SELECT id, '培训', 24, '2026-08-01', '2027-08-01' FROM person WHERE slug = 'a'"
        ),
        (
            "INSERT INTO insurance (vehicle_id, kind, insurer, number, valid_from, valid_to)"
            " VALUES (:vehicle, 'carrier', '示例保险', 'P1', '2026-01-01', '2027-12-31')"
        ),
        (
            "INSERT INTO equipment (vehicle_id, kind, count, checked_on, expires_on) SELECT :vehicle, kind, 1, '2026-11-01',"
            " '2028-01-01' FROM unnest('{hammer,extinguisher,first_aid,locator}'::text[]) AS kind"
        ),
        (
            "UPDATE run SET driver_id = (SELECT id FROM person WHERE slug = 'd'),"
            " attendant_id = (SELECT id FROM person WHERE slug = 'a') WHERE vehicle_id = :vehicle"
        ),
    ):
        names = {
            name: value for name, value in (("vehicle", vehicle), ("operator", operator)) if f":{name}" in statement
        }
        await api.served.execute(statement, **names)


def said(answer: dict[str, Any]) -> dict[str, str]:
    """What each rule says."""
    return {one["rule"]: one["said"] for one in answer["items"]}


async def test_a_run_of_which_little_is_recorded_may_not_depart_and_the_check_says_why(api: Api) -> None:
    """No sign, no attendant: that blocks. No driver named: that cannot be told."""
    answer = await api.answer(f"/runs/{api.own('run')}/departure-check")
    assert answer["may_depart"] == "no"
    found = said(answer)
    assert (found["R01"], found["R13"], found["R05"], found["R16"]) == ("breach", "breach", "unknown", "unknown")
    [r05] = [one for one in answer["items"] if one["rule"] == "R05"]
    assert r05["missing"]["zh"]
    assert r05["article_text"]["zh"].startswith("第二十五条")


async def test_with_all_papers_good_only_what_nobody_records_yet_cannot_be_told(api: Api) -> None:
    """The approved departure and the check before the run are not recorded: nothing is in breach."""
    await complete(api)
    answer = await api.answer(f"/runs/{api.own('run')}/departure-check")
    unknown = {rule for rule, what in said(answer).items() if what != "in_order"}
    assert unknown == {"R12", "R16"}, answer
    assert answer["may_depart"] == "cannot_tell"


async def test_a_driver_of_sixty_one_blocks_until_the_district_dates_another_age(api: Api) -> None:
    await complete(api)
    await api.served.execute("UPDATE person SET born_on = '1965-11-01' WHERE slug = 'd'")
    answer = await api.answer(f"/runs/{api.own('run')}/departure-check")
    assert (said(answer)["R06"], answer["may_depart"]) == ("breach", "no")
    await api.served.execute(
        "INSERT INTO parameter (name, value, since, source) VALUES ('R06.oldest_years', 63, '2026-01-01', '驾驶证新规')"
    )
    assert said(await api.answer(f"/runs/{api.own('run')}/departure-check"))["R06"] == "in_order"


async def test_a_school_is_told_whether_the_driver_may_drive_and_not_the_date_of_birth(api: Api) -> None:
    """The operator that employs the driver sees what was compared (REG 37), the school the answer alone."""
    await complete(api)
    for role, facts in (("operator", True), ("school", False), ("police", True)):
        async with api.as_role(role) as client:
            answer = (await client.get(f"{PREFIX}/runs/{api.own('run')}/departure-check")).json()
            [r06] = [one for one in answer["items"] if one["rule"] == "R06"]
            assert r06["said"] == "in_order"
            assert bool(r06["facts"]) is facts
            assert ("1980-05-04" in str(answer)) is facts


async def test_the_papers_of_a_bus_on_any_day(api: Api) -> None:
    """Good today, and after the last day of sign and inspection in breach."""
    await complete(api)
    path = f"/vehicles/{api.own('vehicle')}/papers-check"
    before, after = [await api.answer(path, on=day) for day in ("2026-11-24", "2027-02-01")]
    assert (said(before)["R01"], said(before)["R03"], before["day"]) == ("in_order", "in_order", "2026-11-24")
    assert (said(after)["R01"], said(after)["R03"], after["may_serve"]) == ("breach", "breach", "no")
    async with api.as_role("operator") as client:
        other = await client.get(f"{PREFIX}/vehicles/{api.world.ids['vehicle'][OTHER]}/papers-check")
        assert code_of(other) == "missing"
