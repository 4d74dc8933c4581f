"""The database: one declarative base, one way to an engine, one commit at the edge."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Engine, Identity, MetaData, Pool, create_engine, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, mapped_column

from core.personal import give_key
from core.settings import Settings

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


SCHEMA_REVISION = "0033"  # the migration this program is written for; a test holds it to the newest


class Base(DeclarativeBase):
    """Every table of every room; datetimes are always with a time zone."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: DateTime(timezone=True), dict[str, Any]: JSONB}


Key = Annotated[int, mapped_column(BigInteger, Identity(), primary_key=True)]
Small = Annotated[int, mapped_column(Identity(), primary_key=True)]
CreatedAt = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=text("now()"))]


def make_engine(settings: Settings) -> AsyncEngine:
    """An engine for the HTTP side; ingest has its own psycopg connection."""
    timeout_ms = round(settings.database_timeout_s * 1000)
    engine = create_async_engine(
        settings.sqlalchemy_url,
        pool_size=settings.database_pool_size,
        max_overflow=settings.database_pool_size,
        pool_pre_ping=True,
        connect_args={"options": f"-c statement_timeout={timeout_ms} -c timezone=UTC", "connect_timeout": 5},
    )
    give_key(engine, settings)
    return engine


def make_plain_engine(settings: Settings, *, pool: type[Pool] | None = None) -> Engine:
    """An engine without asyncio, for what runs beside the service: sowing, migrating, tests."""
    engine = create_engine(settings.sqlalchemy_url, poolclass=pool, pool_pre_ping=True)
    give_key(engine, settings)
    return engine


def make_sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    """Sessions that never expire what they loaded: answers are built after the commit."""
    return async_sessionmaker(engine, expire_on_commit=False)


@asynccontextmanager
async def session_scope(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """One use case, one transaction: commits when the block ends well, rolls back otherwise."""
    async with sessions() as session:
        yield session
        await session.commit()


async def commit_now(session: AsyncSession) -> None:
    """End the transaction before the block does: what it locked is free, and what is read from here on is read anew."""
    await session.commit()
    session.expunge_all()
