"""From where a stranger comes, as it may be kept: keyed hashes of the network of an address and of the wider one around it."""

import hashlib
import hmac
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from core.settings import Settings

NARROW_BITS, WIDE_BITS = 56, 48  # of IPv6: what one household gets, and what anybody gets for the asking
WIDER = 3  # times as much as one address may a wider network do


@dataclass(frozen=True, slots=True)
class Whence:
    """What is kept of an address."""

    narrow: bytes
    wide: bytes


def whence(purpose: str, address: str | None, settings: Settings) -> Whence:
    """The keyed hashes of an address's network and of the wider one around it; those of two purposes do not meet."""
    key = settings.secret_key.get_secret_value().encode()
    places = ("nowhere" if address is None else _network(address, bits) for bits in (NARROW_BITS, WIDE_BITS))
    return Whence(*(hmac.digest(key, f"{purpose}-address:{place}".encode(), hashlib.sha256) for place in places))


def _network(address: str, bits: int) -> str:
    known = ip_address(address)
    if not isinstance(known, IPv6Address):
        return str(known)
    within = known.ipv4_mapped
    return str(ip_network(f"{known}/{bits}", strict=False)) if within is None else str(within)
