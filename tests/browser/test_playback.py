"""Playback: a whole day of a bus plays, stands still, is dragged, and shows what was true then."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import past
from tests.browser.desk import PHONE, Desk, Language, desk
from tests.browser.past import Past
from tests.browser.pictures import LANGUAGES, PRINTED, print_picture
from tests.browser.service import Service

pytestmark = pytest.mark.browser

MOMENT = "() => window.__schoolbus.player.moment"
DRAWN = """() => {
    const map = window.__schoolbus.map
    return map?.getLayer('replay-driven') && map.querySourceFeatures('replay-track').length > 0
}"""
STILL = "() => !window.__schoolbus.map.isMoving() && window.__schoolbus.map.areTilesLoaded()"
MEASURED = "() => performance.getEntriesByName('playback-frame').map((one) => one.duration).sort((a, b) => a - b)"
FRAMES = 20


@pytest.fixture(scope="module")
def day(service: Service) -> Past:
    """A day of one bus, 86,400 seconds long."""
    return past.write(service)


def ready(window: Desk) -> None:
    """Until the track is drawn."""
    expect(window.it("replay")).to_be_visible()
    window.page.wait_for_function(DRAWN)


@pytest.fixture
def player(visitor: Desk, day: Past) -> Desk:
    """An officer's window in which the day stands at its finding."""
    visitor.log_in()
    visitor.open(day.address(t=past.moment(day.began)))
    ready(visitor)
    return visitor


def moment(window: Desk) -> float:
    return float(window.page.evaluate(MOMENT))


def test_the_link_of_a_replay_shows_the_bus_at_its_moment(player: Desk, day: Past) -> None:
    """How fast it was, how fast it might be, by which permit it drove, what was found."""
    expect(player.it("moment")).to_have_text(f"{day.since:%Y-%m-%d} 07:20:00")
    expect(player.it("now-speed")).to_have_text("67 km/h")
    expect(player.it("now-limit")).to_have_text("60 km/h")
    expect(player.it("now")).to_contain_text("号")
    expect(player.it("now")).to_contain_text("第 1 版")
    expect(player.it("now")).to_contain_text("正在报警")
    expect(player.it("fixes")).to_contain_text(re.compile(r"85\d{3} 个定位点"))


def test_it_plays_is_paused_and_stepped_by_keys(player: Desk) -> None:
    """Space, arrows, plus and minus; the address then says where it stands."""
    began = moment(player)
    player.page.keyboard.press(" ")
    player.page.wait_for_function(f"() => window.__schoolbus.player.moment > {began + 2000}")
    player.page.keyboard.press(" ")
    expect(player.it("play")).to_have_attribute("data-playing", "false")
    stood = moment(player)
    player.page.keyboard.press("ArrowRight")
    player.page.keyboard.press("Shift+ArrowRight")
    player.page.keyboard.press("ArrowLeft")
    assert moment(player) == pytest.approx(stood + 60_000, abs=1)
    player.page.keyboard.press("+")
    expect(player.it("rate")).to_contain_text("20 倍")
    player.page.keyboard.press("-")
    player.page.keyboard.press("-")
    expect(player.it("rate")).to_contain_text("5 倍")
    expect(player.page).to_have_url(re.compile(r"x=5"))
    expect(player.page).to_have_url(re.compile(r"t=\d{4}-"))


def test_the_timeline_is_dragged(player: Desk, day: Past) -> None:
    box = player.it("timeline").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] - 8
    player.page.mouse.move(box["x"] + box["width"] / 4, y)
    player.page.mouse.down()
    player.page.mouse.move(box["x"] + box["width"] / 2, y, steps=5)
    player.page.mouse.up()
    noon = day.since.timestamp() * 1000 + past.DAY_S * 500
    assert moment(player) == pytest.approx(noon, abs=1_200_000)


def test_a_gap_is_said_and_what_was_sent_later_is_marked(player: Desk, day: Past) -> None:
    gap = day.since.timestamp() * 1000 + (past.GAP_S[0] + 600) * 1000
    player.page.evaluate(f"() => window.__schoolbus.player.seek({gap})")
    expect(player.it("now-silent")).to_contain_text("最后一次在 10 分钟前")
    expect(player.it("now-speed")).to_have_text("—")
    player.page.evaluate(f"() => window.__schoolbus.player.seek({gap + 700_000})")
    expect(player.it("now-delayed")).to_be_visible()
    assert player.page.locator(".sb-bar[data-kind=gap]").count() >= 1
    assert player.page.locator(".sb-lane .sb-bar[data-kind=delayed]").count() == 1


def test_what_happened_leads_to_its_moment(player: Desk, day: Past) -> None:
    """Findings, runs and stops, in order; j and k go from finding to finding."""
    expect(player.it("happening-run")).to_have_count(1)
    expect(player.it("happening-stop").first).to_contain_text("晚 2 分钟")
    player.it("happening-run").click()
    expect(player.it("moment")).to_have_text(f"{day.since:%Y-%m-%d} 07:00:00")
    player.page.keyboard.press("j")
    expect(player.it("moment")).to_have_text(f"{day.since:%Y-%m-%d} 07:20:00")


def test_the_permitted_line_is_drawn_with_its_corridor(player: Desk) -> None:
    """As wide on the ground as the parameter of that time says: twice 60 m."""
    player.page.wait_for_function("() => window.__schoolbus.map.querySourceFeatures('replay-lines').length > 0")
    px0 = player.page.evaluate("() => window.__schoolbus.map.querySourceFeatures('replay-lines')[0].properties.px0")
    assert px0 == pytest.approx(120 / (78_271.517 * 0.822), rel=0.01)


