"""A list of the API as a workbook (XLSX): a head in the reader's language, real dates and numbers, every text a text."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from core.errors import Text
from core.paper.book import put_text, saved

YES, NO = Text("是", "yes"), Text("否", "no")
WIDTH = 20
DAY_FORM, MOMENT_FORM = "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a list: where its value is in an item (`vehicle.name`, through lists too), its head, words for codes."""

    path: str
    head: Text
    words: Mapping[str, Text] = field(default_factory=dict)


def as_xlsx(title: Text, columns: Sequence[Shown], items: Iterable[object], *, zone: ZoneInfo, locale: str) -> bytes:
    """The workbook's bytes. Moments are written by the local clock."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.of(locale))
    sheet.freeze_panes = "A2"
    for number in range(len(columns)):
        sheet.column_dimensions[chr(ord("A") + number)].width = WIDTH
    heads = []
    for column in columns:
        cell = WriteOnlyCell(sheet)
        put_text(cell, column.head.of(locale))
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    for item in items:
        sheet.append([_cell(sheet, value_of(item, column.path), column, zone, locale) for column in columns])
    return saved(book)


def value_of(item: object, path: str) -> Any:
    """What an item holds at a path; a list gives the list of what its parts hold, None gives None."""
    if path == "" or item is None:
        return item
    if isinstance(item, list):
        return [value_of(one, path) for one in item]
    name, _, rest = path.partition(".")
    return value_of(getattr(item, name), rest)


def _cell(sheet: Any, value: Any, column: Shown, zone: ZoneInfo, locale: str) -> Any:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, datetime):
        cell.value, cell.number_format = value.astimezone(zone).replace(tzinfo=None), MOMENT_FORM
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DAY_FORM
    elif isinstance(value, int | float) and not isinstance(value, bool):
        cell.value = value
    elif value is not None:
        put_text(cell, _text(value, column, locale))
    return cell


def _text(value: Any, column: Shown, locale: str) -> str:
    if isinstance(value, bool):
        return (YES if value else NO).of(locale)
    if isinstance(value, list):
        return "、".join(_text(one, column, locale) for one in value if one is not None)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if hasattr(value, "zh") and hasattr(value, "en"):  # words in both languages, as some answers hold them
        return Text(value.zh, value.en).of(locale)
    word = column.words.get(str(value))
    return str(value) if word is None else word.of(locale)
