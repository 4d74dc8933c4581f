"""A table of devices, CSV or XLSX: an error for each row and cell, all let in or none, secrets told once."""

import csv
import io
import zipfile
from datetime import datetime
from typing import Any

import httpx
import pytest
from openpyxl import Workbook, load_workbook

from fleet.secrets import opens
from tests.api import Api, code_of, refused_fields

CSV, XLSX = "text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADING = ["终端编号", "协议", "号牌", "启用时间", "名称"]
GOOD = [
    ["13900000001", "jt808", "苏G·00001", "2026-09-01", "前置"],
    ["tracker-2", "", "苏g00002", "2026-09-01 07:30", ""],
    ["tracker-3", "nmea_tcp", "", "", "备用"],
]


def as_csv(rows: list[list[str]], heading: list[str] | None = None, separator: str = ",") -> str:
    """A table as a spreadsheet saves it."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([heading or HEADING, *rows])
    return out.getvalue()


def as_xlsx(rows: list[list[Any]], heading: list[str] | None = None) -> bytes:
    """The same as XLSX."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in [heading or HEADING, *rows]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def send(
    api: Api, body: bytes | str, media_type: str = CSV, *, dry: bool = False, locale: str = "zh-CN"
) -> httpx.Response:
    """Send a table in."""
    headers = {"content-type": media_type, "accept-language": locale}
    content = body.encode() if isinstance(body, str) else body
    path = f"/api/v1/devices/import?dry={str(dry).lower()}"
    return await api.client.post(path, content=content, headers=headers)


async def ids(api: Api) -> set[str]:
    """The devices there are, without the district's own."""
    return {str(id_) for (id_,) in await api.served.fetch("SELECT id FROM device")} - {"device-own", "device-other"}


async def test_a_good_table_lets_all_its_devices_in_bound_and_with_their_secrets(api: Api) -> None:
    """Plates however written, times by the office's clock; the secret opens the door and stands nowhere else."""
    answer = await send(api, as_csv(GOOD))
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["dry"], told["added"]) == (False, 3)
    assert await ids(api) == {row[0] for row in GOOD}
    kept = {str(id_): str(hash_) for id_, hash_ in await api.served.fetch("SELECT id, secret_hash FROM device")}
    for row in told["rows"]:
        assert opens(row["secret"], kept[row["id"]])
    first = await api.answer("/devices/13900000001")
    assert (first["protocol"], first["name"]) == ("jt808", "前置")
    assert [(one["plate"], one["since"]) for one in first["bindings"]] == [("苏G00001", "2026-08-31T16:00:00Z")]
    second = await api.answer("/devices/tracker-2")
    assert (second["protocol"], second["name"]) == ("nmea_mqtt", None)
    assert [(one["plate"], one["since"]) for one in second["bindings"]] == [("苏G00002", "2026-08-31T23:30:00Z")]
    assert (await api.answer("/devices/tracker-3"))["state"] == "unbound"
    trail = await api.served.fetch("SELECT action, object_id, detail::text FROM audit_entry ORDER BY id")
    assert sorted((action, device) for action, device, _ in trail) == sorted(
        [("device.add", row[0]) for row in GOOD] + [("device.bind", row[0]) for row in GOOD[:2]]
    )
    assert not any(row["secret"] in str(detail) for row in told["rows"] for *_, detail in trail)


async def test_what_another_platform_reports_stands_behind_the_devices_of_a_bus(api: Api) -> None:
    """Whether it is bound by hand or by a table."""
    await send(api, as_csv([["platform-1", "jt809", "苏G00001", "", ""], ["tracker-2", "jt808", "", "", ""]]))
    assert await ids(api) == set(), "the second row is wrong"
    await send(api, as_csv([["platform-1", "jt809", "苏G00001", "", ""], ["tracker-2", "", "苏G00001", "", ""]]))
    ranks = await api.served.fetch(
        "SELECT d.id, b.rank > 0 FROM binding b JOIN device d ON d.no = b.device_no ORDER BY 1"
    )
    assert ("platform-1", True) in ranks
    assert ("tracker-2", False) in ranks


async def test_a_look_changes_nothing(api: Api) -> None:
    told = (await send(api, as_csv(GOOD), dry=True)).json()
    assert (told["dry"], told["added"]) == (True, 0)
    assert [(row["row"], row["id"], row["secret"], row["errors"]) for row in told["rows"]] == [
        (number, row[0], None, []) for number, row in enumerate(GOOD, 2)
    ]
    assert await ids(api) == set()
    assert await api.served.fetch("SELECT action FROM audit_entry") == []


