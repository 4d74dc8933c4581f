"""Lists in pages: `{items, next}` by keyset, so that a page never shifts under the reader."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Query
from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from core.errors import Invalid, field

T = TypeVar("T")
Column = ColumnElement[Any] | InstrumentedAttribute[Any]
MAX_CURSOR_CHARS = 2000


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What a reader asked of a list."""

    limit: int
    cursor: str | None
    sort: str | None


def page_query(
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    cursor: Annotated[str | None, Query(max_length=MAX_CURSOR_CHARS)] = None,
    sort: Annotated[str | None, Query(max_length=64)] = None,
) -> PageQuery:
    """`?limit=&cursor=&sort=`, as a FastAPI dependency."""
    return PageQuery(limit, cursor, sort)


async def page(
    session: AsyncSession,
    statement: Select[T] | Select[Any],
    query: PageQuery,
    *,
    keys: Mapping[str, Column],
    default: str,
    unique: Column,
) -> tuple[list[Any], str | None]:
    """One page of a statement over one entity: the entities, and the cursor of the next page.

    `keys` are the sorts by name (columns that are never null), `default` one of them ("-name" is descending), `unique`
    breaks ties. Raises Invalid for an unknown sort or a cursor that is not one of ours.
    """
    rows, following = await page_rows(session, statement, query, keys=keys, default=default, unique=unique)
    return [row[0] for row in rows], following


async def page_rows(
    session: AsyncSession,
    statement: Select[Any],
    query: PageQuery,
    *,
    keys: Mapping[str, Column],
    default: str,
    unique: Column,
) -> tuple[Sequence[Row[Any]], str | None]:
    """As `page`, for a statement of several columns: whole rows, with the sort key and the tie breaker at their end."""
    sort = query.sort or default
    key = keys.get(sort.removeprefix("-"))
    if key is None:
        known = ", ".join(sorted(keys))
        raise Invalid(field("sort", zh=f"只能按以下各项排序：{known}", en=f"sort by one of: {known}"))
    descending = sort.startswith("-")
    order = (key.desc(), unique.desc()) if descending else (key.asc(), unique.asc())
    statement = statement.add_columns(key, unique).order_by(None).order_by(*order).limit(query.limit + 1)
    if query.cursor is not None:
        after = tuple_(*_decode(query.cursor, sort, key, unique))
        here = tuple_(key, unique)
        statement = statement.where(here < after if descending else here > after)
    rows = (await session.execute(statement)).all()
    if len(rows) <= query.limit:
        return rows, None
    last = rows[query.limit - 1]
    return rows[: query.limit], _encode(sort, last[-2], last[-1])


def _encode(sort: str, key: object, unique: object) -> str:
    text = json.dumps([sort, _plain(key), _plain(unique)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _decode(cursor: str, sort: str, key: Column, unique: Column) -> tuple[object, object]:
    try:
        text = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        given_sort, key_value, unique_value = json.loads(text)
        after = (_typed(key, key_value), _typed(unique, unique_value))
    except (binascii.Error, ValueError, TypeError, RecursionError, NotImplementedError) as error:
        raise Invalid(field("cursor", zh="翻页标记无效，请从第一页重新开始", en="not a cursor of this list")) from error
    if given_sort != sort:
        raise Invalid(field("cursor", zh="翻页标记属于另一种排序", en="the cursor belongs to another sort"))
    return after


def _typed(column: Column, value: object) -> object:
    """The value as the column's Python type. Raises ValueError or TypeError when it cannot be."""
    kind = column.type.python_type
    if kind in (datetime, date):
        moment: date = kind.fromisoformat(_text(value))
        if isinstance(moment, datetime) and moment.tzinfo is None:
            raise ValueError("a moment without an offset")
        return moment
    if kind is UUID:
        return UUID(_text(value))
    if kind is float and type(value) in (int, float):
        return float(value)  # type: ignore[arg-type]
    if kind is int and type(value) is int and not -(2**63) <= value < 2**63:
        raise ValueError("no number of a table is this large")
    if type(value) is not kind or (kind is str and "\x00" in _text(value)):
        raise TypeError(f"expected {kind.__name__}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    value.encode()  # a lone surrogate is a ValueError here, not an error of the database later
    return value
