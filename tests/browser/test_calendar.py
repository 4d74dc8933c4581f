"""The school calendar on the page: a school enters a day and a term of its own and takes both out again; the board of runs."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.browser

MONTH = "2028-05"  # far from every run of the demo


def test_a_school_enters_a_day_and_a_term_of_its_own_and_takes_them_out_again(visitor: Desk) -> None:
    """What is saved stands on the page at once, with whose word it is."""
    visitor.log_in("school")
    visitor.open(f"/school-calendar?month={MONTH}")
    day = visitor.it("school-day")
    expect(day).to_contain_text(f"{MONTH}-01")
    visitor.it("day-kind").get_by_text("不上课").click()
    visitor.it("day-note").fill("校庆")
    visitor.it("day-save").click()
    expect(day).to_contain_text("依据：本校规定 · 校庆")
    visitor.it("day-kind").get_by_text("按校历").click()
    visitor.it("day-save").click()
    expect(day).not_to_contain_text("本校规定")

    terms = visitor.it("school-terms")
    visitor.it("own-term-name").fill("小学期")
    visitor.it("own-term-starts").fill(f"{MONTH}-02")
    visitor.it("own-term-ends").fill(f"{MONTH}-20")
    visitor.it("own-term-add").click()
    expect(terms).to_contain_text(f"小学期 {MONTH}-02 – {MONTH}-20")
    terms.get_by_role("button", name="删").first.click()
    visitor.page.locator(".ant-popconfirm .ant-btn-primary").click()
    expect(terms).not_to_contain_text("小学期")


def test_the_board_shows_the_runs_of_today_with_how_they_stand(visitor: Desk) -> None:
    visitor.log_in()
    visitor.open("/runs")
    expect(visitor.it("runs-counts")).to_be_visible()
    expect(visitor.it("runs").locator("li").first).to_be_visible()
    visitor.it("runs-count-cancelled").click()
    expect(visitor.page).to_have_url(f"{visitor.service.web}/runs?state=cancelled")
    assert visitor.is_as_wide_as_its_window()
