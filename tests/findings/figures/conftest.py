"""The small world whose figures are counted by hand, in a database of this module, and who looks at it."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy.ext.asyncio import AsyncSession

from core.database import make_engine, make_sessions
from core.settings import Settings
from tests.findings.figures.counted_world import CountedWorld, write


@pytest.fixture(scope="module")
def counted(module_database_url: str) -> CountedWorld:
    """The world, written."""
    return write(module_database_url)


@pytest_asyncio.fixture(loop_scope="function")
async def session(module_database_url: str, counted: CountedWorld) -> AsyncIterator[AsyncSession]:
    """A session on it."""
    engine = make_engine(Settings(database_url=module_database_url))
    async with make_sessions(engine)() as one:
        yield one
    await engine.dispose()
