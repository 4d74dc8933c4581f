"""A table of sightings as a gate keeps it or a camera exports it, CSV or XLSX, read with what is wrong with each row."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from core.errors import Field, Invalid, Text
from core.tables import reading
from findings.suspects.service import Seen, wrong_with
from findings.suspects.telling.plates import spelled
from findings.suspects.words import KIND_WORDS

MEDIA_TYPES = reading.MEDIA_TYPES
MOST_ROWS = 5000
BOM = "\ufeff"  # so that a spreadsheet sees UTF-8
HEADINGS = {
    "plate": "plate", "号牌": "plate", "车牌": "plate", "车牌号": "plate", "号牌号码": "plate",
    "time": "seen_at", "seen at": "seen_at", "seen_at": "seen_at", "时间": "seen_at", "到达时间": "seen_at", "过车时间": "seen_at",
    "left": "left_at", "left_at": "left_at", "离开": "left_at", "离开时间": "left_at",
    "school": "school_id", "学校": "school_id",
    "place": "place", "地点": "place", "位置": "place",
    "lon": "lon", "longitude": "lon", "经度": "lon", "lat": "lat", "latitude": "lat", "纬度": "lat",
    "colour": "colour", "color": "colour", "颜色": "colour", "车身颜色": "colour",
    "kind": "vehicle_kind", "vehicle": "vehicle_kind", "车型": "vehicle_kind", "车辆类型": "vehicle_kind",
    "children": "children", "pupils": "children", "学生": "children", "学生数": "children", "学生人数": "children",
    "photo": "photo", "照片": "photo", "note": "note", "备注": "note",
}  # fmt: skip
TEMPLATE: tuple[Text, ...] = (
    Text("号牌", "plate"), Text("时间", "time"), Text("离开时间", "left"), Text("学校", "school"), Text("地点", "place"),
    Text("经度", "lon"), Text("纬度", "lat"), Text("颜色", "colour"), Text("车型", "kind"), Text("学生数", "children"),
    Text("照片", "photo"), Text("备注", "note"),
)  # fmt: skip
FORMS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H:%M", "%Y%m%d%H%M%S",
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M:%S",
)  # fmt: skip
KINDS = {word.zh: kind for kind, word in KIND_WORDS.items()} | {kind: kind for kind in KIND_WORDS}
KINDS |= {"小客车": "car", "小型轿车": "car", "商务车": "mpv", "小型面包车": "van", "出租车": "taxi", "客车": "bus"}
MOST_CHILDREN = 99
A_TIME = Text("不是时间，例如 2026-09-01 07:30", "is no time, like 2026-09-01 07:30")
A_NUMBER = Text("不是数字", "is no number")
A_COUNT = Text("应为 0–99 的整数", "is a whole number from 0 to 99")


@dataclass(slots=True)
class Row:
    """A line of the table: its number as the spreadsheet counts, the sighting it means, and what is wrong by column."""

    number: int
    plate: str
    school: str | None
    seen: Seen | None
    wrong: dict[str, Text] = field(default_factory=dict)


def read(
    data: bytes,
    media_type: str,
    *,
    schools: Mapping[str, int],
    source: str,
    account_id: int,
    zone: ZoneInfo,
    now: datetime,
) -> list[Row]:
    """The rows under the heading; times without an offset are local, `schools` are ids by name. Raises BadRequest, Invalid."""
    columns: list[str | None] | None = None
    rows: list[Row] = []
    for number, line in reading.lines_of(data, media_type, most=MOST_ROWS):
        if all(cell == "" for cell in line):
            continue
        if columns is None:
            columns = _columns(line)
            continue
        if len(rows) == MOST_ROWS:
            raise Invalid(_file(f"最多 {MOST_ROWS} 行，请分成几个文件", f"has more than {MOST_ROWS} rows; split it"))
        cells = {name: cell for name, cell in zip(columns, line, strict=False) if name is not None and cell != ""}
        rows.append(_row(number, cells, schools, Seen("", now, source, account_id=account_id), zone, now))
    if not rows:
        raise Invalid(_file("表中没有数据行", "has no rows under its heading"))
    return rows


def template(locale: str) -> bytes:
    """The heading alone, as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow([title.of(locale) for title in TEMPLATE])
    return (BOM + out.getvalue()).encode()


