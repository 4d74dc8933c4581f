"""A month's figures as a workbook (XLSX): definitions, platform, operators, vehicles, every day of every vehicle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import Viewer
from core.errors import Text
from core.paper.book import put_text, saved
from core.settings import Settings
from fleet.models import Vehicle
from fleet.quality.definitions import DEFINITIONS
from fleet.quality.models import QualityDay
from fleet.quality.reasons import WORDS
from gps_ingest.quality import service
from gps_ingest.quality.schemas import By, QualityOut
from gps_ingest.quality.sums import Period, Scope

Value = str | float | datetime | None
PERCENT, KILOMETRES, WHOLE, DAY, MOMENT = "0.00%", "#,##0.00", "#,##0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"
M_PER_KM = 1000.0
UNITS = {
    "s": Text("分钟", "min"),
    "vehicle": Text("辆", "vehicles"),
    "m": Text("公里", "km"),
    "record": Text("条", "records"),
    "vehicle_day": Text("车辆·日", "vehicle-days"),
}
PER_UNIT = {"s": 60.0, "m": M_PER_KM}  # seconds are shown as minutes, as in the notices; metres as kilometres
SHEETS: dict[By, Text] = {
    "platform": Text("平台", "Platform"),
    "operator": Text("服务提供者", "Operators"),
    "vehicle": Text("车辆", "Vehicles"),
}
WIDTH, WIDE = 15, 60


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its title, and how its numbers are written."""

    title: Text
    format: str | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a workbook is made of."""

    locale: str
    zone: ZoneInfo
    period: Period
    by: dict[By, list[QualityOut]]
    days: Sequence[tuple[str, QualityDay]]


NAME, OPERATOR = Head(Text("名称", "Name")), Head(Text("服务提供者", "Operator"))
COUNTS = (
    Head(Text("收到", "Received"), WHOLE),
    Head(Text("合格", "Qualified"), WHOLE),
    Head(Text("不能采用", "Unusable"), WHOLE),
    Head(Text("重复", "Repeated"), WHOLE),
    Head(Text("漂移点", "Drift points"), WHOLE),
    Head(Text("上线天数", "Days online"), WHOLE),
)
DAYS = (
    Head(Text("号牌", "Plate")),
    Head(Text("日期", "Day"), DAY),
    *COUNTS[:-1],
    Head(Text("完整里程（公里）", "Whole track (km)"), KILOMETRES),
    Head(Text("总里程（公里）", "All track (km)"), KILOMETRES),
    Head(Text("首个定位", "First fix"), MOMENT),
    Head(Text("末个定位", "Last fix"), MOMENT),
    Head(Text("各项原因", "Reasons")),
)


async def gather(session: AsyncSession, *, viewer: Viewer, period: Period, settings: Settings, locale: str) -> Gathered:
    """Everything that the viewer may see of a period."""
    scope = Scope(viewer)
    by = {one: await service.every(session, scope=scope, period=period, by=one, settings=settings) for one in SHEETS}
    days = await session.execute(
        select(Vehicle.plate, QualityDay)
        .join(Vehicle, Vehicle.id == QualityDay.vehicle_id)
        .where(period.holds(), scope.holds())
        .order_by(Vehicle.plate, QualityDay.day)
    )
    return Gathered(locale, settings.zone, period, by, [(plate, day) for plate, day in days])


def workbook(gathered: Gathered) -> bytes:
    """The workbook's bytes. Every text is written as text: no name becomes a formula."""
    book = Workbook(write_only=True)
    locale = gathered.locale
    for one, title in SHEETS.items():
        _sheet(book, title.of(locale), _heads(one), (_row(row, one) for row in gathered.by[one]), locale)
    days = (_day(plate, day, gathered) for plate, day in gathered.days)
    _sheet(book, Text("逐日", "Days").of(locale), DAYS, days, locale)
    _definitions(book, gathered)
    return saved(book)


def _heads(by: By) -> list[Head]:
    heads = [NAME, OPERATOR] if by == "vehicle" else [NAME]
    for one in DEFINITIONS:
        if one.of is None and by != "platform":
            continue
        unit, digits = UNITS[one.unit], KILOMETRES if one.unit in PER_UNIT else WHOLE
        heads.append(Head(one.name, PERCENT))
        heads.append(Head(Text(f"分子（{unit.zh}）", f"numerator ({unit.en})"), digits))
        heads.append(Head(Text(f"分母（{unit.zh}）", f"denominator ({unit.en})"), digits))
    if by == "platform":
        heads.append(Head(Text("中断次数", "Breaks"), WHOLE))
    return [*heads, *COUNTS]


def _row(row: QualityOut, by: By) -> list[Value]:
    values: list[Value] = [row.name] if by != "vehicle" else [row.name, row.operator_name]
    for one in DEFINITIONS:
        share = row.metrics.get(one.id)
        if share is not None:
            per = PER_UNIT.get(one.unit, 1.0)
            values += [share.rate, share.numerator / per, share.denominator / per]
    if by == "platform":
        values.append(row.breaks)
    return [*values, row.received, row.qualified, row.parked, row.repeated, row.drift_points, row.online_days]


def _day(plate: str, day: QualityDay, gathered: Gathered) -> list[Value]:
    reasons = [f"{WORDS[word].of(gathered.locale)} {count}" for word, count in sorted(day.reasons.items())]
    return [
        plate,
        datetime.combine(day.day, time()),
        day.kept + day.parked,
        day.qualified,
        day.parked,
        day.repeated,
        day.drift,
        day.complete_m / M_PER_KM,
        day.total_m / M_PER_KM,
        _local(day.first_at, gathered.zone),
        _local(day.last_at, gathered.zone),
        "; ".join(reasons),
    ]


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    """As the office's clock showed it; a workbook knows no time zones."""
    return None if moment is None else moment.astimezone(zone).replace(tzinfo=None)


def _definitions(book: Workbook, gathered: Gathered) -> None:
    heads = [
        Head(Text(*both))
        for both in (("指标", "Metric"), ("算法", "Formula"), ("来源", "Source"), ("本平台的规定", "What is ours"))
    ]
    locale = gathered.locale
    rows: list[list[Value]] = [
        [Text("时段", "Period").of(locale), f"{gathered.period.since} – {gathered.period.until}", None, None]
    ]
    rows += [[text.of(locale) for text in (one.name, one.formula, one.source, one.ours)] for one in DEFINITIONS]
    _sheet(book, Text("说明", "Definitions").of(locale), heads, rows, locale, widths=(24, WIDE // 2, WIDE, WIDE))


def _sheet(
    book: Workbook,
    title: str,
    heads: Sequence[Head],
    rows: Iterable[list[Value]],
    locale: str,
    widths: Sequence[int] = (),
) -> None:
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    for number in range(len(heads)):
        sheet.column_dimensions[get_column_letter(number + 1)].width = widths[number] if widths else WIDTH
    sheet.append([_cell(sheet, head.title.of(locale), None) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value, head) for head, value in zip(heads, row, strict=True)])


def _cell(sheet: Any, value: Value, head: Head | None) -> Any:
    """A cell below its head; without one it is a head itself."""
    cell = WriteOnlyCell(sheet, None if isinstance(value, str) else value)
    if isinstance(value, str):
        put_text(cell, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif head is not None and head.format is not None:
        cell.number_format = head.format
    if head is None:
        cell.font = Font(bold=True)
    return cell
