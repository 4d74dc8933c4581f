"""Places out of KML: each Placemark a place, its extended data the cells."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

from geofences.imports.rows import Row, cells_of
from geofences.imports.xml import elements, local

SHAPES = ("Point", "LineString", "Polygon")


def read(data: bytes) -> Iterator[Row]:
    """The rows of a KML document. Raises Invalid on `file`."""
    for number, mark in enumerate(elements(data, "Placemark"), 1):
        told: dict[str, Any] = {}
        for part in mark.iter():
            name = local(part.tag)
            if name == "name" and "name" not in told:
                told["name"] = part.text
            elif name == "Data":
                told[part.get("name", "")] = next((one.text for one in part if local(one.tag) == "value"), None)
            elif name == "SimpleData":
                told[part.get("name", "")] = part.text
        yield Row(number, cells_of(told), _geometry(mark))


def _geometry(mark: ET.Element) -> dict[str, Any] | None:
    """The one shape of a placemark, or several of one type as one; None where there is none or they differ."""
    shapes = [part for part in mark.iter() if local(part.tag) in SHAPES]
    kinds = {local(shape.tag) for shape in shapes}
    if len(kinds) != 1:
        return None
    kind = kinds.pop()
    parts = [_coordinates(kind, shape) for shape in shapes]
    if len(parts) == 1:
        return {"type": kind, "coordinates": parts[0]}
    return {"type": f"Multi{kind}", "coordinates": parts}


def _coordinates(kind: str, shape: ET.Element) -> Any:
    rings = [_positions(part.text) for part in shape.iter() if local(part.tag) == "coordinates"]
    if kind == "Polygon":
        return rings
    first = rings[0] if rings else []
    return first if kind == "LineString" else (first[0] if first else [])


def _positions(text: str | None) -> list[list[float]]:
    found = []
    for position in (text or "").split():
        try:
            found.append([float(part) for part in position.split(",")[:2]])
        except ValueError:
            return []
    return found
