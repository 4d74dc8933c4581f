"""The ledger as a table that an office keeps: CSV that a spreadsheet reads as UTF-8, or XLSX; in the reader's language."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer, visible
from core.errors import Text
from core.paper.book import put_text, saved
from geofences.hazards.models import Hazard
from geofences.hazards.read import Filters, conditions, hazards, shown
from geofences.hazards.steps import STATE_WORDS

BOM = "\ufeff"
MOST_ROWS = 20_000
SHEET = Text("隐患台账", "Hazard ledger")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula is written as text
COLUMNS = (
    Text("编号", "No."), Text("类别", "Of"), Text("对象", "Subject"), Text("地点", "Where"), Text("隐患", "Hazard"),
    Text("说明", "Description"), Text("来源", "Source"), Text("发现时间", "Found"), Text("等级", "Grade"),
    Text("状态", "State"), Text("升级", "Raised"), Text("责任单位", "Owner"), Text("责任人", "Responsible"),
    Text("整改措施", "Measure"), Text("资金", "Funds"), Text("期限", "Due"), Text("预案", "Plan meanwhile"),
    Text("逾期", "Overdue"), Text("报送时间", "Answered"), Text("验收时间", "Verified"), Text("销号时间", "Closed"),
    Text("退回次数", "Sent back"),
)  # fmt: skip
KINDS = {
    "road": Text("道路", "road"), "bus": Text("车辆", "bus"), "person": Text("人员", "person"),
    "school": Text("学校", "school"), "operator": Text("运营单位", "operator"),
}  # fmt: skip
GRADES = {"general": Text("一般", "general"), "major": Text("重大", "major")}
LEVELS = (Text("", ""), Text("已上报教育局", "escalated"), Text("挂牌督办", "supervised"))
YES = Text("是", "yes")


async def rows_of(
    session: AsyncSession, *, viewer: Viewer, filters: Filters, today: date, zone: ZoneInfo, locale: str
) -> list[list[str]]:
    """The heading and the hazards that the viewer may see, the newest first; no more than MOST_ROWS."""
    statement = (
        hazards()
        .where(visible(viewer, "hazard"), *conditions(filters, today))
        .order_by(Hazard.found_at.desc(), Hazard.id.desc())
        .limit(MOST_ROWS)
    )
    found = (await session.execute(statement)).all()
    return [[title.of(locale) for title in COLUMNS], *(_line(row, today, zone, locale) for row in found)]


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """With a mark at its beginning by which a spreadsheet sees UTF-8."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[_no_formula(cell) for cell in row] for row in rows])
    return (BOM + out.getvalue()).encode()


def as_xlsx(rows: Sequence[Sequence[str]], locale: str) -> bytes:
    """One sheet; every cell is text."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET.of(locale)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            put_text(cell, value)
            cell.font = Font(bold=number == 1)
    for column in range(1, len(COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 18
    sheet.freeze_panes = "A2"
    return saved(book)


def _line(row: Row[*tuple[Any, ...]], today: date, zone: ZoneInfo, locale: str) -> list[str]:
    one, told = row[0], shown(row, today)
    assert isinstance(one, Hazard)

    def moment(value: datetime | None) -> str:
        return "" if value is None else f"{value.astimezone(zone):%Y-%m-%d %H:%M}"

    return [
        str(one.id), KINDS[one.subject_kind].of(locale), told.subject.name, one.location or "", one.title, one.description,
        one.source, moment(one.found_at), "" if one.grade is None else GRADES[one.grade].of(locale),
        STATE_WORDS[one.state].of(locale), LEVELS[one.level].of(locale), "" if told.owner is None else told.owner.name,
        one.responsible or "", one.measure or "", one.funds or "", "" if one.due_on is None else one.due_on.isoformat(),
        one.plan or "", YES.of(locale) if told.overdue else "", moment(one.submitted_at), moment(one.verified_at),
        moment(one.ended_at), str(one.round - 1),
    ]  # fmt: skip


def _no_formula(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
