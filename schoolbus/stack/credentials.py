"""Who may speak to the broker: its password file and its access list, made from the devices that the database knows."""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from schoolbus.stack import places as at

PASSWORD_FILE = "passwords"  # noqa: S105 - a file name
ACCESS_FILE = "access"
DEVICE_ID = re.compile(r"[A-Za-z0-9_-]{4,32}")

DEVICE_RULES = """\
# a device: its own topics only (%u is its user name, which is its id)
pattern write bus/%u/nmea
pattern read bus/%u/stored
pattern write owntracks/%u/#
"""


def is_broker_hash(text: str) -> bool:
    """Whether `text` is a hash that Mosquitto reads; one bad line makes it refuse the whole file."""
    parts = text.split("$")
    if len(parts) != 5 or parts[:2] != ["", "7"] or not parts[2].isdigit():
        return False
    try:
        salt, key = (base64.b64decode(part, validate=True) for part in parts[3:])
    except binascii.Error:
        return False
    return len(salt) > 0 and len(key) == hashlib.sha512().digest_size


def access_list(service_user: str) -> str:
    """The access list: the ingest reads what devices write and answers them; a device has its own topics."""
    return f"""\
# Written by schoolbus; changes here are lost.
user {service_user}
topic read bus/+/nmea
topic write bus/+/stored
topic read owntracks/+/#
topic readwrite ingest/#
topic read $SYS/#

{DEVICE_RULES}"""


def write_files(
    folder: Path, *, service_user: str, service_hash: str, devices: Iterable[tuple[str, str]], owner: str | None
) -> int:
    """Replace both files in `folder` and return how many devices they hold.

    `devices` are (device id, hash of its secret). A row that could not be a device or would spoil the file is left out:
    it could not log in anyway, and must not shut the others out.
    """
    lines = [f"{service_user}:{service_hash}"]
    lines += [
        f"{device}:{secret}" for device, secret in devices if DEVICE_ID.fullmatch(device) and is_broker_hash(secret)
    ]
    at.write_private(folder / PASSWORD_FILE, "\n".join(lines) + "\n", owner)
    at.write_private(folder / ACCESS_FILE, access_list(service_user), owner)
    return len(lines) - 1
