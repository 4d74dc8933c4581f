"""The findings desk in the browser: two officers at once, an operator on a phone, many at once, keys, the case file."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import text

from tests.browser.desk import PHONE, Desk, desk
from tests.browser.service import Service

pytestmark = pytest.mark.browser
RULES = ("R24", "R26", "R01", "R39")
# as the ingest makes one, of a bus of the demo's operator account: the desk's own tests are not to wait for the next breach
PLANT = text("""
    WITH v AS (SELECT v.id FROM vehicle v JOIN account a ON a.organisation_id = v.operator_id AND a.username = 'operator'
        WHERE NOT EXISTS (SELECT FROM desk_case c WHERE c.vehicle_id = v.id AND c.rule = :rule) ORDER BY v.id LIMIT 1),
    f AS (INSERT INTO finding (id, rule, article, severity, vehicle_id, began, measured, allowed, unit, delayed, evidence, batch)
        SELECT gen_random_uuid(), :rule, '35', 'A1', v.id, now() - interval '1 min', 71, 60, 'km/h', false, '{}', 0 FROM v
        RETURNING id, vehicle_id, began),
    c AS (INSERT INTO desk_case (vehicle_id, rule, article, severity, state, level, first_began, last_began, due_at, answer_due_at)
        SELECT vehicle_id, :rule, '35', 'A1', 'open', 0, began, began, now() + interval '30 min', now() + interval '30 min'
        FROM f RETURNING id),
    l AS (INSERT INTO case_finding SELECT f.id, c.id FROM f, c)
    INSERT INTO case_event (case_id, step, to_state) SELECT id, 'opened', 'open' FROM c RETURNING case_id""")


def plant(service: Service, rule: str = "R23") -> str:
    """A case that nobody has touched, of a bus of the operator's; its id."""
    with service.engine.begin() as connection:
        return str(connection.execute(PLANT, {"rule": rule}).scalar_one())


@pytest.fixture
def watch(browser: Browser, service: Service) -> Iterator[Desk]:
    """The officer's window, the desk open."""
    with desk(browser, service) as one:
        one.log_in()
        one.open("/desk")
        expect(one.it("case-list")).to_be_visible()
        yield one


def test_what_the_ingest_finds_is_on_the_desk(watch: Desk) -> None:
    """Each kind of finding of the demo has its case, with whose it is and what it measured."""
    for rule in RULES:
        found = watch.service.finding(rule)
        case = watch.page.locator(f"[data-testid=case-row][data-rule={rule}]").filter(has_text=found["plate"])
        expect(case).to_be_visible()
        case.click()
        expect(watch.it("case-panel")).to_contain_text(found["plate"])
        expect(watch.it("case-panel-state")).to_have_text(re.compile("待处置|已受理"))
        expect(watch.it("case-history")).to_contain_text("系统发现")


def test_of_two_officers_at_once_the_second_is_told_and_nothing_is_overwritten(
    browser: Browser, service: Service
) -> None:
    """Both have the case open; one acknowledges, the other's rejection says who was first and shows what is now."""
    case = plant(service)
    with ExitStack() as windows:
        first, second = (windows.enter_context(desk(browser, service)) for _ in range(2))
        for one, role in ((first, "officer"), (second, "admin")):
            one.log_in(role)
            one.open(f"/desk?case={case}")
            expect(one.it("step-do-acknowledge")).to_be_visible()
        second.page.route("**/api/v1/desk/cases/*", lambda route: route.abort())  # it has not heard of the other's step
        second.it("step-more").click()
        second.it("step-do-reject").click()
        first.it("step-do-acknowledge").click()
        expect(first.it("case-panel-state")).to_have_text("已受理")
        second.it("step-reason").click()
        second.page.get_by_title("定位漂移").click()
        second.it("step-submit").click()
        expect(second.it("refused")).to_contain_text("值班员")
        expect(second.it("refused")).to_contain_text("受理")
        second.page.unroute("**/api/v1/desk/cases/*")
        second.page.keyboard.press("Escape")
        expect(second.it("case-panel-state")).to_have_text("已受理")
        second.faults.clear()  # the browser writes a line for each answer that was cut off or refused
    assert [event["step"] for event in service.ask(f"/desk/cases/{case}")["events"]] == ["opened", "acknowledge"]


def test_an_operator_answers_on_a_phone_in_three_taps(browser: Browser, service: Service) -> None:
    """The case, what was done, send. Nothing sticks out at the side."""
    case = plant(service, "R22")
    with desk(browser, service, size=PHONE) as phone:
        phone.log_in("operator")
        phone.open("/desk")
        phone.page.locator(f"[data-testid=case-row][data-case='{case}']").tap()
        phone.it("answer-called_driver").tap()
        assert phone.is_as_wide_as_its_window()
        phone.it("answer-submit").tap()
        expect(phone.it("case-panel-state")).to_have_text("已处置")
        expect(phone.it("case-history")).to_contain_text("已电话联系驾驶人")
        assert phone.is_as_wide_as_its_window()
        phone.it("case-back").tap()
        expect(phone.it("case-list")).to_be_visible()
    assert service.ask(f"/desk/cases/{case}")["events"][-1]["step"] == "answer"


