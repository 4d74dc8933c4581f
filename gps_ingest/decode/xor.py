"""The checksum that NMEA-0183 and JT/T 808 share."""


def checksum(body: bytes) -> int:
    """XOR of all bytes: one long integer, folded in half until a byte is left (what the last folds leave above it is waste)."""
    number, bits = int.from_bytes(body), 512
    while len(body) * 8 > bits:
        bits *= 2
    while bits > 512:
        bits //= 2
        number = (number >> bits) ^ (number & ((1 << bits) - 1))
    number ^= number >> 256
    number ^= number >> 128
    number ^= number >> 64
    number = (number ^ (number >> 32)) & 0xFFFFFFFF
    number ^= number >> 16
    return (number ^ (number >> 8)) & 0xFF
