"""What all sowing stands on: the session, the district, and how its days and shapes become dates, moments and columns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from geoalchemy2 import WKBElement
from geoalchemy2.shape import from_shape
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from schoolbus.demo.district import Day, District, Shape

Ids = Mapping[str, int]
Made = TypeVar("Made")


@dataclass(frozen=True)
class Ground:
    """The district's days are counted from `reference`, and begin at midnight in `zone`."""

    session: Session
    district: District
    reference: date
    zone: ZoneInfo

    def on(self, day: Day) -> date:
        """The date of a day of the district."""
        return day.from_(self.reference)

    def during(self, first: Day, last: Day | None) -> Range[datetime]:
        """From the first moment of a day to the last of another, open where there is none."""
        return Range(self._begin(first), None if last is None else self._begin(Day(last.days + 1)), bounds="[)")

    def put(self, rows: Iterable[Made]) -> list[Made]:
        """Insert rows and return them with their ids."""
        made = list(rows)
        self.session.add_all(made)
        self.session.flush()
        return made

    def _begin(self, day: Day) -> datetime:
        return datetime.combine(self.on(day), time(), self.zone)


def geom(shape: Shape) -> WKBElement:
    """A shape as the geometry columns take it."""
    return from_shape(shape.geometry, srid=4326)


def by_key(rows: Iterable[Any], made: Iterable[Any]) -> dict[str, int]:
    """The ids of what was made of the district's rows, by their keys."""
    return {row.key: one.id for row, one in zip(rows, made, strict=True)}
