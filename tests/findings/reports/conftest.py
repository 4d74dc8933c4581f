"""The service with its public door, for tests of reports."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.settings import Settings
from schoolbus.stack.stack import Stack
from tests.api import Api
from tests.web.serving import log_in, serving
from tests.web.world import seed


@pytest.fixture
async def api(database_url: str, redis_url: str, stack: Stack, tmp_path: Path) -> AsyncIterator[Api]:
    """The district, served, with limits that a test can reach; a form may be sent as soon as it is open."""
    world = seed(database_url)
    settings = Settings(
        database_url=database_url, redis_url=redis_url, mqtt_url=stack.mqtt_url, data_dir=tmp_path, report_form_least_s=0,
        report_max_per_address=4, report_max_per_window=9, report_max_guesses_per_address=5, report_photos_max=2,
    )  # fmt: skip
    async with serving(settings) as served:
        await served.add_account("clerk", "clerk")
        async with served.client() as client:
            assert (await log_in(client, "clerk")).status_code == 200
            yield Api(client, world, served)
