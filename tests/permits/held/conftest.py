"""The served district for the tests of granted permits, and its offices at work."""

from collections.abc import AsyncIterator

import pytest

from tests.api import Api, api
from tests.permits.desk.offices import Offices, at_work
from tests.permits.held.holding import Holding

__all__ = ["api"]


@pytest.fixture
async def offices(api: Api) -> AsyncIterator[Offices]:
    """Every office logged in."""
    async with at_work(api) as made:
        yield made


@pytest.fixture
async def holding(offices: Offices) -> Holding:
    """The own bus's permit, as the clerk sees it."""
    made = Holding(offices)
    await made.sees()
    return made
