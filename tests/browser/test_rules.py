"""The page of rules as an administrator uses it; beside a bus its papers, and what each rule saw."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import Desk

pytestmark = pytest.mark.browser

RULE, SOURCE = "R40", "局务会 2026-11-20"  # a rule that no other test waits for


@pytest.fixture
def admin(visitor: Desk) -> Desk:
    """The administrator's window, the rules open."""
    visitor.log_in("admin")
    visitor.open("/rules")
    expect(visitor.it(f"rule-{RULE}").get_by_test_id("mode")).to_be_visible()
    return visitor


def test_an_administrator_puts_a_rule_in_trial_and_switches_it_on_again(admin: Desk) -> None:
    """Without saying who decided it, nothing is switched; the card, the banner and the history say what it is now."""
    card = admin.it(f"rule-{RULE}")
    expect(card.get_by_test_id("mode")).to_have_text("启用")
    for choice, word in (("trial", "试运行"), ("on", "启用")):
        card.get_by_test_id("switch").click()
        dialog = admin.it("mode-dialog")
        dialog.get_by_test_id(f"to-{choice}").click()
        admin.it("mode-submit").click()
        expect(dialog).to_contain_text("请填写依据")
        dialog.get_by_test_id("mode-source").fill(SOURCE)
        admin.it("mode-submit").click()
        expect(dialog).to_be_hidden()
        expect(card.get_by_test_id("mode")).to_have_text(word)
        if choice == "trial":
            expect(admin.it("trial-banner")).to_contain_text("1 条规则在试运行")
            expect(card.get_by_test_id("would-have")).to_contain_text("近 7 天本会报警 0 条")
    expect(admin.it("trial-banner")).to_be_hidden()
    card.get_by_text("历次设定").click()
    expect(card.locator(".sb-history li")).to_have_count(3)  # two of the test, one of the demo
    expect(card.locator(".sb-history li").first).to_contain_text(SOURCE)


def test_an_administrator_dates_a_parameter_within_its_bounds(admin: Desk) -> None:
    """Too much is refused with the bounds in the sentence; the new value stands with its source, the default beside it."""
    card = admin.it(f"rule-{RULE}")
    card.get_by_text("参数", exact=True).click()
    line = card.get_by_test_id(f"parameter-{RULE}.seconds")
    expect(line.locator("strong")).to_have_text("60 秒")
    line.get_by_role("button").click()
    dialog = admin.it("parameter-dialog")
    dialog.get_by_test_id("parameter-value").fill("99999")
    dialog.get_by_test_id("parameter-source").fill(SOURCE)
    admin.it("parameter-submit").click()
    expect(dialog).to_contain_text(re.compile("应在 0 – 3600"))
    dialog.get_by_test_id("parameter-value").fill("90")
    admin.it("parameter-submit").click()
    expect(dialog).to_be_hidden()
    expect(line.locator("strong")).to_have_text("90 秒")
    expect(line).to_contain_text(f"90 秒，{SOURCE}")
    expect(line).to_contain_text("默认 60 秒")
    admin.faults[:] = [fault for fault in admin.faults if "422" not in fault]


def test_an_officer_reads_the_modes_and_switches_nothing(visitor: Desk) -> None:
    visitor.log_in("officer")
    visitor.open("/rules")
    expect(visitor.it("rule-R23").get_by_test_id("mode")).to_be_visible()
    expect(visitor.it("switch")).to_have_count(0)
    expect(visitor.it("switch-all")).to_have_count(0)


def test_beside_a_bus_the_officer_asks_what_each_rule_saw(officer: Desk) -> None:
    """A bus that left its line: the table names the rule that is open, and why the others raised nothing."""
    found = officer.service.finding("R26")
    officer.open(f"/map?finding={found['id']}")
    officer.it("finding-detail").get_by_test_id("ask-why").click()
    why = officer.it("why")
    expect(why.get_by_test_id("why-fix")).to_contain_text("km/h")
    expect(why).to_contain_text("推定车上有学生")
    expect(why.get_by_test_id("saw-R26")).to_contain_text("违反，未满持续时间")
    expect(why.get_by_test_id("saw-R26")).to_contain_text("/ 60 m")
    expect(why.get_by_test_id("saw-R22")).to_contain_text("此处不适用")
    expect(why.get_by_test_id("saw-R23")).to_contain_text("正常")
    minutes_later = re.sub(r":(\d\d)$", ":59", why.get_by_test_id("why-moment").input_value())
    why.get_by_test_id("why-moment").fill(minutes_later)
    why.get_by_test_id("why-ask").click()
    expect(why.get_by_test_id("saw")).to_be_visible()


def test_the_papers_of_a_bus_and_its_run_are_listed_with_their_verdicts(officer: Desk) -> None:
    """What is not in order is shown first; on demand all eighteen, each with what was compared."""
    bus = officer.service.finding("R26")["vehicle_id"]
    officer.open(f"/map?bus={bus}")
    papers = officer.it("papers-check")
    expect(papers.get_by_test_id("may-depart")).to_be_visible()
    expect(papers.get_by_test_id("paper-R16")).to_contain_text("没有出车前检查记录")
    papers.get_by_test_id("all-papers").click()
    expect(papers.locator("li")).to_have_count(18)
    expect(papers.get_by_test_id("paper-R06")).to_contain_text("出生日期")


def test_a_bus_without_a_permit_may_not_depart(officer: Desk) -> None:
    """The bus of R01: its papers say what is missing."""
    bus = officer.service.finding("R01")["vehicle_id"]
    officer.open(f"/map?bus={bus}")
    expect(officer.it("papers-check").get_by_test_id("may-depart")).to_have_text("不得出车")
    expect(officer.it("paper-R01")).to_contain_text("不符合")
