"""What every kind of table has in common: its columns, its rows understood against what is on record, what they make."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import Base
from core.errors import Text
from core.tables.columns import Column
from core.tables.reading import Row
from geofences.imports.datum import Datum
from permits.desk.happening import Hand
from permits.imports.cells import Wrong


@dataclass(slots=True)
class Wish:
    """What would be made of a row, or of the rows of one line: `shown` as a person reads it back, words in their language."""

    row: int
    shown: Mapping[str, str | Text]
    content: dict[str, Any]


@dataclass(slots=True)
class Understood:
    """A whole table: what would be made, and all that is wrong with it."""

    wishes: list[Wish]
    wrong: list[Wrong]


@dataclass(slots=True)
class Made:
    """What an import made: (table, id, row) of everything, and of which of them the audit trail tells."""

    items: list[tuple[str, int, int]] = field(default_factory=list)
    told: list[tuple[str, int, dict[str, Any]]] = field(default_factory=list)

    def add(self, table: str, ids: Sequence[int], wishes: Sequence[Wish]) -> None:
        """Rows of a table, one a wish, in their order."""
        self.items.extend((table, id_, wish.row) for id_, wish in zip(ids, wishes, strict=True))


class Understand(Protocol):
    """Rows with all that is wrong with each, against what is on record. Nothing is changed."""

    def __call__(
        self, session: AsyncSession, *, hand: Hand, rows: Sequence[Row], datum: Datum
    ) -> Awaitable[Understood]: ...


Write = Callable[[AsyncSession, Hand, list[Wish]], Awaitable[Made]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table."""

    name: str
    title: Text
    columns: tuple[Column, ...]
    understand: Understand
    write: Write


async def put(session: AsyncSession, table: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    """Insert many rows at once; their ids, in the order of the rows."""
    if not rows:
        return []
    statement = insert(table).returning(table.__table__.c.id, sort_by_parameter_order=True)
    return list((await session.execute(statement, rows)).scalars())
