"""Geometry as answers give it: GeoJSON (RFC 7946), longitude and latitude in degrees, WGS-84."""

import json
from typing import Any, Literal

import shapely
from geoalchemy2 import WKBElement
from geoalchemy2.shape import to_shape

from core.shapes import Out

DECIMALS = 7  # about a centimetre


class Point(Out):
    """A GeoJSON point: [longitude, latitude]."""

    type: Literal["Point"] = "Point"
    coordinates: tuple[float, float]


def point_at(lon: float | None, lat: float | None) -> Point | None:
    """A point of two numbers, None where either is unknown."""
    if lon is None or lat is None:
        return None
    return Point(coordinates=(round(lon, DECIMALS), round(lat, DECIMALS)))


def point_of(element: WKBElement | None) -> Point | None:
    """A stored point, None for none."""
    if element is None:
        return None
    shape = to_shape(element)
    return point_at(*shapely.get_coordinates(shape)[0].tolist())


def geometry_of(element: WKBElement) -> dict[str, Any]:
    """Any stored geometry as a GeoJSON object."""
    rounded = shapely.transform(to_shape(element), lambda degrees: degrees.round(DECIMALS))
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return geometry
