"""Places out of GeoJSON: each feature a place, its properties the cells."""

import json
from collections.abc import Iterator
from typing import Any

from geofences.imports.rows import Row, cells_of
from geofences.imports.xml import bad


def read(data: bytes) -> Iterator[Row]:
    """The rows of a FeatureCollection or of a single Feature. Raises Invalid on `file`."""
    try:
        told: Any = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise bad("不是有效的 GeoJSON 文件", "is no valid GeoJSON") from error
    features = [told] if isinstance(told, dict) and told.get("type") == "Feature" else None
    if features is None and isinstance(told, dict) and told.get("type") == "FeatureCollection":
        features = told.get("features")
    if not isinstance(features, list):
        raise bad("应为 FeatureCollection", "must be a FeatureCollection")
    for number, feature in enumerate(features, 1):
        held = feature if isinstance(feature, dict) else {}
        properties, geometry = held.get("properties"), held.get("geometry")
        cells = cells_of(properties) if isinstance(properties, dict) else {}
        yield Row(number, cells, geometry if isinstance(geometry, dict) else None)
