"""A device's secret: made here, shown once, kept only in the form in which the broker checks it."""

import base64
import hashlib
import secrets
from hmac import compare_digest

SECRET_BYTES = 24
ID_BYTES = 6
SALT_BYTES = 12
ROUNDS = (
    101  # Mosquitto's own: the secret is random and long, and the broker hashes in the thread that carries messages
)


def make_secret() -> str:
    """A new secret of 192 random bits, in characters that any terminal can be given."""
    return secrets.token_urlsafe(SECRET_BYTES)


def make_device_id() -> str:
    """A new device id of the form that every door takes: `[A-Za-z0-9_-]{4,32}`."""
    return f"dev-{secrets.token_hex(ID_BYTES)}"


def broker_hash(secret: str, salt: bytes | None = None) -> str:
    """A secret as Mosquitto's password file holds it: `$7$<rounds>$<salt>$<PBKDF2-SHA512>`, base64 (as mosquitto_passwd)."""
    salt = secrets.token_bytes(SALT_BYTES) if salt is None else salt
    key = hashlib.pbkdf2_hmac("sha512", secret.encode(), salt, ROUNDS)
    return f"$7${ROUNDS}${base64.b64encode(salt).decode()}${base64.b64encode(key).decode()}"


def opens(secret: str, stored: str) -> bool:
    """Whether a secret is the one that a stored hash was made of; False also for a hash that is none."""
    parts = stored.split("$")
    if len(parts) != 5:
        return False
    try:
        salt = base64.b64decode(parts[3], validate=True)
    except ValueError:
        return False
    return compare_digest(broker_hash(secret, salt), stored)