BAD: list[tuple[list[str], list[str]]] = [
    (["", "", "", "", ""], []),
    (["", "jt808", "", "", ""], ["id"]),
    (["abc", "", "", "", ""], ["id"]),
    (["终端一号", "", "", "", ""], ["id"]),
    (["device-own", "", "", "", ""], ["id"]),
    (["twice-1", "", "", "", ""], ["id"]),
    (["twice-1", "", "", "", ""], ["id"]),
    (["tracker-4", "smoke", "", "", ""], ["protocol"]),
    (["tracker-14", "808", "", "", ""], ["id"]),
    (["013900001234", "jt808", "", "", ""], ["id"]),
    (["tracker-5", "", "苏G99999", "", ""], ["plate"]),
    (["tracker-6", "", "苏G00001", "昨天", ""], ["since"]),
    (["tracker-7", "", "苏G00001", "2026-02-30", ""], ["since"]),
    (["tracker-8", "", "苏G00001", "0001-01-01", ""], ["since"]),
    (["tracker-9", "", "", "2026-09-01", ""], ["since"]),
    (["tracker-10", "", "", "", "x" * 101], ["name"]),
    (["!", "smoke", "苏G99999", "昨天", "x" * 101], ["id", "name", "plate", "protocol", "since"]),
    (["tracker-11", "", "苏G00001", "2026-09-01", "好"], []),
]


async def test_every_cell_that_cannot_be_is_named_with_its_row_and_nothing_is_half_done(api: Api) -> None:
    """All that is wrong with a table at once; the row as the spreadsheet counts it."""
    table = as_csv([row for row, _ in BAD])
    told = (await send(api, table, dry=True)).json()
    wrong = {row["row"]: sorted(error["column"] for error in row["errors"]) for row in told["rows"]}
    assert wrong == {number: fields for number, (row, fields) in enumerate(BAD, 2) if any(row)}
    refused = await send(api, table)
    assert refused_fields(refused) == {f"rows.{row}.{name}" for row, names in wrong.items() for name in names}
    assert await ids(api) == set()
    assert await api.served.fetch("SELECT action FROM audit_entry") == []


