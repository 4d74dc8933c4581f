"""Places as an officer draws them: a polygon, a change that is undone, a file with errors; fog declared and seen on the map."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.desk import PATIENCE_MS, Desk

pytestmark = pytest.mark.browser

READY = "[data-testid=places-map][data-ready=true]"
STILL = "() => !window.__schoolbus.map.isMoving() && window.__schoolbus.map.isSourceLoaded('places')"
TABLE = "名称,类型,经度,纬度,半径,来源\n海棠路口站,公交站,119.405,34.721,30,公交公司\n"
BROKEN = TABLE + "没有坐标,学校,,,50,教育局\n"


def _open(window: Desk, path: str = "/places") -> None:
    window.open(path)
    window.page.wait_for_selector(READY, timeout=PATIENCE_MS)
    window.page.wait_for_function(STILL, timeout=PATIENCE_MS)


def _middle(window: Desk) -> tuple[float, float]:
    """The middle of the map, in pixels of the window."""
    box = window.it("places-map").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _draw_square(window: Desk, size: float = 60) -> None:
    """Four corners around the middle, and the first again."""
    x, y = _middle(window)
    for dx, dy in ((-size, -size), (size, -size), (size, size), (-size, size), (-size, -size)):
        window.page.mouse.move(x + dx, y + dy, steps=4)
        window.page.mouse.down()
        window.page.mouse.up()
        window.page.wait_for_timeout(350)  # two clicks at once would be a double click


def _place(window: Desk, name: str) -> Any:
    found = [one for one in window.service.ask("/places")["features"] if one["properties"]["name"] == name]
    assert len(found) == 1, name
    return found[0]


def test_an_officer_draws_a_polygon_changes_it_and_undoes_the_change(visitor: Desk) -> None:
    """Drawn corner by corner, saved; moved, undone, moved again, saved as version 2; version 1 restored as version 3."""
    visitor.log_in()
    _open(visitor)
    visitor.it("new-place").click()
    expect(visitor.it("place-save")).to_be_disabled()
    _draw_square(visitor)
    expect(visitor.it("place-save")).to_be_enabled()
    visitor.it("place-name").fill("测试学校")
    visitor.it("place-source").fill("现场核对")
    visitor.it("place-save").click()
    expect(visitor.it("place-card")).to_contain_text("测试学校")
    drawn = _place(visitor, "测试学校")
    assert drawn["geometry"]["type"] == "Polygon"
    assert len(drawn["geometry"]["coordinates"][0]) == 5

    visitor.it("place-edit").click()
    visitor.page.wait_for_function("() => !window.__schoolbus.map.isMoving()")
    corner = drawn["geometry"]["coordinates"][0][0]
    _drag(visitor, corner)
    expect(visitor.it("draw-undo")).to_be_enabled()
    visitor.it("draw-undo").click()
    expect(visitor.it("draw-redo")).to_be_enabled()
    visitor.it("draw-redo").click()
    visitor.it("place-save").click()
    expect(visitor.it("place-history")).to_contain_text("第 2 版")
    moved = _place(visitor, "测试学校")
    assert moved["geometry"] != drawn["geometry"]
    assert moved["properties"]["version"] == 2
    visitor.it("restore-version").last.click()
    expect(visitor.it("place-history")).to_contain_text("第 3 版")
    assert _place(visitor, "测试学校")["geometry"] == drawn["geometry"]


def _drag(window: Desk, corner: list[float]) -> None:
    """Take a corner somewhere else."""
    at = window.page.evaluate(
        """([lon, lat]) => {
            const map = window.__schoolbus.map, box = map.getContainer().getBoundingClientRect(), at = map.project([lon, lat])
            return [box.x + at.x, box.y + at.y]
        }""",
        corner,
    )
    window.page.mouse.move(*at, steps=4)
    window.page.mouse.down()
    window.page.mouse.move(at[0] - 40, at[1] - 30, steps=8)
    window.page.mouse.up()


def test_a_place_that_cannot_be_is_refused_in_words_and_what_was_drawn_stays(visitor: Desk) -> None:
    """A circle with hours that no clock shows: the server's own sentence beside the form, then corrected and saved."""
    visitor.log_in()
    _open(visitor)
    visitor.it("new-place").click()
    visitor.it("draw-circle").click()
    x, y = _middle(visitor)
    for dx in (0, 40):
        visitor.page.mouse.move(x + dx, y, steps=4)
        visitor.page.mouse.down()
        visitor.page.mouse.up()
        visitor.page.wait_for_timeout(350)
    expect(visitor.it("place-radius")).not_to_have_value("")
    visitor.it("place-name").fill("错误的时段")
    visitor.it("place-source").fill("现场核对")
    visitor.it("place-hours").fill("25:00-26:00")
    visitor.it("place-save").click()
    expect(visitor.it("refused")).to_be_visible()
    visitor.it("place-hours").fill("07:00-08:30")
    visitor.it("place-save").click()
    expect(visitor.it("place-card")).to_contain_text("错误的时段")
    made = _place(visitor, "错误的时段")
    assert made["geometry"]["type"] == "Point"
    assert made["properties"]["radius_m"] > 5
    # the browser itself writes a line for the refusal, which is an answer and no error
    visitor.faults[:] = [fault for fault in visitor.faults if "422" not in fault]


