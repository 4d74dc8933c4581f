"""Places as an officer draws them in the tests, around the district's middle."""

from typing import Any

MIDDLE = (119.40, 34.72)


def ring(west: float, south: float, size: float = 0.002) -> list[list[float]]:
    """A closed square."""
    east, north = west + size, south + size
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def zone(**changes: Any) -> dict[str, Any]:
    """A petrol station as a polygon."""
    return {
        "category": "zone",
        "kind": "petrol_station",
        "name": "海州湾加油站",
        "geometry": {"type": "Polygon", "coordinates": [ring(119.40, 34.72)]},
        "source": "现场核对",
        **changes,
    }


def road(**changes: Any) -> dict[str, Any]:
    """A road section with a posted limit."""
    return {
        "category": "road_section",
        "kind": "other",
        "name": "海棠路",
        "geometry": {"type": "LineString", "coordinates": [[119.40, 34.72], [119.41, 34.72]]},
        "width_m": 20,
        "limit_kmh": 50,
        "source": "现场核对",
        **changes,
    }


def circle(**changes: Any) -> dict[str, Any]:
    """A public-transport stop as a circle."""
    return {
        "category": "zone",
        "kind": "bus_stop",
        "name": "海棠路公交站",
        "geometry": {"type": "Point", "coordinates": [119.405, 34.721]},
        "radius_m": 30,
        "source": "公交公司",
        **changes,
    }