async def test_what_is_wrong_is_said_in_the_readers_language(api: Api) -> None:
    table = as_csv([["abc", "", "", "", ""]])
    [row] = (await send(api, table, dry=True)).json()["rows"]
    assert row["errors"] == [{"column": "id", "message": "应为 4 至 32 个字母、数字、- 或 _"}]
    [row] = (await send(api, table, dry=True, locale="en")).json()["rows"]
    assert row["errors"] == [{"column": "id", "message": "has 4 to 32 letters, figures, - or _"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
async def test_a_csv_is_read_as_office_programs_save_it(api: Api, encoding: str, separator: str) -> None:
    """UTF-8 with or without BOM, GBK; commas, semicolons, tabs; CRLF or LF."""
    for end in ("\r\n", "\n"):
        body = as_csv(GOOD, separator=separator).replace("\r\n", end).encode(encoding)
        told = (await send(api, body, f"{CSV}; charset=whatever", dry=True)).json()
        assert [row["name"] for row in told["rows"]] == ["前置", None, "备用"], end
        assert not any(row["errors"] for row in told["rows"])


async def test_an_xlsx_is_read_with_its_numbers_and_dates(api: Api) -> None:
    """A number stays the id that is seen, a date is a day by the office's clock; English headings do as well."""
    heading = ["Since", "ID", "Plate", "其他"]
    rows: list[list[Any]] = [
        [datetime.fromisoformat("2026-09-01T07:30"), 13900000001, "苏G00001", "x"],
        [None, None, None, None],
        [None, "t-22", None, 5],
    ]
    told = (await send(api, as_xlsx(rows, heading), XLSX)).json()
    assert [(row["row"], row["id"], row["since"]) for row in told["rows"]] == [
        (2, "13900000001", "2026-08-31T23:30:00Z"),
        (4, "t-22", None),
    ]
    assert await ids(api) == {"13900000001", "t-22"}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
async def test_the_template_comes_back_as_a_table(api: Api, form: str) -> None:
    """In either language; alone it has no rows, which is said."""
    for locale in ("zh-CN", "en"):
        template = await api.client.get(f"/api/v1/devices/import-template.{form}", headers={"accept-language": locale})
        assert template.status_code == 200
        assert f'filename="devices.{form}"' in template.headers["content-disposition"]
        media_type = template.headers["content-type"].partition(";")[0]
        assert refused_fields(await send(api, template.content, media_type)) == {"file"}
        if form == "csv":
            filled: bytes = template.content + b"tracker-9,,,,\r\n"
        else:
            book = load_workbook(io.BytesIO(template.content))
            book.worksheets[0]["A2"] = "tracker-9"
            out = io.BytesIO()
            book.save(out)
            filled = out.getvalue()
        told = (await send(api, filled, media_type, dry=True)).json()
        assert [(row["id"], row["errors"]) for row in told["rows"]] == [("tracker-9", [])]


async def test_a_table_has_so_many_rows_and_not_one_more(api: Api) -> None:
    rows = [[f"tracker-{number}", "", "", "", ""] for number in range(2001)]
    assert (await send(api, as_csv(rows[:2000]), dry=True)).status_code == 200
    for body, media_type in ((as_csv(rows), CSV), (as_xlsx(rows), XLSX)):
        assert refused_fields(await send(api, body, media_type, dry=True)) == {"file"}


def zipped(**parts: bytes) -> bytes:
    """A ZIP with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


def broken_sheet() -> bytes:
    """A workbook whose sheet is no XML any more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(GOOD))) as whole, zipfile.ZipFile(out, "w") as packed:
        for part in whole.infolist():
            data = whole.read(part)
            packed.writestr(part.filename, data[: len(data) // 2] if "sheet1" in part.filename else data)
    return out.getvalue()


NO_TABLES: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", CSV),
    "blanks": (b" \r\n\r\n", CSV),
    "no heading": (b"tracker-1,jt808\r\n", CSV),
    "a heading without id": ("协议,号牌\r\njt808,苏G00001\r\n".encode(), CSV),
    "a heading that says a thing twice": (b"id,device\r\ntracker-1,tracker-2\r\n", CSV),
    "NUL": (b"id\r\ntracker\x00-1\r\n", CSV),
    "no text at all": (bytes(range(128, 256)) * 9, CSV),
    "a quote without end": (b'id,name\r\ntracker-1,"a\r\n', CSV),
    "an XLSX that says it is CSV": (as_xlsx(GOOD), CSV),
    "a CSV that says it is XLSX": (as_csv(GOOD).encode(), XLSX),
    "a ZIP of something else": (zipped(readme=b"hello"), XLSX),
    "an XLSX cut in half": (as_xlsx(GOOD)[:2000], XLSX),
    "an XLSX with a broken sheet": (broken_sheet(), XLSX),
    "a ZIP bomb": (zipped(**{"xl/workbook.xml": b"0" * 20_000_000}), XLSX),
    "a ZIP of a thousand parts": (zipped(**{f"part{number}": b"x" for number in range(1000)}), XLSX),
    "entities": (zipped(**{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), XLSX),
}


@pytest.mark.parametrize("what", NO_TABLES)
async def test_what_is_no_table_is_refused_in_words(api: Api, what: str) -> None:
    body, media_type = NO_TABLES[what]
    assert refused_fields(await send(api, body, media_type)) == {"file"}
    assert await ids(api) == set()


async def test_only_tables_are_taken_and_only_by_this_route(api: Api) -> None:
    """A form of another site cannot send these types, and another page's request is refused whatever it sends."""
    for media_type in ("application/json", ""):
        answer = await send(api, as_csv(GOOD), media_type)
        assert (answer.status_code, code_of(answer)) in {(415, "not_a_table"), (415, "not_json")}, media_type
    for media_type in ("text/plain", "multipart/form-data", "application/x-www-form-urlencoded"):
        answer = await send(api, as_csv(GOOD), media_type)
        assert (answer.status_code, code_of(answer)) == (415, "not_json"), media_type
    elsewhere = {"content-type": CSV, "origin": "https://evil.example"}
    answer = await api.client.post("/api/v1/devices/import?dry=false", content=as_csv(GOOD), headers=elsewhere)
    assert (answer.status_code, code_of(answer)) == (403, "cross_site")
    answer = await api.client.post("/api/v1/devices", content="{}", headers={"content-type": CSV})
    assert (answer.status_code, code_of(answer)) == (415, "not_json")
    large = await send(api, "x" * 1_100_000)
    assert (large.status_code, code_of(large)) == (413, "too_large")
    assert await ids(api) == set()


async def test_an_officer_imports_nothing(api: Api) -> None:
    async with api.as_role("officer") as client:
        answer = await client.post("/api/v1/devices/import", content=as_csv(GOOD), headers={"content-type": CSV})
        assert (answer.status_code, code_of(answer)) == (403, "not_allowed")
