"""From where devices may come: an id line proves nothing, so the networks that may send one are listed."""

import asyncio
from collections.abc import Iterable
from ipaddress import IPv6Address, ip_address, ip_network


class Networks:
    """Networks as the settings write them (10.1.0.0/16, ::1/128); asked `address in networks`."""

    def __init__(self, networks: Iterable[str]) -> None:
        self._networks = [ip_network(each, strict=False) for each in networks]

    def __contains__(self, address: object) -> bool:
        """Whether an address (text) lies in one of them; what is no address lies in none."""
        try:
            found = ip_address(str(address))
        except ValueError:
            return False
        if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
            found = found.ipv4_mapped  # an IPv4 sender at a socket of both families
        return any(found in network for network in self._networks)


def address_of(transport: asyncio.BaseTransport) -> str:
    """The address at the other end of a connection, "" where it has gone already."""
    peer = transport.get_extra_info("peername")
    return str(peer[0]) if peer else ""
