"""A served application with one officer, for tests that need no more."""

from collections.abc import AsyncIterator

import psycopg
import pytest
import structlog
from psycopg import sql

from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.web.serving import Served, serving


@pytest.fixture(scope="session", autouse=True)
def _plain_log() -> None:
    """Tracebacks as plain text: structlog's default draws every local variable, which takes seconds."""
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.contextvars.merge_contextvars, structlog.processors.add_log_level, plain])


@pytest.fixture
def settings(module_database_url: str, redis_url: str, stack: Stack) -> Settings:
    """Settings of a test: the module's database without accounts, an empty Redis, the stack's broker."""
    with psycopg.connect(module_database_url) as connection:
        for table in ("login_attempt", "login_session", "account"):
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    return Settings(database_url=module_database_url, redis_url=redis_url, mqtt_url=stack.mqtt_url)


@pytest.fixture
async def served(settings: Settings) -> AsyncIterator[Served]:
    """An application with one account, `wang`, an officer."""
    async with serving(settings) as one:
        await one.add_account("wang")
        yield one
