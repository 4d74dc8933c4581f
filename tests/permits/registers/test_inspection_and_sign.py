"""A sign ends with the vehicle's inspection (VEH 61): what the register says of the one decides of the other."""

from datetime import date, timedelta
from typing import Any

from tests.api import refused_fields
from tests.permits.held.holding import Holding
from tests.permits.registers.files import edits, in_days

TO_COME = date(2026, 12, 31)
ONE_DAY = timedelta(days=1)


def bus(holding: Holding) -> str:
    return f"/vehicles/{holding.offices.api.own('vehicle')}"


async def in_use(holding: Holding) -> list[str]:
    """The numbers of the bus's signs that may be used now."""
    rows = await holding.offices.api.served.fetch(
        "SELECT number FROM sign WHERE vehicle_id = :id AND during @> clock_timestamp() ORDER BY number",
        id=int(holding.offices.api.own("vehicle")),
    )
    return [str(number) for (number,) in rows]


async def inspected_to(holding: Holding, day: str, role: str = "police") -> dict[str, Any]:
    """The permit after somebody recorded until when the bus's inspection is valid."""
    response = await edits(holding.offices.clients[role], bus(holding), inspection_valid_to=day)
    assert response.status_code == 200, response.text
    return await holding.sees()


async def test_a_sign_is_used_no_more_from_the_moment_that_its_bus_is_recorded_without_inspection(
    holding: Holding,
) -> None:
    """In one transaction with the change, which raises the world's number; the audit trail has both."""
    await holding.signed()
    assert await in_use(holding) == ["苏G-旧-0001"]
    before = await holding.world()
    file = await inspected_to(holding, in_days(-3))
    assert await in_use(holding) == []
    assert await holding.world() > before
    assert file["signs"][0]["state"] == "expired"
    event = file["events"][-1]
    assert (event["step"], event["by"], event["detail"]) == ("expire", None, {"inspection_valid_to": in_days(-3)})
    trail = await holding.offices.api.served.fetch(
        "SELECT action, account_id IS NULL FROM audit_entry ORDER BY id DESC LIMIT 2"
    )
    assert trail == [("permit.sign.expire", True), ("register.edit", False)]
    check = await holding.offices.api.answer(f"{bus(holding)}/papers-check", on=in_days(1))
    assert {one["rule"]: one["said"] for one in check["items"]}["R01"] == "breach"


async def test_a_later_date_does_not_put_the_sign_back_police_issue_another(holding: Holding) -> None:
    """What has ended stays ended: the next sign is made at the inspection (VEH 62)."""
    await holding.signed()
    await inspected_to(holding, in_days(-1), role="clerk")
    file = await inspected_to(holding, "2027-05-31")
    assert (file["signs"][0]["state"], await in_use(holding)) == ("expired", [])
    await holding.takes(
        "police", "renew", of="sign", number="苏G-新-0001", dated_on=holding.offices.today, valid_to="2027-05-31"
    )
    assert await in_use(holding) == ["苏G-新-0001"]


async def test_an_inspection_that_is_valid_today_leaves_the_sign_and_the_night_after_its_last_day_ends_it(
    holding: Holding,
) -> None:
    await holding.signed()
    await inspected_to(holding, in_days(0))
    assert await in_use(holding) == ["苏G-旧-0001"]
    await inspected_to(holding, TO_COME.isoformat())
    assert (await holding.night(TO_COME)).signs == 0
    assert (await holding.night(TO_COME + ONE_DAY)).signs == 1
    assert (await holding.night(TO_COME + ONE_DAY)).signs == 0
    assert (await holding.sees())["signs"][0]["state"] == "expired"


async def test_a_sign_reported_lost_stays_lost_and_is_in_use_no_more(holding: Holding) -> None:
    await holding.signed()
    await holding.takes("operator", "lose", of="sign", note="途中遗失")
    file = await inspected_to(holding, in_days(-1))
    assert (file["signs"][0]["state"], await in_use(holding)) == ("lost", [])


async def test_an_inspection_that_none_can_have_is_refused(holding: Holding) -> None:
    """REG 20: every half year; one of a year, which ends with its month, is the longest that a bus comes with."""
    far = await edits(holding.offices.clients["police"], bus(holding), inspection_valid_to=in_days(400))
    assert refused_fields(far) == {"inspection_valid_to"}
    assert "每半年检验一次" in far.text
    await inspected_to(holding, in_days(360))
