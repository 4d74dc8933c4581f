"""The load: a process of its own that sends what it made beforehand, over raw sockets, as fast as it is allowed.

The same for a figure and for its ceiling. What it may send is `allowed` messages in all, a number in shared memory that
the bench raises as they are consumed, so that a figure is not one of the broker's backlog.
"""

import json
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.ground.town import SECRET, Town
from bench.load import packets
from bench.load.reports import authentication, reports, sentences
from bench.load.shared import ALLOWED, READY, SENT, STOP, Shared
from core import open_files
from gps_ingest.decode.jt808.framing import opened

AT_ONCE = 50  # messages between two looks at what is allowed


def hello(door: str, device: str) -> bytes:
    """What a device says first."""
    if door == "mqtt":
        return packets.connect(device.encode(), device.encode(), SECRET.encode())
    return authentication(device) if door == "jt808" else device.encode() + b"\r\n"


def connected(door: str, host: str, port: int, devices: list[str]) -> list[socket.socket]:
    """The devices' connections, let in; some at once. Raises ConnectionError where one is not."""
    made: list[socket.socket] = []
    for start in range(0, len(devices), AT_ONCE):
        some = devices[start : start + AT_ONCE]
        fresh = [socket.create_connection((host, port)) for _ in some]
        for each, device in zip(fresh, some, strict=True):
            each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            each.sendall(hello(door, device))
        for each, device in zip(fresh, some, strict=True):
            if door != "nmea_tcp" and not _welcome(door, each.recv(64)):
                raise ConnectionError(f"{door}: {device} is not let in")
        made += fresh
    return made


def _welcome(door: str, answer: bytes) -> bool:
    """CONNACK with code 0; a 0x8001 whose last byte is 0."""
    return answer[3:4] == b"\0" if door == "mqtt" else opened(answer.strip(b"\x7e"))[-1] == 0


def messages(door: str, town: Town, rounds: int, since_s: float, step_s: float) -> Iterator[list[bytes]]:
    """One message of every bus, round after round."""
    topics = [f"bus/{device}/nmea".encode() for device in town.devices]
    for number in range(rounds):
        at_s = since_s + number * step_s
        if door == "jt808":
            yield list(reports(town, at_s, number + 1))
        elif door == "mqtt":
            packet_id = number % 65535 + 1
            lines = zip(topics, sentences(town, at_s), strict=True)
            yield [packets.publish(topic, line, packet_id) for topic, line in lines]
        else:
            yield [line + b"\r\n" for line in sentences(town, at_s)]


def drain(connections: list[socket.socket]) -> None:
    """Read the acknowledgements away."""
    for each in connections:
        try:
            while len(each.recv(65536, socket.MSG_DONTWAIT)) == 65536:
                pass
        except BlockingIOError:
            pass


def main() -> None:
    """`python -m bench.load.generator FILE` of JSON: door, host, port, shared, town, rounds, since_s, step_s."""
    open_files.allow_most()
    asked = json.loads(Path(sys.argv[1]).read_text())
    town = Town(asked["devices"], [(lon, lat) for lon, lat in asked["starts"]], asked["began_s"])
    shared, door = Shared(Path(asked["shared"])), asked["door"]
    made = list(messages(door, town, asked["rounds"], asked["since_s"], asked["step_s"]))
    connections = connected(door, asked["host"], asked["port"], town.devices)
    shared.put(READY, 1)
    _send(made, connections, shared, answered=door != "nmea_tcp")
    while shared.get(ALLOWED) != STOP:  # the connections stay until the bench has counted
        time.sleep(0.05)
        drain(connections)


def _send(made: list[list[bytes]], connections: list[socket.socket], shared: Shared, *, answered: bool) -> None:
    """Until everything is sent, or the bench says STOP."""
    sends, sent = [each.sendall for each in connections], 0
    for messages_ in made:
        for start in range(0, len(messages_), AT_ONCE):
            while (allowed := shared.get(ALLOWED)) <= sent:
                if allowed == STOP:
                    return
                time.sleep(0.0005)
            some = messages_[start : start + AT_ONCE]
            for send, message in zip(sends[start : start + AT_ONCE], some, strict=True):
                send(message)
            sent += len(some)
            shared.put(SENT, sent)
        if answered:
            drain(connections)


if __name__ == "__main__":
    main()
