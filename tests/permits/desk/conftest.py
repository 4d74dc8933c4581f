"""The served district for the tests of the desk, and its offices at work."""

from collections.abc import AsyncIterator

import pytest

from tests.api import Api, api
from tests.permits.desk.offices import Offices, at_work

__all__ = ["api"]


@pytest.fixture
async def offices(api: Api) -> AsyncIterator[Offices]:
    """Every office logged in, and an application's papers at hand."""
    async with at_work(api) as made:
        yield made
