"""Refused logins as rows of the unknown devices."""

from collections.abc import Container

from gps_ingest.knocks import Knock
from schoolbus.stack.refused_logins import Refused

DOOR = "mqtt"
# And the address, for one of whom the broker does not say what it calls itself: no device's id begins so.
NAMELESS = "?"


def knocks_of(refused: list[Refused], known: Container[str]) -> list[Knock]:
    """Refused logins by device, or by address where the broker does not say which device."""
    knocks: dict[str, Knock] = {}
    for each in refused:
        device = each.device or f"{NAMELESS}{each.address}"
        knock = knocks.get(device)
        if knock is None:
            why = "unnamed" if each.device is None else "wrong_secret" if device in known else "unknown"
            knocks[device] = Knock(DOOR, device, each.address, {"why": why}, each.at_s, each.at_s)
        else:
            knock.address, knock.last_s, knock.times = each.address or knock.address, each.at_s, knock.times + 1
    return list(knocks.values())
