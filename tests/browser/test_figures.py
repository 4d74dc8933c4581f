"""The figures: today as the service counts it, a month beside the one before, the records behind each number, files and paper."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import PHONE, Desk, Language, desk
from tests.browser.figures_past import Past, planted
from tests.browser.pictures import LANGUAGES, print_picture
from tests.browser.service import Service

pytestmark = pytest.mark.browser
FITS = "() => { const main = document.querySelector('#main'); return main.scrollWidth <= main.clientWidth }"


@pytest.fixture(scope="module")
def past(service: Service) -> Iterator[Past]:
    """Last month and the one before."""
    with planted(service) as one:
        yield one


def address(past: Past, **more: str) -> str:
    """The page of last month."""
    query = {"first": str(past.first), "last": str(past.last), **more}
    return "/figures?" + "&".join(f"{name}={value}" for name, value in query.items())


def drawn(window: Desk) -> None:
    """Until every chart is there and nothing is waited for."""
    for chart in ("trend-chart", "groups-chart", "handling-chart"):
        expect(window.it(chart).locator("canvas")).to_be_visible()
    expect(window.page.locator("[aria-busy=true]")).to_have_count(0)
    window.page.evaluate("() => document.fonts.ready")


def test_each_number_leads_to_the_records_it_is_made_of(visitor: Desk, past: Past) -> None:
    """Of the month, of one operator, of today's buses; and a record to its place on the map."""
    visitor.log_in()
    visitor.open(address(past))
    drawn(visitor)
    report = visitor.service.ask("/figures", first=past.first, last=past.last)
    expect(visitor.it("sum-findings")).to_have_text(f"{report['total']['findings']:,}")
    group = next(one for one in report["groups"] if one["key"] and 0 < one["findings"] <= 50)
    visitor.it(f"group-{group['key']}").click()
    rows = visitor.it("list-findings").locator("tbody tr")
    expect(rows).to_have_count(group["findings"])
    expect(visitor.it("list-about")).to_contain_text(group["name"]["zh"])
    visitor.page.reload()
    expect(rows).to_have_count(group["findings"])
    rows.first.get_by_role("link").click()
    expect(visitor.page).to_have_url(f"{visitor.service.web}/map?finding={_first(visitor, past, group['key'])}")
    visitor.open(address(past))
    today = visitor.service.ask("/figures/today")
    expect(visitor.it("today-seen")).to_have_text(str(today["buses"]["seen"]))
    visitor.it("today-seen").click()
    expect(visitor.it("list-buses").locator("tbody tr")).to_have_count(today["buses"]["seen"])


def _first(window: Desk, past: Past, key: str) -> str:
    found = window.service.ask("/figures/findings", first=past.first, last=past.last, by="operator", key=key)
    return str(found["items"][0]["id"])


def test_a_span_a_grouping_and_a_filter_are_the_address(visitor: Desk, past: Past) -> None:
    """Chosen by the preset, by the tab, by the funnel; a reload shows the same; it can be dropped again."""
    visitor.log_in()
    visitor.open("/figures")
    visitor.it("preset-lastMonth").click()
    visitor.it("by-rule").click()
    expect(visitor.it("figures-span")).to_have_text(f"{past.first} 至 {past.last}")
    expect(visitor.it("group-R23")).to_be_visible()
    count = visitor.it("group-R23").inner_text()
    visitor.it("groups-table").get_by_role("button", name="只看 R23").click()
    expect(visitor.it("chosen")).to_contain_text("规则: R23")
    visitor.page.reload()
    expect(visitor.it("chosen")).to_contain_text("规则: R23")
    expect(visitor.it("sum-findings")).to_have_text(count)
    visitor.it("chosen").get_by_role("button", name="清除筛选").click()
    expect(visitor.it("chosen")).to_have_count(0)
    expect(visitor.it("sum-findings")).not_to_have_text(count)


def test_the_workbook_the_paper_and_the_print_are_what_the_page_shows(visitor: Desk, past: Past) -> None:
    """On paper the charts, all rows and the filters, without navigation and buttons."""
    visitor.log_in()
    visitor.open(address(past, by="driver"))
    drawn(visitor)
    with visitor.page.expect_download() as downloading:
        visitor.it("xlsx").click()
    book = openpyxl.load_workbook(BytesIO(downloading.value.path().read_bytes()))
    report = visitor.service.ask("/figures", first=past.first, last=past.last, by="driver")
    assert book["按驾驶人"].cell(2, 2).value == report["groups"][0]["findings"]
    with visitor.page.expect_download() as downloading:
        visitor.it("pdf").click()
    assert len(pypdfium2.PdfDocument(downloading.value.path())) >= 2
    printed = pypdfium2.PdfDocument(BytesIO(visitor.page.pdf(prefer_css_page_size=True)))
    text = "".join(page.get_textpage().get_text_bounded() for page in printed)
    assert "处置率" in text
    assert "地图" not in text, "the navigation is not printed"
    last_driver = report["groups"][-1]
    assert (last_driver["name"] or {"zh": "未登记"})["zh"] in text, "rows that the page folds away are printed"


def test_an_operator_on_a_phone_sees_its_own_in_one_column(browser: Browser, service: Service, past: Past) -> None:
    """Its own findings alone, in the longer words of English; a span of nothing says what is missing."""
    with desk(browser, service, size=PHONE, language="en") as phone:
        phone.log_in("operator")
        phone.open(address(past))
        drawn(phone)
        assert phone.page.evaluate(FITS)
        expect(phone.it("groups-table").locator("tbody tr")).to_have_count(1)
        expect(phone.it("only-operator")).to_have_count(0)
        phone.open("/figures?first=2020-01-01&last=2020-01-07")
        expect(phone.it("empty").first).to_contain_text("No findings in this span")
        assert phone.page.evaluate(FITS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_the_figures(
    browser: Browser, service: Service, past: Past, tmp_path: Path, language: Language
) -> None:
    """Last month as the guide shows it."""
    with desk(browser, service, size=(1280, 1000), language=language) as window:
        window.log_in()
        window.open(address(past))
        drawn(window)
        print_picture(window, f"figures-{language[:2]}", tmp_path)
