"""Where terminals are to be pointed, as the page tells an installer."""

from typing import Any

from core.settings import Settings
from tests.api import Api, api
from web.doors import doors_of

__all__ = ["api"]


async def test_every_protocol_has_a_door_with_its_address(api: Api) -> None:
    """The page's own host, where no other is named; the broker's port for devices; a topic with the device's id in it."""
    told = {one["protocol"]: one for one in (await api.answer("/doors"))["items"]}
    assert set(told) == {"jt808", "jt809", "nmea_mqtt", "nmea_tcp", "nmea_udp", "osmand", "owntracks"}
    assert (told["jt808"]["host"], told["jt808"]["port"], told["jt808"]["transport"]) == (None, 6808, "tcp")
    assert told["nmea_mqtt"]["topic"] == "bus/{id}/nmea"
    assert f":{told['nmea_mqtt']['port']}" in api.served.settings.mqtt_url


def door(protocol: str, **settings: Any) -> Any:
    """A door as these settings make it."""
    return next(one for one in doors_of(Settings(**settings)) if one.protocol == protocol)


def test_a_plain_door_says_that_it_is_shut_and_that_it_proves_nothing() -> None:
    shut, opened = door("nmea_tcp"), door("nmea_tcp", nmea_plain=True)
    assert (shut.open, shut.proves) == (False, False)
    assert (opened.open, opened.proves) == (True, False)


def test_the_host_is_the_one_that_the_operator_names_or_that_of_a_broker_elsewhere() -> None:
    assert door("jt808", device_host="bus.example.cn").host == "bus.example.cn"
    elsewhere = door("nmea_mqtt", mqtt_device_url="mqtts://broker.example.cn")
    assert (elsewhere.host, elsewhere.port, elsewhere.tls) == ("broker.example.cn", 8883, True)
    assert door("nmea_mqtt", mqtt_device_url="mqtt://127.0.0.1:1884").host is None
