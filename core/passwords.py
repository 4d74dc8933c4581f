"""Passwords: argon2 hashes, made and checked beside the event loop, a few at a time, in equal time for unknown names."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from pwdlib import PasswordHash
from pwdlib.exceptions import UnknownHashError
from pwdlib.hashers.argon2 import Argon2Hasher

MIN_PASSWORD_CHARS, MAX_PASSWORD_CHARS = 10, 1024


def hash_password(password: str) -> str:
    """An argon2id hash with pwdlib's recommended parameters (64 MiB, 3 passes)."""
    return PasswordHash((Argon2Hasher(),)).hash(password)


@cache
def _nobodys() -> str:
    """What an unknown name is checked against."""
    return hash_password("nobody has this password")


class Passwords:
    """Checks passwords; made once a process, at composition."""

    def __init__(self, at_once: int) -> None:
        self._hasher = PasswordHash((Argon2Hasher(),))
        # threads of its own: nobody waits for a login behind another's long work
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="passwords")
        self._nobody = _nobodys()

    async def verify(self, password: str, password_hash: str | None) -> bool:
        """Whether the password fits the hash; None (no such account) takes as long and is False."""
        loop = asyncio.get_running_loop()
        fits = await loop.run_in_executor(self._threads, self._fits, password, password_hash or self._nobody)
        return fits and password_hash is not None

    def _fits(self, password: str, password_hash: str) -> bool:
        try:
            return self._hasher.verify(password, password_hash)
        except UnknownHashError:  # an account whose hash was never set
            return False
