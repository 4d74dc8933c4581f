"""Tables of vehicles, people, lines and permits: read as offices write them, every wrong cell named, all taken over or nothing."""

import io
from datetime import datetime

import pytest
from openpyxl import load_workbook

from core.tables.reading import XLSX
from tests.api import Api, code_of, refused_fields
from tests.permits.imports.sheets import (
    ATTENDANTS,
    BUS,
    DRIVER,
    DRIVERS,
    LINE,
    LINES,
    PERMIT,
    PERMITS,
    VEHICLES,
    as_csv,
    as_xlsx,
    send,
    taken,
    whole,
    wrong_cells,
)  # fmt: skip

KINDS = ("vehicles", "drivers", "attendants", "lines", "permits")


async def count(api: Api, table: str) -> int:
    """How many rows a table has."""
    [(number,)] = await api.served.fetch(f"SELECT count(*) FROM {table}")  # noqa: S608 - the test's own word
    return int(str(number))


async def test_a_bus_its_driver_line_and_permit_are_taken_over_and_the_permit_rules_at_once(api: Api) -> None:
    """What is imported is what the next position of the bus is judged by: version, stretch in force, sign, the world's number."""
    [(before,)] = await api.served.fetch("SELECT number FROM world")
    await whole(api)
    [(after,)] = await api.served.fetch("SELECT number FROM world")
    assert int(str(after)) > int(str(before))
    vehicle = (await api.answer("/vehicles", plate="苏G·A0001"))["items"][0]
    [permit] = (await api.answer("/permits", vehicle_id=vehicle["id"]))["items"]
    assert (permit["state"], permit["seats"], permit["version"]) == ("in_force", 36, 1)
    detail = await api.answer(f"/permits/{permit['id']}")
    assert [line["name"] for line in detail["lines"]] == ["新线"]
    assert [driver["name"] for driver in detail["drivers"]] == ["王建国"]
    rows = await api.served.fetch("SELECT departs::text FROM running_time t JOIN line_version v ON v.id = line_version_id"
        " JOIN line l ON l.id = v.line_id WHERE l.code = 'N1' ORDER BY 1")  # fmt: skip
    assert [row[0] for row in rows] == ["07:10:00", "07:50:00"]
    [(sign,)] = await api.served.fetch(
        "SELECT state FROM sign_file f JOIN sign s ON s.id = f.sign_id WHERE s.number = '苏G校1'"
    )
    assert sign == "issued"
    [(begins,)] = await api.served.fetch(
        "SELECT lower(during) >= now() - interval '1 hour' FROM in_force ORDER BY id DESC LIMIT 1"
    )
    assert begins is True, "dated back it would change what was found of earlier days"


async def test_who_imported_what_is_in_the_audit_trail_object_by_object(api: Api) -> None:
    await taken(api, "vehicles", VEHICLES, [BUS])
    rows = await api.served.fetch("SELECT action, object_kind FROM audit_entry ORDER BY id")
    assert rows == [("vehicle.import", "vehicle"), ("register.import", "register_import")]


async def test_looking_changes_nothing(api: Api) -> None:
    before = await count(api, "vehicle")
    answer = await send(api, "vehicles", as_csv(VEHICLES, [BUS]), dry=True)
    told = answer.json()
    assert (told["dry"], told["wishes"], told["wrong"], told["id"]) == (True, 1, 0, None)
    assert told["shown"][0]["cells"]["plate"] == "苏G·A0001"
    assert await count(api, "vehicle") == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
async def test_a_csv_is_read_in_the_encodings_of_the_office(api: Api, encoding: str) -> None:
    answer = await send(api, "vehicles", as_csv(VEHICLES, [BUS], encoding))
    assert answer.status_code == 200, answer.text
    assert answer.json()["wrong"] == 0


@pytest.mark.parametrize(
    "written", ["2027-02-28", "2027/2/28", "2027.2.28", "2027年2月28日", "20270228", "46446", "2027-02-28 00:00:00"]
)
async def test_a_day_is_read_in_every_usual_form_also_as_a_spreadsheets_serial(api: Api, written: str) -> None:
    await taken(api, "vehicles", VEHICLES, [[*BUS[:4], written]])
    rows = await api.served.fetch("SELECT inspection_valid_to::text FROM vehicle WHERE plate = '苏GA0001'")
    assert rows == [("2027-02-28",)]


async def test_a_real_date_of_a_workbook_is_that_day(api: Api) -> None:
    await taken(api, "vehicles", VEHICLES, [[*BUS[:2], 36, BUS[3], datetime.fromisoformat("2027-02-28")]])
    rows = await api.served.fetch("SELECT inspection_valid_to::text, seats FROM vehicle WHERE plate = '苏GA0001'")
    assert rows == [("2027-02-28", 36)]


