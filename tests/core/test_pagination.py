"""Lists in pages: whole, in order, without doubles, and deaf to nonsense."""

import base64
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import make_engine, make_sessions
from core.errors import Invalid
from core.models import Parameter
from core.pagination import Column, PageQuery, page
from core.settings import Settings

START = datetime(2026, 1, 1, tzinfo=UTC)
KEYS: dict[str, Column] = {
    "name": Parameter.name,
    "value": Parameter.value,
    "since": Parameter.since,
    "id": Parameter.id,
}


@pytest.fixture
async def session(module_database_url: str) -> AsyncIterator[AsyncSession]:
    """Twenty-five parameters, many alike, rolled back at the end."""
    engine = make_engine(Settings(database_url=module_database_url))
    async with make_sessions(engine)() as one:
        for number in range(25):
            since = START + timedelta(days=number)
            one.add(Parameter(name=f"参数 {number % 3}", value=number % 4, since=since, source="-"))
        await one.flush()
        yield one
        await one.rollback()
    await engine.dispose()


async def read(session: AsyncSession, sort: str | None, limit: int) -> list[Parameter]:
    """All pages, one after the other."""
    found: list[Parameter] = []
    cursor = None
    while True:
        query = PageQuery(limit=limit, cursor=cursor, sort=sort)
        items, cursor = await page(session, select(Parameter), query, keys=KEYS, default="name", unique=Parameter.id)
        assert len(items) <= limit
        found += items
        if cursor is None:
            return found


@pytest.mark.parametrize("sort", [None, "name", "-name", "value", "-value", "since", "-since", "-id"])
@pytest.mark.parametrize("limit", [1, 7, 24, 25, 200])
async def test_all_pages_together_are_the_list_in_order_once(
    session: AsyncSession, sort: str | None, limit: int
) -> None:
    found = await read(session, sort, limit)
    assert len({one.id for one in found}) == len(found) == 25
    name = (sort or "name").removeprefix("-")
    expected = sorted(found, key=lambda one: (getattr(one, name), one.id), reverse=(sort or "").startswith("-"))
    assert found == expected


async def test_what_is_added_before_the_reader_does_not_shift_the_pages(session: AsyncSession) -> None:
    query = PageQuery(limit=10, cursor=None, sort="since")
    first, cursor = await page(session, select(Parameter), query, keys=KEYS, default="name", unique=Parameter.id)
    session.add(Parameter(name="早", value=0, since=START - timedelta(days=1), source="-"))
    await session.flush()
    second, _ = await page(
        session, select(Parameter), PageQuery(10, cursor, "since"), keys=KEYS, default="name", unique=Parameter.id
    )
    assert second[0].since == first[-1].since + timedelta(days=1)


def cursor_of(*parts: Any) -> str:
    """A cursor as we would write it, of anything."""
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


BAD_CURSORS = [
    "", "!", "abc", "é", "AAAA", "\x00", "a" * 1999,
    cursor_of(), cursor_of("name"), cursor_of("name", "a"), cursor_of("name", 1, 1), cursor_of("name", "a", "1"),
    cursor_of("name", "a", 2**70), cursor_of("name", "a", True), cursor_of("name", "a\x00", 1),
    cursor_of("name", "\ud800", 1), cursor_of("name", None, 1), cursor_of("value", 1.0, 1), cursor_of("name", ["a"], 1),
    base64.urlsafe_b64encode(b"[" * 1000).decode(), base64.urlsafe_b64encode(b"\xff\xfe").decode(),
]  # fmt: skip


@pytest.mark.parametrize("cursor", BAD_CURSORS)
async def test_what_is_no_cursor_of_this_list_is_named_as_such(session: AsyncSession, cursor: str) -> None:
    with pytest.raises(Invalid) as refused:
        await page(
            session, select(Parameter), PageQuery(5, cursor, "name"), keys=KEYS, default="name", unique=Parameter.id
        )
    assert [one.field for one in refused.value.fields] == ["cursor"]


@pytest.mark.parametrize(
    ("sort", "value"),
    [("since", "yesterday"), ("since", "2026-01-01T00:00:00"), ("since", 5), ("value", "x"), ("value", True)],
)
async def test_a_cursor_holds_a_value_of_the_sorted_column(session: AsyncSession, sort: str, value: object) -> None:
    query = PageQuery(5, cursor_of(sort, value, 1), sort)
    with pytest.raises(Invalid):
        await page(session, select(Parameter), query, keys=KEYS, default="name", unique=Parameter.id)


async def test_an_unknown_sort_is_named_as_such(session: AsyncSession) -> None:
    for sort in ("source", "--name", "name;drop", "-"):
        with pytest.raises(Invalid) as refused:
            await page(
                session, select(Parameter), PageQuery(5, None, sort), keys=KEYS, default="name", unique=Parameter.id
            )
        assert [one.field for one in refused.value.fields] == ["sort"]
