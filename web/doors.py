"""HTTP of where terminals are to be pointed: every door with its address, as the page tells an installer."""

from typing import Literal
from urllib.parse import urlsplit

from fastapi import APIRouter

from core.deps import Conf, Me
from core.settings import Settings
from core.shapes import Out
from fleet.schemas import Protocol

router = APIRouter(tags=["page"])
MQTT_PORT, MQTTS_PORT = 1883, 8883


class DoorOut(Out):
    """A door for devices. `host` is None where it is that of the page itself; `open` whether it lets anybody in.

    `topic` names the device's own MQTT topic with `{id}` in it; `proves` whether it knows who sends, or believes an id line.
    """

    protocol: Protocol
    transport: Literal["mqtt", "tcp", "udp", "http"]
    host: str | None
    port: int
    tls: bool
    open: bool
    proves: bool
    topic: str | None = None


class Doors(Out):
    """All doors."""

    items: list[DoorOut]


@router.get("/doors")
async def list_doors(_viewer: Me, settings: Conf) -> Doors:
    """Where each kind of terminal is to be pointed."""
    return Doors(items=doors_of(settings))


def doors_of(settings: Settings) -> list[DoorOut]:
    """The doors that the settings name, in the order of the protocols."""
    broker = urlsplit(settings.mqtt_device_url or settings.mqtt_url)
    tls = broker.scheme == "mqtts"
    mqtt = {
        "transport": "mqtt",
        "host": settings.device_host or _told(broker.hostname),
        "port": broker.port or (MQTTS_PORT if tls else MQTT_PORT),
        "tls": tls,
        "open": True,
        "proves": True,
    }
    plain, secret = {"open": settings.nmea_plain, "proves": False}, {"open": True, "proves": True}
    doors: list[dict[str, object]] = [
        {"protocol": "jt808", "transport": "tcp", "port": settings.jt808_port, **secret},
        {"protocol": "jt809", "transport": "tcp", "port": settings.jt809_port, "open": settings.jt809, "proves": True},
        {"protocol": "nmea_mqtt", **mqtt, "topic": settings.mqtt_topic.replace("+", "{id}")},
        {
            "protocol": "osmand",
            "transport": "http",
            "port": settings.osmand_port,
            "tls": settings.osmand_tls_cert is not None,
            **secret,
        },
        {"protocol": "owntracks", **mqtt, "topic": "owntracks/{id}/phone"},
        {"protocol": "nmea_tcp", "transport": "tcp", "port": settings.nmea_tcp_port, **plain},
        {"protocol": "nmea_udp", "transport": "udp", "port": settings.nmea_udp_port, **plain},
    ]
    return [DoorOut.model_validate({"host": settings.device_host, "tls": False} | door) for door in doors]


def _told(host: str | None) -> str | None:
    """A broker on this machine is reached by the page's own name."""
    return None if host in (None, "127.0.0.1", "localhost", "::1") else host