async def test_every_wrong_cell_of_a_table_of_vehicles_is_named_and_nothing_is_taken_over(api: Api) -> None:
    rows = [
        BUS,
        ["苏g a0001", *BUS[1:]],
        ["苏G00001", *BUS[1:]],
        ["不是号牌", "轿车", "0", "没有的公司", "明天"],
        ["", "", "", "", ""],
        ["苏GA0009", "", "三十六", "学校 own", "2026-02-30"],
    ]
    expected = {
        ("A2", "plate"), ("A3", "plate"), ("A4", "plate"),
        ("A5", "plate"), ("B5", "type"), ("C5", "seats"), ("D5", "operator"), ("E5", "inspection_valid_to"),
        ("B7", "type"), ("C7", "seats"), ("E7", "inspection_valid_to"),
    }  # fmt: skip
    assert await wrong_cells(api, "vehicles", VEHICLES, rows) == expected
    before = await count(api, "vehicle")
    refused = await send(api, "vehicles", as_csv(VEHICLES, rows))
    assert refused_fields(refused) == {f"rows.{cell[1:]}.{column}" for cell, column in expected}
    assert await count(api, "vehicle") == before
    assert await count(api, "audit_entry") == 0


async def test_what_is_wrong_is_said_in_the_readers_language(api: Api) -> None:
    body = as_csv(VEHICLES, [["不是号牌", *BUS[1:]]])
    api.client.headers["accept-language"] = "en"
    [error] = (await send(api, "vehicles", body, dry=True)).json()["errors"]
    assert (error["title"], error["message"]) == ("plate", "is no number plate, like 苏G·12345")
    api.client.headers["accept-language"] = "zh-CN"
    [error] = (await send(api, "vehicles", body, dry=True)).json()["errors"]
    assert (error["title"], error["message"]) == ("号牌", "不是号牌，例如 苏G·12345")


async def test_two_drivers_of_one_name_are_told_apart_by_their_phones(api: Api) -> None:
    """One of them again is a duplicate; without a phone nobody could say who is meant."""
    other = ["王建国", "公司 own", "13900005678", "B1", "2024-08-20"]
    nameless = ["王建国", "公司 own", "", "B1", "2024-08-20"]
    assert await wrong_cells(api, "drivers", DRIVERS, [DRIVER, DRIVER]) == {("A2", "name"), ("A3", "name")}
    assert ("C3", "phone") in await wrong_cells(api, "drivers", DRIVERS, [DRIVER, nameless])
    await taken(api, "drivers", DRIVERS, [DRIVER, other])
    assert await wrong_cells(api, "drivers", DRIVERS, [DRIVER]) == {("A2", "name")}
    await taken(api, "vehicles", VEHICLES, [BUS])
    await taken(api, "lines", LINES, LINE)
    assert await wrong_cells(api, "permits", PERMITS, [PERMIT]) == {("G2", "drivers")}
    await taken(api, "permits", PERMITS, [[*PERMIT[:6], "王建国（13900005678）", *PERMIT[7:]]])


async def test_a_driver_who_is_named_twice_in_a_permits_list_is_said_at_its_cell(api: Api) -> None:
    """Once by name and once with the telephone: one person."""
    for kind, heading, rows in (("drivers", DRIVERS, [DRIVER]), ("vehicles", VEHICLES, [BUS]), ("lines", LINES, LINE)):
        await taken(api, kind, heading, rows)
    row = [*PERMIT[:6], "王建国、王建国（13800001234）", *PERMIT[7:]]
    assert await wrong_cells(api, "permits", PERMITS, [row]) == {("G2", "drivers")}


async def test_a_driver_without_an_endorsement_is_a_driver_all_the_same(api: Api) -> None:
    await taken(api, "drivers", DRIVERS, [["张三", "公司 own", "", "", ""]])
    wrong = await wrong_cells(
        api, "drivers", DRIVERS, [["李四", "公司 own", "", "A1", ""], ["李五", "公司 own", "", "Z9", "2024-01-01"]]
    )
    assert wrong == {("E2", "endorsed_on"), ("D3", "classes")}


async def test_attendants_bring_their_training(api: Api) -> None:
    rows = [["赵敏", "公司 own", "2026-08-25", "2027-08-24", "24"], ["钱红", "学校 own", "", "", ""]]
    await taken(api, "attendants", ATTENDANTS, rows)
    found = await api.served.fetch("SELECT p.name, t.hours FROM person p LEFT JOIN training t ON t.person_id = p.id"
        " WHERE p.kind = 'attendant' ORDER BY p.id")  # fmt: skip
    assert found == [("赵敏", 24.0), ("钱红", None)]
    assert await wrong_cells(api, "attendants", ATTENDANTS, [["孙丽", "公司 own", "2026-08-25", "2026-08-24", ""]]) == {
        ("D2", "trained_until"), ("E2", "hours"),
    }  # fmt: skip
    to_come = ["孙丽", "公司 own", "2098-08-25", "2099-08-24", "24"]
    assert await wrong_cells(api, "attendants", ATTENDANTS, [to_come]) == {("C2", "passed_on")}


