"""The pictures of the guides, and with `make pictures` one of every page at every size, in both languages and both themes.

PICTURES    a folder: every page is taken there; not set: only those of the guides, to see that they can be taken
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.desk import DESKTOP, LAPTOP, PHONE, Desk, Language, desk
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture, take, take_map
from tests.browser.service import Service
from tests.browser.terminals import TERMINAL, report, report_platforms

pytestmark = pytest.mark.browser

SIZES = (LAPTOP, DESKTOP, PHONE)
LISTS = ("findings", "buses", "devices", "quality", "rules")
RULES = ("R24", "R26", "R01", "R39")
Scheme = Literal["light", "dark"]


def _map(window: Desk) -> None:
    window.open("/map")


def _finding(window: Desk) -> None:
    window.open(f"/map?finding={window.service.finding('R24')['id']}")
    expect(window.it("finding-detail")).to_contain_text("20 km/h")
    window.wait_for_flight_to(tuple(window.service.finding("R24")["point"]["coordinates"]))


def _bus(window: Desk) -> None:
    bus = window.service.finding("R26")["vehicle_id"]
    window.open(f"/map?bus={bus}")
    expect(window.it("speed-chart").locator("canvas")).to_be_visible()


def _device(window: Desk) -> None:
    window.open(f"/devices?device={TERMINAL}")
    expect(window.it("commands")).to_be_visible()
    expect(window.it("photos").locator("img").first).to_be_visible()


def _unknown(window: Desk) -> None:
    window.open("/devices?tab=unknown")
    expect(window.it("adopt").first).to_be_visible()


def _platforms(window: Desk) -> None:
    report_platforms(window.service)
    window.open("/devices?tab=platforms")
    expect(window.it("standing")).to_have_count(3)


def _platform(window: Desk) -> None:
    window.open(f"/devices?tab=platforms&platform={report_platforms(window.service)}")
    expect(window.it("platform-trouble")).to_be_visible()
    expect(window.it("handover")).to_be_visible()


def _rules(window: Desk) -> None:
    window.open("/rules")
    expect(window.it("rule-R24").get_by_test_id("mode")).to_be_visible()


def _why(window: Desk) -> None:
    window.open(f"/map?finding={window.service.finding('R26')['id']}")
    window.it("finding-detail").get_by_test_id("ask-why").click()
    expect(window.it("saw-R26")).to_be_visible()


DEVICES: dict[str, tuple[str, Callable[[Desk], None]]] = {
    "device": ("officer", _device),
    "unknown": ("clerk", _unknown),
}
RULEBOOK: dict[str, Callable[[Desk], None]] = {"rules": _rules, "why": _why}
VIEWS: dict[str, Callable[[Desk], None]] = {"map": _map, "finding": _finding, "bus": _bus}


@pytest.fixture(scope="module")
def crowded(service: Service) -> Service:
    """The service once each kind of finding is there."""
    for rule in RULES:
        service.finding(rule)
    return service


@pytest.fixture(scope="module")
def reported(service: Service, browser: Browser) -> Service:
    """The service once a terminal has photographed and answered, and strangers have knocked."""
    report(service, browser)
    return service


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", DEVICES)
def test_picture_of_the_devices(
    browser: Browser, reported: Service, tmp_path: Path, view: str, language: Language
) -> None:
    """A device with its bindings, its set-up and its commands, as an officer sees it; the queue of those who keep devices."""
    role, go = DEVICES[view]
    with desk(browser, reported, size=PRINTED, language=language) as window:
        window.log_in(role)
        go(window)
        print_picture(window, f"{view}-{language[:2]}", tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", RULEBOOK)
def test_picture_of_the_rules(
    browser: Browser, crowded: Service, tmp_path: Path, view: str, language: Language
) -> None:
    """The page of rules as an administrator has it, and what each rule saw of a bus that left its line."""
    with desk(browser, crowded, size=PRINTED, language=language) as window:
        window.log_in("admin")
        RULEBOOK[view](window)
        print_picture(window, f"{view}-{language[:2]}", tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_picture_of_the_guides(
    browser: Browser, crowded: Service, tmp_path: Path, view: str, language: Language
) -> None:
    """Each shows what the guide says beside it, and is small enough for a page."""
    with desk(browser, crowded, size=PRINTED, language=language) as window:
        window.log_in()
        VIEWS[view](window)
        print_picture(window, f"{view}-{language[:2]}", tmp_path, take_map)


def test_picture_of_the_phone(browser: Browser, crowded: Service, tmp_path: Path) -> None:
    """The map on a phone."""
    with desk(browser, crowded, size=PHONE) as window:
        window.log_in()
        _map(window)
        print_picture(window, "phone-zh", tmp_path, take_map)


@pytest.mark.skipif("PICTURES" not in os.environ, reason="every page at every size: `make pictures`")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_of_every_page(
    browser: Browser, crowded: Service, size: tuple[int, int], language: Language, scheme: Scheme
) -> None:
    """To be looked at: the map, a finding and a bus in both themes, the lists and the login in light."""
    folder = Path(os.environ["PICTURES"]) / f"{size[0]}x{size[1]}"
    with desk(browser, crowded, size=size, language=language, scheme=scheme) as window:
        named = f"{language[:2]}-{scheme}.png"
        window.open("/")
        expect(window.it("login-form")).to_be_visible()
        take(window, folder / f"login-{named}")
        window.log_in()
        for view, go in VIEWS.items():
            go(window)
            take_map(window, folder / f"{view}-{named}")
        if size == PHONE:
            window.open("/map")
            window.wait_for_map()
            window.it("findings-sheet").tap()
            take_map(window, folder / f"sheet-{named}")
        for page in LISTS if scheme == "light" else ():
            window.open(f"/{page}")
            expect(window.page.locator("h1")).to_be_visible()
            expect(window.page.locator("[aria-busy=true]")).to_have_count(0)
            take(window, folder / f"{page}-{named}")


@pytest.mark.skipif("PICTURES" not in os.environ, reason="every page at every size: `make pictures`")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_picture_of_everything_about_devices(
    browser: Browser, reported: Service, size: tuple[int, int], language: Language, scheme: Scheme
) -> None:
    """To be looked at: a device, the queue of unknown ones, other platforms, the dialogs, in both themes."""
    folder = Path(os.environ["PICTURES"]) / f"{size[0]}x{size[1]}"
    named = f"{language[:2]}-{scheme}.png"
    with desk(browser, reported, size=size, language=language, scheme=scheme) as window:
        window.log_in("admin")
        for view, (_, go) in DEVICES.items():
            go(window)
            take(window, folder / f"{view}-{named}")
        window.it("adopt").first.click()
        expect(window.it("adopt-submit")).to_be_visible()
        take(window, folder / f"adopt-{named}")
        for view, go in (("platforms", _platforms), ("platform", _platform)):
            go(window)
            take(window, folder / f"{view}-{named}")
        window.it("platform-edit").click()
        expect(window.it("edit-submit")).to_be_visible()
        take(window, folder / f"platform-edit-{named}")
        for button, shown, path in (
            ("add-device", "create-submit", "/devices"),
            ("import-devices", "import-dialog", "/devices"),
            ("add-platform", "register-submit", "/devices?tab=platforms"),
        ):
            window.open(path)
            window.it(button).click()
            expect(window.it(shown)).to_be_visible()
            take(window, folder / f"{button}-{named}")
