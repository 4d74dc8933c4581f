"""Suspects on the page: who tells of plates, why one is listed, and its way to the police and back."""

from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from core import clock
from tests.browser import sightings
from tests.browser.desk import PHONE, Desk, Language, desk, row
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture
from tests.browser.service import PATIENCE_S, Service

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def seen(service: Service, browser: Browser) -> Service:
    """The service with three weeks of sightings, scored."""
    sightings.write(service)
    with desk(browser, service) as window:
        window.log_in()
        window.open("/suspects")
        window.it("how-scored").click()
        window.it("score-now").click()
        expect(window.page.locator(".ant-message")).to_contain_text("已计分")
    return service


def test_a_cameras_token_is_shown_once_and_what_it_tells_is_counted(visitor: Desk) -> None:
    visitor.log_in()
    visitor.open("/suspects?tab=sightings")
    visitor.it("add-source").click()
    visitor.it("source-name").fill("实验小学北门摄像机")
    visitor.it("source-submit").click()
    token = visitor.it("token").locator("code[data-secret=true]").inner_text()
    seen_at = (clock.now() - timedelta(hours=1)).isoformat()
    body = {"sightings": [{"plate": "苏Ｇ·５5555", "seen_at": seen_at}]}
    with httpx.Client(base_url=visitor.service.web, timeout=PATIENCE_S, trust_env=False) as wire:
        told = wire.post("/api/v1/suspects/feed", json=body, headers={"Authorization": f"Bearer {token}"})
    assert told.json() == {"kept": 1, "known": 0}
    visitor.open("/suspects?tab=sightings")
    source = visitor.it("source").filter(has_text="实验小学北门摄像机")
    expect(source.locator("td").nth(4)).to_have_text("1")
    assert token not in visitor.page.content()
    visitor.it("look-plate").fill("苏g55555")
    visitor.it("look-submit").click()
    expect(visitor.it("looked-up")).to_contain_text("苏G55555：1 条目击记录")
    expect(visitor.it("sightings")).to_contain_text("卡口/摄像机 · 实验小学北门摄像机")


def test_a_table_says_row_by_row_what_is_wrong_and_is_imported_when_nothing_is(visitor: Desk) -> None:
    visitor.log_in()
    visitor.open("/suspects?tab=sightings")
    at = f"{clock.now().astimezone(visitor.service.settings.zone) - timedelta(days=1):%Y-%m-%d %H:%M}"
    good = f"号牌,时间,地点,学生数\n苏G66666,{at},校门口,3\n"
    visitor.it("import-sightings").click()
    chosen = visitor.it("sightings-import").locator("input[type=file]")
    chosen.set_input_files({"name": "门岗.csv", "mimeType": "text/csv", "buffer": f"{good}苏GO6666,{at},,3\n".encode()})
    expect(visitor.it("sightings-wrong")).to_have_text("1 行有误")
    expect(visitor.it("sightings-problems")).to_contain_text("号牌: 号牌中没有字母 O（是否为 0）")
    expect(visitor.it("sightings-run")).to_be_disabled()
    chosen.set_input_files({"name": "门岗.csv", "mimeType": "text/csv", "buffer": good.encode()})
    visitor.it("sightings-run").click()
    expect(visitor.it("sightings-done")).to_contain_text("新增 1 条")


def test_a_suspect_is_handed_to_the_police_and_their_result_teaches_the_score(visitor: Desk, seen: Service) -> None:
    """A parent's car that comes as often is not on the list."""
    visitor.log_in()
    visitor.open("/suspects")
    expect(row(visitor, sightings.VAN)).to_contain_text("学生")
    expect(row(visitor, sightings.PARENT)).to_have_count(0)
    row(visitor, sightings.FULL_CAR).click()
    visitor.it("suspect-hand_over").click()
    visitor.it("suspect-said").fill("交警大队，连交函〔2026〕12 号")
    visitor.it("suspect-step-submit").click()
    expect(visitor.it("suspect").get_by_test_id("suspect-state")).to_have_text("已移送公安")
    with visitor.page.expect_download() as waiting:
        visitor.it("suspect-file").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
    visitor.it("suspect-result").click()
    visitor.it("result-illegal").click()
    visitor.it("suspect-step-submit").click()
    expect(visitor.it("suspect").get_by_test_id("suspect-state")).to_have_text("认定为非法接送")
    visitor.open("/suspects")
    visitor.it("how-scored").click()
    expect(visitor.it("learned")).to_contain_text("已从 1 个查处结果中学习")
    expect(visitor.page.locator("[data-weight=many_children] [data-moved=true]")).to_be_visible()


def test_a_phone_shows_a_suspect_without_a_sideways_scroll(browser: Browser, seen: Service) -> None:
    with desk(browser, seen, size=PHONE) as window:
        window.log_in("police")
        for path in ("/suspects", "/suspects?tab=sightings", "/suspects?tab=ours"):
            window.open(path)
            expect(window.page.locator("h1")).to_be_visible()
            expect(window.page.locator("[aria-busy=true]")).to_have_count(0)
            assert window.is_as_wide_as_its_window(), path


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_a_suspect(browser: Browser, seen: Service, tmp_path: Path, language: Language) -> None:
    """The list with one suspect open: its reasons, its calendar, where it was seen."""
    found = next(one["id"] for one in seen.ask("/suspects")["items"] if one["plate"] == sightings.VAN)
    with desk(browser, seen, size=PRINTED, language=language) as window:
        window.log_in()
        window.open(f"/suspects?suspect={found}")
        expect(window.it("suspect-reasons")).to_be_visible()
        expect(window.it("spots-map")).to_have_attribute("data-ready", "true")
        print_picture(window, f"suspect-{language[:2]}", tmp_path)
