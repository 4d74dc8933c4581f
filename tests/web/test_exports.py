"""Lists as workbooks: what the role may see and no more, real dates and numbers, no formula made of a name."""

import io
from datetime import datetime
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from tests.api import PREFIX, Api, api, phone_kept
from web.exports.lists import LISTS

__all__ = ["api"]


async def rows_of(client: httpx.AsyncClient, path: str, **query: str) -> list[tuple[Any, ...]]:
    """The rows of an export, its head first."""
    answer = await client.get(f"{PREFIX}{path}/export.xlsx", params=query)
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    return list(load_workbook(io.BytesIO(answer.content)).worksheets[0].values)


@pytest.mark.parametrize("path", [one.path for one in LISTS])
async def test_every_list_has_a_workbook_in_both_languages(api: Api, path: str) -> None:
    heads = []
    for locale in ("zh-CN", "en"):
        api.client.headers["accept-language"] = locale
        heads.append((await rows_of(api.client, path))[0])
    assert len(heads[0]) == len(heads[1])
    assert heads[0] != heads[1]


async def test_a_workbook_holds_what_the_list_shows_the_role_and_nothing_else(api: Api) -> None:
    async with api.as_role("operator") as operator:
        assert [row[0] for row in (await rows_of(operator, "/vehicles"))[1:]] == ["苏G00001"]
    assert [row[0] for row in (await rows_of(api.client, "/vehicles"))[1:]] == ["苏G00001", "苏G00002"]
    async with api.as_role("parent") as parent:
        assert len(await rows_of(parent, "/vehicles")) == 1


async def test_the_filters_of_the_list_are_those_of_its_workbook(api: Api) -> None:
    found = await rows_of(api.client, "/vehicles", plate="苏G·00002")
    assert [row[0] for row in found[1:]] == ["苏G00002"]
    refused = await api.get("/vehicles/export.xlsx", school_id="nonsense")
    assert refused.status_code == 422


async def test_moments_are_dates_by_the_local_clock_and_numbers_are_numbers(api: Api) -> None:
    [_, first, *_] = await rows_of(api.client, "/findings")
    assert first[4] == datetime(2026, 11, 24, 7, 5)  # noqa: DTZ001 - a spreadsheet's date has no zone
    assert (first[6], first[7]) == (31.5, 20)


@pytest.mark.parametrize("name", ["=1+1", "+8613800000000", "-2", "@SUM(A1)", '=HYPERLINK("http://evil.example")'])
async def test_no_name_becomes_a_formula(api: Api, name: str) -> None:
    await api.served.execute("UPDATE organisation SET name = :name WHERE id = :id", name=name, id=api.world.operator_id)
    answer = await api.get("/organisations/export.xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None]
    assert name in {cell.value for cell in cells}
    assert {cell.data_type for cell in cells} <= {"s", "n"}


async def test_more_than_a_page_is_exported_whole_and_who_did_it_is_recorded(api: Api) -> None:
    await api.served.execute(
        "INSERT INTO vehicle (plate, type) SELECT '苏H' || n, 'other_bus' FROM generate_series(10000, 10449) AS n"
    )
    assert len(await rows_of(api.client, "/vehicles")) == 1 + 452
    told = await api.served.fetch("SELECT object_id, detail ->> 'rows' FROM audit_entry WHERE action = 'list.export'")
    assert told == [("vehicles", "452")]


async def test_a_list_longer_than_a_workbook_is_refused_and_not_cut(api: Api) -> None:
    """Who exports believes to have the whole list."""
    await api.served.execute(
        "INSERT INTO vehicle (plate, type) SELECT '苏H' || n, 'other_bus' FROM generate_series(10001, 30001) AS n"
    )
    answer = await api.client.get(f"{PREFIX}/vehicles/export.xlsx")
    assert (answer.status_code, answer.json()["code"]) == (422, "list_too_long")


async def test_permits_granted_are_exported_by_state_with_their_signs(api: Api) -> None:
    await api.served.execute("UPDATE permit SET state = 'suspended' WHERE vehicle_id = 2")
    found = await rows_of(api.client, "/permits/granted", state="suspended")
    assert [(row[1], row[2]) for row in found[1:]] == [("停运维修", "苏G00002")]


async def test_a_register_of_people_is_exported_with_masked_telephones(api: Api) -> None:
    await api.served.execute(
        "UPDATE person SET phone = :phone WHERE name = '驾驶人 own'", phone=phone_kept("13800001234")
    )
    for path in ("/registers/people", "/people"):
        text = str(await rows_of(api.client, path))
        assert "驾驶人 own" in text
        assert "1234" in text
        assert "13800001234" not in text
    assert len(await rows_of(api.client, "/registers/people", kind="safety")) == 1
    api.client.headers["accept-language"] = "en"
    assert "Both(" not in str(await rows_of(api.client, "/registers/people"))


async def test_accounts_and_the_trail_are_exported_for_who_reads_them(api: Api) -> None:
    async with api.as_role("admin") as admin:
        accounts = await rows_of(admin, "/administration/accounts", role="admin")
        assert [(row[0], row[2]) for row in accounts[1:]] == [("admin", "系统管理员")]
        [_head, told] = await rows_of(admin, "/administration/audit", action="list.")
        assert (told[2], told[4], told[6]) == ("admin", "list.export", "administration/accounts")
        assert '"rows": 1' in told[7]
    assert len(await rows_of(api.client, "/administration/accounts")) == 1


async def test_the_coverage_of_trainings_is_one_page_and_exported_whole(api: Api) -> None:
    rows = await rows_of(api.client, "/training/coverage")
    assert ("公司 own", "校车服务提供者", "驾驶人", 1, 0) in rows


async def test_what_the_page_itself_has_filtered_is_all_that_its_workbook_holds(api: Api) -> None:
    found = await rows_of(api.client, "/vehicles", only=f"{api.world.ids['vehicle']['other']},999999")
    assert [row[0] for row in found[1:]] == ["苏G00002"]
    async with api.as_role("operator") as operator:
        assert len(await rows_of(operator, "/vehicles", only=api.world.ids["vehicle"]["other"])) == 1
    assert (await api.get("/vehicles/export.xlsx", only="1," * 4000)).status_code == 422
