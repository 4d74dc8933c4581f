"""The broker in a container of its own: its files are written into a folder that it reads, and kept true."""

import signal
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import prometheus_client

from core.metrics import make_metrics
from core.settings import Settings
from fleet.secrets import broker_hash
from schoolbus.door.keeper import Doorkeeper
from schoolbus.door.limits import Limits
from schoolbus.stack import credentials
from schoolbus.stack.broker_conf import SESSION_TOPICS, configuration
from schoolbus.stack.errors import StackError
from schoolbus.stack.mqtt_probe import NEVER_EXPIRES
from schoolbus.stack.places import write_private

LOOK_EVERY_S = 0.5
# Where docker/mqtt puts what it takes from the folder, and what Mosquitto keeps.
FILES = Path("/mosquitto/config")
DATA = Path("/mosquitto/data")
CLIENT = "mosquitto_sub"  # reads its options from $XDG_CONFIG_HOME/mosquitto_sub, so that no password is in a command


class SharedBroker:
    """The broker whose container reads `folder`; it takes what changed and has Mosquitto read it again (docker/mqtt)."""

    broker_is_ours = True

    def __init__(self, folder: Path, settings: Settings, *, device_port: int) -> None:
        url = urlsplit(settings.mqtt_url)
        if not url.username or not url.password:
            raise StackError("SCHOOLBUS_MQTT_URL names no user and password: mqtt://user:password@host:port")
        self.database_url = settings.database_url
        self.mqtt_url = settings.mqtt_url
        self._folder = folder
        self._user, self._password = unquote(url.username), unquote(url.password)
        self._hash = broker_hash(self._password)
        self._service_port, self._device_port = url.port or 1883, device_port

    def prepare(self) -> None:
        """Write what the broker starts with; `passwords` is last, and says that all is there."""
        for name, device_door in (("first.conf", None), ("mosquitto.conf", str(self._device_port))):
            text = configuration(files=FILES, data=DATA, service_door=str(self._service_port), device_door=device_door)
            write_private(self._folder / name, text, None)
        session = (f"-i {self._user}", "-c", f"-x {NEVER_EXPIRES}", "-q 1", "-E", *(f"-t {t}" for t in SESSION_TOPICS))
        self._client("session", session)
        self._client("probe", ("-t $SYS/broker/uptime", "-C 1", "-W 3"))
        if not (self._folder / credentials.PASSWORD_FILE).exists():
            self.let_in({})

    @property
    def broker_disk(self) -> Path:
        """Ours: the volumes of one machine usually lie on one disk."""
        return self._folder

    @property
    def broker_life(self) -> int | None:
        """Not known here: it runs elsewhere."""
        return None

    def let_in(self, devices: dict[str, str]) -> None:
        """Let exactly these devices (id to hash of the secret) in."""
        credentials.write_files(
            self._folder, service_user=self._user, service_hash=self._hash, devices=devices.items(), owner=None
        )

    def _client(self, purpose: str, options: tuple[str, ...]) -> None:
        folder = self._folder / purpose
        folder.mkdir(exist_ok=True)
        own = (f"-p {self._service_port}", f"-u {self._user}", f"-P {self._password}", "-V mqttv5")
        write_private(folder / CLIENT, "\n".join((*own, *options)) + "\n", None)


def keep_door(folder: Path, settings: Settings, *, device_port: int, say: Callable[[str], None]) -> None:
    """Keep the broker's door until SIGTERM. Raises StackError."""
    broker = SharedBroker(folder, settings, device_port=device_port)
    broker.prepare()
    metrics = make_metrics()
    if settings.doorkeeper_metrics_port:
        prometheus_client.start_http_server(settings.doorkeeper_metrics_port, "127.0.0.1", metrics.registry)
    keeper = Doorkeeper(
        broker, Limits.of(settings), unknown_max=settings.unknown_devices_max, say=say, gauges=metrics.broker
    )
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        keeper.look()
        keeper.wait(LOOK_EVERY_S)
    keeper.close()
