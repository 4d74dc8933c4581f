"""The template of a table that people fill in: the heading in the reader's language, and what belongs where."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Text
from core.paper.book import saved
from core.tables.columns import Column

BOM = "\ufeff"  # so that a spreadsheet sees UTF-8
HELP = Text("填写说明", "how to fill it in")
HELP_HEADS = (
    Text("列", "column"),
    Text("必填", "required"),
    Text("填什么", "what belongs there"),
    Text("例", "example"),
)
YES = Text("是", "yes")
WIDTHS = {"A": 20, "B": 10, "C": 90, "D": 24}
WIDTH = 20
TEXT_FORMAT = "@"  # so that a spreadsheet leaves 013900001234 as it is
ROWS_FORMATTED = 500


def as_csv(columns: Sequence[Column], locale: str) -> bytes:
    """The heading alone."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([column.title.of(locale) for column in columns])
    return (BOM + out.getvalue()).encode()


def as_xlsx(columns: Sequence[Column], sheet_title: Text, locale: str) -> bytes:
    """The heading on one sheet, what belongs where on another."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = sheet_title.of(locale)
    for number, column in enumerate(columns, 1):
        heading = sheet.cell(1, number, column.title.of(locale))
        heading.font = Font(bold=True)
        sheet.column_dimensions[heading.column_letter].width = WIDTH
        for row in range(2, ROWS_FORMATTED):
            sheet.cell(row, number).number_format = TEXT_FORMAT
    sheet.freeze_panes = "A2"
    _help(book.create_sheet(HELP.of(locale)), columns, locale)
    return saved(book)


def _help(sheet: Worksheet, columns: Sequence[Column], locale: str) -> None:
    for number, head in enumerate(HELP_HEADS, 1):
        sheet.cell(1, number, head.of(locale)).font = Font(bold=True)
    for row, column in enumerate(columns, 2):
        sheet.cell(row, 1, column.title.of(locale)).font = Font(bold=True)
        sheet.cell(row, 2, YES.of(locale) if column.needed else "")
        sheet.cell(row, 3, column.says.of(locale)).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 4, column.example).number_format = TEXT_FORMAT
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
