"""The served district for the tests of training, and its people in a room."""

from collections.abc import AsyncIterator

import pytest

from tests.api import Api, api
from tests.permits.training.room import Room, in_the_room

__all__ = ["api"]


@pytest.fixture
async def room(api: Api) -> AsyncIterator[Room]:
    """A course for attendants, three attendants, everybody who organises logged in."""
    async with in_the_room(api) as made:
        yield made
