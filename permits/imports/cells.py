"""The cells of one row, read one by one with all that is wrong with each. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from core.errors import Text
from core.tables.days import day_of, time_of
from core.tables.reading import Row
from fleet.schemas import PRINTABLE
from fleet.service import plain_plate

REQUIRED = Text("必填", "is required")
NO_DAY = Text("不是日期，例如 2026-09-01", "is no date, like 2026-09-01")
NO_TIME = Text("不是时刻，例如 07:20；多个用顿号分开", "is no time of day, like 07:20; separate several by commas")
TWICE = Text("文件中重复", "stands in the file twice")
UNSEEN = Text("含有看不见的字符", "holds characters that nobody sees")
SEPARATORS = re.compile(r"\s*[、,，;；/\n]\s*")
PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][A-Z0-9]{4,7}[\u4e00-\u9fff]?")
PHONE = re.compile(r"\+?[0-9][0-9 -]{3,19}")


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one cell."""

    row: int
    column: str
    text: Text


@dataclass(slots=True)
class Cells:
    """The cells of a row; what is asked of it and cannot be is noted in `wrong`, the first complaint of a cell wins."""

    row: Row
    wrong: dict[str, Text] = field(default_factory=dict)

    @property
    def number(self) -> int:
        return self.row.number

    def blame(self, column: str, text: Text) -> None:
        """Say what is wrong with a cell."""
        self.wrong.setdefault(column, text)

    def text(self, column: str, *, needed: bool = False, most: int = 100) -> str | None:
        """A short text; None for an empty cell."""
        cell = self.row.cells.get(column, "")
        text = cell if isinstance(cell, str) else cell.date().isoformat()
        if not text:
            if needed:
                self.blame(column, REQUIRED)
            return None
        if len(text) > most:
            self.blame(column, Text(f"最多 {most} 个字", f"has at most {most} characters"))
            return None
        if not re.match(PRINTABLE, text):
            self.blame(column, UNSEEN)
            return None
        return text

    def day(self, column: str, *, needed: bool = False) -> date | None:
        """A day in any of the usual forms."""
        cell = self.row.cells.get(column, "")
        if cell == "":
            if needed:
                self.blame(column, REQUIRED)
            return None
        try:
            return day_of(cell)
        except (ValueError, OverflowError):
            self.blame(column, NO_DAY)
            return None

    def whole(self, column: str, least: int, most: int, *, needed: bool = False) -> int | None:
        """A whole number between two bounds."""
        number = self.number_of(column, least, most, needed=needed)
        if number is not None and number != int(number):
            self.blame(column, Text(f"应为 {least} 至 {most} 的整数", f"is a whole number from {least} to {most}"))
            return None
        return None if number is None else int(number)

    def number_of(self, column: str, least: float, most: float, *, needed: bool = False) -> float | None:
        """A number between two bounds."""
        text = self.text(column, needed=needed, most=40)
        if text is None:
            return None
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            self.blame(column, Text(f"应为 {least:g} 至 {most:g} 的数", f"is a number from {least:g} to {most:g}"))
            return None
        return number

    def word(self, column: str, words: Mapping[str, str], *, needed: bool = False) -> str | None:
        """One of the known words, in either language."""
        text = self.text(column, needed=needed)
        if text is None:
            return None
        found = words.get(text.lower())
        if found is None:
            listed = [word for word in words if not word.isascii()]
            said = "、".join(listed)
            self.blame(column, Text(f"应为以下之一：{said}", f"is one of {', '.join(dict.fromkeys(words.values()))}"))
        return found

    def plate(self, column: str, *, needed: bool = False) -> str | None:
        """A number plate as everything here compares it."""
        text = self.text(column, needed=needed, most=20)
        if text is None:
            return None
        plate = plain_plate(text)
        if not PLATE.fullmatch(plate):
            self.blame(column, Text("不是号牌，例如 苏G·12345", "is no number plate, like 苏G·12345"))
            return None
        return plate

    def phone(self, column: str) -> str | None:
        """A telephone number, without blanks and lines."""
        text = self.text(column, most=24)
        if text is None:
            return None
        if not PHONE.fullmatch(text):
            self.blame(column, Text("不是电话号码", "is no telephone number"))
            return None
        return re.sub(r"[ -]", "", text)

    def several(self, column: str, *, needed: bool = False, most: int = 20) -> list[str]:
        """Texts that stand in one cell, separated by 、 or commas."""
        text = self.text(column, needed=needed, most=500)
        found = [] if text is None else [part for part in SEPARATORS.split(text) if part]
        if len(found) > most:
            self.blame(column, Text(f"最多 {most} 个", f"holds at most {most}"))
            return []
        return list(dict.fromkeys(found))

    def times(self, column: str) -> list[time]:
        """Times of day that stand in one cell."""
        try:
            return [time_of(part) for part in self.several(column)]
        except ValueError:
            self.blame(column, NO_TIME)
            return []

    def complaints(self) -> list[Wrong]:
        """All that is wrong with the row."""
        return [Wrong(self.number, column, text) for column, text in self.wrong.items()]
