"""Passwords: argon2 hashes, made and checked beside the event loop, a few at a time, in equal time for unknown names."""

import asyncio

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

MAX_PASSWORD_CHARS = 1024


def hash_password(password: str) -> str:
    """An argon2id hash with pwdlib's recommended parameters (64 MiB, 3 passes)."""
    return PasswordHash((Argon2Hasher(),)).hash(password)


class Passwords:
    """Checks passwords; made once a process, at composition."""

    def __init__(self, at_once: int) -> None:
        self._hasher = PasswordHash((Argon2Hasher(),))
        self._turns = asyncio.Semaphore(at_once)
        self._nobody = self._hasher.hash("nobody has this password")

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether the password fits the hash; None (no such account) takes as long and is False."""
        async with self._turns:
            fits = await asyncio.to_thread(self._fits, password, password_hash or self._nobody)
        return fits and password_hash is not None

    def _fits(self, password: str, password_hash: str) -> bool:
        try:
            return self._hasher.verify(password, password_hash)
        except UnknownHashError:  # an account whose hash was never set
            return False
