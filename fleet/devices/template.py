"""The template of a table of devices: the heading in the reader's language, and what belongs where."""

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Text
from fleet.models import PROTOCOLS

BOM = "\ufeff"  # so that a spreadsheet sees UTF-8
SHEET, HELP = Text("终端", "devices"), Text("填写说明", "how to fill it in")
COLUMNS: tuple[tuple[Text, Text], ...] = (
    (
        Text("终端编号", "id"),
        Text(
            "必填，4 至 32 个字母、数字、- 或 _；808 终端填终端手机号",
            "required: 4 to 32 letters, figures, - or _; for JT/T 808 the terminal's phone number",
        ),
    ),
    (
        Text("协议", "protocol"),
        Text(f"不填为 nmea_mqtt；可填：{'、'.join(PROTOCOLS)}", f"nmea_mqtt if empty; one of {', '.join(PROTOCOLS)}"),
    ),
    (
        Text("号牌", "plate"),
        Text("已登记车辆的号牌，不填则暂不绑定", "the plate of a registered vehicle; empty: not bound yet"),
    ),
    (
        Text("启用时间", "since"),
        Text(
            "自何时起绑定，例如 2026-09-01 或 2026-09-01 07:30；不填为现在",
            "bound since when, like 2026-09-01 or 2026-09-01 07:30; now if empty",
        ),
    ),
    (Text("名称", "name"), Text("选填，最多 100 个字", "optional, at most 100 characters")),
)
WIDTH, WIDE = 20, 90
TEXT_FORMAT = "@"  # so that a spreadsheet leaves 013900001234 as it is
ROWS_FORMATTED = 500


def as_csv(locale: str) -> bytes:
    """The heading alone."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([title.of(locale) for title, _ in COLUMNS])
    return (BOM + out.getvalue()).encode()


def as_xlsx(locale: str) -> bytes:
    """The heading on one sheet, what belongs where on another."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET.of(locale)
    help_sheet = book.create_sheet(HELP.of(locale))
    for number, (title, says) in enumerate(COLUMNS, 1):
        heading = sheet.cell(1, number, title.of(locale))
        heading.font = Font(bold=True)
        sheet.column_dimensions[heading.column_letter].width = WIDTH
        for row in range(2, ROWS_FORMATTED):
            sheet.cell(row, number).number_format = TEXT_FORMAT
        help_sheet.cell(number, 1, title.of(locale)).font = Font(bold=True)
        help_sheet.cell(number, 2, says.of(locale)).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    help_sheet.column_dimensions["A"].width = WIDTH
    help_sheet.column_dimensions["B"].width = WIDE
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
