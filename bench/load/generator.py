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

AT_ONCE = 50  # messages between two looks at what is allowed


def mqtt_socket(host: str, port: int, device: str) -> socket.socket:
    """A device's connection to the broker, let in."""
    made = _connected(host, port)
    made.sendall(packets.connect(device.encode(), device.encode(), SECRET.encode()))
    answer = made.recv(4)
    if len(answer) != 4 or answer[3] != 0:
        raise ConnectionError(f"the broker does not let {device} in: {answer.hex()}")
    return made


def nmea_socket(host: str, port: int, device: str) -> socket.socket:
    """A device's connection to the NMEA door, identified."""
    made = _connected(host, port)
    made.sendall(device.encode() + b"\r\n")
    return made


def jt808_socket(host: str, port: int, device: str) -> socket.socket:
    """A terminal's connection, authenticated: the last byte of the body of its 0x8001 is 0."""
    made = _connected(host, port)
    made.sendall(authentication(device))
    answer = made.recv(64)
    if len(answer) < 4 or answer[-3] != 0:
        raise ConnectionError(f"the door does not let {device} in: {answer.hex()}")
    return made


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


CONNECT = {"mqtt": mqtt_socket, "nmea_tcp": nmea_socket, "jt808": jt808_socket}


def main() -> None:
    """`python -m bench.load.generator FILE` of JSON: door, host, port, shared, town, rounds, since_s, step_s."""
    open_files.allow_most()
    asked = json.loads(Path(sys.argv[1]).read_text())
    town = Town(asked["devices"], [(lon, lat) for lon, lat in asked["starts"]], asked["began_s"])
    shared, door = Shared(Path(asked["shared"])), asked["door"]
    made = list(messages(door, town, asked["rounds"], asked["since_s"], asked["step_s"]))
    connections = [CONNECT[door](asked["host"], asked["port"], device) for device in town.devices]
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


def _connected(host: str, port: int) -> socket.socket:
    made = socket.create_connection((host, port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return made


if __name__ == "__main__":
    main()
