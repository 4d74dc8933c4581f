"""One person's browser window: how it is opened, what is read in it, and that it stayed clean."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page

from tests.browser.service import PATIENCE_S, Service, account

PATIENCE_MS = PATIENCE_S * 1000
PHONE, LAPTOP, DESKTOP = (390, 844), (1440, 900), (1920, 1080)
# Where no picture is taken nobody looks at the pixels, and a processor that draws a map draws a quarter of them.
FINENESS = 1.0 if {"GUIDES", "PICTURES"} & os.environ.keys() else 0.5
Language = Literal["zh-CN", "en"]
# the first visit's choice; what is chosen on the page later is not overwritten
CHOOSE = "localStorage.getItem('schoolbus.language') ?? localStorage.setItem('schoolbus.language', '{language}')"
STANDS_UNDER = {
    "rounds": "permits", "granted": "permits", "training": "registers", "imports": "admin", "letters": "permits",
    "danger": "hazards", "reports": "suspects", "quality": "figures", "devices": "buses", "seals": "findings",
    "runs": "buses", "schoolCalendar": "buses",
}  # fmt: skip
BUSES_THERE = "() => (window.__schoolbus?.store?.buses.size ?? 0) > 0 && window.__schoolbus.map !== undefined"
# the buses' own source changes with every frame: what stands still is the ground and what is on it
STILL = """() => {
    const map = window.__schoolbus.map, ground = ['base', 'places', 'schools', 'lines', 'stops']
    return !map.isMoving() && ground.every((source) => map.isSourceLoaded(source))
}"""
IN_SIGHT = """([lon, lat]) => {
    const map = window.__schoolbus.map, box = map.getContainer(), at = map.project([lon, lat])
    return !map.isMoving() && map.getZoom() >= 13.9 && at.x > 0 && at.y > 0 && at.x < box.clientWidth && at.y < box.clientHeight
}"""


@dataclass
class Desk:
    """A window. `faults` are errors that the page wrote or threw, `foreign` the requests that left the origin.

    `touched` says that it is a telephone. `leaves` is set before a login ends: what was on its way is then refused, and the
    browser writes a line of it.
    """

    page: Page
    context: BrowserContext
    service: Service
    leaves: bool = False
    touched: bool = False
    faults: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def it(self, test_id: str) -> Locator:
        """What bears a test id."""
        return self.page.get_by_test_id(test_id)

    def log_in(self, role: str = "officer") -> None:
        """Be logged in, as if on an earlier day."""
        answer = self.context.request.post(f"{self.service.web}/api/v1/session", data=account(role))
        assert answer.ok, answer.text()

    def open(self, path: str = "/map") -> None:
        """Go to an address."""
        self.page.goto(f"{self.service.web}{path}")

    def go(self, page: str) -> None:
        """Go to a page as people do: by the navigation, and from the job it stands under by the tabs above the page."""
        job = STANDS_UNDER.get(page, page)
        press = Locator.tap if self.touched else Locator.click
        press(self.it(f"nav-{job}"))
        if job != page:
            press(self.it(f"sibling-{page}"))

    def wait_for_map(self) -> None:
        """Until the map draws and buses are on it."""
        self.page.wait_for_selector("[data-testid=map][data-ready=true]", timeout=PATIENCE_MS)
        self.page.wait_for_function(BUSES_THERE, timeout=PATIENCE_MS)

    def wait_for_flight_to(self, point: tuple[float, float]) -> None:
        """Until the map stands near a point (longitude, latitude), with the point in sight."""
        self.page.wait_for_function(IN_SIGHT, arg=list(point), timeout=PATIENCE_MS)

    def wait_until_still(self) -> None:
        """Until nothing flies and everything of the place is drawn."""
        self.page.wait_for_function(STILL, timeout=PATIENCE_MS)

    def buses(self) -> dict[str, Any]:
        """What the page knows of every bus, by id."""
        known: dict[str, Any] = self.page.evaluate("() => Object.fromEntries(window.__schoolbus.store.buses)")
        return known

    def is_as_wide_as_its_window(self) -> bool:
        """Whether nothing sticks out at the side."""
        return bool(self.page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))


def told(window: Desk, word: str) -> str:
    """What the set-up says of one thing."""
    row = window.page.locator(
        ".sb-howto .sb-facts > div:visible", has=window.page.locator("dt", has_text=re.compile(f"^{word}$"))
    )
    return row.locator("code").inner_text()


def row(window: Desk, text: str) -> Locator:
    """The row of a list that holds a text."""
    return window.page.locator(".ant-table-row:visible", has_text=text)


@contextmanager
def desk(
    browser: Browser,
    service: Service,
    *,
    size: tuple[int, int] = LAPTOP,
    language: Language = "zh-CN",
    scheme: Literal["light", "dark"] = "light",
    calm: bool = True,
) -> Iterator[Desk]:
    """A window of a person who was never here; it must leave no error in the console and ask nobody but the service.

    `calm`: who asked the system for less motion; a dialog stands at once, where a busy machine moves it under the mouse,
    and a map is drawn when something changed, where two processors would draw nothing else.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=FINENESS if size == LAPTOP else 1.0,
        color_scheme=scheme,
        reduced_motion="reduce" if calm else "no-preference",
        locale=language,
        timezone_id="Asia/Shanghai",
        has_touch=size == PHONE,
        is_mobile=size == PHONE,
    )
    try:
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(CHOOSE.format(language=language))
        opened = Desk(context.new_page(), context, service, touched=size == PHONE)
        _listen(opened)
        yield opened
        assert opened.faults == []
        assert opened.foreign == []
    finally:
        context.close()


def _listen(opened: Desk) -> None:
    def note(message: ConsoleMessage) -> None:
        # the browser itself writes a line for "nobody is logged in", which is an answer and no error
        asked_who = opened.leaves or message.location.get("url", "").endswith("/api/v1/session")
        if message.type == "error" and not (asked_who and "401" in message.text):
            opened.faults.append(f"{message.text} ({message.location.get('url')})")

    def watch(url: str) -> None:
        ours = (opened.service.web, opened.service.web.replace("http", "ws", 1), "data:", "blob:")
        if not url.startswith(ours):
            opened.foreign.append(url)

    opened.page.on("console", note)
    opened.page.on("pageerror", lambda error: opened.faults.append(str(error)))
    opened.page.on("request", lambda request: watch(request.url))
    opened.page.on("websocket", lambda socket: watch(socket.url))
