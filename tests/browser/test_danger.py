"""Dangerous segments on the page: asked for, ranked, looked at, dismissed, promoted; and a picture of it for the guides."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from core import clock
from tests.browser import dangers
from tests.browser.desk import PHONE, Desk, Language, desk
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture
from tests.browser.service import Service

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def planted(service: Service) -> Service:
    """The service with weeks behind it, of which nobody has asked yet."""
    dangers.write(service)
    return service


@pytest.fixture(scope="module")
def ranked(planted: Service) -> Service:
    """The same with a ranking."""
    if not planted.ask("/danger/clusters")["items"]:
        with dangers.connect(planted.settings) as connection:
            dangers.ask(connection, clock.epoch() - 28 * 86_400.0, clock.epoch())
        dangers.walk(planted)
    return planted


def test_the_first_analysis_is_asked_for_from_the_empty_page_and_says_how_far_it_is(
    visitor: Desk, planted: Service
) -> None:
    """Until the worker takes it up it waits; done, the ranking stands beside the map."""
    visitor.log_in()
    visitor.open("/danger")
    expect(visitor.it("empty")).to_contain_text("还没有分析过")
    visitor.it("danger-ask").click()
    visitor.it("run-submit").click()
    expect(visitor.it("danger-progress")).to_contain_text("等待后台开始")
    expect(visitor.it("danger-ask")).to_be_disabled()
    dangers.walk(planted)
    expect(visitor.it("danger-row")).to_have_count(3)
    expect(visitor.it("danger-row").first).to_contain_text("44 次通过，13 次异常")
    expect(visitor.it("danger-map")).to_have_attribute("data-ready", "true")
    assert [row["passages"] for row in planted.ask("/danger/clusters")["items"]] == [44, 60, 180]


def test_a_segment_says_why_it_ranks_there_and_is_dismissed_with_a_reason(visitor: Desk, ranked: Service) -> None:
    visitor.log_in()
    visitor.open("/danger")
    visitor.it("danger-row").nth(2).click()
    segment = visitor.it("danger-segment")
    expect(segment).to_contain_text("校车通过 180 次")
    expect(segment).to_contain_text("超速 5")
    visitor.it("danger-dismiss").click()
    visitor.it("danger-reason").fill("无")
    visitor.it("danger-say").click()
    expect(visitor.page.locator(".ant-modal")).to_contain_text("至少 5 个字")
    visitor.it("danger-reason").fill("学校门前设有减速带")
    visitor.it("danger-say").click()
    expect(visitor.it("danger-word")).to_contain_text("排除：学校门前设有减速带")
    visitor.it("danger-reopen").click()
    visitor.it("danger-reason").fill("减速带已拆除，重新研判")
    visitor.it("danger-say").click()
    expect(visitor.it("danger-promote")).to_be_visible()
    visitor.it("danger-back").click()
    visitor.it("state-dismissed").click()
    expect(visitor.it("empty")).to_contain_text("没有这样的路段")


def test_the_police_make_a_hazard_of_a_segment_and_leave_its_grade_to_the_bureau(
    visitor: Desk, ranked: Service
) -> None:
    visitor.log_in("police")
    visitor.open("/danger")
    visitor.it("danger-row").first.click()
    visitor.it("danger-promote").click()
    expect(visitor.it("promote-title")).not_to_have_value("")
    expect(visitor.it("promote-grade")).to_have_count(0)


def test_one_click_makes_a_risk_segment_and_opens_a_hazard(visitor: Desk, ranked: Service) -> None:
    """From the worst of the list: what is proposed is taken as it is. It can be taken up again later."""
    visitor.log_in()
    visitor.open("/danger")
    visitor.it("danger-row").first.click()
    visitor.it("danger-promote").click()
    expect(visitor.it("promote-name")).not_to_have_value("")
    expect(visitor.it("promote-grade")).to_be_visible()
    visitor.it("promote-submit").click()
    expect(visitor.it("danger-word")).to_contain_text("转为隐患")
    expect(visitor.it("danger-reopen")).to_be_visible()
    visitor.it("danger-hazard").click()
    expect(visitor.page).to_have_url(visitor.service.web + "/hazards?hazard=" + str(_word(ranked)["hazard_id"]))
    names = {place["properties"]["key"] for place in ranked.ask("/places", category="risk_segment")["features"]}
    assert _word(ranked)["place_key"] in names


def _word(service: Service) -> dict[str, str]:
    word: dict[str, str] = service.ask("/danger/clusters")["items"][0]["word"]
    return word


def test_a_clerk_sees_the_ranking_and_decides_nothing_and_a_phone_shows_it_without_a_sideways_scroll(
    browser: Browser, ranked: Service
) -> None:
    with desk(browser, ranked, size=PHONE) as window:
        window.log_in("clerk")
        window.open("/danger")
        window.it("danger-row").nth(1).click()
        expect(window.it("danger-segment")).to_contain_text("排名依据")
        for deed in ("danger-promote", "danger-dismiss"):
            expect(window.it(deed)).to_have_count(0)
        assert window.is_as_wide_as_its_window()


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_dangerous_segments(browser: Browser, ranked: Service, tmp_path: Path, language: Language) -> None:
    """The map in the colours of the rates, one segment with its reasons."""
    with desk(browser, ranked, size=PRINTED, language=language) as window:
        window.log_in("officer")
        window.open("/danger")
        window.it("danger-row").nth(1).click()
        expect(window.it("danger-segment").locator(".sb-hours")).to_be_visible()
        window.page.wait_for_function("() => window.__schoolbus.map && !window.__schoolbus.map.isMoving()")
        window.page.wait_for_timeout(600)  # the map's letters
        print_picture(window, f"danger-{language[:2]}", tmp_path)
