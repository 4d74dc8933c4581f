"""A served district with tracks on the roads: its settings, its days, and what is planted in it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from core import clock
from core.settings import Settings
from findings.danger.walk.run import connect
from fleet.fixes import Fixes
from tests.api import Api
from tests.findings.danger import roads


def settings_of(api: Api) -> Settings:
    """The served district's, its tracks kept for the shortest time there is."""
    return api.served.settings.model_copy(update={"map_center": roads.CENTER, "track_retention_days": 30})


def midnight_s(api: Api, days_ago: int) -> float:
    """When a local day began."""
    now = clock.now().astimezone(api.served.settings.zone)
    return (now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=days_ago)).timestamp()


def plant(api: Api, parts: Sequence[Fixes]) -> None:
    with connect(settings_of(api)) as connection:
        roads.keep(connection, parts)


def buses(api: Api) -> list[int]:
    return [int(api.own("vehicle")), int(api.world.ids["vehicle"]["other"])]


def moment(time_s: float) -> datetime:
    return datetime.fromtimestamp(time_s, UTC)