@pytest.mark.parametrize("kind", ["gpx", "csv", "geojson"])
def test_the_track_is_exported(player: Desk, day: Past, kind: str) -> None:
    player.it("export-track").click()
    with player.page.expect_download() as waiting:
        player.page.get_by_role("menuitem", name=re.compile(kind, re.IGNORECASE)).click()
    file = waiting.value
    assert file.suggested_filename == f"{day.plate}-{past.moment(day.since)[:10]}.{kind}"
    content = Path(file.path()).read_text(encoding="utf-8")
    expected = past.DAY_S - (past.GAP_S[1] - past.GAP_S[0] + 1)
    if kind == "gpx":
        assert len(ET.fromstring(content)[0].findall(".//{*}trkpt")) == expected  # noqa: S314 - our own
    elif kind == "csv":
        assert len(list(csv.DictReader(io.StringIO(content)))) == expected
    else:
        assert content.count('"Point"') == expected


def test_two_buses_are_played_side_by_side(visitor: Desk, day: Past, service: Service) -> None:
    """Each has a lane; a click on its name follows it."""
    other = past.write(service, 1)
    visitor.log_in()
    visitor.open(day.address(vehicles=f"{day.vehicle_id},{other.vehicle_id}", t=past.moment(day.began)))
    ready(visitor)
    expect(visitor.page.locator(".sb-lane")).to_have_count(2)
    visitor.page.get_by_role("button", name=f"查看 {other.plate}").click()
    expect(visitor.it("now")).to_contain_text(other.plate)


def test_it_is_reached_from_a_finding_and_from_a_bus(officer: Desk, day: Past) -> None:
    officer.open(f"/map?finding={day.finding_id}")
    officer.it("finding-playback").click()
    ready(officer)
    expect(officer.it("moment")).to_have_text(f"{day.since:%Y-%m-%d} 07:20:00")
    officer.open(f"/map?bus={day.vehicle_id}")
    officer.it("bus-playback").click()
    expect(officer.page).to_have_url(re.compile(rf"/playback\?vehicles={day.vehicle_id}&since="))


def test_nothing_chosen_and_nothing_heard_both_say_what_to_do(visitor: Desk, day: Past) -> None:
    visitor.log_in()
    visitor.open("/playback")
    expect(visitor.it("empty")).to_contain_text("还没有选择校车")
    visitor.open(day.address(since="2025-01-01T00:00:00Z", until="2025-01-02T00:00:00Z"))
    expect(visitor.it("empty")).to_contain_text("这段时间没有收到位置")


def test_buses_and_times_are_chosen_on_the_page(visitor: Desk, day: Past) -> None:
    visitor.log_in()
    visitor.open("/playback")
    visitor.page.get_by_role("combobox", name="校车").click()
    visitor.page.keyboard.type(day.plate[-4:])
    visitor.page.keyboard.press("Enter")
    visitor.page.keyboard.press("Escape")
    visitor.it("choose-since").fill(f"{day.since:%Y-%m-%d}T06:00")
    visitor.it("choose-until").fill(f"{day.since:%Y-%m-%d}T09:00")
    visitor.it("choose-show").click()
    ready(visitor)
    expect(visitor.it("moment")).to_have_text(f"{day.since:%Y-%m-%d} 06:00:00")


def test_a_phone_shows_all_of_it_without_a_sideways_scroll(browser: Browser, service: Service, day: Past) -> None:
    with desk(browser, service, size=PHONE) as window:
        window.log_in()
        window.open(day.address(t=past.moment(day.began)))
        ready(window)
        expect(window.it("play")).to_be_in_viewport()
        assert window.is_as_wide_as_its_window()


def test_a_day_at_sixty_times_asks_little_of_each_frame(player: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """What a frame costs is printed; it is asserted that frames were drawn and the bus moved, never how fast."""
    player.page.evaluate("() => { window.__schoolbus.measuring = true; window.__schoolbus.player.setRate(60) }")
    client = player.context.new_cdp_session(player.page)
    client.send("Performance.enable")

    def spent() -> dict[str, float]:
        return {one["name"]: one["value"] for one in client.send("Performance.getMetrics")["metrics"]}

    before, began = spent(), moment(player)
    player.page.keyboard.press(" ")
    player.page.wait_for_timeout(8000)
    # a machine that does other things draws fewer in that time
    player.page.wait_for_function(f"() => ({MEASURED})().length > {FRAMES}")
    player.page.keyboard.press(" ")
    after, frames = spent(), player.page.evaluate(MEASURED)
    assert len(frames) > FRAMES
    assert moment(player) - began > 60_000
    p50, p95 = frames[len(frames) // 2], frames[int(len(frames) * 0.95)]
    script = (after["ScriptDuration"] - before["ScriptDuration"]) * 1000 / len(frames)
    task = (after["TaskDuration"] - before["TaskDuration"]) * 1000 / len(frames)
    with capsys.disabled():
        print(
            f"\nplayback of 86,400 fixes at 60x: {len(frames)} frames; own work a frame: median {p50:.2f} ms,"
            f" p95 {p95:.2f} ms; all script {script:.1f} ms, whole main thread {task:.1f} ms a frame"
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_picture_of_playback(browser: Browser, service: Service, day: Past, tmp_path: Path, language: Language) -> None:
    """The morning of the bus, standing at its finding."""
    with desk(browser, service, size=PRINTED, language=language) as window:
        window.log_in()
        span = {
            "since": past.moment(day.since.replace(hour=6, minute=30)),
            "until": past.moment(day.since.replace(hour=9)),
        }
        window.open(day.address(t=past.moment(day.began), **span))
        ready(window)
        window.it("happening-finding").first.click()
        expect(window.it("playback-chart").locator("canvas")).to_be_visible()
        window.page.wait_for_function(STILL)
        print_picture(window, f"playback-{language[:2]}", tmp_path)
