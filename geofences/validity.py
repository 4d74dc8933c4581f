"""Whether a drawn place can be one: its shape, its width, its kind, where it lies; said field by field. Pure."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from core.errors import Field, field
from geofences.models import ART_28_KINDS, ART_35_KINDS, ROAD_CLASSES, ZONE_KINDS
from geofences.plane import Plane
from geofences.schemas import PlaceIn

KINDS: Mapping[str, tuple[str, ...]] = {
    "zone": ZONE_KINDS,
    "risk_segment": ART_35_KINDS + ART_28_KINDS,
    "road_section": ROAD_CLASSES,
}
POINT, LINES, AREAS = ("Point",), ("LineString", "MultiLineString"), ("Polygon", "MultiPolygon")
SHAPES: Mapping[str, tuple[str, ...]] = {
    "zone": POINT + AREAS,
    "risk_segment": POINT + LINES + AREAS,
    "road_section": LINES,
}
MOST_CORNERS = 5000
SHORTEST_M, SMALLEST_M2 = 3.0, 4.0
OUTSIDE_M = 5000.0  # a line may begin beyond the border; what lies farther off is a slip of the hand or another datum


class Ground:
    """Where places may lie: the district's outline with a margin, in metres of its plane."""

    def __init__(self, plane: Plane, district: BaseGeometry) -> None:
        self.plane = plane
        self._reach = shapely.transform(district, plane.flat).buffer(OUTSIDE_M)

    def holds(self, shape: BaseGeometry) -> bool:
        """Whether all of a shape in degrees lies in the district or near it."""
        return bool(self._reach.covers(self.flat(shape)))

    def flat(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees as one in metres."""
        return shapely.transform(shape, self.plane.flat)

    def round(self, flat: BaseGeometry) -> BaseGeometry:
        """A shape in metres as one in degrees."""
        return shapely.transform(flat, self.plane.degrees)


def examined(place: PlaceIn, ground: Ground) -> tuple[BaseGeometry | None, list[Field]]:
    """The shape of a place in degrees, and everything that is wrong with the place; None where it is no shape."""
    wrong: list[Field] = []
    if place.kind not in KINDS[place.category]:
        wrong.append(field("kind", zh="此类别没有这种类型", en="is no kind of this category"))
    if place.category == "zone" and place.limit_kmh is not None:
        wrong.append(field("limit_kmh", zh="围栏没有限速", en="a zone posts no limit"))
    if place.direction == "forward" and place.category != "road_section":
        wrong.append(field("direction", zh="只有路段分方向", en="only a road section has a direction"))
    shape, bad = shape_of(place.geometry)
    if bad is not None or shape is None:
        return None, [*wrong, *([bad] if bad else [])]
    if shape.geom_type not in SHAPES[place.category]:
        wrong.append(field("geometry", zh="此类别不能用这种形状", en="is no shape for this category"))
    wrong += _extent(place, shape)
    return shape, wrong + _where(shape, ground)


def shape_of(geometry: Mapping[str, Any]) -> tuple[BaseGeometry | None, Field | None]:
    """A GeoJSON geometry as a shape in two dimensions, or why it is none."""
    not_one = field("geometry", zh="不是有效的 GeoJSON 几何", en="is no valid GeoJSON geometry")
    try:
        shape = shapely.force_2d(shapely.from_geojson(json.dumps(geometry)))
    except (shapely.errors.GEOSException, ValueError, TypeError, RecursionError):
        return None, not_one
    if shape is None or shape.geom_type not in POINT + LINES + AREAS or shape.is_empty:
        return None, not_one
    corners = shapely.get_coordinates(shape)
    if len(corners) > MOST_CORNERS:
        return None, field("geometry", zh=f"最多 {MOST_CORNERS} 个点", en=f"has more than {MOST_CORNERS} corners")
    if not np.isfinite(corners).all() or (np.abs(corners) > (180.0, 90.0)).any():
        return None, field("geometry", zh="坐标应为 WGS-84 经纬度", en="needs longitude and latitude in degrees")
    return shape, None


def _extent(place: PlaceIn, shape: BaseGeometry) -> list[Field]:
    """A line needs a width, a point a radius, and an area neither."""
    is_line, is_point = shape.geom_type in LINES, shape.geom_type in POINT
    wrong = []
    if is_line and place.width_m is None:
        wrong.append(field("width_m", zh="线状地点须填写宽度", en="a line needs its width"))
    if is_point and place.radius_m is None:
        wrong.append(field("radius_m", zh="圆形地点须填写半径", en="a point needs its radius"))
    if place.width_m is not None and not is_line:
        wrong.append(field("width_m", zh="只有线有宽度", en="only a line has a width"))
    if place.radius_m is not None and not is_point:
        wrong.append(field("radius_m", zh="只有圆有半径", en="only a point has a radius"))
    return wrong


def _where(shape: BaseGeometry, ground: Ground) -> list[Field]:
    if not shape.is_valid and shape.geom_type in AREAS:
        told = explain_validity(shape)
        if "Self-intersection" in told:
            return [field("geometry", zh="多边形自相交，请移开交叉的边", en="the polygon crosses itself")]
        return [field("geometry", zh="多边形不成立，请重画", en=f"is no valid polygon: {told}")]
    flat = ground.flat(shape)
    if shape.geom_type in LINES and flat.length < SHORTEST_M:
        return [field("geometry", zh="线过短", en="the line is too short")]
    if shape.geom_type in AREAS and flat.area < SMALLEST_M2:
        return [field("geometry", zh="多边形过小", en="the polygon is too small")]
    if not ground.holds(shape):
        return [
            field(
                "geometry",
                zh="在本辖区之外；如坐标来自国内地图，请选择正确的坐标系",
                en="lies outside the district; if it comes from a Chinese map, choose its datum",
            )
        ]
    return []
