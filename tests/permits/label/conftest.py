"""The desk's offices at work, with a key for labels outside the database."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.settings import Settings
from permits.label.keys import make_key_file
from schoolbus.stack.stack import Stack
from tests.api import Api
from tests.permits.desk.offices import Offices, at_work
from tests.web.serving import log_in, serving
from tests.web.world import seed

ORIGIN = "https://bus.example"


@pytest.fixture
async def api(database_url: str, redis_url: str, stack: Stack, tmp_path: Path) -> AsyncIterator[Api]:
    """The district, served under a public address."""
    world = seed(database_url)
    key = tmp_path / "label-key.pem"
    make_key_file(key)
    settings = Settings(
        database_url=database_url, redis_url=redis_url, mqtt_url=stack.mqtt_url, label_key_file=key, label_checks_per_address=12,
        public_origins=frozenset({ORIGIN}),
    )  # fmt: skip
    async with serving(settings) as served:
        await served.add_account("clerk", "clerk")
        async with served.client() as client:
            assert (await log_in(client, "clerk")).status_code == 200
            yield Api(client, world, served)


@pytest.fixture
async def offices(api: Api) -> AsyncIterator[Offices]:
    """Every office logged in, and an application's papers at hand."""
    async with at_work(api) as made:
        yield made
