"""The review of an application over the API, against a real district: what is met, not met and cannot be told."""

from typing import Any

from sqlalchemy import event

from core import clock
from core.access import Viewer
from permits.desk.review.gather import gather
from tests.api import PREFIX, Api, code_of
from tests.permits.desk.review.asked import (
    a_driver,
    ask,
    content_in_order,
    drawn_anew,
    drive,
    file_papers,
    offices_agree,
    permitted,
    today,
    vehicle_in_order,
)
from tests.web.world import OTHER, OWN
from web.access import make_access

ON_THE_LINE, BESIDE_IT = "SRID=4326;POINT(119.45 34.725)", "SRID=4326;POINT(119.45 34.76)"


async def review(api: Api, application: int) -> Any:
    """The review as the clerk reads it."""
    return await api.answer(f"/applications/{application}/review")


def said(part: dict[str, Any]) -> dict[str, str]:
    """The verdict of each check by its name; of several of a name the last."""
    return {check["name"]: check["verdict"] for check in part["checks"]}


async def asked(api: Api, application: int) -> int:
    """How many statements the database is sent while the facts of an application are gathered."""
    sent: list[str] = []
    settings = api.served.settings
    clerk = Viewer(1, "clerk", "经办", "clerk", None, None, "zh-CN", 1, make_access())
    async with api.served.app.state.sessions() as session:
        connection = (await session.connection()).sync_connection
        event.listen(connection, "before_cursor_execute", lambda *called: sent.append(called[2]))
        await gather(
            session, viewer=clerk, application_id=application, at=clock.now(), today=today(api), zone=settings.zone
        )
    return len(sent)


async def test_an_empty_draft_is_reviewed_and_nothing_of_it_is_taken_for_met(api: Api) -> None:
    """Of an application that says nothing no condition of Art 14 is met, and each check says why in both languages."""
    bare = await api.post("/applications", {"kind": "new", "applicant_id": str(api.world.operator_id)})
    answer = await review(api, int(bare.json()["id"]))
    assert [part["number"] for part in answer["conditions"]] == [1, 2, 3, 4, 5]
    assert [part["verdict"] for part in answer["conditions"]] == [
        "cannot_tell", "not_met", "not_met", "not_met", "cannot_tell",
    ]  # fmt: skip
    assert answer["applicant"]["verdict"] == answer["vehicle_type"]["verdict"] == "cannot_tell"
    for part in [answer["applicant"], answer["vehicle_type"], *answer["conditions"], answer["beside"]]:
        assert all(check["why"]["zh"] and check["why"]["en"] for check in part["checks"])


async def test_where_every_paper_is_in_order_all_five_conditions_are_met(api: Api) -> None:
    """A change of the bus's own permit, with offices that agree and papers filed: five conditions met; no roster: said so."""
    await vehicle_in_order(api)
    application = await ask(api, await content_in_order(api))
    await file_papers(api, application)
    await offices_agree(api, application)
    await drive(api, ON_THE_LINE)
    answer = await review(api, application)
    wrong = [check for part in answer["conditions"] for check in part["checks"] if check["verdict"] != "met"]
    assert wrong == []
    assert [part["verdict"] for part in answer["conditions"]] == ["met"] * 5
    assert answer["applicant"]["verdict"] == answer["vehicle_type"]["verdict"] == "met"
    assert said(answer["beside"]) == {
        "seats_for_the_roster": "cannot_tell", "school_times": "cannot_tell", "last_days": "met",
    }  # fmt: skip


async def test_met_not_met_and_cannot_tell_stand_side_by_side_with_what_was_seen(api: Api) -> None:
    """A bend nobody looked at, an inspection that ran out, insurance without its paper: each is told with its dates."""
    await vehicle_in_order(api, bend="SRID=4326;LINESTRING(119.449 34.7245, 119.451 34.7255)")
    await api.served.execute("UPDATE vehicle SET inspection_valid_to = '2026-01-31'")
    application = await ask(api, await content_in_order(api))
    vehicle, drivers, plan, _, insurance = (await review(api, application))["conditions"]
    assert (vehicle["verdict"], said(vehicle)["registered"], said(vehicle)["inspected"]) == (
        "not_met",
        "met",
        "not_met",
    )
    inspected = next(check for check in vehicle["checks"] if check["name"] == "inspected")
    assert inspected["evidence"][0] == {
        "name": {"zh": "检验有效期至", "en": "inspection valid to"}, "value": "2026-01-31",
    }  # fmt: skip
    assert drivers["verdict"] == "met"
    assert (plan["verdict"], said(plan)["dangerous_stretch"]) == ("cannot_tell", "cannot_tell")
    assert (insurance["verdict"], said(insurance)["insurance"]) == ("cannot_tell", "cannot_tell")


async def test_a_bus_that_mostly_drove_elsewhere_at_these_hours_is_told(api: Api) -> None:
    """The last thirty days: of fixes three kilometres beside the line none counts as along it."""
    await vehicle_in_order(api)
    application = await ask(api, await content_in_order(api))
    assert said((await review(api, application))["beside"])["last_days"] == "cannot_tell"
    await drive(api, BESIDE_IT)
    assert said((await review(api, application))["beside"])["last_days"] == "not_met"


async def test_a_driver_and_a_bus_that_another_permit_needs_at_the_same_time_are_found(api: Api) -> None:
    """Over all permits: a new permit for the bus at the time of the one it has; the only driver of another operator's bus.

    The clerk reads which permit; the operator, who may not see the other's permit, reads that there is one.
    """
    await vehicle_in_order(api)
    content = await content_in_order(api)
    driver = int(content["driver_ids"][0])
    await permitted(api, OWN, int(content["line_version_ids"][0]), await a_driver(api, "somebody"))
    await permitted(api, OTHER, await drawn_anew(api, OTHER, "07:05"), driver)
    application = await ask(api, content, kind="new")
    plan = (await review(api, application))["conditions"][2]
    assert (said(plan)["vehicle_free"], said(plan)["driver_free"]) == ("not_met", "not_met")
    found = {check["name"]: check["evidence"][-1]["value"] for check in plan["checks"]}
    assert "许可-own" in found["vehicle_free"]
    assert "许可-other" in found["driver_free"]
    async with api.as_role("operator") as client:
        told = (await client.get(f"{PREFIX}/applications/{application}/review")).json()["conditions"][2]
    assert "许可-other" not in str(told)
    assert said(told)["driver_free"] == "not_met"


async def test_who_does_not_see_the_application_does_not_see_its_review(api: Api) -> None:
    """A draft is its applicant's and the desk's; to the police and to a school that did not apply it is not there."""
    application = await ask(api, {})
    for role, status in (("operator", 200), ("school", 404), ("police", 404), ("parent", 404)):
        async with api.as_role(role) as client:
            answer = await client.get(f"{PREFIX}/applications/{application}/review")
            assert answer.status_code == status, role
            if status == 404:
                assert code_of(answer) == "missing"


async def test_a_review_asks_the_database_no_more_for_five_drivers_and_two_lines_than_for_one(api: Api) -> None:
    """Facts are read in a few queries, however long the lists are."""
    await vehicle_in_order(api)
    content = await content_in_order(api)
    small = await ask(api, content)
    more = [str(await a_driver(api, f"driver-{number}")) for number in range(2, 6)]
    other = await drawn_anew(api, OTHER, "08:00")
    large = await ask(
        api,
        content
        | {
            "driver_ids": content["driver_ids"] + more,
            "line_version_ids": [*content["line_version_ids"], str(other)],
        },
    )
    few = await asked(api, small)
    assert 0 < few == await asked(api, large)
