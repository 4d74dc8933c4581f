"""Our own Mosquitto: one door for devices, one for the ingest, a session that keeps messages from the first on."""

import contextlib
import signal
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fleet.secrets import broker_hash
from schoolbus.stack import credentials, mqtt_probe, programs
from schoolbus.stack import places as at
from schoolbus.stack.broker_conf import CERTIFICATE_FILE, KEY_FILE, SESSION_TOPICS, configuration
from schoolbus.stack.child import Child
from schoolbus.stack.errors import ServerFailedError
from schoolbus.stack.places import Places
from schoolbus.stack.ports import LOCALHOST

START_S = 15.0


@dataclass(frozen=True)
class DeviceDoor:
    """How the broker's door for devices stands open: on which address, and with TLS where there is a certificate (PEM)."""

    host: str = LOCALHOST
    certificate: Path | None = None
    key: Path | None = None  # None: it is in the certificate's file


PLAIN_DOOR = DeviceDoor()


class Mosquitto:
    """The broker. `port` is the devices' door, `service_port` the ingest's.

    What it promises for a PUBACK, as strongly as it can (design section 3): nothing is dropped while the ingest is away
    (no limit on its queue, a session that never expires), and its memory is saved every second, so that its own death
    costs at most what it acknowledged since the last save.
    """

    name = "mosquitto"
    stop_signal = signal.SIGTERM  # saves its memory before it leaves

    def __init__(self, places: Places, port: int, service_port: int, door: DeviceDoor = PLAIN_DOOR) -> None:
        self.user = at.server_user("mosquitto")
        self.folder = places.of(self.name)
        self.port = port
        self.service_port = service_port
        self._places = places
        self._door = door
        self._program = programs.program("mosquitto")
        known = at.secrets_of(places, ("mqtt_session", "mqtt_service"))
        # The session's name is the user's name and cannot be guessed: in MQTT whoever connects under a session's name
        # takes it over. The dot keeps it apart from every device id.
        self.service_user = f"ingest.{known['mqtt_session']}"
        self._service_password = known["mqtt_service"]

    @property
    def url(self) -> str:
        """For the ingest: its user name is also the client id under which its session is kept."""
        return f"mqtt://{self.service_user}:{self._service_password}@{LOCALHOST}:{self.service_port}"

    @property
    def device_url(self) -> str:
        """For devices: user name is the device id, password its secret."""
        return f"{'mqtts' if self._door.certificate else 'mqtt'}://{LOCALHOST}:{self.port}"

    def prepare(self) -> None:
        """Write the configuration, and make the ingest's session before any device can be there. Raises StackError."""
        at.give(self.folder, self.user)
        if not (self.folder / credentials.PASSWORD_FILE).exists():
            self.write_credentials(())
        self._take_certificate()
        at.write_private(self.folder / "mosquitto.conf", self._configuration(devices_too=True), self.user)
        marker = self.folder / "session.ready"
        if not (marker.exists() and (self.folder / "mosquitto.db").exists()):
            self._make_session()
            at.write_private(marker, f"{self.service_user}\n", self.user)

    def command(self) -> list[str]:
        """`mosquitto -c <folder>/mosquitto.conf`."""
        return [str(self._program), "-c", str(self.folder / "mosquitto.conf")]

    def answers(self) -> bool:
        """Whether the ingest's user is let in, and the devices' door is open."""
        with contextlib.suppress(OSError):
            socket.create_connection((LOCALHOST, self.port), timeout=2).close()
            return mqtt_probe.may_connect(self.url)
        return False

    def settle(self) -> None:
        """Nothing to do."""

    def write_credentials(self, devices: Iterable[tuple[str, str]]) -> int:
        """Let exactly these devices in: (device id, hash of its secret). The caller then tells the broker to reload."""
        return credentials.write_files(
            self.folder,
            service_user=self.service_user,
            service_hash=broker_hash(self._service_password),
            devices=devices,
            owner=self.user,
        )

    def _make_session(self) -> None:
        """Run the broker with the ingest's door alone, subscribe as the ingest, and let it save that."""
        first = self.folder / "first.conf"
        at.write_private(first, self._configuration(devices_too=False), self.user)
        child = Child(
            name="mosquitto-first",
            command=[str(self._program), "-c", str(first)],
            log=self._places.log / "mosquitto.log",
            pid_file=self._places.pids / "mosquitto-first.pid",
            cwd=Path("/"),
            user=self.user,
        )
        child.start()
        try:
            deadline = time.monotonic() + START_S
            while not mqtt_probe.may_connect(self.url):
                if child.exit_code is not None or time.monotonic() > deadline:
                    raise ServerFailedError(f"mosquitto does not start: {child.last_words()}")
                time.sleep(0.05)
            mqtt_probe.keep_session(self.url, SESSION_TOPICS)
        finally:
            child.stop()

    def _take_certificate(self) -> None:
        """Copy certificate and key to where the broker's user may read them. Raises ServerFailedError."""
        if self._door.certificate is None:
            return
        for name, file in (
            (CERTIFICATE_FILE, self._door.certificate),
            (KEY_FILE, self._door.key or self._door.certificate),
        ):
            try:
                at.write_private(self.folder / name, file.read_text(), self.user)
            except (OSError, UnicodeDecodeError) as error:
                raise ServerFailedError(f"the broker's certificate cannot be read: {file}: {error}") from error

    def _configuration(self, *, devices_too: bool) -> str:
        return configuration(
            files=self.folder,
            data=self.folder,
            service_door=f"{self.service_port} {LOCALHOST}",
            device_door=f"{self.port} {self._door.host}" if devices_too else None,
            device_tls=self._door.certificate is not None,
        )
