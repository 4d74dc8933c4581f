"""The quality of data over HTTP: figures by hand, who sees whose, and the workbook."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from core import clock
from fleet.quality.days import ONE_DAY, span
from tests.api import Api, api, refused_fields
from tests.gps_ingest.quality.database import SHANGHAI
from tests.web.serving import log_in

__all__ = ["api"]

MONTH = "2026-03"
ROW = """INSERT INTO quality_day (vehicle_id, day, kept, qualified, parked, repeated, drift, reasons, parked_reasons,
    complete_m, total_m, first_at, last_at, computed_at) VALUES (:vehicle, :day, :kept, :qualified, :parked, :repeated, :drift,
    cast(:reasons AS jsonb), cast(:parked_reasons AS jsonb), :complete_m, :total_m, :first_at, :last_at, '2026-03-31T16:05Z')"""


async def day(served: Any, vehicle: str, on: date, **figures: Any) -> None:
    """A day of a vehicle: 1,000 fixes, all well, 100 km, unless said otherwise."""
    since_s, _until = span(on, SHANGHAI)
    ordinary = {
        "kept": 1000, "qualified": 1000, "parked": 0, "repeated": 0, "drift": 0, "reasons": "{}", "parked_reasons": "{}",
        "complete_m": 100_000.0, "total_m": 100_000.0, "first_at": datetime.fromtimestamp(since_s + 21_600, UTC),
        "last_at": datetime.fromtimestamp(since_s + 64_800, UTC),
    }  # fmt: skip
    await served.execute(ROW, vehicle=int(vehicle), day=on, **(ordinary | figures))


@pytest.fixture
async def month(api: Api) -> Api:
    """March: the own bus on three days, the other on one; a third of nobody that never sent; the platform away for a while."""
    own, other = (api.world.ids["vehicle"][whose] for whose in ("own", "other"))
    await api.served.execute("INSERT INTO vehicle (plate, type) VALUES ('=1+1', 'other_bus')")
    await day(api.served, own, date(2026, 3, 2))
    await day(
        api.served, own, date(2026, 3, 3), qualified=980, parked=10, repeated=5, drift=2,
        reasons='{"speed": 20, "drift": 2, "delayed": 100}', parked_reasons='{"bad_checksum": 10}', complete_m=80_000.0,
    )  # fmt: skip
    await day(api.served, own, date(2026, 3, 4), kept=0, qualified=0, parked=3, parked_reasons='{"bad_checksum": 3}',
              complete_m=0.0, total_m=0.0, first_at=None, last_at=None)  # fmt: skip
    await day(api.served, other, date(2026, 3, 31), reasons='{"delayed": 1}')
    await day(api.served, other, date(2026, 4, 1))
    await api.served.execute(
        "INSERT INTO up_time VALUES (0, '2026-02-01T00:00Z', '2026-03-10T00:00Z'), (0, '2026-03-10T06:00Z', '2026-05-01T00:00Z')"
    )
    return api


def rates(item: Any) -> dict[str, tuple[float, float]]:
    """Numerator and denominator of each metric."""
    return {name: (share["numerator"], share["denominator"]) for name, share in item["metrics"].items()}


async def test_a_month_of_the_platform(month: Api) -> None:
    """Two of three vehicles ever sent, both in March; 380 of 400 km... one of three days drifted; six hours away."""
    answer = await month.answer("/quality", month=MONTH)
    assert (answer["since"], answer["until"], answer["by"]) == ("2026-03-01", "2026-03-31", "platform")
    assert answer["computed_at"] == "2026-03-31T16:05:00Z"
    [platform] = answer["items"]
    assert rates(platform) == {
        "connectivity": (31 * 86_400 - 21_600, 31 * 86_400),
        "network": (2, 3),
        "online": (2, 2),
        "track": (280_000, 300_000),
        "qualified": (2980, 3013),
        "drift": (1, 3),
    }
    assert platform["metrics"]["drift"]["rate"] == pytest.approx(1 / 3)
    assert platform["breaks"] == 1
    assert (platform["received"], platform["kept"], platform["parked"], platform["repeated"]) == (3013, 3000, 13, 5)
    assert platform["reasons"] == {"delayed": 101, "speed": 20, "drift": 2}
    assert list(platform["reasons"]) == ["delayed", "speed", "drift"], "the most frequent first"
    assert platform["parked_reasons"] == {"bad_checksum": 13}


async def test_by_operator_each_has_its_own_and_vehicles_of_nobody_stand_apart(month: Api) -> None:
    items = (await month.answer("/quality", month=MONTH, by="operator"))["items"]
    assert [(one["name"], rates(one)["network"], rates(one)["drift"]) for one in items] == [
        (None, (0, 1), (0, 0)),
        ("公司 other", (1, 1), (0, 1)),
        ("公司 own", (1, 1), (1, 2)),
    ]
    assert items[0]["id"] == "0"
    assert items[0]["metrics"]["drift"]["rate"] is None
    assert "connectivity" not in items[2]["metrics"], "the platform is everybody's"


async def test_by_vehicle_each_has_its_plate_its_operator_and_its_reasons(month: Api) -> None:
    items = (await month.answer("/quality", month=MONTH, by="vehicle"))["items"]
    own = next(one for one in items if one["id"] == month.own("vehicle"))
    assert (own["name"], own["operator_name"], own["online_days"], own["drift_points"]) == (
        "苏G00001",
        "公司 own",
        2,
        2,
    )
    assert own["reasons"] == {"delayed": 100, "speed": 20, "drift": 2}
    assert own["last_at"] == "2026-03-03T10:00:00Z"
    of_own = await month.answer("/quality", month=MONTH, by="vehicle", operator_id=month.world.operator_id)
    assert of_own["items"] == [own]


async def test_the_list_is_paged(month: Api) -> None:
    first = await month.answer("/quality", month=MONTH, by="vehicle", limit=2)
    second = await month.answer("/quality", month=MONTH, by="vehicle", limit=2, cursor=first["next"])
    assert [one["name"] for one in first["items"] + second["items"]] == ["=1+1", "苏G00001", "苏G00002"]
    assert second["next"] is None


async def test_a_vehicle_stays_networked_in_the_months_after_and_is_not_before(month: Api) -> None:
    """April: the own bus sent nothing; it is networked and not online. February: nobody was."""
    [april] = (await month.answer("/quality", month="2026-04"))["items"]
    assert (rates(april)["network"], rates(april)["online"]) == ((2, 3), (1, 2))
    [february] = (await month.answer("/quality", month="2026-02"))["items"]
    assert (rates(february)["network"], rates(february)["online"]) == ((0, 3), (0, 0))


async def test_the_time_before_the_platform_was_first_open_counts_against_nobody(month: Api) -> None:
    """It was opened at midnight UTC of 1 February, eight in the morning here."""
    [february] = (await month.answer("/quality", month="2026-02"))["items"]
    assert rates(february)["connectivity"] == (28 * 86_400 - 8 * 3600, 28 * 86_400 - 8 * 3600)
    [january] = (await month.answer("/quality", month="2026-01"))["items"]
    assert january["metrics"]["connectivity"]["rate"] is None


async def test_a_platform_that_is_open_now_has_no_break_at_the_end(api: Api) -> None:
    """What goes on is written every few seconds; the last of them are not a break."""
    await api.served.execute(
        "INSERT INTO up_time VALUES (0, now() - interval '10 minutes', now() - interval '9 seconds'),"
        " (1, now() - interval '10 minutes', now())"
    )
    [platform] = (await api.answer("/quality"))["items"]
    assert platform["breaks"] == 0
    assert platform["metrics"]["connectivity"]["rate"] == 1


async def test_the_days_of_a_month(month: Api) -> None:
    """Of one vehicle, and of all together; a day of which nothing came is not there."""
    own = await month.answer("/quality/days", month=MONTH, vehicle_id=month.own("vehicle"))
    assert [(one["day"], one["kept"], one["received"], one["drift_points"]) for one in own["items"]] == [
        ("2026-03-02", 1000, 1000, 0),
        ("2026-03-03", 1000, 1010, 2),
        ("2026-03-04", 0, 3, 0),
    ]
    assert own["items"][1]["complete_m"] == 80_000
    everybody = await month.answer("/quality/days", month=MONTH)
    assert [(one["day"], one["online"]) for one in everybody["items"]] == [
        ("2026-03-02", 1), ("2026-03-03", 1), ("2026-03-04", 0), ("2026-03-31", 1),
    ]  # fmt: skip


async def test_the_last_days_of_a_vehicle(month: Api) -> None:
    """For the page of devices: today and the six days before."""
    today = clock.today(SHANGHAI)
    own = month.own("vehicle")
    await day(month.served, own, today, qualified=900, reasons='{"speed": 100}')
    await day(month.served, own, today - 6 * ONE_DAY)
    await day(month.served, own, today - 7 * ONE_DAY, qualified=0)
    found = await month.answer(f"/vehicles/{own}/quality")
    assert (found["days"], found["since"], found["until"]) == (7, str(today - 6 * ONE_DAY), str(today))
    assert (found["online_days"], found["metrics"]["qualified"]["rate"], found["reasons"]) == (2, 0.95, {"speed": 100})
    assert (await month.answer(f"/vehicles/{own}/quality", days=8))["online_days"] == 3


async def test_an_operator_and_a_school_see_their_own_vehicles_only(month: Api) -> None:
    """In sums too: the platform of an operator is what is its own, but for the doors, which are everybody's."""
    other = month.world.ids["vehicle"]["other"]
    for role in ("operator", "school"):
        async with month.as_role(role) as client:
            platform = (await client.get("/api/v1/quality", params={"month": MONTH})).json()["items"][0]
            assert rates(platform)["network"] == (1, 1)
            assert platform["received"] == 2013
            assert platform["reasons"] == {"delayed": 100, "speed": 20, "drift": 2}
            days = (await client.get("/api/v1/quality/days", params={"month": MONTH})).json()
            assert [one["day"] for one in days["items"]] == ["2026-03-02", "2026-03-03", "2026-03-04"]
            for path in (f"/api/v1/quality/days?month={MONTH}&vehicle_id={other}", f"/api/v1/vehicles/{other}/quality"):
                assert (await client.get(path)).status_code == 404
            book = openpyxl.load_workbook(BytesIO((await client.get(f"/api/v1/quality.xlsx?month={MONTH}")).content))
            texts = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
            assert "苏G00001" in texts
            assert "苏G00002" not in texts


