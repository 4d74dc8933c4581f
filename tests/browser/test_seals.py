"""Seals on the page: sealed from the list, a finding or playback, exported, lifted by two people."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import past
from tests.browser.desk import PHONE, Desk, Language, desk, row
from tests.browser.past import Past
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture
from tests.browser.service import Service

pytestmark = pytest.mark.browser

REASON = "早班事故调查，交警大队来函取证"


@pytest.fixture(scope="module")
def day(service: Service) -> Past:
    """A day of one bus, with a finding in it."""
    return past.write(service)


@pytest.fixture
def police(browser: Browser, service: Service) -> Iterator[Desk]:
    """The window of a second person."""
    with desk(browser, service) as window:
        window.log_in("police")
        yield window


def seal_the_finding(window: Desk, day: Past) -> str:
    """From the evidence of the finding; the seal's number."""
    window.log_in("officer")
    window.open(f"/map?finding={day.finding_id}")
    window.it("seal-finding").click()
    expect(window.it("seal-since")).to_have_value(f"{day.since:%Y-%m-%d}T07:10")
    window.it("seal-reason").fill(REASON)
    window.it("seal-submit").click()
    expect(window.it("seal-dialog")).to_have_count(0)
    return str(window.service.ask("/seals")["items"][0]["id"])


def test_a_finding_is_sealed_exported_and_lifted_by_two_people(visitor: Desk, police: Desk, day: Past) -> None:
    """The first to ask cannot agree to it; the second can, and then it is lifted."""
    number = seal_the_finding(visitor, day)
    visitor.open("/seals")
    expect(row(visitor, f"封存 {number} 号")).to_contain_text(day.plate)
    row(visitor, f"封存 {number} 号").click()
    expect(visitor.it("seal")).to_contain_text(REASON)
    expect(visitor.it("seal")).to_contain_text(re.compile(r"定位点 1[2-9]\d\d 个，报警 1 条"))
    with visitor.page.expect_download() as waiting:
        visitor.it("seal-package").click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        assert {"SHA256SUMS", "README.txt", "manifest.json", "fixes.csv", "findings.jsonl"} <= set(archive.namelist())
    visitor.it("lift").click()
    visitor.it("lift-reason").fill("调查已经终结")
    visitor.it("lift-submit").click()
    expect(visitor.it("lifting")).to_contain_text("须由另一人同意")
    expect(visitor.it("lift")).to_have_count(0)
    police.open(f"/seals?seal={number}")
    expect(police.it("seal").get_by_test_id("seal-state")).to_contain_text("等待第二人同意解除")
    police.it("lift").click()
    police.it("lift-reason").fill("材料已移送归档")
    police.it("lift-submit").click()
    expect(police.it("seal").get_by_test_id("seal-state")).to_contain_text("已解除")


def test_a_span_of_a_replay_is_sealed(visitor: Desk, day: Past) -> None:
    visitor.log_in("officer")
    visitor.open(
        day.address(since=past.moment(day.since.replace(hour=6)), until=past.moment(day.since.replace(hour=8)))
    )
    visitor.it("seal-span").click()
    expect(visitor.it("seal-until")).to_have_value(f"{day.since:%Y-%m-%d}T08:00")
    visitor.it("seal-reason").fill(REASON)
    visitor.it("seal-submit").click()
    expect(visitor.it("seal-dialog")).to_have_count(0)
    assert visitor.service.ask("/seals")["items"][0]["fixes"] == 7201


def test_a_run_is_sealed_from_the_list(visitor: Desk, day: Past) -> None:
    visitor.log_in("officer")
    visitor.open("/seals")
    visitor.it("new-seal").click()
    visitor.page.locator(".ant-radio-button-wrapper", has_text="班次").click()
    visitor.it("vehicle-pick").get_by_role("combobox").fill(day.plate)
    visitor.page.keyboard.press("Enter")
    visitor.it("seal-day").fill(f"{day.since:%Y-%m-%d}")
    visitor.it("seal-run").get_by_role("combobox").click()
    visitor.page.locator(".ant-select-item-option", has_text="07:00–07:50").click()
    visitor.it("seal-reason").fill(REASON)
    visitor.it("seal-submit").click()
    expect(visitor.it("seal")).to_contain_text("班次")
    expect(visitor.it("seal")).to_contain_text(f"{day.since:%Y-%m-%d} 06:50:00")


def test_without_a_reason_nothing_is_sealed(visitor: Desk, day: Past) -> None:
    visitor.log_in("officer")
    visitor.open("/seals")
    visitor.it("new-seal").click()
    visitor.it("seal-reason").fill("无")
    visitor.it("seal-submit").click()
    expect(visitor.it("seal-dialog")).to_contain_text("请写明理由，至少 5 个字")


def test_a_clerk_sees_the_seals_and_may_do_nothing_with_them(visitor: Desk, day: Past) -> None:
    seal_the_finding(visitor, day)
    visitor.log_in("clerk")
    visitor.open("/seals")
    expect(visitor.page.locator(".ant-table-row").first).to_be_visible()
    expect(visitor.it("new-seal")).to_have_count(0)
    visitor.page.locator(".ant-table-row").first.click()
    expect(visitor.it("seal")).to_be_visible()
    for deed in ("seal-package", "lift"):
        expect(visitor.it(deed)).to_have_count(0)


def test_a_phone_shows_the_seals_without_a_sideways_scroll(browser: Browser, service: Service, day: Past) -> None:
    with desk(browser, service, size=PHONE) as window:
        window.log_in()
        window.open("/seals")
        expect(window.page.locator("h1")).to_be_visible()
        assert window.is_as_wide_as_its_window()


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_a_seal(browser: Browser, service: Service, day: Past, tmp_path: Path, language: Language) -> None:
    """The list with one seal open."""
    with desk(browser, service, size=PRINTED, language=language) as window:
        window.log_in("officer")
        number = seal_the_finding(window, day) if language == "zh-CN" else service.ask("/seals")["items"][0]["id"]
        window.open(f"/seals?seal={number}")
        expect(window.it("lifting")).to_be_visible()
        print_picture(window, f"seal-{language[:2]}", tmp_path)
