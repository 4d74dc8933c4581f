"""A table as the office keeps it, CSV or XLSX, read into rows by its heading; nothing of it is believed yet."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from core.errors import BadRequest, Invalid, Text, field
from core.tables.columns import plain_heading

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MEDIA_TYPES = frozenset({CSV, XLSX})
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows under the heading, the empty ones left out; the letter of each known column, as the spreadsheet shows it."""

    rows: list[Row]
    letters: dict[str, str]


def read(
    data: bytes,
    media_type: str,
    *,
    headings: Mapping[str, str],
    needed: Mapping[str, Text],
    most: int,
    unpacked_max_bytes: int = UNPACKED_MAX_BYTES,
) -> Sheet:
    """The table by the headings that are known; `needed` are the columns without which it is none.

    Raises BadRequest (415), Invalid on `file`.
    """
    columns: list[str | None] | None = None
    rows: list[Row] = []
    for number, line in lines_of(data, media_type, most=most, unpacked_max_bytes=unpacked_max_bytes):
        if all(cell == "" for cell in line):
            continue
        if columns is None:
            columns = _columns(line, headings, needed)
            continue
        if len(rows) == most:
            raise bad(f"最多 {most} 行，请分成几个文件", f"has more than {most} rows; split it")
        cells = {name: cell for name, cell in zip(columns, line, strict=False) if name is not None and cell != ""}
        rows.append(Row(number, cells))
    if columns is None or not rows:
        raise bad("表中没有数据行", "has no rows under its heading")
    return Sheet(rows, {name: get_column_letter(at) for at, name in enumerate(columns, 1) if name is not None})


def lines_of(
    data: bytes, media_type: str, *, most: int, unpacked_max_bytes: int = UNPACKED_MAX_BYTES
) -> Iterator[tuple[int, list[str | datetime]]]:
    """Any table's lines with their numbers, nothing of them understood. Raises BadRequest (415), Invalid on `file`."""
    if media_type not in MEDIA_TYPES:
        raise BadRequest(415, "not_a_table", zh="请上传 CSV 或 XLSX 文件。", en="Send a CSV or an XLSX file.")
    return _from_csv(data) if media_type == CSV else _from_xlsx(data, most, unpacked_max_bytes)


def bad(zh: str, en: str) -> Invalid:
    """What is wrong with the file as a whole."""
    return Invalid(field("file", zh=zh, en=en))


def _columns(
    heading: list[str | datetime], headings: Mapping[str, str], needed: Mapping[str, Text]
) -> list[str | None]:
    named = [headings.get(plain_heading(cell)) if isinstance(cell, str) else None for cell in heading]
    known = [name for name in named if name is not None]
    missing = [title for name, title in needed.items() if name not in known]
    if missing:
        raise bad(
            f"第一行应为列名，缺少列：{'、'.join(title.zh for title in missing)}；请以模板为准",
            f"needs a heading; it lacks the columns {', '.join(title.en for title in missing)}: begin with the template",
        )
    if len(set(known)) < len(known):
        raise bad("有重复的列", "names a column twice")
    return named


def _from_csv(data: bytes) -> Iterator[tuple[int, list[str | datetime]]]:
    """The lines of a CSV in UTF-8 (with or without BOM) or in GBK, separated by commas, semicolons or tabs."""
    text = _decoded(data)
    if "\x00" in text:
        raise bad("不是 CSV 文件", "is no CSV")
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, line in enumerate(reader, 1):
            yield number, [_short(cell) for cell in line[:COLUMNS_MAX]]
    except csv.Error as error:
        raise bad(
            f"第 {reader.line_num} 行附近不是有效的 CSV", f"is no valid CSV near line {reader.line_num}"
        ) from error


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise bad("编码无法识别，请另存为 UTF-8 的 CSV", "is neither UTF-8 nor GBK; save it as CSV in UTF-8")


def _from_xlsx(data: bytes, most: int, unpacked_max_bytes: int) -> Iterator[tuple[int, list[str | datetime]]]:
    """The lines of the first sheet."""
    _refuse_bombs(data, unpacked_max_bytes)
    not_one = bad("不是有效的 XLSX 文件，请用模板另存后重试", "is no valid XLSX; save it anew from the template")
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


def _refuse_bombs(data: bytes, unpacked_max_bytes: int) -> None:
    """What unpacks to far more than a table, or defines entities, is not read. Raises Invalid."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > unpacked_max_bytes:
                raise bad("文件展开后过大，请只保留一张表", "unpacks to too much; keep a single sheet")
            if any(b"<!DOCTYPE" in packed.read(part) for part in parts if part.filename.endswith((".xml", ".rels"))):
                raise bad("文件含有不允许的内容", "holds what no table needs")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise bad("不是有效的 XLSX 文件", "is no valid XLSX") from error


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
