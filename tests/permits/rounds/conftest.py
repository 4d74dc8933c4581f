"""The served district for the tests of rounds, its offices at work, and a season of renewals."""

from collections.abc import AsyncIterator

import pytest

from tests.api import Api, api
from tests.permits.desk.offices import Offices, at_work
from tests.permits.rounds.season import Season, season_of

__all__ = ["api"]


@pytest.fixture
async def offices(api: Api) -> AsyncIterator[Offices]:
    """Every office logged in."""
    async with at_work(api) as made:
        yield made


@pytest.fixture
async def season(offices: Offices) -> Season:
    """A round of six renewals, drafts of the own operator."""
    return await season_of(offices, 6)
