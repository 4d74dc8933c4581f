"""How the demo's trackers reach us: MQTT with a login of their own, or NMEA over TCP; again and again when the line breaks."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from urllib.parse import urlsplit

import aiomqtt

from schoolbus.simulate.drive import Fix
from schoolbus.simulate.nmea import to_nmea

CONNECT_S = 10.0
SENTENCES = ("RMC", "GGA")
Send = Callable[[Sequence[Fix]], Awaitable[None]]
Link = Callable[[], AbstractAsyncContextManager[Send]]
BROKEN = (OSError, TimeoutError, aiomqtt.MqttError, EOFError)


def over_mqtt(url: str, device: str, secret: str) -> Link:
    """A connection of this device's own; sending returns when the broker has it (QoS 1)."""
    parts = urlsplit(url)

    @asynccontextmanager
    async def connected() -> AsyncIterator[Send]:
        client = aiomqtt.Client(
            parts.hostname or "127.0.0.1",
            parts.port or 1883,
            username=device,
            password=secret,
            identifier=device,
            protocol=aiomqtt.ProtocolVersion.V5,
            timeout=CONNECT_S,
            # our own broker on this machine, whose certificate names it as the devices know it
            tls_params=aiomqtt.TLSParameters(cert_reqs=ssl.CERT_NONE) if parts.scheme == "mqtts" else None,
            tls_insecure=True if parts.scheme == "mqtts" else None,
        )
        async with client:

            async def send(fixes: Sequence[Fix]) -> None:
                await client.publish(f"bus/{device}/nmea", "".join(to_nmea(fixes, "GN", SENTENCES)), qos=1)

            yield send

    return connected


def over_tcp(host: str, port: int, device: str) -> Link:
    """A stream of this device's own. Nothing tells that anything arrived; a broken stream is seen at the next sending."""

    @asynccontextmanager
    async def connected() -> AsyncIterator[Send]:
        async with asyncio.timeout(CONNECT_S):
            reader, writer = await asyncio.open_connection(host, port)
        try:
            writer.write(f"{device}\r\n".encode())

            async def send(fixes: Sequence[Fix]) -> None:
                if reader.at_eof():
                    raise EOFError("the door was closed")
                writer.write(_completed_first(fixes).encode())
                await writer.drain()

            yield send
        finally:
            writer.close()

    return connected


def _completed_first(fixes: Sequence[Fix]) -> str:
    """On a stream RMC makes the fix at once, so what completes it goes before it."""
    return "".join(
        line for block in to_nmea(fixes, "BD", SENTENCES) for line in reversed(block.splitlines(keepends=True))
    )
