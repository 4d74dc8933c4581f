"""The few packets of MQTT 3.1.1 that a tracker sends."""

import struct


def publish(topic: bytes, payload: bytes, packet_id: int) -> bytes:
    """A PUBLISH at QoS 1; short enough for two length bytes."""
    return _packet(0x32, struct.pack(">H", len(topic)) + topic + struct.pack(">H", packet_id) + payload)


def connect(client: bytes, user: bytes, password: bytes) -> bytes:
    """A CONNECT with a clean session."""
    fields = b"".join(struct.pack(">H", len(field)) + field for field in (client, user, password))
    return _packet(0x10, b"\x00\x04MQTT\x04\xc2\x00\x00" + fields)


def _packet(kind: int, rest: bytes) -> bytes:
    length = len(rest)
    encoded = bytes([length]) if length < 128 else bytes([length % 128 | 0x80, length // 128])
    return bytes([kind]) + encoded + rest
