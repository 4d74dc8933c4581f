"""Which port a server of ours listens on: the one we like, or another that is free, and then said."""

import socket
from collections.abc import Callable
from pathlib import Path
from secrets import randbelow

LOCALHOST = "127.0.0.1"
FIRST, TRIES = 10_000, 100
OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")


def is_free(port: int, *, kind: socket.SocketKind = socket.SOCK_STREAM) -> bool:
    """Whether `port` of 127.0.0.1 can be bound now. Port 0 always can."""
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a closed server's TIME_WAIT is no occupant
        try:
            probe.bind((LOCALHOST, port))
        except OSError:
            return False
    return True


def any_free(*, kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """A port of 127.0.0.1 that nobody uses, and that no client's outgoing connection is given while its server is dead."""
    below = _outgoing_from()
    for _ in range(TRIES if below > FIRST else 0):
        port = FIRST + randbelow(below - FIRST)
        if is_free(port, kind=kind):
            return port
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind((LOCALHOST, 0))
        given: int = probe.getsockname()[1]
    return given


def choose(
    wanted: int,
    *,
    what: str,
    say: Callable[[str], None],
    taken: set[int] | None = None,
    kind: socket.SocketKind = socket.SOCK_STREAM,
) -> int:
    """`wanted` if it is free, else another, and a line that says so. `wanted` 0 asks for any and says nothing.

    `taken` holds ports promised to others that do not listen yet; the answer is added to it.
    """
    promised = taken if taken is not None else set()
    port = wanted
    if not wanted or wanted in promised or not is_free(wanted, kind=kind):
        port = any_free(kind=kind)
        while port in promised:
            port = any_free(kind=kind)
        if wanted:
            say(f"port {wanted} is in use: {what} listens on {port} instead")
    promised.add(port)
    return port


def _outgoing_from() -> int:
    """The first port that the kernel gives to outgoing connections; 0 where it does not say."""
    try:
        return int(OUTGOING.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
