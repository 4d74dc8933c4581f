"""A steady load: so many fixes a second over MQTT, evenly, each bus in turn; a fix's own time is the moment of its sending."""

import json
import socket
import sys
import time
from pathlib import Path

from bench.ground.town import Town
from bench.load import packets
from bench.load.generator import connected, drain
from bench.load.reports import sentence
from bench.load.shared import ALLOWED, READY, SENT, STOP, Shared
from core import clock

STEP_S = 0.002


def main() -> None:
    """`python -m bench.load.steady FILE` of JSON: host, port, shared, town, rate. Until the bench says STOP."""
    asked = json.loads(Path(sys.argv[1]).read_text())
    town = Town(asked["devices"], [(lon, lat) for lon, lat in asked["starts"]], asked["began_s"])
    shared = Shared(Path(asked["shared"]))
    connections = connected("mqtt", asked["host"], asked["port"], town.devices)
    shared.put(READY, 1)
    _send(town, connections, shared, asked["rate"])


def _send(town: Town, connections: list[socket.socket], shared: Shared, rate: float) -> None:
    sent, buses = 0, len(town.devices)
    topics = [f"bus/{device}/nmea".encode() for device in town.devices]
    for bus, connection in enumerate(connections):  # each was at its first stop when its run was to begin
        connection.sendall(packets.publish(topics[bus], sentence(town, bus, town.began_s), 65535))
    drain(connections)
    began = time.monotonic()
    while shared.get(ALLOWED) != STOP:
        due = int((time.monotonic() - began) * rate)
        while sent < due:
            bus = sent % buses
            line = sentence(town, bus, clock.epoch())
            connections[bus].sendall(packets.publish(topics[bus], line, sent // buses % 65535 + 1))
            sent += 1
            if bus == 0:
                drain(connections)
        shared.put(SENT, sent)
        time.sleep(STEP_S)


if __name__ == "__main__":
    main()