def test_a_file_is_looked_at_with_an_error_for_each_row_and_taken_over_once_it_is_right(
    visitor: Desk, tmp_path: Path
) -> None:
    """With the wrong row nothing can be imported; corrected, all is there."""
    broken, right = tmp_path / "broken.csv", tmp_path / "right.csv"
    broken.write_text(BROKEN, encoding="utf-8")
    right.write_text(TABLE, encoding="utf-8")
    visitor.log_in()
    _open(visitor)
    visitor.it("import-places").click()
    choose = visitor.it("places-import").locator("input[type=file]")
    choose.set_input_files(broken)
    expect(visitor.it("place-problems")).to_contain_text("几何")
    expect(visitor.it("places-run")).to_be_disabled()
    choose.set_input_files(right)
    expect(visitor.it("places-counts")).to_contain_text("新增 1")
    visitor.it("places-run").click()
    expect(visitor.it("places-done")).to_contain_text("新增 1 处")
    visitor.it("places-close").click()
    visitor.it("place-search").fill("海棠路口站")
    expect(visitor.it("place-row")).to_have_count(1)
    assert _place(visitor, "海棠路口站")["properties"]["kind"] == "bus_stop"


def test_fog_is_declared_and_everybody_sees_it_on_the_map_until_it_is_over(visitor: Desk) -> None:
    """With the metres observed; the banner names it and its end; ended, the map is quiet again."""
    visitor.log_in()
    _open(visitor, "/places?tab=declared")
    visitor.it("new-conditions").click()
    visitor.it("declare-source").fill("区气象台")
    visitor.it("declare-submit").click()
    expect(visitor.it("declare-form")).to_contain_text("必填")
    visitor.it("declare-visibility").fill("80")
    visitor.it("declare-submit").click()
    expect(visitor.it("declared-conditions")).to_contain_text("雾，能见度 80 米")
    visitor.open("/map")
    visitor.wait_for_map()
    expect(visitor.it("condition-banner")).to_contain_text("载学生限速 20 km/h")
    visitor.open("/places?tab=declared")
    visitor.it("end-declared").first.click()
    visitor.page.locator(".ant-popconfirm .ant-btn-primary").click()
    expect(visitor.it("declared-conditions")).to_contain_text("现在没有发布")
    visitor.open("/map")
    visitor.wait_for_map()
    expect(visitor.it("condition-banner")).to_have_count(0)


def test_who_may_not_draw_sees_the_places_and_no_way_to_change_them(visitor: Desk) -> None:
    """The clerk reads."""
    visitor.log_in("clerk")
    _open(visitor)
    expect(visitor.it("place-row").first).to_be_visible()
    visitor.it("place-row").first.click()
    expect(visitor.it("place-card")).to_be_visible()
    for button in ("new-place", "import-places", "place-edit", "place-end"):
        expect(visitor.it(button)).to_have_count(0)


def test_on_a_phone_places_can_be_read_and_are_not_drawn(phone: Desk) -> None:
    """The list below the map; nothing sticks out."""
    _open(phone)
    expect(phone.it("place-row").first).to_be_visible()
    expect(phone.it("new-place")).to_have_count(0)
    assert phone.is_as_wide_as_its_window()
