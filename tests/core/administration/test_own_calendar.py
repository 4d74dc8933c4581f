"""The school calendar over HTTP: the bureau keeps the district's, a school its own; a month as it is in one school."""

from typing import Any

import httpx

from core import clock
from core.settings import Settings
from tests.api import PREFIX, Api, code_of, refused_fields

OFFICE = f"{PREFIX}/administration"
MONTH = {"month": "2026-11"}


async def month(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    """The month of a calendar."""
    answer = await client.get(f"{OFFICE}/school-calendar/month", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def day_of(shown: dict[str, Any], day: str) -> dict[str, Any]:
    """One of its days."""
    [found] = [one for one in shown["days"] if one["day"] == day]
    return dict(found)


async def test_without_any_term_a_month_goes_by_the_working_days_of_the_office_and_says_so(api: Api) -> None:
    await api.served.execute("DELETE FROM term")
    shown = await month(api.client, **MONTH)
    assert (shown["no_term"], shown["may_edit"], len(shown["days"])) == (True, False, 30)
    assert {one["decided"] for one in shown["days"]} == {"office"}
    assert [day_of(shown, day)["classes"] for day in ("2026-11-27", "2026-11-28")] == [True, False]
    assert (await month(api.client))["month"] == f"{clock.today(Settings().zone):%Y-%m}"


async def test_a_school_sees_and_keeps_its_own_calendar_and_no_other(api: Api) -> None:
    async with api.as_role("school") as school:
        own = str(api.world.school_id)
        half = {
            "school_id": own,
            "day": "2026-11-27",
            "classes": True,
            "ends_at": "12:00",
            "leaves_at": "11:40",
            "note": "家长会",
        }
        assert (await school.post(f"{OFFICE}/own-school-days", json=half)).status_code == 204
        shown = await month(school, **MONTH)
        assert (shown["school_id"], shown["may_edit"]) == (own, True)
        found = day_of(shown, "2026-11-27")
        assert (found["decided"], found["ends_at"], found["leaves_at"], found["note"]) == (
            "school", "12:00:00", "11:40:00", "家长会",
        )  # fmt: skip
        assert found["entry"]["ends_at"] == "12:00:00"
        for other in ({"school_id": api.world.ids["organisation"]["other"]}, {"stage": "primary"}):
            refused = await school.post(f"{OFFICE}/own-school-days", json=half | {"school_id": None} | other)
            assert (refused.status_code, code_of(refused)) == (403, "not_allowed")
        assert not (await month(school, **MONTH, stage="primary"))["may_edit"]
        whole = await month(school, **MONTH, district=True)
        assert (whole["school_id"], whole["may_edit"], day_of(whole, "2026-11-27")["ends_at"]) == (None, False, None)
        assert (
            await school.post(f"{OFFICE}/school-days", json={"day": "2026-11-27", "classes": False})
        ).status_code == 403
        assert (await school.post(f"{OFFICE}/own-school-days", json=half | {"classes": None, "ends_at": None, "leaves_at": None}
                                  )).status_code == 204  # fmt: skip
        assert day_of(await month(school, **MONTH), "2026-11-27")["entry"] is None
    [(actor, address)] = await api.served.fetch(
        "SELECT DISTINCT u.username, a.address FROM audit_entry a JOIN account u ON u.id = a.account_id"
        " WHERE a.action = 'own_school_day.set'"
    )
    assert (actor, str(address)) == ("school", "127.0.0.1")


async def test_the_bureau_enters_a_holiday_at_once_and_an_examination_of_one_stage(api: Api) -> None:
    await api.served.execute("UPDATE organisation SET stage = 'primary' WHERE id = :id", id=api.world.school_id)
    async with api.as_role("officer") as officer:
        holiday = {
            "day": "2026-11-09",
            "until": "2026-11-13",
            "classes": False,
            "note": "秋假",
            "source": "连教〔2026〕8号",
        }
        assert len((await officer.post(f"{OFFICE}/school-days", json=holiday)).json()["days"]) == 5
        assert (await officer.post(f"{OFFICE}/own-school-days", json={"stage": "primary", "day": "2026-11-11", "classes": True}
                                   )).status_code == 204  # fmt: skip
        shown = await month(officer, **MONTH, school_id=api.world.school_id)
        assert day_of(shown, "2026-11-10")["decided"] == "district"
        assert (day_of(shown, "2026-11-11")["decided"], day_of(shown, "2026-11-11")["classes"]) == ("stage", True)
        assert day_of(await month(officer, **MONTH), "2026-11-11")["classes"] is False


async def test_a_schools_own_term_is_entered_shown_and_taken_out(api: Api) -> None:
    await api.served.execute("DELETE FROM term")
    async with api.as_role("school") as school:
        term = {"school_id": str(api.world.school_id), "name": "秋", "starts": "2026-11-16", "ends": "2026-11-20"}
        assert (await school.post(f"{OFFICE}/own-terms", json=term)).status_code == 204
        assert refused_fields(await school.post(f"{OFFICE}/own-terms", json=term)) == {"starts"}
        assert refused_fields(await school.post(f"{OFFICE}/own-terms", json=term | {"ends": "2026-11-01"})) == {"ends"}
        shown = await month(school, **MONTH)
        assert [one["day"][-2:] for one in shown["days"] if one["classes"]] == ["16", "17", "18", "19", "20"]
        [kept] = shown["own_terms"]
        async with api.as_role("operator") as operator:
            assert (await operator.post(f"{OFFICE}/own-terms/removal", json={"id": kept["id"]})).status_code == 403
        assert (await school.post(f"{OFFICE}/own-terms/removal", json={"id": kept["id"]})).status_code == 204
        assert (await month(school, **MONTH))["no_term"]
        assert (await school.post(f"{OFFICE}/own-terms/removal", json={"id": kept["id"]})).status_code == 404


async def test_what_a_day_cannot_be_is_named_by_its_field(api: Api) -> None:
    async with api.as_role("officer") as officer:
        for body, field in (
            ({"classes": False, "counts_as": 4}, "counts_as"),
            ({"classes": True, "counts_as": 7}, "counts_as"),
            ({"classes": False, "ends_at": "12:00"}, "ends_at"),
            ({"classes": True, "leaves_at": "11:40"}, "leaves_at"),
            ({"classes": True, "ends_at": "12:00:30"}, "ends_at"),
            ({"classes": False, "until": "2026-11-26"}, "until"),
            ({"classes": False, "until": "2027-02-27"}, "until"),
            ({"classes": True, "counts_as": 4, "until": "2026-11-29"}, "counts_as"),
        ):
            assert refused_fields(await officer.post(f"{OFFICE}/school-days", json={"day": "2026-11-27"} | body)) == {
                field
            }
        assert refused_fields(await officer.post(f"{OFFICE}/own-school-days", json={"day": "2026-11-27", "classes": False})
                              ) == {"school_id"}  # fmt: skip
        asked = {"school_id": str(api.world.operator_id), "day": "2026-11-27", "classes": False}
        assert (await officer.post(f"{OFFICE}/own-school-days", json=asked)).status_code == 404
