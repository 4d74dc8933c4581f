"""On a phone, 390 pixels wide."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PHONE, Desk

pytestmark = pytest.mark.browser


def _is_in_the_window(phone: Desk, test_id: str) -> None:
    """Within the screen from side to side, and begun within its height."""
    box = phone.it(test_id).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE[0]
    assert 0 <= box["y"] < PHONE[1]


def test_map_search_and_findings_fit(phone: Desk) -> None:
    """Nothing sticks out at the side."""
    for test_id in ("map", "search", "layer-switch", "findings-sheet", "nav-map"):
        _is_in_the_window(phone, test_id)
    assert phone.is_as_wide_as_its_window()


def test_the_sheet_of_findings_opens_and_a_finding_can_be_chosen(phone: Desk) -> None:
    """Its evidence covers the lower half; the place stays in sight above it."""
    finding = phone.service.finding("R24")
    phone.it("findings-sheet").tap()
    phone.page.locator(f"[data-finding='{finding['id']}']").tap()
    expect(phone.it("finding-detail")).to_contain_text(finding["plate"])
    _is_in_the_window(phone, "finding-detail")
    phone.wait_for_flight_to(tuple(finding["point"]["coordinates"]))
    top = phone.it("finding-detail").bounding_box()
    assert top is not None
    below = phone.page.evaluate("(at) => window.__schoolbus.map.project(at).y", finding["point"]["coordinates"])
    assert below < top["y"]
    phone.it("close-panel").tap()
    expect(phone.it("finding-detail")).to_have_count(0)
    assert phone.is_as_wide_as_its_window()


def test_a_bus_can_be_read(phone: Desk) -> None:
    """Its card scrolls within the screen."""
    bus = next(one for one in phone.buses().values() if one["moving"])
    phone.open(f"/map?bus={bus['id']}")
    expect(phone.it("bus-drawer")).to_contain_text(bus["plate"])
    phone.it("speed-chart").scroll_into_view_if_needed()
    expect(phone.it("speed-chart")).to_be_in_viewport()
    _is_in_the_window(phone, "bus-drawer")
    assert phone.is_as_wide_as_its_window()


@pytest.mark.parametrize(
    "page",
    [
        "desk",
        "findings",
        "buses",
        "permits",
        "hazards",
        "danger",
        "suspects",
        "reports",
        "figures",
        "quality",
        "devices",
        "rules",
    ],
)
def test_every_page_fits(phone: Desk, page: str) -> None:
    """A list may scroll within itself, the page does not scroll sideways."""
    phone.go(page)
    expect(phone.page.locator("[aria-busy=true]")).to_have_count(0)
    expect(phone.page.locator("h1")).to_be_visible()
    assert phone.is_as_wide_as_its_window()
