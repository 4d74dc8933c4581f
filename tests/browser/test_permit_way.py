"""One application through all offices in five logins, to a sign whose label verifies and to a bus that the map flags; a refusal."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from core import clock
from tests.browser.desk import Desk
from tests.browser.permit_steps import stands, step
from tests.browser.service import PATIENCE_S, Service
from tests.browser.way import Offices, offices_of, today
from tests.permits.desk.letters.office import words_in

pytestmark = pytest.mark.browser

SIGN = "苏G-校-9001"
REASONS = "申请线路经过未设防护的临崖路段，且无其他通行路线。"
# the finding begins once service has gone on longer than 30 s of fixes; the demo sends one a second
PATIENCE_OF_R01_S = 30.0
FLAGGED = "(id) => window.__schoolbus?.store?.buses.get(id)?.state === 'no_permit'"


@pytest.fixture
def offices(browser: Browser, service: Service) -> Iterator[Offices]:
    """Everybody who has a part in it."""
    with offices_of(browser, service) as made:
        yield made


def yesterday(service: Service) -> str:
    return (date.fromisoformat(today(service)) - timedelta(days=1)).isoformat()


def to_a_sign(offices: Offices, card: dict[str, Any]) -> None:
    """Applied for, agreed to, granted, issued, signed."""
    offices.applies(card)
    offices.agree()
    government = offices.at_file("government")
    government.it("permit-do-application-grant").click()
    offices.fill_in(government, document_number="连政许〔2026〕901号")
    stands(government, "准予许可")
    clerk = offices.at_file("clerk")
    step(clerk, "application", "issue")
    stands(clerk, "已发证")
    police = offices.at_file("police")
    inspected = offices.told("police", f"/registers/vehicles/{card['vehicle']['id']}")["inspection_valid_to"]
    police.it("permit-do-sign-issue").click()
    offices.fill_in(police, number=SIGN, valid_to=inspected)
    expect(police.it("permit-sign")).to_contain_text(SIGN)
    expect(police.it("permit-sign")).to_contain_text("已发放")


def label_of(offices: Offices) -> str:
    """The clerk makes the label on the file's page; where its code leads."""
    clerk = offices.at_file("clerk")
    clerk.it("label-make").click()
    expect(clerk.it("label")).to_have_attribute("data-standing", "valid")
    return str(clerk.it("label-open").get_attribute("href"))


def is_told(stranger: Desk, path: str, verdict: str, reason: str, words: str) -> None:
    """What the public page of a code says."""
    stranger.open(path)
    expect(stranger.it("label-verdict")).to_have_attribute("data-verdict", verdict)
    expect(stranger.it("label-verdict")).to_have_attribute("data-reason", reason)
    expect(stranger.it("label-verdict")).to_contain_text(words)


def seconds_to_the_flag(offices: Offices, officer: Desk, vehicle: str) -> float:
    """Police record on the bus's register page that its inspection ended yesterday; so long until the map shows it without
    permit.
    """
    police = offices.window("police")
    police.open(f"/registers/vehicles/{vehicle}")
    police.it("register-edit").click()
    police.it("field-inspection_valid_to").fill(yesterday(offices.service))
    police.it("register-save").click()
    police.it("ends-signs").click()  # the sign ends with it, and the page asks first
    expect(police.it("register-form")).to_have_count(0)
    recorded_s = clock.epoch()
    expect(police.it("register-file")).to_contain_text(yesterday(offices.service))
    officer.page.wait_for_function(FLAGGED, arg=vehicle, timeout=PATIENCE_S * 1000)
    return clock.epoch() - recorded_s


def test_an_application_goes_through_five_logins_to_a_sign_and_an_ended_inspection_to_a_bus_that_the_map_flags(
    offices: Offices, visitor: Desk, record_property: Callable[[str, object], None]
) -> None:
    """The bus drives while its papers change: each change rules it from the next batch."""
    card = offices.buses_under_way()[0]
    vehicle, plate = card["vehicle"]["id"], card["vehicle"]["plate"]
    to_a_sign(offices, card)
    granted = offices.on_record()["permit"]["name"]
    ruled = offices.told("officer", f"/vehicles/{vehicle}/card")
    assert (ruled["permit"]["number"], ruled["permit"]["state"]) == (granted, "in_force")
    assert granted != card["permit"]["number"]
    assert ruled["sign"]["number"] == SIGN
    path = label_of(offices)
    is_told(visitor, path, "valid", "valid", "许可和标牌当前有效")
    for told in (plate, granted, SIGN, card["run"]["line_name"]):
        expect(visitor.it("label-said")).to_contain_text(told)
    expect(visitor.it("label-here")).to_have_attribute("data-here", "genuine")

    officer = offices.window("officer")
    officer.open()
    officer.wait_for_map()
    assert officer.buses()[vehicle]["state"] != "no_permit"
    took_s = seconds_to_the_flag(offices, officer, vehicle)
    record_property("seconds_to_the_flag", round(took_s, 3))
    print(f"the map showed the bus without permit {took_s:.1f} s after its inspection was recorded as over")
    flagged = (
        officer.page.locator("[data-finding]").filter(has_text=plate).filter(has_text="无许可或无标牌提供校车服务")
    )
    expect(flagged).to_have_count(1, timeout=(PATIENCE_OF_R01_S + PATIENCE_S) * 1000)
    finding = offices.told("officer", "/findings", rule="R01", vehicle_id=vehicle)["items"][0]
    expect(flagged).to_have_attribute("data-finding", finding["id"])
    assert (finding["plate"], finding["ended"]) == (plate, None)
    is_told(visitor, path, "not_valid", "expired", "有效期已过")
    expect(visitor.it("label-said")).to_contain_text(plate)


def refusal(one: Desk) -> str:
    """The words of the letter of the refusal, by its link on the file's page."""
    link = one.it("permit-life").locator("li[data-step=refuse]").get_by_role("link")
    letter = one.context.request.get(f"{one.service.web}{link.get_attribute('href')}")
    assert letter.ok, letter.text()
    return words_in(letter.body())


def test_a_refusal_reaches_the_applicant_with_its_reasons_and_remedies_and_it_may_apply_again(offices: Offices) -> None:
    """The permit that rules the bus stays what it was; there is no sign of a refused application."""
    card = offices.buses_under_way()[-1]
    offices.applies(card)
    offices.agree()
    government = offices.at_file("government")
    government.it("permit-do-application-refuse").click()
    offices.fill_in(government, note=REASONS, document_number="连政不许〔2026〕901号")
    stands(government, "不予许可")
    applicant = offices.at_file("operator")
    stands(applicant, "不予许可")
    told = applicant.it("permit-life").locator("li[data-step=refuse]")
    expect(told).to_contain_text(REASONS)
    expect(told.get_by_role("link")).to_have_count(0)  # the office has not made it yet
    expect(applicant.it("permit-signs")).to_have_count(0)
    expect(applicant.it("label-card")).to_have_count(0)
    words = refusal(offices.at_file("government"))
    assert refusal(offices.at_file("operator")) == words
    for told_of in (REASONS, "连政不许〔2026〕901号", "行政复议", "六十日内", "行政诉讼", "六个月内", "人民法院"):
        assert told_of in words
    after = offices.told("officer", f"/vehicles/{card['vehicle']['id']}/card")
    assert after["permit"]["number"] == card["permit"]["number"]
    first = offices.file
    offices.applies(card)
    assert offices.file != first
