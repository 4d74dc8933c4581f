"""Chinese first, English complete; light and dark."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Response, expect

from tests.browser.desk import Desk, desk
from tests.browser.service import Service
from tests.browser.terminals import TERMINAL, report, report_platforms

pytestmark = pytest.mark.browser

PAGES = (
    "map", "desk", "findings", "buses", "permits", "hazards", "danger", "suspects", "reports", "figures", "quality", "devices",
    "rules",
)  # fmt: skip
CHINESE = re.compile("[\u4e00-\u9fff]")
KEY = re.compile(r"^[a-z]+(\.[a-zA-Z_]+)+$")
# every text that a person can read or hear, without what is said to be in another language than the page
WORDS = """() => {
    const page = document.documentElement.lang, said = []
    const own = (element) => (element?.closest('[lang]')?.lang ?? page) === page
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walk.nextNode()) {
        const parent = walk.currentNode.parentElement
        if (own(parent) && !['SCRIPT', 'STYLE'].includes(parent.tagName)) said.push(walk.currentNode.data.trim())
    }
    for (const element of document.querySelectorAll('[aria-label],[placeholder],[title],[alt]'))
        if (own(element))
            for (const name of ['aria-label', 'placeholder', 'title', 'alt']) said.push(element.getAttribute(name) ?? '')
    return [...new Set([document.title, ...said])].filter((text) => text !== '')
}"""

LIVE = """() => {
    const live = window.__schoolbus?.store
    return live ? [[...live.buses.values()], [...live.findings.all]] : []
}"""


class Given:
    """Every Chinese text that the service gave to a page: names of people, places, papers. The rest is the page's own."""

    def __init__(self, window: Desk) -> None:
        self._window = window
        self._texts: set[str] = set()
        window.page.on("response", self._note)

    def names(self) -> list[str]:
        """All of them until now, the longest first."""
        return sorted(self._texts | set(_texts(self._live())), key=len, reverse=True)

    def _live(self) -> Any:
        return self._window.page.evaluate(LIVE)

    def _note(self, response: Response) -> None:
        if "/api/v1/" in response.url and "json" in response.headers.get("content-type", ""):
            self._texts.update(_texts(json.loads(response.body())))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if CHINESE.search(value):
            yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _visit(window: Desk, page: str) -> None:
    window.go(page)
    expect(window.page.locator("[aria-busy=true]")).to_have_count(0)
    expect(window.page.locator("#main")).not_to_be_empty()


def test_the_language_is_switched_on_the_page_and_stays(officer: Desk) -> None:
    """Chinese first; English at a click, also after a reload; and back."""
    expect(officer.it("nav-map")).to_have_text("地图")
    officer.it("language-switch").click()
    expect(officer.it("nav-map")).to_have_text("Map")
    officer.page.reload()
    expect(officer.it("nav-map")).to_have_text("Map")
    assert officer.page.evaluate("() => document.documentElement.lang") == "en"
    officer.it("language-switch").click()
    expect(officer.it("nav-map")).to_have_text("地图")


def test_in_english_only_names_are_chinese(browser: Browser, service: Service) -> None:
    """Login, map, a finding, a bus, and every list: what is Chinese there, the service gave."""
    finding = service.finding("R24")
    with desk(browser, service, language="en") as window:
        given = Given(window)
        window.open("/")
        expect(window.it("login-form")).to_be_visible()
        _only_names(window, given)
        window.log_in()
        window.open(f"/map?finding={finding['id']}")
        window.wait_for_map()
        expect(window.it("finding-detail")).to_contain_text("20 km/h")
        _only_names(window, given)
        window.it("show-bus").click()
        expect(window.it("speed-chart")).to_be_visible()
        _only_names(window, given)
        window.it("close-panel").click()
        window.it("layer-switch").click()
        expect(window.it("layer-list")).to_be_visible()
        _only_names(window, given)
        for page in PAGES:
            _visit(window, page)
            _only_names(window, given)
        window.page.keyboard.press("?")
        expect(window.page.get_by_role("dialog")).to_be_visible()
        _only_names(window, given)