def test_many_are_rejected_at_once(watch: Desk) -> None:
    """Picked with x and with the mouse; each says how it went."""
    cases = [plant(watch.service, rule) for rule in ("R63", "R64")]
    for case in cases:
        expect(watch.page.locator(f"[data-case='{case}']")).to_be_visible()
    watch.page.locator(f"[data-testid=case-row][data-case='{cases[0]}']").focus()
    watch.page.keyboard.press("x")
    watch.page.locator(f"li:has([data-case='{cases[1]}']) [data-testid=case-pick]").check()
    expect(watch.it("bulk")).to_contain_text("已选 2 件")
    watch.it("bulk-reject").click()
    watch.it("step-reason").click()
    watch.page.get_by_title("终端故障").click()
    watch.it("step-submit").click()
    expect(watch.page.get_by_role("alert")).to_contain_text("2 件已完成")
    for case in cases:
        expect(watch.page.locator(f"[data-case='{case}']")).to_have_count(0)
        assert watch.service.ask(f"/desk/cases/{case}")["state"] == "rejected"


def test_without_a_mouse(watch: Desk) -> None:
    """j and k walk, Enter opens, a acknowledges, Escape closes, ? shows the keys."""
    case = plant(watch.service, "R37")
    expect(watch.page.locator(f"[data-case='{case}']")).to_be_visible()
    focused = "() => document.activeElement?.dataset.case ?? null"
    seen: list[str] = []
    for _ in range(watch.page.locator("[data-testid=case-row]").count()):
        watch.page.keyboard.press("j")
        seen.append(watch.page.evaluate(focused))
        if seen[-1] == case:
            break
    assert seen[-1] == case
    watch.page.keyboard.press("Enter")
    expect(watch.it("case-panel")).to_have_attribute("data-case", case)
    expect(watch.it("case-panel-state")).to_have_text("待处置")
    watch.page.keyboard.press("a")
    expect(watch.it("case-panel-state")).to_have_text("已受理")
    watch.page.keyboard.press("Escape")
    expect(watch.page).to_have_url(re.compile(r"/desk$"))
    watch.page.keyboard.press("?")
    expect(watch.page.get_by_role("dialog")).to_contain_text("受理（处置台）")


def test_the_case_file_is_a_pdf_at_one_click(watch: Desk, tmp_path: Path) -> None:
    found = watch.service.finding("R24")
    watch.page.locator("[data-testid=case-row][data-rule=R24]").first.click()
    with watch.page.expect_download() as download:
        watch.it("case-pdf").click()
    file = tmp_path / "case.pdf"
    download.value.save_as(file)
    assert found["plate"] in download.value.suggested_filename
    assert file.read_bytes().startswith(b"%PDF-")


def test_the_numbers_are_shown_at_one_click_and_the_call_is_logged(watch: Desk) -> None:
    watch.service.finding("R24")
    watch.page.locator("[data-testid=case-row][data-rule=R24]").first.click()
    watch.it("show-numbers").click()
    expect(watch.it("numbers")).to_contain_text("驾驶人")
    watch.it("log-operator").click()
    watch.it("step-outcome").click()
    watch.page.get_by_title("已接通").click()
    watch.it("step-submit").click()
    expect(watch.it("case-history").locator("[data-step=call]").first).to_contain_text("运营单位")


def test_a_shift_is_taken_over_and_a_turn_is_planned(watch: Desk) -> None:
    watch.it("desk-tab-watch").click()
    watch.it("take-watch").click()
    watch.it("watch-note").fill("夜班无异常")
    watch.it("watch-submit").click()
    expect(watch.it("handovers")).to_contain_text("夜班无异常")
    expect(watch.it("watch")).to_contain_text("值班员")
    watch.it("add-duty").click()
    watch.it("duty-who").click()
    watch.page.get_by_title("值班员", exact=True).click()
    watch.it("duty-since").fill("2026-01-01T00:00")
    watch.it("duty-until").fill("2036-01-01T00:00")
    watch.it("duty-submit").click()
    planned = watch.it("rota").locator("li", has_text="2036-01-01")  # the demo has a rota of its own
    expect(planned).to_contain_text("值班员")


def test_a_known_fault_is_declared_and_listed_with_its_end(watch: Desk) -> None:
    watch.it("desk-tab-faults").click()
    watch.it("declare-fault").click()
    watch.it("fault-vehicle").click()
    watch.page.locator(".ant-select-item-option").first.click()
    watch.it("fault-until").fill("2036-01-01T00:00")
    watch.it("fault-reason").fill("终端送修")
    watch.it("fault-submit").click()
    expect(watch.it("faults")).to_contain_text("终端送修")
    expect(watch.it("faults")).to_contain_text("2036-01-01")
    watch.it("end-fault").first.click()
    watch.page.get_by_role("tooltip").get_by_role("button").last.click()
    expect(watch.it("faults")).to_contain_text("已到期")
