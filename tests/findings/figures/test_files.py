"""The figures over HTTP: what may be asked, and the workbook and the paper that say what the page says."""

from collections.abc import AsyncIterator
from datetime import datetime
from io import BytesIO
from typing import Any

import httpx
import pypdfium2
import pytest
import pytest_asyncio
from openpyxl import load_workbook

from core import clock
from core.settings import Settings
from findings.figures.ask import last_month
from schoolbus.stack.stack import Stack
from tests.api import refused_fields
from tests.findings.figures.counted_world import FORMULA, CountedWorld
from tests.web.serving import Served, log_in, serving

WEEK = {"first": "2026-11-02", "last": "2026-11-08"}


@pytest_asyncio.fixture(loop_scope="function")
async def served(module_database_url: str, counted: CountedWorld, stack: Stack) -> AsyncIterator[Served]:
    """The app on the counted world."""
    assert counted
    settings = Settings(database_url=module_database_url, redis_url=stack.redis_url, mqtt_url=stack.mqtt_url)
    async with serving(settings) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="function")
async def officer(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    """An officer's client."""
    if not await served.fetch("SELECT FROM account WHERE username = '值班员'"):
        await served.add_account("值班员")
    async with served.client() as client:
        assert (await log_in(client, "值班员")).status_code == 200
        yield client


async def ask(client: httpx.AsyncClient, path: str = "", **query: Any) -> httpx.Response:
    return await client.get(f"/api/v1/figures{path}", params=query)


@pytest.mark.parametrize(
    ("query", "at_fault"),
    [
        ({"first": "2026-11-02"}, "last"),
        ({"last": "2026-11-02"}, "first"),
        ({"first": "2026-11-03", "last": "2026-11-02"}, "last"),
        ({"first": "2025-01-01", "last": "2026-11-02"}, "last"),
        ({"first": "1970-01-01", "last": "1970-01-02"}, "first"),
        ({"first": "2026-11-02", "last": "9999-12-31"}, "last"),
        ({**WEEK, "by": "colour"}, "by"),
        ({**WEEK, "severity": "C"}, "severity"),
    ],
)
async def test_a_span_that_is_none_is_refused_by_the_day_at_fault(
    officer: httpx.AsyncClient, query: dict[str, str], at_fault: str
) -> None:
    for path in ("", "/today", ".xlsx", ".pdf"):
        assert refused_fields(await ask(officer, path, **query)) == {at_fault}


async def test_a_key_of_another_grouping_is_refused(officer: httpx.AsyncClient) -> None:
    for by, key in (("operator", "R24"), ("place", "12"), ("driver", "99999999999")):
        assert refused_fields(await ask(officer, "/findings", **WEEK, by=by, key=key)) == {"key"}


async def test_without_a_span_it_is_the_month_before(officer: httpx.AsyncClient, served: Served) -> None:
    """The monthly report is what one gets who asks for nothing; days up to two months, weeks beyond."""
    first, last = last_month(clock.today(served.settings.zone))
    monthly = (await ask(officer)).json()
    assert (monthly["first"], monthly["last"], monthly["step"]) == (str(first), str(last), "day")
    file = await ask(officer, ".xlsx")
    assert f"{first}-{last}.xlsx" in file.headers["content-disposition"]
    assert (await ask(officer, first="2026-09-01", last="2026-11-08")).json()["step"] == "week"


async def test_the_workbook_says_what_the_page_says(officer: httpx.AsyncClient) -> None:
    """A sheet a table with heads that stay; dates are dates, rates numbers; a name like a formula is a text."""
    report = (await ask(officer, **WEEK)).json()
    answer = await ask(officer, ".xlsx", **WEEK)
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["校车安全统计", "今日", "概况", "趋势", "按运营单位", "处置率", "逾期事项"]
    assert [sheet.freeze_panes for sheet in book.worksheets[1:]] == ["B2"] * 6
    front: Any = {row[0]: row[1] for row in book.worksheets[0].iter_rows(3, 7, max_col=2, values_only=True)}
    assert (front["统计区间"], front["对比区间"]) == ("2026-11-02 – 2026-11-08", "2026-10-26 – 2026-11-01")
    assert (front["筛选"], front["制表人"]) == ("无", "值班员")
    trend = list(book["趋势"].iter_rows(min_row=2, max_row=8))
    assert [row[0].value for row in trend] == [datetime(2026, 11, day) for day in range(2, 9)]  # noqa: DTZ001
    assert trend[0][0].number_format == "yyyy-mm-dd"
    assert [row[2].value for row in trend] == [one["findings"] for one in report["trend"]]
    charts: Any = book["趋势"]
    assert len(charts._charts) == 1
    groups = list(book["按运营单位"].iter_rows(min_row=2, max_row=4))
    assert [row[0].value for row in groups] == ["甲公司", FORMULA, "未登记"]
    assert {row[0].data_type for row in groups} == {"s"}
    assert [(row[1].value, row[6].value, row[10].value, row[11].value) for row in groups] == [
        (3, 0, 100, 30),
        (1, 1, 100, 10),
        (1, 0, None, None),
    ]
    handling = list(book["处置率"].iter_rows(min_row=2, values_only=True))
    assert handling[-1][:2] == ("合计", 4)
    english = load_workbook(BytesIO((await ask(officer, ".xlsx", **WEEK, lang="en")).content))
    assert english.sheetnames[1:] == ["Today", "Summary", "Trend", "By operator", "Handling", "Overdue"]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        (
            "zh-CN",
            ("校车安全统计", "统计区间", "规则: R24", "制表人: 值班员", "山海路急弯", "按路段与地点", "第 1 页，共"),
        ),
        ("en", ("School-bus safety figures", "Span", "Rule: R24", "Made by: 值班员", "By road and place", "Page 1 of")),
    ],
)
async def test_the_paper_says_span_filters_who_made_it_and_counts_its_pages(
    officer: httpx.AsyncClient, served: Served, lang: str, told: tuple[str, ...]
) -> None:
    """In both languages; that it was made is on record."""
    answer = await ask(officer, ".pdf", **WEEK, by="place", rule="R24", lang=lang)
    assert answer.headers["content-type"] == "application/pdf"
    paper = pypdfium2.PdfDocument(answer.content)
    pages = [page.get_textpage().get_text_bounded() for page in paper]
    for words in (*told, "2026-11-02"):
        assert words in "".join(pages), words
    assert f"{len(pages)}" in pages[-1]
    made = await served.fetch("SELECT object_id, detail->>'form' FROM audit_entry WHERE action = 'figures.export'")
    assert ("2026-11-02..2026-11-08", "pdf") in made
