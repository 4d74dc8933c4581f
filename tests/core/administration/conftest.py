"""The served district for the tests of the administration, and its administrator."""

from collections.abc import AsyncIterator

import httpx
import pytest

from tests.api import Api, api

__all__ = ["api"]


@pytest.fixture
async def admin(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """The administrator's client."""
    async with api.as_role("admin") as client:
        yield client
