"""A table of devices as the office keeps it, CSV or XLSX, read into rows; nothing of it is believed yet."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import load_workbook

from core.errors import BadRequest, Invalid, field

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = frozenset({CSV, XLSX})
COLUMNS = ("id", "protocol", "plate", "since", "name")
HEADINGS = {
    "id": "id", "device": "id", "device id": "id", "终端编号": "id", "终端": "id", "终端号": "id", "编号": "id",
    "protocol": "protocol", "协议": "protocol",
    "plate": "plate", "number plate": "plate", "号牌": "plate", "车牌": "plate", "车牌号": "plate", "号牌号码": "plate",
    "since": "since", "启用时间": "since", "绑定时间": "since", "自": "since",
    "name": "name", "名称": "name", "备注": "name",
}  # fmt: skip
UNPACKED_MAX_BYTES = 8 * 1024 * 1024
PARTS_MAX = 200
CELL_MAX_CHARS = 500
COLUMNS_MAX = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: its number as the spreadsheet counts, its cells by column; a date stays one."""

    number: int
    cells: dict[str, str | datetime]

    def text(self, column: str) -> str:
        """A cell as text, "" for one that is empty or a date."""
        cell = self.cells.get(column, "")
        return cell if isinstance(cell, str) else ""


def read(data: bytes, media_type: str, *, most: int) -> list[Row]:
    """The rows under the heading; empty ones are left out. Raises BadRequest (415), Invalid on `file`."""
    lines = lines_of(data, media_type, most=most)
    columns: list[str | None] | None = None
    rows: list[Row] = []
    for number, line in lines:
        if all(cell == "" for cell in line):
            continue
        if columns is None:
            columns = _columns(line)
            continue
        if len(rows) == most:
            raise _bad(f"最多 {most} 行，请分成几个文件", f"has more than {most} rows; split it")
        cells = {name: cell for name, cell in zip(columns, line, strict=False) if name is not None and cell != ""}
        rows.append(Row(number, cells))
    if not rows:
        raise _bad("表中没有数据行", "has no rows under its heading")
    return rows


def lines_of(data: bytes, media_type: str, *, most: int) -> Iterator[tuple[int, list[str | datetime]]]:
    """Any table's lines with their numbers, nothing of them understood. Raises BadRequest (415), Invalid on `file`."""
    if media_type not in MEDIA_TYPES:
        raise BadRequest(415, "not_a_table", zh="请上传 CSV 或 XLSX 文件。", en="Send a CSV or an XLSX file.")
    return _from_csv(data) if media_type == CSV else _from_xlsx(data, most)


def _columns(heading: Iterable[str | datetime]) -> list[str | None]:
    named = [HEADINGS.get(cell.strip().lower()) if isinstance(cell, str) else None for cell in heading]
    known = [name for name in named if name is not None]
    if "id" not in known:
        raise _bad(
            "第一行应为列名，至少有“终端编号”（id）一列，请以模板为准",
            "needs a heading with at least the column id; begin with the template",
        )
    if len(set(known)) < len(known):
        raise _bad("有重复的列", "names a column twice")
    return named


def _from_csv(data: bytes) -> Iterator[tuple[int, list[str | datetime]]]:
    """The lines of a CSV in UTF-8 (with or without BOM) or in GBK, separated by commas, semicolons or tabs."""
    text = _decoded(data)
    if "\x00" in text:
        raise _bad("不是 CSV 文件", "is no CSV")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, line in enumerate(reader, 1):
            yield number, [_short(cell) for cell in line[:COLUMNS_MAX]]
    except csv.Error as error:
        raise _bad(
            f"第 {reader.line_num} 行附近不是有效的 CSV", f"is no valid CSV near line {reader.line_num}"
        ) from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _bad("编码无法识别，请另存为 UTF-8 的 CSV", "is neither UTF-8 nor GBK; save it as CSV in UTF-8")


def _from_xlsx(data: bytes, most: int) -> Iterator[tuple[int, list[str | datetime]]]:
    """The lines of the first sheet."""
    _refuse_bombs(data)
    not_one = _bad("不是有效的 XLSX 文件，请用模板另存后重试", "is no valid XLSX; save it anew from the template")
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        lines = [
            [_cell(value) for value in line]
            for line in sheet.iter_rows(max_row=most + PARTS_MAX, max_col=COLUMNS_MAX, values_only=True)
        ]
    except Invalid:
        raise
    except Exception as error:  # whatever the library stumbles over in a file that is not as it should be
        raise not_one from error
    yield from enumerate(lines, 1)


def _refuse_bombs(data: bytes) -> None:
    """What unpacks to far more than a table, or defines entities, is not read. Raises Invalid."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX_BYTES:
                raise _bad("文件展开后过大，请只保留一张表", "unpacks to too much; keep a single sheet")
            if any(b"<!DOCTYPE" in packed.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise _bad("文件含有不允许的内容", "holds what no table needs")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise _bad("不是有效的 XLSX 文件", "is no valid XLSX") from error


def _cell(value: Any) -> str | datetime:
    """A cell as people see it: a number without the decimals that a spreadsheet adds, a date as a date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _short(str(value))


def _short(cell: str) -> str:
    return cell.strip()[:CELL_MAX_CHARS]


def _bad(zh: str, en: str) -> Invalid:
    return Invalid(field("file", zh=zh, en=en))
