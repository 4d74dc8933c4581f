"""Tables as an office sends them, and what the API says to them."""

import csv
import io
from collections.abc import Sequence
from typing import Any

import httpx
from openpyxl import Workbook

from core.tables.reading import CSV, XLSX
from tests.api import PREFIX, Api

VEHICLES = ("号牌", "车辆类型", "核载人数", "运营单位", "检验有效期止")
DRIVERS = ("姓名", "单位", "电话", "准驾车型", "资格签注日期")
ATTENDANTS = ("姓名", "单位", "培训合格日期", "培训有效期止", "学时")
PERMITS = (
    "许可编号", "号牌", "被许可人", "决定日期", "有效期起", "有效期止", "驾驶人", "线路编号", "标牌编号", "标牌核发日期",
    "标牌有效期止",
)  # fmt: skip
LINES = ("线路编号", "线路名称", "方向", "学校", "开行时间", "站点", "发车后分钟", "经度", "纬度")
LINE = [
    ["N1", "新线", "上学", "学校 own", "07:10、7:50", "起点", "0", "119.40", "34.70"],
    ["N1", "", "", "", "", "", "", "119.41", "34.70"],
    ["N1", "", "", "", "", "校门", "9", "119.42", "34.71"],
]
BUS = ["苏G·A0001", "小学生专用校车", "36", "公司 own", "2099-02-28"]
DRIVER = ["王建国", "公司 own", "13800001234", "A1", "2024/8/20"]
PERMIT = [
    "连云校许〔2026〕0001号", "苏GA0001", "公司 own", "2026-08-20", "2026-09-01", "2099-08-31", "王建国", "N1", "苏G校1",
    "2026-08-25", "2099-02-28",
]  # fmt: skip


def as_csv(heading: Sequence[str], rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    """A CSV as a spreadsheet saves it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heading, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in (heading, *rows):
        sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


async def send(
    api: Api, kind: str, body: bytes, media_type: str = CSV, *, dry: bool = False, **query: str
) -> httpx.Response:
    """Send a table as the clerk."""
    return await api.client.post(
        f"{PREFIX}/imports",
        params={"kind": kind, "name": "名单.csv", "dry": str(dry).lower(), **query},
        content=body,
        headers={"content-type": media_type},
    )


async def taken(api: Api, kind: str, heading: Sequence[str], rows: Sequence[Sequence[Any]], **query: str) -> str:
    """The id of an import that must be taken over; as XLSX."""
    answer = await send(api, kind, as_xlsx(heading, rows), XLSX, dry=False, **query)
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["wrong"] == 0
    return str(told["id"])


async def wrong_cells(
    api: Api, kind: str, heading: Sequence[str], rows: Sequence[Sequence[str]]
) -> set[tuple[str, str]]:
    """(cell, column) of all that is wrong with a table, looked at only."""
    answer = await send(api, kind, as_csv(heading, rows), dry=True)
    assert answer.status_code == 200, answer.text
    return {(one["cell"], one["column"]) for one in answer.json()["errors"]}


async def whole(api: Api) -> dict[str, str]:
    """A bus, its driver, its line and its permit with a sign, imported one after the other: the imports' ids by kind."""
    return {
        "vehicles": await taken(api, "vehicles", VEHICLES, [BUS]),
        "drivers": await taken(api, "drivers", DRIVERS, [DRIVER]),
        "lines": await taken(api, "lines", LINES, LINE),
        "permits": await taken(api, "permits", PERMITS, [PERMIT]),
    }
