# ruff: noqa: S608 - the days in these statements are the test's own
"""Who may ride on the next school day and why not: by the rules of a departure, for each bus, driver and attendant."""

from datetime import date
from typing import Any

import pytest

from core.calendar import Calendar
from findings.departure.todo import TO_DO
from findings.departure.tomorrow import next_school_day
from rules.papers.catalogue import OF_THE_BUS, OF_THE_DRIVER
from tests.api import PREFIX, Api
from tests.findings.departure.test_departure_routes import complete
from tests.permits.registers.files import in_days


def by_name(answer: dict[str, Any], kind: str) -> dict[str, Any]:
    """Each by its name."""
    return {one["name"]: one for one in answer[kind]}


async def screen(api: Api) -> dict[str, Any]:
    """The screen of the own operator."""
    answer: dict[str, Any] = await api.answer("/registers/tomorrow", organisation_id=api.world.operator_id)
    return answer


async def good(api: Api) -> None:
    """Every paper of the own bus, its driver and its attendant is in order for a long time."""
    await complete(api)
    for statement in (
        "UPDATE sign SET during = during WHERE false",
        "UPDATE vehicle SET inspection_valid_to = '2199-12-31', inspection_requested_on = NULL",
        f"UPDATE equipment SET checked_on = '{in_days(-5)}', expires_on = '2199-01-01'",
        "UPDATE insurance SET valid_to = '2199-01-01'",
        f"UPDATE training SET valid_to = '{in_days(300)}'",
        (
            "INSERT INTO sign (number, permit_version_id, vehicle_id, issued_on, valid_to, during) SELECT 'S9', 3, vehicle_id,"
            f" '2026-10-02', '{in_days(200)}', '[2026-10-02,)' FROM sign WHERE number = 'S1'"
        ),
    ):
        await api.served.execute(statement)


async def test_with_all_papers_good_bus_driver_and_attendant_may_ride(api: Api) -> None:
    await good(api)
    answer = await screen(api)
    assert by_name(answer, "vehicles")["苏G00001"]["may"] == "yes", answer["vehicles"]
    assert by_name(answer, "drivers")["张师傅"] | {"id": "", "organisation": ""} == {
        "id": "", "name": "张师傅", "organisation": "", "may": "yes", "reasons": [],
    }  # fmt: skip
    assert by_name(answer, "attendants")["李老师"]["may"] == "yes"


async def test_an_inspection_that_runs_out_today_stops_the_bus_tomorrow_and_says_what_to_do(api: Api) -> None:
    await good(api)
    await api.served.execute(f"UPDATE vehicle SET inspection_valid_to = '{in_days(0)}'")
    one = by_name(await screen(api), "vehicles")["苏G00001"]
    assert one["may"] == "no"
    [reason] = [each for each in one["reasons"] if each["rule"] == "R03"]
    assert (reason["article"], reason["said"], reason["blocks"]) == ("20", "breach", True)
    assert reason["to_do"]["zh"].startswith("不得上路")
    assert reason["to_do"]["en"]


async def test_who_is_on_no_sign_may_not_drive_and_what_nobody_recorded_cannot_be_told(api: Api) -> None:
    await good(api)
    found = by_name(await screen(api), "drivers")["驾驶人 own"]
    assert found["may"] == "no"
    said = {one["rule"]: one["said"] for one in found["reasons"]}
    assert (said["R11"], said["R05"], said["R06"]) == ("breach", "breach", "unknown")
    await api.served.execute("DELETE FROM insurance")
    bus = by_name(await screen(api), "vehicles")["苏G00001"]
    assert (bus["may"], [one["rule"] for one in bus["reasons"]]) == ("cannot_tell", ["R48"])


async def test_an_attendant_without_a_valid_training_and_one_who_left_do_not_ride(api: Api) -> None:
    await good(api)
    await api.served.execute(f"UPDATE training SET valid_to = '{in_days(0)}'")
    assert by_name(await screen(api), "attendants")["李老师"]["may"] == "no"
    await api.served.execute(f"UPDATE person SET left_on = '{in_days(0)}' WHERE slug = 'a'")
    assert "李老师" not in by_name(await screen(api), "attendants")


async def test_where_no_attendants_certificate_is_on_record_nobody_can_tell_who_is_trained(api: Api) -> None:
    """An office that keeps no training here is not told that nobody may ride; with the first certificate the others may not."""
    await good(api)
    await api.served.execute("DELETE FROM training")
    [reason] = (found := by_name(await screen(api), "attendants")["李老师"])["reasons"]
    assert (found["may"], reason["rule"], reason["said"]) == ("cannot_tell", "R15", "unknown")
    assert "本区没有登记过" in reason["missing"]["zh"]
    await api.served.execute(
        "INSERT INTO person (slug, kind, name, organisation_id) SELECT 'b', kind, '周老师', organisation_id FROM person"
        " WHERE slug = 'a'"
    )
    await api.served.execute(
        "INSERT INTO training (person_id, course, hours, passed_on, valid_to)"
        " SELECT id, '培训', 24, '2026-08-01', '2099-08-01' FROM person WHERE slug = 'b'"
    )
    told = by_name(await screen(api), "attendants")
    assert (told["李老师"]["may"], told["周老师"]["may"]) == ("no", "yes")


async def test_an_operator_sees_its_own_the_offices_all_and_a_teacher_nobody(api: Api) -> None:
    async with api.as_role("operator") as operator, api.as_role("teacher") as teacher:
        own = (await operator.get(f"{PREFIX}/registers/tomorrow")).json()
        assert {one["name"] for one in own["vehicles"]} == {"苏G00001"}
        assert {one["name"] for one in own["drivers"]} == {"驾驶人 own"}
        nothing = (await teacher.get(f"{PREFIX}/registers/tomorrow")).json()
        assert (nothing["vehicles"], nothing["drivers"], nothing["attendants"]) == ([], [], [])
    everybody = await api.answer("/registers/tomorrow")
    assert {one["name"] for one in everybody["vehicles"]} == {"苏G00001", "苏G00002"}


def test_after_friday_comes_monday_and_in_the_holidays_the_first_day_of_term() -> None:
    """The next school day is the terms' and the calendar's; without a term it is the next working day, and that is said."""
    calendar = Calendar(terms=((date(2026, 9, 1), date(2027, 1, 29)), (date(2027, 3, 1), date(2027, 7, 2))))
    assert next_school_day(calendar, date(2026, 11, 27)) == (date(2026, 11, 30), True)
    assert next_school_day(calendar, date(2027, 1, 29)) == (date(2027, 3, 1), True)
    assert next_school_day(Calendar(), date(2026, 11, 27)) == (date(2026, 11, 30), False)


@pytest.mark.parametrize("rule", [*OF_THE_BUS, *OF_THE_DRIVER], ids=lambda rule: rule.id)
def test_every_reason_says_what_to_do(rule: Any) -> None:
    """Nobody is told no without the way on."""
    assert TO_DO[rule.id].zh
    assert TO_DO[rule.id].en
