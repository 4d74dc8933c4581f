"""The live map: buses that move, layers, search, and what a click shows."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.moving]

MEASURED = re.compile(r"测得[2-9]\d(\.\d)? km/h允许20 km/h持续.*开始\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
MOVED = """(before) => {
    const now = window.__schoolbus.store.buses
    return Object.values(before).filter((was) => now.get(was.id)?.lon !== was.lon || now.get(was.id)?.lat !== was.lat).length >= 8
}"""
DRAWN = """(layer) => window.__schoolbus.map.queryRenderedFeatures({ layers: [layer] }).length"""
SHOWN = """([layer, wanted]) => window.__schoolbus.map.getLayoutProperty(layer, 'visibility') === wanted"""
# where a bus is drawn, in pixels of the page
PLACE_OF = """(id) => {
    const map = window.__schoolbus.map, bus = window.__schoolbus.store.buses.get(id)
    const at = map.project([bus.lon, bus.lat]), box = map.getContainer().getBoundingClientRect()
    return [box.x + at.x, box.y + at.y]
}"""


def _search(officer: Desk, text: str) -> Locator:
    officer.it("search").fill(text)
    hit = officer.it("search-hit").first
    expect(hit).to_contain_text(text)
    return hit


def test_buses_move(officer: Desk) -> None:
    """Within seconds, without a click."""
    officer.page.wait_for_function(f"() => ({DRAWN})('bus-body') > 5")
    officer.page.wait_for_function(MOVED, arg=officer.buses())


def test_every_state_of_the_legend_has_its_count(officer: Desk) -> None:
    """Six states, and together they are all buses."""
    counts = officer.page.locator(".sb-legend-count")
    expect(counts).to_have_count(6)
    officer.page.wait_for_function(
        "() => [...document.querySelectorAll('.sb-legend-count')].reduce((sum, one) => sum + Number(one.textContent), 0)"
        " === window.__schoolbus.store.buses.size"
    )


def test_layers_can_be_switched(officer: Desk) -> None:
    """Off and on again; the address remembers, so that a reload shows the same map."""
    officer.it("layer-switch").click()
    box = officer.it("layer-risk")
    expect(box).to_be_checked()
    officer.page.wait_for_function(SHOWN, arg=["risk-way", "visible"])
    box.click()
    officer.page.wait_for_function(SHOWN, arg=["risk-way", "none"])
    officer.page.reload()
    officer.wait_for_map()
    officer.page.wait_for_function(SHOWN, arg=["risk-way", "none"])
    officer.it("layer-switch").click()
    officer.it("layer-risk").click()
    officer.page.wait_for_function(SHOWN, arg=["risk-way", "visible"])


def test_search_by_plate_flies_to_the_bus_and_shows_it(officer: Desk) -> None:
    """Plate, operator, driver, attendant, permit, run, the chart of ten minutes, last heard."""
    bus = next(one for one in officer.buses().values() if one["moving"] and one["state"] == "in_order")
    card = officer.service.ask(f"/vehicles/{bus['id']}/card")
    _search(officer, bus["plate"]).click()
    drawer = officer.it("bus-drawer")
    for told in (
        bus["plate"],
        card["vehicle"]["operator_name"],
        card["driver"]["name"],
        card["attendant"]["name"],
        card["permit"]["number"],
        card["permit"]["valid_to"],
        card["sign"]["number"],
        card["run"]["line_name"],
    ):
        expect(drawer).to_contain_text(told)
    expect(officer.it("speed-chart").locator("canvas")).to_be_visible()
    expect(officer.it("fix-age")).to_contain_text("刚刚")
    officer.wait_for_flight_to((bus["lon"], bus["lat"]))


def test_a_click_on_a_bus_shows_it(officer: Desk) -> None:
    """The one that stands still is the easiest to hit."""
    parked = next(one for one in officer.buses().values() if one["state"] == "parked")
    officer.page.evaluate(
        "([lon, lat]) => window.__schoolbus.map.jumpTo({ center: [lon, lat], zoom: 16 })",
        [parked["lon"], parked["lat"]],
    )
    officer.wait_until_still()
    officer.page.wait_for_function(f"() => ({DRAWN})('bus-body') > 0")
    officer.page.mouse.click(*officer.page.evaluate(PLACE_OF, parked["id"]))
    expect(officer.it("bus-drawer")).to_contain_text(parked["plate"])


def test_search_by_school_flies_there(officer: Desk) -> None:
    """By its name."""
    school = officer.service.ask("/organisations", kind="school")["items"][0]
    _search(officer, school["name"]).click()
    officer.wait_for_flight_to(tuple(school["point"]["coordinates"]))


def test_search_by_line_shows_it_whole(officer: Desk) -> None:
    """Both its ends are in sight."""
    line = officer.service.ask("/lines")["items"][0]
    path = officer.service.ask(f"/lines/{line['id']}")["path"]["coordinates"]
    _search(officer, line["name"]).click()
    officer.page.wait_for_function(
        "(ends) => { const map = window.__schoolbus.map;"
        " return !map.isMoving() && ends.every((end) => map.getBounds().contains(end)) && map.getZoom() > 11.6 }",
        arg=[path[0], path[-1]],
    )


def test_a_search_that_finds_nothing_says_so(officer: Desk) -> None:
    """With what to try instead."""
    officer.it("search").fill("没有这样的校车")
    expect(officer.page.get_by_text("没有找到")).to_be_visible()


def test_a_finding_flies_to_its_place_and_shows_its_evidence(officer: Desk) -> None:
    """Measured and allowed, since when, where, by which permit, by which article."""
    finding = officer.service.finding("R24")
    officer.page.locator(f"[data-finding='{finding['id']}']").click()
    detail = officer.it("finding-detail")
    expect(detail).to_contain_text("危险路段或天气超速")
    for told in (
        finding["plate"],
        finding["place"]["name"],
        finding["permit_number"],
        "《校车安全管理条例》第35条",
        "最高时速不得超过20公里",
    ):
        expect(detail).to_contain_text(told)
    expect(detail).to_contain_text(MEASURED)
    officer.wait_for_flight_to(tuple(finding["point"]["coordinates"]))


def test_a_link_brings_back_what_was_chosen(officer: Desk) -> None:
    """A finding's address opens the finding and flies to its place, also on another desk."""
    finding = officer.service.finding("R24")
    officer.open(f"/map?finding={finding['id']}")
    officer.wait_for_map()
    expect(officer.it("finding-detail")).to_contain_text(finding["plate"])
    officer.wait_for_flight_to(tuple(finding["point"]["coordinates"]))
    officer.page.reload()
    expect(officer.it("finding-detail")).to_contain_text(finding["plate"])
    officer.it("show-bus").click()
    expect(officer.it("bus-drawer")).to_contain_text(finding["plate"])


@pytest.mark.parametrize("rule", ["R24", "R26", "R01", "R39"])
def test_every_kind_of_finding_is_in_the_list(officer: Desk, rule: str) -> None:
    """Over 20 km/h in a risk segment, off its line, without a permit, silent."""
    finding = officer.service.finding(rule)
    expect(officer.page.locator(f"[data-finding='{finding['id']}']")).to_contain_text(finding["plate"])