@pytest.mark.parametrize("said", ["GCJ-02", ""])
async def test_coordinates_of_a_chinese_map_become_wgs84(api: Api, said: str) -> None:
    """By the line's own column, or by the choice at the import; 400 to 600 m lie between the datums here."""
    rows = [[*row, said] for row in LINE]
    await taken(api, "lines", (*LINES, "坐标系"), rows, datum="wgs84" if said else "gcj02")
    [(lon, lat)] = await api.served.fetch("SELECT ST_X(point), ST_Y(point) FROM line_stop WHERE name = '起点'")
    assert 0.004 < 119.40 - float(str(lon)) < 0.007
    assert 0.0005 < abs(34.70 - float(str(lat))) < 0.004


async def test_a_line_that_no_bus_can_drive_is_named_cell_by_cell(api: Api) -> None:
    rows = [
        ["N1", "新线", "上学", "学校 own", "七点", "起点", "0", "119.40", "34.70"],
        ["N1", "别名", "", "", "", "中间", "0", "34.70", "119.40"],
        ["N2", "短线", "上学", "没有的学校", "07:10", "起点", "0", "119.40", "34.70"],
        ["L-own", "旧线", "上学", "学校 own", "07:10", "起点", "0", "119.40", "34.70"],
        ["L-own", "", "", "", "", "校门", "9", "129.40", "34.71"],
    ]
    assert await wrong_cells(api, "lines", LINES, rows) == {
        ("E2", "departs"), ("B3", "name"), ("G3", "minutes"), ("I3", "lat"),
        ("D4", "school"), ("F4", "stop"), ("H4", "lon"), ("A5", "code"), ("H6", "lon"),
    }  # fmt: skip


async def test_a_permit_that_contradicts_the_registers_is_named_cell_by_cell(api: Api) -> None:
    await whole(api)
    rows = [
        PERMIT,
        [
            "新号",
            "苏G99999",
            "没有的公司",
            "2026-08-20",
            "2026-08-01",
            "2026-07-01",
            "无名氏",
            "没有的线",
            "苏G校1",
            "",
            "",
        ],
        ["老号", "苏G00001", "公司 own", "2099-08-20", "2026-09-01", "2026-09-02", "驾驶人 own", "L-own", "", "", ""],
    ]
    wrong = await wrong_cells(api, "permits", PERMITS, rows)
    assert {cell for cell, _ in wrong} == {
        "A2", "I2", "I3", "B3", "C3", "E3", "F3", "G3", "H3", "J3", "K3", "B4", "D4", "E4", "F4",
    }  # fmt: skip


async def test_a_sign_is_no_longer_valid_than_the_inspection(api: Api) -> None:
    """VEH 61: to the earlier end of inspection and permit."""
    await taken(api, "vehicles", VEHICLES, [[*BUS[:4], "2098-02-28"]])
    await taken(api, "drivers", DRIVERS, [DRIVER])
    await taken(api, "lines", LINES, LINE)
    assert await wrong_cells(api, "permits", PERMITS, [PERMIT]) == {("K2", "sign_valid_to")}


@pytest.mark.parametrize("kind", KINDS)
async def test_each_template_explains_its_columns_and_comes_back_as_a_table(api: Api, kind: str) -> None:
    for locale in ("zh-CN", "en"):
        headers = {"accept-language": locale}
        got = await api.client.get("/api/v1/imports/template.xlsx", params={"kind": kind}, headers=headers)
        assert got.status_code == 200
        book = load_workbook(io.BytesIO(got.content))
        told = await api.client.get("/api/v1/imports/kinds", headers=headers)
        columns = next(one for one in told.json()["items"] if one["name"] == kind)["columns"]
        assert [cell.value for cell in book.worksheets[0][1]] == [one["title"] for one in columns]
        assert [row[2].value for row in book.worksheets[1].iter_rows(min_row=2)] == [one["says"] for one in columns]
        assert refused_fields(await send(api, kind, got.content, XLSX, dry=True)) == {"file"}
        text = await api.client.get("/api/v1/imports/template.csv", params={"kind": kind}, headers=headers)
        assert refused_fields(await send(api, kind, text.content, dry=True)) == {"file"}


async def test_a_table_without_a_needed_column_is_refused_in_words(api: Api) -> None:
    refused = await send(api, "vehicles", as_csv(VEHICLES[1:], [BUS[1:]]), dry=True)
    assert refused_fields(refused) == {"file"}
    assert "号牌" in refused.json()["errors"][0]["message"]


async def test_only_admin_and_clerk_import(api: Api) -> None:
    async with api.as_role("officer") as officer:
        answer = await officer.post(
            "/api/v1/imports?kind=vehicles&name=x", content=b"x", headers={"content-type": "text/csv"}
        )
        assert (answer.status_code, code_of(answer)) == (403, "not_allowed")


async def test_ten_thousand_vehicles_are_one_import(api: Api) -> None:
    rows = [[f"苏G{number:05d}", *BUS[1:]] for number in range(20_000, 30_000)]
    before = await count(api, "vehicle")
    answer = await send(api, "vehicles", as_xlsx(VEHICLES, rows), XLSX)
    assert answer.status_code == 200, answer.text
    assert await count(api, "vehicle") == before + 10_000
