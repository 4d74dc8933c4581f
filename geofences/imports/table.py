"""Places out of a CSV: a point by its longitude and latitude, any other shape as WKT in one cell."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

import shapely

from geofences.imports.rows import COLUMNS, Row, cells_of
from geofences.imports.xml import bad


def read(data: bytes) -> Iterator[Row]:
    """The rows under the heading; numbers are the lines of the file. Raises Invalid on `file`."""
    text = _decoded(data)
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    heading: list[str] | None = None
    try:
        for line in reader:
            if not any(cell.strip() for cell in line):
                continue
            if heading is None:
                heading = _heading(line)
                continue
            cells = cells_of(dict(zip(heading, line, strict=False)))
            yield Row(reader.line_num, cells, _geometry(cells))
    except csv.Error as error:
        raise bad(
            f"第 {reader.line_num} 行附近不是有效的 CSV", f"is no valid CSV near line {reader.line_num}"
        ) from error


def _heading(line: list[str]) -> list[str]:
    known = {COLUMNS.get(cell.strip().lower()) for cell in line}
    if "wkt" not in known and not {"lon", "lat"} <= known:
        raise bad(
            "第一行应为列名，须有“经度”“纬度”两列或“wkt”一列",
            "needs a heading with the columns lon and lat, or wkt",
        )
    return line


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise bad("编码无法识别，请另存为 UTF-8 的 CSV", "is neither UTF-8 nor GBK; save it as CSV in UTF-8")


def _geometry(cells: dict[str, Any]) -> dict[str, Any] | None:
    wkt, lon, lat = cells.pop("wkt", None), cells.pop("lon", None), cells.pop("lat", None)
    if wkt is not None:
        try:
            geometry: dict[str, Any] = json.loads(shapely.to_geojson(shapely.from_wkt(wkt)))
        except (shapely.errors.GEOSException, ValueError, TypeError):
            return None
        return geometry
    try:
        return {"type": "Point", "coordinates": [float(lon), float(lat)]}
    except (TypeError, ValueError):
        return None
