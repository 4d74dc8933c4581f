"""The charts of workbook and paper: a trend is drawn to its newest day, a ranking by its first rows."""

import re
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook

from core.paper.fonts import chinese_font
from core.settings import Settings
from findings.figures.paper.pdf import as_pdf
from findings.figures.paper.tables import DAY, WHOLE, Bars, Head, Made, Table, Value
from findings.figures.paper.workbook import MOST_RANKS, as_xlsx

FIRST = date(2026, 9, 1)


def made(labels: list[Value], form: str | None) -> Made:
    """A report of one table with a chart, a row a label."""
    heads = [Head("名称", form), Head("本期", WHOLE), Head("上期", WHOLE)]
    rows: list[list[Value]] = [[label, number, 1] for number, label in enumerate(labels)]
    return Made("zh-CN", "统计", [("区间", "全部")], [Table("趋势", heads, rows, chart=Bars(0, 1, 2))], (), "统计")


def days(count: int) -> list[Value]:
    return [FIRST + timedelta(days=number) for number in range(count)]


def last_row(report: Made) -> set[str]:
    """The last row of each series and of its labels, as a spreadsheet reads them."""
    sheet: Any = load_workbook(BytesIO(as_xlsx(report)))["趋势"]
    (chart,) = sheet._charts
    cells = [one.val.numRef.f for one in chart.series] + [(one.cat.numRef or one.cat.strRef).f for one in chart.series]
    return {cell.rsplit("$", 1)[1] for cell in cells}


@pytest.mark.parametrize("count", [1, 62, 400])
def test_the_workbook_s_chart_of_a_trend_goes_to_the_newest_day(count: int) -> None:
    assert last_row(made(days(count), DAY)) == {str(count + 1)}


def test_the_workbook_s_chart_of_a_long_ranking_shows_its_first_rows() -> None:
    assert last_row(made([f"路段 {number}" for number in range(62)], None)) == {str(MOST_RANKS + 1)}


@pytest.mark.parametrize("count", [62, 90])
def test_the_paper_s_chart_of_a_trend_goes_to_the_newest_day(count: int) -> None:
    """Under the bars stand the first day, the middle one and the last."""
    paper = pypdfium2.PdfDocument(as_pdf(made(days(count), DAY), chinese_font(Settings())))
    text = paper[0].get_textpage().get_text_bounded()
    expected = {f"{FIRST + timedelta(days=number):%m-%d}" for number in (0, count // 2, count - 1)}
    assert set(re.findall(r"(?<![-\d])\d\d-\d\d(?![-\d])", text)) == expected
