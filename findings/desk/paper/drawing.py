"""Draw the map of a track and its speed on a sheet: from our own geometry, so that no server of tiles is needed."""

from collections.abc import Iterator
from datetime import datetime
from math import ceil, log10
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from shapely.geometry import shape

from core.paper.sheet import RULE, Sheet
from geofences.plane import Plane

Facts = dict[str, Any]
MAP_MM, CHART_MM = 88.0, 52.0
LEAST_M = 300.0  # what a map shows at least, from side to side
LINE, TRACK, BREACH, PLACE = (110, 150, 190), (30, 60, 95), (200, 30, 35), (125, 85, 160)
OVER_BY = 0.01


def draw_map(sheet: Sheet, facts: Facts) -> None:
    """The approved line, places, the track, where it was over the limit, where the findings began, north and a scale."""
    left, top, width = sheet.room(MAP_MM)
    sheet.set_draw_color(*RULE)
    sheet.rect(left, top, width, MAP_MM)
    track = facts["track"]
    spots = [one["point"]["coordinates"] for one in facts["case"]["case_findings"] if one["point"]]
    if not track and not spots:
        sheet.mark(left + 4, top + 8, "该时段没有保存的定位")
        return
    seen = _Seen.of(track, spots, left, top, width)
    with sheet.rect_clip(left, top, width, MAP_MM):
        for place in facts["places"]:
            _place(sheet, seen, place)
        if facts["line"]:
            _lines(sheet, seen, facts["line"]["path"], LINE, 1.6)
        _track(sheet, seen, track)
        for lon, lat in spots:
            x, y = seen.at(lon, lat)
            sheet.set_fill_color(*BREACH)
            sheet.circle(x, y, 1.5, style="F")
    # no letters within the clip: at its end the font is again the one before it, and the library does not know
    for place in facts["places"]:
        if place["is_the_place"]:
            middle = shape(place["geometry"]).representative_point()
            x, y = seen.at(middle.x, middle.y)
            if left < x < left + width - 20 and top + 4 < y < top + MAP_MM:
                sheet.mark(x + 2, y - 2, place["name"], PLACE)
    _scale(sheet, seen)
    sheet.say("蓝灰线：许可线路；深色线：行驶轨迹；红色：超过限速的一段与报警起点；紫色：登记的地点。上为北。", "fine")


