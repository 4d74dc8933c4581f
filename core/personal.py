"""What is known of a natural person, encrypted at rest: AES-256-GCM, the key outside of the database (个人信息保护法 51).

Each value is `v1.` and base64url of a random nonce of 12 bytes, the ciphertext and its tag. The column's name goes into the tag, so
that a value copied into another column does not open. A database without the key tells nobody a telephone number.
"""

import hashlib
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import CheckConstraint, Dialect, Engine, String, TypeDecorator
from sqlalchemy.ext.asyncio import AsyncEngine

from core.settings import Settings

MARK = "v1."
NONCE_BYTES = 12
KEY = "personal_key"  # an attribute of the engine's dialect, which is what a type is given


class Personal(TypeDecorator[str]):
    """A text column that is encrypted; `of` names the column. It is read whole or not at all: no query can look into it."""

    impl = String
    cache_ok = True

    def __init__(self, of: str) -> None:
        super().__init__()
        self.of = of

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What is stored of a text."""
        return None if value is None else sealed(_key_of(dialect), self.of, value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """The text of what is stored. Raises cryptography's InvalidTag for what was stored with another key."""
        return None if value is None else opened(_key_of(dialect), self.of, value)


def give_key(engine: Engine | AsyncEngine, settings: Settings) -> None:
    """Let what this engine reads and writes be opened and sealed with the key of these settings."""
    setattr(engine.dialect, KEY, key_of(settings))


def key_of(settings: Settings) -> bytes:
    """The 32 bytes of the key."""
    return hashlib.sha256(settings.personal_key.get_secret_value().encode()).digest()


def sealed(key: bytes, of: str, text: str) -> str:
    """What is stored of a text of the column `of`."""
    nonce = os.urandom(NONCE_BYTES)
    return MARK + urlsafe_b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), of.encode())).decode()


def opened(key: bytes, of: str, stored: str) -> str:
    """The text of what is stored."""
    data = urlsafe_b64decode(stored.removeprefix(MARK))
    return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], of.encode()).decode()


def is_sealed(column: str) -> CheckConstraint:
    """That a column holds nothing that anybody could read."""
    return CheckConstraint(f"{column} LIKE '{MARK}%'", name=f"{column}_is_sealed")


def _key_of(dialect: Dialect) -> bytes:
    key: Any = getattr(dialect, KEY, None)
    if not isinstance(key, bytes):
        raise TypeError("this engine was given no key for personal fields: call core.personal.give_key")
    return key
