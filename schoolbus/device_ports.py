"""Where the doors for devices listen: a port for each, chosen at the start, told to the ingest and by `info`."""

import json
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.settings import Settings
from schoolbus.stack.ports import LOCALHOST, choose


@dataclass(frozen=True, slots=True)
class DevicePort:
    """One door: the setting that holds its port, its key in `info --json` and how it is told there, what it is.

    `form` may say `{http}`: https where the setting `osmand_tls_cert` names a certificate.
    """

    setting: str
    told: str
    what: str
    form: str = "{host}:{port}"
    kind: socket.SocketKind = socket.SOCK_STREAM
    opened_by: str = ""  # the setting without which the door is shut

    @property
    def variable(self) -> str:
        return f"SCHOOLBUS_{self.setting.upper()}"


PORTS = (
    DevicePort("nmea_tcp_port", "nmea_tcp", "NMEA over TCP", opened_by="nmea_plain"),
    DevicePort("nmea_udp_port", "nmea_udp", "NMEA over UDP", kind=socket.SOCK_DGRAM, opened_by="nmea_plain"),
    DevicePort("jt808_port", "jt808_tcp", "JT/T 808"),
    DevicePort("jt809_port", "jt809_tcp", "JT/T 809", opened_by="jt809"),
    DevicePort("osmand_port", "osmand_http", "telephones over HTTP", form="{http}://{host}:{port}"),
)


def choose_ports(settings: Settings, say: Callable[[str], None], taken: set[int]) -> dict[str, str]:
    """The environment that the processes find the doors by; a port in use is replaced, and said."""
    promised = {socket.SOCK_STREAM: taken, socket.SOCK_DGRAM: set[int]()}
    chosen = {
        each.variable: str(
            choose(getattr(settings, each.setting), what=each.what, say=say, taken=promised[each.kind], kind=each.kind)
        )
        for each in _open(settings)
    }
    opening = {each.opened_by for each in PORTS if each.opened_by}
    return chosen | {f"SCHOOLBUS_{name.upper()}": json.dumps(getattr(settings, name)) for name in opening}


def told(settings: Settings, environment: Mapping[str, str]) -> dict[str, Any]:
    """What `info` says of the doors that are open."""
    http = "https" if settings.osmand_tls_cert else "http"
    return {
        each.told: each.form.format(host=LOCALHOST, port=environment[each.variable], http=http)
        for each in _open(settings)
    }


def _open(settings: Settings) -> list[DevicePort]:
    return [each for each in PORTS if not each.opened_by or getattr(settings, each.opened_by)]
