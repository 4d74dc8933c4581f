"""The served district for the tests of what people see of the road in, before anything has come in there."""

import pytest

from tests.api import Api, api

__all__ = ["api"]


@pytest.fixture(autouse=True)
async def _nothing_came_in_yet(api: Api) -> None:
    for table in ("unknown_device", "media", "driver_card", "command"):  # what is sealed may not be truncated
        await api.served.execute(f"DELETE FROM {table}")  # noqa: S608