class _Seen:
    """What the map shows: metres to millimetres."""

    def __init__(
        self, plane: Plane, scale: float, middle: tuple[float, float], corner: tuple[float, float], width: float
    ) -> None:
        self.plane, self.scale, self.corner, self.width = plane, scale, corner, width
        self._middle = middle

    @classmethod
    def of(cls, track: list[Facts], spots: list[list[float]], left: float, top: float, width: float) -> "_Seen":
        lon = np.array([one["lon"] for one in track] + [one[0] for one in spots])
        lat = np.array([one["lat"] for one in track] + [one[1] for one in spots])
        plane = Plane(float(lon.mean()), float(lat.mean()))
        x, y = plane.xy(lon, lat)
        wide, high = max(float(np.ptp(x)), LEAST_M) * 1.15, max(float(np.ptp(y)), LEAST_M * MAP_MM / width) * 1.15
        scale = min(width / wide, MAP_MM / high)
        middle = (float(x.min() + x.max()) / 2, float(y.min() + y.max()) / 2)
        return cls(plane, scale, middle, (left + width / 2, top + MAP_MM / 2), width)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point of the ground is on the sheet."""
        x, y = self.plane.xy(np.array([lon]), np.array([lat]))
        return (
            self.corner[0] + (float(x[0]) - self._middle[0]) * self.scale,
            self.corner[1] - (float(y[0]) - self._middle[1]) * self.scale,
        )


def _place(sheet: Sheet, seen: _Seen, place: Facts) -> None:
    colour = PLACE if place["category"] == "risk_segment" else (190, 198, 205)
    _lines(sheet, seen, place["geometry"], colour, 0.9 if place["category"] == "risk_segment" else 0.3)


def _lines(sheet: Sheet, seen: _Seen, geometry: Facts, colour: tuple[int, int, int], width_mm: float) -> None:
    sheet.set_draw_color(*colour)
    sheet.set_line_width(width_mm)
    for ring in _rings(geometry):
        points = [seen.at(lon, lat) for lon, lat in ring]
        if len(points) == 1:
            sheet.circle(*points[0], 1.0, style="D")
        else:
            sheet.polyline(points)
    sheet.set_line_width(0.2)


def _rings(geometry: Facts) -> Iterator[list[tuple[float, float]]]:
    """The lines and outlines of any geometry."""
    for part in shapely.get_parts(shape(geometry)):
        outlines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
        for one in outlines:
            yield [(float(lon), float(lat)) for lon, lat in shapely.get_coordinates(one)]


def _track(sheet: Sheet, seen: _Seen, track: list[Facts]) -> None:
    points = [seen.at(one["lon"], one["lat"]) for one in track]
    sheet.set_line_width(0.6)
    for before, here, one in zip(points, points[1:], track[1:], strict=False):
        sheet.set_draw_color(*(BREACH if _over(one) else TRACK))
        sheet.line(*before, *here)
    sheet.set_line_width(0.2)


def _over(one: Facts) -> bool:
    return bool(one["limit_kmh"] is not None and one["speed_kmh"] > one["limit_kmh"] * (1 + OVER_BY))


def _scale(sheet: Sheet, seen: _Seen) -> None:
    """A bar of a round length."""
    most_m = 40.0 / seen.scale
    step = 10 ** int(log10(most_m))
    length_m = max(factor * step for factor in (1, 2, 5) if factor * step <= most_m)
    x, y = seen.corner[0] - seen.width / 2 + 5, seen.corner[1] + MAP_MM / 2 - 5
    sheet.set_draw_color(40, 40, 40)
    sheet.set_line_width(0.5)
    sheet.line(x, y, x + length_m * seen.scale, y)
    sheet.set_line_width(0.2)
    sheet.mark(x, y - 1.2, f"{length_m / 1000:g} 公里" if length_m >= 1000 else f"{length_m:g} 米", (40, 40, 40))
    north = seen.corner[0] + seen.width / 2 - 8
    sheet.mark(north, y - MAP_MM + 14, "北", (40, 40, 40))
    tip = (north + 1.3, y - MAP_MM + 15)
    sheet.line(tip[0], tip[1] + 9, *tip)
    for side in (-1.2, 1.2):
        sheet.line(tip[0] + side, tip[1] + 2.2, *tip)


def draw_speed(sheet: Sheet, facts: Facts, zone: ZoneInfo) -> None:
    """Speed over time, the limit that held dashed, and when the findings began."""
    left, top, width = sheet.room(CHART_MM)
    track = facts["track"]
    if len(track) < 2:
        sheet.mark(left + 4, top + 8, "该时段没有保存的定位")
        return
    times = np.array([datetime.fromisoformat(one["time"]).timestamp() for one in track])
    speeds = np.array([one["speed_kmh"] for one in track])
    limits = np.array([np.nan if one["limit_kmh"] is None else one["limit_kmh"] for one in track])
    most = ceil(max(60.0, float(speeds.max()), float(np.nanmax(limits, initial=0.0))) / 20) * 20
    x0, y0, w, h = left + 10, top + 2, width - 12, CHART_MM - 10

    def x_of(time_s: float) -> float:
        return x0 + (time_s - float(times[0])) / max(float(times[-1] - times[0]), 1.0) * w

    def y_of(kmh: float) -> float:
        return y0 + h - kmh / most * h

    sheet.set_draw_color(*RULE)
    for kmh in range(0, most + 1, 20):
        sheet.line(x0, y_of(kmh), x0 + w, y_of(kmh))
        sheet.mark(left, y_of(kmh) + 1, f"{kmh}")
    for share in np.linspace(0.0, 1.0, 5):
        at = times[0] + share * (times[-1] - times[0])
        sheet.mark(min(x_of(at), x0 + w - 12), y0 + h + 4, f"{datetime.fromtimestamp(at, zone):%H:%M:%S}")
    for one in facts["case"]["case_findings"]:
        began = datetime.fromisoformat(one["began"]).timestamp()
        if times[0] <= began <= times[-1]:
            sheet.set_draw_color(*BREACH)
            sheet.line(x_of(began), y0, x_of(began), y0 + h)
    sheet.set_draw_color(*BREACH)
    sheet.set_dash_pattern(dash=1.2, gap=1.0)
    for n in range(1, len(times)):
        if not np.isnan(limits[n]):
            sheet.line(x_of(times[n - 1]), y_of(limits[n]), x_of(times[n]), y_of(limits[n]))
    sheet.set_dash_pattern()
    sheet.set_draw_color(*TRACK)
    sheet.set_line_width(0.45)
    sheet.polyline([(x_of(time), y_of(speed)) for time, speed in zip(times, speeds, strict=True)])
    sheet.set_line_width(0.2)
    sheet.say("纵轴：公里/小时；虚线：载有学生时的限速；红色竖线：报警开始。", "fine")
