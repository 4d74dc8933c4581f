"""The broker's door for devices with a certificate: encrypted, and still a secret for each device."""

import socket
import ssl
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import aiomqtt
import pytest

from fleet.secrets import broker_hash
from schoolbus.stack import mqtt_probe, places
from schoolbus.stack.errors import ServerFailedError
from schoolbus.stack.mosquitto import DeviceDoor
from schoolbus.stack.stack import ANY_PORTS, Given, Stack

REQUEST = (
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=door -addext subjectAltName=IP:127.0.0.1"
)
OTHERS = Given(database_url="postgresql://unused", redis_url="redis://unused")


@pytest.fixture
def data_dir() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="schoolbus-test-"))
    made.chmod(0o711)
    yield made
    places.remove(places.find(made))


@pytest.fixture
def door(tmp_path: Path) -> DeviceDoor:
    """A certificate of the test's own."""
    certificate, key = tmp_path / "door.crt", tmp_path / "door.key"
    subprocess.run(["openssl", *REQUEST.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return DeviceDoor(certificate=certificate, key=key)


async def test_a_device_that_trusts_the_certificate_is_let_in_with_its_secret_and_plain_text_is_not(
    data_dir: Path, door: DeviceDoor
) -> None:
    stack = Stack(data_dir, ports=ANY_PORTS, given=OTHERS, device_door=door, say=lambda _: None)
    stack.start()
    try:
        stack.let_in({"bus-0001": broker_hash("right")})
        url = urlsplit(stack.mqtt_device_url)
        assert url.scheme == "mqtts"
        trusted = ssl.create_default_context(cafile=door.certificate)

        def device(secret: str, context: ssl.SSLContext) -> aiomqtt.Client:
            return aiomqtt.Client(
                "127.0.0.1", url.port or 0, username="bus-0001", password=secret, tls_context=context, timeout=5
            )

        async with device("right", trusted) as client:
            await client.publish("bus/bus-0001/nmea", "x", qos=1)
        with pytest.raises(aiomqtt.MqttError, match=r"ot authori[sz]ed"):
            async with device("wrong", trusted):
                pass
        with (
            pytest.raises(ssl.SSLCertVerificationError),
            socket.create_connection(("127.0.0.1", url.port or 0)) as line,
        ):
            ssl.create_default_context().wrap_socket(line, server_hostname="127.0.0.1")
        assert not mqtt_probe.may_connect(f"mqtt://bus-0001:right@127.0.0.1:{url.port}")
    finally:
        stack.stop()


def test_a_certificate_that_cannot_be_read_is_said_in_words(data_dir: Path, tmp_path: Path) -> None:
    stack = Stack(
        data_dir,
        ports=ANY_PORTS,
        given=OTHERS,
        device_door=DeviceDoor(certificate=tmp_path / "none"),
        say=lambda _: None,
    )
    with pytest.raises(ServerFailedError, match="certificate cannot be read"):
        stack.start()
    stack.stop()
