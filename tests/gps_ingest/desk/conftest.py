"""The served district for the tests of what people see of the road in, before anything has come in there."""

import pytest

from tests.api import Api, api

__all__ = ["api"]


@pytest.fixture(autouse=True)
async def _nothing_came_in_yet(api: Api) -> None:
    await api.served.execute("TRUNCATE unknown_device, media, driver_card, command")