async def test_the_definitions_are_told_with_their_source(api: Api) -> None:
    answer = await api.answer("/quality/definitions")
    assert [one["id"] for one in answer["items"]] == [
        "connectivity",
        "network",
        "online",
        "track",
        "qualified",
        "drift",
    ]
    drift = answer["items"][-1]
    assert (drift["name"]["zh"], drift["floor"], drift["less_is_better"]) == ("卫星定位漂移车辆率", 0.05, True)
    assert "267" in drift["source"]["en"]
    wrong = [one["id"] for one in answer["reasons"] if one["unqualifying"]]
    assert wrong == ["future", "longitude", "latitude", "speed", "altitude", "direction"]


@pytest.mark.parametrize("month", ["2026-13", "2026-1", "1999-01", "2026-03-01", "x"])
async def test_a_month_that_is_none_is_refused(api: Api, month: str) -> None:
    assert refused_fields(await api.get("/quality", month=month)) == {"month"}


async def test_the_workbook_holds_the_month_with_numbers_as_numbers_and_names_as_text(month: Api) -> None:
    """A plate that looks like a formula is no formula."""
    answer = await month.get("/quality.xlsx", month=MONTH)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="quality-2026-03.xlsx"'
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["平台", "服务提供者", "车辆", "逐日", "说明"]
    heads, platform = book["平台"].iter_rows(values_only=True)
    found = dict(zip(heads, platform, strict=True))
    assert found["数据合格率"] == pytest.approx(2980 / 3013)
    assert (found["收到"], found["合格"], found["中断次数"]) == (3013, 2980, 1)
    vehicles = {row[0].value: row[0].data_type for row in book["车辆"].iter_rows(min_row=2)}
    assert vehicles == {"=1+1": "s", "苏G00001": "s", "苏G00002": "s"}
    third = list(book["逐日"].iter_rows(min_row=2, values_only=True))[1]
    assert (third[0], f"{third[1]:%Y-%m-%d}", *third[2:9]) == ("苏G00001", "2026-03-03", 1010, 980, 10, 5, 2, 80, 100)
    assert f"{third[9]:%Y-%m-%d %H:%M}" == "2026-03-03 06:00", "as the office's clock showed it"
    assert third[11] == "补报 100; 定位漂移 2; 速度超出范围 20"
    assert book["说明"]["B2"].value == "2026-03-01 – 2026-03-31"
    english = openpyxl.load_workbook(BytesIO((await month.get("/quality.xlsx", month=MONTH, lang="en")).content))
    assert english.sheetnames == ["Platform", "Operators", "Vehicles", "Days", "Definitions"]


async def test_an_empty_service_has_figures_of_nothing(api: Api) -> None:
    """Registered vehicles, and no rate: neither 0 % nor 100 %."""
    [platform] = (await api.answer("/quality", month=MONTH))["items"]
    assert rates(platform)["network"] == (0, 2)
    for name in ("connectivity", "online", "track", "qualified", "drift"):
        assert platform["metrics"][name]["rate"] is None
    async with api.as_role("parent") as client:
        await log_in(client, "parent")
        assert (await client.get("/api/v1/quality", params={"month": MONTH})).json()["items"] == []