def _columns(heading: list[str | datetime]) -> list[str | None]:
    named = [HEADINGS.get(cell.strip().lower()) if isinstance(cell, str) else None for cell in heading]
    known = [name for name in named if name is not None]
    if not {"plate", "seen_at"} <= set(known):
        raise Invalid(_file("第一行应为列名，至少有“号牌”和“时间”", "needs a heading with at least plate and time"))
    if len(set(known)) < len(known):
        raise Invalid(_file("有重复的列", "names a column twice"))
    return named


def _row(
    number: int,
    cells: Mapping[str, str | datetime],
    schools: Mapping[str, int],
    told: Seen,
    zone: ZoneInfo,
    now: datetime,
) -> Row:
    text = {name: str(cell).strip() for name, cell in cells.items()}
    row = Row(number, spelled(text.get("plate", "")), text.get("school_id"), None)
    seen_at, left_at = (_moment(cells.get(name, ""), zone) for name in ("seen_at", "left_at"))
    if seen_at is None:
        row.wrong["seen_at"] = A_TIME if "seen_at" in text else Text("必填", "is required")
    if left_at is None and "left_at" in text:
        row.wrong["left_at"] = A_TIME
    school = schools.get(text.get("school_id", ""))
    if school is None and "school_id" in text:
        row.wrong["school_id"] = Text("没有这所学校，请用登记的名称", "is no school: use its registered name")
    lon, lat = (_number(text.get(name), name, most, row) for name, most in (("lon", 180), ("lat", 90)))
    row.seen = Seen(
        plate=text.get("plate", ""), seen_at=seen_at or now, source=told.source, account_id=told.account_id, left_at=left_at,
        school_id=school, place=text.get("place"), lon=lon, lat=lat, colour=text.get("colour"),
        vehicle_kind=_kind(text.get("vehicle_kind"), row), children=_count(text.get("children"), row), photo=text.get("photo"),
        note=text.get("note"),
    )  # fmt: skip
    for name, why in wrong_with(row.seen, now).items():
        if not (name == "place" and "school_id" in row.wrong):
            row.wrong.setdefault(name, why)
    return row


def _kind(word: str | None, row: Row) -> str | None:
    if word is None:
        return None
    kind = KINDS.get(word.lower())
    if kind is None:
        known = "、".join(one.zh for one in KIND_WORDS.values())
        row.wrong["vehicle_kind"] = Text(f"应为以下之一：{known}", f"is one of {', '.join(KIND_WORDS)}")
    return kind


def _count(word: str | None, row: Row) -> int | None:
    if word is None:
        return None
    if not (word.isascii() and word.isdecimal() and int(word) <= MOST_CHILDREN):
        row.wrong["children"] = A_COUNT
        return None
    return int(word)


def _number(word: str | None, name: str, most: float, row: Row) -> float | None:
    if word is None:
        return None
    try:
        value = float(word)
    except ValueError:
        value = float("nan")
    if not abs(value) <= most:
        row.wrong[name] = A_NUMBER
        return None
    return value


def _moment(cell: str | datetime, zone: ZoneInfo) -> datetime | None:
    if isinstance(cell, datetime):
        return cell if cell.tzinfo is not None else cell.replace(tzinfo=zone)
    for form in FORMS:
        try:
            read_as = datetime.strptime(cell.strip(), form)  # noqa: DTZ007 - the zone is put in below
        except ValueError:
            continue
        return read_as if read_as.tzinfo is not None else read_as.replace(tzinfo=zone)
    return None


def _file(zh: str, en: str) -> Field:
    return Field("file", Text(zh, en))
