"""The quality of the data: six figures with their meaning, by operator and vehicle, the days, the reasons, the workbook."""

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from gps_ingest.quality.reckon import reckon
from tests.browser import history
from tests.browser.desk import DESKTOP, LAPTOP, PHONE, Desk, Language, desk
from tests.browser.pictures import LANGUAGES, print_picture, take
from tests.browser.service import Service

pytestmark = pytest.mark.browser

METRICS = {
    "connectivity": "平台连通率",
    "network": "车辆入网率",
    "online": "车辆上线率",
    "track": "轨迹完整率",
    "qualified": "数据合格率",
    "drift": "卫星定位漂移车辆率",
}


@pytest.fixture(scope="module")
def month(service: Service) -> str:
    """The month before this one, of which the figures are there."""
    return history.write(service)


@pytest.fixture
def clerk(visitor: Desk, month: str) -> Desk:
    """Who looks at that month."""
    visitor.log_in("officer")
    visitor.open(f"/quality?month={month}")
    expect(visitor.it("figure-qualified")).to_be_visible()
    return visitor


def percent(rate: float) -> str:
    """As the page writes it."""
    return f"{rate:.2%}"


def test_the_six_metrics_are_shown_as_the_service_reckons_them(clerk: Desk, month: str) -> None:
    """Each with what it is of so many; those that the assessment gives nothing for are said to be."""
    [platform] = clerk.service.ask("/quality", month=month)["items"]
    for metric, name in METRICS.items():
        figure = clerk.it(f"figure-{metric}")
        expect(figure).to_contain_text(name)
        expect(figure).to_contain_text(percent(platform["metrics"][metric]["rate"]))
    expect(clerk.it("figure-connectivity")).to_contain_text("中断 1 次")
    expect(clerk.it("figure-track")).to_contain_text("公里")


def test_each_figure_says_what_it_means_and_where_that_is_from(clerk: Desk) -> None:
    """At a hover, and by key."""
    clerk.it("figure-drift").hover()
    meaning = clerk.it("meaning-drift")
    for told in ("有漂移的车辆·日数", "160 km/h", "交运发〔2014〕267号", "高于 5% 该项不得分"):
        expect(meaning).to_contain_text(told)
    clerk.it("figure-track").focus()
    expect(clerk.it("meaning-track")).to_contain_text("超过 2 公里或相隔超过 5 分钟")


def test_from_all_to_an_operator_to_a_vehicle_and_back(clerk: Desk, month: str) -> None:
    """Each step is an address: a reload shows the same."""
    operator = next(
        one
        for one in clerk.service.ask("/quality", month=month, by="operator")["items"]
        if one["received"] and one["name"]  # a bus of another test may have no operator
    )
    clerk.page.get_by_role("row", name=re.compile(re.escape(operator["name"]))).click()
    expect(clerk.it("quality-whose")).to_contain_text(operator["name"])
    expect(clerk.it("figure-qualified")).to_contain_text(percent(operator["metrics"]["qualified"]["rate"]))
    mine = clerk.service.ask("/quality", month=month, by="vehicle", operator_id=operator["id"])["items"]
    expect(clerk.it("table-quality-vehicle").locator("tbody tr.sb-row-link")).to_have_count(min(len(mine), 20))
    bus = next(one for one in mine if one["received"])
    clerk.page.get_by_role("row", name=re.compile(re.escape(bus["name"]))).click()
    clerk.page.reload()
    expect(clerk.it("quality-whose")).to_contain_text(bus["name"])
    expect(clerk.it("figure-qualified")).to_contain_text(percent(bus["metrics"]["qualified"]["rate"]))
    expect(clerk.it("quality-days").locator("canvas")).to_be_visible()
    clerk.it("quality-whose").get_by_role("button", name="全部车辆").click()
    expect(clerk.it("quality-whose")).not_to_contain_text(operator["name"])
    assert clerk.page.url.endswith(f"/quality?month={month}")


def test_the_reasons_are_told_with_how_often(clerk: Desk, month: str) -> None:
    """What makes a record unqualified first, and marked."""
    [platform] = clerk.service.ask("/quality", month=month)["items"]
    first = clerk.it("quality-reasons").locator("li").first
    expect(first).to_contain_text("不合格")
    expect(clerk.it("reasons-lead")).to_contain_text("其余各项只作说明，不影响合格率")
    reasons = clerk.it("quality-reasons")
    for name, number in (
        ("速度超出范围", platform["reasons"]["speed"]),
        ("不能采用：校验和错误", platform["parked_reasons"]["bad_checksum"]),
        ("补报", platform["reasons"]["delayed"]),
        ("重复上传（不计入）", platform["repeated"]),
    ):
        expect(reasons.locator("li", has_text=name)).to_contain_text(f"{number:,}")