def test_in_english_devices_are_told_in_english(browser: Browser, service: Service) -> None:
    """A device with what it was told and answered, the strangers, every dialog; and no key is left."""
    seen = report(service, browser)
    with desk(browser, service, language="en") as window:
        given = Given(window)
        window.log_in("admin")
        window.open(f"/devices?device={TERMINAL}")
        expect(window.it("commands")).to_be_visible()
        expect(window.it("photos")).to_be_visible()
        _only_names(window, given)
        for button in (
            "device-edit",
            "bind",
            "unbind",
            "command-text",
            "command-interval",
            "command-snapshot",
            "command-confirm_alarm",
        ):
            window.it(button).click()
            expect(window.page.get_by_role("dialog").last).to_be_visible()
            _only_names(window, given)
            window.page.keyboard.press("Escape")
            expect(window.page.locator(".ant-modal-wrap:visible")).to_have_count(0)
        window.open("/devices?tab=unknown")
        expect(window.it("adopt").first).to_be_visible()
        _only_names(window, given)
        window.it("adopt").first.click()
        expect(window.it("adopt-submit")).to_be_visible()
        _only_names(window, given)
        for button in ("add-device", "import-devices"):
            window.open("/devices")
            window.it(button).click()
            expect(window.page.get_by_role("dialog")).to_be_visible()
            _only_names(window, given)
        window.open(f"/map?bus={seen.vehicle_id}")
        expect(window.it("driver-card")).to_be_visible()
        _only_names(window, given)


def test_in_english_platforms_are_told_in_english(browser: Browser, service: Service) -> None:
    """The list with its problems, a platform, every dialog; and no key is left."""
    platform = report_platforms(service)
    with desk(browser, service, language="en") as window:
        given = Given(window)
        window.log_in("admin")
        window.open(f"/devices?tab=platforms&platform={platform}")
        expect(window.it("platform-trouble")).to_be_visible()
        expect(window.it("handover")).to_be_visible()
        _only_names(window, given)
        window.it("platform-edit").click()
        window.it("encrypting-given").click()
        window.it("edit-submit").click()
        expect(window.it("edit-dialog").locator(".ant-form-item-explain-error")).to_have_count(3)
        _only_names(window, given)
        window.open("/devices?tab=platforms")
        window.it("add-platform").click()
        window.it("register-submit").click()
        expect(window.it("register-dialog").locator(".ant-form-item-explain-error")).to_have_count(2)
        _only_names(window, given)


def _only_names(window: Desk, given: Given) -> None:
    said = window.page.evaluate(WORDS)
    names = given.names()  # asked of the page once, after what it says: what came meanwhile is among them
    assert [text for text in said if CHINESE.search(_without(text, names)) or KEY.match(text)] == []


def _without(text: str, names: list[str]) -> str:
    """A text of the page without the names in it."""
    for name in names if CHINESE.search(text) else ():
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_key_is_left_untranslated(browser: Browser, service: Service, language: Any) -> None:
    """Nobody reads `findings.title`."""
    with desk(browser, service, language=language) as window:
        window.log_in()
        window.open()
        window.wait_for_map()
        for page in PAGES:
            _visit(window, page)
            assert [text for text in window.page.evaluate(WORDS) if KEY.match(text)] == []


def test_the_theme_is_dark_where_the_system_is(browser: Browser, service: Service) -> None:
    """And light at a click, which stays."""
    ground = "() => getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).reduce((a, b) => a + Number(b), 0)"
    with desk(browser, service, scheme="dark") as window:
        window.log_in()
        window.open()
        window.wait_for_map()
        assert window.page.evaluate(ground) < 200
        window.it("theme-switch").click()
        window.page.wait_for_function(f"() => ({ground})() > 550")
        window.page.reload()
        window.wait_for_map()
        assert window.page.evaluate(ground) > 550
