"""A served application with one officer, for tests that need no more."""

from collections.abc import AsyncIterator

import psycopg
import pytest
from psycopg import sql

from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.web.serving import Served, serving


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
