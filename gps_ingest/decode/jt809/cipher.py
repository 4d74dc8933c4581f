"""The encryption of JT/T 809: bodies are XORed with a pseudo-random sequence of which each pair of platforms has its own."""

from typing import NamedTuple

WORD = 0xFFFFFFFF


class Cipher(NamedTuple):
    """What the upper platform gives a lower one, each 32 bits: M1, IA1, IC1 of the standard (table 9 of the 2019 edition)."""

    m1: int
    ia1: int
    ic1: int

    def apply(self, body: bytes, key: int) -> bytes:
        """Encrypt or decrypt (the same) a body with the key of its header. Linear in its length."""
        m1, ia1, ic1 = self.m1 or 1, self.ia1, self.ic1
        state, stream = key or 1, bytearray(len(body))
        for at in range(len(body)):
            state = (ia1 * (state % m1) + ic1) & WORD
            stream[at] = state >> 20 & 0xFF
        return (int.from_bytes(body) ^ int.from_bytes(stream)).to_bytes(len(body))
