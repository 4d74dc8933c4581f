"""What a day is in one school, and who says so. Pure."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum


class Decided(StrEnum):
    """Who says what a day is."""

    SCHOOL = "school"
    STAGE = "stage"
    DISTRICT = "district"
    TERM = "term"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class ClassDay:
    """What a day is in one school. `weekday`: whose timetable it follows, 0 Monday … 6 Sunday.

    `unsaid`: there are classes on a weekend, and nobody said by which weekday's timetable, so it is that of the weekend's own.
    """

    classes: bool
    weekday: int
    decided: Decided
    ends_at: time | None = None
    leaves_at: time | None = None
    unsaid: bool = False
    note: str | None = None
