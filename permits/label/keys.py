"""The key that signs labels: made once into a file of its own, never in the database; and what its public half verifies.

`python -m permits.label.keys FILE` makes one where there is no private stack (containers).
"""

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from core.errors import NotSetUp

ID_CHARS = 8
PUBLIC_BYTES = 32


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key, its public half (32 bytes), and the id by which labels name it."""

    private: Ed25519PrivateKey
    public: bytes
    id: str

    def sign(self, data: bytes) -> bytes:
        """The signature, 64 bytes; the same data gives the same."""
        return self.private.sign(data)


def key_id(public: bytes) -> str:
    """The id of a public key: the beginning of its SHA-256."""
    return hashlib.sha256(public).hexdigest()[:ID_CHARS]


def make_key_file(path: Path) -> None:
    """Make a key where there is none; a file that is there stays as it is. Readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails where one is there: two that start at once keep one key
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def load_key(path: Path) -> SigningKey:
    """The key of a file. Raises NotSetUp where there is none that can be used."""
    try:
        private = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _none(path) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise _none(path)
    public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return SigningKey(private, public, key_id(public))


def verifies(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether a signature over the data is that of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _none(path: Path) -> NotSetUp:
    return NotSetUp(
        "no_label_key",
        zh=f"没有可用的标贴签名密钥（{path.name}），不能制作核验标贴。请管理员用 python -m permits.label.keys 生成，"
        "或检查 SCHOOLBUS_LABEL_KEY_FILE。",
        en=f"There is no usable key for labels ({path.name}), so none can be made. Make one with python -m permits.label.keys,"
        " or look at SCHOOLBUS_LABEL_KEY_FILE.",
    )


if __name__ == "__main__":
    make_key_file(Path(sys.argv[1]))
    made = load_key(Path(sys.argv[1]))
    sys.stdout.write(f"{made.id} {made.public.hex()}\n")
