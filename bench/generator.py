"""The load: a process of its own that sends sentences made beforehand, over raw sockets, as fast as it is allowed.

The same for a figure and for its ceiling. What it may send is `allowed` sentences in all, a number in shared memory that
the bench raises as they are consumed, so that a figure is not one of the broker's backlog.
"""

import json
import mmap
import socket
import struct
import sys
import time
from pathlib import Path

from bench.town import SECRET, Town
from gps_ingest.decode.xor import checksum


class Shared:
    """Numbers that processes share: how much may be sent, how much was sent, how much a bare subscriber has counted."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(64))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), 64)

    def get(self, slot: int) -> int:
        """0 allowed, 1 sent, 2 counted, 3 made (the sentences stand ready)."""
        return int(struct.unpack_from("<q", self._memory, 8 * slot)[0])

    def put(self, slot: int, value: int) -> None:
        """Write one."""
        struct.pack_into("<q", self._memory, 8 * slot, value)


ALLOWED, SENT, COUNTED, MADE = range(4)


def sentence(town: Town, bus: int, time_s: float) -> bytes:
    """The RMC of a bus at a moment, with milliseconds."""
    lon, lat = town.at(bus, time_s)
    whole = time.gmtime(time_s)
    millis = int(round(time_s % 1, 3) * 1000) % 1000
    body = (
        f"GNRMC,{time.strftime('%H%M%S', whole)}.{millis:03d},A,"
        f"{int(lat):02d}{lat % 1 * 60:08.5f},N,{int(lon):03d}{lon % 1 * 60:08.5f},E,"
        f"15.55,90.0,{time.strftime('%d%m%y', whole)},,,A"
    ).encode()
    return b"$%s*%02X" % (body, checksum(body))


def publish_packet(topic: bytes, payload: bytes, packet_id: int) -> bytes:
    """An MQTT 3.1.1 PUBLISH at QoS 1; short enough for two length bytes."""
    rest = struct.pack(">H", len(topic)) + topic + struct.pack(">H", packet_id) + payload
    length = len(rest)
    encoded = bytes([length]) if length < 128 else bytes([length % 128 | 0x80, length // 128])
    return b"\x32" + encoded + rest


def connect_packet(client: bytes, user: bytes, password: bytes) -> bytes:
    """An MQTT 3.1.1 CONNECT with a clean session."""
    fields = b"".join(struct.pack(">H", len(field)) + field for field in (client, user, password))
    rest = b"\x00\x04MQTT\x04\xc2\x00\x00" + fields
    length = len(rest)
    encoded = bytes([length]) if length < 128 else bytes([length % 128 | 0x80, length // 128])
    return b"\x10" + encoded + rest


def mqtt_socket(host: str, port: int, device: str) -> socket.socket:
    """A device's connection to the broker, let in."""
    name = device.encode()
    made = socket.create_connection((host, port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.sendall(connect_packet(name, name, SECRET.encode()))
    answer = made.recv(4)
    if len(answer) != 4 or answer[3] != 0:
        raise ConnectionError(f"the broker does not let {device} in: {answer.hex()}")
    return made


def tcp_socket(host: str, port: int, device: str) -> socket.socket:
    """A device's connection to the NMEA door, identified."""
    made = socket.create_connection((host, port))
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.sendall(device.encode() + b"\r\n")
    return made


def drain(connections: list[socket.socket]) -> None:
    """Read the broker's acknowledgements away."""
    for each in connections:
        try:
            while len(each.recv(65536, socket.MSG_DONTWAIT)) == 65536:
                pass
        except BlockingIOError:
            pass


def main() -> None:
    """`python -m bench.generator FILE` of JSON: door, host, port, shared, town, rounds, step_s."""
    asked = json.loads(Path(sys.argv[1]).read_text())
    town = Town(asked["devices"], [(lon, lat) for lon, lat in asked["starts"]], asked["began_s"])
    shared, door, rounds = Shared(Path(asked["shared"])), asked["door"], asked["rounds"]
    connect = mqtt_socket if door == "mqtt" else tcp_socket
    connections = [connect(asked["host"], asked["port"], device) for device in town.devices]
    made: list[list[bytes]] = []
    since_s = asked["since_s"]
    for number in range(rounds):
        at = since_s + number * asked["step_s"]
        lines = [sentence(town, bus, at) for bus in range(len(town.devices))]
        if door == "mqtt":
            topics = [f"bus/{device}/nmea".encode() for device in town.devices]
            made.append([publish_packet(t, s, number % 65535 + 1) for t, s in zip(topics, lines, strict=True)])
        else:
            made.append([line + b"\r\n" for line in lines])
    shared.put(MADE, 1)
    sent = 0
    for packets in made:
        for start in range(0, len(packets), 50):
            while shared.get(ALLOWED) <= sent:
                time.sleep(0.0005)
            some = packets[start : start + 50]
            for connection, packet in zip(connections[start : start + 50], some, strict=True):
                connection.sendall(packet)
            sent += len(some)
            shared.put(SENT, sent)
        if door == "mqtt":
            drain(connections)
    while shared.get(ALLOWED) >= 0:  # the connections stay until the bench has counted
        time.sleep(0.05)


if __name__ == "__main__":
    main()
