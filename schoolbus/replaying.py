"""`schoolbus replay`: sends recordings to the running service as a device would."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from schoolbus import runfile
from schoolbus.stack.errors import StackError


class Door(StrEnum):
    """Which way the recording goes."""

    mqtt = "mqtt"
    tcp = "tcp"
    udp = "udp"
    jt808 = "jt808"
    jt809 = "jt809"
    osmand = "osmand"


PROTOCOL = {
    Door.mqtt: "nmea_mqtt", Door.tcp: "nmea_tcp", Door.udp: "nmea_udp", Door.jt808: "jt808", Door.jt809: "jt809",
    Door.osmand: "osmand",
}  # fmt: skip
TOLD = {
    Door.mqtt: "mqtt", Door.tcp: "nmea_tcp", Door.udp: "nmea_udp", Door.jt808: "jt808_tcp",
    Door.jt809: "jt809_tcp", Door.osmand: "osmand_http",
}  # fmt: skip
PROVEN = frozenset({Door.mqtt, Door.jt808, Door.jt809, Door.osmand})


class NothingToReplayToError(StackError):
    """There is no door or no device to send with; the message says what to name."""


def replay(
    files: Annotated[list[Path], typer.Argument(help="Recordings of NMEA sentences.", exists=True, dir_okay=False)],
    through: Annotated[Door, typer.Option(help="The door to send through.")] = Door.mqtt,
    device: Annotated[
        str | None,
        typer.Option(
            help="Send as this device; in the demo, one of its free ones. jt809: <access code>:<user>:<plate>."
        ),
    ] = None,
    secret: Annotated[
        str | None, typer.Option(help="The device's secret, code or token (not over tcp and udp).")
    ] = None,
    shift: Annotated[bool, typer.Option("--shift", help="Move all times so that the recording begins now.")] = False,
    speed: Annotated[
        float, typer.Option(min=0, help="1: as recorded, 10: ten times as fast, 0: without waiting.")
    ] = 1.0,
    to: Annotated[
        str | None, typer.Option(help="Another host: mqtt://host:port, http://host:port, or host:port.")
    ] = None,
) -> None:
    """Send recordings as a device would: as they are, or with --shift as if it were now."""
    from gps_ingest import lower, senders  # noqa: PLC0415
    from gps_ingest import replay as sending  # noqa: PLC0415 (keeps `schoolbus --help` quick)

    running = runfile.load(runfile.data_dir())
    sender_id, sender_secret = _sender(running, through, device, secret)
    address = to or (running and getattr(running.public, TOLD[through]))
    if not address:
        raise NothingToReplayToError("no stack runs here: start one with `schoolbus demo`, or say where with --to")
    host, _, port = address.rpartition(":")
    sender: senders.Sender
    if through is Door.mqtt:
        sender = senders.OverMqtt(address, sender_id, sender_secret)
    elif through is Door.osmand:
        sender = senders.OverOsmand(address, sender_id, sender_secret)
    elif through is Door.jt808:
        sender = senders.OverJt808(host or "127.0.0.1", int(port), sender_id, sender_secret)
    elif through is Door.jt809:
        sender = lower.OverJt809(host or "127.0.0.1", int(port), sender_id, sender_secret)
    else:
        plain = senders.OverTcp if through is Door.tcp else senders.OverUdp
        sender = plain(host or "127.0.0.1", int(port), sender_id)
    lines = list(sending.read(files))
    lasts = f", about {max(1, round(sending.lasts_s(lines) / speed / 60))} min; Ctrl-C ends it" if speed else ""
    typer.echo(f"sending as {sender_id} to {address}: {len(lines)} lines{lasts}")
    sent = sending.replay(iter(lines), sender, shift=shift, speed=speed)
    typer.echo(f"sent {sent} lines")


def _sender(running: runfile.RunFile | None, through: Door, device: str | None, secret: str | None) -> tuple[str, str]:
    """The device to send as: the one named, its secret looked up in the demo's if it is not given; else a free one."""
    free = {each["id"]: each for each in (running and running.public.devices) or []}
    if device is None:
        fitting = [each for each in free.values() if each["protocol"] == PROTOCOL[through]]
        if not fitting:
            raise NothingToReplayToError("name the device to send as with --device (and its --secret)")
        return str(fitting[0]["id"]), str(fitting[0]["secret"])
    if through is Door.jt809 and device.count(":") != 2:
        raise NothingToReplayToError("name platform and bus: --device <access code>:<user>:<plate>")
    known = secret or (str(free[device]["secret"]) if device in free else None)
    if known is None and through in PROVEN:
        raise NothingToReplayToError(f"this door asks for the secret of {device}: give it with --secret")
    return device, known or ""
