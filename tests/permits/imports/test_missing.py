"""What is missing of each bus before its rules can be switched on."""

from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from core import clock
from tests.api import Api
from tests.permits.imports.sheets import ATTENDANTS, taken, whole


async def lacks(api: Api, plate: str) -> list[str]:
    """What the bus with this plate lacks."""
    [bus] = (await api.answer("/imports/missing", plate=plate))["items"]
    missing: list[str] = bus["missing"]
    return missing


async def test_each_import_takes_something_off_the_list_of_what_a_bus_lacks(api: Api) -> None:
    await whole(api)
    assert await lacks(api, "苏GA0001") == ["registered_on", "licence_class", "attendant", "device"]
    assert "driver" in await lacks(api, "苏G00001")


async def test_the_sum_says_how_many_buses_lack_what(api: Api) -> None:
    told: dict[str, Any] = await api.answer("/imports/missing/summary")
    counts = {one["what"]: one["count"] for one in told["counts"]}
    assert (told["vehicles"], told["complete"]) == (2, 0)
    assert (counts["permit"], counts["device"], counts["sign"], counts["attendant"]) == (0, 0, 2, 2)
    signless = await api.answer("/imports/missing", what="sign")
    assert len(signless["items"]) == 2
    assert (await api.answer("/imports/missing", what="permit"))["items"] == []
    assert (await api.get("/imports/missing", what="wings")).status_code == 422


async def test_an_attendant_counts_when_trained(api: Api) -> None:
    await taken(api, "attendants", ATTENDANTS, [["赵敏", "公司 own", "", "", ""]])
    assert "attendant" in await lacks(api, "苏G00001")
    await taken(api, "attendants", ATTENDANTS, [["钱红", "公司 own", "2026-08-25", "2099-08-24", "24"]])
    assert "attendant" not in await lacks(api, "苏G00001")


async def test_a_training_ends_with_the_day_of_the_district_and_not_of_greenwich(api: Api) -> None:
    """In a zone in which it is another day now than in Greenwich, one of the two is the last day of the training."""
    now = clock.now()
    zones = ("Pacific/Kiritimati", "Etc/GMT+12")
    zone = next(one for one in zones if now.astimezone(ZoneInfo(one)).date() != now.astimezone(UTC).date())
    here = now.astimezone(ZoneInfo(zone)).date()
    last = min(here, now.astimezone(UTC).date())
    await taken(api, "attendants", ATTENDANTS, [["钱红", "公司 own", "2026-08-25", last.isoformat(), "24"]])
    api.served.app.state.settings = api.served.settings.model_copy(update={"timezone": zone})
    assert ("attendant" in await lacks(api, "苏G00001")) is (here > last)


async def test_an_attendant_who_left_is_none_of_the_buses(api: Api) -> None:
    await taken(api, "attendants", ATTENDANTS, [["钱红", "公司 own", "2026-08-25", "2099-08-24", "24"]])
    await api.served.execute("UPDATE person SET left_on = current_date - 2 WHERE name = '钱红'")
    assert "attendant" in await lacks(api, "苏G00001")
