"""What refers to a row of a table, as the database itself knows it: every foreign key, whichever room keeps it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ARRAY, BigInteger, Select, any_, func, literal, select, table, text
from sqlalchemy import column as column_of
from sqlalchemy.ext.asyncio import AsyncSession

KEYS = text("""
    SELECT child.relname, attribute.attname
    FROM pg_constraint c
    JOIN pg_class child ON child.oid = c.conrelid
    JOIN pg_class parent ON parent.oid = c.confrelid
    JOIN pg_attribute attribute ON attribute.attrelid = c.conrelid AND attribute.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND cardinality(c.conkey) = 1 AND parent.relname = :table
        AND parent.relnamespace = current_schema()::regnamespace AND NOT child.relispartition
    ORDER BY 1, 2
""")


@dataclass(frozen=True, slots=True)
class Reference:
    """So many rows of a table refer to one row of another, by this column."""

    table: str
    column: str
    key: int
    count: int


async def references(
    session: AsyncSession, parent: str, keys: Sequence[int], *, apart: Collection[tuple[str, str]] = ()
) -> list[Reference]:
    """All that refers to the rows with these ids; `apart` are (table, column) pairs that do not count."""
    found: list[Reference] = []
    for child, column in (await session.execute(KEYS, {"table": parent})).all():
        if (child, column) in apart:
            continue
        rows = await session.execute(grouped(child, column, by=column, keys=keys))
        found.extend(Reference(child, column, key, count) for key, count in rows.all())
    return found


def grouped(child: str, column: str, *, by: str, keys: Sequence[int]) -> Select[int, int]:
    """How many rows of a table, of those whose `by` is one of the keys, have each value of a column."""
    rows = table(child, *(column_of(name) for name in {column, by}))
    wanted = rows.c[by] == any_(literal(list(keys), ARRAY(BigInteger)))
    return select(rows.c[column], func.count()).where(wanted).group_by(rows.c[column])
