"""The columns of a table that people fill in: what each is called, what belongs there, and how a heading is recognised. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.errors import Text

HINTS = re.compile(r"\s*(\*|＊|[（(](必填|选填|required|optional)[）)])\s*$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the program, its title, what belongs there, what else people call it, one example."""

    name: str
    title: Text
    says: Text
    also: tuple[str, ...] = ()
    needed: bool = False
    example: str = ""


def headings_of(columns: Iterable[Column]) -> dict[str, str]:
    """Every heading by which a column is known, plainly written, to its name."""
    return {
        plain_heading(heading): column.name
        for column in columns
        for heading in (column.name, column.title.zh, column.title.en, *column.also)
    }


def plain_heading(heading: str) -> str:
    """A heading as it is compared: no case, no star or "(required)" behind it."""
    return HINTS.sub("", heading.strip()).strip().lower()