def test_the_workbook_is_one_click(clerk: Desk, month: str, tmp_path: Path) -> None:
    with clerk.page.expect_download() as downloading:
        clerk.it("workbook").click()
    assert downloading.value.suggested_filename == f"quality-{month}.xlsx"
    file = tmp_path / "month.xlsx"
    downloading.value.save_as(file)
    assert openpyxl.load_workbook(BytesIO(file.read_bytes())).sheetnames == [
        "平台",
        "服务提供者",
        "车辆",
        "逐日",
        "说明",
    ]


def test_a_month_without_data_says_so_and_the_month_can_be_changed(clerk: Desk, month: str) -> None:
    clerk.it("month-before").click()
    expect(clerk.it("empty").first).to_contain_text("本月还没有数据")
    expect(clerk.it("figure-qualified")).to_contain_text("—")
    clerk.it("month-after").click()
    expect(clerk.page.locator("[data-testid=quality-reasons]")).to_be_visible()
    assert f"month={month}" in clerk.page.url


def test_what_the_buses_send_now_is_in_the_figures_of_this_month(visitor: Desk) -> None:
    """Once the worker has reckoned it: every driving bus is online, none of its records is lost."""
    assert reckon(visitor.service.settings) > 0
    visitor.log_in()
    visitor.open("/quality")
    [platform] = visitor.service.ask("/quality")["items"]
    assert platform["metrics"]["online"]["numerator"] >= 8
    assert platform["metrics"]["connectivity"]["rate"] is not None
    expect(visitor.it("figure-online")).to_contain_text(percent(platform["metrics"]["online"]["rate"]))
    expect(visitor.page.locator("#main")).to_contain_text("每小时统计一次")


def test_an_operator_sees_its_own_and_nobody_elses(visitor: Desk, month: str) -> None:
    visitor.log_in("operator")
    visitor.open(f"/quality?month={month}&by=vehicle")
    rows = visitor.it("table-quality-vehicle").locator("tbody tr.sb-row-link")
    expect(rows.first).to_be_visible()
    everybody = visitor.service.ask("/quality", month=month, by="vehicle", limit=200)["items"]
    operators = {one["operator_name"] for one in everybody if one["operator_name"]}
    assert len(operators) > 1
    shown = set(visitor.it("table-quality-vehicle").locator("tbody td:nth-child(2)").all_inner_texts())
    assert len(shown & operators) == 1


def test_on_a_phone_the_meaning_opens_at_a_tap_and_everything_fits(
    browser: Browser, service: Service, month: str
) -> None:
    with desk(browser, service, size=PHONE) as phone:
        phone.log_in()
        phone.open(f"/quality?month={month}")
        phone.it("figure-track").tap()
        expect(phone.it("meaning-track")).to_contain_text("完整轨迹里程")
        expect(phone.it("quality-days").locator("canvas")).to_be_visible()
        assert phone.is_as_wide_as_its_window()


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_the_guide(
    browser: Browser, service: Service, month: str, tmp_path: Path, language: Language
) -> None:
    """The month as the guide shows it, small enough for a page."""
    with desk(browser, service, size=(1280, 1000), language=language) as window:
        window.log_in()
        window.open(f"/quality?month={month}")
        _drawn(window)
        print_picture(window, f"quality-{language[:2]}", tmp_path)


@pytest.mark.skipif("PICTURES" not in os.environ, reason="every view at every size: `make pictures`")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [LAPTOP, DESKTOP, PHONE], ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_of_every_view(
    browser: Browser,
    service: Service,
    month: str,
    size: tuple[int, int],
    language: Language,
    scheme: Literal["light", "dark"],
) -> None:
    """To be looked at: the whole page, a meaning, a vehicle, a month of nothing."""
    folder, named = Path(os.environ["PICTURES"]) / f"{size[0]}x{size[1]}", f"{language[:2]}-{scheme}.png"
    with desk(browser, service, size=size, language=language, scheme=scheme) as window:
        window.log_in()
        window.open(f"/quality?month={month}&by=vehicle")
        _drawn(window)
        take(window, folder / f"quality-month-{named}")
        window.it("table-quality-vehicle").scroll_into_view_if_needed()
        take(window, folder / f"quality-list-{named}")
        window.it("figure-track").click()
        expect(window.it("meaning-track")).to_be_visible()
        take(window, folder / f"quality-meaning-{named}")
        worst = service.ask("/quality", month=month, by="vehicle")["items"][3]
        window.open(f"/quality?month={month}&by=vehicle&vehicle={worst['id']}")
        _drawn(window)
        take(window, folder / f"quality-vehicle-{named}")
        window.open("/quality?month=2024-01")
        expect(window.it("empty").first).to_be_visible()
        take(window, folder / f"quality-empty-{named}")


def _drawn(window: Desk) -> None:
    expect(window.it("quality-days").locator("canvas")).to_be_visible()
    expect(window.page.locator("[aria-busy=true]")).to_have_count(0)
    window.page.evaluate("() => document.fonts.ready")
