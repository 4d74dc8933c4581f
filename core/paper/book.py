"""What every workbook (XLSX) of ours keeps to: a text is a text, whatever it begins with or holds."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE


def put_text(cell: Any, text: str) -> None:
    """Write a text into a cell: no name becomes a formula, and no character is in it that XML does not take."""
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell.data_type = "s"


def saved(book: Workbook) -> bytes:
    """The file's bytes."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()
