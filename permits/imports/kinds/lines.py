"""A table of lines: one row a point in the order driven; a row with a stop's name is a stop, one without shapes the path."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from geoalchemy2.shape import from_shape
from shapely.geometry import LineString, Point
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.access import visible
from core.errors import Text
from core.tables.reading import Row
from fleet.models import Line, LineStop, LineVersion, RunningTime
from fleet.quality.distance import metres
from geofences.imports.datum import Datum, to_wgs84
from permits.desk.happening import Hand
from permits.imports.cells import Cells
from permits.imports.columns.lines import COLUMNS
from permits.imports.ground import Organisations, organisations
from permits.imports.kind import Kind, Made, Understood, Wish, put

SRID = 4326
HOURS_AT_MOST, SECONDS = 4, 60
FAR_M = 30_000  # between two points that follow each other: longer is a slip of the pen or another datum
DIRECTIONS = {
    "上学": "to_school", "去程": "to_school", "到校": "to_school", "to_school": "to_school",
    "放学": "from_school", "回程": "from_school", "离校": "from_school", "from_school": "from_school",
}  # fmt: skip
DATUMS: dict[str, Datum] = {
    "wgs-84": "wgs84", "wgs84": "wgs84", "gps": "wgs84", "gcj-02": "gcj02", "gcj02": "gcj02", "高德": "gcj02", "腾讯": "gcj02",
    "bd-09": "bd09", "bd09": "bd09", "百度": "bd09",
}  # fmt: skip
YES_NO = {"是": "yes", "否": "no", "yes": "yes", "no": "no", "1": "yes", "0": "no"}
WEEKDAY = "一二三四五六日"
WEEKDAYS_USUAL = 0b0011111
SAID_ONCE = ("name", "name_en", "direction", "school", "departs", "weekdays", "class_days_only", "season", "datum")


async def understand(session: AsyncSession, *, hand: Hand, rows: Sequence[Row], datum: Datum) -> Understood:
    """The rows put together into lines, with all that is wrong; coordinates become WGS-84."""
    assert hand.viewer is not None
    known = await organisations(session, hand.viewer)
    codes = set(await session.scalars(select(Line.code).where(visible(hand.viewer, "line"))))
    every, groups = [Cells(row) for row in rows], dict[str, list[Cells]]()
    for cells in every:
        code = cells.text("code", needed=True, most=40)
        if code is not None:
            groups.setdefault(code, []).append(cells)
    wishes = []
    for code, group in groups.items():
        if code in codes:
            group[0].blame(
                "code",
                Text("该线路编号已登记；变更线路请走许可变更", "is on record: a line is changed by an application"),
            )
        content = _line(code, group, known, datum)
        shown = {
            "code": code,
            "name": content["name"] or "",
            "school": group[0].text("school") or "",
            "stops": str(len(content["stops"])),
        }
        wishes.append(Wish(group[0].number, shown, content))
    return Understood(wishes, [wrong for cells in every for wrong in cells.complaints()])


async def write(session: AsyncSession, hand: Hand, wishes: list[Wish]) -> Made:
    """A line with its first version, its stops and running times."""
    made = Made()
    fields = ("code", "direction", "school_id", "name", "name_en")
    lines = await put(session, Line, [{name: wish.content[name] for name in fields} for wish in wishes])
    versions = await put(
        session, LineVersion,
        [
            {"line_id": id_, "version": 1, "path": from_shape(LineString(wish.content["path"]), srid=SRID)}
            for id_, wish in zip(lines, wishes, strict=True)
        ],
    )  # fmt: skip
    stops = [
        {"line_version_id": id_, "seq": seq, "name": stop["name"], "name_en": stop["name_en"], "offset_s": stop["offset_s"],
         "point": from_shape(Point(stop["at"]), srid=SRID)}
        for id_, wish in zip(versions, wishes, strict=True)
        for seq, stop in enumerate(wish.content["stops"], 1)
    ]  # fmt: skip
    await session.execute(insert(LineStop), stops)
    times = [
        {"line_version_id": id_, "departs": departs, **wish.content["when"]}
        for id_, wish in zip(versions, wishes, strict=True)
        for departs in wish.content["departs"]
    ]
    await session.execute(insert(RunningTime), times)
    made.add("line", lines, wishes)
    made.add("line_version", versions, wishes)
    made.told = [("line", id_, {"code": wish.content["code"]}) for id_, wish in zip(lines, wishes, strict=True)]
    return made


def _line(code: str, group: list[Cells], known: Organisations, datum: Datum) -> dict[str, Any]:
    head = _head(group)
    given = head.word("datum", DATUMS)
    path, stops = _points(group, DATUMS[given] if given else datum)
    departs = head.times("departs")
    if not departs:
        head.blame("departs", Text("必填", "is required"))
    begins, ends = _season(head)
    return {
        "code": code,
        "name": head.text("name", needed=True),
        "name_en": head.text("name_en"),
        "direction": head.word("direction", DIRECTIONS, needed=True),
        "school_id": known.find(head, "school", ("school",), needed=True),
        "departs": departs,
        "when": {
            "weekdays": _weekdays(head), "class_days_only": (head.word("class_days_only", YES_NO) or "yes") == "yes",
            "season_from": begins, "season_to": ends, "offsets_s": None,
        },
        "path": path,
        "stops": stops,
    }  # fmt: skip


def _head(group: list[Cells]) -> Cells:
    """What is said once of a line stands in its first row; where a later one says otherwise, that is blamed."""
    first = group[0]
    for cells in group[1:]:
        for name in SAID_ONCE:
            cell = cells.row.cells.get(name)
            if cell is None:
                continue
            said = first.row.cells.get(name)
            if said is None:
                first.row.cells[name] = cell
            elif said != cell:
                cells.blame(name, Text(f"与第 {first.number} 行不同", f"differs from row {first.number}"))
    return first


def _points(group: list[Cells], datum: Datum) -> tuple[list[tuple[float, float]], list[dict[str, Any]]]:
    """The path in WGS-84, and its stops."""
    read = [
        (cells, cells.number_of("lon", -180, 180, needed=True), cells.number_of("lat", -90, 90, needed=True))
        for cells in group
    ]
    stops = [_stop(cells) for cells in group]
    named = [(cells, stop) for cells, stop in zip(group, stops, strict=True) if stop is not None]
    if len(named) < 2:
        group[0].blame("stop", Text("线路至少要有两个站点", "a line has at least two stops"))
    for (_, before), (cells, after) in pairwise(named):
        if before["offset_s"] is not None and after["offset_s"] is not None and after["offset_s"] <= before["offset_s"]:
            cells.blame("minutes", Text("应大于上一站的分钟数", "must be more than at the stop before"))
    if any(lon is None or lat is None for _, lon, lat in read):
        return [], [stop for _, stop in named]
    degrees = to_wgs84(np.array([(lon, lat) for _, lon, lat in read], np.float64), datum)
    _refuse_leaps(group, degrees)
    path = [(float(lon), float(lat)) for lon, lat in degrees]
    for at, stop in zip(path, stops, strict=True):
        if stop is not None:
            stop["at"] = at
    if len(set(path)) < 2:
        group[0].blame("lon", Text("各点在同一位置", "all points are one place"))
    return path, [stop for _, stop in named]


def _refuse_leaps(group: list[Cells], degrees: Any) -> None:
    far = metres(degrees[:-1, 0], degrees[:-1, 1], degrees[1:, 0], degrees[1:, 1])
    for cells, gap_m in zip(group[1:], far, strict=True):
        if gap_m > FAR_M:
            away = Text(
                f"距上一点 {gap_m / 1000:.0f} 公里，请核对经纬度",
                f"is {gap_m / 1000:.0f} km from the point before: check it",
            )
            cells.blame("lon", away)


def _stop(cells: Cells) -> dict[str, Any] | None:
    name = cells.text("stop")
    minutes = cells.number_of("minutes", 0, HOURS_AT_MOST * 60, needed=name is not None)
    if name is None:
        return None
    offset_s = None if minutes is None else round(minutes * SECONDS)
    return {"name": name, "name_en": cells.text("stop_en"), "offset_s": offset_s, "at": None}


def _weekdays(cells: Cells) -> int:
    """Bits of the weekdays: 1-5, 一至五, 1、3、5, 周一、周三."""
    text = cells.text("weekdays", most=40)
    if text is None:
        return WEEKDAYS_USUAL
    plain = re.sub(r"星期|周|礼拜|\s", "", text).replace("天", "日").replace("7", "日")
    for number, sign in enumerate(WEEKDAY, 1):
        plain = plain.replace(str(number), sign)
    bits = 0
    for part in re.split(r"[、,，;；]", plain):
        found = re.fullmatch(rf"([{WEEKDAY}])(?:[-~～至到—]([{WEEKDAY}]))?", part)
        if found is None or WEEKDAY.index(found[2] or found[1]) < WEEKDAY.index(found[1]):
            cells.blame("weekdays", Text("不是星期，例如 1-5 或 1、3、5", "says no weekdays, like 1-5 or 1,3,5"))
            return WEEKDAYS_USUAL
        for day in range(WEEKDAY.index(found[1]), WEEKDAY.index(found[2] or found[1]) + 1):
            bits |= 1 << day
    return bits


def _season(cells: Cells) -> tuple[str | None, str | None]:
    text = cells.text("season", most=20)
    if text is None:
        return None, None
    found = re.fullmatch(r"(\d{1,2})[-.月/](\d{1,2})日?\s*[/~～至到-]\s*(\d{1,2})[-.月/](\d{1,2})日?", text)
    parts = [int(part) for part in found.groups()] if found else []
    if not parts or not (1 <= parts[0] <= 12 and 1 <= parts[2] <= 12 and 1 <= parts[1] <= 31 and 1 <= parts[3] <= 31):
        cells.blame("season", Text("不是季节，例如 05-01/09-30", "is no season, like 05-01/09-30"))
        return None, None
    return f"{parts[0]:02d}-{parts[1]:02d}", f"{parts[2]:02d}-{parts[3]:02d}"


LINES = Kind("lines", Text("线路", "lines"), COLUMNS, understand, write)
