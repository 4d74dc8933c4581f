"""Where the doors for devices listen, and which of them are open at all."""

from typing import Any

import pytest

from core.settings import Settings
from schoolbus.device_ports import choose_ports, told


def chosen(**settings: Any) -> tuple[dict[str, str], dict[str, str]]:
    """The environment for the ingest, and what `info` says, with these settings."""
    given = Settings(**settings)
    environment = choose_ports(given, lambda _: None, set())
    return environment, told(given, environment)


@pytest.mark.parametrize(
    ("setting", "keys"),
    [("nmea_plain", {"nmea_tcp", "nmea_udp"}), ("jt809", {"jt809_tcp"})],
    ids=("nmea_plain", "jt809"),
)
def test_a_door_that_has_to_be_opened_is_told_only_where_it_is(setting: str, keys: set[str]) -> None:
    """Plain NMEA, and other platforms; the ingest hears of it by the same setting."""
    shut, opened = chosen(), chosen(**{setting: True})
    variable = f"SCHOOLBUS_{setting.upper()}"
    assert (shut[0][variable], opened[0][variable]) == ("false", "true")
    assert opened[1].keys() - shut[1].keys() == keys
    assert shut[1].keys() == {"jt808_tcp", "osmand_http"}
